"""`dedup mcp`: a server for agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dedup.cli import options
from dedup.cli.inputs import is_index, reader_of, require_articles, tell_reading
from dedup.errors import InputError

if TYPE_CHECKING:
    from dedup.reading.fields import FieldNames


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PLACE...", type=options.PATH)
@options.source_from
@options.fields
@options.file_format
def mcp(places: tuple[str, ...], source_from: str, fields: FieldNames, date_format: str, file_format: str) -> None:
    """Answer the questions of an agent about articles, over the Model Context Protocol on stdin and stdout.

    PLACE is an index, which is only read, or files, folders and patterns, which are read once at the start. Tools:
    check, independent_origins, compare, why, families, family, article. An agent runs this command by itself.
    """
    from dedup.serving import Archive, server_of

    if is_index(places[0]):
        if len(places) > 1:
            raise InputError("name one index, or any number of files")
        archive = Archive.of_index(places[0])
    else:
        if "-" in places:
            raise InputError("stdin is where the agent asks: name files or an index")
        reader = reader_of(places, file_format, source_from, fields, date_format=date_format)
        archive = Archive.of_files(reader)
        tell_reading(reader)
        require_articles(reader, len(archive.index))
    with archive:
        server_of(archive).run("stdio")
