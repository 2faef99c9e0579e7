"""Files, folders, patterns and stdin in; articles out; what is broken is named and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dedup.article import Article
from dedup.errors import InputError
from dedup.reading import read
from dedup.results import Skipped

FLOOD = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة."
QUAKE = "A quake of magnitude 5.1 shook the coast on Monday; nobody was hurt."


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def reasons(*paths: Path, **options: Any) -> dict[str, str]:
    reader = read(*paths, **options)
    list(reader)
    return {skipped.path.removeprefix(str(paths[0])).lstrip("/"): skipped.reason for skipped in reader.skipped}


@contextmanager
def without_privileges(folder: Path) -> Iterator[None]:
    """As a user who may enter `folder` and no more than others may; root is made one, and everybody else is one."""
    if os.geteuid() != 0:
        yield
        return
    for above in (folder, *folder.parents):
        if above.stat().st_uid == 0 and above.name.startswith(("pytest-", "popen-", folder.name)):
            above.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestFolders:
    def test_text_files_by_name_folders_within_included(self, tmp_path: Path) -> None:
        write(tmp_path, b_txt=QUAKE, a_txt=FLOOD, spa__c_txt=QUAKE)
        assert list(read(tmp_path)) == [
            Article("a.txt", FLOOD),
            Article("b.txt", QUAKE),
            Article("spa/c.txt", QUAKE),
        ]

    def test_readmes_and_hidden_files_are_no_input_and_no_news(self, tmp_path: Path) -> None:
        write(tmp_path, README_md="About", readme="About", _hidden_txt=QUAKE, _git__x_txt=QUAKE, a_txt=FLOOD)
        assert [article.id for article in read(tmp_path)] == ["a.txt"]
        assert reasons(tmp_path) == {}

    def test_a_file_named_goes_by_its_name(self, tmp_path: Path) -> None:
        write(tmp_path, spa__c_txt=QUAKE)
        assert [article.id for article in read(tmp_path / "spa" / "c.txt")] == ["c.txt"]

    def test_files_of_one_name_under_two_arguments_keep_apart(self, tmp_path: Path) -> None:
        write(tmp_path, spa__1_txt=QUAKE, was__1_txt=FLOOD, was__2_txt=QUAKE)
        spa, was = tmp_path / "spa", tmp_path / "was"
        assert [article.id for article in read(spa, was)] == [f"{spa}/1.txt", f"{was}/1.txt", "2.txt"]

    def test_a_file_reached_twice_is_read_once(self, tmp_path: Path) -> None:
        write(tmp_path, spa__1_txt=QUAKE)
        assert len(list(read(tmp_path, tmp_path / "spa" / "1.txt", f"{tmp_path}/**/*.txt"))) == 1

    def test_patterns(self, tmp_path: Path) -> None:
        write(tmp_path, spa__1_txt=QUAKE, was__2_txt=FLOOD, was__3_jsonl="{}")
        assert [article.id for article in read(f"{tmp_path}/*/*.txt")] == ["1.txt", "2.txt"]

    def test_line_ends_stay(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt="Flood\r\nThe river rose.\r")
        assert [article.text for article in read(tmp_path)] == ["Flood\r\nThe river rose.\r"]

    @pytest.mark.parametrize(("source_from", "sources"), [("field", ["", ""]), ("dir", ["top", "spa"])])
    def test_the_folder_may_name_the_outlet(self, tmp_path: Path, source_from: Any, sources: list[str]) -> None:
        top = write(tmp_path / "top", a_txt=FLOOD, spa__2015__c_txt=QUAKE)
        assert [article.source for article in read(top, source_from=source_from)] == sources


class TestIterating:
    def test_starts_afresh_each_time(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=FLOOD, b_txt="")
        reader = read(tmp_path)
        assert list(reader) == list(reader) == [Article("a.txt", FLOOD)]
        assert len(reader.skipped) == 1

    def test_records_gives_articles_and_skipped_in_order(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt="", b_txt=FLOOD)
        kinds = [type(entry) for entry in read(tmp_path).records()]
        assert kinds == [Skipped, Article]

    def test_opens_one_file_after_the_other(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=FLOOD, b_txt=QUAKE)
        articles = iter(read(tmp_path))
        next(articles)
        (tmp_path / "b.txt").write_text(FLOOD)
        assert next(articles).text == FLOOD

    def test_stdin_once(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        with stdin(monkeypatch, json.dumps({"id": 1, "body": FLOOD})):
            reader = read("-")
            assert list(reader) == [Article("1", FLOOD)]
            with pytest.raises(InputError, match="only once"):
                list(reader)

    def test_stdin_in_another_format(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with stdin(monkeypatch, FLOOD):
            assert list(read("-", format="txt")) == [Article("-", FLOOD)]


class stdin:  # noqa: N801 - reads as a statement
    """Stands in for the terminal's standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


class TestFields:
    def test_the_usual_names_and_which_were_used(self, tmp_path: Path) -> None:
        lines = [{"guid": "a", "headline": "سيول", "body": FLOOD}, {"id": "b", "text": QUAKE, "title": None}]
        write(tmp_path, news_jsonl="\n".join(map(json.dumps, lines)))
        reader = read(tmp_path)
        assert list(reader) == [Article("a", FLOOD, "سيول"), Article("b", QUAKE)]
        assert reader.fields_used == {"id": ("guid", "id"), "text": ("body", "text"), "title": ("headline",)}

    def test_an_empty_field_yields_to_a_full_one(self, tmp_path: Path) -> None:
        write(tmp_path, news_jsonl=json.dumps({"text": "", "content": FLOOD, "id": ""}))
        assert list(read(tmp_path)) == [Article("news.jsonl#1", FLOOD)]

    def test_names_of_ones_own(self, tmp_path: Path) -> None:
        write(tmp_path, news_jsonl=json.dumps({"nr": 7, "inhalt": FLOOD, "text": "Anreißer"}))
        assert list(read(tmp_path, fields={"text": "inhalt", "id": "nr"})) == [Article("7", FLOOD)]

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a_jsonl", f'{{"nr": 7, "inhalt": "{FLOOD}"}}'), ("a_csv", f'nr,inhalt\n7,"{FLOOD}"\n')],
    )
    def test_a_name_that_stands_nowhere_says_what_there_is(self, tmp_path: Path, name: str, content: str) -> None:
        write(tmp_path, **{name: content})
        with pytest.raises(InputError, match='no record has a field "autor", there are nr, inhalt'):
            list(read(tmp_path, fields={"text": "inhalt", "author": "autor"}))
        with pytest.raises(InputError, match='no record has a field "text", there are nr, inhalt'):
            list(read(tmp_path, fields={"text": "text"}))

    def test_a_record_without_the_text_says_what_it_has(self, tmp_path: Path) -> None:
        lines = [{"inhalt": FLOOD}, {"nr": 7, "titel": "Flut"}]
        write(tmp_path, news_jsonl="\n".join(map(json.dumps, lines)))
        reader = read(tmp_path, fields={"text": "inhalt"})
        assert [article.text for article in reader] == [FLOOD]
        assert [one.reason for one in reader.skipped] == [
            "no text field among nr, titel: looked for inhalt; --text-field names another"
        ]

    def test_when_it_was_fetched_counts_where_nothing_says_when_it_was_written(self, tmp_path: Path) -> None:
        lines = [
            {"id": 1, "content": FLOOD, "date_extracted": "2015-07-21"},
            {"id": 2, "content": QUAKE, "date_extracted": "2015-07-22", "date_publish": "2015-07-20"},
        ]
        write(tmp_path, news_jsonl="\n".join(map(json.dumps, lines)))
        reader = read(tmp_path)
        assert [article.published.day for article in reader if article.published] == [21, 20]
        assert reader.fields_used["published"] == ("date_extracted", "date_publish")

    def test_a_part_no_article_has(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no part of an article"):
            read(tmp_path, fields={"txet": "inhalt"})

    def test_the_address_may_name_the_outlet(self, tmp_path: Path) -> None:
        write(tmp_path, news_jsonl=json.dumps({"text": FLOOD, "url": "https://www.spa.gov.sa/1", "source": "x"}))
        assert [article.source for article in read(tmp_path, source_from="host")] == ["spa.gov.sa"]


class TestBadInput:
    def test_a_path_that_leads_nowhere_is_said_before_any_work(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file or folder"):
            read(tmp_path / "missing")
        with pytest.raises(InputError, match="no file matches"):
            read(f"{tmp_path}/*.txt")
        with pytest.raises(InputError, match="nothing to read"):
            read()

    def test_an_unknown_format_names_what_is_supported(self, tmp_path: Path) -> None:
        write(tmp_path, a_doc=QUAKE, b_txt=FLOOD)
        with pytest.raises(InputError, match=r"a\.doc: .*\.txt, .*\.jsonl"):
            read(tmp_path / "a.doc")
        assert ".jsonl" in reasons(tmp_path)["a.doc"]
        assert [article.text for article in read(tmp_path, format="txt")] == [QUAKE, FLOOD]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty file"),
            (b"\xef\xbb\xbf \n\t", "white space"),
            (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
            (bytes(range(256)) * 40, "not text"),
            (b"\x00\x01\x02\x00" * 100, "not text"),
            (b"\xff\xfe" + "قمة".encode("utf-16-le") + b"\x00\xdc" * 9, "not valid UTF-16"),
        ],
    )
    def test_what_is_no_text_is_skipped_and_the_rest_goes_on(self, tmp_path: Path, content: bytes, reason: str) -> None:
        write(tmp_path, a_txt=content, b_txt=FLOOD)
        assert [article.id for article in read(tmp_path)] == ["b.txt"]
        assert reason in reasons(tmp_path)["a.txt"]

    def test_a_wrong_byte_costs_its_character_only(self, tmp_path: Path) -> None:
        raw = FLOOD.encode()
        write(tmp_path, a_txt=raw[:41] + b"\xff" + raw[41:])
        write(tmp_path, b_jsonl=b'{"text": "' + raw[:41] + b"\xff" + raw[41:] + b'"}')
        write(tmp_path, c_csv=b"id,text\n1," + raw[:41] + b"\xff" + raw[41:])
        start = raw[:41].decode("utf-8", "ignore")
        for article in read(tmp_path):
            assert article.text.startswith(f"{start}\ufffd")
            assert article.text.endswith(FLOOD[len(start) + 1 :])

    def test_stray_zeros_stay_in_the_text(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=f"{QUAKE}\0\n{QUAKE}\0")
        assert [article.text for article in read(tmp_path)] == [f"{QUAKE}\0\n{QUAKE}\0"]

    def test_a_file_that_must_not_be_read(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=QUAKE, b_txt=FLOOD)
        (tmp_path / "a.txt").chmod(0)
        with without_privileges(tmp_path):
            assert "Permission denied" in reasons(tmp_path)["a.txt"]

    def test_a_folder_that_must_not_be_entered(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        write(tmp_path, closed__a_txt=QUAKE, open__a_txt=FLOOD)
        closed.chmod(0)
        try:
            with without_privileges(tmp_path):
                assert "Permission denied" in reasons(tmp_path)["closed"]
                assert [article.text for article in read(tmp_path)] == [FLOOD]
                with pytest.raises(InputError, match=r"closed/a\.txt: no permission to enter its folder"):
                    read(closed / "a.txt")
        finally:
            closed.chmod(0o755)

    def test_a_file_that_vanishes_before_its_turn(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=QUAKE)
        reader = read(tmp_path / "a.txt")
        (tmp_path / "a.txt").unlink()
        assert list(reader) == []
        assert "No such file" in reader.skipped[0].reason

    def test_pipes_and_dead_links_do_not_hang(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "gone.txt").symlink_to(tmp_path / "missing.txt")
        (tmp_path / "loop").symlink_to(tmp_path)
        assert set(reasons(tmp_path)) == {"pipe.txt", "gone.txt", "loop"}

    def test_a_name_that_is_no_text_can_still_be_printed(self, tmp_path: Path) -> None:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(QUAKE)
        assert [article.id for article in read(tmp_path)] == ["caf\\xe9.txt"]

    def test_fifty_megabytes_on_one_line(self, tmp_path: Path) -> None:
        write(tmp_path, a_txt=FLOOD * 500_000)
        assert [len(article.text) for article in read(tmp_path)] == [len(FLOOD) * 500_000]

    def test_an_encoding_that_does_not_exist(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match='no encoding is called "utf-9"'):
            read(tmp_path, encoding="utf-9")

    def test_an_outlet_from_nowhere(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match='source_from must be "field", "dir" or "host", not'):
            read(tmp_path, source_from="folder")  # type: ignore[arg-type]
