"""From what the user names - files, folders, patterns, stdin - to the files to be read, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from dedup.errors import InputError
from dedup.results import Skipped


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, on disk or in an archive.

    `file` opens it, `path` is the same so that it can be printed. `name` is its path under the argument that led to it
    and the id of an article that fills it; `inside` is what the names of files in it start with, if it is an archive.
    `folder` is the outlet where folders are outlets.
    """

    file: str
    path: str
    name: str
    inside: str
    folder: str


STDIN = "-"


def expand(arguments: Sequence[str | os.PathLike[str]]) -> list[str]:
    """The arguments with patterns (`news/*.txt`, `**`) resolved, each path once.

    Raises `InputError` if one leads to nothing.
    """
    if not arguments:
        raise InputError("nothing to read: name a file, a folder, or - for stdin")
    found: list[str] = []
    for argument in [os.fspath(argument) for argument in arguments]:
        if argument == STDIN or _exists(argument):
            found.append(argument)
            continue
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - takes absolute patterns too
        if not matches:
            kind = "no file matches this pattern" if glob.has_magic(argument) else "no such file or folder"
            raise InputError(kind, path=shown(argument))
        found.extend(matches)
    return list(dict.fromkeys(found))


def _exists(argument: str) -> bool:
    try:
        return Path(argument).exists()
    except PermissionError as error:
        reason = "no permission to enter its folder"
        raise InputError(reason, path=shown(argument)) from error


def files(arguments: Sequence[str]) -> Iterator[Input | Skipped]:
    """The files that the arguments lead to: those of a folder sorted by name, folders within included.

    Hidden files and folders and files called README are no input. Where two arguments hold files of the same name,
    these go by their whole path. Files in an archive that is the only argument are named as if it were a folder.
    """
    if len(arguments) == 1:
        for entry in _files(arguments[0]):
            yield replace(entry, inside="") if isinstance(entry, Input) and entry.file == arguments[0] else entry
        return
    entries = (entry for argument in arguments for entry in _files(argument))
    found = list({os.path.normpath(entry.path): entry for entry in entries}.values())  # patterns overlap
    names: dict[str, int] = {}
    for entry in found:
        if isinstance(entry, Input):
            names[entry.name] = names.get(entry.name, 0) + 1
    for entry in found:
        if isinstance(entry, Input) and names[entry.name] > 1:
            yield replace(entry, name=entry.path, inside=f"{entry.path}/")
        else:
            yield entry


def _files(argument: str) -> Iterator[Input | Skipped]:
    path = Path(argument)
    if argument == STDIN:
        yield Input(STDIN, "<stdin>", STDIN, "", "")
    elif path.is_dir():
        yield from _folder(path, PurePosixPath(), shown(path.resolve().name))
    elif not is_plan(argument):
        name = shown(path.name)
        yield Input(argument, shown(argument), name, f"{name}/", shown(path.resolve().parent.name))


def _folder(folder: Path, below: PurePosixPath, outlet: str) -> Iterator[Input | Skipped]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(f"cannot be opened: {error.strerror}", path=shown(str(folder)))
        return
    for entry in entries:
        name = below / entry.name
        path = str(folder / entry.name)
        if passed_over(entry.name) or is_plan(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(folder / entry.name, name, shown(name.parts[0]))
        elif entry.is_file():
            yield Input(path, shown(path), shown(str(name)), f"{shown(str(name))}/", outlet)
        else:
            reason = "a link to a folder or to nothing" if entry.is_symlink() else "not a file"
            yield Skipped(reason, path=shown(path))


def member(archive: Input, path: str) -> Input:
    """A file inside an archive, which counts as a folder of the archive's name."""
    parts = PurePosixPath(path).parts
    of_its_own = parts[0] if len(parts) > 1 else archive.name.partition(".")[0]
    folder = archive.folder if "/" in archive.name else of_its_own  # else it lies in an outlet's folder
    path = shown(path)
    name = archive.inside + path
    return Input(path, f"{archive.path}/{path}", name, f"{name}/", shown(folder))


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is left alone without a word: hidden ones and READMEs.

    >>> [passed_over(name) for name in (".git", "README.md", "readme", "story.txt")]
    [True, True, True, False]
    """
    return name.startswith((".", "__MACOSX")) or PurePosixPath(name.upper()).stem == "README"


_PLAN = b'{"type": "plan"'


def is_plan(path: str) -> bool:
    """Whether a file is the plan of a clean, which lies beside what the clean left and is no input."""
    try:
        if Path(path).name != "plan.jsonl":
            return False
        with Path(path).open("rb") as file:
            return file.read(len(_PLAN)) == _PLAN
    except OSError:
        return False


def shown(path: str) -> str:
    """`path` so that it can be printed whatever bytes it holds."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
