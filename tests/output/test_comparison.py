"""Two articles beside each other: what they share, and what was changed."""

from __future__ import annotations

import io

import pytest

import dedup
from dedup import Article
from dedup.output.comparison import show_comparison
from dedup.output.page import console_for

FLOOD = """The bridge over the swollen river collapsed near the old market on Monday morning, and 12 people were taken
to hospital, the regional police said in a statement. Rescue teams searched the banks with dogs all night long."""


def page_of(a, b, width=120):
    stream = io.StringIO()
    show_comparison(console_for(stream, width=width), dedup.compare(a, b), a, b)
    return stream.getvalue()


def test_the_article_named_first_is_a_whatever_its_id():
    first, second = Article("z", "Breaking news. " + FLOOD), Article("a", FLOOD.replace("12", "21"))
    for width in (120, 60):
        page = page_of(first, second, width)
        assert page.index("a  z") < page.index("b  a")
        assert "changed 12 → 21" in page
        assert ", 1 changed number" in page.replace("\n", " ")


def test_wide_terminals_show_the_sides_beside_each_other_narrow_ones_below():
    first, second = Article("one", FLOOD), Article("two", FLOOD)
    beside = [line for line in page_of(first, second).splitlines() if "one" in line]
    assert "two" in beside[0]
    below = [line for line in page_of(first, second, 60).splitlines() if "one" in line]
    assert "two" not in below[0]


@pytest.mark.parametrize("width", [60, 120])
def test_the_whole_passage_is_shown(width):
    page = page_of(Article("one", FLOOD), Article("two", FLOOD), width)
    assert page.count("Rescue") == 2
    assert page.count("long") == 2


def test_what_is_no_reuse_is_called_so():
    name = "The Custodian of the Two Holy Mosques King Salman bin Abdulaziz Al Saud"
    first = Article("one", f"{name} opened a hospital for children in the north of the country yesterday.")
    second = Article("two", f"A telegram of congratulation reached {name} from the president of Malta.")
    assert "share nothing" in page_of(first, second)
    assert "share nothing" in page_of(Article("one", FLOOD), Article("two", "The bank left rates unchanged."))


def test_what_an_article_declares_of_its_origin_does_not_steer_the_terminal():
    first = Article("one", FLOOD, url="https://post.example/flood")
    second = Article("two", FLOOD, declared_origin="https://gazette.example/\x1b[2J\u202e")
    page = page_of(first, second)
    assert "declares another origin, https://gazette.example/␛[2J" in page
    assert "\x1b[2J" not in page
    assert "\u202e" not in page
