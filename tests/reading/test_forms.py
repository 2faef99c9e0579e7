"""One corpus in every form that people have it in gives the same articles and the same report.

The table in docs/reading.md says of each form where the parts of an article are read from; this reads it, and holds it to it.
"""

from __future__ import annotations

import io
import json
import mailbox
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest

import dedup
from dedup.article import Article
from dedup.reading import read
from tests import archived
from tests.archived import Story

WIRE = (
    "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said.",
    "Firefighters carried forty residents from a home for the elderly into the sports hall, where soup was served.",
    "Trains between Tolvik and the coast are replaced by buses until the embankment has been inspected on Friday.",
)
CORPUS = (
    Story("Flood closes the market of Tolvik", "Wire of Norland", "Ida Holm", datetime(2021, 6, 30), WIRE),
    Story(
        "Tolvik stands in water after a night of rain", "Harbour Post", "Per Lund", datetime(2021, 7, 1),
        (*WIRE, "Insurers expect claims of several million crowns, though most cellars had pumps, said Jürgen Östlund."),
    ),
    Story(
        "Bank of Norland leaves its rate where it was", "Morning Tide", "Helle Vinter", datetime(2021, 7, 2),
        (
            "The central bank of Norland left its main lending rate where it was and hinted at cheaper credit in autumn.",
            "Governor Brandt pointed to wages, which have grown faster than forecast, and to rents in the larger towns.",
        ),
    ),
    Story("Flood closes the market of Tolvik again", "Morning Tide", "Ole Brandt", datetime(2021, 7, 3), WIRE[:2]),
)  # fmt: skip
HTML = ["".join(f"<p>{escape(line)}</p>" for line in story.paragraphs) for story in CORPUS]
RECORDS = [
    {"id": str(n), "title": story.title, "source": story.outlet, "author": story.author, "date": f"{story.day:%Y-%m-%d}", "text": story.text}
    for n, story in enumerate(CORPUS, start=1)
]  # fmt: skip
STAMP = "%Y-%m-%dT00:00:00"


def table(kind: str) -> bytes:
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.feather
    import pyarrow.parquet

    rows, target = pa.Table.from_pylist(RECORDS), io.BytesIO()
    {"parquet": pa.parquet.write_table, "arrow": pa.feather.write_feather, "csv": pa.csv.write_csv}[kind](rows, target)
    return target.getvalue()


def tsv() -> bytes:
    """Tabs part the cells; a text of several lines is quoted."""
    import csv

    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, RECORDS[0].keys(), delimiter="\t")
    writer.writeheader()
    writer.writerows(RECORDS)
    return target.getvalue().encode()


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(list(RECORDS[0]))
    for record in RECORDS:
        book.active.append(list(record.values()))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def page(story: Story) -> bytes:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{story.title}</title><meta name="author" content="{story.author}">'
        f'<meta property="og:site_name" content="{story.outlet}"><meta name="date" content="{story.day:%Y-%m-%d}"></head>'
        f"<body><article><h1>{story.title}</h1>{''.join(f'<p>{escape(line)}</p>' for line in story.paragraphs)}</article></body></html>"
    ).encode()


def warc() -> bytes:
    from fastwarc.warc import WarcRecord, WarcRecordType

    target = io.BytesIO()
    for number, story in enumerate(CORPUS):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://daily.example/{number}"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(story))
        record.write(target)
    return target.getvalue()


def rss() -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{n}</guid><title>{story.title}</title><dc:creator>{story.author}</dc:creator>"
        f"<pubDate>{format_datetime(story.day)}</pubDate><source url='https://x.example/{n}'>{story.outlet}</source>"
        f"<content:encoded><![CDATA[{HTML[n - 1]}]]></content:encoded></item>"
        for n, story in enumerate(CORPUS, start=1)
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {names}><channel><title>All</title>{items}</channel></rss>'.encode()


def wordpress_export() -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{n}</guid><title>{story.title}</title><dc:creator><![CDATA[{story.author}]]></dc:creator>"
        f"<pubDate>{format_datetime(story.day)}</pubDate><content:encoded><![CDATA[<!-- wp:paragraph -->\n{HTML[n - 1]}\n<!-- /wp:paragraph -->]]>"
        f"</content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
        for n, story in enumerate(CORPUS, start=1)
    )
    names = " ".join(
        f'xmlns:{name}="{place}"'
        for name, place in {
            "dc": "http://purl.org/dc/elements/1.1/", "content": "http://purl.org/rss/1.0/modules/content/",
            "excerpt": "http://wordpress.org/export/1.2/excerpt/", "wp": "http://wordpress.org/export/1.2/",
        }.items()
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {names}><channel><title>Daily</title>{items}</channel></rss>'.encode()


def atom() -> bytes:
    entries = "".join(
        f"<entry><id>{n}</id><title>{story.title}</title><author><name>{story.author}</name></author>"
        f"<published>{story.day:%Y-%m-%d}T00:00:00Z</published><source><title>{story.outlet}</title></source>"
        f"<content type='html'>{escape(HTML[n - 1])}</content></entry>"
        for n, story in enumerate(CORPUS, start=1)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>All</title>{entries}</feed>'.encode()


def newsml() -> bytes:
    items = "".join(
        f'<newsItem guid="{n}" version="1"><itemMeta><itemClass qcode="ninat:text"/><provider literal="{story.outlet}"/>'
        f"<versionCreated>{story.day:{STAMP}}Z</versionCreated></itemMeta><contentMeta><headline>{story.title}</headline>"
        f'<by>{story.author}</by></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{HTML[n - 1]}'
        "</body></html></inlineXML></contentSet></newsItem>"
        for n, story in enumerate(CORPUS, start=1)
    )
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'.encode()


def ninjs() -> bytes:
    items = [
        {"uri": str(n), "type": "text", "versioncreated": f"{story.day:{STAMP}}Z", "headline": story.title, "byline": story.author,
         "provider": story.outlet, "body_xhtml": HTML[n - 1]}
        for n, story in enumerate(CORPUS, start=1)
    ]  # fmt: skip
    return lines(items)


def lines(records: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def message(story: Story) -> EmailMessage:
    found = EmailMessage()
    for name, value in {
        "Subject": story.title,
        "From": f"{story.author} <desk@x.example>",
        "Organization": story.outlet,
        "Date": format_datetime(story.day),
    }.items():
        found[name] = value
    found.set_content(story.text)
    return found


def mbox(folder: Path) -> None:
    box = mailbox.mbox(folder / "corpus.mbox")
    for story in CORPUS:
        box.add(message(story))
    box.close()


def one(name: str, content: Callable[[], bytes]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(content())

    return make


def each(ending: str, content: Callable[[Story], bytes]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for number, story in enumerate(CORPUS, start=1):
            (folder / f"{number}.{ending}").write_bytes(content(story))

    return make


WORDPRESS = [
    {"id": n, "date": f"{story.day:{STAMP}}", "title": {"rendered": story.title}, "content": {"rendered": HTML[n - 1], "protected": False}}
    for n, story in enumerate(CORPUS, start=1)
]  # fmt: skip
MONGO = [
    {"_id": {"$oid": f"{n:024x}"}, "title": story.title, "source": story.outlet, "author": story.author,
     "published": {"$date": f"{story.day:{STAMP}}Z"}, "text": story.text}
    for n, story in enumerate(CORPUS, start=1)
]  # fmt: skip
FORMS: Mapping[str, Callable[[Path], None]] = {
    "plain text": each("txt", lambda story: story.text.encode()),
    "Markdown": each(
        "md",
        lambda story: (
            f"---\ntitle: {story.title}\nauthor: {story.author}\noutlet: {story.outlet}\ndate: {story.day:%Y-%m-%d}\n---\n{story.text}".encode()
        ),
    ),
    "web pages": each("html", page),
    "JSON Lines": one("corpus.jsonl", lambda: lines(RECORDS)),
    "JSON": one("corpus.json", lambda: json.dumps({"articles": RECORDS}).encode()),
    "CSV": one("corpus.csv", lambda: table("csv")),
    "TSV": one("corpus.tsv", tsv),
    "Excel": one("corpus.xlsx", xlsx),
    "Parquet": one("corpus.parquet", lambda: table("parquet")),
    "Arrow": one("corpus.arrow", lambda: table("arrow")),
    "web archives": one("corpus.warc", warc),
    "RSS": one("corpus.rss", rss),
    "Atom": one("corpus.atom", atom),
    "NewsML-G2": one("corpus.xml", newsml),
    "ninjs": one("corpus.jsonl", ninjs),
    "WordPress, its API": one("corpus.json", lambda: json.dumps(WORDPRESS).encode()),
    "WordPress, its export": one("corpus.xml", wordpress_export),
    "MongoDB, mongoexport": one("corpus.json", lambda: lines(MONGO)),
    "Word": each(
        "docx", lambda story: archived.docx(list(story.paragraphs), story.title, author=story.author, created=story.day)
    ),
    "rich text": each(
        "rtf",
        lambda story: archived.rtf([f"By {story.author}", story.european, *story.paragraphs]).replace(
            b"{\\info{\\author reader}", b"{\\info{\\title %s}" % story.title.encode()
        ),
    ),
    "PDF": each(
        "pdf",
        lambda story: archived.pdf(
            list(story.paragraphs), title=story.title, author=story.author, creation_date=story.day.replace(tzinfo=UTC)
        ),
    ),
    "mail": each("eml", lambda story: message(story).as_bytes()),
    "mailboxes": mbox,
    "Nexis Uni, Lexis+": one("corpus.docx", lambda: archived.docx(archived.nexis_uni(CORPUS))),
    "LexisNexis": one("corpus.txt", lambda: archived.lexis_nexis_text(CORPUS).encode()),
    "Factiva": one("corpus.html", lambda: archived.factiva_page(CORPUS).encode()),
    "Factiva, with codes": one("corpus.rtf", lambda: archived.rtf_table(archived.factiva_coded(CORPUS))),
    "ProQuest": one("corpus.txt", lambda: archived.proquest(CORPUS).encode()),
    "Europresse": one("corpus.html", lambda: archived.europresse(CORPUS).encode()),
}


SITE = {"WordPress, its export": "Daily"}
"""The outlet where a form has one for all articles."""


@dataclass(frozen=True)
class Row:
    """What the table in the docs says of a form: "-" where a part is not read."""

    title: str
    outlet: str
    author: str
    date: str
    id: str


def rows() -> dict[str, Row]:
    text = (Path(__file__).parents[2] / "docs" / "reading.md").read_text()
    found = re.findall(
        r"^\| ([^|]+) \| [^|]* \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE
    )
    return {form.strip(): Row(*map(str.strip, cells)) for form, *cells in found if form.strip() in FORMS}


def test_the_docs_have_a_row_for_each_form() -> None:
    assert set(rows()) == set(FORMS)
    assert len(FORMS) > 20


def matches(articles: list[Article]) -> list[tuple[object, ...]]:
    number = {article.id: place for place, article in enumerate(articles)}
    report = dedup.scan([(Article(str(number[one.id]), one.text)) for one in articles])
    return [(match.a, match.b, match.relation, match.passages) for match in report.matches]


EXPECTED = [Article(str(number), story.text) for number, story in enumerate(CORPUS)]


@pytest.mark.parametrize("form", FORMS)
def test_gives_the_same_articles_and_report(tmp_path: Path, form: str) -> None:
    FORMS[form](tmp_path)
    reader = read(tmp_path)
    found = list(reader)
    assert reader.skipped == []
    assert [article.text for article in found] == [story.text for story in CORPUS]
    row = rows()[form]
    assert [article.title for article in found] == ["" if row.title == "-" else story.title for story in CORPUS]
    assert [article.source for article in found] == [
        "" if row.outlet == "-" else SITE.get(form, story.outlet) for story in CORPUS
    ]
    assert [article.author for article in found] == ["" if row.author == "-" else story.author for story in CORPUS]
    dates = [str(article.published)[:10] for article in found]
    assert dates == ["None" if row.date == "-" else f"{story.day:%Y-%m-%d}" for story in CORPUS]
    if row.id not in ("file", "file#n"):
        assert [article.id.lstrip("0") for article in found] == ["1", "2", "3", "4"]
    assert matches(found) == matches(EXPECTED)
    assert [(a, b, relation) for a, b, relation, _ in matches(found)] == [
        ("0", "1", "reprint"),
        ("0", "3", "contained"),
        ("1", "3", "contained"),
    ]
