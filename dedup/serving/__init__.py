"""A server that agents ask about news texts, over the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec

from dedup.errors import MissingExtra

if find_spec("mcp") is None:
    raise MissingExtra("the server for agents", "mcp")

from dedup.serving.archive import Archive
from dedup.serving.server import server_of

__all__ = ["Archive", "server_of"]
