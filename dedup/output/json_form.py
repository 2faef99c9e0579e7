"""Results as objects of JSON: their fields, in the order in which `results` declares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_type_hints

_KEYS: Mapping[str, str] = MappingProxyType({"n_words": "words", "n_articles": "articles", "n_days": "days"})
"""Fields with another name in JSON."""

_BEFORE: Mapping[str, str] = MappingProxyType(
    {"containment_a": "contained", "reasons": "origin_confidence", "safety": "safe_to_drop", "origins": "n_origins"}
)
"""What stands right before a field: another field, or a property, which is in JSON as well then."""

_ONLY_WHERE_KNOWN = frozenset({"aligned"})
"""Fields that are left out where they are empty."""


class _Member(NamedTuple):
    name: str
    key: str
    form: Callable[[Any], Any] | None
    is_list: bool


def json_form(value: Any) -> dict[str, Any]:
    """A result with all that it holds, as `json` writes it; lists of results come last.

    >>> from dedup.results import Occurrence, Shared
    >>> json_form(Shared("the mayor told reporters", 4, (Occurrence("a", (0, 24)),)))
    {'text': 'the mayor told reporters', 'words': 4, 'articles': [{'id': 'a', 'span': (0, 24)}]}
    """
    return _formed(value, _plan(value.__class__, False))


def encoder_form(value: Any) -> dict[str, Any]:
    """The same for an encoder of dataclasses: results of which JSON has just the fields stay as they are.

    >>> from dedup.results import Occurrence, Shared
    >>> encoder_form(Shared("the mayor told reporters", 4, (Occurrence("a", (0, 24)),)))
    {'text': 'the mayor told reporters', 'words': 4, 'articles': (Occurrence(id='a', span=(0, 24)),)}
    """
    return _formed(value, _plan(value.__class__, True))


def _formed(value: Any, plan: _Plan) -> dict[str, Any]:
    found = dict(zip(plan.keys, plan.values(value), strict=True))
    for key, form in plan.forms:
        if found[key] is not None:
            found[key] = form(found[key])
    for key in plan.only_where_known:
        if not found[key]:
            del found[key]
    return found


class _Plan(NamedTuple):
    """How JSON is made of a type: its keys, what gives their values, what makes JSON of some, and what may lack."""

    keys: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    forms: tuple[tuple[str, Callable[[Any], Any]], ...]
    only_where_known: tuple[str, ...]


@cache
def _plan(kind: type, encoded: bool) -> _Plan:
    members = _members(kind, encoded)
    names = [one.name for one in members]
    return _Plan(
        tuple(one.key for one in members),
        attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),),
        tuple((one.key, one.form) for one in members if one.form is not None),
        tuple(one.key for one in members if one.name in _ONLY_WHERE_KNOWN),
    )


def _members(kind: type, encoded: bool) -> tuple[_Member, ...]:
    types = get_type_hints(kind)
    names = [name for one in fields(kind) for name in (_BEFORE.get(one.name), one.name) if name is not None]
    found = [_Member(name, _KEYS.get(name, name), *_form(types.get(name), encoded)) for name in dict.fromkeys(names)]
    return tuple(sorted(found, key=lambda one: one.is_list))


def _form(kind: Any, encoded: bool) -> tuple[Callable[[Any], Any] | None, bool]:
    """What makes JSON of a value of this type, None where it is JSON already; and whether it is a list of results."""
    held = list(_held(kind))
    results = [one for one in held if is_dataclass(one)]
    if not results:
        return (datetime.isoformat if datetime in held else None), False
    is_list = tuple in held
    if encoded and all(_is_its_fields(one) for one in results if isinstance(one, type)):
        return None, is_list
    form = encoder_form if encoded else json_form
    return (partial(_each, form) if is_list else form), is_list


def _is_its_fields(kind: type) -> bool:
    """Whether JSON has the fields of a type under their names and as they are."""
    members = _members(kind, True)
    names = [one.name for one in members if one.form is None and one.key == one.name]
    return names == [one.name for one in fields(kind)] and _ONLY_WHERE_KNOWN.isdisjoint(names)


def _held(kind: Any) -> Iterator[Any]:
    """A type, and those that it is made of."""
    yield getattr(kind, "__origin__", kind)
    for one in get_args(kind):
        yield from _held(one)


def _each(form: Callable[[Any], dict[str, Any]], values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [form(value) for value in values]
