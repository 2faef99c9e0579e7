"""What an article declares of its origin is weak evidence, which may agree with the rest or contradict it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup import Article, compare
from dedup.markup import C2PA
from dedup.reading import read

TEXT = (
    "The ferry to the islands will sail twice a day from Monday, the harbour office said, after the quay was rebuilt."
)
POST = Article("1", TEXT, source="Harbour Post", url="https://post.example/2021/ferry")


def copy(**more: str) -> Article:
    return Article("2", TEXT, **{"source": "Morning Tide", "url": "https://tide.example/ferry", **more})


@pytest.mark.parametrize(
    ("declared", "confidence"),
    [
        ("https://www.post.example/2021/ferry/?utm_source=tide", 0.881),
        ("https://post.example/", 0.769),
        ("Harbour Post", 0.769),
        ("harbour post; https://tide.example/", 0.769),
    ],
)
def test_it_names_the_other_and_how_sure_that_makes(declared: str, confidence: float) -> None:
    match = compare(POST, copy(declared_origin=declared))
    assert (match.origin, match.origin_confidence) == ("a", confidence)
    assert match.reasons[-1].startswith("b declares ")


def test_an_id_is_an_origin_too() -> None:
    first, later = (
        Article("urn:1", TEXT, source="Wire"),
        Article("urn:1;version=2", TEXT, source="Wire", declared_origin="Wire; urn:1"),
    )
    assert compare(first, later).origin == "a"


@pytest.mark.parametrize(
    "author", ["Ida Holm, Harbour Post", "Ida Holm for Harbour Post", "Ida Holm | Harbour Post", "harbour post"]
)
def test_a_byline_with_the_outlet_of_the_other(author: str) -> None:
    assert compare(POST, copy(author=author)).origin_confidence == 0.769


@pytest.mark.parametrize("declared", ["Morning Tide", "https://tide.example/ferry", ""])
def test_what_names_itself_says_nothing(declared: str) -> None:
    assert compare(POST, copy(declared_origin=declared)).origin is None


def test_a_third_one_speaks_against_whoever_declares_it() -> None:
    match = compare(POST, copy(declared_origin="https://gazette.example/ferry"))
    assert (match.origin, match.origin_confidence) == ("a", 0.622)
    assert match.reasons[-1] == "b declares another origin, https://gazette.example/ferry"


def test_it_may_contradict_what_times_say() -> None:
    one = Article(
        "1",
        TEXT,
        source="Harbour Post",
        published=Article.from_mapping({"id": 1, "text": "x", "date": "2021-06-30T12:00Z"}).published,
    )
    other = copy(declared_origin="Harbour Post")
    other = Article(
        "2", TEXT, source=other.source, declared_origin=other.declared_origin, published=one.published.replace(day=1)
    )
    match = compare(one, other)
    assert match.origin == "b"
    assert match.reasons[-1] == "but b declares Harbour Post as its origin, which a is"


def test_manifests_are_noticed() -> None:
    wrapped = Article("1", TEXT + "\ufeff" + C2PA + "\ufe00" * 40)
    match = compare(wrapped, Article("2", TEXT))
    assert match.relation == "exact"
    assert "a carries a C2PA manifest, which is not verified, b none" in match.reasons


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        ('<link rel="canonical" href="https://post.example/ferry"><meta property="og:url" content="https://tide.example/f">', "https://post.example/ferry"),
        ('<link rel="canonical" href="https://tide.example/f"><meta property="og:url" content="https://tide.example/f">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","isBasedOn":"https://post.example/ferry"}</script>', "https://post.example/ferry"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","isBasedOn":{"@type":"NewsArticle","url":"https://post.example/ferry"}}</script>', "https://post.example/ferry"),
        ('<meta name="original-source" content="https://post.example/ferry">', "https://post.example/ferry"),
    ],
)  # fmt: skip
def test_what_pages_declare(tmp_path: Path, head: str, declared: str) -> None:
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Ferry</title>{head}</head><body><article><h1>Ferry</h1><p>{TEXT}</p><p>{TEXT[:50]}.</p></article></body></html>"
    )
    [found] = read(tmp_path)
    assert found.declared_origin == declared


def test_what_feeds_declare(tmp_path: Path) -> None:
    feed = f'<rss version="2.0"><channel><title>Tide</title><item><title>Ferry</title><description>{TEXT}</description><source url="https://post.example/rss">Harbour Post</source></item></channel></rss>'
    (tmp_path / "a.rss").write_text(feed)
    [found] = read(tmp_path)
    assert found.declared_origin == "Harbour Post; https://post.example/rss"
