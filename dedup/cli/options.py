"""Flags that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from dedup.article import FIELD_NAMES
from dedup.cli.outputs import be_quiet, tell
from dedup.errors import InputError

PATH = click.Path(readable=False)
"""A file or folder, a pattern or a dash: shells complete it, and whoever reads it says what is wrong with it."""


def one_of(*names: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """What completes a flag that takes one of some names, or several with commas between them."""

    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        given = before.split(",")
        return [CompletionItem(before + comma + name) for name in names if name.startswith(last) and name not in given]

    return complete


def add_quiet(command: click.Command) -> None:
    """Give a command, and all below it, the flag `--quiet`."""
    flag = click.Option(
        ["-q", "--quiet"], is_flag=True, expose_value=False, callback=be_quiet, help="Say nothing on stderr but errors."
    )
    command.params.append(flag)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            add_quiet(below)


paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
_input_format = click.option(
    "--input-format",
    "file_format",
    default="",
    metavar="FORMAT",
    shell_complete=one_of("jsonl", "json", "csv", "tsv", "txt", "parquet", "arrow", "html", "rss", "warc", "jsonl.gz"),
    help='Format of stdin (by default JSON Lines) and of files whose ending says nothing: "txt", "csv", "jsonl.gz".',
)


def told_renamed(old: str, new: str) -> None:
    """Say that a flag has another name now."""
    tell(f"{old} is deprecated: it is called {new}")


def file_format(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flag `--input-format`, and its old name `--format`; the command gets `file_format`."""

    @wraps(command)
    def with_format(*args: Any, old_format: str, **values: Any) -> Any:
        if old_format:
            told_renamed("--format", "--input-format")
            values["file_format"] = values["file_format"] or old_format
        return command(*args, **values)

    return _input_format(click.option("--format", "old_format", default="", hidden=True)(with_format))


TABLE_FORMS = ("csv", "parquet", "xlsx")


def table_format(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `file_format`, where `--format` also says in which form tables are written: the command gets `table_form` too.

    It is that of the input, as it was once, unless `-o` names a folder, which has no ending.
    """

    @wraps(command)
    def with_forms(*args: Any, form: str, output: str | None, **values: Any) -> Any:
        is_folder = output is not None and (Path(output).is_dir() or not Path(output).suffix)
        table_form = form if is_folder and form in TABLE_FORMS else None
        if form and table_form is None:
            if output is None and form in TABLE_FORMS and "-" not in values["paths"]:
                raise InputError(f"--format {form} writes several tables: name a folder for them with -o DIR")
            told_renamed("--format", "--input-format")
            values["file_format"] = values["file_format"] or form
        return command(*args, output=output, table_form=table_form, **values)

    form = click.option(
        "--format",
        "form",
        default="",
        metavar="csv|parquet|xlsx",
        shell_complete=one_of(*TABLE_FORMS),
        help="Write the report as tables, one file each, to the folder that -o names.",
    )
    return _input_format(form(with_forms))


def every_relation(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The flag `--every-relation`, and its old name `--all`; the command gets `every_relation`."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_relations(*args: Any, all_of_them: bool, **values: Any) -> Any:
            if all_of_them:
                told_renamed("--all", "--every-relation")
                values["every_relation"] = True
            return command(*args, **values)

        flag = click.option(
            "--every-relation",
            is_flag=True,
            help=f"Also show {what} that are no reuse: templates filled in twice, boilerplate, quotations.",
        )
        return flag(click.option("--all", "all_of_them", is_flag=True, hidden=True)(with_relations))

    return decorated


collection = click.option(
    "--in",
    "paths",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="Judge the two articles as part of the collection PATH, as a report on it does; may be given several times.",
)
rewritten = click.option(
    "--rewritten",
    is_flag=True,
    help="Also look for text that was reworded, translated or summarised; takes several times as long.",
)
output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of stdout."
)
html = click.option(
    "--html",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write an HTML page to FILE, instead of printing to the terminal.",
)
exit_code = click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if reuse was found, as git diff --exit-code does for changes."
)
source_from = click.option(
    "--source-from",
    type=click.Choice(["field", "dir", "host"]),
    default="field",
    show_default=True,
    help="Where to take an article's outlet from: its source field, its folder, or the host of its address.",
)


date_format = click.option(
    "--date-format",
    default="",
    shell_complete=one_of("day-first", "month-first"),
    metavar="FORMAT",
    help="How to read dates such as 03/04/2015: day-first, month-first, or a pattern such as %d/%m/%Y.",
)


def fields(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags `--text-field` and so on and `--date-format`; the command gets `fields` and `date_format`.

    `fields` holds the names given by part of an article, in their order.
    """

    @wraps(command)
    def with_fields(*args: Any, **values: Any) -> Any:
        given = {part: values.pop(f"{part}_field") for part in FIELD_NAMES}
        return command(*args, fields={part: names for part, names in given.items() if names}, **values)

    decorated: Callable[..., Any] = date_format(with_fields)
    for part in reversed(list(FIELD_NAMES)):
        flag = _FLAGS.get(part, part)
        usual = ", ".join(FIELD_NAMES[part][:3])
        decorated = click.option(
            f"--{flag}-field",
            f"{part}_field",
            metavar="NAME",
            multiple=True,
            help=f"The field that holds {_PARTS[part]}, tried before {usual} ...; may be given several times.",
        )(decorated)
    return decorated


_FLAGS = {"published": "date", "declared_origin": "origin"}

_PARTS = {
    "id": "the id",
    "text": "the text",
    "title": "the title",
    "source": "the outlet",
    "url": "the address",
    "author": "the author",
    "published": "the date",
    "declared_origin": "the declared origin",
}


def disk(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags `--memory` and `--work-dir`, for collections larger than memory."""
    memory = click.option(
        "--memory",
        metavar="SIZE",
        help="Use at most this much memory, such as 2GB, and keep the rest in files.",
    )
    work_dir = click.option(
        "--work-dir",
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="Where to keep these files; by default a temporary folder. After a kill, run the same command to go on.",
    )
    return memory(work_dir(command))
