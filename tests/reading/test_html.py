"""Web pages as newsrooms' systems make them: captions, related links and credits land where they should.

Each page in `cases/html` stands beside what must be read from it. The pages are made up, their markup is not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.article import Article
from dedup.markup import plain_text
from dedup.reading import read
from dedup.reading.extraction import MAX_INLINE, flatten

CASES = Path(__file__).parents[1] / "cases" / "html"
PAGES = sorted(CASES.glob("*.html"))


def as_text(article: Article) -> str:
    published = article.published.isoformat() if article.published else ""
    return (
        f"title: {article.title}\nauthor: {article.author}\nsource: {article.source}\nurl: {article.url}\n"
        f"published: {published}\n\n{article.text}\n"
    )


FALL_SHORT = {
    "yahoo_style_ja": 'the word for "delivered" in the header stands above the text',
}
"""Pages that are not read as they should be, and why."""


def test_of_more_than_forty_pages_all_but_one_are_read_right() -> None:
    assert (len(PAGES), len(FALL_SHORT)) == (43, 1)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    reader = read(page)
    found = [as_text(article) for article in reader]
    assert (found == [page.with_suffix(".txt").read_text()]) != (page.stem in FALL_SHORT)
    assert reader.skipped == []


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1", ""])
def test_a_wrong_declaration_does_not_garble(tmp_path: Path, encoding: str, declared: str) -> None:
    source = (CASES / "drupal7_ar.html").read_text().replace("charset=utf-8", f"charset={declared}")
    (tmp_path / "page.html").write_bytes(source.encode(encoding))
    assert [article.title for article in read(tmp_path)] == ["محطة جديدة لتحلية المياه تبدأ العمل على الساحل"]


@pytest.mark.parametrize("content", ["<html></html>", "<p></p>", "no markup"])
def test_a_page_without_an_article_is_skipped(tmp_path: Path, content: str) -> None:
    (tmp_path / "page.html").write_text(content)
    reader = read(tmp_path)
    assert list(reader) == []
    assert len(reader.skipped) == 1


def test_plain_text_of_a_feed_entry() -> None:
    assert plain_text("Fire &amp; flood<br/>in the <i>delta</i><script>x()</script>") == "Fire & flood\nin the delta"
    assert plain_text("<ul><li>one</li><li>two</li></ul>tail") == "one\ntwo\ntail"
    assert plain_text("2 < 3") == "2 < 3"
    assert plain_text("<p>zero\0 and \ud800</p>") == "zero and"


@pytest.mark.parametrize("unit", ["<em>a</em> <i>b</i> ", "<a href='/x'>a</a> b ", "a <b></b>b<script>c</script> "])
def test_of_a_paragraph_with_thousands_of_elements_the_text_is_left_in_one_piece(unit: str) -> None:
    """The extractor walks back over the pieces for each of them."""
    import trafilatura

    def page(n: int):
        story = "<p>The river rose by two metres overnight and flooded the lower market.</p>"
        return trafilatura.load_html(f"<article>{story}<p>{unit * n}</p><p>Nobody was <b>hurt</b>.</p></article>")

    few, many = page(100), page(MAX_INLINE + 1)
    for tree in (few, many):
        flatten(tree)
    assert len(few.xpath("//p[2]//node()")) >= 200
    assert [str(piece).split() for piece in many.xpath("//p[2]//node()")] == [["a", "b"] * (MAX_INLINE + 1)]
    assert len(many.xpath("//p[3]/b")) == 1
