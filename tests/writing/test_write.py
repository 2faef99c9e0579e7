"""The output appears whole or not at all, the input is only read, and what cannot be done is said."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dedup.cleaning import clean
from dedup.errors import DedupError, InputError
from dedup.reading import read
from dedup.writing import restore, rewriting, write
from tests.packing import zipped
from tests.writing.test_formats import FLOOD, MIXED, QUAKE, REPRINT, cleaned, digests, json_lines

PARAGRAPHS = "".join(f"<p>{line}</p>\n" for line in FLOOD.splitlines())


def page(body: str, title: str = "Flood in the old town") -> str:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"


def folder(path: Path, **files: str | bytes) -> Path:
    path.mkdir()
    for name, content in files.items():
        target = path / name.replace("__", "/").replace("_", ".")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def plan_of(out: Path, kind: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (out / "plan.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["type"] == kind]


class TestMarkup:
    def test_pages_go_whole_and_are_never_cut(self, tmp_path: Path) -> None:
        rest = "".join(f"<p>{line}</p>\n" for line in FLOOD.splitlines()[1:])
        mixed = page(f"<p>{QUAKE}</p>{rest}<p>{MIXED.splitlines()[0]} {MIXED.splitlines()[-1]}</p>", "Mixed")
        source = folder(tmp_path / "in", a_html=page(PARAGRAPHS), b_html=page(PARAGRAPHS), c_html=mixed, d_txt=FLOOD)
        cleaned(source, tmp_path / "out", strip="seen", keep="first")
        assert sorted(digests(tmp_path / "out", "plan.jsonl")) == ["a.html", "c.html"]
        assert [line["article"] for line in plan_of(tmp_path / "out", "uncut")] == ["c.html"]
        assert (tmp_path / "out" / "c.html").read_text() == mixed

    def test_entries_of_feeds_go(self, tmp_path: Path) -> None:
        def item(number: int, text: str) -> str:
            return f"  <item><guid>{number}</guid><title>{text[:20]}</title><description>{text}</description></item>\n"

        text = FLOOD.replace('"', "&quot;")
        head = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>\n'
        feed = f"{head}{item(1, text)}{item(2, QUAKE)}{item(3, text)}</channel></rss>\n"
        source = folder(tmp_path / "in", feed_rss=feed, other_atom="")
        cleaned(source, tmp_path / "out")
        assert (tmp_path / "out" / "feed.rss").read_bytes() == feed.replace(item(3, text).strip(), "").encode()

    def test_a_feed_that_is_not_well_formed_stays_and_the_plan_says_so(self, tmp_path: Path) -> None:
        text = FLOOD.replace('"', "&quot;")
        item = f"<item><title>x</title><description>{text}</description></item>"
        feed = f'<rss version="2.0"><channel><title>News & more</title>{item}</channel></rss>'
        source = folder(tmp_path / "in", a_txt=FLOOD, feed_rss=feed)
        plan = clean(read(source), keep="first")
        assert len(plan.removed) == 1
        write(plan, tmp_path / "out")
        assert (tmp_path / "out" / "feed.rss").read_bytes() == feed.encode()
        [line] = [line for line in plan_of(tmp_path / "out", "file") if line["file"] == "feed.rss"]
        assert "not well-formed" in line["left"]

    @pytest.mark.parametrize("compressed", [False, True])
    def test_pages_of_web_archives_go(self, tmp_path: Path, compressed: bool) -> None:
        from io import BytesIO

        from fastwarc.warc import ArchiveIterator

        records = []
        for number, text in enumerate([PARAGRAPHS, f"<p>{QUAKE}</p>" * 3, PARAGRAPHS]):
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page(text)}".encode()
            for kind, content in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", http)):
                head = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://news.example/{number}\r\n"
                    f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2015-07-2{number}T00:00:00Z\r\n"
                    f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
                )
                records.append(head.encode() + content + b"\r\n\r\n")
        name = "news.warc.gz" if compressed else "news.warc"
        source = folder(tmp_path / "in")
        wrap = gzip.compress if compressed else bytes
        (source / name).write_bytes(b"".join(map(wrap, records)))
        cleaned(source, tmp_path / "out", keep="first")
        content = (tmp_path / "out" / name).read_bytes()
        left = gzip.decompress(content) if compressed else content
        assert left == b"".join(records[:-1])
        assert len(list(ArchiveIterator(BytesIO(content)))) == 5


class TestWhereToWrite:
    def test_what_is_there_is_not_overwritten(self, tmp_path: Path) -> None:
        source = folder(tmp_path / "in", a_txt=FLOOD)
        (tmp_path / "out").mkdir()
        write(clean(read(source)), tmp_path / "out")  # empty
        for out, reason in (
            (tmp_path / "out", "not empty"),
            (tmp_path / "in" / "a.txt", "exists already"),
            (tmp_path / "no" / "out", "no such folder"),
            (tmp_path / "in" / "out", "lies in the input"),
            (tmp_path / "in", "not empty"),
        ):
            with pytest.raises(InputError, match=reason):
                write(clean(read(source)), out)
        assert digests(source) == digests(tmp_path / "out", "plan.jsonl")

    def test_two_files_of_one_name_are_an_error(self, tmp_path: Path) -> None:
        a = folder(tmp_path / "a", x_txt=FLOOD, plan_jsonl=json_lines())
        with pytest.raises(InputError, match="same place as the plan"):
            write(clean(read(a)), tmp_path / "out")
        b = folder(tmp_path / "b", x_txt=QUAKE)
        write(clean(read(a / "x.txt", b / "x.txt")), tmp_path / "out")  # these go by their whole paths
        restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
        assert sorted(digests(tmp_path / "back").values()) == sorted(
            [*digests(a, "plan.jsonl").values(), *digests(b).values()]
        )

    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        source = folder(tmp_path / "in", a_txt=FLOOD)
        odd = os.fsdecode(b"caf\xe9.txt")
        (source / odd).write_text(FLOOD)
        cleaned(source, tmp_path / "out", keep="last")

    def test_articles_from_no_files_have_nowhere_to_go(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="come from no files"):
            write(clean([FLOOD]), tmp_path / "out")

    def test_a_field_that_is_there_is_not_overwritten(self, tmp_path: Path) -> None:
        for name, content in (("news.jsonl", json_lines()), ("news.csv", b"id,body,n\n1,Flood came.,2\n")):
            source = folder(tmp_path / f"in-{name}")
            (source / name).write_bytes(content)
            with pytest.raises(DedupError, match='"n" already'):
                write(clean(read(source)), tmp_path / "out", novelty_field="n")
            assert not (tmp_path / "out").exists()


class TestWholeOrNotAtAll:
    def test_an_error_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        source = folder(tmp_path / "in", a_jsonl=json_lines(), b_txt=QUAKE)
        before = digests(tmp_path)

        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setitem(rewriting.EDITORS, "jsonl", fail)  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            write(clean(read(source)), tmp_path / "out")
        assert digests(tmp_path) == before
        assert [path.name for path in tmp_path.iterdir()] == ["in"]

    def test_killed_at_any_moment(self, tmp_path: Path) -> None:
        rows = b"".join(json_lines().replace(b'"id": "', f'"id": "{k}-'.encode()) for k in range(300))
        source = folder(tmp_path / "in", a_jsonl=rows, b_jsonl_gz=gzip.compress(rows))
        (source / "b.jsonl.gz").write_bytes(gzip.compress(rows.replace(b'"id": "', b'"id": "b')))
        before = digests(source)
        script = (
            "import sys; from pathlib import Path; from dedup.cleaning import clean; from dedup.reading import read;"
            "from dedup.writing import write; plan = clean(read(sys.argv[1])); print('go', flush=True);"
            "write(plan, Path(sys.argv[2]))"
        )
        for wait in (0, 0.02, 0.1):
            out = tmp_path / f"out-{wait}"
            process = subprocess.Popen([sys.executable, "-c", script, str(source), str(out)], stdout=subprocess.PIPE)
            assert process.stdout is not None
            assert process.stdout.readline() == b"go\n"
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
            assert digests(source) == before
            if out.exists():
                restore(out / "plan.jsonl", tmp_path / f"back-{wait}")
                assert digests(tmp_path / f"back-{wait}") == before

    def test_what_a_killed_run_left_is_cleared_by_the_next(self, tmp_path: Path) -> None:
        source = folder(tmp_path / "in", a_jsonl=json_lines())
        abandoned, other = tmp_path / ".out.aaa.unfinished", tmp_path / ".outer.bbb.unfinished"
        for left in (abandoned, other):
            (left / "content").mkdir(parents=True)
            (left / "lock").touch()
            (left / "content" / "a.jsonl").write_bytes(json_lines()[:50])
        not_ours = tmp_path / ".out.ccc.unfinished"
        not_ours.mkdir()
        write(clean(read(source)), tmp_path / "out")
        assert not abandoned.exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == [not_ours.name, other.name, "in", "out"]
        assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.jsonl", "plan.jsonl"}

    def test_what_another_run_is_writing_is_not(self, tmp_path: Path) -> None:
        script = (
            "import sys; from pathlib import Path; from dedup.runtime.staging import staged\n"
            "with staged(Path(sys.argv[1])) as folder: print(folder, flush=True); sys.stdin.read()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "out")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        busy = Path(process.stdout.readline().strip())
        source = folder(tmp_path / "in", a_jsonl=json_lines())
        write(clean(read(source)), tmp_path / "out")
        assert busy.exists()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        shutil.rmtree(tmp_path / "out")
        write(clean(read(source)), tmp_path / "out")
        assert not busy.exists()


class TestRestoring:
    def test_a_changed_output_is_noticed(self, tmp_path: Path) -> None:
        source = folder(tmp_path / "in", a_jsonl=json_lines(), b_txt="Gold stood still.")
        write(clean(read(source)), tmp_path / "out")
        (tmp_path / "out" / "b.txt").write_text("Gold rose.")
        with pytest.raises(InputError, match=r"b\.txt.*was changed since"):
            restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
        (tmp_path / "out" / "b.txt").unlink()
        with pytest.raises(InputError, match="is not there"):
            restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
        assert not (tmp_path / "back").exists()

    def test_a_plan_leads_nowhere_else(self, tmp_path: Path) -> None:
        source = folder(tmp_path / "in", b_txt=QUAKE)
        write(clean(read(source)), tmp_path / "out")
        plan = tmp_path / "out" / "plan.jsonl"
        plan.write_text(plan.read_text().replace('"b.txt"', '"../b.txt"'))
        with pytest.raises(InputError, match="the plan was changed"):
            restore(plan, tmp_path / "back")

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("", "not a plan"),
            ('{"type": "summary"}\n', "not a plan"),
            ('{"type": "plan", "format": 9}', "format 9"),
            ("x", "not a"),
        ],
    )
    def test_what_is_no_plan(self, tmp_path: Path, content: str, reason: str) -> None:
        (tmp_path / "plan.jsonl").write_text(content)
        with pytest.raises(InputError, match=reason):
            restore(tmp_path / "plan.jsonl", tmp_path / "back")


def test_archives_with_two_files_of_one_name_stay(tmp_path: Path) -> None:
    import tarfile
    from io import BytesIO

    source = folder(tmp_path / "in", a_txt=FLOOD)
    with tarfile.open(source / "news.tar", "w") as archive:
        for text in (QUAKE, REPRINT):
            info = tarfile.TarInfo("b.txt")
            info.size = len(text.encode())
            archive.addfile(info, BytesIO(text.encode()))
    (source / "ok.zip").write_bytes(zipped({"c.txt": REPRINT.encode(), "d.txt": QUAKE.encode()}))
    write(clean(read(source), keep="first"), tmp_path / "out")
    assert {line["file"]: line["action"] for line in plan_of(tmp_path / "out", "file")} == {
        "a.txt": "same",
        "news.tar": "same",
        "ok.zip": "rewritten",
    }


def test_messages_are_taken_out_of_a_mailbox_and_come_back(tmp_path: Path) -> None:
    def message(number: int, text: str) -> bytes:
        return f"From x Thu Jul  1 00:00:00 2021\r\nSubject: {text[:20]}\r\nMessage-ID: <{number}@news.example>\r\n\r\n{text}\r\n>From here on.\r\n\r\n".encode()

    flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    (tmp_path / "in").mkdir()
    kept = message(1, flood) + message(
        3, "The bank left its main rate unchanged on Tuesday, as most analysts had expected."
    )
    whole = message(1, flood) + message(2, flood) + kept[len(message(1, flood)) :]
    (tmp_path / "in" / "news.mbox").write_bytes(whole)
    write(clean(read(tmp_path / "in")), tmp_path / "out")
    assert (tmp_path / "out" / "news.mbox").read_bytes() == kept
    restore(tmp_path / "out" / "plan.jsonl", tmp_path / "back")
    assert (tmp_path / "back" / "news.mbox").read_bytes() == whole


def test_a_text_that_was_html_is_not_cut_but_goes_as_a_whole(tmp_path: Path) -> None:
    sentences = [
        "The river rose two metres overnight and flooded the old market of the town.",
        "Schools in the eastern districts stay closed until the water has gone down again.",
    ]
    copied = (
        "<p>"
        + "</p><p>".join([*sentences, "Bonds, however, rose a little on the other exchanges of the country that day."])
        + "</p>"
    )
    records = [
        {"id": "a", "text": " ".join(sentences)},
        {"id": "b", "text": copied},
        {"id": "c", "text": f"<p>{' '.join(sentences)}</p>"},
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    plan = clean(read(tmp_path / "in"), strip="seen", keep="first")
    assert [removal.article for removal in plan.removed] == ["c"]
    assert plan.uncut == ["b"]
    write(plan, tmp_path / "out")
    left = [json.loads(line) for line in (tmp_path / "out" / "news.jsonl").read_text().splitlines()]
    assert left == records[:2]
