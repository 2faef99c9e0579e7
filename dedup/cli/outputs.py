"""Where results go: checked before a long run, opened after it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

import click

from dedup.errors import InputError


def check_writable(output: str | None) -> None:
    """Before a long run, whether its result can be written."""
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise InputError("there is no such folder to write into", path=str(Path(output).parent))


def check_html(html: str | None) -> None:
    """Before a long run, whether a page can be made and written."""
    if html is not None:
        from dedup.output.html import check_extra

        check_extra()
        check_writable(html)


@contextmanager
def binary_output(output: str | None) -> Iterator[IO[bytes]]:
    """The file or stdout, for bytes."""
    if output is None:
        yield sys.stdout.buffer
    else:
        with Path(output).open("wb") as stream:
            yield stream


@contextmanager
def text_output(output: str | None) -> Iterator[TextIO]:
    """The file or stdout, for text."""
    if output is None:
        yield sys.stdout
    else:
        with Path(output).open("w", encoding="utf-8") as stream:
            yield stream


def finish(exit_code: bool, found_reuse: bool) -> None:
    """End with 1 if reuse was found and the exit code was asked for."""
    if exit_code and found_reuse:
        sys.stdout.flush()
        click.get_current_context().exit(1)
