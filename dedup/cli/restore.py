"""`dedup restore`: undoes a clean."""

from __future__ import annotations

from pathlib import Path

import click

from dedup.cli import options
from dedup.cli.outputs import tell
from dedup.errors import InputError


@click.command()
@click.argument("plan", type=options.PATH, metavar="PLAN")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="BACK",
    help="The folder to write to; it must not exist, or be empty.",
)
def restore(plan: str, output: str) -> None:
    """Undo a clean: write the original files again, byte for byte.

    PLAN is the plan.jsonl in the folder that dedup clean wrote.
    """
    if not Path(plan).is_file():
        raise InputError("no such file: dedup clean writes a plan to OUT/plan.jsonl", path=plan)
    from dedup.writing import restore as restore_files

    n_files = restore_files(Path(plan), Path(output))
    tell(f"{n_files:,} files restored")
