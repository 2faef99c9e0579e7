"""`dedup report`: which articles of a collection reuse each other's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup import __version__
from dedup.cli import options
from dedup.cli.inputs import given_date, reader_of, require_articles
from dedup.cli.outputs import binary_output, check_outputs, finish, tell, text_output
from dedup.cli.running import processes_for, scan_all
from dedup.errors import InputError
from dedup.results import REUSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedup.reading import Reader
    from dedup.reading.fields import FieldNames


@click.command()
@options.paths
@options.as_json
@options.html
@options.every_relation("pairs")
@options.rewritten
@options.source_from
@options.fields
@click.option(
    "--since",
    metavar="DATE",
    help="Show what came since DATE (2015-07-21, or 7d for the last 7 days) against everything before: all articles"
    " are compared, and shown is what concerns one published since then or without a date.",
)
@click.option(
    "--timings",
    is_flag=True,
    help="In JSON, also say how long each stage took; without, equal input gives equal bytes.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of threads, and of processes; by default one per core.",
)
@options.disk
@click.option(
    "--engine",
    type=click.Choice(["memory", "spark"]),
    default="memory",
    show_default=True,
    help="Scan here, or on Apache Spark on this machine, which writes tables: --format parquet -o DIR.",
)
@options.exit_code
@options.table_format
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE|DIR", help="Write to FILE instead of stdout; tables to DIR."
)
def report(
    paths: tuple[str, ...],
    as_json: bool,
    html: str | None,
    every_relation: bool,
    rewritten: bool,
    source_from: str,
    fields: FieldNames,
    date_format: str,
    since: str | None,
    timings: bool,
    jobs: int | None,
    memory: str | None,
    work_dir: str | None,
    engine: str,
    exit_code: bool,
    file_format: str,
    output: str | None,
    table_form: str | None,
) -> None:
    """Show which articles reuse each other's text, and what repeats inside one article.

    PATH is a file, a folder, a pattern such as 'news/*.jsonl', or - for stdin.
    """
    tables: list[Path] = []
    if table_form and output is not None:
        from dedup.output.table_files import table_files, writer_of

        writer_of(table_form)
        tables = table_files(Path(output), table_form)
    check_outputs(paths, None if table_form else output, html, tables)
    earliest = None if since is None else given_date(since, "--since")
    reader = reader_of(paths, file_format, source_from, fields, date_format=date_format)
    if engine == "spark":
        refused = {
            "--json": as_json,
            "--html": html,
            "--rewritten": rewritten,
            "--timings": timings,
            "--memory": memory,
        }
        refused |= {"--work-dir": work_dir, "--exit-code": exit_code, "--since": since}
        _on_spark(reader, refused, every_relation, jobs, output if table_form == "parquet" else None)
        return
    found = scan_all(reader, every_relation, jobs, rewritten, since=earliest, memory=memory, work_dir=work_dir)
    if as_json and table_form is None:
        from dedup.output.jsonl import report_lines, write_json_lines

        with binary_output(output) as stream:
            n_processes = processes_for(jobs, memory, work_dir)
            write_json_lines(report_lines(found, __version__, timings=timings, n_processes=n_processes), stream)
    elif table_form and output is not None:
        for file in found.write_tables(output, table_form):
            tell(f"{file} written")
    elif output is not None or html is None:
        from dedup.output.page import console_for
        from dedup.output.terminal import show_report

        with text_output(output) as stream:
            show_report(console_for(stream), found)
    if html is not None:
        from dedup.output.html import write_page

        write_page(found, html, name=", ".join(Path(path).name or path for path in paths))
    require_articles(reader, len(found.articles))
    finish(exit_code, any(found.counts.get(relation) for relation in REUSE))


def _on_spark(
    reader: Reader, others: Mapping[str, object], every_relation: bool, jobs: int | None, folder: str | None
) -> None:
    """Scan on Spark, and write the tables into a folder; `others` are flags that say nothing there."""
    given = [flag for flag, value in others.items() if value]
    if folder is None or given:
        also = f", and takes no {given[0]}" if given else ""
        raise InputError(f"--engine spark writes tables: give --format parquet -o DIR{also}")
    from dedup.spark.machine import write_report

    files, n_articles = write_report(reader, folder, every_relation=every_relation, jobs=jobs)
    for file in files:
        tell(f"{file} written")
    require_articles(reader, n_articles)
