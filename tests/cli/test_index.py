"""`dedup index` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.cli import main
from dedup.index import Index

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
RATES = "The central bank left its main rate unchanged on Thursday, citing slower growth and falling energy prices."


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["index", *map(str, arguments)], input=stdin)


def lines(*articles: dict[str, str]) -> str:
    return "".join(json.dumps(article) + "\n" for article in articles)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An index of two articles."""
    index = tmp_path / "seen.sqlite"
    stdin = lines(
        {"id": "wire-1", "text": FLOOD, "date": "2015-07-21"}, {"id": "bank", "text": RATES, "date": "2015-08-21"}
    )
    assert run("add", index, "-", stdin=stdin).exit_code == 0
    return index


def test_add_says_what_became_of_the_articles(tmp_path):
    stdin = lines({"id": "a", "text": FLOOD}, {"id": "a", "text": FLOOD}, {"id": "a", "text": RATES}, {"no": "text"})
    result = run("add", tmp_path / "seen.sqlite", "-", stdin=stdin)
    assert (result.exit_code, result.stdout) == (
        0,
        "1 added, 1 revised, 0 updated, 1 unchanged, 1 skipped: 1 articles\n",
    )
    assert "no text field" in result.stderr


def test_check_prints_the_lines_of_a_report(place):
    stdin = lines(
        {"id": "web-7", "text": "Breaking: " + FLOOD}, {"id": "new", "text": "Nobody wrote this before, ever."}
    )
    result = run("check", place, "-", "--json", stdin=stdin)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["type"], line.get("id"), line.get("matches")) for line in found] == [
        ("check", "web-7", 1),
        ("match", None, None),
        ("check", "new", 0),
    ]
    assert (found[1]["a"], found[1]["b"], found[1]["relation"]) == ("web-7", "wire-1", "reprint")
    assert len(found[1]["passages"]) == 1


def test_check_shows_what_an_article_repeats(place):
    stdin = lines(
        {"id": "web-7", "text": "Breaking: " + FLOOD}, {"id": "new", "text": "Nobody wrote this before, ever."}
    )
    page = run("check", place, "-", stdin=stdin).stdout
    assert "web-7  1 article repeats or is repeated by it" in page
    assert "reprint  17 words shared" in page
    assert "new  not seen before" in page


def test_origins_are_shown_with_what_an_article_repeats(place):
    stdin = lines(
        {"id": "web-7", "text": FLOOD, "source": "tide"}, {"id": "new", "text": "Nobody wrote this before, ever."}
    )
    page = run("check", place, "-", "--origins", stdin=stdin).stdout
    assert page.count("independent origin") == 1
    found = [
        json.loads(line) for line in run("check", place, "-", "--origins", "--json", stdin=stdin).stdout.splitlines()
    ]
    assert [line["type"] for line in found] == ["check", "match", "story", "check"]
    assert (found[2]["id"], found[2]["articles"]) == ("web-7", ["web-7", "wire-1"])


def test_check_stores_nothing_and_can_say_by_its_exit_code_what_it_found(place):
    copy = lines({"id": "web-7", "text": FLOOD})
    assert [run("check", place, "-", "--exit-code", stdin=copy).exit_code for _ in range(2)] == [1, 1]
    assert run("check", place, "-", stdin=copy).exit_code == 0
    assert json.loads(run("stats", place, "--json").stdout)["articles"] == 2


def test_within_keeps_to_articles_of_those_days(place):
    copy = lines({"id": "web-7", "text": FLOOD, "date": "2015-08-01"})
    assert run("check", place, "-", "--exit-code", "--within", "2w", stdin=copy).exit_code == 1
    assert run("check", place, "-", "--exit-code", "--within", "36h", stdin=copy).exit_code == 0
    result = run("check", place, "-", "--within", "soon", stdin=copy)
    assert (result.exit_code, result.stderr) == (2, 'dedup: --within: "soon" is no time: write it as 36h, 30d or 8w\n')


def test_remove_names_the_ids_that_are_not_there(place):
    result = run("remove", place, "wire-1", "wire-2")
    assert (result.exit_code, result.stdout) == (0, "1 removed: 1 articles\n")
    assert result.stderr == "dedup: wire-2: no article has this id\n"


def test_prune_removes_what_is_older(place):
    assert run("prune", place, "--before", "2015-08-01").stdout == "1 removed: 1 articles\n"
    assert run("prune", place, "--before", "90d", "--dry-run").stdout == "1 would be removed: 0 articles\n"
    assert run("prune", place, "--before", "90d").stdout == "1 removed: 0 articles\n"
    assert run("prune", place, "--before", "soon").stderr == (
        'dedup: --before: "soon" is no date: write it as 2015-07-21, or 90d for 90 days ago\n'
    )


def test_what_is_stored_already_is_not_said_to_be_unseen(place):
    stdin = lines({"id": "wire-1", "text": FLOOD}, {"id": "bank", "text": RATES + " Bonds rose."})
    page = run("check", place, "-", stdin=stdin).stdout
    assert "wire-1  already stored" in page
    assert "bank  stored with another text" in page
    assert "not seen before" not in page
    known = [json.loads(line) for line in run("check", place, "-", "--json", stdin=stdin).stdout.splitlines()]
    assert [(line["new"], line["stored"], line["safe_to_drop"]) for line in known] == [
        (False, "same_text", ["wire-1"]),
        (False, "other_text", []),
    ]


def test_an_article_under_an_id_that_another_outlet_has_is_shown_with_what_it_repeats(place, tmp_path):
    run("add", place, "-", stdin=lines({"id": "7", "text": RATES + " Bonds rose.", "source": "north"}))
    south = lines({"id": "7", "text": FLOOD, "source": "south"})
    page = run("check", place, "-", stdin=south)
    assert (page.exit_code, "1 article repeats" in page.stdout) == (0, True)
    assert json.loads(run("check", place, "-", "--json", stdin=south).stdout.splitlines()[0])["id"].endswith("#7")


def test_stats_say_what_is_in_it(place):
    page = run("stats", place).stdout
    assert "articles" in page
    assert "2015-07-21T00:00:00+00:00" in page


def test_rebuild_keeps_all(place):
    assert run("rebuild", place).stdout == "2 articles\n"
    assert run("check", place, "-", "--exit-code", stdin=lines({"id": "web-7", "text": FLOOD})).exit_code == 1


@pytest.mark.parametrize(
    "command", [["check", "-"], ["stats"], ["remove", "x"], ["prune", "--before", "2015-01-01"], ["rebuild"]]
)
def test_a_mistyped_name_makes_no_new_index(tmp_path, command):
    place = tmp_path / "missing.sqlite"
    name, *rest = command
    result = run(name, place, *rest, stdin="")
    assert (result.exit_code, result.stderr) == (2, f"dedup: {place}: there is no such index\n")
    assert not place.exists()


def test_what_is_no_index_is_refused_with_its_reason(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("milk, bread")
    result = run("add", notes, "-", stdin=lines({"id": "a", "text": FLOOD}))
    assert (result.exit_code, result.stderr) == (2, f"dedup: {notes}: is no index: not an SQLite file\n")
    assert notes.read_text() == "milk, bread"


def test_a_file_that_changes_while_it_is_stored_is_named(tmp_path, monkeypatch):
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "flood", "text": FLOOD}), encoding="utf-8")
    add_many = Index.add_many

    def late(index, articles):
        found = add_many(index, articles)
        news.write_text(json.dumps({"id": "fire", "text": FLOOD}), encoding="utf-8")
        return found

    monkeypatch.setattr(Index, "add_many", late)
    result = run("add", tmp_path / "seen.sqlite", news)
    assert result.exit_code == 2
    assert "news.jsonl: was changed since it was read: run it again" in result.stderr


def test_ids_do_not_steer_the_terminal(place):
    result = run("remove", place, "\x1b[31mflood\x07\u202e")
    assert "\x1b" not in result.stderr
    assert "␛[31mflood␇: no article has this id" in result.stderr
