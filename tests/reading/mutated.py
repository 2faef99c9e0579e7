"""Real files of every format, made by the libraries that write them, and what a bad disk or a bad program makes of them."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Mapping

from tests import archived
from tests.packing import tarred, zipped
from tests.reading.test_exchange import nitf
from tests.reading.test_forms import CORPUS, message, newsml, ninjs, page, rss, xlsx

STORIES = (
    "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said.",
    "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة، وقالت البلدية إن المدارس ستغلق غداً.",
    "河水一夜上涨两米，淹没了旧市场。市政府说，学校停课，地铁部分线路暂停运营。",
)
RECORDS = [
    {
        "id": number,
        "title": f"Flood {number}",
        "text": text,
        "date": "2015-07-21",
        "source": "Courier",
        "url": f"https://courier.example/{number}",
    }
    for number, text in enumerate(STORIES, start=1)
]


def files() -> Mapping[str, bytes]:
    """A small file of each format, by its name."""
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS).encode()
    page = _page()
    found = {
        "a.txt": STORIES[1].encode(),
        "b.txt": STORIES[1].encode("cp1256"),
        "a.md": f"---\ntitle: Flood\ndate: 2015-07-21\n---\n# Flood\n\n{STORIES[0]}\n".encode(),
        "a.html": page,
        "a.jsonl": lines,
        "b.jsonl": lines.decode().encode("utf-16"),
        "a.json": json.dumps({"articles": RECORDS}).encode(),
        "b.json": json.dumps(RECORDS, indent=1).encode(),
        "a.csv": _csv(),
        "a.tsv": _csv("\t"),
        "a.rss": _feed(),
        "a.jsonl.gz": gzip.compress(lines),
        "a.jsonl.bz2": bz2.compress(lines),
        "a.jsonl.xz": lzma.compress(lines),
        "a.warc": _warc(page),
        "a.warc.gz": gzip.compress(_warc(page)),
        "a.zip": zipped({"a.jsonl": lines, "b.html": page, "c.txt": STORIES[0].encode()}),
        "a.tar": tarred({"a.jsonl": lines, "b.txt": STORIES[0].encode()}),
    }
    return found | _columns()


def documents() -> Mapping[str, bytes]:
    """Documents, exports of archives, mail, and XML that newsrooms exchange, by name."""
    mails = [message(story).as_bytes() for story in CORPUS]
    return {
        "nexis.docx": archived.docx(archived.nexis_uni()),
        "factiva.docx": archived.docx_table(archived.factiva_coded()),
        "nexis.rtf": archived.rtf(archived.nexis_uni()),
        "nexis.pdf": archived.pdf(archived.nexis_uni()),
        "news.xlsx": xlsx(),
        "news.eml": mails[0],
        "news.mbox": b"".join(b"From x Thu Jan 1 00:00:00 2021\n" + mail + b"\n" for mail in mails),
        "factiva.html": archived.factiva_page().encode(),
        "europresse.html": archived.europresse().encode(),
        "page.html": page(CORPUS[0]),
        "proquest.txt": archived.proquest().encode(),
        "newsml.xml": newsml(),
        "nitf.xml": nitf().encode(),
        "feed.rss": rss(),
        "ninjs.jsonl": ninjs(),
    }


def damaged(name: str, raw: bytes, seed: int) -> bytes:
    """A file with a few bytes changed, pieces of it lost, doubled or swapped, or its end cut off; by `seed`.

    Of an office document mostly one of its parts, so that the archive around it is sound.
    """
    chance = random.Random(seed)
    if not name.endswith(("docx", "xlsx")) or not chance.randrange(4):
        return _damaged(raw, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w") as new:
        chosen = chance.choice(old.namelist())
        for part in old.namelist():
            new.writestr(part, _damaged(old.read(part), chance) if part == chosen else old.read(part))
    return target.getvalue()


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not data:
            break
        at, size = chance.randrange(len(data)), chance.choice((1, 1, 4, 64, 500))
        match chance.randrange(6):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at : at + size] = chance.randbytes(size)
            case 2:
                del data[at : at + size]
            case 3:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 50))
            case 4:
                data[at : at + size] = chance.choice(_ODD)
            case _ if len(data) > 8 and chance.random() < 0.3:
                del data[at:]
    return bytes(data)


_ODD = (
    b"&#1114112;", b"&#xD800;", b"\x00" * 9, b"\xff\xff\xff\xff", b"{" * 40, b"[" * 40, b"]]>", b"<!--", b"<math>", b"<![CDATA[", b"<!DOCTYPE x [",
    b'"', b"9" * 30, b"-1", b"1e999", b"NaN", b"0001-01-01T00:00:00+14:00", b"31/12/9999", b"HTTP/1.1 999 X\r\n\r\n", b"Content-Length: -5\r\n",
    b"charset=no-such", b"<", b">", b"&", b"</div>", b"<script>", b"\\u-70000?", b"\\'zz", b"endstream", b"/Kids [1 0 R]", b"=?utf-9?q?x?=",
    b"Content-Transfer-Encoding: base64\n", b"End of Document\n", b"<table>" * 50, b"\\bin99999 ", b"/Length 999999999", b"r=\"A9999999999\"", b"\\ud800", b"\xed\xa0\x80", b"<svg><title><p>", b"\r", b"\n\n", b"99999999999999",
)  # fmt: skip


def _page() -> bytes:
    paragraphs = "".join(f"<p>{story}</p>" for story in STORIES)
    head = '<meta charset="utf-8"><title>Flood</title><meta property="article:published_time" content="2015-07-21">'
    linked = json.dumps({"@type": "NewsArticle", "headline": "Flood", "datePublished": "2015-07-21"})
    script = f'<script type="application/ld+json">{linked}</script>'
    return (
        f"<html><head>{head}{script}</head><body><article><h1>Flood</h1>{paragraphs}</article></body></html>".encode()
    )


def _csv(delimiter: str = ",") -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(RECORDS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(RECORDS)
    return target.getvalue().encode()


def _feed() -> bytes:
    items = "".join(
        f"<item><guid>{record['id']}</guid><title>Flood</title><pubDate>Tue, 21 Jul 2015 02:51:32 GMT</pubDate>"
        f"<description>&lt;p&gt;{record['text']}&lt;/p&gt;</description></item>"
        for record in RECORDS
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'.encode()


def _warc(page: bytes) -> bytes:
    records = []
    for number, head in enumerate((b"", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n")):
        body = gzip.compress(page) if b"gzip" in head else page
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + b"\r\n" + body
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Date: 2015-07-21T00:00:00Z\r\n"
            b"WARC-Target-URI: https://courier.example/%d\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n" % (number, number, len(answer)) + answer + b"\r\n\r\n"
        )
    return b"".join(records)


def _columns() -> Mapping[str, bytes]:
    import pyarrow as pa
    import pyarrow.feather
    import pyarrow.parquet
    import zstandard

    table = pa.Table.from_pylist(RECORDS)
    parquet, feather = io.BytesIO(), io.BytesIO()
    pyarrow.parquet.write_table(table, parquet)
    pyarrow.feather.write_feather(table, feather, compression="uncompressed")
    lines = "\n".join(json.dumps(record) for record in RECORDS).encode()
    return {
        "a.parquet": parquet.getvalue(),
        "a.feather": feather.getvalue(),
        "a.jsonl.zst": zstandard.ZstdCompressor().compress(lines),
    }
