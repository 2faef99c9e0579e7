"""A change of fact leaves no pair that is safe to drop, in any language, however the two articles are asked about."""

import random

from hypothesis import given
from hypothesis import strategies as st

from dedup import clean, compare, scan
from tests.differences.filled import NAMES, filled, slots
from tests.newsroom import ENGLISH, story

SIGNS = ["−{}", "+{}", "{}%", "▲ {}", "▼ {}", "€{}", "{}°"]


@st.composite
def edited_articles(draw):
    """An article, and the same one with a single fact of it changed; what was changed, for the message."""
    report = draw(slots)
    kind = draw(st.sampled_from(["slot", "number", "sign", "negation", "score", "names"]))
    if kind == "slot":
        slot = draw(st.sampled_from(["day", "month", "number", "unit", "money"]))
        sides = filled(report), filled(report, **{slot: draw(st.integers(1, 2))})
        kind = slot
    elif kind == "number":
        slot = draw(st.sampled_from(["n", "n2", "n3"]))
        number = draw(st.integers(1, 99_999).filter(lambda number: number != float(report[slot])))
        sides = filled(report), filled(report, **{slot: str(number)})
    elif kind == "sign":
        sides = filled(report), filled(report, n2=draw(st.sampled_from(SIGNS)).format(report["n2"]))
    elif kind == "negation":
        sides = filled(report, no=True), filled(report, no=False)
    elif kind == "score":
        one, other = draw(st.lists(st.integers(0, 9), min_size=2, max_size=2, unique=True))
        sides = filled(report, n=f"{one}-{other}"), filled(report, n=f"{other}-{one}")
    else:
        one, two = NAMES.get(report["language"], ("Karl Odner", "Jens Rolfsen"))
        sides = filled(report), filled(report, one=two, two=one)
    rng = random.Random(draw(st.integers(0, 999)))
    before, after = (
        story(rng, n, *([ENGLISH] if rng.random() < 0.5 else [])) if n else ""
        for n in draw(st.tuples(st.sampled_from([0, 12, 80]), st.sampled_from([0, 12, 80])))
    )
    article, other = (f"{before} {side} {after}".strip() for side in sides)
    return kind, *((article, other) if draw(st.booleans()) else (other, article))


def safe_sides(articles):
    """Which of two articles may go, by a comparison and by a scan; and how many a clean removes."""
    compared = compare(*articles)
    scanned = scan(articles).matches
    asked = [match.safe_to_drop for match in (compared, *scanned) if match]
    return {side for sides in asked for side in sides}, clean(articles).counts()["removed"]


@given(edited_articles())
def test_an_article_with_a_fact_changed_is_never_safe_to_drop(edited):
    _, article, other = edited
    assert safe_sides([{"id": "1", "text": article}, {"id": "2", "text": other}]) == (set(), 0)


@given(edited_articles())
def test_a_true_copy_of_the_same_article_is(edited):
    _, article, _ = edited
    assert safe_sides([{"id": "1", "text": article}, {"id": "2", "text": article}]) == ({"a", "b"}, 1)
