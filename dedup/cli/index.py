"""`dedup index`: articles seen before, in a file or a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.cli import options
from dedup.cli.inputs import given_date, given_duration, reader_of, require_articles, tell_reading
from dedup.cli.outputs import binary_output, check_outputs, finish, tell, text_output
from dedup.errors import InputError

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.index import Check, Index
    from dedup.reading.fields import FieldNames
    from dedup.results import Skipped, Story

_place = click.argument("place", metavar="INDEX", type=options.PATH)


@click.group()
def index() -> None:
    """Store articles, and check new ones against them.

    INDEX is a file, created if it does not exist, or a postgresql:// address.
    """


@index.command()
@_place
@options.paths
@options.source_from
@options.fields
@options.file_format
def add(
    place: str, paths: tuple[str, ...], source_from: str, fields: FieldNames, date_format: str, file_format: str
) -> None:
    """Store articles in an index.

    If an id is stored already with another text, the new text replaces it, and the old one is kept as a revision; other
    fields of an unchanged text are updated. PATH is a file, a folder, a pattern such as 'news/*.jsonl', or - for stdin.
    If a file is changed while it is stored, this ends with 2 and names the file: run it again.
    """
    reader = reader_of(paths, file_format, source_from, fields, date_format=date_format)
    before = reader.state()
    with _opened(place) as opened:
        report = opened.add_many(reader)
        for one in report.skipped:
            tell(f"{one.name}: {one.reason}")
        click.echo(
            f"{report.n_added:,} added, {report.n_revised:,} revised, {report.n_updated:,} updated,"
            f" {report.n_unchanged:,} unchanged, {len(report.skipped):,} skipped: {len(opened):,} articles"
        )
    tell_reading(reader)
    require_articles(reader, report.n_added + report.n_revised + report.n_updated + report.n_unchanged)
    reader.require_unchanged(before)


@index.command()
@_place
@options.paths
@options.as_json
@click.option(
    "--within", metavar="TIME", help="Check only against articles published at most TIME before or after: 36h, 30d, 8w."
)
@options.every_relation("matches")
@click.option(
    "--origins",
    "with_origins",
    is_flag=True,
    help="Also show to how many independent origins each article goes back with those it matches.",
)
@options.source_from
@options.fields
@options.exit_code
@options.file_format
@options.output
def check(
    place: str,
    paths: tuple[str, ...],
    as_json: bool,
    within: str | None,
    every_relation: bool,
    with_origins: bool,
    source_from: str,
    fields: FieldNames,
    date_format: str,
    exit_code: bool,
    file_format: str,
    output: str | None,
) -> None:
    """Check articles against an index, without storing them.

    PATH is a file, a folder, a pattern such as 'news/*.jsonl', or - for stdin.
    """
    check_outputs((place, *paths), output)
    window = given_duration(within, "--within")
    reader = reader_of(paths, file_format, source_from, fields, date_format=date_format)
    n_reuse = n_articles = 0
    with _opened(place, read_only=True) as opened, ExitStack() as stack:
        show = _json_to(stack, output) if as_json else _page_to(stack, output, opened)
        for article in reader:
            found = opened.check(article, window, every_relation=every_relation, file=reader.file)
            named = replace(article, id=found.article_id)
            show(article, found, opened.story(named, window) if with_origins and found.n_reuse else None)
            n_reuse += found.n_reuse
            n_articles += 1
        for one in reader.skipped:
            show(one, None, None)
    tell_reading(reader)
    require_articles(reader, n_articles)
    finish(exit_code, n_reuse > 0)


_Show = Callable[["Article | Skipped", "Check | None", "Story | None"], None]
"""Shows an article and what is known of it, or what was skipped."""


def _json_to(stack: ExitStack, output: str | None) -> _Show:
    from dedup.output.checked import check_lines
    from dedup.output.jsonl import encoded, skipped_line
    from dedup.results import Skipped

    stream = stack.enter_context(binary_output(output))

    def show(article: Article | Skipped, found: Check | None, story: Story | None) -> None:
        if isinstance(article, Skipped):
            stream.write(encoded(skipped_line(article)))
        elif found is not None:
            stream.writelines(map(encoded, check_lines(found, story)))

    return show


def _page_to(stack: ExitStack, output: str | None, opened: Index) -> _Show:
    from dedup.output.checked import show_check
    from dedup.output.page import console_for
    from dedup.results import Skipped

    console = console_for(stack.enter_context(text_output(output)))

    def show(article: Article | Skipped, found: Check | None, story: Story | None) -> None:
        if isinstance(article, Skipped):
            tell(f"{article.name}: {article.reason}")
        elif found is not None:
            show_check(console, article, found, opened.get, story)

    return show


@index.command()
@_place
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def remove(place: str, ids: tuple[str, ...]) -> None:
    """Remove articles by id, with their revisions."""
    with _opened(place, must_exist=True) as opened:
        n_removed = 0
        for one in ids:
            if opened.remove(one):
                n_removed += 1
            else:
                tell(f"{one}: no article has this id")
        click.echo(f"{n_removed:,} removed: {len(opened):,} articles")


@index.command()
@_place
@click.option(
    "--before",
    required=True,
    metavar="DATE",
    help="Remove articles published before DATE: a date (2015-07-21), or how long ago (90d).",
)
@click.option("--dry-run", is_flag=True, help="Only say how many would be removed.")
def prune(place: str, before: str, dry_run: bool) -> None:
    """Remove old articles, by date of publication or, if unknown, of storing."""
    time = given_date(before, "--before")
    with _opened(place, read_only=dry_run, must_exist=True) as opened:
        n = opened.prune(time, dry_run=dry_run)
        click.echo(f"{n:,} {'would be ' * dry_run}removed: {len(opened) - n * dry_run:,} articles")


@index.command()
@_place
@options.as_json
def stats(place: str, as_json: bool) -> None:
    """Show how much an index holds, and the settings it was made with."""
    with _opened(place, read_only=True) as opened:
        found = opened.stats()
    if as_json:
        from dedup.output.checked import stats_line
        from dedup.output.jsonl import write_json_lines

        with binary_output(None) as stream:
            write_json_lines(iter([stats_line(found)]), stream)
        return
    from dedup.output.checked import show_stats
    from dedup.output.page import console_for

    with text_output(None) as text:
        show_stats(console_for(text), found)


@index.command()
@_place
def rebuild(place: str) -> None:
    """Rebuild an index from its articles, when a new version of dedup asks for it."""
    _must_exist(place)
    from dedup.index import Index

    click.echo(f"{Index.rebuild(place):,} articles")


@contextmanager
def _opened(place: str, *, read_only: bool = False, must_exist: bool = False) -> Iterator[Index]:
    if must_exist:
        _must_exist(place)
    from dedup.index import Index

    with Index(place, read_only=read_only) as opened:
        yield opened


def _must_exist(place: str) -> None:
    """Before something that would make an empty index of a mistyped name."""
    if "://" not in place and not Path(place).exists():
        raise InputError("there is no such index", path=place)
