"""The old name of `rewritten`: `depth="rewrite"` or "copy"."""

from __future__ import annotations

from typing import Literal

from dedup.errors import InputError, renamed

Depth = Literal["copy", "rewrite"]


def by_depth(depth: Depth | None, rewritten: bool) -> bool:
    """Whether rewritten text is looked for, also where that is said by the old name, with a warning."""
    if depth is None:
        return rewritten
    if depth not in ("copy", "rewrite"):
        raise InputError(
            f'depth is "copy" or "rewrite", not {depth!r}; it is called rewritten=False or rewritten=True now'
        )
    renamed(f'depth="{depth}"', f"rewritten={depth == 'rewrite'}", 4)
    return depth == "rewrite"
