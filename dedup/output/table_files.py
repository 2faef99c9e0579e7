"""The tables of a report in files: CSV, Parquet or Excel, one for each table."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from dedup.errors import InputError, MissingExtra
from dedup.fields.arrow import pyarrow_for
from dedup.runtime.staging import replaced
from dedup.scanning.report import Report
from dedup.tables.schemas import SCHEMAS
from dedup.tables.table import Table

Writer = Callable[[Table[Any], BinaryIO], None]
"""Writes a table into a file."""

MAX_CELL = 32_767
"""Characters of a cell in Excel, which cuts what is longer."""

MAX_ROWS = 1_048_576
"""Rows of a sheet in Excel; what is more goes on in another one."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_tables(report: Report, folder: Path, form: str) -> list[Path]:
    """Write each table of a report into the folder, which is made, as `matches.csv` and so on; the files.

    Raises `InputError` for an unknown form, and `MissingExtra` without the package that writes it.
    """
    write = writer_of(form)
    folder.mkdir(parents=True, exist_ok=True)
    files = table_files(folder, form)
    for file, table in zip(files, report.tables().values(), strict=True):
        with replaced(file) as stream:
            write(table, stream)
    return files


def table_files(folder: Path, form: str) -> list[Path]:
    """The files that the tables of a report are written to."""
    return [folder / f"{name}.{form}" for name in SCHEMAS]


def writer_of(form: str) -> Writer:
    """What writes tables in this form, before a long run. Raises as `write_tables`."""
    if form not in WRITERS:
        raise InputError(f'tables are written as {", ".join(WRITERS)}, not "{form}"')
    if form == "parquet":
        pyarrow_for("writing Parquet", "tables")
    if form == "xlsx":
        _openpyxl()
    return WRITERS[form]


def _write_csv(table: Table[Any], file: BinaryIO) -> None:
    """UTF-8 with a mark at its head, by which Excel knows it; lists are JSON, times are in UTC."""
    stream = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    rows = csv.writer(stream)
    rows.writerow(table.columns)
    rows.writerows([_plain(cell) for cell in row] for row in table.rows())
    stream.detach()


def _write_parquet(table: Table[Any], file: BinaryIO) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    reader = pa.RecordBatchReader.from_stream(table)
    with pyarrow.parquet.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _write_xlsx(table: Table[Any], file: BinaryIO) -> None:
    """Every text is a text, also one that begins as a formula does; times are in UTC, of which Excel knows nothing."""
    cell = _openpyxl().cell.WriteOnlyCell
    book = _openpyxl().Workbook(write_only=True)

    def shown(value: Any) -> Any:
        value = _plain(value)
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        if not isinstance(value, str):
            return value
        found = cell(sheet, _NOT_IN_XML.sub("\ufffd", value)[:MAX_CELL])
        found.data_type = "s"
        return found

    rows: Iterator[Any] = table.rows()
    row = next(rows, None)
    while True:
        sheet = book.create_sheet()
        sheet.append(list(table.columns))
        for _ in range(MAX_ROWS - 1):
            if row is None:
                break
            sheet.append(list(map(shown, row)))
            row = next(rows, None)
        if row is None:
            break
    book.save(file)


def _plain(cell: Any) -> Any:
    """A cell for a form that knows no lists."""
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return cell.astimezone(UTC) if isinstance(cell, datetime) else cell


def _openpyxl() -> Any:
    try:
        import openpyxl
        import openpyxl.cell
    except ImportError:
        raise MissingExtra("writing Excel", "tables") from None
    return openpyxl


WRITERS: Mapping[str, Writer] = MappingProxyType({"csv": _write_csv, "parquet": _write_parquet, "xlsx": _write_xlsx})
"""The forms that tables are written in."""
