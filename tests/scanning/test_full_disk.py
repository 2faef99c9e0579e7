"""A work folder on a full disk: one line that names it, and nothing that a later run takes for finished."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.newsroom import collection

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")

LIMITED = (
    "import resource, signal, sys\n"
    "limit = int(sys.argv.pop(1))\n"
    "if limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
    "from dedup.cli import main; main(prog_name='dedup')\n"
)
"""Runs a command whose files may grow to so many bytes; what it prints goes through a pipe, which has no such limit."""


def dedup(limit: int, *arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", LIMITED, str(limit), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, env=os.environ | environment)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    lines = [json.dumps({"id": one.id, "text": one.text, "source": one.source}) for one in collection(20, seed=22)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "news.jsonl"


def test_it_is_named_and_the_next_run_finds_what_any_run_finds(tmp_path: Path, news: Path) -> None:
    work = tmp_path / "work"
    said = set()
    for limit in (1, 100, 2_000, 10_000, 30_000):
        full = dedup(limit, "report", news, "--json", "--work-dir", work)
        assert (full.returncode, full.stdout) == (2, b"")
        said.add(full.stderr.decode())
    assert said == {f"dedup: {work}: File too large: name a work folder with more room\n"}
    after = dedup(0, "report", news, "--json", "--work-dir", work)
    assert (after.returncode, after.stderr) == (0, b"")
    assert after.stdout == dedup(0, "report", news, "--json").stdout


def test_a_clean_writes_nothing_and_a_temporary_folder_goes(tmp_path: Path, news: Path) -> None:
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    temporary.mkdir()
    for where in (["--work-dir", work], ["--memory", "1GB"]):
        full = dedup(10_000, "clean", news, "-o", tmp_path / "out", *where, TMPDIR=str(temporary))
        assert full.returncode == 2
        assert full.stderr.endswith(b": File too large: name a work folder with more room\n")
        assert full.stderr.count(b"\n") == 1
        assert not (tmp_path / "out").exists()
    assert not list(temporary.iterdir())


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, news: Path) -> None:
    (tmp_path / "file").write_text("")
    full = dedup(0, "report", news, "--work-dir", tmp_path / "file" / "work")
    assert (full.returncode, full.stderr.count(b"\n")) == (2, 1)
    assert str(tmp_path / "file").encode() in full.stderr
