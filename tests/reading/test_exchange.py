"""Newsroom exchange formats: NewsML-G2, NITF and ninjs, as agencies send them."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from dedup.reading import read
from dedup.reading.ninjs import is_later
from tests.archived import STORIES

STORY = STORIES[0]
WHEN = "2021-06-30T08:05:00+02:00"
GUID = "urn:newsml:wire.example:20210630:flood"


def xhtml() -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in STORY.paragraphs)
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No title</title></head><body>{body}</body></html>'


def nitf() -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in STORY.paragraphs)
    head = f"<head><docdata><date.issue norm='{WHEN}'/></docdata><pubdata name='Wire of Norland'/></head>"
    return (
        f"<nitf>{head}<body><body.head><hedline><hl1>{STORY.title}</hl1></hedline><byline>{STORY.author}</byline></body.head>"
        f"<body.content>{body}<media><media-metadata name='x' value='y'/></media></body.content>"
        "<body.end><tagline>(ends)</tagline></body.end></body></nitf>"
    )


def item(content: str, guid: str = GUID, version: int = 1, kind: str = "text") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}" standard="NewsML-G2">'
        f'<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:NWN"><name>Wire of Norland</name></provider>'
        f"<versionCreated>{WHEN}</versionCreated><firstCreated>2021-06-29T20:00:00Z</firstCreated></itemMeta>"
        f"<contentMeta><headline>{STORY.title}</headline><by>{STORY.author}</by><infoSource literal='AFP'/></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


CONTENTS = {
    "xhtml": f'<inlineXML contenttype="application/xhtml+xml">{xhtml()}</inlineXML>',
    "nitf": f'<inlineXML contenttype="application/nitf+xml">{nitf()}</inlineXML>',
    "plain": f"<inlineData contenttype='text/plain'>{escape(STORY.text)}</inlineData>",
    "escaped": f"<inlineData contenttype='text/html'>{escape(''.join(f'<p>{escape(line)}</p>' for line in STORY.paragraphs))}</inlineData>",
}


class TestNewsML:
    @pytest.mark.parametrize("content", CONTENTS)
    def test_an_item(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "flood.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>{item(CONTENTS[content])}')
        reader = read(tmp_path)
        [found] = reader
        assert reader.skipped == []
        assert (found.id, found.title, found.source, found.author) == (
            GUID,
            STORY.title,
            "Wire of Norland",
            STORY.author,
        )
        assert (found.text, found.published.isoformat()) == (STORY.text, WHEN)
        assert found.declared_origin == "Wire of Norland; AFP"

    def test_a_message_of_items_one_of_them_a_picture_one_a_later_version(self, tmp_path: Path) -> None:
        items = [item(CONTENTS["nitf"]), item("", f"{GUID}-photo", kind="picture"), item(CONTENTS["xhtml"], version=3)]
        message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{"".join(items)}</itemSet></newsMessage>'
        (tmp_path / "message.xml").write_text(message)
        reader = read(tmp_path)
        assert [(one.id, one.declared_origin) for one in reader] == [
            (GUID, "Wire of Norland; AFP"),
            (f"{GUID};version=3", f"Wire of Norland; AFP; {GUID}"),
        ]
        assert [(one.path.rpartition("/")[2], one.reason) for one in reader.skipped] == [
            ("message.xml#2", "no text: a picture")
        ]

    def test_nitf_alone(self, tmp_path: Path) -> None:
        (tmp_path / "flood.xml").write_text(nitf())
        [found] = read(tmp_path)
        assert (found.title, found.author, found.source, found.text) == (
            STORY.title,
            STORY.author,
            "Wire of Norland",
            STORY.text,
        )
        assert found.published.isoformat() == WHEN

    @pytest.mark.parametrize(
        "content",
        [
            '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]><newsItem guid="a"><contentSet><inlineData>&x; root</inlineData></contentSet></newsItem>',
            "<newsItem><contentSet>",
            '<!DOCTYPE newsItem [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><newsItem>&b;</newsItem>',
        ],
    )
    def test_hostile_ones_are_skipped_or_say_nothing_of_the_machine(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "a.xml").write_text(content)
        reader = read(tmp_path)
        assert all("root:" not in article.text for article in reader)


def ninjs(**more: object) -> dict[str, object]:
    item = {
        "uri": "https://wire.example/flood",
        "type": "text",
        "version": "1",
        "versioncreated": WHEN,
        "headline": STORY.title,
    }
    return {**item, "byline": STORY.author, "provider": "Wire of Norland", "copyrightholder": "AFP", **more}


BODIES = {
    "text": {"body_text": STORY.text},
    "html": {"body_html": "".join(f"<p>{escape(line)}</p>" for line in STORY.paragraphs)},
    "xhtml": {"body_xhtml": "".join(f"<p>{escape(line)}</p>" for line in STORY.paragraphs)},
    "bodies": {
        "bodies": [
            {"role": "teaser", "value": "Flood."},
            {"role": "main", "contentType": "text/plain", "value": STORY.text},
        ]
    },
}


class TestNinjs:
    @pytest.mark.parametrize("body", BODIES)
    @pytest.mark.parametrize("name", ["flood.json", "wire.jsonl", "list.json", "feed.json"])
    def test_an_item(self, tmp_path: Path, name: str, body: str) -> None:
        record = ninjs(**BODIES[body])
        content: object = {
            "flood.json": record,
            "wire.jsonl": record,
            "list.json": [record],
            "feed.json": {"n": 1, "items": [record]},
        }[name]
        (tmp_path / name).write_text(json.dumps(content))
        reader = read(tmp_path)
        [found] = reader
        assert reader.skipped == []
        assert (found.title, found.source, found.author, found.text) == (
            STORY.title,
            "Wire of Norland",
            STORY.author,
            STORY.text,
        )
        assert (found.published.isoformat(), found.declared_origin) == (WHEN, "Wire of Norland; AFP")

    def test_headlines_and_providers_of_version_three(self, tmp_path: Path) -> None:
        record = ninjs(
            headlines=[{"role": "main", "value": STORY.title}],
            provider={"name": "Wire of Norland"},
            version="4",
            **BODIES["bodies"],
        )
        record.pop("headline")
        (tmp_path / "a.json").write_text(json.dumps(record))
        [found] = read(tmp_path)
        assert (found.title, found.source) == (STORY.title, "Wire of Norland")
        assert (found.id, found.declared_origin) == (
            "https://wire.example/flood;version=4",
            "Wire of Norland; AFP; https://wire.example/flood",
        )


@pytest.mark.parametrize(
    ("version", "later"),
    [
        ("", False),
        ("0", False),
        ("1", False),
        ("01", False),
        ("2", True),
        ("10", True),
        ("²", False),
        ("9" * 5000, True),
    ],
)
def test_which_versions_are_later_ones(version: str, later: bool) -> None:
    assert is_later(version) == later
