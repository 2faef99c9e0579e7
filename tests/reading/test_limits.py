"""What is made to fill memory, disk or time costs its own file, with a reason; what stands beside it is read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from dedup.reading import limits, read, records
from tests.reading import bombs
from tests.reading.bombs import STORY, gzipped

READ_IN_LITTLE_MEMORY = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
    "from dedup.reading import read; reader = read(*sys.argv[1:])\n"
    "print(sum(1 for _ in reader)); print(*(one.reason for one in reader.skipped), sep='\\n')\n"
)


def told(*paths: Path) -> tuple[int, str]:
    """How many articles are read, by a process with little memory, and what is said of the rest."""
    ran = subprocess.run(
        [sys.executable, "-c", READ_IN_LITTLE_MEMORY, *map(str, paths)], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    n_articles, _, reasons = ran.stdout.partition("\n")
    return int(n_articles), reasons


@pytest.mark.parametrize(
    ("make", "n_articles", "said"),
    [
        (bombs.long_name_in_tar, 0, "a name of 2,147,483,648 bytes"),
        (bombs.objects_in_deep_lists, 0, "no list of articles in it"),
        (bombs.repeated_keys, 1, 'the key "k299999" stands twice'),
        (bombs.laughs, 0, ""),
        (bombs.deep_page, None, ""),
        (bombs.deep_folders, 1, ""),
        (bombs.linked_folders, 1, ""),
        (bombs.pipes_and_devices, 1, "not a file"),
        (bombs.long_header, 1, ""),
        (bombs.many_parts, 0, "more than 10,000 parts"),
        (bombs.many_elements, 0, "more than 4,194,304 elements"),
        (bombs.laughs_in_word, None, ""),
        (bombs.far_row, 1, "more than 1,048,576 rows"),
        (bombs.forms_in_forms, None, ""),
        (bombs.pages_in_pages, None, ""),
    ],
)
def test_it_is_skipped_with_its_reason(tmp_path: Path, make, n_articles: int | None, said: str) -> None:
    n, reasons = told(make(tmp_path))
    assert n_articles in (n, None)
    assert said in reasons
    if make is bombs.deep_folders:
        subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)  # deeper than pytest clears


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bombs.long_text, "larger than 256 MB"),
        (bombs.wide_line, "larger than 256 MB"),
        (bombs.parquet_dictionary, "unpacks to more than 2,000 times its size"),
        (bombs.arrow_dictionary, "unpacks to more than 2,000 times its size"),
        (bombs.web_archive, "more than 16 MB"),
        (bombs.large_page, "a web page of more than 16 MB"),
        (bombs.word_bomb, "unpacks to more than 256 MB"),
        (bombs.wide_rows, "unpacks to more than 2,000 times its size"),
        (bombs.one_text_in_all_rows, "unpacks to more than 2,000 times its size"),
        (bombs.same_page, "more than 50 times as much text"),
    ],
)
def test_a_bomb_costs_itself(tmp_path: Path, make, said: str) -> None:
    (tmp_path / "z.txt").write_text(STORY, encoding="utf-8")
    n_articles, reasons = told(make(tmp_path), tmp_path / "z.txt")
    assert n_articles >= 1
    assert said in reasons


class TestMeter:
    """With small limits, what holds for gigabytes."""

    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "ANY_SIZE", 100_000)
        monkeypatch.setattr(limits, "MAX_RATIO", 100)

    def test_lines_before_the_limit_are_read(self, tmp_path: Path) -> None:
        line = json.dumps({"text": STORY}).encode() + b"\n"
        (tmp_path / "a.jsonl.gz").write_bytes(gzipped(line * 100, 100))
        reader = read(tmp_path / "a.jsonl.gz")
        assert 1000 < sum(1 for _ in reader) < 10_000
        assert ["unpacks to more than 100 times its size" in one.reason for one in reader.skipped] == [True]

    def test_archives_and_what_is_compressed_in_them_count_together(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "a.tar.xz", "w:xz") as archive:
            for number in range(20):
                (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "one"}\n' * 2_000))
                archive.add(tmp_path / "b.jsonl.gz", f"{number}.jsonl.gz")
        (tmp_path / "b.jsonl.gz").unlink()
        reader = read(tmp_path / "a.tar.xz")
        list(reader)
        assert "unpacks to more than" in reader.skipped[-1].reason

    @pytest.mark.parametrize(
        ("name", "begin", "piece"),
        [
            ("a.csv.gz", b"id,text\r", b"1," + b"a" * 998 + b"\r"),
            ("a.json.gz", b"", b"[" * 1_000),
            ("a.json.gz", b'[{"text": "', b"a" * 1_000),
            ("a.jsonl.gz", b"\xff\xfe", "a".encode("utf-16-le") * 500),
            ("a.txt.gz", b"", b"a" * 1_000),
            ("a.rss.gz", b"<rss version='2.0'><channel><item><description>", b"<b>" * 300),
            ("a.mbox.gz", b"From a@b.c\nSubject: x\n\n", b"a" * 1_000),
        ],
        ids=["carriage returns", "open lists", "open string", "wide line", "text", "feed", "mailbox"],
    )
    def test_what_has_no_lines_is_counted_too(self, tmp_path: Path, name: str, begin: bytes, piece: bytes) -> None:
        (tmp_path / name).write_bytes(gzip.compress(begin) + gzipped(piece, 2_000))
        reader = read(tmp_path / name)
        list(reader)
        assert "unpacks to more than 100 times its size" in reader.skipped[-1].reason

    def test_what_packs_as_news_does_is_read_whole(self, tmp_path: Path) -> None:
        lines = b"".join(json.dumps({"text": f"{STORY} {os.urandom(20).hex()}"}).encode() + b"\n" for _ in range(5_000))
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
        reader = read(tmp_path / "a.jsonl.gz")
        assert sum(1 for _ in reader) == 5_000
        assert reader.skipped == []

    def test_stdin_is_counted_too(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(gzipped(b'{"text": "one"}\n' * 1000, 100))
        script = (
            "from dedup.reading import limits, read; limits.ANY_SIZE, limits.MAX_RATIO = 100_000, 100\n"
            "reader = read('-', format='jsonl.gz'); list(reader); print(*(one.reason for one in reader.skipped))"
        )
        with (tmp_path / "a").open("rb") as stdin:
            ran = subprocess.run([sys.executable, "-c", script], check=True, stdin=stdin, capture_output=True)
        assert b"unpacks to more than 100 times" in ran.stdout


class TestPatterns:
    def test_two_stars_lead_into_all_folders_but_not_into_links_or_hidden_ones(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for place in ("a.txt", "b/c.txt", "b/d/e.txt", ".f/g.txt", "h[1]/i.txt"):
            (tmp_path / place).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / place).write_text(f"{STORY} {place}", encoding="utf-8")
        (tmp_path / "j").symlink_to("b")
        every = ["a.txt", "b/c.txt", "b/d/e.txt", "h[1]/i.txt"]
        assert read(tmp_path / "**" / "*.txt").paths == [str(tmp_path / one) for one in every]
        monkeypatch.chdir(tmp_path)
        assert read("**/*.txt").paths == every
        assert read("b/**/*.txt").paths == ["b/c.txt", "b/d/e.txt"]
        assert read("?/**/*.txt").paths == ["b/c.txt", "b/d/e.txt", "j/c.txt", "j/d/e.txt"]
        assert read("**/d/**/e.txt").paths == ["b/d/e.txt"]


class TestJson:
    def test_a_deep_record_costs_itself(self, tmp_path: Path) -> None:
        for depth in (100, 400, 600, 1_000, 100_000):
            deep = f'{{"text": "one", "x": {"[" * depth}{"]" * depth}}}\n{{"text": "{STORY}"}}\n'
            (tmp_path / "a.jsonl").write_text(deep, encoding="utf-8")
            texts = [article.text for article in read(tmp_path / "a.jsonl")]
            assert texts[-1] == STORY, depth

    @pytest.mark.parametrize("n_pieces", [0, 1, 2, 5])
    def test_strings_that_lie_across_pieces(self, tmp_path: Path, n_pieces: int) -> None:
        text = 'a "quoted" \\ word, ' * (n_pieces * 60_000 + 1)
        for shift in range(4):  # an escape is cut at any place
            content = json.dumps([{"text": " " * shift + text}, {"text": STORY}])
            (tmp_path / "a.json").write_text(content, encoding="utf-8")
            assert [article.text for article in read(tmp_path / "a.json")] == [" " * shift + text, STORY]


def test_wide_lines_are_joined_once(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{STORY} {number}" + "\u2028" * (number % 3)}) for number in range(30_000)]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode("utf-16"))
    assert sum(1 for _ in read(tmp_path / "a.jsonl")) == 30_000


def test_memory_that_runs_out_ends_the_run_where_one_file_that_asks_for_too_much_does_not(monkeypatch) -> None:
    assert records.failure(MemoryError()) == "MemoryError"
    monkeypatch.setattr(records, "MAX_RECORD", 1 << 60)  # as if that were more than there is
    with pytest.raises(MemoryError):
        records.failure(MemoryError())
