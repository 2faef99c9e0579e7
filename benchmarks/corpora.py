"""The collections that a benchmark may run on, made from a folder of data that you provide.

The texts are not part of this project, their licences forbid it. The folder (`--data DIR`, or `DEDUP_DATA`) holds
JSON lines, plain or gzipped, with the key `text`:

    saudinewsnet.jsonl     SaudiNewsNet, 31,030 Arabic articles of 14 outlets (M. Alhagri, CC BY-NC-SA 4.0)
    reuters21578.jsonl     Reuters-21578, 21,578 English wire stories (research use)
    antcorpus.jsonl        ANT Corpus 1.1, 10,161 Arabic articles of one outlet (Apache-2.0)
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import amplify
from benchmarks.texts import Texts, write

REAL = {
    "31k": ("saudinewsnet",),
    "63k": ("saudinewsnet", "reuters21578", "antcorpus"),
}
"""Collections of real articles, by name, and the files they are read from, in this order."""

AMPLIFIED = {"100k": 100_000, "300k": 300_000, "1M": 1_000_000}
"""Collections grown from "31k" to so many articles by `benchmarks.amplify`."""

NAMES = (*REAL, *AMPLIFIED)


class NoData(Exception):  # noqa: N818 - reads as the fact it states
    """The data folder, or a file in it, is not there; the message says what to provide."""


def collection(name: str, data: Path | None, work: Path) -> Texts:
    """The collection `name`, read from `data` (or grown) into the folder `work` the first time."""
    if (work / f"{name}.offsets.npy").exists():
        return Texts(work, name)
    if name in REAL:
        return write(work, name, _read(name, data))
    return amplify.grow(collection("31k", data, work), AMPLIFIED[name], work, name)


def _read(name: str, data: Path | None) -> Iterator[str]:
    if data is None:
        raise NoData("no data folder: give --data DIR or set DEDUP_DATA (benchmarks/corpora.py says what it holds)")
    for stem in REAL[name]:
        plain, packed = data / f"{stem}.jsonl", data / f"{stem}.jsonl.gz"
        if not plain.exists() and not packed.exists():
            raise NoData(f"collection {name} needs {plain} or {packed.name}; see benchmarks/corpora.py")
        with plain.open("rb") if plain.exists() else gzip.open(packed, "rb") as lines:
            for line in lines:
                yield json.loads(line)["text"]
