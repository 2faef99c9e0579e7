"""The group of commands: their errors are one line, and an exit code."""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import click

from dedup.cli.outputs import is_quiet, tell, tell_error
from dedup.errors import DedupError
from dedup.runtime.compile_progress import watched

INTERRUPTED = 130
"""What a shell makes of SIGINT."""

_NO_MEMORY = "out of memory: split the input"


class Commands(click.Group):
    """Commands whose errors are one line on standard error, and for which a reader that goes away is no error."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command as from a shell; a flag or an argument that is wrong is one line too."""
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            if not standalone_mode:
                raise
            if isinstance(error, click.exceptions.NoArgsIsHelpError):
                error.show()
            else:
                tell_error(_as_line(error))
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(INTERRUPTED)
        if standalone_mode:
            sys.exit(result if isinstance(result, int) else 0)
        return result

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever ends it becomes a line and an exit code."""
        try:
            with _own_words(), watched(_count) if sys.stderr.isatty() else nullcontext():
                result = super().invoke(ctx)
            sys.stdout.flush()
        except DedupError as error:
            fail(str(error))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has no reader
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("dedup: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.ENOMEM:  # a file that cannot be mapped, or a process that cannot be started
                fail(_NO_MEMORY)
            place = f"{error.filename}: " if error.filename else ""
            fail(f"{place}{error.strerror or error}")
        except MemoryError:
            fail(_NO_MEMORY)
        else:
            return result


class _Lines(logging.Handler):
    """Says what is logged as the command says all else."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it."""
        tell(record.getMessage().removeprefix("dedup: "))


@contextmanager
def _own_words() -> Iterator[None]:
    """Only what `dedup` logs reaches standard error.

    What libraries log and warn of a file holds pieces of it, and what they fail at is told by its reason.
    """
    handlers = [(logging.getLogger(), logging.NullHandler()), (logging.getLogger("dedup"), _Lines())]
    for logger, handler in handlers:
        logger.addHandler(handler)
    try:
        with warnings.catch_warnings():
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            yield
    finally:
        for logger, handler in handlers:
            logger.removeHandler(handler)


def _as_line(error: click.ClickException) -> str:
    """What is wrong with a flag or an argument, and where the right ones stand."""
    said = " ".join(error.format_message().split()).rstrip(".")
    said = said[:1].lower() + said[1:]
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    return f"{said}{' See' if said.endswith('?') else ': see'} {context.command_path} --help"


def _count(n_done: int, n_in_all: int) -> None:
    """How far the compiler is, on one line of a terminal."""
    if n_in_all and not is_quiet():
        click.echo(f"\rdedup: compiling kernels, once: {n_done} of {n_in_all}", err=True, nl=n_done == n_in_all)


def fail(message: str) -> None:
    """End with 2, and the message on one line of standard error."""
    tell_error(message)
    click.get_current_context().exit(2)
