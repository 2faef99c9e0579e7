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
        deep_page, deep_xml, laughs, deep_rtf, deep_mail, word_bomb, deep_folders, linked_folders, pipes_and_devices,
    )
}  # fmt: skip
"""By name, what makes one in a folder and tells what to read."""


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
