"""`dedup clean`: a collection without its copies, with the way back."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.cli import options
from dedup.cli.inputs import is_index, read_ids, reader_of, require_articles, tell_reading
from dedup.cli.outputs import tell
from dedup.cli.running import progress_shown
from dedup.errors import InputError

if TYPE_CHECKING:
    from dedup.cleaning import Plan
    from dedup.index import Index
    from dedup.reading import Reader
    from dedup.reading.fields import FieldNames
    from dedup.results import Skipped


@click.command()
@options.paths
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="OUT",
    help="The folder to write to; it must not exist, or be empty. With - the articles that stay go to stdout.",
)
@click.option(
    "--drop",
    shell_complete=options.one_of("exact", "reprint", "contained"),
    default="exact,reprint,contained",
    show_default=True,
    metavar="RELATIONS",
    help="An article may be removed if it has one of these relations to a kept one.",
)
@click.option(
    "--keep",
    shell_complete=options.one_of("origin", "longest", "first", "last"),
    default="origin",
    show_default=True,
    metavar="WHICH",
    help="Which of several copies is kept: origin, longest, first, last, or names of outlets, preferred ones first.",
)
@click.option(
    "--strip",
    shell_complete=options.one_of("repeats", "boilerplate", "seen"),
    default="",
    metavar="WHAT",
    help="What is cut from articles that are kept: repeats, boilerplate, seen (passages of another kept article).",
)
@click.option(
    "--max-lost",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    metavar="SHARE",
    help="The share of a removed article's words that the kept one may lack.",
)
@click.option(
    "--max-lost-run",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="WORDS",
    help="How many lacking words may follow one another.",
)
@click.option(
    "--reworded",
    is_flag=True,
    help="Also remove articles in which words differ from the kept one, but no number, sign, day, negation ...",
)
@click.option(
    "--against",
    type=click.Path(),
    metavar="OLD",
    help="Remove only what stands in OLD: an index, or files. OLD is only read.",
)
@click.option(
    "--keep-ids",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A file of ids, one per line: these articles stay as they are, and are preferred.",
)
@click.option("--dry-run", is_flag=True, help="Print what would go and why, and write no files.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run, print the plan as JSON Lines.")
@click.option(
    "--novelty-field",
    default="",
    metavar="NAME",
    help="Add this field to every record: the share of its words that no article kept before it has.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Number of threads; by default one per core.")
@options.disk
@options.source_from
@options.fields
@options.file_format
def clean(
    paths: tuple[str, ...],
    output: str | None,
    drop: str,
    keep: str,
    strip: str,
    max_lost: float,
    max_lost_run: int,
    reworded: bool,
    against: str | None,
    keep_ids: str | None,
    dry_run: bool,
    as_json: bool,
    novelty_field: str,
    jobs: int | None,
    memory: str | None,
    work_dir: str | None,
    source_from: str,
    fields: FieldNames,
    date_format: str,
    file_format: str,
) -> None:
    """Write a collection without its copies.

    PATH is a file, a folder, a pattern such as 'news/*.jsonl', or - for stdin. Every file is written to OUT under its
    own name and in its own format, beside OUT/plan.jsonl, which lists what was removed and why. An article is removed
    only if its content is in an article that is kept. dedup restore undoes it.

    As a filter: dedup clean - -o - reads JSON Lines from stdin and writes those that stay to stdout.
    """
    if output is None and not dry_run:
        raise InputError("name a folder to write to with -o OUT, or ask for the plan alone with --dry-run")
    if as_json and not dry_run:
        raise InputError("--json prints the plan of a --dry-run; otherwise the plan is in OUT/plan.jsonl")
    from dataclasses import replace

    from dedup.cleaning import Policy
    from dedup.cleaning import clean as clean_articles
    from dedup.writing import check_out, check_stream, write, write_stream

    policy = replace(Policy.of(drop, keep, strip), max_lost=max_lost, max_lost_run=max_lost_run, reworded=reworded)
    kept = read_ids(keep_ids) if keep_ids else ()
    with ExitStack() as stack:
        named = stack.enter_context(_stdin_saved(paths, file_format))
        reader = reader_of(named, file_format, source_from, fields, date_format=date_format)
        old = None
        if against is not None:
            read = partial(reader_of, (against,), file_format, source_from, fields, date_format=date_format)
            old = stack.enter_context(_old(against, read))
        if output == "-":
            check_stream(reader)
        elif output is not None and not dry_run:
            check_out(reader, Path(output))
            if work_dir is not None and Path(os.path.realpath(work_dir)).is_relative_to(os.path.realpath(output)):
                raise InputError("is where the result goes: name another work folder", path=work_dir)
        with progress_shown() as progress:
            plan = clean_articles(
                reader, policy, keep_ids=kept, against=old, jobs=jobs, progress=progress, memory=memory,
                work_dir=work_dir,
            )  # fmt: skip
        require_articles(reader, plan.counts()["articles"])
        left: list[Skipped] = []
        if dry_run:
            _show(plan, as_json)
        elif output == "-":
            left = write_stream(plan, sys.stdout.buffer, novelty_field=novelty_field)
        elif output is not None:
            left = write(plan, Path(output), novelty_field=novelty_field)
        for one in left:
            tell(f"{one.path}: {one.reason}")
    _tell(plan)
    tell_reading(reader)


def _show(plan: Plan, as_json: bool) -> None:
    """What would go, and why."""
    if as_json:
        from dedup.output.jsonl import write_json_lines
        from dedup.writing import plan_lines

        write_json_lines(plan_lines(plan), sys.stdout.buffer)
    else:
        from dedup.output.page import console_for
        from dedup.output.planned import show_plan

        show_plan(console_for(sys.stdout), plan)


@contextmanager
def _old(place: str, read: Callable[[], Reader]) -> Iterator[Index | Reader]:
    """What new articles are cleaned against: an index, or what files hold."""
    if not is_index(place):
        yield read()
        return
    from dedup.index import Index

    with Index(place, read_only=True) as opened:
        yield opened


@contextmanager
def _stdin_saved(paths: tuple[str, ...], file_format: str) -> Iterator[tuple[str, ...]]:
    """The paths with a file in place of stdin, which can be read only once."""
    if "-" not in paths:
        yield paths
        return
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / f"stdin.{file_format.lstrip('.') or 'jsonl'}"
        with saved.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield tuple(str(saved) if path == "-" else path for path in paths)


def _tell(plan: Plan) -> None:
    """Say on stderr what went, and what was left although the policy asked for it."""
    counts = plan.counts()
    by_relation = [
        f"{counts[f'removed_{relation}']:,} {relation}" for relation in ("exact", "reprint", "contained", "seen")
    ]
    tell(
        f"{counts['removed']:,} of {counts['articles']:,} articles removed"
        f" ({', '.join(part for part in by_relation if not part.startswith('0 ')) or 'none'})"
    )
    by_kind = [f"{counts[f'cuts_{kind}']:,} {kind}" for kind in ("repeat", "boilerplate", "seen")]
    if plan.policy.strip:
        tell(
            f"{counts['cuts']:,} passages cut"
            f" ({', '.join(part for part in by_kind if not part.startswith('0 ')) or 'none'})"
        )
    if plan.uncut:
        tell(f"articles left uncut because of their file formats: {len(plan.uncut):,}")
