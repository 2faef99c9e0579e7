"""Where results go: checked before a long run, opened after it."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO

import click

from dedup.errors import InputError
from dedup.runtime.staging import check_fillable, check_replaceable, replaced

_QUIET = "dedup.quiet"
"""Under which name a command's context, and those above and below it, know that only errors are to be said."""


def be_quiet(context: click.Context, _: click.Parameter, quiet: bool) -> None:
    """Take in a flag `--quiet`, whether it stands before the name of the command or behind it."""
    if quiet:
        context.meta[_QUIET] = True


def is_quiet() -> bool:
    """Whether only errors are to be said on standard error."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def tell(message: str) -> None:
    """A line on standard error, unless only errors are to be said."""
    if not is_quiet():
        tell_error(message)


def tell_error(message: str) -> None:
    """A line on standard error; whatever an id or a name in it holds, the terminal is not steered by it."""
    from dedup.output.visible import visible

    click.echo(f"dedup: {visible(message)}", err=True)


def check_outputs(
    paths: Sequence[str], output: str | None, html: str | None = None, tables: Sequence[Path] = ()
) -> None:
    """Before a long run, whether its results can be made and written, and not over what is read.

    `tables` are files in one folder, which is made. Raises `InputError` for a place that takes no file, `MissingExtra`
    for a page that cannot be made.
    """
    if html is not None:
        from dedup.output.html import check_extra

        check_extra()
    given = [path for path in (output, html) if path is not None]
    for path in given:
        check_replaceable(Path(path))
        _require_not_read(path, paths)
    for table in tables:
        check_fillable(table.parent)
        _require_not_read(str(table), paths)
    if len(given) == 2 and os.path.realpath(given[0]) == os.path.realpath(given[1]):
        raise InputError("the page and the report cannot be one file", path=given[0])


def _require_not_read(path: str, arguments: Sequence[str]) -> None:
    """Raises `InputError` for a file to write to that the arguments lead to, also through folders and patterns."""
    try:
        written = Path(path).stat()
    except (OSError, ValueError):  # it is not there yet, or no path at all
        return
    if stat.S_ISREG(written.st_mode) and any(_is_same(written, other) for other in _read(arguments)):
        raise InputError("is what is read: name another file to write to", path=path)


def _read(arguments: Sequence[str]) -> Iterator[str]:
    """The files that arguments lead to, of which some may be ids or addresses of databases."""
    from dedup.reading.inputs import Input, expand, files

    for argument in arguments:
        with suppress(InputError):
            for entry in files(expand([argument])):
                if isinstance(entry, Input):
                    yield entry.file


def _is_same(written: os.stat_result, other: str) -> bool:
    try:
        return os.path.samestat(written, Path(other).stat())
    except OSError:
        return False


@contextmanager
def binary_output(output: str | None) -> Iterator[IO[bytes]]:
    """The file or stdout, for bytes."""
    if output is None:
        yield sys.stdout.buffer
    else:
        with replaced(output) as stream:
            yield stream


@contextmanager
def text_output(output: str | None) -> Iterator[TextIO]:
    """The file or stdout, for text."""
    if output is None:
        yield sys.stdout
    else:
        with replaced(output) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            yield text
            text.flush()
            text.detach()


def finish(exit_code: bool, found_reuse: bool) -> None:
    """End with 1 if reuse was found and the exit code was asked for."""
    if exit_code and found_reuse:
        sys.stdout.flush()
        click.get_current_context().exit(1)
