"""The server as an agent uses it: driven by the client of the protocol's own SDK, over stdin and stdout and in memory."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client

import dedup
from dedup.article import Article
from dedup.errors import InputError
from dedup.index import Index
from dedup.serving import Archive, server_of
from dedup.serving.answering import MAX_CHANGES, MAX_EXCERPT, MAX_MEMBERS, MAX_PASSAGES, MAX_SHOWN
from dedup.serving.given import MAX_FOUND, MAX_LINE, MAX_TEXT
from tests.newsroom import ENGLISH, story

ROOT = Path(__file__).parents[2]
_RNG = random.Random(31)
FLOOD = (
    "The river rose two metres overnight and flooded the old market, killing 12 people, the mayor told reporters on "
    "Monday. Schools in the eastern districts stay closed until the water has gone down again."
)
RATES = "أبقى البنك المركزي على سعر الفائدة الرئيسي دون تغيير يوم الخميس مشيرا إلى تباطؤ النمو وتراجع أسعار الطاقة."
NEWS = [
    {"id": "wire-1", "text": FLOOD, "title": "River floods market", "source": "afp", "date": "2015-07-20T06:00:00Z"},
    {"id": "web-7", "text": FLOOD.replace("12", "21"), "source": "courier", "date": "2015-07-20T09:00:00Z"},
    {"id": "bank", "text": RATES, "source": "spa", "date": "2015-07-21T09:00:00Z"},
]
TOOLS = {"check", "independent_origins", "compare", "why", "families", "family", "article"}


@pytest.fixture(scope="module")
def archive():
    with Index(":memory:") as index:
        index.add_many(NEWS)
        yield Archive(index)


class Untouchable:
    """An archive that fails whatever it is asked."""


def asked(archive, *calls):
    """What the server answers to each call, a tool and its arguments: its structured answer, or the error it tells."""

    async def ask():
        async with Client(server_of(archive)) as client:
            return [answer_of(await client.call_tool(tool, arguments)) for tool, arguments in calls]

    return asyncio.run(ask())


def answer_of(result):
    if result.is_error:
        return " ".join(part.text for part in result.content)
    return result.structured_content


@pytest.mark.parametrize("kind", ["files", "index"])
def test_a_client_asks_the_command_over_stdin_and_stdout(tmp_path, kind):
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps(one) + "\n" for one in NEWS), encoding="utf-8")
    if kind == "index":
        with Index(tmp_path / "seen.sqlite") as index:
            index.add_many(dedup.read(news))
    place = str(news if kind == "files" else tmp_path / "seen.sqlite")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "dedup", "mcp", place], env=environment)

    async def ask():
        async with Client(stdio_client(server)) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == TOOLS
            assert all(tool.output_schema and tool.description and tool.annotations.read_only_hint for tool in tools)
            known = answer_of(await client.call_tool("check", {"article": {"text": FLOOD}}))
            assert (known["new"], known["stored"], known["safe_to_drop"]) == (False, "unknown", ["wire-1"])
            assert [(one["id"], one["relation"]) for one in known["matches"]] == [
                ("wire-1", "exact"),
                ("web-7", "reprint"),
            ]
            families = answer_of(await client.call_tool("families", {}))
            assert [one["n_members"] for one in families["families"]] == [2]
            assert answer_of(await client.call_tool("article", {"article_id": "bank"}))["text"] == RATES

    asyncio.run(ask())
    with Index(tmp_path / "after.sqlite") as index:
        assert len(index) == 0


def test_every_question_has_a_typed_answer(archive):
    new = {"text": "Nobody has written this before, and nobody will again, says the baker of Uppsala."}
    known, stored, comparison, why, family, alone = asked(
        archive,
        ("check", {"article": new, "within": "30d"}),
        ("check", {"article": {"id": "bank", "text": RATES}}),
        ("compare", {"a": {"id": "web-7"}, "b": {"id": "wire-1"}}),
        ("why", {"a": {"id": "web-7"}, "b": {"id": "wire-1"}}),
        ("family", {"article_id": "web-7"}),
        ("family", {"article_id": "bank"}),
    )
    assert (known["new"], known["matches"]) == (True, [])
    assert (stored["new"], stored["stored"], stored["safe_to_drop"]) == (False, "same_text", ["bank"])
    assert (comparison["a"], comparison["relation"], comparison["safe_to_drop"]) == ("web-7", "reprint", [])
    assert comparison["changes"] == [{"kind": "number", "text_a": "21", "text_b": "12"}]
    assert comparison["passages"][0]["text_a"] in FLOOD.replace("12", "21")
    assert (why["relation"], why["judged"], why["family"]) == ("reprint", "in the archive", "wire-1")
    assert why["would_be"]
    assert [member["id"] for member in family["result"]["members"]] == [family["result"]["origin"], "web-7"]
    assert alone == {"result": None}


def test_how_many_independent_origins_there_are_is_said_with_the_reason(archive):
    credited = {"text": f"BASEL (AFP) - {FLOOD}", "source": "tide", "published": "2015-07-20T05:00:00Z"}
    [origins, alone] = asked(
        archive,
        ("independent_origins", {"article": credited}),
        ("independent_origins", {"article": {"id": "bank"}}),
    )
    assert (origins["n_articles"], origins["n_origins"], origins["origins"][0]["name"]) == (3, 1, "afp")
    assert {one["id"] for one in origins["origins"][0]["articles"]} == {"asked", "wire-1", "web-7"}
    assert (alone["n_articles"], alone["n_origins"], alone["origins"][0]["name"]) == (1, 1, "spa")


def test_articles_that_are_not_stored_are_given_with_their_text(archive):
    part = {"text": FLOOD.partition(" Schools")[0]}
    comparison, why, nothing = asked(
        archive,
        ("compare", {"a": part, "b": {"id": "wire-1"}}),
        ("why", {"a": part, "b": {"text": FLOOD}}),
        ("compare", {"a": {"id": "bank"}, "b": {"id": "wire-1"}, "rewritten": True}),
    )
    assert (comparison["a"], comparison["contained"], comparison["safe_to_drop"]) == ("a", "a", ["a"])
    assert (why["a"], why["b"]) == ("a", "b")
    assert (nothing["relation"], nothing["passages"]) == (None, [])


def test_an_article_without_an_id_takes_none_of_a_stored_one():
    with Index(":memory:") as index:
        index.add_many([Article("asked", FLOOD), Article("a", FLOOD)])
        [known] = asked(Archive(index), ("check", {"article": {"text": FLOOD}}))
    assert (known["id"], known["n_matches"]) == ("#asked", 2)


def test_what_is_wrong_is_told_to_the_one_who_asks(archive):
    answers = asked(
        archive,
        ("article", {"article_id": "no-such"}),
        ("check", {"article": {}}),
        ("check", {"article": {"text": FLOOD}, "within": "soon"}),
        ("compare", {"a": {"id": "bank"}, "b": {"id": "bank"}}),
        ("why", {"a": {"text": "..."}, "b": {"id": "bank"}}),
    )
    told = ["no stored article has the id", "needs a text", "no length of time", "have the same id", "with words"]
    for answer, part in zip(answers, told, strict=True):
        assert part in answer


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("check", {"article": {"text": "x" * (MAX_TEXT + 1)}}),
        ("check", {"article": {"text": "نهر " * 2_000_000}}),
        ("check", {"article": {"text": FLOOD, "title": "x" * (MAX_LINE + 1)}}),
        ("check", {"article": {"text": FLOOD}, "within": "9" * (MAX_LINE + 1)}),
        ("check", {"article": {"text": FLOOD}, "limit": MAX_FOUND + 1}),
        ("compare", {"a": {"text": FLOOD}, "b": {"text": "x" * (MAX_TEXT + 1)}}),
        ("why", {"a": {"id": "x" * (MAX_LINE + 1)}, "b": {"id": "bank"}}),
        ("families", {"limit": 10**9}),
        ("families", {"limit": 0}),
        ("families", {"offset": -1}),
        ("article", {"article_id": "x" * (MAX_LINE + 1)}),
    ],
)
def test_hostile_sizes_are_refused_before_anything_is_done(tool, arguments):
    [answer] = asked(Untouchable(), (tool, arguments))
    assert "validation error" in answer
    assert len(answer) < 2_000


def test_answers_are_bounded_and_say_how_much_there_is(archive):
    long = "\n".join(story(_RNG, 30, ENGLISH) + f" {n}." for n in range(400))
    copies = [Article(f"copy-{n:03}", FLOOD + f" Edition {n} of the day.", title="t" * 5_000) for n in range(150)]
    with Index(":memory:") as index:
        index.add_many([*copies, Article("long", long)])
        changed = long.replace("0.", "7.").replace("3.", "4.")
        known, families, article, rest, comparison = asked(
            Archive(index),
            ("check", {"article": {"text": FLOOD}, "limit": 5}),
            ("families", {"limit": 1}),
            ("article", {"article_id": "long"}),
            ("article", {"article_id": "long", "offset": MAX_SHOWN}),
            ("compare", {"a": {"id": "long"}, "b": {"text": changed}}),
        )
    assert (len(known["matches"]), known["n_matches"], len(known["safe_to_drop"])) == (5, 64, 5)
    assert max(len(one["title"]) for one in known["matches"]) < MAX_EXCERPT + 10
    assert (len(families["families"][0]["members"]), families["families"][0]["n_members"]) == (MAX_MEMBERS, 150)
    assert (len(article["text"]), article["n_characters"]) == (MAX_SHOWN, len(long))
    assert long.startswith(article["text"] + rest["text"])
    assert (len(comparison["passages"]) <= MAX_PASSAGES, len(comparison["changes"])) == (True, MAX_CHANGES)
    assert comparison["n_changes"] > MAX_CHANGES


def test_the_report_is_made_again_when_the_index_has_changed(tmp_path):
    with Index(tmp_path / "seen.sqlite") as index:
        index.add_many(NEWS)
        with Archive.of_index(tmp_path / "seen.sqlite") as archive:
            first = archive.report()
            assert archive.report() is first
            index.add(Article("late", FLOOD))
            assert len(archive.report().clusters[0].members) == 3


def test_more_articles_than_somebody_waits_for_are_not_scanned(archive, monkeypatch):
    monkeypatch.setattr("dedup.serving.archive.MAX_SCANNED", 2)
    families, why = asked(archive, ("families", {}), ("why", {"a": {"id": "web-7"}, "b": {"id": "wire-1"}}))
    assert "3 articles are stored, and a question scans 2 at most" in families
    assert (why["judged"], why["relation"]) == ("alone", "reprint")


def test_questions_at_once_are_answered_each_with_its_own(archive):
    async def ask():
        async with Client(server_of(archive)) as client:
            calls = [client.call_tool("article", {"article_id": one["id"]}) for one in NEWS * 5]
            calls += [client.call_tool("families", {}) for _ in range(3)]
            return [answer_of(one) for one in await asyncio.gather(*calls)]

    *articles, one, other, third = asyncio.run(ask())
    assert [article["id"] for article in articles] == [article["id"] for article in NEWS * 5]
    assert one == other == third


def test_an_index_is_only_read_and_a_missing_one_is_not_made(tmp_path):
    with pytest.raises(InputError, match="there is no such index"):
        Archive.of_index(tmp_path / "missing.sqlite")
    assert list(tmp_path.iterdir()) == []
