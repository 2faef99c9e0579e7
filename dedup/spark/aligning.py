"""Aligning: pairs aligned and judged in the task in which their texts come together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.candidates.pairs import split
from dedup.candidates.sorting import sort
from dedup.corpus.texts import Texts
from dedup.judge.fillings import may_be_fillings
from dedup.judge.forms import beside_forms, may_be_short_forms
from dedup.judge.judged import Judged, are_other_fillings
from dedup.judge.relation import EXACT, TEMPLATE
from dedup.judge.retold import with_copies
from dedup.spark.arrow import Batches, Schema, by_kind
from dedup.spark.pairs import ARTICLES, JUDGED, PAIRS, judged_rows, pairs_in, texts_in, told_in

if TYPE_CHECKING:
    import pyarrow as pa

ALIGNED: Schema = {
    **JUDGED, "day_a": "bigint", "day_b": "bigint", "outlet_a": "bigint", "outlet_b": "bigint", "part": "bigint",
    "has_other_facts": "boolean", "differs": "boolean", "may_be_short_form": "boolean",
}  # fmt: skip
"""A judged pair with the days and outlets of both sides, and the `part` that its texts were sent to.

`has_other_facts` says of reuse whether it is none if both texts are fillings of forms, `differs` whether they may be
(`judge.fillings.may_be_fillings`), and `may_be_short_form` whether formula is enough
(`judge.forms.may_be_short_forms`).
"""


def aligned(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Those of a part's pairs that share passages, judged without what is known of forms (ALIGNED)."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        pairs = sort(pairs_in(kinds[PAIRS], own))
        judged = with_copies(align(texts, pairs), texts, pairs)
        yield from _rows(judged, own, texts, _part_of(kinds[PAIRS]))


def aligned_beside_forms(batches: Batches, *, is_filling: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """The same, judged with the slots and the fillings that are known."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        pairs = sort(pairs_in(kinds[PAIRS], own))
        judged = with_copies(align(texts, pairs), texts, pairs)
        texts = told_in(kinds[ARTICLES], texts)
        judged = beside_forms(judged, texts, np.isin(own, is_filling), np.ones(len(own), np.bool_))
        yield from _rows(judged, own, texts, _part_of(kinds[PAIRS]))


def have_other_facts(judged: Judged, texts: Texts) -> NDArray[np.bool_]:
    """Of each pair that is reuse so far whether it has other facts."""
    asked = (judged.relations > EXACT) & (judged.relations < TEMPLATE)
    asked[asked] = are_other_fillings(judged.alignments.selected(asked), texts)
    return asked


def _part_of(table: pa.Table) -> int:
    """The part of the rows of a task, which has one."""
    return int(table["part"][0].as_py())


def _rows(judged: Judged, own: NDArray[np.int64], texts: Texts, part: int) -> Iterator[pa.RecordBatch]:
    a, b = split(judged.pairs)
    more: dict[str, NDArray[Any]] = {f"day_{side}": texts.days[at] for side, at in (("a", a), ("b", b))}
    more |= {f"outlet_{side}": texts.outlets[at] for side, at in (("a", a), ("b", b))}
    more |= {"part": np.full(len(a), part), "has_other_facts": have_other_facts(judged, texts)}
    more |= {
        "differs": may_be_fillings(judged.alignments, texts),
        "may_be_short_form": may_be_short_forms(judged, texts),
    }
    yield from judged_rows(judged, own, more, ALIGNED)
