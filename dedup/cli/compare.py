"""`dedup compare`: two articles side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dedup.cli import options
from dedup.cli.inputs import only_article
from dedup.cli.outputs import binary_output, check_outputs, finish, text_output
from dedup.results import REUSE

if TYPE_CHECKING:
    from dedup.reading.fields import FieldNames


@click.command()
@click.argument("a", metavar="A", type=options.PATH)
@click.argument("b", metavar="B", type=options.PATH)
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

    A and B are files with one article each; one of them may be - for stdin.
    """
    check_outputs((a, b), output, html)
    articles = (only_article(a, file_format, fields, date_format), only_article(b, file_format, fields, date_format))
    from dedup.scanning.compare import compare as compare_articles

    if articles[0].id == articles[1].id:
        articles = (replace(articles[0], id=a), replace(articles[1], id=f"{b} (b)" if a == b else b))
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
