"""`dedup why` as a contract."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedup.cli import main
from tests import newsroom

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
MORE = " Schools stay closed, trains run late, and the bridge is shut until the water falls, says the railway."
KEYS = (
    "type a b relation reported family nominated bands fingerprints longest_run days_apart evidence steps flips match"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text(
        "".join(
            json.dumps({"id": name, "text": text, "source": name, "date": f"2025-09-0{day}T08:00:00Z"}) + "\n"
            for day, (name, text) in enumerate({"tide": FLOOD, "post": FLOOD + MORE, "bank": MORE}.items(), 1)
        )
    )
    Path("a.txt").write_text(FLOOD)
    Path("b.txt").write_text(FLOOD + MORE)
    return lambda *arguments: CliRunner().invoke(main, ["why", *arguments])


def test_two_files(run):
    page = run("a.txt", "b.txt").stdout
    assert page.startswith("a a.txt and b b.txt share one text, which the longer one extends, 17 words, 100% of a and")
    assert ":\ncontained, in the report." in page
    assert "reprint" in page
    assert "fewer words of its own" in page


def test_the_figures_are_shown_when_asked_for(run):
    assert "Channels" not in run("a.txt", "b.txt").stdout
    page = run("a.txt", "b.txt", "-v").stdout
    assert "Channels" in page
    assert "limit" in page


def test_two_strangers_are_told_in_one_sentence(run):
    Path("c.txt").write_text(MORE)
    assert run("a.txt", "c.txt").stdout.startswith("a a.txt and b c.txt share no passage: at most ")


def test_two_ids_of_a_collection_as_json(run):
    result = run("tide", "post", "--in", "news.jsonl", "--json")
    (line,) = map(json.loads, result.stdout.splitlines())
    assert " ".join(line) == KEYS
    assert (line["relation"], line["reported"], line["family"], line["days_apart"]) == ("contained", True, "tide", 1)
    assert line["match"]["origin"] == "b", "post comes before tide by id"
    assert all(set(flip) == {"relation", "if"} for flip in line["flips"])


def test_a_file_and_an_id(run):
    assert "exact" in "".join(run("a.txt", "tide", "--in", "news.jsonl").stdout.splitlines()[:2])


def test_what_is_no_article_is_one_line_on_stderr(run):
    for arguments in (
        ("a.txt", "missing.txt"),
        ("tide", "nobody", "--in", "news.jsonl"),
        ("tide", "tide", "--in", "news.jsonl"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("dedup: ")
        assert result.stderr.count("\n") == 1


def test_reworded_text_counts_when_it_is_asked_for(run):
    Path("told.txt").write_text(newsroom.FLOOD)
    Path("again.txt").write_text(newsroom.FLOOD_REWORDED)
    plain = json.loads(run("told.txt", "again.txt", "--json").stdout)
    reworded = json.loads(run("told.txt", "again.txt", "--rewritten", "--json").stdout)
    kinds = {passage["kind"] for passage in (plain["match"] or {"passages": []})["passages"]}
    assert kinds <= {"verbatim", "edited"} or kinds == {"rewritten"}  # told again as a whole
    assert {passage["kind"] for passage in reworded["match"]["passages"]} & {"rewritten", "summary"}
    assert reworded["flips"] == []
    assert run("told.txt", "again.txt", "--rewritten").exit_code == 0


def test_words_are_counted_in_words_and_shares_in_per_cent(run):
    page = run("tide", "post", "--in", "news.jsonl", "-v").stdout
    assert not [cell for cell in page.split() if cell.endswith("%") and float(cell[:-1]) > 100]
    steps = json.loads(run("tide", "post", "--in", "news.jsonl", "--json").stdout)["steps"]
    assert {step["unit"] for step in steps} == {"share", "words", "days"}
    assert all(0 <= step["value"] <= 1 for step in steps if step["unit"] == "share")
