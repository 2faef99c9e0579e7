"""Flags that several commands take."""

from __future__ import annotations

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
file_format = click.option(
    "--format",
    "file_format",
    default="",
    metavar="FORMAT",
    help='What stdin (by default JSON Lines) and files of unknown endings hold: "txt", "csv", "jsonl.gz".',
)
output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of stdout."
)
html = click.option(
    "--html",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write a page for a browser to FILE, instead of the report on the terminal.",
)
exit_code = click.option("--exit-code", is_flag=True, help="Exit with 1 if reuse was found, as git diff does.")
