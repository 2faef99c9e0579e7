"""What first differs between articles and those that may be kept in their place, of many pairs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.edits import place_kernel
from dedup.differences.edits import GAP, edits_between, gap_kernel, lacking_kernel
from dedup.differences.find import MAX_LOOKED_AT, Code, Difference, differences_in
from dedup.differences.signs import SignColumns
from dedup.differences.stretches import Known, known_of_all
from dedup.matches.shared_text import SharedText
from dedup.records import EDITED, EditRecords, PairRecords, PassageRecords, swapped
from dedup.runtime.kernels import kernel


class Copies(NamedTuple):
    """What matches have copied, as places in the tokens of all texts.

    `pairs` PAIR[M]: the texts a and b of each match. Its passages, PASSAGE, stand at `passage_bounds[i]:[i + 1]`
    (int64[M + 1]), and their edits, EDIT, at `edit_bounds[i]:[i + 1]`; an edit names its passage by its place here.
    """

    pairs: PairRecords
    passages: PassageRecords
    passage_bounds: NDArray[np.int64]
    edits: EditRecords
    edit_bounds: NDArray[np.int64]

    @classmethod
    def of(cls, shared: SharedText) -> Copies:
        """What is copied of what matches share, which is all but what was rewritten."""
        is_copied = shared.places["kind"] <= EDITED
        before = np.append(0, np.cumsum(is_copied))
        edits = shared.edits.copy()
        edits["passage"] = before[edits["passage"]]
        passage_bounds = before[shared.passages.offsets]
        edit_bounds = np.searchsorted(edits["passage"], passage_bounds)
        return cls(shared.read.sides, shared.places[is_copied], passage_bounds, edits, edit_bounds)

    def swapped(self) -> Copies:
        """The same with a and b exchanged."""
        return self._replace(pairs=swapped(self.pairs), passages=swapped(self.passages), edits=swapped(self.edits))


class Signs(NamedTuple):
    """The signs of several texts (`SignColumns`): those of text i stand at `bounds[i]:bounds[i + 1]`."""

    words: NDArray[np.int32]
    signs: NDArray[np.int64]
    bounds: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[SignColumns]) -> Signs:
        """The signs of these texts."""
        bounds = np.append(0, np.cumsum([len(one.words) for one in texts], dtype=np.int64))
        return cls(np.concatenate([one.words for one in texts]), np.concatenate([one.signs for one in texts]), bounds)


LOOK = np.dtype([(name, np.int64) for name in ("begin", "end", "kept_begin", "kept_end", "first_gap", "n_gaps")])
"""What there is to look at in an article beside a kept one: words `begin` to `end` that the kept one lacks, and what
stands there for them, where they are too many for another wording; otherwise, with an `end` of 0, the gaps."""


@kernel("int64(Copies, int64[::1], int64[::1], Signs, int64, LOOK[::1], GAP[::1])")
def look_kernel(
    copies: Copies,
    matches: NDArray[np.int64],
    offsets: NDArray[np.int64],
    signs: Signs,
    longest: int,
    looks: NDArray[np.void],
    gaps: NDArray[np.void],
) -> int:
    """Fill `looks` with what to look at in a of these matches, and `gaps` with their gaps; return how many these are.

    The words of text i are the tokens from `offsets[i]` on; of more than `longest` lacking words no gap is looked at.
    """
    n_gaps = 0
    space = np.empty(1 << 10, np.int32)
    for k in range(len(matches)):
        pair = matches[k]
        a, b = copies.pairs[pair].a, copies.pairs[pair].b
        n_words, n_kept = offsets[a + 1] - offsets[a], offsets[b + 1] - offsets[b]
        if n_words > len(space):
            space = np.empty(2 * n_words, np.int32)
        places = space[:n_words]
        places[:] = -1
        first, last = copies.passage_bounds[pair], copies.passage_bounds[pair + 1]
        edits = copies.edits[copies.edit_bounds[pair] : copies.edit_bounds[pair + 1]]
        place_kernel(copies.passages[first:last], edits, first, offsets[a], offsets[b], places)
        look = looks[k]
        look.first_gap, look.n_gaps = n_gaps, 0
        look.end = lacking_kernel(places, longest)
        if look.end > 0:
            before = look.end - 1
            while before >= 0 and places[before] < 0:
                before -= 1
            look.begin = before + 1
            look.kept_begin = places[before] + 1 if before >= 0 else 0
            look.kept_end = places[look.end] if look.end < n_words else n_kept
        else:
            here, end_here = signs.bounds[a], signs.bounds[a + 1]
            there, end_there = signs.bounds[b], signs.bounds[b + 1]
            look.n_gaps = gap_kernel(
                places,
                n_kept,
                SignColumns(signs.words[here:end_here], signs.signs[here:end_here]),
                SignColumns(signs.words[there:end_there], signs.signs[there:end_there]),
                gaps[n_gaps:],
            )
            n_gaps += look.n_gaps
    return n_gaps


def first_differences(
    shared: SharedText, rows: NDArray[np.int64]
) -> Iterator[tuple[Difference | None, Difference | None]]:
    """Of the matches of these rows what first differs in a from b, and in b from a; None where nothing does.

    A passage that the other lacks and that is too long for another wording comes before what else differs: it is told
    without a look at the words.
    """
    copies, read = Copies.of(shared), shared.read
    used = np.unique(np.concatenate([copies.pairs[side][rows] for side in "ab"]))
    known = dict(zip(used.tolist(), known_of_all(read.texts, read.points, read.tokens, used), strict=True))
    nothing = SignColumns.of({})
    signs = Signs.of([known[text].signs if text in known else nothing for text in range(len(read.texts))])
    return zip(
        *(_first(one, rows, known, (read.tokens.offsets, signs)) for one in (copies, copies.swapped())), strict=True
    )


def _first(
    copies: Copies,
    rows: NDArray[np.int64],
    known: Mapping[int, Known],
    words: tuple[NDArray[np.int64], Signs],
) -> Iterator[Difference | None]:
    """What first differs in a of each of these matches."""
    offsets, signs = words
    pairs = copies.pairs[rows]
    looks = np.empty(len(rows), LOOK)
    gaps = np.empty(int((np.diff(offsets)[pairs["a"]] + 1).sum()), GAP)
    found = gaps[: look_kernel(copies, rows, offsets, signs, MAX_LOOKED_AT, looks, gaps)].tolist()
    for (a, b), (begin, end, kept_begin, kept_end, first, n_gaps) in zip(pairs.tolist(), looks.tolist(), strict=True):
        here, there = known[a].stretch, known[b].stretch
        if end:
            code: Code = "exchanged" if kept_begin < kept_end else "left_out"
            kept = (there.starts[kept_begin], there.ends[kept_end - 1]) if kept_begin < kept_end else (0, 0)
            yield Difference(code, (here.starts[begin], here.ends[end - 1]), kept)
        else:
            made = edits_between(found[first : first + n_gaps], len(here))
            yield next(differences_in(here, there, made), None)
