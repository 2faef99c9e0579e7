"""Outputs as lines, whatever form they have, and the digest of lines."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

BLOCK = re.compile(rb'<script type="text/plain" id="data-([\w-]+)"[^>]*>([^<]*)</script>')


def json_lines(path: Path) -> Iterator[bytes]:
    """Lines of JSON without the seconds that anything took, and without the days when an index was made."""
    with path.open("rb") as lines:
        for line in lines:
            if line.startswith((b'{"type": "summary"', b'{"type": "index"')):
                told = {
                    key: value for key, value in json.loads(line).items() if key not in {"seconds", "first", "last"}
                }
                yield json.dumps(told, ensure_ascii=False).encode()
            else:
                yield line.rstrip(b"\n")


def text_lines(path: Path) -> Iterator[bytes]:
    """Lines of text."""
    return iter(path.read_bytes().splitlines())


def page_lines(path: Path) -> Iterator[bytes]:
    """The data in a page: a line for each column of numbers, and for each value of what is JSON."""
    for name, data in BLOCK.findall(path.read_bytes()):
        raw = gzip.decompress(base64.b64decode(data))
        begin = 4 + struct.unpack_from("<I", raw)[0]
        for column, length in json.loads(raw[4:begin]).items():
            yield page_line(name, column, raw[begin : begin + 4 * length])
            begin += 4 * length
        try:
            rest = json.loads(raw[begin:] or b"{}")
        except ValueError:
            rest = None
        for key, value in rest.items() if isinstance(rest, dict) else [("", rest)] if rest is not None else []:
            yield page_line(name, key, json.dumps(value).encode())
        if rest is None:
            yield page_line(name, "", raw[begin:])


def page_line(block: bytes, key: str, value: bytes) -> bytes:
    """Where something stands in a page, how long it is, and its digest."""
    line = {"type": "page", "block": block.decode(), "key": key, "bytes": len(value), "sha": sha(value)}
    return json.dumps(line).encode()


def file_lines(path: Path) -> Iterator[bytes]:
    """What a clean left: the lines of its plan, and a line for each other file."""
    yield from json_lines(path / "plan.jsonl")
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name != "plan.jsonl":
            data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            line = {"type": "content", "file": str(file.relative_to(path)), "bytes": len(data), "sha": sha(data)}
            yield json.dumps(line).encode()


def object_lines(path: str) -> Iterator[str]:
    """What a program gets from `dedup.scan`: each result with its public attributes, as a line of JSON."""
    import dedup

    report = dedup.scan(dedup.read(path))
    yield json.dumps({"type": "counts", **plain(report.counts)}) + "\n"
    for name in ("matches", "clusters", "repeats", "credits", "shared", "boilerplate", "skipped"):
        for one in getattr(report, name):
            yield json.dumps({"type": name, **plain(one)}) + "\n"


def plain(value: Any) -> Any:
    """A result in what JSON knows: an object as its public attributes."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    named = {name: getattr(value, name) for name in dir(value) if not name.startswith("_")}
    return {name: plain(one) for name, one in named.items() if not callable(one)}


def digests(lines: list[bytes], kept: Path | None) -> dict[str, Any]:
    """The digest of lines in their order, and of each type of line whatever its order; `kept` is written, sorted."""
    ordered = sha(b"\n".join(lines))
    lines.sort()
    of_type = defaultdict(list)
    for line in lines:
        of_type[type_of(line)].append(line)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(kept, "wb", compresslevel=1) as stream:
            stream.writelines(line + b"\n" for line in lines)
    types = {name: {"lines": len(some), "sha": sha(b"\n".join(some))} for name, some in sorted(of_type.items())}
    return {"in_order": ordered, "types": types}


def type_of(line: bytes) -> str:
    """What a line of JSON says it is."""
    found = re.match(rb'{"type": "([\w-]+)"', line)
    return found[1].decode() if found else "text"


def sha(data: bytes) -> str:
    """A short digest."""
    return hashlib.sha256(data).hexdigest()[:16]
