"""Feeds: one entry, one article, without markup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dedup.article import Article
from dedup.reading import read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صحيفة الميناء</title><link>https://mina.example/</link>
<item><title>افتتاح مكتبة &amp; قاعة</title><link>https://mina.example/1</link><guid isPermaLink="false">mina-1</guid>
<pubDate>Thu, 02 Nov 2023 09:15:00 +0300</pubDate><dc:creator>ليلى منصور</dc:creator><description>موجز</description>
<content:encoded><![CDATA[<p>افتتح رئيس البلدية <b>مكتبة</b> عامة.</p><p>والدخول مجاني.</p>]]></content:encoded></item>
<item><title>بلا نص</title><link>https://mina.example/2</link></item>
<item><title>Short</title><link>https://mina.example/3</link>
<description>The library opens at nine.</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Herald</title>
<entry><id>tag:herald,1</id><title type="html">Bridge &lt;i&gt;reopens&lt;/i&gt;</title>
<updated>2024-05-14T06:30:00Z</updated>
<author><name>Nora Lind</name></author><link href="https://herald.example/1"/>
<content type="html">&lt;p&gt;The bridge opened.&lt;/p&gt;&lt;p&gt;Ferries stay.&lt;/p&gt;</content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS)
    reader = read(tmp_path / "feed.rss")
    assert list(reader) == [
        Article(
            id="mina-1",
            text="افتتح رئيس البلدية مكتبة عامة.\nوالدخول مجاني.",
            title="افتتاح مكتبة & قاعة",
            source="صحيفة الميناء",
            url="https://mina.example/1",
            author="ليلى منصور",
            published=datetime(2023, 11, 2, 6, 15, tzinfo=UTC),
        ),
        Article(
            id="https://mina.example/3",
            text="The library opens at nine.",
            title="Short",
            source="صحيفة الميناء",
            url="https://mina.example/3",
        ),
    ]
    assert [(entry.path, entry.reason) for entry in reader.skipped] == [
        (f"{tmp_path}/feed.rss#2", "no text: empty or only white space")
    ]


def test_atom_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM)
    assert list(read(tmp_path)) == [
        Article(
            id="tag:herald,1",
            text="The bridge opened.\nFerries stay.",
            title="Bridge reopens",
            source="Coast Herald",
            url="https://herald.example/1",
            author="Nora Lind",
            published=datetime(2024, 5, 14, 6, 30, tzinfo=UTC),
        )
    ]


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text("<?xml version='1.0'?><urlset><url>https://a.example</url></urlset>")
    reader = read(tmp_path)
    assert list(reader) == []
    assert reader.skipped[0].reason == "XML, but neither a feed (RSS, Atom) nor news items (NewsML-G2, NITF)"


def test_an_old_encoding(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_bytes(RSS.replace("UTF-8", "windows-1256").encode("cp1256"))
    assert next(iter(read(tmp_path))).title == "افتتاح مكتبة & قاعة"
