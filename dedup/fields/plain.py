"""Records whose fields are texts under plain names, as most are: their parts without a question asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dedup.fields.names import PlainKeys
from dedup.fields.values import identity_of, is_empty

_NO_OBJECTS = frozenset({str, int, float, bool, type(None)})
_ADDRESS = ("http://", "https://")


class Parts(NamedTuple):
    """The parts of an article as a record has them, "" for those it has not; `published` is the date as written.

    `names` are the fields that they were found under, in the order of `FIELD_NAMES`.
    """

    id: str
    text: str
    title: str
    source: str
    url: str
    author: str
    published: str
    declared_origin: str
    names: tuple[str, ...]


def plain_parts(fields: Mapping[str, Any], keys: PlainKeys) -> Parts | None:
    """The parts of a record with these keys; None where one is anything but a text, or hard to tell.

    What this finds, `article.article_of` finds as well, which knows objects, lists, bytes and all else.

    >>> from dedup.fields.names import Names
    >>> record = {"guid": 7, "body": "The river rose."}
    >>> plain_parts(record, Names().plain_keys(record)).text
    'The river rose.'
    """
    for key in keys.leading:
        if type(fields[key]) not in _NO_OBJECTS:
            return None
    found: list[str] = []
    names: list[str] = []
    for of_part in keys.parts:
        of_record = name = ""
        for key in of_part:
            value = fields[key]
            if type(value) is not str:
                if value is None:
                    continue
                if found or type(value) is not int:  # an id, which comes first, may be a number
                    return None
                value = str(value)
            if not is_empty(value):
                of_record, name = value, key
                break
        found.append(of_record)
        names.append(name)
    identity, text, title, source, url, author, published, origin = found
    if not text or source.startswith(_ADDRESS) or (not url and str(fields.get("source")).startswith(_ADDRESS)):
        return None
    identity = identity_of(identity) if identity else ""
    return Parts(identity, text, title, source, url, author, published, origin, tuple(names))
