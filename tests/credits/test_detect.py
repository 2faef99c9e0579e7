"""Which agencies an article names, and in which role."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.credits.agencies import entries, lexicon
from dedup.credits.detect import detect
from dedup.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "credits.toml").read_text("utf-8"))["case"]

# Sentences broken to pieces: names, cues and signs in any order.
# fmt: off
PIECES = [
    "وكالة", "الأنباء", "السعودية", "واس", "لرويترز", "رويترز", "أ", "ف", "ب", "د", "قالت", "الفرنسية", "وكالات",
    "الرياض", "2015 م", "(", ")", "«", "»", ".", " ", " ", " ", " - ", "\n", "/", ":", "=", "（", "）", "&nbsp;",
    "PARIS", "AP", "AFP", "afp", "A.P.", "told", "Reuters", "the", "agency", "Press", "Association",
    "新", "华", "社", "北京", "电", "時事", "연합뉴스", "ТАСС", "רויטרס",
]
# fmt: on
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def article_of(case):
    return Article("a", **{field: case.get(field, "") for field in ("text", "author", "title", "source")})


def found_in(article):
    credits = detect([article])
    return tuple({credit.agency for credit in credits if credit.role == role} for role in ("credit", "mention"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["why"], marks=[pytest.mark.xfail(strict=True)] * case.get("xfail", False))
        for case in CASES
    ],
)
def test_labelled_case(case):
    assert found_in(article_of(case)) == (set(case.get("credit", ())), set(case.get("mention", ())))


def test_a_name_is_given_as_it_stands_with_its_place():
    text = "اللقاء في موسكو (أ.ف.ب)\nقال الوزير لـ«رويترز» إن المحادثات مستمرة."
    first, second = detect([Article("a", text)])
    assert (first.agency, first.role, first.field, first.name) == ("afp", "credit", "text", "أ.ف.ب")
    assert (second.agency, second.role, second.field, second.name) == ("reuters", "mention", "text", "رويترز")
    assert [text[slice(*credit.span)] for credit in (first, second)] == ["أ.ف.ب", "رويترز"]


def test_fields_come_in_order_text_author_title_and_articles_as_given():
    articles = [
        Article("z", "PARIS (AFP) - It rained.", author="AFP, Reuters", title="It rained - AFP"),
        Article("a", "BERLIN (dpa) - It snowed."),
    ]
    found = [(credit.article, credit.field, credit.agency) for credit in detect(articles)]
    assert found == [
        ("z", "text", "afp"),
        ("z", "author", "afp"),
        ("z", "author", "reuters"),
        ("z", "title", "afp"),
        ("a", "text", "dpa"),
    ]


def test_every_caption_counts():
    text = "The bridge at dawn (AP)\n\nThe bridge at dusk (AP)\n"
    assert [credit.span for credit in detect([Article("a", text)])] == [(20, 22), (45, 47)]


@pytest.mark.parametrize("agency", [key for key in entries() if "label" in entries()[key]])
def test_each_listed_name_alone_in_a_byline_is_its_agency(agency):
    entry = entries()[agency]
    names = [name for key in ("names", "reported", "short") for name in entry.get(key, ())]
    missed = [name for name in names if found_in(Article("a", "", author=name)) != ({agency}, set())]
    assert missed == []


def test_no_articles_no_credits():
    assert detect([]) == []


@given(st.lists(st.builds(Article, id=st.just("a"), text=SCRAPS, author=SCRAPS, title=SCRAPS), max_size=4))
def test_articles_do_not_touch_each_other(articles):
    assert detect(articles) == [credit for article in articles for credit in detect([article])]


@given(st.lists(SCRAPS, max_size=4))
def test_tokens_at_hand_change_nothing(texts):
    articles = [Article(str(i), text) for i, text in enumerate(texts)]
    assert detect(articles, tokenize(texts)) == detect(articles)


@given(SCRAPS | st.text())
def test_names_are_the_text_at_their_spans_and_do_not_overlap(text):
    article = Article("a", text, author=text, title=text)
    end = {"text": 0, "author": 0, "title": 0}
    for credit in detect([article]):
        low, high = credit.span
        assert end[credit.field] <= low < high <= len(text)
        assert credit.name == text[low:high]
        end[credit.field] = high


@given(SCRAPS)
def test_what_stands_at_a_span_is_a_name_of_that_agency(text):
    for credit in detect([Article("a", text)]):
        names = lexicon().names[tuple(tokenize([credit.name]).hashes.tolist())]
        assert credit.agency in {name.agency for name in names}


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + "AFP" + ")" * 5000, "AFP/" * 3000, "أ ف ب " * 3000, " " * 20000 + "- AFP", "\ud800 AFP", "AFP\0AP"],
    ids=["brackets", "a row of names", "a row of letters", "a desert", "a lone surrogate", "a NUL"],
)
def test_hostile_text_is_read_in_peace(text):
    assert all(credit.name in text for credit in detect([Article("a", text)]))
