"""Questions: an article that an index is asked about, as it is given and as it is called among what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dedup.config import Config
from dedup.index.check import Question, window
from dedup.index.database.rows import Rows
from dedup.index.given import as_article, beside_stored, duration_of
from dedup.index.keys import keys_of, sketch_few
from dedup.judge.relation import PARTIAL, RELATIONS


def question_of(article: object, within: timedelta | str | None, config: Config, *, every_relation: bool) -> Question:
    """The question about an article, before anything is read. Takes and raises what `Index.check` does."""
    given, length = as_article(article), duration_of(within)
    sketches = sketch_few([given.text], config)
    weakest = len(RELATIONS) - 1 if every_relation else PARTIAL
    keys, now = keys_of(sketches, config)[0], datetime.now(UTC)
    return Question(given, sketches, keys, window(given, length, now), weakest, now)


def apart(question: Question, rows: Rows, file: str = "") -> Question:
    """The question, about an article of its own id where another outlet's has it by chance."""
    article, stored = beside_stored(rows, question.article, file)
    if stored is None:
        return replace(question, article=article)
    return replace(question, article=article, standing="same_text" if stored.text == article.text else "other_text")
