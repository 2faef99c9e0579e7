"""dedup clean and dedup restore as commands: what they write, what they say, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedup.cli import main
from tests import archived
from tests.archived import STORIES
from tests.writing.test_formats import FLOOD, LEFT, QUAKE, digests, json_lines


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


def test_a_dry_run_prints_the_plan_and_writes_nothing(run, news) -> None:
    before = digests(Path())
    result = run("clean", news, "--dry-run", "--keep", "longest")
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
        run("clean", "-", "-o", "csv", "--format", "csv", stdin=f'id,text\n1,"{QUAKE}"\n2,"{QUAKE}"\n').exit_code == 0
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
    Path("news/a.jsonl").write_text(json.dumps({"id": "0", "text": STORIES[0].text, "date": "2021-06-01"}))
    Path("news/export.docx").write_bytes(archived.docx(archived.nexis_uni()))
    Path("news/export.txt").write_text(archived.proquest())
    result = run("clean", "news", "-o", "out", "--keep", "first")
    assert result.exit_code == 0
    several = "nothing is changed in it: several articles stand in this"
    assert f"dedup: news/export.docx: {several} .docx file, and none can be taken out of it" in result.stderr
    assert f"dedup: news/export.txt: {several} export, and none can be taken out of it" in result.stderr
    for name in ("export.docx", "export.txt"):
        assert Path("out", name).read_bytes() == Path("news", name).read_bytes()
