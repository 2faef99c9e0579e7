"""Web addresses: when two of them are one, and whose they are."""

from __future__ import annotations

from urllib.parse import urlsplit


def address(url: str) -> str:
    """An address without what differs between two ways of giving it: scheme, "www.", query, "amp", the last slash.

    >>> address("https://www.daily.example/flood/?utm_source=x"), address("//m.daily.example/flood/amp")
    ('daily.example/flood', 'daily.example/flood')
    """
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname or ""
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix("/amp")
    return f"{name.removeprefix('www.').removeprefix('m.')}{path}"


def site(url: str) -> str:
    """The host of an address, "" for what is none.

    >>> site("https://www.daily.example/flood"), site("The Daily")
    ('daily.example', '')
    """
    return address(url).partition("/")[0] if "//" in url else ""
