"""From what the user names - files, folders, patterns, stdin - to the files to be read, in order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from dedup.arguments import require_path
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
    for argument in [require_path("an input", argument) for argument in arguments]:
        if argument == STDIN or _exists(argument):
            found.append(argument)
            continue
        matches = sorted(_matching(argument))
        if not matches:
            kind = "no file matches this pattern" if glob.has_magic(argument) else "no such file or folder"
            raise InputError(kind, path=shown(argument))
        found.extend(matches)
    return list(dict.fromkeys(found))


def _matching(pattern: str) -> Iterator[str]:
    """The paths that a pattern matches. `**` does not follow links to folders: these may lead round in a circle."""
    above, stars, below = pattern.partition("**/")
    if not stars or (above and not above.endswith("/")):
        yield from glob.iglob(pattern)  # noqa: PTH207 - takes absolute patterns too
        return
    for top in glob.iglob(above) if glob.has_magic(above) else [above]:  # noqa: PTH207 - as above
        for folder in _folders(top):
            yield from _matching(glob.escape(folder) + below)


def _folders(top: str) -> Iterator[str]:
    """A folder, which ends with a slash if it has a name, and all that stand in it, however deep; no hidden ones."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        yield folder
        try:
            entries = list(os.scandir(folder or "."))
        except OSError:  # as patterns do: what may not be entered matches nothing
            continue
        waiting += [
            f"{folder}{entry.name}/"
            for entry in entries
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]


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
        yield from _folder(path, shown(Path(os.path.realpath(path)).name))
    elif not is_plan(argument):
        name = shown(path.name)
        yield Input(argument, shown(argument), name, f"{name}/", shown(Path(os.path.realpath(path)).parent.name))


def _folder(folder: Path, outlet: str) -> Iterator[Input | Skipped]:
    """The files of a folder and of those in it, however deep; their entries stand in a list, not in calls."""
    waiting: list[tuple[str, str, os.DirEntry[str] | None]] = [(str(folder), "", None)]
    while waiting:
        path, name, entry = waiting.pop()
        if entry is None or entry.is_dir(follow_symlinks=False):
            try:
                inside = sorted(os.scandir(path), key=lambda one: one.name, reverse=True)
            except OSError as error:
                yield Skipped(f"cannot be opened: {error.strerror}", path=shown(path))
                continue
            waiting += [
                (os.path.join(path, one.name), f"{name}/{one.name}" if name else one.name, one)  # noqa: PTH118 - quick
                for one in inside
                if not passed_over(one.name)
            ]
        elif entry.is_file():
            if not is_plan(path):
                first, below, _ = name.partition("/")
                yield Input(path, shown(path), shown(name), f"{shown(name)}/", shown(first) if below else outlet)
        else:
            reason = "a link to a folder or to nothing" if entry.is_symlink() else _NO_FILE
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


_NO_FILE = "not a file: a pipe or a device, which is read through stdin (-)"


def require_file(path: str) -> None:
    """Before it is opened, whether a path leads to a file: a pipe has no end, and a device does things when opened.

    Raises `InputError` if it does not, `OSError` if nothing is there.
    """
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise InputError(_NO_FILE)


_PLAN = b'{"type": "plan"'


def is_plan(path: str) -> bool:
    """Whether a file is the plan of a clean, which lies beside what the clean left and is no input."""
    try:
        if Path(path).name != "plan.jsonl" or not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(_PLAN)) == _PLAN
    except OSError:
        return False


def shown(path: str) -> str:
    """`path` so that it can be printed whatever bytes it holds."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
