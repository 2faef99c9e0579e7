"""Edits in plain text, web archives, mailboxes and feeds: formats in which only some things can be changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from xml.parsers import expat

from dedup.errors import InputError
from dedup.reading.encoding import detect, escaped
from dedup.reading.mail import messages
from dedup.reading.records import Hints
from dedup.reading.webarchives import placed_pages
from dedup.writing.edits import Changes, Edit, text_edits


def plain_edits(stream: BufferedReader, changes: Changes, hints: Hints, _: str) -> Iterator[Edit]:
    """Cuts in a file that is one text."""
    if any(changes):
        raise InputError("several articles stand in this export, and none can be taken out of it")
    raw = stream.read()
    encoding = detect(raw, hints.encoding)
    text = escaped(raw, encoding)
    replaced = [(span, "") for span in sorted(changes[0].spans)]
    if encoding in ("utf-16", "utf-32"):
        order = "le" if raw[:1] == b"\xff" else "be"
        encoding = f"{encoding}-{order}"
    yield from text_edits(text, encoding.removesuffix("-sig"), (0, len(raw)), replaced)


def warc_edits(stream: BufferedReader, changes: Changes, hints: Hints, _: str) -> Iterator[Edit]:
    """Takes whole records out of a web archive."""
    for number, (start, end) in placed_pages(stream):
        if number in changes and changes[number].removed:
            yield Edit(start, end)


def mbox_edits(stream: BufferedReader, changes: Changes, hints: Hints, _: str) -> Iterator[Edit]:
    """Takes whole messages out of a mailbox."""
    for number, (start, message) in enumerate(messages(stream), start=1):
        if number in changes and changes[number].removed:
            yield Edit(start, start + len(message))


def feed_edits(stream: BufferedReader, changes: Changes, hints: Hints, _: str) -> Iterator[Edit]:
    """Takes whole entries out of a feed.

    Raises `InputError` if it is not well-formed: then nobody can say where an entry ends.
    """
    raw = stream.read()
    places: list[tuple[int, int]] = []
    parser = expat.ParserCreate()
    opened = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal opened
        if _local(name) in ("item", "entry"):
            opened = parser.CurrentByteIndex

    def end(name: str) -> None:
        if _local(name) in ("item", "entry"):
            places.append((opened, raw.index(b">", parser.CurrentByteIndex) + 1))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise InputError(f"not well-formed XML, so that no entry can be taken out: {error}") from None
    import feedparser

    if len(feedparser.parse(BytesIO(raw)).entries) != len(places):
        raise InputError("entries inside entries, so that none can be taken out")
    if max(changes, default=0) > len(places):
        raise InputError("no feed, and none of its articles can be taken out")
    for number, (begin, stop) in enumerate(places, start=1):
        if number in changes and changes[number].removed:
            yield Edit(begin, stop)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
