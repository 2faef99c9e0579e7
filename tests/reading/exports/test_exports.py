"""Exports of news archives: one article a document, in every layout and every kind of file they come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import dedup
from dedup.reading import read
from dedup.reading.exports import exported
from tests import archived
from tests.archived import STORIES

FILES: Mapping[str, Callable[[], bytes]] = {
    "nexis-uni.docx": lambda: archived.docx(archived.nexis_uni()),
    "nexis-uni.rtf": lambda: archived.rtf(archived.nexis_uni()),
    "nexis-uni.html": lambda: archived.page(archived.nexis_uni()).encode(),
    "nexis-uni.txt": lambda: "\n\n".join(archived.nexis_uni()).encode(),
    "nexis-uni.pdf": lambda: archived.pdf(archived.nexis_uni()),
    "lexisnexis.docx": lambda: archived.docx(archived.lexis_nexis()),
    "lexisnexis.rtf": lambda: archived.rtf(archived.lexis_nexis()),
    "lexisnexis.html": lambda: archived.page(archived.lexis_nexis()).encode(),
    "lexisnexis.txt": lambda: archived.lexis_nexis_text().encode(),
    "factiva-codes.docx": lambda: archived.docx_table(archived.factiva_coded()),
    "factiva-codes.rtf": lambda: archived.rtf_table(archived.factiva_coded()),
    "factiva-codes.html": lambda: archived.factiva_tables().encode(),
    "factiva.docx": lambda: archived.docx(archived.factiva_shown()),
    "factiva.rtf": lambda: archived.rtf(archived.factiva_shown()),
    "factiva.html": lambda: archived.factiva_page().encode(),
    "proquest.txt": lambda: archived.proquest().encode(),
    "proquest.docx": lambda: archived.docx(archived.proquest().split("\n")),
    "europresse.html": lambda: archived.europresse().encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_one_article_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name]())
    reader = read(tmp_path / name)
    found = list(reader)
    assert reader.skipped == []
    assert [article.id for article in found] == [f"{name}#{number}" for number in (1, 2, 3)]
    assert [article.title for article in found] == [story.title for story in STORIES]
    assert [article.source for article in found] == [story.outlet for story in STORIES]
    assert [article.author for article in found] == [story.author for story in STORIES]
    assert [str(article.published)[:10] for article in found] == [f"{story.day:%Y-%m-%d}" for story in STORIES]
    written = [story.text for story in STORIES]
    if name.endswith(".pdf"):
        written = [text.encode("latin-1", "replace").decode("latin-1") for text in written]
    assert [article.text for article in found] == written


@pytest.mark.parametrize("name", ["nexis-uni.docx", "factiva.html", "proquest.txt", "europresse.html"])
def test_the_report_finds_what_stands_twice(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name]())
    [match] = dedup.scan(read(tmp_path / name)).matches
    assert (match.a, match.b, match.relation, match.origin) == (f"{name}#1", f"{name}#2", "partial", "a")


class TestOtherLanguages:
    def test_nexis_in_german(self) -> None:
        lines = [
            "Dokument 1 von 1", "Tolviker Bote", "30. Juni 2021 Mittwoch", "Hochwasser in Tolvik", "AUTOR: Ida Holm",
            "RUBRIK: Regional; S. 4", "LÄNGE: 40 Wörter", *STORIES[0].paragraphs, "UPDATE: 1. Juli 2021", "SPRACHE: GERMAN; DEUTSCH",
            "PUBLICATION-TYPE: Zeitung", "Copyright 2021 Tolviker Bote", "Alle Rechte vorbehalten",
        ]  # fmt: skip
        [found] = exported(lines)
        assert found == {
            "title": "Hochwasser in Tolvik", "source": "Tolviker Bote", "author": "Ida Holm",
            "published": datetime(2021, 6, 30), "text": STORIES[0].text,
        }  # fmt: skip

    def test_nexis_uni_in_french(self) -> None:
        lines = [
            "Crue à Tolvik", "Le Courrier", "30 juin 2021 mercredi", "Copyright 2021 Le Courrier Tous droits réservés", "Longueur: 40 mots",
            "Auteur: Ida Holm", "Corps", *STORIES[0].paragraphs, "Date de chargement: 1 juillet 2021", "Fin du document",
        ]  # fmt: skip
        [found] = exported(lines)
        assert (found["title"], found["source"], found["published"]) == (
            "Crue à Tolvik",
            "Le Courrier",
            datetime(2021, 6, 30),
        )
        assert found["text"] == STORIES[0].text

    @pytest.mark.parametrize(
        ("counted", "day", "closing"),
        [
            ("40 mots", "30 juin 2021", "Document TOLCOU0020210630eh6u00010"),
            ("40 Wörter", "30. Juni 2021", "Dokument TOLCOU0020210630eh6u00010"),
            ("40 palabras", "30 junio 2021", "Documento TOLCOU0020210630eh6u00010"),
            ("1.040 字", "2021 年 6 月 30 日", "文件 TOLCOU0020210630eh6u00010"),
        ],
    )
    def test_factiva(self, counted: str, day: str, closing: str) -> None:
        lines = [
            "Hochwasser",
            counted,
            day,
            "Tolviker Bote",
            "TOLCOU",
            "Deutsch",
            "© 2021 Tolviker Bote",
            *STORIES[0].paragraphs,
            closing,
        ]
        [found] = exported(lines)
        assert (found["title"], found["source"], found["text"]) == ("Hochwasser", "Tolviker Bote", STORIES[0].text)
        assert str(found["published"])[:10] == "2021-06-30"


class TestOddOnes:
    def test_a_text_that_begins_with_a_place_in_capitals(self) -> None:
        story = replace(STORIES[0], paragraphs=("TOLVIK: " + STORIES[0].paragraphs[0], *STORIES[0].paragraphs[1:]))
        assert [one["text"] for one in exported(archived.lexis_nexis((story,)))] == [story.text]

    def test_a_month_is_no_day(self) -> None:
        lines = [
            "Flood",
            "Sea Monthly",
            "July 2021",
            "Length: 40 words",
            "Body",
            *STORIES[0].paragraphs,
            "End of Document",
        ]
        [found] = exported(lines)
        assert (found["title"], found["source"], found["published"]) == ("Flood", "Sea Monthly", None)

    @pytest.mark.parametrize("section", [[], ["Home news"], ["A section"]])
    @pytest.mark.parametrize("byline", ["By Ida Holm", "Ida Holm", "IDA HOLM", "Von Ida Holm"])
    def test_bylines_of_factiva_with_and_without_by(self, section: list[str], byline: str) -> None:
        lines = [
            *section,
            "Flood in Tolvik",
            byline,
            "40 words",
            "30 June 2021",
            "The Age",
            "AGEE",
            "English",
            "© 2021 The Age",
        ]
        [found] = exported([*lines, *STORIES[0].paragraphs, "Document AGEE000020210630eh6u00010"])
        assert (found["title"], found["author"].title(), found["text"]) == (
            "Flood in Tolvik",
            "Ida Holm",
            STORIES[0].text,
        )

    def test_labels_in_a_text_are_no_labels(self) -> None:
        """A paragraph that begins as a label does belongs to the article."""
        story = replace(
            STORIES[0],
            paragraphs=("Update: the road is open again.", *STORIES[0].paragraphs, "Notes from the hall: cold."),
        )
        for lines in (
            archived.nexis_uni((story,)),
            archived.lexis_nexis((story,)),
            archived.proquest((story,)).split("\n"),
        ):
            assert [one["text"] for one in exported(lines)] == [story.text]

    def test_an_article_without_byline_date_or_length(self) -> None:
        lines = [line for line in archived.nexis_uni() if not line.startswith(("Byline", "Length", "Section"))]
        assert [one["title"] for one in exported(lines)] == [story.title for story in STORIES]
        assert [one["text"] for one in exported(lines)] == [story.text for story in STORIES]

    def test_an_article_of_which_only_the_heading_is_there_is_reported(self, tmp_path: Path) -> None:
        empty = replace(STORIES[1], paragraphs=())
        (tmp_path / "export.docx").write_bytes(archived.docx(archived.nexis_uni((STORIES[0], empty, STORIES[2]))))
        reader = read(tmp_path / "export.docx")
        assert [article.title for article in reader] == [STORIES[0].title, STORIES[2].title]
        [skipped] = reader.skipped
        assert skipped.path.endswith("export.docx#2")
        assert skipped.reason.startswith("no text")

    @pytest.mark.parametrize(
        "text",
        [
            "1 of 10 documents was found in the river.\n\nThe others were dry.",
            "Document 1 of 2\n\nThis is how the leaked memo begins, the paper wrote.",
            "The memo closes:\n\nEnd of Document\n\nNobody knows who wrote it.",
            "______________\n\nA line of underscores parts the sections of this newsletter.\n\n______________",
            "HD\n\nis short for high definition, the maker of the set said.",
        ],
    )
    def test_a_text_that_looks_like_an_export_in_one_line_is_one_article(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "story.txt").write_text(text)
        assert [(article.id, article.text) for article in read(tmp_path)] == [("story.txt", text)]

    @pytest.mark.parametrize(
        "line",
        [
            "A" * 100_000,
            "By " + "Ab " * 30_000,
            "12 " * 50_000,
            "AB-" * 50_000 + ":",
            "9" * 100_000 + " words",
            "\n" * 100_000,
        ],
    )
    def test_endless_lines_are_read_in_no_time(self, tmp_path: Path, line: str) -> None:
        list(exported([line, "End of Document"]))
        list(exported(["1 of 1 DOCUMENTS", "June 1, 2021", line, "LENGTH: 3 words", line]))
        list(exported(["HD", line, "LP", line, "AN", "Document TOLCOU0020210630eh6u00010"]))
        list(exported([line] * 5 + ["40 words"] + [line] * 5 + ["Document TOLCOU0020210630eh6u00010"]))
        list(exported(["_" * 60, line, f"Full text: {line}", "_" * 60]))
        (tmp_path / "a.txt").write_text(f"{line}\n{line}.")
        assert len(list(read(tmp_path))) == 1
