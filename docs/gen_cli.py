"""Writes docs/cli.md, the reference of the command, from its own help. `make docs` runs it.

The page in the repository is the one that the help gives today:

>>> PAGE.read_text(encoding="utf-8") == page()
True
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dedup.cli import main

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100
INTRODUCTION = """# The command

This page shows what `--help` prints. Results go to stdout, everything else - errors, progress on a terminal - to
stderr. The exit code is 0 on success and 2 on error; with `--exit-code` it is 1 when reuse was found. An interrupted
run ends with 130. A closed pipe (`| head`) is not an error.

Whatever is wrong is said in one line that begins with `dedup:`. `--quiet`, before the name of the command or behind it,
leaves only errors on stderr. Colours come on a terminal; `FORCE_COLOR=1` brings them into a pipe (`| less -R`), and
`NO_COLOR=1` takes them away everywhere. Shells can [complete](install.md#completion-in-the-shell) commands, flags,
choices and paths.

`python -m dedup` is the same command.
"""


def page() -> str:
    """The text of the page: the help of the command and of each of its subcommands."""
    sections = (f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps(main, "dedup", None))
    return "\n".join((INTRODUCTION, *sections))


def helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Name and help of a command and of all below it."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None and not found.hidden:
                yield from helps(found, sub, context)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.name}")
