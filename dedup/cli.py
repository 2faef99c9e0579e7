"""The command: flags, one call, an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from dedup import __version__
from dedup.errors import DedupError, InputError

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.collection import Item
    from dedup.reading import Reader
    from dedup.report import Report

INTERRUPTED = 130
"""What a shell makes of SIGINT."""


class _Commands(click.Group):
    """Commands whose errors are one line on standard error, and for which a reader that goes away is no error."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DedupError as error:
            _fail(str(error))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has no reader
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("dedup: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            _fail(f"{place}{error.strerror or error}")
        except MemoryError:
            _fail("out of memory: split the input")
        else:
            return result


def _fail(message: str) -> None:
    from dedup.output.visible import visible

    click.echo(f"dedup: {visible(message)}", err=True)
    click.get_current_context().exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dedup", message="%(prog)s %(version)s")
def main() -> None:
    """Find news articles that repeat each other, whole or in part.

    Results go to stdout, everything else to stderr. Exit code 0 on success, 2 on error.
    """


_json = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
_format = click.option(
    "--format",
    "file_format",
    default="",
    metavar="FORMAT",
    help='What stdin (by default JSON Lines) and files of unknown endings hold: "txt", "csv", "jsonl.gz".',
)
_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of stdout."
)
_html = click.option(
    "--html",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write a page for a browser to FILE, instead of the report on the terminal.",
)
_exit_code = click.option("--exit-code", is_flag=True, help="Exit with 1 if reuse was found, as git diff does.")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_json
@_html
@click.option("--all", "every_relation", is_flag=True, help="Also pairs that share only formula or a quotation.")
@click.option(
    "--source-from",
    type=click.Choice(["field", "dir", "host"]),
    default="field",
    show_default=True,
    help="Where an article's outlet comes from: its source field, the folder it lies in, or the host of its address.",
)
@click.option(
    "--since",
    metavar="DATE",
    help="Leave out what was published before DATE (2015-07-21); articles without a date stay.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Threads; by default one a core.")
@_exit_code
@_format
@_output
def report(
    paths: tuple[str, ...],
    as_json: bool,
    html: str | None,
    every_relation: bool,
    source_from: str,
    since: str | None,
    jobs: int | None,
    exit_code: bool,
    file_format: str,
    output: str | None,
) -> None:
    """Say who repeats whom, where, and what stands twice.

    PATH is a file, a folder, a pattern such as 'news/*.jsonl', or - for stdin.
    """
    _check_writable(output)
    _check_html(html)
    earliest = _date(since)
    reader = _reader(paths, file_format, source_from)
    items = reader.records() if earliest is None else _since(reader.records(), earliest)
    found = _scan(items, every_relation, jobs)
    if as_json:
        from dedup.output.jsonl import report_lines, write_json_lines

        with _binary(output) as stream:
            write_json_lines(report_lines(found, __version__), stream)
    elif output is not None or html is None:
        from dedup.output.page import console_for
        from dedup.output.terminal import show_report

        with _text(output) as stream:
            show_report(console_for(stream), found)
    if html is not None:
        from dedup.output.html import write_page

        write_page(found, html, name=", ".join(Path(path).name or path for path in paths))
    _finish(exit_code, any(found.counts.get(relation) for relation in ("exact", "reprint", "contained", "partial")))


@main.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_json
@_html
@_exit_code
@_format
@_output
def compare(
    a: str, b: str, as_json: bool, html: str | None, exit_code: bool, file_format: str, output: str | None
) -> None:
    """Show the passages that two files share, and what was changed in them.

    A and B hold one article each; one of them may be - for stdin.
    """
    _check_writable(output)
    _check_html(html)
    articles = (_only_article(a, file_format), _only_article(b, file_format))
    with _kernels_loading():
        from dedup.comparing import compare as compare_articles
    from dedup.results import REUSE

    if articles[0].id == articles[1].id:
        from dataclasses import replace

        articles = (replace(articles[0], id=a), replace(articles[1], id=f"{b} (b)" if a == b else b))
    match = compare_articles(*articles)
    if as_json:
        from dedup.output.jsonl import match_line, write_json_lines

        with _binary(output) as stream:
            write_json_lines(iter([] if match is None else [match_line(match)]), stream)
    elif output is not None or html is None:
        from dedup.output.comparison import show_comparison
        from dedup.output.page import console_for

        with _text(output) as stream:
            show_comparison(console_for(stream), match, *articles)
    if html is not None:
        from dedup.output.html import write_comparison

        write_comparison(match, *articles, html)
    _finish(exit_code, match is not None and match.relation in REUSE)


def _finish(exit_code: bool, found_reuse: bool) -> None:
    if exit_code and found_reuse:
        sys.stdout.flush()
        click.get_current_context().exit(1)


def _reader(paths: tuple[str, ...], file_format: str, source_from: Any = "field") -> Reader:
    from dedup.reading import read

    return read(*paths, format=file_format.lstrip("."), source_from=source_from)


def _only_article(path: str, file_format: str) -> Article:
    reader = _reader((path,), file_format)
    found = []
    for article in reader:
        found.append(article)
        if len(found) > 1:
            raise InputError("holds several articles: compare takes one a file", path=path)
    if not found:
        reasons = [f"{one.path}: {one.reason}" for one in reader.skipped]
        raise InputError("; ".join(reasons) or "no article in it", path=None if reasons else path)
    return found[0]


def _scan(items: Iterator[Item], every_relation: bool, jobs: int | None) -> Report:
    """The whole report, what is looked for on demand included, with its progress on a terminal."""
    with _kernels_loading():
        from dedup.scanning import scan
    from dedup.output.progress import progress_on_terminal

    with progress_on_terminal() as progress:
        found = scan(items, every_relation=every_relation, jobs=jobs, progress=progress)
        for stage in ("repeats", "credits", "shared"):
            if progress is not None:
                progress(stage, 0, None)
            getattr(found, stage)
    return found


@contextmanager
def _kernels_loading() -> Iterator[None]:
    """Around the first import of kernels: tells once if they have to be compiled.

    numba imports the linear algebra of scipy where it finds it, a fifth of a second for nothing: no kernel uses it.
    """
    hidden = "scipy" not in sys.modules
    if hidden:
        sys.modules["scipy"] = None  # type: ignore[assignment]  # how Python is told that there is none
    try:
        from dedup.kernels import on_first_compile

        on_first_compile(lambda: click.echo("dedup: compiling its kernels, which takes a minute, once", err=True))
        yield
    finally:
        if hidden:
            del sys.modules["scipy"]


def _date(since: str | None) -> Any:
    from datetime import UTC

    from dedup.article import parse_date

    if since is None:
        return None
    time = parse_date(since)
    if time is None:
        raise InputError(f'--since: "{since}" is no date: write it as 2015-07-21')
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _since(items: Iterator[Any], earliest: Any) -> Iterator[Any]:
    """The items but for articles published earlier, which are counted."""
    n_earlier = 0
    for item in items:
        published = getattr(item, "published_utc", None)
        if published is not None and published < earliest:
            n_earlier += 1
        else:
            yield item
    if n_earlier:
        click.echo(f"dedup: {n_earlier:,} articles published before {earliest:%Y-%m-%d} left out", err=True)


def _check_writable(output: str | None) -> None:
    """Before a long run, whether its result can be written."""
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise InputError("there is no such folder to write into", path=str(Path(output).parent))


def _check_html(html: str | None) -> None:
    """Before a long run, whether a page can be made and written."""
    if html is not None:
        from dedup.output.html import check_extra

        check_extra()
        _check_writable(html)


@contextmanager
def _binary(output: str | None) -> Iterator[IO[bytes]]:
    if output is None:
        yield sys.stdout.buffer
    else:
        with Path(output).open("wb") as stream:
            yield stream


@contextmanager
def _text(output: str | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
    else:
        with Path(output).open("w", encoding="utf-8") as stream:
            yield stream
