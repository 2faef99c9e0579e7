"""`dedup why`: what led to the verdict on two articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from dedup.cli import options
from dedup.cli.inputs import only_article, reader_of
from dedup.cli.outputs import binary_output, check_outputs, text_output

if TYPE_CHECKING:
    from dedup.corpus.collection import Item
    from dedup.reading.fields import FieldNames


@click.command()
@click.argument("a", metavar="A", type=options.PATH)
@click.argument("b", metavar="B", type=options.PATH)
@click.option(
    "--in",
    "paths",
    multiple=True,
    type=options.PATH,
    metavar="PATH",
    help="Judge the two articles as part of the collection PATH, as a report on it does; may be given several times.",
)
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
    items: list[Any] | None = None
    sides: list[Item]
    if paths:
        items = list(reader_of(paths, file_format, source_from, fields, date_format=date_format).records())
        ids = {getattr(item, "id", "") for item in items}
        sides = [one if one in ids else only_article(one, file_format, fields, date_format) for one in (a, b)]
    else:
        first, second = (
            only_article(a, file_format, fields, date_format),
            only_article(b, file_format, fields, date_format),
        )
        if first.id == second.id:
            first, second = replace(first, id=a), replace(second, id=f"{b} (b)" if a == b else b)
        sides = [first, second]
    from dedup.explaining import why as explained

    found = explained(sides[0], sides[1], items)
    if as_json:
        from dedup.output.jsonl import why_line, write_json_lines

        with binary_output(output) as stream:
            write_json_lines(iter([why_line(found)]), stream)
    else:
        from dedup.output.explanation import show_why
        from dedup.output.page import console_for

        with text_output(output) as stream:
            show_why(console_for(stream), found, figures=verbose)
