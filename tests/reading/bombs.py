"""Small files that fill memory, disk or time where they are believed, and places that are no files at all."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

STORY = "The river rose two metres overnight, the mayor said."
MB = 1 << 20


def gzipped(piece: bytes, n_times: int) -> bytes:
    """A piece over and over, compressed without ever being there as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(piece) for _ in range(n_times)]
    return b"".join([*pieces, packer.flush()])


def long_text(folder: Path) -> Path:
    """One text of 600 MB."""
    return _written(folder / "a.txt.gz", gzipped(b"a" * MB, 600))


def packed_twice(folder: Path) -> Path:
    """Gigabytes of lines in some kilobytes: gzip alone packs to a thousandth."""
    line = json.dumps({"text": STORY}).encode() + b"\n"
    return _written(folder / "a.jsonl.gz.gz", gzip.compress(gzipped(line * 10_000, 2_500)))


def zip_in_zip(folder: Path) -> Path:
    """An archive of archives of zeros."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"{number}.jsonl", bytes(50 * MB))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return _written(folder / "a.zip", outer.getvalue())


def long_name_in_tar(folder: Path) -> Path:
    """A member whose name has two gigabytes."""
    head = tarfile.TarInfo("././@LongLink")
    head.type, head.size = tarfile.GNUTYPE_LONGNAME, 2048 * MB
    return _written(folder / "a.tar.gz", gzip.compress(head.tobuf(tarfile.GNU_FORMAT)) + gzipped(b"a" * MB, 2048))


def sparse_in_tar(folder: Path) -> Path:
    """A member of eight exabytes of nothing, as GNU tar stores holes."""
    head = bytearray(tarfile.TarInfo("a.jsonl").tobuf(tarfile.GNU_FORMAT))
    head[156:157] = tarfile.GNUTYPE_SPARSE
    head[386:410] = b"00000000000\0" + b"00000000000\0"
    head[483:495] = b"\x80" + struct.pack(">Q", 1 << 62).rjust(11, b"\0")
    head[148:156] = b" " * 8
    head[148:156] = f"{sum(head[:512]):06o}\0 ".encode()
    return _written(folder / "a.tar", bytes(head[:512]) + bytes(1024))


def wide_line(folder: Path) -> Path:
    """A single line of UTF-16."""
    return _written(folder / "a.jsonl.gz", gzip.compress(b"\xff\xfe") + gzipped("a".encode("utf-16-le") * MB, 600))


def carriage_returns(folder: Path) -> Path:
    """A table of which every line ends as on old Macs."""
    return _written(folder / "a.csv.gz", gzip.compress(b"id,text\r") + gzipped(b"1," + b"a" * (MB - 3) + b"\r", 600))


def open_lists(folder: Path) -> Path:
    """Lists in lists in lists, never closed, then objects."""
    return _written(folder / "a.json.gz", gzipped(b"[" * MB, 500))


def objects_in_deep_lists(folder: Path) -> Path:
    """Many objects below many lists."""
    return _written(folder / "a.json", b"[" * 90_000 + b"{}," * 300_000)


def long_string(folder: Path) -> Path:
    """A string that is never closed."""
    return _written(folder / "a.json.gz", gzip.compress(b'[{"text": "') + gzipped(b"a" * MB, 600))


def repeated_keys(folder: Path) -> Path:
    """An object of many keys, the last one twice."""
    keys = ",".join(f'"k{number}":1' for number in range(300_000))
    return _written(folder / "a.jsonl", f'{{{keys},"k299999":1}}\n{{"text": "{STORY}"}}\n'.encode())


def parquet_dictionary(folder: Path) -> Path:
    """One long text that stands for a hundred thousand rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    values = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["a " * (10 * MB)]))
    pq.write_table(pa.table({"text": values}), folder / "a.parquet", compression="zstd")
    return folder / "a.parquet"


def arrow_dictionary(folder: Path) -> Path:
    """The same in Arrow."""
    import pyarrow as pa

    values = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["a " * (10 * MB)]))
    batch = pa.record_batch({"text": values})
    with pa.ipc.new_file(folder / "a.arrow", batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as out:
        out.write_batch(batch)
    return folder / "a.arrow"


def web_archive(folder: Path) -> Path:
    """Pages whose bodies are compressed zeros."""
    body = gzipped(b"a" * MB, 250)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return _written(folder / "a.warc", (head.encode() + http + b"\r\n\r\n") * 5)


def large_page(folder: Path) -> Path:
    """A web page of 40 MB."""
    return _written(folder / "a.html.gz", gzip.compress(b"<html><body><p>") + gzipped(b"<p>one</p>" * 1000, 4000))


def deep_page(folder: Path) -> Path:
    """Elements in elements in elements."""
    return _written(folder / "a.html", b"<html><body>" + b"<div>" * 500_000 + STORY.encode())


def deep_xml(folder: Path) -> Path:
    """The same in a feed."""
    return _written(folder / "a.rss", b"<rss version='2.0'><channel><item><description>" + b"<b>" * 500_000)


def laughs(folder: Path) -> Path:
    """Entities that double at each step."""
    steps = "".join(
        f"<!ENTITY l{n + 1} '&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};'>" for n in range(9)
    )
    xml = f"<?xml version='1.0'?><!DOCTYPE newsItem [<!ENTITY l0 'ha'>{steps}]><newsItem><contentSet><inlineXML>&l9;"
    return _written(folder / "a.xml", f"{xml}</inlineXML></contentSet></newsItem>".encode())


def deep_rtf(folder: Path) -> Path:
    """Groups in groups in groups."""
    return _written(folder / "a.rtf", b"{\\rtf1 " + b"{" * 500_000 + STORY.encode())


def deep_mail(folder: Path) -> Path:
    """Messages in messages in messages."""
    part = "Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n"
    return _written(folder / "a.eml", ("From: a@b.c\n" + "".join(part.format(n, n) for n in range(20_000))).encode())


def word_bomb(folder: Path) -> Path:
    """A Word document that says it is small, of a gigabyte."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as inside,
    ):
        for _ in range(600):
            inside.write(bytes(MB))
    return _written(folder / "a.docx", target.getvalue())


def many_elements(folder: Path) -> Path:
    """A Word document of a few kilobytes: eight million empty paragraphs."""
    return _written(folder / "a.docx", _word(b"<p><r><t>The river rose.</t></r></p>" + b"<p/>" * 8_000_000))


def laughs_in_word(folder: Path) -> Path:
    """A Word document whose entities double at each step."""
    steps = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(9))
    doctype = f"<!DOCTYPE document [<!ENTITY l0 'ha'>{steps}]>".encode()
    return _written(folder / "a.docx", _word(b"<p><r><t>The river rose.&l9;</t></r></p>", doctype))


def far_row(folder: Path) -> Path:
    """A spreadsheet whose last row has a number of thirteen digits, and that says so of its size."""
    rows = f'{_ROWS}<row r="1000000000000">{_cell("A1000000000000", "9")}</row>'
    return _written(folder / "a.xlsx", _sheet(rows, '<dimension ref="A1:XFD1000000000000"/>'))


def wide_rows(folder: Path) -> Path:
    """A spreadsheet with one cell in each row, in column ZZZ."""
    rows = "".join(f'<row r="{n}">{_cell(f"ZZZ{n}", "9")}</row>' for n in range(3, 100_000))
    return _written(folder / "a.xlsx", _sheet(_ROWS + rows))


def one_text_in_all_rows(folder: Path) -> Path:
    """A spreadsheet whose rows all refer to one text of ten megabytes."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(3, 9999)
    )
    text = f'<sst xmlns="{_SHEETS}" count="1" uniqueCount="1"><si><t>{"a " * (5 * MB)}</t></si></sst>'
    return _written(folder / "a.xlsx", _sheet(_ROWS + rows, shared=text))


def same_page(folder: Path) -> Path:
    """A PDF of 20,000 pages that are all the same one."""
    kids = b"3 0 R " * 20_000
    return _written(
        folder / "a.pdf", _pdf(b"<</Type/Pages/Count 20000/Kids[" + kids + b"]>>", _PAGE, _stream(_SHOWN * 20))
    )


def forms_in_forms(folder: Path) -> Path:
    """A PDF whose page draws ten forms, each of which draws ten, eight deep."""
    page = _PAGE.replace(b"/Font<</F1 5 0 R>>", b"/XObject<</X 6 0 R>>")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = [_stream(b"/X Do\n" * 10, form % (7 + depth)) for depth in range(8)]
    last = _stream(_SHOWN, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>")
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return _written(folder / "a.pdf", _pdf(pages, page, _stream(b"/X Do\n" * 10), *forms, last))


def pages_in_pages(folder: Path) -> Path:
    """A PDF with a tree of a billion pages that are one."""
    inner = [b"<</Type/Pages/Count 1000000000/Kids[" + b"%d 0 R " % (7 + depth) * 10 + b"]>>" for depth in range(9)]
    last = b"<</Type/Pages/Count 10/Kids[" + b"3 0 R " * 10 + b"]>>"
    return _written(folder / "a.pdf", _pdf(b"<</Type/Pages/Kids[6 0 R]>>", _PAGE, _stream(_SHOWN), *inner, last))


def many_parts(folder: Path) -> Path:
    """A message of a million parts."""
    head = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n"
    return _written(folder / "a.eml", head + b"--b\n\nx\n" * 1_000_000)


def long_header(folder: Path) -> Path:
    """A message whose type has a hundred thousand parameters."""
    header = b"From: a@b.c\nContent-Type: text/plain" + b"; a=b" * 100_000
    return _written(folder / "a.eml", header + b"\nSubject: Flood\n\n" + STORY.encode())


def deep_folders(folder: Path) -> Path:
    """A story below a thousand folders."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a", dir_fd=place)
        inside = os.open("a", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inside
    os.close(place)
    return _written(folder / "b.txt", STORY.encode()).parent


def linked_folders(folder: Path) -> Path:
    """Folders that lead round in circles, as a pattern."""
    for name in "abcdef":
        (folder / name).symlink_to(".")
    _written(folder / "b.txt", STORY.encode())
    return folder / "**" / "*.txt"


def pipes_and_devices(folder: Path) -> Path:
    """What has no end, or does something when it is opened, under names of files."""
    os.mkfifo(folder / "a.txt")
    os.mkfifo(folder / "plan.jsonl")
    (folder / "c.txt").symlink_to("/dev/zero")
    (folder / "d.txt").symlink_to("/dev/tty")
    return _written(folder / "b.txt", STORY.encode()).parent


BOMBS: Mapping[str, Callable[[Path], Path]] = {
    make.__name__.replace("_", " "): make
    for make in (
        long_text, packed_twice, zip_in_zip, long_name_in_tar, sparse_in_tar, wide_line, carriage_returns, open_lists,
        objects_in_deep_lists, long_string, repeated_keys, parquet_dictionary, arrow_dictionary, web_archive, large_page,
        deep_page, deep_xml, laughs, deep_rtf, deep_mail, many_parts, long_header, word_bomb, many_elements, laughs_in_word, far_row,
        wide_rows, one_text_in_all_rows, same_page, forms_in_forms, pages_in_pages, deep_folders, linked_folders,
        pipes_and_devices,
    )
}  # fmt: skip
"""By name, what makes one in a folder and tells what to read."""


_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _word(paragraphs: bytes, doctype: bytes = b"") -> bytes:
    """A Word document of these elements."""
    import docx

    whole, target = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    body = f'<document xmlns="{_WORDS}"><body>'.encode() + paragraphs + b"</body></document>"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, doctype + body if name == "word/document.xml" else old.read(name))
    return target.getvalue()


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


_ROWS = (
    f'<row r="1">{_cell("A1", "id")}{_cell("B1", "text")}</row><row r="2">{_cell("A2", "1")}{_cell("B2", STORY)}</row>'
)


_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _sheet(rows: str, size: str = "", shared: str = "") -> bytes:
    """A spreadsheet of these rows, and of these texts that they may refer to."""
    kinds = {"workbook": "sheet.main", "sheet": "worksheet", "texts": "sharedStrings"}
    kind = "".join(f'<Override PartName="/{name}.xml" ContentType="{_TYPE}.{of}+xml"/>' for name, of in kinds.items())
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    related = [("r1", "worksheet", "sheet.xml"), ("r2", "sharedStrings", "texts.xml")]
    relations = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{of}" Target="{to}"/>' for i, of, to in related)
    start = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="workbook.xml"/>'
    sheets = '<sheets><sheet name="News" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_RELATED[:-13]}content-types">{default}{kind}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATED}">{start}</Relationships>',
        "workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATED}">{relations}</Relationships>',
        "sheet.xml": f'<worksheet xmlns="{_SHEETS}">{size}<sheetData>{rows}</sheetData></worksheet>',
        "texts.xml": shared or f'<sst xmlns="{_SHEETS}"/>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


_SHOWN = b"BT /F1 12 Tf 72 700 Td (The river rose two metres overnight.) Tj ET\n"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"


def _stream(content: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (about, len(packed), packed)


def _pdf(pages: bytes, page: bytes, content: bytes, *others: bytes) -> bytes:
    """A PDF: its pages are object 2, a page is 3, its content 4, a font 5, and others follow."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    written, places = b"%PDF-1.7\n", []
    for number, one in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, font, *others), start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(written))
    )


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
