"""`dedup compare`: two articles side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dedup.article import Article
from dedup.cli import options
from dedup.cli.inputs import collection_with, two_articles
from dedup.cli.outputs import binary_output, check_outputs, finish, text_output
from dedup.results import REUSE

if TYPE_CHECKING:
    from dedup.corpus.collection import Item
    from dedup.reading.fields import FieldNames
    from dedup.results import Match


@click.command()
@click.argument("a", metavar="A", type=options.PATH)
@click.argument("b", metavar="B", type=options.PATH)
@options.collection
@click.option("--changes", is_flag=True, help="Show what differs alone: changed words, and what only one side has.")
@options.as_json
@options.html
@options.exit_code
@options.file_format
@options.fields
@options.output
def compare(
    a: str,
    b: str,
    paths: tuple[str, ...],
    changes: bool,
    as_json: bool,
    html: str | None,
    exit_code: bool,
    file_format: str,
    fields: FieldNames,
    date_format: str,
    output: str | None,
) -> None:
    """Show the passages that two articles share, and how they were changed.

    A and B are files with one article each or, with --in, ids of articles there; one of them may be - for stdin.
    """
    check_outputs((a, b, *paths), output, html)
    if paths:
        match, articles = _in_collection(*collection_with(a, b, paths, file_format, "field", fields, date_format))
    else:
        from dedup.scanning.compare import compare as compare_articles

        articles = two_articles(a, b, file_format, fields, date_format)
        match = compare_articles(*articles)
    if as_json:
        from dedup.output.jsonl import match_line, write_json_lines

        with binary_output(output) as stream:
            write_json_lines(iter([] if match is None else [match_line(match)]), stream)
    elif output is not None or html is None:
        from dedup.output.comparison import show_comparison, show_differences
        from dedup.output.page import console_for

        with text_output(output) as stream:
            (show_differences if changes else show_comparison)(console_for(stream), match, *articles)
    if html is not None:
        from dedup.output.html import write_comparison

        write_comparison(match, *articles, html)
    finish(exit_code, match is not None and match.relation in REUSE)


def _in_collection(items: list[Item], sides: tuple[Item, Item]) -> tuple[Match | None, tuple[Article, Article]]:
    """What a report at depth "rewrite" says of two articles of a collection, and the two."""
    from dedup.corpus.collection import as_article
    from dedup.explaining import why

    match = why(*sides, items, rewritten=True).match
    by_id = {one.id: one for one in items if isinstance(one, Article)}
    first, second = (by_id[one] if isinstance(one, str) else as_article(one) for one in sides)
    return None if match is None else match.seen_from(first.id), (first, second)
