"""A collection as JSON Lines with ids, outlets and dates, as `dedup report` is given it: the real one, or grown.

What a grown article says is `benchmarks.amplify`'s; what stands beside it is drawn here. A new story has the outlet and
the date of a real article; a rewrite has the outlet of another one, and a date up to three days after its story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.amplify import SEED
from benchmarks.corpora import AMPLIFIED, REAL, NoData, collection

NEWS = timedelta(days=3)
"""Within which rewrites of a story are printed."""


def lines_of(name: str, data: Path | None, work: Path) -> Path:
    """The file of the collection `name`: that of the data folder, or one made in `work` the first time."""
    if name not in AMPLIFIED:
        (stem,) = REAL[name]
        plain = (data or Path()) / f"{stem}.jsonl"
        if data is None or not plain.exists():
            raise NoData(f"collection {name} needs {stem}.jsonl, not packed, in the data folder (--data DIR)")
        return plain
    made = work / f"{name}.jsonl"
    if not made.exists():
        unfinished = made.with_suffix(".jsonl.part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in _records(name, data, work))
        unfinished.rename(made)
    return made


def _records(name: str, data: Path | None, work: Path) -> Iterator[dict[str, Any]]:
    texts = collection(name, data, work)
    real = list(_real(lines_of("31k", data, work)))
    stories = np.load(work / f"{name}.made.npz")["source"].tolist()
    dates: list[str] = []
    for number, (text, story) in enumerate(zip(texts, stories, strict=True)):
        draw = Random(SEED << 32 | number)
        beside = real[number] if number < len(real) else draw.choice(real)
        published = beside["published"] if story == number else _later(dates[story], draw)
        dates.append(published)
        yield {"id": f"{number:07}", "source": beside["source"], "published": published, "text": text}


def _later(date: str, draw: Random) -> str:
    return str(datetime.fromisoformat(date) + draw.random() * NEWS).partition(".")[0]


def _real(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, without their texts."""
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield {"source": record["source"], "published": record["published"]}
