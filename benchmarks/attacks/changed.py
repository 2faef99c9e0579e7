"""A file of the input is rewritten while a clean runs, at a random moment: all or nothing, and no article is lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.newsroom import ENGLISH, edited, story

N_FILES, N_ARTICLES = 4, 100


def changed(n_rounds: int, seed: int = 1) -> tuple[Counter[str], list[str]]:
    """How often a clean was refused and how often it came to its end, and what went wrong."""
    draw = random.Random(seed)
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    longest = 2.0  # seconds; a clean that came to its end says how long one takes
    for number in range(n_rounds):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            source = _collection(place / "in", draw)
            before = _contents(source)
            begin = time.monotonic()
            process = _dedup("clean", source, "-o", place / "out")
            time.sleep(draw.uniform(0, longest))
            _rewrite(source / f"{draw.randrange(N_FILES)}.jsonl", draw)
            _, said = process.communicate()
            after = _contents(source)
            if process.returncode == 0:
                longest = max(longest, time.monotonic() - begin)
                outcomes["complete"] += 1
                _dedup("restore", place / "out" / "plan.jsonl", "-o", place / "back").communicate()
                if _contents(place / "back") not in (before, after):
                    wrong.append(f"round {number}: what comes back is neither the old nor the new input")
            elif process.returncode == 2 and "since it was read" in said and said.count("\n") == 1:
                outcomes["refused"] += 1
            else:
                wrong.append(f"round {number}: exit code {process.returncode}: {said[-200:]}")
            left = sorted(path.name for path in place.iterdir())
            if process.returncode and left != ["in"]:
                wrong.append(f"round {number}: left over: {left}")
    return outcomes, wrong


def _collection(folder: Path, draw: random.Random) -> Path:
    folder.mkdir()
    stories = [story(draw, 80, ENGLISH) for _ in range(N_ARTICLES // 2)]
    for number in range(N_FILES):
        texts = [edited(draw, draw.choice(stories), 0.02) for _ in range(N_ARTICLES)]
        lines = [json.dumps({"id": f"{number}-{k}", "text": text}) for k, text in enumerate(texts)]
        (folder / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _rewrite(path: Path, draw: random.Random) -> None:
    """Other articles in a file of the same size and with the same date."""
    status = path.stat()
    lines = path.read_text(encoding="utf-8").split("\n")
    draw.shuffle(lines)
    path.write_text("\n".join(lines), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _dedup(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dedup", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
