"""Fillings: pairs that differ every few words, as two fillings of a form do, and what each has in place of what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.alignment.edits import passage_edit_kernel
from dedup.candidates.pairs import sides_of, split
from dedup.corpus.texts import Texts
from dedup.judge.templates import WORDS_A_FACT
from dedup.records import EDIT, EDITED, SPANS, PassageRecords, Ragged, SpanRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads

MAX_SLOT_WORDS = 4
"""Words of a fact: a name, a day, a place; longer ones are sentences."""

CHUNK = 1024
"""Pairs that a thread takes at a time."""


class Fillings(NamedTuple):
    """Pairs that differ every few words, as two fillings of a form do, and the words that one has in place of others.

    `pairs` uint64[P] (`candidates.pairs`). `spans` SPANS[n]: a few words of the first text and those that stand in
    their place in the second; those of pair i are `offsets[i]:offsets[i + 1]` (int64[P + 1]).
    """

    pairs: NDArray[np.uint64]
    spans: Annotated[NDArray[np.void], SPANS]
    offsets: NDArray[np.int64]

    def chosen(self, keep: NDArray[np.bool_]) -> Fillings:
        """Only the pairs where `keep` is true."""
        spans = Ragged(self.spans, self.offsets).chosen(np.flatnonzero(keep))
        return Fillings(self.pairs[keep], spans.values, spans.offsets)

    @classmethod
    def joined(cls, parts: Sequence[Fillings]) -> Fillings:
        """Fillings one after the other."""
        parts = [cls(np.empty(0, np.uint64), np.empty(0, SPANS), np.zeros(1, np.int64)), *parts]
        spans = Ragged.joined(Ragged(part.spans, part.offsets) for part in parts)
        return cls(np.concatenate([part.pairs for part in parts]), spans.values, spans.offsets)


def may_be_fillings(found: Alignments, texts: Texts) -> NDArray[np.bool_]:
    """Which of the pairs differ every few words in what they copied."""
    passages, kind = found.passages, found.passages["kind"]
    lengths = np.minimum(passages["end_a"] - passages["begin_a"], passages["end_b"] - passages["begin_b"])
    n_words, n_common = np.where(kind <= EDITED, lengths, 0), passages["n_common"]
    total, common = (np.append(0, np.cumsum(n, dtype=np.int64)) for n in (n_words, np.minimum(n_common, n_words)))
    n_words = np.diff(total[found.offsets])
    n_other = n_words - np.diff(common[found.offsets])
    n_at_edges = _words_at_edges(found, texts)
    n_words, n_other = n_words + n_at_edges, n_other + n_at_edges
    differ: NDArray[np.bool_] = (n_other > 0) & (n_other * WORDS_A_FACT >= n_words)
    return differ


def _words_at_edges(found: Alignments, texts: Texts) -> NDArray[np.int64]:
    """How many words stand in place of others before and behind the passages of each pair."""
    row = np.repeat(np.arange(len(found)), np.diff(found.offsets))
    passages, texts_of = found.passages[found.offsets[0] : found.offsets[-1]], split(found.pairs)
    heads = [passages[f"begin_{side}"] for side in "ab"]
    feet = [texts.n_tokens[text][row] - passages[f"end_{side}"] for side, text in zip("ab", texts_of, strict=True)]
    n_words = sum(np.where(np.maximum(*edge) <= MAX_SLOT_WORDS, np.minimum(*edge), 0) for edge in (heads, feet))
    return np.bincount(row, n_words, minlength=len(found)).astype(np.int64)


def fillings(found: Alignments, texts: Texts, threads: int = 1) -> Fillings:
    """Those of aligned pairs that differ every few words, on all threads."""
    found = found.selected(may_be_fillings(found, texts))
    lengths = np.maximum(*(found.passages[f"end_{side}"] - found.passages[f"begin_{side}"] for side in "ab"))
    total = np.append(0, np.cumsum(lengths + 2, dtype=np.int64))[found.offsets]  # and what stands at either edge

    def work(chunk: slice) -> Fillings:
        offsets = found.offsets[chunk.start : chunk.stop + 1]
        spans = np.empty(int(total[chunk.stop] - total[chunk.start]), SPANS)
        of_pair = np.empty(len(offsets), np.int64)
        n = replacement_kernel(texts, found.pairs[chunk], found.passages, offsets, spans, of_pair)
        return Fillings(found.pairs[chunk], spans[:n].copy(), of_pair)

    return Fillings.joined(list(on_threads(work, chunks(len(found), CHUNK), threads)))


@inlined
def write_slot(spans: SpanRecords, n: int, begin_a: int, end_a: int, begin_b: int, end_b: int) -> int:
    """Add what stands in place of what, if both are a few words; return how many spans there are."""
    if min(end_a - begin_a, end_b - begin_b) > 0 and max(end_a - begin_a, end_b - begin_b) <= MAX_SLOT_WORDS:
        spans[n].begin_a, spans[n].end_a, spans[n].begin_b, spans[n].end_b = begin_a, end_a, begin_b, end_b
        n += 1
    return n


@kernel("int64(Texts, uint64[::1], PassageRecords, int64[::1], SpanRecords, int64[::1])")
def replacement_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    passages: PassageRecords,
    offsets: NDArray[np.int64],
    spans: SpanRecords,
    of_pair: NDArray[np.int64],
) -> int:
    """Fill `spans` with the edits of each pair that put a few words in place of others; return how many.

    Those of pair k begin at `of_pair[k]`.
    """
    n, edits = 0, np.empty(256, EDIT)
    for k in range(len(pairs)):
        of_pair[k] = n
        first, second = sides_of(pairs[k])
        n_a, n_b = texts.n_tokens[first], texts.n_tokens[second]
        for passage in passages[offsets[k] : offsets[k + 1]]:
            n = write_slot(spans, n, 0, passage.begin_a, 0, passage.begin_b)
            n = write_slot(spans, n, passage.end_a, n_a, passage.end_b, n_b)
            if passage.kind != EDITED:
                continue
            a = texts.tokens[texts.begin[first] + passage.begin_a : texts.begin[first] + passage.end_a]
            b = texts.tokens[texts.begin[second] + passage.begin_b : texts.begin[second] + passage.end_b]
            if len(a) + len(b) >= len(edits):
                edits = np.empty(2 * (len(a) + len(b)), EDIT)
            at_a, at_b = passage.begin_a, passage.begin_b
            for edit in edits[: passage_edit_kernel(a, b, edits)]:
                n = write_slot(spans, n, at_a + edit.begin_a, at_a + edit.end_a, at_b + edit.begin_b, at_b + edit.end_b)
    of_pair[len(pairs)] = n
    return n
