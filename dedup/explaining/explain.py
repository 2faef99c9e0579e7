"""Explaining the verdict on two articles, alone or among a collection that weighs their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dedup.alignment.align import Alignments
from dedup.config import Config
from dedup.corpus.collection import Item, as_article
from dedup.errors import InputError
from dedup.explaining.among import Among
from dedup.explaining.channels import bands_of, fingerprints_of, longest_run
from dedup.explaining.flips import flips_of
from dedup.explaining.found import Why
from dedup.explaining.pair import Pair
from dedup.explaining.steps import evidence_of, steps_of
from dedup.judge.relation import EXACT, RELATIONS, verdicts
from dedup.matches.matches import make_match, swapped_passages
from dedup.records import VERBATIM
from dedup.results import REUSE, Match
from dedup.weigh.days import NO_DAY


def why(a: Item, b: Item, articles: Iterable[Item] | None = None, *, config: Config | None = None) -> Why:
    """Why two articles are a match or none: every channel, score and rule, and what would change the verdict.

    With `articles` the words are weighed among all of them, as in a report on them; `a` and `b` are then ids in it, or
    articles of their own. Without, `a` and `b` are all there is, and no word is common.

    Raises `InputError` for an id that is not among the articles, and for an article without words.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> found = why(flood, "Breaking: " + flood + " Schools stay closed, trains run late, and the bridge is shut.")
    >>> found.relation, found.nominated, [flip.condition for flip in found.flips if flip.relation == "reprint"]
    ('contained', True, ['if b had 6 fewer words of its own'])
    """
    config = config or Config()
    items, ids = _gathered(a, b, articles)
    return explained(Among.of(items, config), ids, config)


def explained(among: Among, ids: tuple[str, str], config: Config) -> Why:
    """Why two articles of a collection are a match or none."""
    first, second = (among.number_of(one) for one in ids)
    low, high = sorted(int(among.representative[one]) for one in (first, second))
    is_swapped = int(among.representative[first]) != low
    pair = Pair.of(among.sketches, among.texts, (low, high))
    aligned, relation = _aligned(pair, same=low == high)
    is_judged = relation is not None and relation != EXACT
    evidence = evidence_of(aligned, pair.texts) if is_judged else None
    day_a, day_b = among.days[[first, second]].tolist()
    return Why(
        a=ids[0],
        b=ids[1],
        relation=None if relation is None else RELATIONS[relation],
        reported=relation is not None and RELATIONS[relation] in REUSE and among.is_aligned(low, high),
        family=among.family(first, second),
        nominated=low == high or among.is_nominated(low, high),
        bands=bands_of(among.sketches, first, second, config),
        fingerprints=fingerprints_of(among.sketches, first, second),
        longest_run=longest_run(pair.tokens_of(0), pair.tokens_of(1)),
        days_apart=None if NO_DAY in (day_a, day_b) else abs(day_a - day_b),
        evidence=evidence,
        steps=() if evidence is None else tuple(steps_of(aligned, pair.texts, evidence)),
        flips=() if low == high else tuple(flips_of(pair, ("b", "a") if is_swapped else ("a", "b"))),
        match=None if relation is None else _match(among, (first, second), aligned, relation, is_swapped=is_swapped),
    )


def _gathered(a: Item, b: Item, articles: Iterable[Item] | None) -> tuple[list[Item], tuple[str, str]]:
    """The collection with both articles in it, and their ids."""
    if articles is None:
        first, second = as_article(a, 0), as_article(b, 1)
        if first.id == second.id:
            first, second = replace(first, id="a"), replace(second, id="b")
        return [first, second], (first.id, second.id)
    items: list[Item] = list(articles)
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


def _aligned(pair: Pair, *, same: bool) -> tuple[Alignments, int | None]:
    """What the pair shares, and the code of its relation, None where it shares nothing."""
    aligned = pair.aligned()
    if same:
        return aligned, EXACT
    return aligned, int(verdicts(aligned, pair.texts)[0][0]) if len(aligned.pairs) else None


def _match(among: Among, numbers: tuple[int, int], aligned: Alignments, relation: int, *, is_swapped: bool) -> Match:
    """The match that a report would show."""
    profiles = (among.profile(numbers[0]), among.profile(numbers[1]))
    n_words = [len(profile.side) for profile in profiles]
    if relation == EXACT:
        whole = [[0, n_words[0], 0, n_words[1], n_words[0], VERBATIM]]
        return make_match(profiles, RELATIONS[relation], [1.0, 1.0, 1.0], whole)
    rows = aligned.passages.tolist()
    rows = swapped_passages(rows) if is_swapped else rows
    covered = [sum(row[at + 1] - row[at] for row in rows) for at in (0, 2)]
    scores = [2 * sum(row[4] for row in rows) / sum(n_words), covered[0] / n_words[0], covered[1] / n_words[1]]
    return make_match(profiles, RELATIONS[relation], scores, rows)
