"""Every command on the same articles, as another machine would run it: what comes out has the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

COMMANDS: Mapping[str, Sequence[str]] = {
    "report": ("report", "in"),
    "report --json": ("report", "in", "--json", "--every-relation"),
    "report --html": ("report", "in", "--html", "out.html"),
    "report --format csv": ("report", "in", "--format", "csv", "-o", "out"),
    "clean": ("clean", "in", "-o", "out"),
}
"""By name, what is run in a folder that has the articles in `in`; its stdout and what it writes at `out*` count."""

VARIANTS: Mapping[str, tuple[Mapping[str, str], Sequence[str]]] = {
    "as it is": ({}, ()),
    "hash seed 1": ({"PYTHONHASHSEED": "1"}, ()),
    "hash seed 4242": ({"PYTHONHASHSEED": "4242"}, ()),
    "one thread": ({}, ("--jobs", "1")),
    "two threads": ({}, ("--jobs", "2")),
    "seven threads": ({}, ("--jobs", "7")),
    "west of Greenwich": ({"TZ": "America/St_Johns"}, ()),
    "east of Greenwich": ({"TZ": "Pacific/Kiritimati"}, ()),
    "locale C": ({"LC_ALL": "C", "LANG": "C"}, ()),
    "Turkish": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ()),
    "little memory": ({}, ("--memory", "1GB")),
    "files made in another order": ({}, ()),
}
"""By name, what differs of the environment and the arguments."""


def different(source: Path, commands: Sequence[str], variants: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The digest of what each command makes of a folder of articles, and for which variants it is another one."""
    found: dict[str, str] = {}
    wrong = []
    for command in commands:
        for variant in variants:
            digest = _digest(source, command, variant)
            if digest != found.setdefault(command, digest):
                wrong.append(f"{command}: other bytes with {variant}")
    return found, wrong


def _digest(source: Path, command: str, variant: str) -> str:
    environment, arguments = VARIANTS[variant]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "in").mkdir()
        for path in sorted(source.iterdir(), reverse=variant == "files made in another order"):
            shutil.copy2(path, place / "in" / path.name)
        done = subprocess.run(
            [sys.executable, "-m", "dedup", *COMMANDS[command], *arguments],
            check=True, capture_output=True, cwd=place, env={**os.environ, **environment},
        )  # fmt: skip
        digest = hashlib.sha256(done.stdout)
        for path in sorted([*place.glob("out*"), *place.glob("out/**/*")]):
            digest.update(str(path.relative_to(place)).encode())
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()
