"""plan.jsonl: what was removed and cut and why, and the way back, a JSON object a line."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from dedup import __version__
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.plan import Plan
from dedup.errors import InputError
from dedup.writing.edits import Undo

FORMAT = 1
"""Version of the format of plans."""

NAME = "plan.jsonl"
ORIGINALS = ".originals"
"""Folder inside the output that keeps files which cannot be put together again from what is left; hidden, so that it
is no input."""

Line = Mapping[str, Any]
Where = Callable[[str], tuple[str, int]]
"""Tells of an article its file, by the name it has in the output, and the number of its record."""


def head(plan: Plan) -> Line:
    """The first line: policy and counts."""
    return {
        "type": "plan",
        "format": FORMAT,
        "version": __version__,
        "policy": plan.policy.as_dict(),
        "counts": plan.counts(),
    }


def decision_lines(plan: Plan, where: Where | None) -> Iterator[Line]:
    """A line for each removal, cut, and article from which something should be cut and cannot."""
    for removal in plan.removed:
        yield _removal(removal, where)
    for cut in plan.cuts:
        yield _cut(cut, where)
    for article_id in plan.uncut:
        yield {"type": "uncut", "article": article_id, **_place(article_id, where)}


def _removal(removal: Removal, where: Where | None) -> Line:
    return {
        "type": "removal",
        "article": removal.article,
        **_place(removal.article, where),
        "relation": removal.relation,
        "kept": removal.kept,
        "containment": removal.containment,
        "words": removal.n_words,
        "lost_words": removal.n_lost,
        "lost": removal.lost,
        "elsewhere": [
            {"kind": cut.kind, "span": cut.span, "kept": cut.kept or None, "kept_span": cut.kept_span}
            for cut in removal.elsewhere
        ],
    }


def _cut(cut: Cut, where: Where | None) -> Line:
    return {
        "type": "cut",
        "article": cut.article,
        **_place(cut.article, where),
        "kind": cut.kind,
        "span": cut.span,
        "words": cut.n_words,
        "kept": cut.kept or None,
        "kept_span": cut.kept_span,
    }


def _place(article_id: str, where: Where | None) -> Line:
    if where is None:
        return {}
    file, record = where(article_id)
    return {"file": file, "record": record}


def edit_line(file: str, undo: Undo) -> Line:
    """How an edit of a file is taken back; bytes that are no UTF-8 stand in base64."""
    line: dict[str, Any] = {"type": "edit", "file": file, "at": undo.at, "new": undo.n_new}
    try:
        return line | {"text": undo.old.decode("utf-8")}
    except UnicodeDecodeError:
        return line | {"base64": base64.b64encode(undo.old).decode("ascii")}


def undo_of(line: Line) -> Undo:
    """The edit of a line."""
    old = line["text"].encode("utf-8") if "text" in line else base64.b64decode(line["base64"])
    return Undo(line["at"], line["new"], old)


def read_plan(path: Path) -> Iterator[tuple[int, Line]]:
    """The lines of a plan with their numbers.

    Raises `InputError` if it is none, or one of another version.
    """
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(chain([next(lines, "")], lines), start=1):
            try:
                line = json.loads(text)
            except ValueError:
                line = None
            if not isinstance(line, dict) or (number == 1 and line.get("type") != "plan"):
                kind = "a plan" if number == 1 else "a line of a plan"
                raise InputError(f"not {kind}: dedup clean writes one to OUT/plan.jsonl", path=str(path), line=number)
            if number == 1 and line.get("format") != FORMAT:
                reason = f"a plan of format {line.get('format')}; this version reads format {FORMAT}"
                raise InputError(reason, path=str(path))
            yield number, line
