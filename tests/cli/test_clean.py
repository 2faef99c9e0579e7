"""dedup clean and dedup restore as commands: what they write, what they say, and where."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedup.cli import main
from tests import archived
from tests.archived import STORIES
from tests.writing.test_formats import FLOOD, LEFT, QUAKE, digests, json_lines

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def news(run):
    Path("news").mkdir()
    Path("news/a.jsonl").write_bytes(json_lines())
    Path("news/b.txt").write_text("Gold stood still.")
    return Path("news")


def test_there_and_back(run, news) -> None:
    result = run("clean", news, "-o", "out", "--strip", "seen")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "dedup: 2 of 6 articles removed (1 exact, 1 reprint)",
        "dedup: 1 passages cut (1 seen)",
    ]
    assert sorted(digests(Path("out"))) == ["a.jsonl", "b.txt", "plan.jsonl"]
    result = run("restore", "out/plan.jsonl", "-o", "back")
    assert (result.exit_code, result.stderr) == (0, "dedup: 2 files restored\n")
    assert digests(Path("back")) == digests(news)
    assert "0 of 4 articles removed (none)" in run("clean", "out", "-o", "again").stderr


def test_a_dry_run_prints_a_line_for_each_article_that_would_go_and_writes_nothing(run, news) -> None:
    before = digests(Path())
    result = run("clean", news, "--dry-run", "--strip", "seen", "--keep", "first")
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["again", "goes:", "same", "words", "as", "flood,", "all", "88", "words", "are", "there"],
        ["copy", "goes:", "reprint", "of", "flood,", "3", "of", "91", "words", "lacking", "there"],
        ["mixed", "cut:", "30", "words,", "stands", "in", "flood"],
    ]
    assert digests(Path()) == before


def test_a_filter_writes_the_lines_that_stay_to_stdout_and_all_else_to_stderr(run) -> None:
    lines = json_lines().splitlines(keepends=True)
    result = run("clean", "-", "-o", "-", stdin=b"".join(lines))
    assert result.exit_code == 0
    assert all(line in lines for line in result.stdout_bytes.splitlines(keepends=True))
    assert 0 < len(result.stdout_bytes.splitlines()) < len(lines)
    assert result.stderr.startswith("dedup: 2 of 5 articles removed")
    assert list(Path().iterdir()) == []


def test_a_reader_of_the_filter_that_goes_away_is_no_error(run, tmp_path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_bytes(b"".join(json.dumps({"id": n, "text": f"{FLOOD} {n}"}).encode() + b"\n" for n in range(3000)))
    command = f"{sys.executable} -m dedup clean - -o - < {news} | head -n 1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], check=True, capture_output=True, text=True, cwd=ROOT)
    assert (ran.stdout.splitlines()[1:], "Traceback" in ran.stderr) == (["0"], False)


@pytest.mark.parametrize("old", ["old.jsonl", "old.sqlite"])
def test_against_an_index_or_files_only_what_stands_there_goes(run, news, old) -> None:
    Path("old.jsonl").write_text(json.dumps({"id": "wire-1", "text": FLOOD}), encoding="utf-8")
    assert run("index", "add", "old.sqlite", "old.jsonl").exit_code == 0
    before = digests(Path())
    result = run("clean", news, "--dry-run", "--json", "--against", old)
    removals = [json.loads(line) for line in result.stdout.splitlines()][1:]
    assert {line["kept"] for line in removals} == {"wire-1"}
    assert before.items() <= digests(Path()).items()
    missing = run("clean", news, "--dry-run", "--against", "missing.sqlite")
    assert (missing.exit_code, missing.stderr.startswith("dedup: missing.sqlite: ")) == (2, True)


def test_ids_in_a_file_are_kept(run, news) -> None:
    Path("ids.txt").write_text("\ufeffagain\r\n\nflood\n", encoding="utf-8")
    removals = run("clean", news, "--dry-run", "--json", "--keep-ids", "ids.txt").stdout.splitlines()[1:]
    assert {json.loads(line)["article"] for line in removals}.isdisjoint({"again", "flood"})
    Path("ids.txt").write_text("\n")
    result = run("clean", news, "--dry-run", "--keep-ids", "ids.txt")
    assert (result.exit_code, result.stderr) == (2, "dedup: ids.txt: there is no id in it: write one per line\n")


def test_a_dry_run_prints_the_plan_as_json_and_writes_nothing(run, news) -> None:
    before = digests(Path())
    result = run("clean", news, "--dry-run", "--json", "--keep", "longest")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["type"] for line in lines] == ["plan", "removal", "removal"]
    assert lines[0]["policy"]["keep"] == "longest"
    assert [(line["article"], line["kept"], line["file"], line["record"]) for line in lines[1:]] == [
        ("again", "copy", "a.jsonl", 5),
        ("flood", "copy", "a.jsonl", 1),
    ]
    assert digests(Path()) == before


def test_stdin_is_a_file_of_its_format(run) -> None:
    assert run("clean", "-", "-o", "out", stdin=json_lines()).exit_code == 0
    assert len(Path("out/stdin.jsonl").read_bytes().splitlines()) == 3
    assert (
        run("clean", "-", "-o", "csv", "--input-format", "csv", stdin=f'id,text\n1,"{QUAKE}"\n2,"{QUAKE}"\n').exit_code
        == 0
    )
    assert len(Path("csv/stdin.csv").read_bytes().splitlines()) == 2


def test_fields_of_other_names_and_a_field_more(run) -> None:
    Path("news.jsonl").write_bytes(json_lines().replace(b'"body"', b'"inhalt"'))
    result = run(
        "clean", "news.jsonl", "-o", "out", "--text-field", "inhalt", "--novelty-field", "new", "--strip", "seen"
    )
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in Path("out/news.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["inhalt"] for record in records] == [article.text for article in LEFT]
    assert [record["new"] for record in records][:2] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["news"], "name a folder to write to with -o OUT"),
        (["news", "-o", "news"], "news: exists already and is not empty"),
        (["news", "-o", "news/out"], "lies in the input"),
        (["news", "-o", "out", "--work-dir", "news/work"], "news/work: lies in the input"),
        (["news", "-o", "out", "--keep", "reuters"], 'no article comes from "reuters"'),
        (["news", "-o", "out", "--drop", "partial"], '"partial" is none of exact, reprint, contained'),
        (["news", "-o", "out", "--novelty-field", "n"], '"n" already: name another'),
        (["missing", "-o", "out"], "no such file or folder"),
    ],
)
def test_errors_are_one_line_and_leave_nothing(run, news, arguments: list[str], said: str) -> None:
    result = run("clean", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in Path().iterdir()] == ["news"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["news", "-o", "news"], "news: exists already"),
        (["news", "-o", "no/out"], "there is no such folder to write into"),
        (["news", "-o", "news/out"], "lies in the input"),
        (["news", "-o", "out", "--work-dir", "out"], "out: is where the result goes"),
        (["news", "-o", "out", "--work-dir", "out/work"], "out/work: is where the result goes"),
        (["other", "-o", "out"], "other/plan.jsonl: would be written to the same place as the plan"),
        (["news", "-o", "-"], "go to stdout only if all are JSON Lines"),
        (["news", "-o", "out", "--keep-ids", "/dev/zero"], "/dev/zero: is a device"),
        (["news", "-o", "out", "--against", "missing"], "missing: no such file or folder"),
    ],
)
def test_what_needs_no_run_is_said_before_it(run, news, monkeypatch, arguments: list[str], said: str) -> None:
    Path("other").mkdir()
    Path("other/plan.jsonl").write_bytes(json_lines())
    monkeypatch.setattr("dedup.cleaning.clean", None)
    result = run("clean", *arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["news", "other"]


def test_what_cannot_be_cut_is_said(run) -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_text(FLOOD)
    Path("news/b.md").write_text(
        f"{QUAKE}\n\n{FLOOD}\n\nBonds, however, rose a little on the other exchanges of the country."
    )
    result = run("clean", "news", "-o", "out", "--strip", "seen", "--keep", "first")
    assert "articles left uncut because of their file formats: 1\n" in result.stderr


def test_files_that_cannot_be_rewritten_stay_and_are_named(run) -> None:
    Path("news").mkdir()
    Path("news/a.jsonl").write_text(json.dumps({"id": "0", "text": STORIES[0].text, "date": "2021-06-30"}))
    Path("news/export.docx").write_bytes(archived.docx(archived.nexis_uni()))
    Path("news/export.txt").write_text(archived.proquest())
    result = run("clean", "news", "-o", "out", "--keep", "first")
    assert result.exit_code == 0
    several = "nothing is changed in it: several articles stand in this"
    assert f"dedup: news/export.docx: {several} .docx file, and none can be taken out of it" in result.stderr
    assert f"dedup: news/export.txt: {several} export, and none can be taken out of it" in result.stderr
    for name in ("export.docx", "export.txt"):
        assert Path("out", name).read_bytes() == Path("news", name).read_bytes()
