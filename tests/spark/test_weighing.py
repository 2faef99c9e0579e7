"""Marks of words are those of the article in which they stand, whichever others are looked at beside it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dedup.config import Config
from dedup.spark.weighing import _READ, _marked
from dedup.weigh.marks import REPEATED

WORDS = np.arange(1, 9, dtype=np.uint32)


def text(number: int) -> dict[str, object]:
    empty = {"speeches": b"", "numbers": b"", "is_stub": False, "kind": -1}
    where = {"part": 0, "number": number, "local": number, "n_tokens": len(WORDS), "digest": number, "day": 1}
    return {**where, **empty, "outlet": 0, "tokens": WORDS.tobytes()}


def place(number: int) -> dict[str, object]:
    return {"part": 0, "number": number, "begin": 2, "end": 5, "kind": -2}


def test_boilerplate_of_a_copy_marks_no_other_article() -> None:
    """Copies are not weighed, but have places of boilerplate as other articles have."""
    names = (*_READ, "kind", "begin", "end")
    rows = [
        {name: row.get(name) for name in names} for row in (text(0), text(2), text(5), place(1), place(5), place(7))
    ]
    (found,) = _marked(iter(pa.Table.from_pylist(rows).to_batches()), config=Config(), min_count=256)
    marks = {row["number"]: np.frombuffer(row["marks"], np.uint8) & REPEATED for row in found.to_pylist()}
    assert {number: np.flatnonzero(of).tolist() for number, of in marks.items()} == {0: [], 2: [], 5: [2, 3, 4]}
    assert found["n_own"].to_pylist() == [8, 8, 5]
