"""The verdict on a pair: how much of each article is copy, and whether what is shared is substance or formula."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.common_subsequence import common_words
from dedup.candidates.pairs import sides_of
from dedup.corpus.days import NO_DAY, NO_OUTLET, same_days
from dedup.corpus.texts import Texts
from dedup.judge.templates import (
    ANY_FACT,
    MIN_FORM,
    MIN_INTACT,
    NUMBERS,
    Facts,
    facts_between,
    facts_of,
    is_another_filling,
    is_filled_in_again,
    is_other_news,
    is_table_around,
    n_numbers,
)
from dedup.records import EvidenceRecord, EvidenceRecords, PassageRecords, ScoreRecords
from dedup.results import Relation
from dedup.runtime.kernels import inlined, kernel
from dedup.text.scripts import UNIT, units_of
from dedup.weigh.marks import REPEATED

RELATIONS: tuple[Relation, ...] = ("exact", "reprint", "contained", "partial", "template", "boilerplate", "quote")
"""By code, strongest first; a code is the index here."""

EXACT, REPRINT, CONTAINED, PARTIAL, TEMPLATE, BOILERPLATE, QUOTE = range(7)

MIN_WHOLE = 0.75
"""Share of an article's words in passages from which it counts as copied whole, "about 80 %", less what an editor
trims; where both articles are, they are reprints. On three labelled samples of Arabic news the relation of .92, .80 and
.97 is right with .725, of .92, .84 and .99 with .75, of .91, .84 and .97 with .775."""

MIN_KEPT = 0.5
"""Share of the words in passages, of the side with fewer, that stand in the same order on both, from which the
passages say how much of an article is copied: of texts that are alike only as wholes (`rewrite.wholes`) much is told
otherwise. In copies it is .7 and more. Of 60 pairs of Urdu news that are alike only as wholes 2 of the 8 derived
wholly and 3 of the 52 others reach it; at .4 it is 6 and 9, at .3 7 and 23."""

MIN_IN_ORDER = 0.8
"""Share of an article's words that stand in the other one in the same order from which it is copied whole, although
edits leave less of it in passages: "about 80 %", as a reader counts. Of 226 labelled pairs of Arabic news that are
rightly called reuse the relation of 209 is right without this, of 210 with .775, of 211 with .8 and of 210 with .85. Of
20 partial matches with .8 or more that were read, 18 are contained, of 14 with .76 to .79 about half."""

MIN_COPIED = 0.5
"""Share of an article in passages from which its words in order are looked at: below, most of those are the words that
any two texts have in common. Labelled pairs are right alike with any limit up to .65."""

MIN_WORD = 0.9
"""What a token of the passages has to count (`Overlap.word`) for that: characters of a script without spaces stand in
the same order by chance."""

MIN_EVIDENCE = 16.0
"""Words, weighted by rarity, from which shared text is substance: about a sentence of news that few others carry."""

MIN_ACROSS = 10.0
"""The same for articles of two outlets, known to be of the same days, whose shared words are mostly no formula: who
prints a clause that another outlet has just printed took it from the same report. On labelled pairs near the limit 8
gives an F1 of .78, 10 of .74, 12 of .63, 14 of .57 and 16 of .43; at 8 precision on plain pairs falls."""

MIN_WITHIN = 20.0
"""The same for articles of one outlet: its leads, closing lines and lists of links are its own. On a fresh sample 16
gives a precision of .94, 20 of .96, and 24 loses what 20 finds."""

MAX_FORM = 0.5
"""Formula beside the weight of shared words, up to which they are mostly no formula: .3 loses a pair of a fresh sample,
.8 costs .04 of precision near the limit."""

MIN_SHARE = 0.5
"""Share of a short text's words that must weigh in full where the whole text is copied."""

SAME_STORY = 0.85
"""Share of the shorter article that, printed again within days (`days.NEWS_WINDOW_DAYS`), makes it the same story
however many print it."""


MIN_NEWS = 1 / 3
"""Share of what two articles of the same days share, less what is merely common, that must be more than formula: with
less, they are two fillings of one form, whole or in part."""

MIN_RARE = 0.5
"""Share of what articles of different days share that must be rare: a text that is printed again is rare throughout, a
form that is filled in again is not."""


class Overlap(NamedTuple):
    """How much two texts share, in words: inside passages, in each outside its outlet's boilerplate, and in common.

    `facts` are the facts in the passages; `n_other_numbers` of them are numbers that stand for others, and `intact` is
    the longest passage in words without such a number. `word` is what a token of the passages counts, 1 where it is a
    word and less where it is a character of a script without spaces: limits in words are so many more tokens.
    """

    words_a: int
    words_b: int
    own_a: int
    own_b: int
    common: int
    facts: Facts
    n_other_numbers: int
    intact: int
    word: float


@inlined
def words_shared(overlap: Overlap) -> int:
    """The words of the passages on the side that has fewer; in scripts without spaces those that they amount to."""
    return int(min(overlap.words_a, overlap.words_b) * overlap.word)


def whole_or_partial(share_a: float, share_b: float) -> int:
    """The code of the relation of two articles of which these shares stand in each other: REPRINT or CONTAINED where
    one is copied whole, else PARTIAL.
    """
    relation = PARTIAL
    if max(share_a, share_b) >= MIN_WHOLE:
        relation = REPRINT if min(share_a, share_b) >= MIN_WHOLE else CONTAINED
    return relation


relation_by_shares = inlined(whole_or_partial)
"""The same for kernels; outside of them it would be compiled each time a process starts."""


def relations_in(relations: NDArray[np.int8], names: Collection[Relation]) -> NDArray[np.bool_]:
    """Which of some relations, places in `RELATIONS`, go by one of these names."""
    found: NDArray[np.bool_] = np.array([name in names for name in RELATIONS])[relations]
    return found


def copy_whole(scores: ScoreRecords) -> NDArray[np.bool_]:
    """Whether the shares of pairs (SCORES) say that one of the two is copied whole."""
    found: NDArray[np.bool_] = np.maximum(scores["containment_a"], scores["containment_b"]) >= MIN_WHOLE
    return found


def is_substance(weight: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether shared words that weigh so much are more than formula, wherever they stand."""
    found: NDArray[np.bool_] = weight >= MIN_EVIDENCE
    return found


@inlined
def count_own(marks: NDArray[np.uint8], begin: int, end: int) -> int:
    """How many tokens of a run are no boilerplate of the outlet."""
    n = 0
    for i in range(begin, end):
        n += (marks[i] & REPEATED) == 0
    return n


@inlined
def overlap_of(texts: Texts, a: int, b: int, passages: PassageRecords) -> Overlap:
    """How much the texts `a` and `b` share in these passages."""
    words_a, words_b, own_a, own_b, common, n_other, n_same = 0, 0, 0, 0, 0, 0, 0
    n_other_numbers, intact, units = 0, 0, 0
    rest_a, rest_b = n_numbers(texts, a, 0, texts.n_tokens[a]), n_numbers(texts, b, 0, texts.n_tokens[b])
    near = same_days(texts.days[a], texts.days[b])
    for passage in passages:
        words_a += passage.end_a - passage.begin_a
        words_b += passage.end_b - passage.begin_b
        common += passage.n_common
        rest_a -= n_numbers(texts, a, passage.begin_a, passage.end_a)
        rest_b -= n_numbers(texts, b, passage.begin_b, passage.end_b)
        for i in range(texts.begin[a] + passage.begin_a, texts.begin[a] + passage.end_a):
            units += units_of(texts.tokens[i])
        facts = facts_of(texts, a, b, passage, ANY_FACT)
        n_others = facts.n_other if near or facts.n_other == 0 else facts_of(texts, a, b, passage, NUMBERS).n_other
        n_other += facts.n_other
        n_same += facts.n_same
        n_other_numbers += n_others
        if n_others == 0:
            intact = max(intact, passage.n_common)
        if texts.n_own[a] < texts.n_tokens[a]:
            own_a += count_own(texts.marks, texts.begin[a] + passage.begin_a, texts.begin[a] + passage.end_a)
        if texts.n_own[b] < texts.n_tokens[b]:
            own_b += count_own(texts.marks, texts.begin[b] + passage.begin_b, texts.begin[b] + passage.end_b)
    if texts.n_own[a] == texts.n_tokens[a]:
        own_a = words_a
    if texts.n_own[b] == texts.n_tokens[b]:
        own_b = words_b
    word = units / (UNIT * words_a) if words_a > 0 else 1.0
    facts = Facts(n_other, n_same)
    n_a, n_b = texts.n_tokens[a], texts.n_tokens[b]
    if is_table_around(n_a - words_a, rest_a) and is_table_around(n_b - words_b, rest_b):
        facts = facts_between(texts, a, b, (0, n_a, 0, n_b), ANY_FACT)
    return Overlap(words_a, words_b, own_a, own_b, common, facts, n_other_numbers, intact, word)


@kernel("Overlap(Texts, int64, int64, PassageRecords)")
def overlap_kernel(texts: Texts, a: int, b: int, passages: PassageRecords) -> Overlap:
    """The same, for one pair."""
    return overlap_of(texts, a, b, passages)


@inlined
def evidence_needed(texts: Texts, a: int, b: int, weight: float, formula: float) -> float:
    """How much the words that two texts share must weigh to be substance, by what is known of outlets and days."""
    outlet_a, outlet_b, day_a, day_b = texts.outlets[a], texts.outlets[b], texts.days[a], texts.days[b]
    needed = MIN_EVIDENCE
    if NO_OUTLET not in (outlet_a, outlet_b):
        if outlet_a == outlet_b:
            needed = MIN_WITHIN
        elif NO_DAY not in (day_a, day_b) and same_days(day_a, day_b) and formula < MAX_FORM * weight:
            needed = MIN_ACROSS
    return needed


@inlined
def relation_of(texts: Texts, a: int, b: int, overlap: Overlap, evidence: EvidenceRecord) -> int:
    """The code of the relation (`RELATIONS`) of two texts that share this much, which weighs so much.

    How much of an article is copy is judged on its own words: what its outlet repeats under many articles is neither.
    """
    n_a, n_b = texts.n_tokens[a], texts.n_tokens[b]
    if texts.digests[a] == texts.digests[b] and overlap.common == n_a and overlap.common == n_b:
        return EXACT
    if is_filled_in_again(overlap.facts, words_shared(overlap)):
        return TEMPLATE
    near = same_days(texts.days[a], texts.days[b])
    share_a, share_b = overlap.own_a / max(texts.n_own[a], 1), overlap.own_b / max(texts.n_own[b], 1)
    own = min(overlap.own_a, overlap.own_b)
    weight = np.float64(evidence.by_spread)
    needed = evidence_needed(texts, a, b, weight, evidence.formula) / overlap.word
    relation = relation_by_shares(share_a, share_b)
    if overlap.common < MIN_KEPT * min(overlap.words_a, overlap.words_b):
        relation = PARTIAL
    if relation != PARTIAL:  # a short text copied whole has few words to show, and a formula is seldom a whole article
        weight = max(weight, np.float64(evidence.by_rarity))
        needed = min(needed, MIN_SHARE * min(texts.n_own[a], texts.n_own[b]))
    same_story = max(share_a, share_b) >= SAME_STORY and own * overlap.word >= MIN_EVIDENCE and near
    shared = overlap.common - min(overlap.words_a, overlap.words_b) + own
    other_news = is_other_news(overlap.n_other_numbers, shared)
    form = weight < MIN_NEWS * (weight + evidence.formula)
    if not near:
        form = weight < MIN_RARE * shared or (other_news and overlap.intact * overlap.word < MIN_INTACT)
    quoted = evidence.by_spread - evidence.unquoted
    if form or (weight < needed and not same_story):
        below = TEMPLATE if other_news and shared >= MIN_FORM else BOILERPLATE
        return QUOTE if quoted > evidence.unquoted else below
    if relation == PARTIAL and evidence.unquoted < needed:
        return QUOTE
    return relation


@kernel("int8(Texts, int64, int64, Overlap, EvidenceRecord)")
def relation_kernel(texts: Texts, a: int, b: int, overlap: Overlap, evidence: EvidenceRecord) -> int:
    """The same, for one pair."""
    return relation_of(texts, a, b, overlap, evidence)


@inlined
def is_edited_throughout(overlap: Overlap, n_a: int, n_b: int) -> bool:
    """Whether so much of one of two articles of so many words stands in passages that edits may leave out the rest."""
    share = max(overlap.words_a / n_a, overlap.words_b / n_b)
    return overlap.word >= MIN_WORD and MIN_COPIED <= share < MIN_WHOLE


@kernel("void(Texts, uint64[::1], PassageRecords, int64[::1], EvidenceRecords, int64[::1], int8[::1], ScoreRecords)")
def verdict_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    passages: PassageRecords,
    offsets: NDArray[np.int64],
    evidence: EvidenceRecords,
    in_order: NDArray[np.int64],
    relations: NDArray[np.int8],
    scores: ScoreRecords,
) -> None:
    """Fill the relation code and the scores of each aligned pair.

    `in_order` are the words that each pair has in the same order, or -1, which counts them where they matter.
    """
    for k in range(len(pairs)):
        a, b = sides_of(pairs[k])
        overlap = overlap_of(texts, a, b, passages[offsets[k] : offsets[k + 1]])
        scores[k].similarity = 2 * overlap.common / (texts.n_tokens[a] + texts.n_tokens[b])
        scores[k].containment_a = overlap.words_a / texts.n_tokens[a]
        scores[k].containment_b = overlap.words_b / texts.n_tokens[b]
        relations[k] = relation_of(texts, a, b, overlap, evidence[k])
        n_a, n_b = texts.n_tokens[a], texts.n_tokens[b]
        if relations[k] == PARTIAL and is_edited_throughout(overlap, n_a, n_b):
            n_in_order = in_order[k]
            if n_in_order < 0:
                tokens_a = texts.tokens[texts.begin[a] : texts.begin[a] + n_a]
                tokens_b = texts.tokens[texts.begin[b] : texts.begin[b] + n_b]
                n_in_order = common_words(tokens_a, tokens_b)
            if n_in_order >= MIN_IN_ORDER * min(n_a, n_b):
                relations[k] = REPRINT if n_in_order >= MIN_IN_ORDER * max(n_a, n_b) else CONTAINED


@kernel("void(Texts, uint64[::1], PassageRecords, int64[::1], boolean[::1])")
def another_filling_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    passages: PassageRecords,
    offsets: NDArray[np.int64],
    found: NDArray[np.bool_],
) -> None:
    """Fill whether each aligned pair, known to be fillings of forms, has other facts."""
    for k in range(len(pairs)):
        a, b = sides_of(pairs[k])
        overlap = overlap_of(texts, a, b, passages[offsets[k] : offsets[k + 1]])
        found[k] = is_another_filling(overlap.facts, words_shared(overlap))
