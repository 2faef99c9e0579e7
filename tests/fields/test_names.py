"""Fields are found under the names that tools give them, whatever their case, and under names of one's own."""

from __future__ import annotations

from typing import Any

import pytest

from dedup.article import Article
from dedup.fields.names import FIELD_NAMES, Names, folded

TEXT = "The river Aster rose by two metres overnight and flooded the lower market of Tolvik."

TOOLS: dict[str, dict[str, Any]] = {
    "newspaper": {"title": "Flood", "text": TEXT, "authors": ["Ann Lee"], "publish_date": "2015-07-21", "source_url": "https://courier.example"},
    "news-please": {"title": "Flood", "maintext": TEXT, "authors": ["Ann Lee"], "date_publish": "2015-07-21 00:00:00", "date_download": "2016-01-01", "source_domain": "courier.example"},
    "trafilatura": {"title": "Flood", "text": TEXT, "author": "Ann Lee", "date": "2015-07-21", "source": "https://courier.example/1", "source-hostname": "courier.example", "id": None},
    "fundus": {"title": "Flood", "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]}, "authors": ["Ann Lee"], "publishing_date": "2015-07-21", "publisher": "courier.example"},
    "goose": {"infos": {"title": "Flood", "cleaned_text": TEXT, "authors": ["Ann Lee"], "publish_date": "2015-07-21", "domain": "courier.example"}},
    "Media Cloud": {"stories_id": 7, "title": "Flood", "story_text": TEXT, "author": "Ann Lee", "publish_date": "2015-07-21", "media_name": "courier.example", "indexed_date": "2016-01-01"},
    "NewsAPI": {"source": {"id": None, "name": "courier.example"}, "author": "Ann Lee", "title": "Flood", "description": "A flood", "publishedAt": "2015-07-21T00:00:00", "content": TEXT},
    "Event Registry": {"uri": "7", "title": "Flood", "body": TEXT, "authors": [{"name": "Ann Lee"}], "date": "2015-07-20", "dateTimePub": "2015-07-21T00:00:00", "source": {"uri": "c", "title": "courier.example"}},
    "GDELT": {"DocumentIdentifier": "https://courier.example/1", "SourceCommonName": "courier.example", "title": "Flood", "text": TEXT, "author": "Ann Lee", "seendate": "20150721T000000"},
    "WordPress": {"id": 7, "date": "2015-07-21T02:00:00", "date_gmt": "2015-07-21T00:00:00", "title": {"rendered": "Flood"}, "content": {"rendered": f"<p>{TEXT}</p>"}, "author": {"name": "Ann Lee"}, "source": "courier.example"},
    "Mongo": {"_id": {"$oid": "53a0"}, "title": "Flood", "text": TEXT, "author": "Ann Lee", "published": {"$date": "2015-07-21T00:00:00"}, "source": "courier.example"},
    "Elasticsearch": {"_id": "7", "_index": "news", "_source": {"title": "Flood", "text": TEXT, "author": "Ann Lee", "date": "2015-07-21", "source": "courier.example"}},
    "webz": {"uuid": "7", "title": "Flood", "text": TEXT, "author": "Ann Lee", "published": "2015-07-21", "thread": {"site": "courier.example"}},
    "a spreadsheet": {"ID": 7.0, "Title": "Flood", "Full Text": TEXT, "AUTHOR": "Ann Lee", "Published At": "2015-07-21", "Outlet": "courier.example"},
    "a flattened table": {"id": "7.0", "title": "Flood", "text": TEXT, "author.name": "Ann Lee", "published.$date": "2015-07-21", "source.name": "courier.example"},
}  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_tool_writes_is_read(tool: str) -> None:
    article = Article.from_mapping(TOOLS[tool], default_id="1")
    assert (article.title, article.text, article.source, article.author) == (
        "Flood",
        TEXT,
        "courier.example",
        "Ann Lee",
    )
    assert article.published is not None
    assert f"{article.published:%Y-%m-%dT%H:%M}" == "2015-07-21T00:00"


def test_ids_of_tools() -> None:
    ids = {tool: Article.from_mapping(record, default_id="-").id for tool, record in TOOLS.items()}
    assert {
        ids[tool] for tool in ("Media Cloud", "Event Registry", "WordPress", "a spreadsheet", "a flattened table")
    } == {"7"}
    assert ids["Mongo"] == "53a0"
    assert ids["trafilatura"] == "-"


@pytest.mark.parametrize("name", ["Published At", "published_at", "publishedAt", "PUBLISHED-AT"])
def test_case_and_separators_do_not_count(name: str) -> None:
    assert folded(name) == "publishedat"
    assert list(Names().values({name: "2015-07-21"}, "published")) == [(name, "2015-07-21")]


@pytest.mark.parametrize("empty", [None, "", "  \n", "NaN", float("nan"), "None", "null", [], {}])
def test_what_is_empty_yields_to_the_next_name(empty: Any) -> None:
    article = Article.from_mapping(
        {"text": empty, "id": empty, "uuid": "u", "title": empty, "headline": "Flood", "body": TEXT}
    )
    assert (article.text, article.title, article.id) == (TEXT, "Flood", "u")


def test_names_of_ones_own_come_first_in_their_order_and_lead_into_objects() -> None:
    names = Names({"text": ("inhalt", "anriss"), "source": ("meta.outlet",)})
    fields = {"text": "third", "anriss": "second", "inhalt": "", "meta": {"outlet": "Courier"}, "source": "other"}
    assert [value for _, value in names.values(fields, "text")] == ["second", "third"]
    assert next(names.values(fields, "source")) == ("meta.outlet", "Courier")
    assert next(Names({"author": ("authors.name",)}).values({"authors": [{"name": "A"}, {"name": "B"}]}, "author"))[
        1
    ] == ["A", "B"]


def test_only_columns_that_can_be_a_part_are_wanted() -> None:
    assert Names().wanted(["id", "embedding", "Body", "clicks"]) == ["id", "Body"]
    assert set(FIELD_NAMES) == {"id", "text", "title", "source", "url", "author", "published", "declared_origin"}
