"""An array that counts how often one of its rows is looked at: the work of a kernel that runs as plain Python."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Counting:
    """Rows of records, by number."""

    def __init__(self, records: NDArray[Any]) -> None:
        self._records = records.view(np.recarray)
        self.n_looked_at = 0

    def __getitem__(self, row: int) -> Any:
        self.n_looked_at += 1
        return self._records[row]

    def __setitem__(self, row: int, record: Any) -> None:
        self._records[row] = record

    def __len__(self) -> int:
        return len(self._records)
