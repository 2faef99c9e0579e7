"""Explaining the verdict on two articles, alone or among a collection that weighs their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from dedup.articles import Articles
from dedup.config import Config
from dedup.corpus.collection import Item, as_article
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.corpus.texts import Texts
from dedup.errors import InputError
from dedup.explaining.among import Among
from dedup.explaining.channels import bands_of, fingerprints_of, longest_run
from dedup.explaining.flips import flips_of
from dedup.explaining.found import Evidence, Step, Why
from dedup.explaining.pair import Pair
from dedup.judge.judged import Judged
from dedup.judge.relation import RELATIONS
from dedup.judge.steps import measures, needed_evidence
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import make_matches
from dedup.results import REUSE, Match
from dedup.scanning.compare import compare
from dedup.scanning.scan import source_of


def why(
    a: Item,
    b: Item,
    articles: Iterable[Item] | None = None,
    *,
    rewritten: bool = False,
    config: Config | None = None,
) -> Why:
    """Why two articles are a match or not: every channel, score and rule, and what would change the verdict.

    With `articles` the two are judged as part of that collection, as in a report on it; `a` and `b` are then ids in it,
    or other articles. Without, they are compared on their own, and no word counts as common. With `rewritten` text that
    was reworded, translated there and back, or summarised counts too; what would change the verdict is then said only
    where there is none.

    Raises `InputError` for an id that is not among the articles, and for an article without words.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> found = why(flood, "Breaking: " + flood + " Schools stay closed, trains run late, and the bridge is shut.")
    >>> found.relation, found.nominated, [flip.condition for flip in found.flips if flip.relation == "reprint"]
    ('contained', True, ['if b had 7 fewer words of its own'])
    """
    config = Config.of(config)
    items, ids = _gathered(a, b, articles)
    if articles is None:
        found = explained(Among.of(items, config), ids, config)
        return _with_rewritten(found, items) if rewritten else found
    return explained(Among.of(items, config, rewritten=rewritten), ids, config)


def _with_rewritten(found: Why, items: Sequence[Item]) -> Why:
    """The verdict on two articles alone where they share reworded text, of which the figures of copies say nothing."""
    match = compare(*items)
    if match is None or all(passage.kind in ("verbatim", "edited") for passage in match.passages):
        return found
    relation = match.relation
    return replace(found, relation=relation, reported=relation in REUSE, match=match, evidence=None, steps=(), flips=())


def explained(among: Among, ids: tuple[str, str], config: Config) -> Why:
    """Why two articles of a collection are a match or none."""
    first, second = (among.number_of(one) for one in ids)
    low, high = sorted(int(among.found.representative[one]) for one in (first, second))
    in_order = int(among.found.representative[first]) == low
    pair = Pair.of(among.found.texts, (low, high))
    reworded = among.rewritten(low, high)
    if reworded is not None:
        found = reworded
    else:
        found = Judged.with_themselves(pair.texts, np.zeros(1, np.int64)) if low == high else pair.judged()
    can_flip = low != high and reworded is None
    relation = RELATIONS[found.relations[0]] if len(found) else None
    evidence = _evidence_of(found, pair.texts) if relation not in (None, "exact") else None
    day_a, day_b = among.corpus.days[[first, second]].tolist()
    return Why(
        a=ids[0],
        b=ids[1],
        relation=relation,
        reported=relation in REUSE and among.is_aligned(low, high),
        family=among.family(first, second),
        nominated=low == high or among.is_nominated(low, high),
        bands=bands_of(among.sketches, first, second, config),
        fingerprints=fingerprints_of(among.sketches, first, second),
        longest_run=longest_run(pair.texts.words(0).tolist(), pair.texts.words(1).tolist()),
        days_apart=None if NO_DAY in (day_a, day_b) else abs(day_a - day_b),
        evidence=evidence,
        steps=() if evidence is None else tuple(_steps_of(found, pair.texts, evidence.needed)),
        flips=tuple(flips_of(pair, ("a", "b") if in_order else ("b", "a"))) if can_flip else (),
        match=_match(among, found, (first, second) if in_order else (second, first)) if len(found) else None,
    )


def _evidence_of(found: Judged, texts: Texts) -> Evidence:
    """What the words that two texts share weigh."""
    passages, evidence = found.alignments.passages, found.alignments.evidence[0]
    weights = {name: round(float(evidence[name]), 2) for name in evidence.dtype.names}
    needed = needed_evidence(texts, passages, evidence)
    return Evidence(n_words=int(passages["n_common"].sum()), **weights, needed=needed)


def _steps_of(found: Judged, texts: Texts, needed: float | None) -> list[Step]:
    """The numbers that the verdict looks at, and whether each reaches its limit."""
    aligned = found.alignments
    steps = [
        Step(what, round(float(value), 4), limit, bool(value >= limit), unit)
        for what, value, limit, unit in measures(texts, aligned.passages, aligned.evidence[0], needed)
    ]
    if NO_DAY not in texts.days:
        apart = int(abs(texts.days[0] - texts.days[1]))
        name = "days apart, at most: news of the same days"
        steps.append(Step(name, apart, NEWS_WINDOW_DAYS, apart <= NEWS_WINDOW_DAYS, "days"))
    return steps


def _match(among: Among, found: Judged, numbers: tuple[int, int]) -> Match:
    """The match that a report would show; the pair's first text stands for the first of the two articles."""
    return make_matches(MatchColumns.of(found, *numbers), among.corpus.place, among.profiles)[0]


def _gathered(a: Item, b: Item, articles: Iterable[Item] | None) -> tuple[list[Item], tuple[str, str]]:
    """The collection with both articles in it, and their ids."""
    if articles is None:
        first, second = as_article(a, 0), as_article(b, 1)
        if first.id == second.id:
            first, second = replace(first, id="a"), replace(second, id="b")
        return [first, second], (first.id, second.id)
    pieces = source_of(articles).items()
    items: list[Item] = [one for piece in pieces for one in (piece if isinstance(piece, Articles) else [piece])]
    ids = []
    for one in (a, b):
        if isinstance(one, str):
            ids.append(one)
        else:
            article = as_article(one)
            items.insert(0, article)  # of several with one id the first counts
            ids.append(article.id)
    if ids[0] == ids[1]:
        raise InputError(f'both are the article "{ids[0]}"')
    return items, (ids[0], ids[1])
