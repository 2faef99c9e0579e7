"""Which agencies an article names, and in which role."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.credits.agencies import agency_of, entries, lexicon
from dedup.credits.detect import detect
from dedup.text.folding import fold
from dedup.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "credits.toml").read_text("utf-8"))["case"]


def article_of(case, article_id="a"):
    return Article(article_id, **{field: case.get(field, "") for field in ("text", "author", "title", "source")})


def found_in(article):
    credits = detect([article])
    return tuple({credit.agency for credit in credits if credit.role == role} for role in ("credit", "mention"))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case["why"], marks=[pytest.mark.xfail] if "xfail" in case else []) for case in CASES],
)
def test_labelled_case(case):
    assert found_in(article_of(case)) == (set(case.get("credit", ())), set(case.get("mention", ())))
