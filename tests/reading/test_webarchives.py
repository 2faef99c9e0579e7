"""Web archives as crawlers write them: pages are articles, everything else is passed over."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest

from dedup.reading import read
from dedup.reading.http import parsed

PAGES = Path(__file__).parents[1] / "cases" / "html"
NAMES = ("wordpress_classic_en", "twice_ar", "table_layout_ar")


def warc(*answers: tuple[str, str, bytes]) -> bytes:
    """An archive of answers: url, head, body; each record with its request, as crawlers do."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    target = io.BytesIO()
    for url, head, body in answers:
        for kind, content in (
            (WarcRecordType.request, b"GET / HTTP/1.1\r\nHost: example\r\n\r\n"),
            (WarcRecordType.response, head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body),
        ):
            record = WarcRecord()
            record.init_headers(record_type=kind)
            record.headers["WARC-Target-URI"] = url
            record.headers["Content-Type"] = "application/http"
            record.set_bytes_content(content)
            record.write(target)
    return target.getvalue()


OK = "HTTP/1.1 200 OK\nContent-Type: text/html"


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_read_as_files_are(tmp_path: Path, name: str) -> None:
    content = warc(*[(f"https://www.paper.example/{n}", OK, (PAGES / f"{n}.html").read_bytes()) for n in NAMES])
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    reader = read(tmp_path / name, source_from="host")
    found = list(reader)
    on_disk = [article for page in NAMES for article in read(PAGES / f"{page}.html")]
    assert [(article.title, article.text) for article in found] == [(page.title, page.text) for page in on_disk]
    assert [article.id for article in found] == [f"{name}#{number}" for number in (1, 2, 3)]
    assert {article.source for article in found} == {"paper.example"}
    assert found[0].url == "https://www.paper.example/wordpress_classic_en"
    assert reader.skipped == []


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    page = (PAGES / "bare_en.html").read_bytes()
    (tmp_path / "crawl.warc").write_bytes(
        warc(
            ("https://a.example/logo", "HTTP/1.1 200 OK\nContent-Type: image/png", b"\x89PNG"),
            ("https://a.example/gone", "HTTP/1.1 404 Not Found\nContent-Type: text/html", page),
            ("https://a.example/empty", OK, b"<html></html>"),
            ("https://a.example/gzip", f"{OK}; charset=utf-8\nContent-Encoding: gzip", gzip.compress(page)),
        )
    )
    reader = read(tmp_path)
    assert [article.url for article in reader] == ["https://a.example/gzip"]
    assert [entry.path for entry in reader.skipped] == [f"{tmp_path}/crawl.warc#1"]


def test_the_server_s_charset_counts_where_the_page_has_none(tmp_path: Path) -> None:
    page = (PAGES / "table_layout_ar.html").read_bytes().replace(b"charset=windows-1256", b"")
    page = page.decode("cp1256").encode("iso8859_6", "ignore")
    (tmp_path / "crawl.warc").write_bytes(warc(("https://a.example/1", f"{OK}; charset=iso-8859-6", page)))
    assert [article.title for article in read(tmp_path)] == ["انتهاء أعمال ترميم القلعة التاريخية"]


def test_text_taken_out_by_the_crawler(tmp_path: Path) -> None:
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.conversion)
    record.headers["WARC-Target-URI"] = "https://a.example/1"
    record.headers["Content-Type"] = "text/plain"
    record.set_bytes_content("وصل الوزير إلى الرياض.".encode())
    target = io.BytesIO()
    record.write(target)
    (tmp_path / "crawl.warc.wet.gz").write_bytes(gzip.compress(target.getvalue()))
    assert [article.text for article in read(tmp_path)] == ["وصل الوزير إلى الرياض."]


def test_a_cut_archive_keeps_the_pages_before(tmp_path: Path) -> None:
    page = (PAGES / "bare_en.html").read_bytes()
    content = warc(("https://a.example/1", OK, page), ("https://a.example/2", OK, page))
    (tmp_path / "crawl.warc").write_bytes(content[: len(content) - len(page) // 2])
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(content)[:-40])
    reader = read(tmp_path)
    assert [article.url for article in reader] == ["https://a.example/1"] * 2
    assert [(one.path, one.reason.partition(":")[0]) for one in reader.skipped] == [
        (f"{tmp_path}/crawl.warc#2", "cut off"),
        (f"{tmp_path}/crawl.warc.gz", "cannot be read"),
    ]


def test_an_archive_cut_inside_what_is_no_page_says_so(tmp_path: Path) -> None:
    page = (PAGES / "bare_en.html").read_bytes()
    picture = ("https://a.example/logo", "HTTP/1.1 200 OK\nContent-Type: image/png", b"\x89PNG" * 50)
    content = warc(("https://a.example/1", OK, page), picture)
    whole, cut = tmp_path / "whole.warc", tmp_path / "cut.warc"
    whole.write_bytes(content)
    cut.write_bytes(content[:-100])
    reader = read(whole, cut)
    assert [article.url[-1] for article in reader] == ["1", "1"]
    assert [(one.path, one.reason.partition(":")[0]) for one in reader.skipped] == [(str(cut), "cut off")]


CODED = {
    "chunked": (b"Transfer-Encoding: chunked", lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
    "chunked by its head only": (b"Transfer-Encoding: chunked", lambda body: body),
    "gzip": (b"Content-Encoding: gzip", gzip.compress),
    "gzip by its head only": (b"Content-Encoding: gzip", lambda body: body),
    "x-gzip": (b"Content-Encoding: x-gzip", gzip.compress),
    "deflate": (b"Content-Encoding: deflate", zlib.compress),
    "brotli": (b"Content-Encoding: br", lambda body: __import__("brotli").compress(body)),
    "brotli by its head only": (b"Content-Encoding: br", lambda body: body),
    "an encoding of text": (b"Content-Encoding: utf-8", lambda body: body),
}


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("status", [b"HTTP/1.1 200 OK", b"HTTP/2 200", b"http/1.0 203 Non-Authoritative Information"])
def test_a_body_is_read_out_of_the_coding_that_it_is_in(coding: str, status: bytes) -> None:
    header, encode = CODED[coding]
    page = b"<html><body>The river rose.</body></html>"
    answer = parsed(b"\r\n".join([status, b"content-type: TEXT/HTML; charset=utf-8", header, b"", encode(page)]))
    assert answer is not None
    assert (answer.status in (200, 203), answer.media, answer.charset, answer.content()) == (
        True,
        "text/html",
        "utf-8",
        page,
    )


def test_a_head_with_line_feeds_alone() -> None:
    answer = parsed(b"HTTP/1.1 404 Not Found\nServer: x\n\nGone")
    assert answer is not None
    assert (answer.status, answer.headers, answer.body) == (404, {"server": "x"}, b"Gone")
