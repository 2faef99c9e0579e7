"""A page's date is that of its own article, never that of a comment, a related story or a video."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedup.reading import read

STORY = (
    "<p>The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the office said.</p>"
    "<p>Firefighters carried forty residents from a home for the elderly into the sports hall until dawn.</p>"
    "<p>Trains between Tolvik and the coast are replaced by buses until the embankment has been inspected.</p>"
)
DAY = "2015-07-20"
OTHER = "2012-03-01T00:00:00Z"


def ld(*found: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in found)


def article(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Flood in Tolvik", "datePublished": f"{DAY}T10:00:00+02:00", **more}


def other(kind: str = "NewsArticle", **more: object) -> dict[str, object]:
    return {"@type": kind, "headline": "Ferry runs aground off Merra", "datePublished": OTHER, **more}


META = f'<meta property="article:published_time" content="{DAY}T10:00:00+02:00">'
TIME = f'<time datetime="{DAY}T10:00:00+02:00">20 July 2015</time>'
OTHER_TIME = f'<time datetime="{OTHER}">1 March 2012</time>'
MARKED = f'<time itemprop="datePublished" datetime="{OTHER}">1 March 2012</time>'

# what the head holds, what stands before the article, in its header, behind it
PAGES = {
    "a related story first": (ld(other(), article()), "", "", ""),
    "a list of stories first": (ld({"@type": "ItemList", "itemListElement": [{"item": other()}]}, article()), "", "", ""),
    "a video first": (ld(other("VideoObject", uploadDate=OTHER), article()), "", "", ""),
    "a video inside": (ld(article(video=other("VideoObject"))), "", "", ""),
    "a comment first in a graph": (ld({"@graph": [other("Comment"), article()]}), "", "", ""),
    "comments inside": (ld({**article(), "comment": [other("Comment")]}), "", "", ""),
    "what it is based on": (ld({"isBasedOn": other(), **article()}), "", "", ""),
    "a web page with a main entity": (ld({"@type": "WebPage", "mainEntity": article()}), "", "", ""),
    "one with its address": (
        '<link rel="canonical" href="https://daily.example/flood">'
        + ld(other(headline="Flood in Tolvik again", url="https://daily.example/old"), article(url="https://www.daily.example/flood/")),
        "", "", "",
    ),
    "only the page is described": (ld({"@type": "WebPage", "name": "Flood in Tolvik", "datePublished": DAY}), "", "", ""),
    "modified later": (ld(article(dateModified="2015-07-28T10:00:00Z")), "", "", ""),
    "broken JSON beside it": ('<script type="application/ld+json">{"datePublished": "2012-03-01",</script>' + META, "", "", ""),
    "a video's meta elements": (META + f'<meta property="video:release_date" content="{OTHER}">', "", "", ""),
    "in its header": ("", "", TIME, f"<aside>{OTHER_TIME}</aside>"),
    "a box of related stories before it": ("", f'<aside class="related">{MARKED}</aside>', TIME, ""),
    "a list of the latest before it": ("", f'<div class="latest-news"><a href="/x">Ferry {OTHER_TIME}</a></div>', TIME, ""),
    "comments behind it": (META, "", "", f'<div id="comments"><div class="comment-body">{MARKED}</div></div>'),
    "a video in it": ("", f'<div class="video-player">{MARKED}</div>', TIME, ""),
    "cards behind it": ("", "", TIME, f"<article><h2>Ferry</h2>{MARKED}</article>"),
    "described in its markup": (
        "", "",
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"></span><meta itemprop="datePublished" content="{DAY}">',
        f'<div itemscope itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="{OTHER}"></div>',
    ),
    "old names": (f'<meta name="DC.date.issued" content="{DAY}">', "", "", f'<div class="comments">{OTHER_TIME}</div>'),
}  # fmt: skip


def dated(folder: Path, page: tuple[str, str, str, str]) -> str:
    head, before, header, behind = page
    markup = (
        f"<html><head><title>Flood in Tolvik - Daily</title>{head}</head><body>{before}"
        f"<article><h1>Flood in Tolvik</h1><header>{header}</header>{STORY}</article>{behind}</body></html>"
    )
    (folder / "page.html").write_text(markup)
    [found] = read(folder / "page.html")
    assert "Firefighters" in found.text
    return str(found.published)[:10]


@pytest.mark.parametrize("page", PAGES)
def test_its_own(tmp_path: Path, page: str) -> None:
    assert dated(tmp_path, PAGES[page]) == DAY


@pytest.mark.parametrize(
    "page",
    [
        (ld(other()), "", "", ""),
        (ld(other("VideoObject")), "", "", ""),
        (ld({"@graph": [other("Comment")]}), "", "", ""),
        ("", "", "", f'<aside class="related">{MARKED}</aside>'),
        ("", "", "", f'<div class="comments"><p>First!</p>{MARKED}</div>'),
        ("", "", "", f'<section id="disqus_thread">{OTHER_TIME}</section>'),
        ("", f'<div class="video">{OTHER_TIME}</div>', "", ""),
        ("", '<div class="video-box"><span class="date">1 March 2012</span></div>', "", ""),
        ("", "", "", "<footer>© 2009 Daily. Last change: 03.04.2009</footer>"),
        (
            "",
            "",
            "",
            '<section id="comments"><ul><li class="comment"><a href="#c1">March 1, 2012 at 3:14 pm</a><p>First!</p></li></ul></section>',
        ),
        (
            "",
            "",
            "",
            '<aside class="related"><ul><li><a href="/a">Ferry</a> <span class="date">1 March 2012</span></li></ul></aside>',
        ),
    ],
)
def test_none_where_only_other_things_are_dated(tmp_path: Path, page: tuple[str, str, str, str]) -> None:
    assert dated(tmp_path, page) == "None"


def test_the_author_and_outlet_are_its_own_too(tmp_path: Path) -> None:
    head = ld(
        other(author={"name": "Ole Brandt"}, publisher={"name": "Harbour Post"}),
        article(author=[{"name": "Ida Holm"}, {"name": "Per Lund"}], publisher={"name": "Daily"}),
    )
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Flood in Tolvik</title>{head}</head><body><article><h1>Flood in Tolvik</h1>{STORY}</article></body></html>"
    )
    [found] = read(tmp_path / "page.html")
    assert (found.author, found.source) == ("Ida Holm, Per Lund", "Daily")
