"""The work folder of a scan: its columns in files, and which stages are finished, for a run after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from dedup.errors import DedupError, InputError
from dedup.runtime.locks import locked
from dedup.runtime.mapped import FileColumn, mapped
from dedup.runtime.memory_limit import MemoryLimit, bytes_of, machine_memory
from dedup.runtime.storage import Arrays, Storage
from dedup.runtime.work_file import WorkFile, written_in

_STATE = "stages.json"


class WorkFolder(Storage):
    """A scan's columns in files of a folder, and the stages it has finished.

    `input_key` says what a stage depends on: the input, the settings. Stages of a run on the same are taken up, those
    of any other run are removed. Without a `path` the folder is a temporary one that goes with this object. `memory` is
    the limit of the memory that mapped files may take with everything else, by default half of what the machine has.

    Raises `InputError` for a folder that holds anything else, `DedupError` for one that another run is using.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None,
        *,
        memory: int | str | None = None,
        input_key: Mapping[str, Any] | None = None,
    ) -> None:
        self.memory = bytes_of(memory) if memory is not None else machine_memory() // 2
        self._limit = MemoryLimit(self.memory)
        self._temporary = TemporaryDirectory(prefix="dedup-") if path is None else None
        self.path = Path(self._temporary.name if self._temporary else os.fspath(path or ""))
        if self.path.exists() and not self.path.is_dir():
            raise InputError("is no folder: name one to work in", path=str(self.path))
        with written_in(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        self._state()  # before anything is written into a folder that is someone else's
        with written_in(self.path):
            self._lock = _locked(self.path)
        self._key = None if input_key is None else json.loads(json.dumps({**input_key, "program": program()}))
        self._stages: dict[str, Any] = {}
        state = self._state()
        if self._key is not None and state.get("input_key") == self._key:
            self._stages = state["stages"]
        self._remove_others()
        self._write_state()
        self._limit.start()
        self._close = weakref.finalize(self, _closed, self._limit, self._lock, self._temporary)

    def release(self) -> None:
        """Let another run have the folder: nothing is written any more, and what is open can be read all the same."""
        self._lock.close()

    def close(self) -> None:
        """No more use is made of the folder; a temporary one is removed. Comes with the end of the last user."""
        self._close()

    def file(self, name: str) -> Path:
        """The path of a file of this scan."""
        return self.path / name

    def column(self, name: str, dtype: DTypeLike) -> FileColumn:
        """A new column in a file of this name."""
        return FileColumn(self.file(f"{name}.column"), dtype)

    def opened(self, name: str, dtype: DTypeLike) -> NDArray[Any]:
        """The values of a column that is finished."""
        return mapped(self.file(f"{name}.column"), dtype)

    def result(self, stage: str) -> Any:
        """What `finish` was given for this stage; None where it is not finished."""
        return self._stages.get(stage, {}).get("result")

    def finish(self, stage: str, files: Sequence[str], result: Any) -> None:
        """Remember that a stage is finished: the names of its `files`, and what it found that JSON can hold."""
        self._stages[stage] = {"files": list(files), "result": result}
        self._write_state()

    def forget(self, stage: str) -> None:
        """Remove the files of a stage that is needed no more; it still counts as finished."""
        files, self._stages[stage]["files"] = self._stages[stage]["files"], []
        self._write_state()
        for name in files:
            self.file(name).unlink(missing_ok=True)

    def release_memory(self) -> None:
        """Let go of mapped pages, if the limit is near."""
        self._limit.check()

    def cached(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What `make` makes, in files; or made when the scan was run before."""
        shapes = self.result(name)
        if shapes is None:
            arrays = make()
            for number, array in enumerate(arrays):
                column = self.column(f"{name}-{number}", array.dtype)
                column.append(array)
                column.finish()
            shapes = [[_described(array.dtype), *array.shape] for array in arrays]
            del arrays
            self.finish(name, [f"{name}-{number}.column" for number in range(len(shapes))], shapes)
        return tuple(
            self.opened(f"{name}-{number}", _dtype(described)).reshape(shape)
            for number, (described, *shape) in enumerate(shapes)
        )

    def _state(self) -> dict[str, Any]:
        """What the folder says of itself. Raises `InputError` if it is no work folder and not empty."""
        try:
            state = json.loads(self.file(_STATE).read_text("utf-8"))
        except FileNotFoundError:
            if any(entry.name not in _BEGUN for entry in self.path.iterdir()):
                raise InputError("not empty, and no work folder: name one of its own", path=str(self.path)) from None
            return {}
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}

    def _remove_others(self) -> None:
        """Remove what no finished stage has made: a run's unfinished files, those of a run on something else."""
        names = {name for stage in self._stages.values() for name in stage["files"]} | {_STATE, _LOCK}
        for entry in self.path.iterdir():
            if entry.name not in names and entry.suffix in _SUFFIXES:
                entry.unlink()

    def _write_state(self) -> None:
        part = self.file(f"{_STATE}.part")
        file = WorkFile(part)
        file.write(json.dumps({"input_key": self._key, "stages": self._stages}).encode())
        file.finish()
        part.replace(self.file(_STATE))


_LOCK = "lock"
_BEGUN = {_LOCK, f"{_STATE}.part"}
"""What a run leaves that could not even write what it has finished."""
_SUFFIXES = {".column", ".part", ".articles", ".lines"}


def _closed(limit: MemoryLimit, lock: IO[bytes], temporary: TemporaryDirectory[str] | None) -> None:
    limit.stop()
    lock.close()
    if temporary is not None:
        temporary.cleanup()


def _described(dtype: np.dtype[Any]) -> Any:
    """A dtype as JSON can hold it: its name, or the names and dtypes of a record's fields."""
    return dtype.str if dtype.names is None else dtype.descr


def _dtype(described: Any) -> np.dtype[Any]:
    """The dtype that was described so."""
    return np.dtype(described if isinstance(described, str) else [tuple(field) for field in described])


def _locked(folder: Path) -> IO[bytes]:
    """A file that one process has open at a time. Raises `DedupError` if another one has."""
    file = locked(folder / _LOCK)
    if file is None:
        raise DedupError(f"{folder}: another run is using this work folder")
    return file


@cache
def program() -> str:
    """A digest of this program: another version of it may find something else."""
    sources = sorted(Path(__file__).parents[1].rglob("*.py"))
    return hashlib.blake2b(b"".join(path.read_bytes() for path in sources), digest_size=8).hexdigest()
