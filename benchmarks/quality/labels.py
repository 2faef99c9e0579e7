"""Labelled pairs and collections in a folder of data, plain or gzipped."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import NamedTuple

import dedup
from dedup import Article


class Labelled(NamedTuple):
    """A pair of articles labelled by a reader.

    `conf` is how sure the reader was, 1 to 3; `stratum` names the part of all pairs that this one was drawn from.
    """

    name: str
    a: str
    b: str
    label: str
    reuse: bool
    conf: int
    stratum: str

    @property
    def pair(self) -> frozenset[str]:
        """The ids of both articles."""
        return frozenset((self.a, self.b))


def present(data: Path, *names: str) -> list[Path] | None:
    """The files of these names, each plain or with .gz behind its name; None where one is absent."""
    found = [next((p for p in (data / name, data / f"{name}.gz") if p.exists()), None) for name in names]
    return None if None in found else [path for path in found if path is not None]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file of tab-separated values with a header."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), delimiter="\t"))


def labels_of(path: Path) -> list[Labelled]:
    """The labelled pairs of a file with the columns pair, a, b, label, reuse, conf, stratum."""
    return [
        Labelled(
            row["pair"], row["a"], row["b"], row["label"], row["reuse"] == "1", int(row["conf"]), row["stratum"]
        )
        for row in rows_of(path)
    ]  # fmt: skip


def strata_of(path: Path) -> dict[str, int]:
    """How many pairs of the collection each stratum has."""
    return {row["stratum"]: int(row["pairs"]) for row in rows_of(path)}


def articles_of(path: Path) -> list[Article]:
    """The articles of a collection, whichever of them are read."""
    return list(dedup.read(path))
