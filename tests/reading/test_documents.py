"""Documents, spreadsheets and mail as people keep single articles in them."""

from __future__ import annotations

import io
import mailbox
import re
import sys
import zipfile
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.reading import read
from tests import archived
from tests.archived import STORIES

STORY = STORIES[0]
LINES = list(STORY.paragraphs)
ARABIC = "وصل الوزير إلى الرياض مساء أمس في زيارة رسمية تستغرق يومين، وكان في استقباله عدد من المسؤولين."


def one(folder: Path, name: str, content: bytes) -> Article:
    (folder / name).write_bytes(content)
    reader = read(folder / name)
    [found] = reader
    assert reader.skipped == []
    return found


class TestDocuments:
    def test_word(self, tmp_path: Path) -> None:
        content = archived.docx(LINES, STORY.title, author=STORY.author, created=datetime(2021, 6, 30, 8))
        found = one(tmp_path, "story.docx", content)
        assert found == Article(
            "story.docx", STORY.text, STORY.title, author=STORY.author, published=datetime(2021, 6, 30)
        )

    def test_the_date_and_byline_of_the_text_are_believed_first(self, tmp_path: Path) -> None:
        lines = ["By Ida Holm", "30 June 2021", *LINES]
        found = one(
            tmp_path, "story.docx", archived.docx(lines, STORY.title, author="Desk 7", created=datetime(2024, 1, 1))
        )
        assert (found.author, found.published) == ("Ida Holm", datetime(2021, 6, 30))

    def test_what_programs_write_by_themselves_is_no_property(self, tmp_path: Path) -> None:
        found = one(tmp_path, "story.docx", archived.docx(LINES, author="python-docx", title="Word Document"))
        assert (found.title, found.author, found.published) == ("", "", None)

    def test_a_short_first_line_is_the_title(self, tmp_path: Path) -> None:
        for name, content in {
            "a.docx": archived.docx([STORY.title, *LINES]),
            "b.rtf": archived.rtf([STORY.title, *LINES]),
        }.items():
            found = one(tmp_path, name, content)
            assert (found.title, found.text) == (STORY.title, STORY.text)

    def test_changes_that_word_tracks(self, tmp_path: Path) -> None:
        """What was added counts, what was deleted does not; text in controls and boxes is text, once."""
        import docx
        from docx.oxml import parse_xml

        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        document = docx.Document()
        for inside in (
            "<w:r><w:t xml:space='preserve'>The river rose </w:t></w:r><w:ins w:id='1'><w:r><w:t>again</w:t></w:r></w:ins>"
            "<w:del w:id='2'><w:r><w:delText>never</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r>",
            "<w:sdt><w:sdtContent><w:r><w:t>Nobody was hurt.</w:t></w:r></w:sdtContent></w:sdt>",
            "<w:r><w:t>A box: </w:t><mc:AlternateContent><mc:Choice Requires='w'><w:txbxContent><w:p><w:r><w:t>Gauge at 3 metres.</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Gauge at 3 metres.</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
        ):
            document.element.body.insert(-1, parse_xml(f"<w:p {names}>{inside}</w:p>"))
        document.save(tmp_path / "story.docx")
        [found] = read(tmp_path)
        assert found.text == "The river rose again.\nNobody was hurt.\nA box:\nGauge at 3 metres."

    def test_tables_in_word(self, tmp_path: Path) -> None:
        assert one(tmp_path, "t.docx", archived.docx_table([("a", LINES), ("b", ["Tail"])])).text == "\n".join(
            ["a", *LINES, "b", "Tail"]
        )

    @pytest.mark.parametrize(
        "text", [ARABIC, "外交部发言人周三在北京表示，中方对此高度关注。", "Smile 😀 {brace} back\\slash café"]
    )
    @pytest.mark.parametrize("kind", ["docx", "rtf"])
    def test_any_script(self, tmp_path: Path, kind: str, text: str) -> None:
        assert one(tmp_path, f"story.{kind}", {"docx": archived.docx, "rtf": archived.rtf}[kind]([text])).text == text

    def test_pdf(self, tmp_path: Path) -> None:
        lines = [line.replace("“", "").replace("”", "").replace("’", "") for line in LINES]
        found = one(tmp_path, "story.pdf", archived.pdf([STORY.title, *lines], title=STORY.title, author=STORY.author))
        assert (found.title, found.author, found.text) == (STORY.title, STORY.author, "\n".join(lines))

    def test_a_pdf_of_many_pages_is_one_text_without_its_page_numbers(self, tmp_path: Path) -> None:
        lines = [
            f"On day {number} the river stood {number * 3} centimetres above the mark at the old bridge."
            for number in range(90)
        ]
        assert one(tmp_path, "story.pdf", archived.pdf(lines)).text == "\n".join(lines)

    def test_a_pdf_of_pictures_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "scan.pdf").write_bytes(archived.pdf([]))
        reader = read(tmp_path)
        assert list(reader) == []
        assert "text recognition" in reader.skipped[0].reason


class TestSpreadsheets:
    def book(self, *sheets: tuple[str, list[list[object]]]) -> bytes:
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    ROWS = [["id", "title", "source", "date", "text"]] + [
        [number, story.title, story.outlet, story.day, story.text] for number, story in enumerate(STORIES, start=1)
    ]

    def test_a_row_an_article(self, tmp_path: Path) -> None:
        (tmp_path / "news.xlsx").write_bytes(self.book(("News", self.ROWS)))
        found = list(read(tmp_path))
        expected = [
            Article(str(n), one.text, one.title, one.outlet, published=one.day)
            for n, one in enumerate(STORIES, start=1)
        ]
        assert found == expected

    def test_several_sheets_and_empty_rows(self, tmp_path: Path) -> None:
        rows = [self.ROWS[0][1:], *(row[1:] for row in self.ROWS[1:])]
        (tmp_path / "news.xlsx").write_bytes(
            self.book(("A", rows[:3]), ("B", [[], rows[0], [None], rows[3]]), ("Empty", []))
        )
        assert [article.id for article in read(tmp_path)] == ["news.xlsx#1", "news.xlsx#2", "news.xlsx#3"]

    @pytest.mark.parametrize("size", ["A1", "A1:B2", "A1:XFD1048576", "A1:ZZZ99999999"])
    def test_what_a_sheet_says_of_its_size_is_not_believed(self, tmp_path: Path, size: str) -> None:
        """Some programs write the size of the first cell, and whoever attacks writes a large one."""
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.book(("News", self.ROWS)))) as old,
            zipfile.ZipFile(target, "w") as new,
        ):
            for name in old.namelist():
                part = old.read(name)
                if name.endswith("sheet1.xml"):
                    part = re.sub(rb"<dimension[^>]*>", b"", part)
                    part = part.replace(b"<sheetData>", f'<dimension ref="{size}"/><sheetData>'.encode())
                    assert size.encode() in part
                new.writestr(name, part)
        (tmp_path / "news.xlsx").write_bytes(target.getvalue())
        reader = read(tmp_path)
        assert [article.text for article in reader] == [story.text for story in STORIES]
        assert reader.skipped == []

    def test_a_header_below_a_heading_and_in_capitals(self, tmp_path: Path) -> None:
        rows = [
            ["Results of 30 June"],
            ["3 of 3"],
            ["Headline", "Outlet", "Date", "Body"],
            *([s.title, s.outlet, s.day, s.text] for s in STORIES),
        ]
        (tmp_path / "news.xlsx").write_bytes(self.book(("News", rows)))
        assert [(article.title, article.source, article.text) for article in read(tmp_path)] == [
            (s.title, s.outlet, s.text) for s in STORIES
        ]

    def test_a_sheet_without_texts_is_reported(self, tmp_path: Path) -> None:
        (tmp_path / "news.xlsx").write_bytes(self.book(("Codes", [["code", "meaning"], [1, "x"]]), ("News", self.ROWS)))
        reader = read(tmp_path)
        assert len(list(reader)) == 3
        assert [
            skipped.reason.startswith('the sheet "Codes" has no text field among code, meaning')
            for skipped in reader.skipped
        ] == [True]


class TestMail:
    def message(self, **headers: str) -> EmailMessage:
        message = EmailMessage()
        for name, value in {
            "Subject": STORY.title,
            "From": "Ída Holm <ida@courier.example>",
            "Date": "Wed, 30 Jun 2021 08:00:00 +0200",
            **headers,
        }.items():
            message[name] = value
        return message

    def test_a_message(self, tmp_path: Path) -> None:
        message = self.message()
        message.set_content(STORY.text + "\n\n-- \nIda Holm\nTel. 123")
        message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
        found = one(tmp_path, "story.eml", message.as_bytes())
        assert (found.title, found.author, found.source, found.text) == (
            STORY.title,
            "Ída Holm",
            "courier.example",
            STORY.text,
        )
        assert str(found.published) == "2021-06-30 08:00:00+02:00"

    @pytest.mark.parametrize("text", [STORY.text, ARABIC])
    @pytest.mark.parametrize("charset", ["utf-8", "cp1256"])
    def test_html_and_encodings(self, tmp_path: Path, text: str, charset: str) -> None:
        message = self.message(Organization="The Courier")
        message.set_content("".join(f"<p>{line}</p>" for line in text.split("\n")), subtype="html", charset=charset)
        found = one(tmp_path, "story.eml", message.as_bytes())
        assert (found.source, found.text) == ("The Courier", text)

    def test_lines_broken_for_mail_are_put_together(self, tmp_path: Path) -> None:
        import textwrap

        message = self.message()
        message.set_content("\n\n".join(textwrap.fill(line, 72) for line in LINES))
        assert one(tmp_path, "story.eml", message.as_bytes()).text == STORY.text

    def test_a_header_is_read_as_far_as_headers_go(self, tmp_path: Path) -> None:
        """A header is parsed in time that grows as the square of its length."""
        content = f"From: a@b.c\nSubject: {'Flood, ' * 100_000}\nContent-Type: text/plain{'; a=b' * 100_000}\n\n"
        found = one(tmp_path, "story.eml", content.encode() + STORY.text.encode())
        assert found.text == STORY.text
        assert found.title.startswith("Flood, Flood")
        assert len(found.title) <= 4096

    def test_a_mailbox(self, tmp_path: Path) -> None:
        box = mailbox.mbox(tmp_path / "news.mbox")
        for story in STORIES:
            message = self.message(Subject=f"Re: {story.title}", From="desk@courier.example")
            message.set_content(f"From the harbour it is reported:\n\nFrom now on: {story.text}")
            box.add(message)
        box.add(self.message())
        box.close()
        reader = read(tmp_path / "news.mbox")
        assert [article.id for article in reader] == ["news.mbox#1", "news.mbox#2", "news.mbox#3"]
        assert [(skipped.path.rpartition("/")[2], skipped.reason) for skipped in reader.skipped] == [
            ("news.mbox#4", "no text in the message")
        ]

    def test_the_export_in_a_message(self, tmp_path: Path) -> None:
        message = self.message()
        message.set_content("\n\n".join(archived.nexis_uni()))
        (tmp_path / "alert.eml").write_bytes(message.as_bytes())
        assert [article.title for article in read(tmp_path)] == [story.title for story in STORIES]


@pytest.mark.parametrize("ending", ["docx", "rtf", "pdf", "xlsx", "eml", "mbox"])
class TestBroken:
    @pytest.mark.parametrize(
        "content",
        [b"", b"no such thing", b"\x00" * 500, b"PK\x03\x04" + b"x" * 300, b"%PDF-1.7\n" + b"x" * 300, b"{\\rtf1"],
    )
    def test_is_skipped_with_a_reason(self, tmp_path: Path, ending: str, content: bytes) -> None:
        (tmp_path / f"a.{ending}").write_bytes(content)
        (tmp_path / "b.txt").write_text(STORY.text)
        reader = read(tmp_path)
        assert [article.id for article in reader] == ["b.txt"]
        assert [skipped.path.rpartition("/")[2] for skipped in reader.skipped] == [f"a.{ending}"]


def test_a_missing_package_skips_its_files_and_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package, name in {"docx": "a.docx", "striprtf": "a.rtf", "pypdf": "a.pdf", "openpyxl": "a.xlsx"}.items():
        for module in [name for name in sys.modules if name.partition(".")[0] == package] or [package]:
            monkeypatch.setitem(sys.modules, module, None)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.txt").write_text(STORY.text)
    reader = read(tmp_path)
    assert [article.id for article in reader] == ["b.txt"]
    assert len(reader.skipped) == 4
    assert all("pip install 'dedup-news[documents]'" in one.reason for one in reader.skipped)


def test_a_document_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (300 << 20))
    reader = read(tmp_path)
    assert list(reader) == []
    assert "unpacks to more than 256 MB" in reader.skipped[0].reason
