"""plan.jsonl as it is written: what was removed and cut and why, and the way back, a JSON object a line."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dedup import __version__
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.plan import Plan
from dedup.writing.edits import Undo

FORMAT = 2
"""Version of the format of plans."""

NAME = "plan.jsonl"
ORIGINALS = ".originals"
"""Folder inside the output that keeps files which cannot be put together again from what is left; hidden, so that it
is no input."""

Line = Mapping[str, Any]
Where = Callable[[str], tuple[str, int]]
"""Tells of an article its file, by the name it has in the output, and the number of its record."""


def head(plan: Plan) -> Line:
    """The first line: policy and counts."""
    return {
        "type": "plan",
        "format": FORMAT,
        "version": __version__,
        "policy": plan.policy.as_dict(),
        "counts": plan.counts(),
    }


def decision_lines(plan: Plan, where: Where | None) -> Iterator[Line]:
    """A line for each removal, cut, and article from which something should be cut and cannot."""
    for removal in plan.removed:
        yield _removal(removal, where)
    for cut in plan.cuts:
        yield _cut(cut, where)
    for article_id in plan.uncut:
        yield {"type": "uncut", "article": article_id, **_place(article_id, where)}


def _removal(removal: Removal, where: Where | None) -> Line:
    return {
        "type": "removal",
        "article": removal.article,
        **_place(removal.article, where),
        "relation": removal.relation,
        "kept": removal.kept,
        "containment": removal.containment,
        "words": removal.n_words,
        "lost_words": removal.n_lost,
        "lost": removal.lost,
        "elsewhere": [
            {"kind": cut.kind, "span": cut.span, "kept": cut.kept or None, "kept_span": cut.kept_span}
            for cut in removal.elsewhere
        ],
    }


def _cut(cut: Cut, where: Where | None) -> Line:
    return {
        "type": "cut",
        "article": cut.article,
        **_place(cut.article, where),
        "kind": cut.kind,
        "span": cut.span,
        "words": cut.n_words,
        "kept": cut.kept or None,
        "kept_span": cut.kept_span,
    }


def _place(article_id: str, where: Where | None) -> Line:
    if where is None:
        return {}
    file, record = where(article_id)
    return {"file": file, "record": record}


def edit_line(file: str, undo: Undo) -> Line:
    """How an edit of a file is taken back; bytes that are no UTF-8 stand in base64."""
    line: dict[str, Any] = {"type": "edit", "file": file, "at": undo.at, "new": undo.n_new}
    try:
        return line | {"text": undo.old.decode("utf-8")}
    except UnicodeDecodeError:
        return line | {"base64": base64.b64encode(undo.old).decode("ascii")}


def end_line(n_files: int, n_edits: int) -> Line:
    """The last line: how many lines of files and edits stand before it; a plan without it was cut off."""
    return {"type": "end", "files": n_files, "edits": n_edits}
