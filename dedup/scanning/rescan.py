"""A collection scanned again and again while articles are removed and cut; on disk nothing is sketched twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.config import Config
from dedup.corpus.collection import ByNumber, Collection, Item
from dedup.corpus.intake import Intake, Source, content_order, take_in
from dedup.corpus.intake_on_disk import take_in_to
from dedup.judge.judged import Choice
from dedup.reading import Reader
from dedup.runtime.stages import Progress, Stages
from dedup.runtime.storage import Storage
from dedup.runtime.work_folder import WorkFolder
from dedup.scanning.engine import Run
from dedup.scanning.report import Report
from dedup.scanning.scan import input_key, report_of, source_of, work_folder
from dedup.sketch.moving import merged
from dedup.sketch.sketches import COLUMNS, Sketches, from_columns, sketch


@dataclass(frozen=True, slots=True)
class Revision:
    """What is left of a collection: `left` bool[N] says which articles, by their places in the first scan.

    `changed` are the places of those that are left with another text, which `text` gives. `key` stands for all that:
    two revisions of the same key are the same.
    """

    left: NDArray[np.bool_]
    changed: Sequence[int]
    text: Callable[[int], str]
    key: str


class Rescanner:
    """Scans a collection, and what is left of it.

    `wanted` says which pairs are matches; the other parameters are those of `dedup.scan`.
    """

    def __init__(
        self,
        articles: Reader | Iterable[Item],
        config: Config | None,
        jobs: int | None,
        progress: Progress | None,
        memory: int | str | None,
        work_dir: str | os.PathLike[str] | None,
        wanted: Choice,
    ) -> None:
        self._articles = articles
        self._config = config or Config()
        self._jobs = jobs or os.cpu_count() or 1
        self._progress = progress
        self._wanted = wanted
        self._made_of = input_key(articles, self._config, rewritten=False)
        self._folder = None
        self._rounds = None if work_dir is None else Path(work_dir) / "round"
        if memory is not None or work_dir is not None:
            self._folder = work_folder(work_dir, memory, articles, self._made_of)

    def first(self) -> Report:
        """What repeats in the collection as it is."""
        if self._folder is None:
            report = self._in_memory(source_of(self._articles))
        else:
            stages = Stages(self._progress)
            intake = take_in_to(self._folder, source_of(self._articles), self._config, self._jobs, stages)
            self._collection, self._order = intake.collection, intake.order
            report = report_of(intake, self._run(stages, self._folder))
        self._numbers = report.columns().position
        self._all = report.articles
        return report

    def again(self, revision: Revision) -> Report:
        """What repeats in what is left."""
        if self._folder is None:
            return self._in_memory(source_of(self._left(revision)))
        key: dict[str, Any] | None = None if self._made_of is None else {**self._made_of, "left": revision.key}
        folder = WorkFolder(self._rounds, memory=self._folder.memory, input_key=key)
        stages = Stages(self._progress)
        collection = Collection.restored(
            _Revised(self._collection, self._changed(revision), revision),
            self._collection.ids,
            self._collection.published,
            (self._collection.sources, self._collection.source_names),
            (),
        )
        with stages.stage("order"):
            if folder.result("ordered") is None:
                self._order_in(folder, revision)
            sketches = from_columns((folder.opened(f"ordered-{name}", dtype) for name, dtype in COLUMNS), self._config)
        intake = Intake(
            collection,
            folder.opened("order", np.int64),
            np.empty(0, np.int64),
            {"fields_used": {}, "reading": {}},
            [sketches],
        )
        return report_of(intake, self._run(stages, folder))

    def _in_memory(self, source: Source) -> Report:
        stages = Stages(self._progress)
        intake = take_in(source, self._config, self._jobs, stages)
        return report_of(intake, self._run(stages, Storage()))

    def _run(self, stages: Stages, storage: Storage) -> Run:
        return Run(self._config, self._wanted, False, self._jobs, stages, storage)

    def storage(self) -> Storage:
        """Where what is found can be kept for a run after a kill."""
        return Storage() if self._folder is None else self._folder

    def finished(self, name: str) -> bool:
        """Whether `storage` holds what was kept under this name."""
        return self._folder is not None and self._folder.result(name) is not None

    def forget_rounds(self) -> None:
        """Remove the files of scans of what is left; each scan removes those of the one before."""
        if self._rounds is not None:
            shutil.rmtree(self._rounds, ignore_errors=True)

    def close(self) -> None:
        """No more scans: another run may have the folder."""
        if self._folder is not None:
            self._folder.release()

    def _left(self, revision: Revision) -> Iterator[Article]:
        changed = set(revision.changed)
        for place, article in enumerate(self._all.values()):
            if place in changed:
                yield replace(article, text=revision.text(place))
            elif revision.left[place]:
                yield article

    def _changed(self, revision: Revision) -> dict[int, int]:
        """The places of changed articles by their numbers in the collection."""
        return {int(self._numbers[place]): place for place in revision.changed}

    def _order_in(self, folder: WorkFolder, revision: Revision) -> None:
        """Write the sketches of what is left into `folder`, in the order of content."""
        base = self._sketches()
        changed = self._numbers[np.array(revision.changed, np.int64)]
        stays = np.zeros(len(self._collection.ids), np.bool_)
        stays[self._numbers[revision.left]] = True
        stays[changed] = False
        rows = np.flatnonzero(stays[self._order])
        fresh = sketch(map(revision.text, revision.changed), self._config, threads=self._jobs, storage=folder)
        numbers = np.concatenate([self._order[rows], changed])
        of = np.repeat(np.array([0, 1], np.int8), [len(rows), len(changed)])
        texts = np.concatenate([rows, np.arange(len(changed))])
        ids = self._collection.ids
        order = content_order(
            np.concatenate([base.digests[rows], fresh.digests]),
            np.concatenate([base.n_tokens[rows], fresh.n_tokens]),
            [ids[number] for number in numbers.tolist()],
        )
        merged((base, fresh), of[order], texts[order], folder, self._config)
        column = folder.column("order", np.int64)
        column.append(numbers[order])
        column.finish()
        folder.finish("ordered", ["order.column", *(f"ordered-{name}.column" for name, _ in COLUMNS)], {})

    def _sketches(self) -> Sketches:
        if self._folder is None:
            raise ValueError("no folder")
        return from_columns((self._folder.opened(f"ordered-{name}", dtype) for name, dtype in COLUMNS), self._config)


class _Revised:
    """The articles of a collection by number, some with another text."""

    def __init__(self, articles: ByNumber, places: dict[int, int], revision: Revision) -> None:
        self._articles = articles
        self._places = places
        self._revision = revision

    def __getitem__(self, number: int) -> Article:
        article = self._articles[number]
        place = self._places.get(int(number))
        return article if place is None else replace(article, text=self._revision.text(place))
