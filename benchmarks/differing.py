"""Two runs of `benchmarks.digests` side by side: which outputs differ, and in what."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NAMES = (
    "type",
    "a",
    "b",
    "id",
    "article",
    "file",
    "path",
    "line",
    "record",
    "origin",
    "source",
    "block",
    "key",
    "agency",
    "kind",
    "span",
    "text",
)
"""What tells one line of a type from the others, as far as a line has it."""
EXAMPLES = 3
WIDTH = 160


def show(old: dict[str, Any], new: dict[str, Any]) -> int:
    """Print what differs; 1 if anything does."""
    differ = 0
    for name, after in new["outputs"].items():
        before = old["outputs"].get(name)
        if before is None:
            print(f"{name}: not in the earlier run")
            continue
        took = f"{before['seconds']:.1f} -> {after['seconds']:.1f} s, {before['peak_mb']} -> {after['peak_mb']} MB"
        same = before["types"] == after["types"]
        verdict = "DIFFERS" if not same else "same" if before["in_order"] == after["in_order"] else "SAME, OTHER ORDER"
        print(f"{name:34} {verdict:10} {took}")
        differ += verdict != "same"
        if not same:
            _types(before["types"], after["types"])
            if old.get("lines") and new.get("lines"):
                _lines(*(Path(run["lines"], f"{name}.gz") for run in (old, new)))
    print(f"{differ} of {len(new['outputs'])} outputs differ between {old['commit']} and {new['commit']}")
    return int(differ > 0)


def _types(before: dict[str, Any], after: dict[str, Any]) -> None:
    for name in sorted({*before, *after}):
        was, now = (types.get(name, {"lines": 0, "sha": ""}) for types in (before, after))
        if was != now:
            print(f"    {name}: {was['lines']:,} -> {now['lines']:,} lines")


def _lines(*paths: Path) -> None:
    before, after = (Counter(gzip.decompress(path.read_bytes()).splitlines()) for path in paths)
    gone, come = before - after, after - before
    if not all(line.startswith(b"{") for line in (*gone, *come)):
        _print("-", [line.decode(errors="replace") for line in gone])
        _print("+", [line.decode(errors="replace") for line in come])
        return
    olds, news = _known_apart(gone), _known_apart(come)
    changed = {
        name: [key for key in {**olds[name], **news[name]} if olds[name].get(key) != news[name].get(key)]
        for name in olds
        if name in news
    }
    for key, n in Counter(key for keys in changed.values() for key in keys).most_common():
        print(f"    {key} differs in {n:,}")
        some = [name for name in changed if key in changed[name]][:EXAMPLES]
        for name in some:
            print(f"      {name[:WIDTH]}")
            for sign, lines in (("-", olds), ("+", news)):
                print(f"        {sign} {json.dumps(lines[name].get(key), ensure_ascii=False)[:WIDTH]}")
    _print("-", [json.dumps(olds[name], ensure_ascii=False) for name in olds if name not in news])
    _print("+", [json.dumps(news[name], ensure_ascii=False) for name in news if name not in olds])


def _known_apart(lines: Iterable[bytes]) -> dict[str, dict[str, Any]]:
    """Lines by what they are about; of several about the same, each is only itself."""
    about: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, lines):
        about.setdefault(_identity(line), []).append(line)
    return {name if len(some) == 1 else json.dumps(line): line for name, some in about.items() for line in some}


def _identity(line: dict[str, Any]) -> str:
    """What a line is about; a match's origin is part of what is said of it."""
    return " ".join(str(line[key]) for key in NAMES if key in line and not (key == "origin" and "b" in line))


def _print(sign: str, lines: list[str]) -> None:
    if lines:
        print(f"    {sign} {len(lines):,} lines only {'before' if sign == '-' else 'after'}")
    for line in lines[:EXAMPLES]:
        print(f"      {sign} {line[:WIDTH]}")
