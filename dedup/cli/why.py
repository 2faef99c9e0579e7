"""`dedup why`: what led to the verdict on two articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dedup.cli import options
from dedup.cli.inputs import collection_with, two_articles
from dedup.cli.outputs import binary_output, check_outputs, text_output

if TYPE_CHECKING:
    from dedup.corpus.collection import Item
    from dedup.reading.fields import FieldNames


@click.command()
@click.argument("a", metavar="A", type=options.PATH)
@click.argument("b", metavar="B", type=options.PATH)
@options.collection
@options.rewritten
@click.option(
    "-v", "--verbose", is_flag=True, help="Also show the figures that the verdict rests on, with their limits."
)
@options.as_json
@options.source_from
@options.file_format
@options.fields
@options.output
def why(
    a: str,
    b: str,
    paths: tuple[str, ...],
    rewritten: bool,
    verbose: bool,
    as_json: bool,
    source_from: str,
    file_format: str,
    fields: FieldNames,
    date_format: str,
    output: str | None,
) -> None:
    """Explain why two articles are a match or not, and what would change that.

    A and B are files with one article each or, with --in, ids of articles there.
    """
    check_outputs((a, b, *paths), output)
    sides: tuple[Item, Item]
    items: list[Item] | None = None
    if paths:
        items, sides = collection_with(a, b, paths, file_format, source_from, fields, date_format)
    else:
        sides = two_articles(a, b, file_format, fields, date_format)
    from dedup.explaining import why as explained

    found = explained(*sides, items, rewritten=rewritten)
    if as_json:
        from dedup.output.jsonl import why_line, write_json_lines

        with binary_output(output) as stream:
            write_json_lines(iter([why_line(found)]), stream)
    else:
        from dedup.output.explanation import show_why
        from dedup.output.page import console_for

        with text_output(output) as stream:
            show_why(console_for(stream), found, figures=verbose)
