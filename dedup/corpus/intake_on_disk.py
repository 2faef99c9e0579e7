"""Articles in, their sketches out, both in the files of a work folder; what an earlier run has done is taken up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.corpus.collection import Collection
from dedup.corpus.intake import Intake, Source, content_order, facts_of
from dedup.corpus.spool import Spool, SpoolWriter
from dedup.results import Skipped
from dedup.runtime.stages import Stages
from dedup.runtime.work_file import WorkFile
from dedup.runtime.work_folder import WorkFolder
from dedup.sketch.moving import moved
from dedup.sketch.sketches import COLUMNS, from_columns, sketch

_STAYING = ("n_tokens", "digests")
"""Columns that are needed in the order of reading too; the others go once they stand in the order of content."""


def take_in_to(folder: WorkFolder, source: Source, config: Config, jobs: int, stages: Stages) -> Intake:
    """Read and sketch articles into `folder`, if that has not been done; the same as `intake.take_in`."""
    if folder.result("articles") is None:
        with stages.stage("sketch") as advance:
            _sketch(folder, source, config, jobs, advance)
    read = folder.result("articles")
    ids = folder.file("ids.lines").read_text("utf-8", "surrogatepass").split("\n")[:-1]
    collection = Collection.restored(
        Spool(folder),
        [json.loads(line) for line in ids],
        folder.opened("published", np.float64).tolist(),
        (folder.opened("sources", np.int32).tolist(), read["sources"]),
        [Skipped(**one) for one in read["skipped"]],
    )
    with stages.stage("order"):
        if folder.result("ordered") is None:
            _order(folder, config, collection.ids)
        folder.forget("sketches")
        ordered = from_columns((folder.opened(f"ordered-{name}", dtype) for name, dtype in COLUMNS), config)
    wordless = np.flatnonzero(folder.opened("n_tokens", np.int64) == 0)
    return Intake(collection, folder.opened("order", np.int64), wordless, read["facts"], [ordered])


def _sketch(folder: WorkFolder, source: Source, config: Config, jobs: int, advance: Callable[[int], None]) -> None:
    spool = SpoolWriter(folder)
    items = source.items()
    collection = Collection(items if isinstance(items, (str, bytes)) else iter(items), spool.append, source.here)
    sketch(collection.texts(), config, threads=jobs, progress=advance, storage=folder)
    spool.finish()
    lines = WorkFile(folder.file("ids.lines"))
    for one in collection.ids:
        lines.write(f"{json.dumps(one)}\n".encode())
    lines.finish()
    _write(folder, "published", np.array(collection.published, np.float64))
    _write(folder, "sources", np.array(collection.sources, np.int32))
    files = [*Spool.FILES, "ids.lines", *(f"{name}.column" for name in ("published", "sources", *_STAYING))]
    folder.finish("sketches", [f"{name}.column" for name, _ in COLUMNS if name not in _STAYING], {})
    found = {
        "skipped": [asdict(one) for one in collection.skipped],
        "sources": collection.source_names,
        "facts": facts_of(source, collection),
    }
    folder.finish("articles", files, found)


def _order(folder: WorkFolder, config: Config, ids: list[str]) -> None:
    sketches = from_columns((folder.opened(name, dtype) for name, dtype in COLUMNS), config)
    order = content_order(sketches.digests, sketches.n_tokens, ids)
    moved(sketches, order, folder, config)
    _write(folder, "order", order)
    folder.finish("ordered", ["order.column", *(f"ordered-{name}.column" for name, _ in COLUMNS)], {})


def _write(folder: WorkFolder, name: str, values: NDArray[np.generic]) -> None:
    column = folder.column(name, values.dtype.type)
    column.append(values)
    column.finish()
