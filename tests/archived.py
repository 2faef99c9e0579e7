"""Articles written as news archives export them, by the tools that people have, for tests that read them back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from html import escape


@dataclass(frozen=True)
class Story:
    title: str
    outlet: str
    author: str
    day: datetime
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def written(self) -> str:
        return f"{self.day:%B} {self.day.day}, {self.day.year}"

    @property
    def european(self) -> str:
        return f"{self.day.day} {self.day:%B} {self.day.year}"

    @property
    def n_words(self) -> int:
        return len(self.text.split())


STORIES = (
    Story(
        "Flood closes the market of Tolvik for a week",
        "The Tolvik Courier",
        "Ida Holm",
        datetime(2021, 6, 30),
        (
            "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said.",
            "Firefighters carried forty residents from a home for the elderly into the sports hall, where soup was served.",
            "“We will rebuild,” said the mayor’s deputy; trains to the coast are replaced by buses until Friday.",
        ),
    ),
    Story(
        "River leaves its bed after a night of rain",
        "Harbour Post (Merra)",
        "Per Lund; Ole Brandt",
        datetime(2021, 7, 1),
        (
            "After the heaviest night of rain since 1994 the river Aster left its bed, and the market of Tolvik stood in water.",
            "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said.",
            "Insurers expect claims of several million crowns, although most cellars had been fitted with pumps.",
        ),
    ),
    Story(
        "Bank leaves its rate where it was",
        "Norland Business Daily",
        "Helle Vinter",
        datetime(2021, 7, 2),
        (
            "The central bank of Norland left its main lending rate where it was and hinted at cheaper credit in autumn.",
            "Governor Brandt pointed to wages, which have grown faster than forecast, and to rents in the larger towns.",
        ),
    ),
)


def nexis_uni(stories: tuple[Story, ...] = STORIES) -> list[str]:
    """The paragraphs of an export of Nexis Uni, cover page and all."""
    lines = [
        "User Name: = reader", "Date and Time: = Friday, July 30, 2021 4:00:00 PM EDT", "Job Number: = 149000000",
        f"Documents ({len(stories)})", *(f"{n}. {story.title}" for n, story in enumerate(stories, start=1)),
        "Client/Matter: -None-", "Search Terms: river", "Content Type", "News",
    ]  # fmt: skip
    for story in stories:
        lines += [
            story.title, story.outlet, f"{story.written} {story.day:%A}", "",
            f"Copyright {story.day.year} {story.outlet} All Rights Reserved", "", "Section: NEWS; Pg. 4",
            f"Length: {story.n_words} words", f"Byline: {story.author}", "Highlight: Water everywhere", "Body", "",
            *story.paragraphs, "", "Classification", "", "Language: ENGLISH", "Publication-Type: Newspaper",
            "Subject: FLOODS & FLOODING (90%); MAYORS (70%)", f"Load-Date: {story.written}", "", "End of Document", "",
        ]  # fmt: skip
    return lines


def lexis_nexis(stories: tuple[Story, ...] = STORIES) -> list[str]:
    """The paragraphs of an export of the older LexisNexis."""
    lines = ["Download Request: Select Items: 1-3", "Time Of Request: Friday, July 30, 2021  16:51:31", "Terms: river"]
    for number, story in enumerate(stories, start=1):
        lines += [
            f"{number} of {len(stories)} DOCUMENTS", story.outlet, f"{story.written} {story.day:%A}", "First Edition",
            story.title, f"BYLINE: {story.author}", "SECTION: NEWS; Pg. 4", f"LENGTH: {story.n_words} words",
            *story.paragraphs, f"LOAD-DATE: {story.written}", "LANGUAGE: ENGLISH", "GRAPHIC: The market on Monday",
            "PUBLICATION-TYPE: Newspaper", f"Copyright {story.day.year} {story.outlet}", "All Rights Reserved",
        ]  # fmt: skip
    return lines


def lexis_nexis_text(stories: tuple[Story, ...] = STORIES) -> str:
    """The older export as plain text: lines broken at 78 characters, headings in the middle."""
    import textwrap

    return "\n\n".join(
        line.center(78).rstrip() if len(line) < 40 and ":" not in line else textwrap.fill(line, 78)
        for line in lexis_nexis(stories)
    )


def factiva_coded(stories: tuple[Story, ...] = STORIES) -> list[tuple[str, list[str]]]:
    """The parts of an export of Factiva with their codes."""
    rows: list[tuple[str, list[str]]] = []
    for number, story in enumerate(stories):
        rows += [
            ("SE", ["News"]), ("HD", [story.title]), ("BY", [f"By {story.author}"]), ("WC", [f"{story.n_words} words"]),
            ("PD", [story.european]), ("ET", ["10:05"]), ("SN", [story.outlet]), ("SC", ["TOLCOU"]), ("PG", ["4"]),
            ("LA", ["English"]), ("CY", [f"(c) {story.day.year} {story.outlet}"]), ("LP", [story.paragraphs[0]]),
            ("TD", list(story.paragraphs[1:])), ("NS", ["gflood : Floods"]), ("RE", ["eurz : Europe"]),
            ("PUB", ["Tolvik Press Ltd"]), ("AN", [f"Document TOLCOU0020210630eh6u0001{number}"]),
        ]  # fmt: skip
    return rows


def factiva_shown(stories: tuple[Story, ...] = STORIES) -> list[str]:
    """The paragraphs of an export of Factiva as it shows articles."""
    lines: list[str] = []
    for number, story in enumerate(stories):
        lines += [
            "News", story.title, f"By {story.author}", f"{story.n_words} words", story.european, "10:05", story.outlet,
            "TOLCOU", "4", "English", f"© {story.day.year} {story.outlet}. All rights reserved.", *story.paragraphs,
            f"Document TOLCOU0020210630eh6u0001{number}",
        ]  # fmt: skip
    return [
        *lines,
        "Search Summary",
        "Text",
        "river",
        "Date",
        "In the last year",
        "© 2021 Factiva, Inc. All rights reserved.",
    ]


def factiva_page(stories: tuple[Story, ...] = STORIES) -> str:
    """The page of Factiva's articles."""
    found = ""
    for number, story in enumerate(stories):
        text = "".join(f'<p class="articleParagraph enarticleParagraph">{escape(one)}</p>' for one in story.paragraphs)
        found += (
            f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{escape(story.title)}</span></div>'
            f'<div class="author">{story.author}</div><div>{story.n_words} words</div><div>{story.european}</div><div>10:05</div>'
            f"<div>{story.outlet}</div><div>TOLCOU</div><div>4</div><div>English</div><div>© {story.day.year} {story.outlet}</div>"
            f"{text}<p>Document TOLCOU0020210630eh6u0001{number}</p></div>"
        )
    return (
        f"<!DOCTYPE html><html><head><title>Factiva</title><script>track()</script></head><body>{found}</body></html>"
    )


def factiva_tables(stories: tuple[Story, ...] = STORIES) -> str:
    """The page of Factiva's articles with codes."""
    rows = "".join(
        f"<tr><td class=index><b>{code}</b>&nbsp;</td><td>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</td></tr>"
        for code, lines in factiva_coded(stories)
    )
    return f"<html><head><title>Factiva</title></head><body><div class='article enArticle'><table>{rows}</table></div></body></html>"


def proquest(stories: tuple[Story, ...] = STORIES) -> str:
    """The text of an export of ProQuest."""
    line = "_" * 60
    found = f"{line}\n\n"
    for number, story in enumerate(stories, start=1):
        found += (
            f"Document {number} of {len(stories)}\n\n{story.title}\n\nAuthor: {story.author}\n\nPublication info: {story.outlet}; Tolvik [Tolvik]\n\n"
            f"Abstract: None available.\n\nLinks: None\n\nFull text: {story.paragraphs[0]}\n\n" + "\n\n".join(story.paragraphs[1:])
            + f"\n\nSubject: Floods; Mayors\n\nLocation: Tolvik\n\nTitle: {story.title}\n\nPublication title: {story.outlet}; Tolvik\n\n"
            f"Pages: A.4\n\nPublication year: {story.day.year}\n\nPublication date: {story.day:%b} {story.day.day}, {story.day.year}\n\n"
            f"ProQuest document ID: 25460000{number}\n\nDocument URL: https://www.proquest.example/docview/{number}?accountid=1\n\n"
            f"Copyright: Copyright {story.outlet} {story.written}\n\nLast updated: 2021-07-03\n\nDatabase: News Stream\n\n{line}\n\n"
        )  # fmt: skip
    return (
        found
        + "Contact us at: https://www.proquest.example\n\nDatabase copyright © 2021 ProQuest LLC. All rights reserved.\n"
    )


MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def europresse(stories: tuple[Story, ...] = STORIES) -> str:
    """The page of an export of Europresse."""
    found = ""
    for story in stories:
        day = f"mercredi {story.day.day} {MONTHS[story.day.month - 1]} {story.day.year}"
        text = "".join(f"<p>{escape(one)}</p>" for one in story.paragraphs)
        found += (
            f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{story.outlet}, no. 4301'
            f'</span></div><span class="DocHeader">Région, {day} {story.n_words} mots, p. 4</span>'
            f'<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{escape(story.title)}</p></div>'
            f'<p class="sm-margin-bottomNews">{story.author}</p></header><section><div class="docOcurrContainer">{text}</div></section>'
            f'<footer><div class="publiC-lblNodoc">news·{story.day:%Y%m%d}·TC·123</div></footer></article>'
        )
    return f"<html><head><meta charset=utf-8><title>Europresse</title></head><body>{found}</body></html>"


def page(lines: list[str]) -> str:
    """Paragraphs as a page."""
    return (
        "<html><head><title>Export</title></head><body>"
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        + "</body></html>"
    )


def docx(lines: list[str], heading: str = "", **properties: object) -> bytes:
    """Paragraphs as a Word document, the title in a style of its own."""
    import docx as python_docx

    document = python_docx.Document()
    if heading:
        document.add_heading(heading, level=0)
    for line in lines:
        document.add_paragraph(line)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def docx_table(rows: list[tuple[str, list[str]]]) -> bytes:
    """Codes and parts as a Word document with a table."""
    import docx as python_docx

    document = python_docx.Document()
    table = document.add_table(0, 2)
    for code, lines in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = code, "\n".join(lines)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def rtf(lines: list[str]) -> bytes:
    """Paragraphs as rich text, as Word writes it: a header that runs on every page, links, letters beyond ASCII as numbers."""
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}{\colortbl;\red0\green0\blue0;}"
    )
    head += r"{\info{\author reader}{\creatim\yr2021\mo7\dy30}}{\header\pard Page {\field{\*\fldinst{PAGE}}{\fldrslt 1}} of 3\par}"
    link = r'{\field{\*\fldinst{HYPERLINK "https://advance.example/doc?id=1" }}{\fldrslt{\ul\cf1 %s}}}'
    body = [rf"\pard\plain\f0\fs24 {escaped_rtf(line)}\par" for line in lines]
    if body:
        body[0] = rf"\pard\plain {link % escaped_rtf(lines[0])}\par"
    return (head + "\n".join(body) + "}").encode("ascii")


def rtf_table(rows: list[tuple[str, list[str]]]) -> bytes:
    """Codes and parts as rich text with a table."""
    body = "".join(
        "\\trowd\\cellx1000\\cellx9000\\pard\\intbl "
        + code
        + "\\cell\\pard\\intbl "
        + "\\par ".join(map(escaped_rtf, lines))
        + "\\cell\\row\n"
        for code, lines in rows
    )
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")


def escaped_rtf(text: str) -> str:
    """A text in rich text: two bytes of UTF-16 a number."""
    raw = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    units = memoryview(raw.encode("utf-16-le")).cast("H")
    return "".join(chr(unit) if unit < 128 else f"\\u{unit if unit < 32768 else unit - 65536}?" for unit in units)


def pdf(paragraphs: list[str], **properties: str) -> bytes:
    """Paragraphs as a PDF, with a number on every page."""
    from fpdf import FPDF

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")

    document = Numbered()
    document.set_font("Helvetica", size=11)
    document.add_page()
    for name, value in properties.items():
        getattr(document, f"set_{name}")(value)
    for line in paragraphs:
        document.multi_cell(0, 6, line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
        document.ln(2)
    return bytes(document.output())
