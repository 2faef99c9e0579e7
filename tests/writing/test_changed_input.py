"""A clean works on the files it has read: what was changed since is named, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import dedup.cleaning
from dedup.cleaning import clean
from dedup.cli import main
from dedup.errors import InputError
from dedup.reading import read
from dedup.writing import write
from tests.writing.test_formats import QUAKE, RECORDS, json_lines

OTHER = json_lines().replace(b"river", b"creek")
"""Another collection of the same size."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(json_lines())
    (folder / "b.txt").write_text(QUAKE, encoding="utf-8")
    return folder


def rewrite(news: Path) -> str:
    """Other content of the same size and with the same date."""
    before = (news / "a.jsonl").stat()
    (news / "a.jsonl").write_bytes(OTHER)
    os.utime(news / "a.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    return "a.jsonl"


def replace(news: Path) -> str:
    (news / "new").write_bytes(OTHER)
    (news / "new").replace(news / "a.jsonl")
    return "a.jsonl"


def remove(news: Path) -> str:
    (news / "b.txt").unlink()
    return "b.txt"


def add(news: Path) -> str:
    (news / "c.txt").write_text("Gold stood still.", encoding="utf-8")
    return "c.txt"


CHANGES = [rewrite, replace, remove, add]


@pytest.mark.parametrize("change", CHANGES)
def test_between_reading_and_writing(news: Path, tmp_path: Path, change) -> None:
    plan = clean(read(news))
    name = change(news)
    with pytest.raises(InputError, match=rf"{name}: is (gone|new) since|{name}: was changed since"):
        write(plan, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


@pytest.mark.parametrize("change", CHANGES)
def test_while_it_is_written(news: Path, tmp_path: Path, change, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = clean(read(news))
    changed: list[str] = []
    from dedup.writing.write import _FileWriter

    original = _FileWriter.write

    def late(self: _FileWriter):
        yield from original(self)
        if not changed:
            changed.append(change(news))

    monkeypatch.setattr(_FileWriter, "write", late)
    with pytest.raises(InputError, match=r"since"):
        write(plan, tmp_path / "out")
    assert changed
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--work-dir", "work"]])
def test_while_it_is_scanned_is_an_error_of_the_command(news: Path, change, more, monkeypatch) -> None:
    monkeypatch.chdir(news.parent)
    settled = dedup.cleaning.settled

    def late(*given):
        change(news)
        return settled(*given)

    monkeypatch.setattr(dedup.cleaning, "settled", late)
    result = CliRunner().invoke(main, ["clean", "news", "-o", "out", *more])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("dedup: news/")
    assert result.stderr.count("\n") == 1
    assert not Path("out").exists()


def test_a_killed_scan_is_not_taken_up_on_other_content(news: Path, tmp_path: Path) -> None:
    first = clean(read(news), work_dir=tmp_path / "work")
    assert {removal.article for removal in first.removed} == {"copy", "again", "b.txt"}
    different = json_lines().replace(RECORDS[0]["body"][:20].encode(), b"An earthquake on Mars")
    before = (news / "a.jsonl").stat()
    (news / "a.jsonl").write_bytes(different.ljust(before.st_size, b"\n")[: before.st_size])
    os.utime(news / "a.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    again = clean(read(news), work_dir=tmp_path / "work")
    assert [article.text for article in again.apply()] == [article.text for article in clean(read(news)).apply()]
