"""Articles as a Parquet file, for the peers whose commands read one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

BATCH = 10_000


def write(texts: Sequence[str], path: Path) -> None:
    """Writes the texts as the column `text`, a batch at a time."""
    schema = pa.schema({"text": pa.large_string()})
    with pq.ParquetWriter(path, schema) as file:
        for at in range(0, len(texts), BATCH):
            file.write_table(pa.table({"text": texts[at : at + BATCH]}, schema))
