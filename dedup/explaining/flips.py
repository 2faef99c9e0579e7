"""What would change a verdict: the engine's own rules asked again under other conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dedup.alignment.common_subsequence import common_words
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.explaining.found import Flip
from dedup.explaining.pair import NOTHING, Pair, code_of, lengthened, weighed
from dedup.judge.judged import Judged
from dedup.judge.relation import EXACT, RELATIONS, TEMPLATE
from dedup.reasons import Reason
from dedup.results import Relation

MONTHS = 200
"""Days after which nothing belongs to one burst of news any more."""

MAX_WORDS = 1 << 14
"""Words of its own that an article is thought to gain at most."""


def flips_of(pair: Pair, names: tuple[str, str]) -> Iterator[Flip]:
    """What would make the relation of a pair another one."""
    found = pair.judged()
    now = code_of(found)
    if now == NOTHING:
        return
    if now == EXACT:
        yield Flip("reprint", Reason("other_word"))
        return
    yield from _weight(pair, found, now)
    changed = [
        (pair.all_rare(), Reason("rare_words")),
        (pair.without_quotations(), Reason("no_quotations")),
        (pair.with_the_same_numbers(), Reason("same_numbers")),
        (pair.without_boilerplate(), Reason("no_boilerplate")),
        _other_days(pair),
    ]
    for one, condition in changed:
        relation = one.relation()
        if relation != now:
            yield Flip(_name(relation), condition)
    for side in sorted((0, 1), key=lambda side: names[side]):
        yield from _length(pair, found, now, side, names[side])


def _weight(pair: Pair, found: Judged, now: int) -> Iterator[Flip]:
    """How much more or less the shared words would have to weigh."""

    def at(factor: float) -> int:
        return weighed(found, pair.texts, factor)

    if now >= TEMPLATE:
        factor = _first(lambda factor: at(factor) != now, 1.0, 1.0, 64.0)
        if factor is not None:
            yield Flip(_name(at(factor)), Reason("more_weight", {"factor": factor}))
    else:
        factor = _first(lambda less: at(1 - less) != now, 0.0, 0.0, 1.0)
        if factor is not None:
            yield Flip(_name(at(1 - factor)), Reason("less_weight", {"share": factor}))


def _other_days(pair: Pair) -> tuple[Pair, Reason]:
    """The pair on one day, and on days far apart, where it was not."""
    a, b = pair.texts.days.tolist()
    known = NO_DAY not in (a, b)
    if known and abs(a - b) > NEWS_WINDOW_DAYS:
        return pair.with_days(a, a), Reason("same_days", {"n_days": NEWS_WINDOW_DAYS})
    return pair.with_days(0, MONTHS), Reason("months_apart")


def _length(pair: Pair, found: Judged, now: int, side: int, name: str) -> Iterator[Flip]:
    """How many more words of its own an article would have to have, or fewer."""
    passages, name_of = found.alignments.passages, "ab"[side]
    copied = int((passages[f"end_{name_of}"] - passages[f"begin_{name_of}"]).sum())
    in_order = common_words(pair.texts.words(0), pair.texts.words(1))

    def at(n_words: int) -> int:
        return lengthened(found, pair.texts, in_order, side, n_words)

    more = _first_whole(lambda n: at(n) != now, MAX_WORDS)
    if more is not None:
        yield Flip(_name(at(more)), Reason("longer", {"article": name, "n_words": more}))
    spare = int(min(pair.texts.n_tokens[side] - copied, pair.texts.n_own[side] - 1))
    fewer = _first_whole(lambda n: at(-n) != now, max(spare, 0))
    if fewer is not None:
        yield Flip(_name(at(-fewer)), Reason("shorter", {"article": name, "n_words": fewer}))


def _first(changes: Callable[[float], bool], start: float, low: float, high: float) -> float | None:
    """About the smallest number from `low` to `high` at which something changes, None if it never does."""
    if changes(start) or not changes(high):
        return None
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if changes(middle) else (middle, high)
    return high


def _first_whole(changes: Callable[[int], bool], most: int) -> int | None:
    """The smallest whole number up to `most` at which something changes, None if it never does."""
    step = 1
    while step < most and not changes(step):
        step *= 2
    high = min(step, most)
    if high < 1 or not changes(high):
        return None
    low = step // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if changes(middle) else (middle, high)
    return high


def _name(code: int) -> Relation | None:
    return None if code == NOTHING else RELATIONS[code]
