"""ninjs, in which newsrooms exchange articles as JSON (IPTC): versions 1 to 3, by the names that other records have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

_FLAT = ("body_text", "body_xhtml", "body_html")
"""Where versions 1 and 2 have the text, the plainest first."""

_TIMES = (
    "versioncreated", "versionCreated", "firstcreated", "firstCreated", "contentcreated", "contentCreated",
)  # fmt: skip


def may_be_ninjs(names: Collection[str]) -> bool:
    """Whether a record with fields of these names may be an item of ninjs."""
    return "uri" in names and not {*_FLAT, "bodies"}.isdisjoint(names)


def is_ninjs(fields: Mapping[str, Any]) -> bool:
    """Whether a record is an item of ninjs that holds a text."""
    if not isinstance(fields.get("uri"), str):
        return False
    bodies = fields.get("bodies")
    return any(isinstance(fields.get(name), str) for name in _FLAT) or isinstance(bodies, (list, dict))


def is_later(version: str) -> bool:
    """Whether the version of an item, a number, is not the first."""
    return version.isascii() and version.isdigit() and version.lstrip("0") not in ("", "1")


def ninjs_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the article that an item is, by the names that `Article` has for them."""
    version = str(fields.get("version") or "")
    provider, source = _name(fields.get("provider")), _name(_first(fields.get("infosources", fields.get("infosource"))))
    later = is_later(version)
    origins = [provider, source, _name(fields.get("copyrightholder")), fields["uri"] if later else ""]
    headline = fields.get("headline") or _first(fields.get("headlines")) or fields.get("title")
    return {
        "id": f"{fields['uri']};version={version}" if later else fields["uri"],
        "text": _body(fields),
        "title": _value(headline),
        "source": provider,
        "url": fields["uri"] if fields["uri"].startswith("http") else "",
        "author": _value(fields.get("byline")) or list(map(_name, _each(fields.get("by") or fields.get("people")))),
        "published": next((fields[name] for name in _TIMES if fields.get(name)), None),
        "declared_origin": list(dict.fromkeys(filter(None, origins))),
    }


def _body(fields: Mapping[str, Any]) -> str:
    bodies = fields.get("bodies")
    if isinstance(bodies, dict):
        bodies = list(bodies.values())
    found = [one for one in _each(bodies) if isinstance(one, dict) and isinstance(one.get("value"), str)]
    found.sort(key=lambda one: one.get("role") not in (None, "main", "body"))
    texts = [str(fields[name]) for name in _FLAT if isinstance(fields.get(name), str) and fields[name].strip()]
    return next(iter([*texts, *(str(one["value"]) for one in found)]), "")


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_each(value)), None)


def _value(value: Any) -> str:
    return str(value.get("value") or "") if isinstance(value, dict) else str(value or "")


def _name(value: Any) -> str:
    return str(value.get("name") or value.get("literal") or "") if isinstance(value, dict) else str(value or "")
