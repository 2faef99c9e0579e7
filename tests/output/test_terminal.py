"""The report as a page: what an editor finds there, at any width, with and without colours."""

from __future__ import annotations

import io
import unicodedata

import pytest
from rich.cells import cell_len

import dedup
from dedup.output.families import N_FAMILIES, N_MEMBERS
from dedup.output.page import PIPE_WIDTH, console_for
from dedup.output.pairs import N_MATCHES
from dedup.output.terminal import show_report

CAPTION = "نهر الراين في بازل (أ.ف.ب)"
STORY = """ارتفع منسوب النهر مترين خلال الليل وغمرت المياه السوق القديمة، وقال رئيس البلدية للصحفيين صباح الاثنين إن 12
عائلة نقلت إلى مدرسة تقع على أرض مرتفعة، حيث قدم لها المتطوعون الحساء والخبز والبطانيات طوال الليل."""
FLOOD = """The bridge over the swollen river collapsed near the old market on Monday morning, and 12 people were taken
to hospital, the regional police said in a statement. Rescue teams searched the banks with dogs all night long."""
ITEMS = [
    {
        "id": "aawsat",
        "text": f"{CAPTION}\n\n{CAPTION}\n\n{STORY}",
        "source": "الشرق الأوسط",
        "date": "2024-05-01T08:00Z",
    },
    {"id": "sabq", "text": STORY.replace("12", "21"), "source": "سبق", "date": "2024-05-01T10:30Z"},
    {"id": "en-1", "text": FLOOD, "source": "Reuters", "title": "Bridge [bold]collapses[/bold]"},
    {"id": "en-2", "text": FLOOD + "\x1b[31m More rain\u202e is forecast.", "source": "\x1b[2JEvil"},
    {"id": "none", "text": 3},
]


def page_of(items, width=None):
    stream = io.StringIO()
    show_report(console_for(stream, width=width), dedup.scan(items))
    return stream.getvalue()


def test_what_was_found_comes_first_then_the_counts():
    lines = page_of(ITEMS).splitlines()
    assert lines[0] == "4 of 4 articles are copies of one another."
    assert lines[1].startswith("1 of 2 copied stories credits a news agency")
    assert "2.  1 pair differs in a number." in lines
    counts = next(number for number, line in enumerate(lines) if line.startswith("4 articles"))
    assert lines[counts].split("   ")[:4] == ["4 articles", "1 skipped", "2 families", "2 matches"]
    assert lines[counts + 1] == "Matches by relation: 1 reprint, 1 contained."


def test_a_family_shows_the_origin_first_and_who_followed_when():
    lines = page_of(ITEMS).splitlines()
    at = next(number for number, line in enumerate(lines) if "2 outlets · within 2 hours" in line)
    assert lines[at + 1].strip() == "first: 94% sure, the origin was published 2 hours earlier"
    assert "origin" in lines[at + 2]
    assert "2024-05-01 08:00" in lines[at + 2]
    assert "2 hours later" in lines[at + 3]


@pytest.mark.parametrize(
    ("day", "lag", "length", "match"),
    [
        ("2024-05-01", "same day", "on one day", "published on the same day"),
        ("2024-05-01T00:00:00+03:00", "same day", "on one day", "published on the same day"),
        ("2024-05-03", "2 days later", "within 3 days", "b published 2 days later"),
    ],
)
def test_a_date_without_a_time_is_told_in_days(day, lag, length, match):
    items = [ITEMS[0], {**ITEMS[1], "text": f"{CAPTION}\n\n{CAPTION}\n\n{STORY}", "date": day}]
    page = page_of(items)
    assert f"2 outlets · {length}" in page
    assert match in page
    row = next(line for line in page.splitlines() if line.lstrip().startswith("exact ") and "shared" not in line)
    assert lag in row
    assert "hour" not in row


def test_a_match_shows_the_passage_on_both_sides_and_the_changed_number():
    page = page_of(ITEMS)
    assert "[12]" in page
    assert "[21]" in page
    assert "changed 12 → 21" in page


def test_repeats_agencies_and_what_was_skipped_have_their_sections():
    page = page_of(ITEMS)
    assert "2 ×  caption" in page
    assert "afp  credited in 1  aawsat" in page
    assert "1  text is int, not text: none" in page


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(cell_len(line) for line in page_of(ITEMS, width).splitlines()) <= width


def test_arabic_words_are_not_torn_apart():
    words = set("".join(char if char.isalpha() else " " for char in page_of(ITEMS, 60)).split())
    assert {"ارتفع", "منسوب", "والبطانيات"} <= words


def test_nothing_in_an_article_steers_the_terminal_or_is_taken_for_markup():
    page = page_of(ITEMS)
    assert {char for char in page if unicodedata.category(char) == "Cc"} == {"\n"}
    assert "\u202e" not in page
    assert "␛[2JEvil" in page
    assert "Bridge [bold]collapses[/bold]" in page


def test_isolates_close_on_the_line_they_open_on():
    for line in page_of(ITEMS, 50).splitlines():
        assert sum(line.count(opening) for opening in "\u2066\u2067\u2068") == line.count("\u2069")


def test_lines_in_a_pipe_have_no_spaces_at_their_end():
    assert [line for line in page_of(ITEMS).splitlines() if line.endswith(" ")] == []


def test_a_big_collection_is_bounded_and_says_so():
    items = [
        {"id": f"{number:03}-{copy:02}", "text": " ".join(f"story{number}word{place}" for place in range(40))}
        for number in range(N_FAMILIES + 2)
        for copy in range(N_MEMBERS + 2 if number == 0 else 2)
    ]
    report = dedup.scan(items)
    page = page_of(items)
    assert f"the {N_FAMILIES} largest of {len(report.clusters)}" in page
    assert f"{N_MATCHES} of {len(report.matches)}" in page
    assert "and 2 more" in page


def test_nothing_to_report_is_said():
    assert "Nothing to compare: no articles." in page_of([])
    assert "Nothing to compare: only one article." in page_of([FLOOD])
    assert "None of 2 articles is a copy of another, and none shares a passage." in page_of([FLOOD, STORY])


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_colours_are_for_terminals_only_and_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console_for(Terminal()).color_system == "256"
    assert console_for(io.StringIO()).color_system is None
    monkeypatch.setenv("NO_COLOR", "1")
    assert console_for(Terminal()).no_color
    monkeypatch.setenv("TERM", "dumb")
    assert console_for(Terminal()).color_system is None


def test_the_width_in_a_pipe_is_fixed_unless_columns_says_otherwise(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console_for(io.StringIO()).width == PIPE_WIDTH
    monkeypatch.setenv("COLUMNS", "60")
    assert console_for(io.StringIO()).width == 60
    for odd in (
        "wide",
        "²",
        "3",
        "1" * 5000,
        "1000000000",
    ):  # no terminal is so wide, and Rich would take it at its word
        monkeypatch.setenv("COLUMNS", odd)
        monkeypatch.setenv("LINES", odd)
        assert console_for(io.StringIO()).width == PIPE_WIDTH
