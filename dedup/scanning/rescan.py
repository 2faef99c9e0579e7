"""A collection scanned again and again while articles are removed and cut; no text is sketched twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.arguments import require_path
from dedup.article import Article
from dedup.config import Config
from dedup.corpus.collection import ByNumber, Collection, Item
from dedup.corpus.intake import Intake, content_order, take_in
from dedup.corpus.intake_on_disk import take_in_to
from dedup.judge.judged import Choice
from dedup.reading import Reader
from dedup.runtime.stages import Progress, Stages
from dedup.runtime.storage import Storage
from dedup.runtime.threads import n_threads
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
        self._config = Config.of(config)
        self._jobs = n_threads(jobs)
        self._progress = progress
        self._wanted = wanted
        self._made_of = input_key(articles, self._config, rewritten=False)
        self._folder = None
        self._rounds = None if work_dir is None else Path(require_path("work_dir", work_dir)) / "round"
        if memory is not None or work_dir is not None:
            self._folder = work_folder(work_dir, memory, articles, self._made_of)

    def first(self) -> Report:
        """What repeats in the collection as it is."""
        stages, source = Stages(self._progress), source_of(self._articles)
        if self._folder is None:
            intake = take_in(source, self._config, self._jobs, stages)
            self._kept = intake.sketches[0]
        else:
            intake = take_in_to(self._folder, source, self._config, self._jobs, stages)
        self._collection, self._order = intake.collection, intake.order
        report = report_of(intake, self._run(stages, self.storage()))
        self._numbers = report.columns().position
        return report

    def again(self, revision: Revision) -> Report:
        """What repeats in what is left."""
        stages = Stages(self._progress)
        collection = Collection.restored(
            _Revised(self._collection, self._changed(revision), revision),
            self._collection.ids,
            self._collection.published,
            (self._collection.sources, self._collection.source_names),
            (),
        )
        storage: Storage = Storage()
        with stages.stage("order"):
            if self._folder is None:
                order, sketches = self._ordered(storage, revision)
            else:
                storage = folder = self._round(self._folder, revision)
                if folder.result("ordered") is None:
                    self._order_in(folder, revision)
                order, sketches = folder.opened("order", np.int64), self._opened(folder)
        intake = Intake(collection, order, np.empty(0, np.int64), {"fields_used": {}, "reading": {}}, [sketches])
        del sketches
        return report_of(intake, self._run(stages, storage))

    def _round(self, first: WorkFolder, revision: Revision) -> WorkFolder:
        """Where the files of a scan of what is left are."""
        key: dict[str, Any] | None = None if self._made_of is None else {**self._made_of, "left": revision.key}
        return WorkFolder(self._rounds, memory=first.memory, input_key=key)

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

    def _changed(self, revision: Revision) -> dict[int, int]:
        """The places of changed articles by their numbers in the collection."""
        return {int(self._numbers[place]): place for place in revision.changed}

    def _order_in(self, folder: WorkFolder, revision: Revision) -> None:
        """Write the sketches of what is left into `folder`, in the order of content."""
        order, _ = self._ordered(folder, revision)
        column = folder.column("order", np.int64)
        column.append(order)
        column.finish()
        folder.finish("ordered", ["order.column", *(f"ordered-{name}.column" for name, _ in COLUMNS)], {})

    def _ordered(self, storage: Storage, revision: Revision) -> tuple[NDArray[np.int64], Sketches]:
        """The numbers of what is left in the order of content, and its sketches: moved into `storage`, unless all that
        is left of sketches in memory are as they were.
        """
        base = self._kept if self._folder is None else self._opened(self._folder)
        changed = self._numbers[np.array(revision.changed, np.int64)]
        stays = np.zeros(len(self._collection.ids), np.bool_)
        stays[self._numbers[revision.left]] = True
        stays[changed] = False
        rows = np.flatnonzero(stays[self._order])
        if self._folder is None and not len(changed):
            return self._order[rows], base.reordered(rows)
        fresh = sketch(map(revision.text, revision.changed), self._config, threads=self._jobs, storage=storage)
        numbers = np.concatenate([self._order[rows], changed])
        of = np.repeat(np.array([0, 1], np.int8), [len(rows), len(changed)])
        texts = np.concatenate([rows, np.arange(len(changed))])
        ids = self._collection.ids
        order = content_order(
            np.concatenate([base.digests[rows], fresh.digests]),
            np.concatenate([base.n_tokens[rows], fresh.n_tokens]),
            [ids[number] for number in numbers.tolist()],
        )
        return numbers[order], merged((base, fresh), of[order], texts[order], storage, self._config)

    def _opened(self, folder: WorkFolder) -> Sketches:
        return from_columns((folder.opened(f"ordered-{name}", dtype) for name, dtype in COLUMNS), self._config)


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
