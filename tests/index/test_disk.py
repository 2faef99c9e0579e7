"""What the disk does to an index: full, read-only, cut off, or no index at all. Each is said, and nothing stored is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from dedup.errors import DedupError, IndexFormatError, InputError
from dedup.index import Index
from tests.index.stress.made import story
from tests.index.stress.soundness import unsound

STORIES = [story(f"sabq-{number}") for number in range(200)]
NOBODY = 65534


@contextmanager
def no_file_grows_beyond(n_bytes):
    """What writing sees of a full disk, on any machine: the system refuses to make a file longer."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, and how to make it larger; where none may be mounted, files that cannot grow."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options):
        return subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False, capture_output=True, text=True
        )

    mounted = mount("size=2m")
    if mounted.returncode == 0:
        yield place, lambda: mount("remount,size=64m")
        subprocess.run(["umount", place], check=True)
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    yield place, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(index, most=10_000):
    """Adds stories until the disk has no room; returns those that were acknowledged, and what was said."""
    known = []
    for number in range(most):
        try:
            index.add(story(f"okaz-{number}"))
        except DedupError as error:
            return known, str(error)
        known.append(f"okaz-{number}")
    raise AssertionError("the disk never was full")


def test_a_full_disk_is_said_and_what_was_added_before_is_there(small_disk):
    folder, enlarge = small_disk
    place = folder / "seen.sqlite"
    with Index(place) as index:
        known, said = fill(index)
        assert "seen.sqlite: " in said
        assert "full" in said
        assert known
        assert [article.id for article in index] == known
        enlarge()
        index.add(story("alriyadh-1"))
        assert len(index) == len(known) + 1
    assert unsound(str(place)) == []


def test_a_file_that_cannot_grow_is_said_and_what_was_added_before_is_there(tmp_path):
    place = tmp_path / "seen.sqlite"
    with Index(place) as index:
        with no_file_grows_beyond(1_000_000):
            known, said = fill(index)
        assert "seen.sqlite: " in said
        assert "full" in said
        assert [article.id for article in index] == known
        index.add(story("alriyadh-1"))
        assert len(index) == len(known) + 1
    assert unsound(str(place)) == []


def test_a_batch_that_finds_the_disk_full_leaves_nothing_of_itself(tmp_path):
    place = tmp_path / "seen.sqlite"
    with Index(place) as index:
        index.add_many(STORIES[:50])
        with no_file_grows_beyond(place.stat().st_size + 1_000_000), pytest.raises(DedupError, match="full"):
            index.add_many(story(f"okaz-{number}", n_words=400) for number in range(1000))
        assert [article.id for article in index] == [article.id for article in STORIES[:50]]
    assert unsound(str(place)) == []


@pytest.fixture
def as_reader():
    """A folder that others may read, and a way to be somebody who may not write in it: to root nothing is read-only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)

        @contextmanager
        def reader():
            if os.geteuid() == 0:
                os.setresuid(NOBODY, NOBODY, 0)
                try:
                    yield
                finally:
                    os.setresuid(0, 0, 0)
            else:
                folder.chmod(0o555)
                yield
                folder.chmod(0o755)

        yield folder, reader


def test_a_read_only_file_answers_and_says_that_it_cannot_be_written(as_reader):
    folder, reader = as_reader
    place = folder / "seen.sqlite"
    with Index(place) as index:
        index.add_many(STORIES)
    place.chmod(0o444)
    with reader():
        with Index(place, read_only=True) as index:
            assert index.check(story("web", "sabq-7"))[0].a == "sabq-7"
            with pytest.raises(DedupError, match="read-only"):
                index.add(story("web"))
        with pytest.raises(DedupError, match=r"seen\.sqlite: .*(read-only|permission)"), Index(place) as index:
            index.add(story("web"))
    assert len(Index(place, read_only=True)) == len(STORIES)


@pytest.fixture
def filled(tmp_path):
    """An index on disk, closed."""
    place = tmp_path / "seen.sqlite"
    with Index(place) as index:
        index.add_many(STORIES)
    return place


@pytest.mark.parametrize("share", [0.999, 0.5, 0.01])
def test_a_file_that_was_cut_off_is_refused(filled, share):
    n_bytes = filled.stat().st_size
    os.truncate(filled, int(n_bytes * share))
    with pytest.raises(IndexFormatError, match=rf"was cut off: [\d,]+ of {n_bytes:,} bytes") as raised:
        Index(filled)
    assert "restore a copy" in str(raised.value)


def test_a_file_cut_off_within_its_header_is_refused(filled):
    os.truncate(filled, 60)
    with pytest.raises(IndexFormatError, match="is no index"):
        Index(filled)


def test_a_damaged_file_is_said_and_never_answers_wrongly(filled):
    due = [match.a for match in Index(filled, read_only=True).check(story("web", "sabq-7"))]
    content = filled.read_bytes()
    for at in range(4096, len(content) - 4096, len(content) // 12):
        filled.write_bytes(content[:at] + b"\xa5" * 2048 + content[at + 2048 :])
        said = ""
        try:
            with Index(filled) as index:
                found = [match.a for match in index.check(story("web", "sabq-7"))]
                everything = list(index)
        except DedupError as error:
            said = str(error)
        assert "damaged" in said or (found == due and everything == STORIES)
        for leftover in ("-wal", "-shm"):
            Path(f"{filled}{leftover}").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("غمرت المياه السوق القديمة.\n".encode() * 40, "not an SQLite file"),
        (b'{"id": "sabq-1", "text": "The river rose."}\n' * 40, "not an SQLite file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "not an SQLite file"),
        (b"SQLite format 3\x00" + b"\xff" * 400, "(is no index|was cut off|is damaged)"),
    ],
)
def test_a_foreign_file_is_refused_and_left_as_it_is(tmp_path, content, reason):
    place = tmp_path / "seen.sqlite"
    place.write_bytes(content)
    with pytest.raises(IndexFormatError, match=reason):
        Index(place)
    assert place.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["seen.sqlite"]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path):
    place = tmp_path / "photos.sqlite"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    content = place.read_bytes()
    with pytest.raises(IndexFormatError, match="of another program"):
        Index(place)
    assert place.read_bytes() == content


def test_an_empty_file_becomes_an_index(tmp_path):
    place = tmp_path / "seen.sqlite"
    place.touch()
    with Index(place) as index:
        assert len(index) == 0


def test_a_copy_of_the_file_is_an_index_too(filled, tmp_path):
    copy = shutil.copy(filled, tmp_path / "copy.sqlite")
    assert len(Index(copy)) == len(STORIES)


def test_places_where_no_index_can_be(tmp_path):
    with pytest.raises(InputError, match="folder"):
        Index(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        Index(tmp_path / "nowhere" / "seen.sqlite")
    with pytest.raises(InputError, match="postgresql://"):
        Index("mysql://localhost/news")
