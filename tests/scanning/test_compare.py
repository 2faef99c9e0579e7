"""Two articles compared: what outlets make of the seeds, and what any match claims about any texts."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import Article, InputError, compare, scan
from dedup.results import REUSE, Match
from dedup.text.folding import fold
from tests.newsroom import ENGLISH, collection, measured, seed, seen_as_is, seen_from_the_other_side, story, words_in

LAUNCH = (
    "أطلقت هيئة الموانئ صباح أمس أول خط بحري منتظم يربط مدينة جدة بميناء مومباي عبر عدن، وقالت إن السفينة الأولى حملت"
    " 1200 حاوية من التمور والبتروكيماويات، وإن الرحلة تستغرق تسعة أيام بدلا من خمسة عشر يوما."
)
PORT_HISTORY = (
    "ويعود تاريخ المرفأ القديم إلى القرن السابع حين اتخذه التجار محطة بين الهند ومصر، ثم اتسعت أرصفته في ستينات القرن"
    " الماضي مع وصول شركات الشحن الأوروبية، وبقيت أسواقه الشعبية تبيع البهارات والحرير حتى اليوم.\n\n"
)
OUTLOOK = (
    "\n\nويرى تجار محليون أن المنافسة على خطوط الشحن ستشتد خلال الأعوام الثلاثة المقبلة، فيما تدرس غرف التجارة إنشاء"
    " مستودعات مبردة قرب المطار الجديد، على أن تطرح مناقصاتها في الربيع."
)


def checked(a: str, b: str, match: Match | None) -> Match:
    """The match of two texts, after what holds for every match."""
    assert match is not None
    for text, spans in ((a, [one.a for one in match.passages]), (b, [one.b for one in match.passages])):
        ordered = sorted(spans)
        assert all(0 <= begin < end <= len(text) for begin, end in ordered)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))
    for passage in match.passages:
        in_a, in_b = words_in(a, passage.a), words_in(b, passage.b)
        assert passage.similarity == pytest.approx(2 * passage.n_words / (len(in_a) + len(in_b)), abs=1e-4)
        assert (passage.kind == "verbatim") == (in_a == in_b)
    if all(one.kind in ("verbatim", "edited") for one in match.passages):
        assert equal_up_to_the_edits(a, b, match)
    expected = measured(match, a, b)
    assert (match.similarity, match.containment_a, match.containment_b) == pytest.approx(expected, abs=1e-4)
    return match


def equal_up_to_the_edits(a: str, b: str, match: Match) -> bool:
    """Whether the passages read the same once the changed words are taken out of both sides."""

    def rest(text: str, passages: list[tuple[int, int]], changes: list[tuple[int, int]]) -> str:
        return fold(
            " ".join(
                "".join(" " if any(begin <= at < end for begin, end in changes) else text[at] for at in range(*passage))
                for passage in passages
            )
        )

    left = rest(a, [one.a for one in match.passages], [one.a for one in match.changes])
    right = rest(b, [one.b for one in match.passages], [one.b for one in match.changes])
    return left == right


# What an outlet makes of the seeds.


def test_a_seed_republished_whole_in_another_spelling() -> None:
    original = seed(2).text
    spelled = original.replace("جونج", "جونغ").replace("بيونج يانج", "بيونغ يانغ")
    assert spelled != original
    match = checked(original, spelled, compare(original, spelled))
    assert match.relation == "reprint"
    assert (match.containment_a, match.containment_b) == (1, 1)
    assert {(one.text_a, one.text_b, one.kind) for one in match.changes} == {
        ("جونج", "جونغ", "spelling"),
        ("وبيونج يانج", "وبيونغ يانغ", "spelling"),
    }


@pytest.mark.parametrize("number", range(5))
def test_a_seed_cut_to_its_first_half_under_a_new_headline(number: int) -> None:
    original = seed(number).text
    half = original[: original.index(" ", len(original) // 2)]
    cut = "بالصور: تفاصيل جديدة عن لقاء الزعيمين\n\n" + half
    match = checked(original, cut, compare(original, cut))
    assert match.relation == "contained"
    assert match.containment_b > 0.9
    assert 0.4 < match.containment_a < 0.6
    assert max(match.passages, key=lambda one: one.n_words).kind == "verbatim"


@pytest.mark.parametrize("number", [0, 2, 3, 4])
def test_a_seed_embedded_in_a_longer_article(number: int) -> None:
    original = seed(number).text
    longer = PORT_HISTORY * 1 + LAUNCH + "\n\n" + original + OUTLOOK + "\n\n" + (LAUNCH + PORT_HISTORY + OUTLOOK) * 3
    match = checked(longer, original, compare(longer, original))
    assert match.relation == "contained"
    assert match.containment_b == 1
    assert match.containment_a < 0.775
    (passage,) = match.passages
    assert fold(longer[slice(*passage.a)]) == fold(original) == fold(original[slice(*passage.b)])


def test_a_sentence_lifted_from_a_seed() -> None:
    original = seed(3).text
    begin = original.index("تمثل الاحتفالات")
    sentence = original[begin : original.index(".", begin)]
    thief = PORT_HISTORY + LAUNCH + " " + sentence + ". " + OUTLOOK
    match = checked(original, thief, compare(original, thief))
    assert match.relation == "partial"
    (passage,) = match.passages
    assert (passage.kind, passage.similarity, match.changes) == ("verbatim", 1, ())
    assert original[slice(*passage.a)] == thief[slice(*passage.b)] == sentence + "."


def test_a_number_changed_in_a_seed_is_shown() -> None:
    original = seed(3).text
    changed = original.replace("حوالي 15 ألف جندي", "حوالي 12 ألف جندي")
    assert changed != original
    match = checked(original, changed, compare(original, changed))
    assert match.relation == "reprint"
    (change,) = match.changes
    assert (change.text_a, change.text_b, change.kind) == ("15", "12", "number")
    assert original[change.a[0] - 6 : change.a[1]] == "حوالي 15"[-8:]
    assert (original[slice(*change.a)], changed[slice(*change.b)]) == ("15", "12")


@pytest.mark.parametrize(("one", "other"), [(i, j) for i in range(5) for j in range(i + 1, 5)])
def test_different_reports_on_one_event_are_no_reprint(one: int, other: int) -> None:
    match = compare(seed(one), seed(other))
    assert match is None or match.relation not in ("exact", "reprint", "contained")


# What any match claims, for any texts.

WORDS = [
    "الرئيس",
    "قال",
    "في",
    "بكين",
    "أمس",
    "جونج",
    "جونغ",
    "12",
    "the",
    "Flood",
    "naïve",
    "東",
    "京",
    "ताज",
    "«رويترز»",
]
texts = st.lists(st.sampled_from(WORDS), max_size=90).map(" ".join)


@st.composite
def copies(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and one that takes edited pieces of it."""
    a = draw(texts)
    words, taken = a.split(" "), []
    for _ in range(draw(st.integers(0, 3))):
        begin = draw(st.integers(0, len(words)))
        piece = words[begin : begin + draw(st.integers(1, 60))]
        for at in draw(st.lists(st.integers(0, 60), max_size=2)):
            piece[at : at + 1] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
        taken += [*piece, *draw(st.lists(st.sampled_from(WORDS), max_size=5))]
    return a, draw(st.sampled_from([" ", "\n", "، ", ". "])).join(taken)


@given(copies())
def test_whatever_a_match_claims_can_be_read_off_the_texts(pair: tuple[str, str]) -> None:
    for rewritten in (False, True):
        match = compare(*pair, rewritten=rewritten)
        if match is not None:
            checked(*pair, match)


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=30, max_size=120), st.text(max_size=40))
def test_spans_hold_for_arbitrary_unicode(before: str, after: str, shared: str, other: str) -> None:
    a, b = before + " " + shared * 2 + " " + after, other + " " + shared + "\n" + before
    for rewritten in (False, True):
        match = compare(a, b, rewritten=rewritten)
        if match is not None:
            checked(a, b, match)


@given(copies())
def test_the_other_way_round_is_the_mirror_image(pair: tuple[str, str]) -> None:
    a, b = pair
    match, mirror = compare(a, b), compare(b, a)
    if match is None or mirror is None:
        assert match is mirror
    else:
        assert seen_as_is(match) == seen_from_the_other_side(mirror)


@given(copies())
def test_articles_with_ids_match_the_same_either_way(pair: tuple[str, str]) -> None:
    one, other = Article("one", pair[0]), Article("other", pair[1])
    assert compare(one, other) == compare(other, one)


@given(texts.filter(lambda text: fold(text) != ""))
def test_a_text_matches_itself_as_one_passage_over_all_of_it(text: str) -> None:
    match = compare(text, text)
    assert match is not None
    assert (match.relation, match.similarity, match.containment_a, match.containment_b) == ("exact", 1, 1, 1)
    (passage,) = match.passages
    assert passage.a == passage.b
    assert words_in(text, passage.a) == words_in(text)
    assert match.changes == ()


def test_the_earlier_of_two_is_the_origin_and_the_reason_says_so() -> None:
    early = Article("z", LAUNCH, published=datetime(2015, 7, 21, 9))
    late = Article("a", "عاجل: " + LAUNCH, published=datetime(2015, 7, 23, 9, tzinfo=UTC))
    match = compare(early, late)
    assert match is not None
    assert (match.a, match.b, match.origin) == ("a", "z", "b")
    assert "b was published 2 days earlier" in match.reasons
    undated = compare(dataclasses.replace(early, published=None), late)
    assert undated is not None
    assert undated.origin is None


def test_two_copies_under_one_id_stay_apart() -> None:
    match = compare(Article("report.txt", LAUNCH), Article("report.txt", LAUNCH + OUTLOOK))
    assert match is not None
    assert (match.a, match.b) == ("a", "b")


@pytest.mark.parametrize("nothing", ["", "  \n", "—!؟"])
def test_a_text_without_words_matches_nothing(nothing: str) -> None:
    assert compare(nothing, LAUNCH) is None
    assert compare(LAUNCH, nothing) is None
    assert compare(nothing, nothing) is None


def test_what_is_no_article_is_an_error() -> None:
    with pytest.raises(InputError, match="not int"):
        compare(LAUNCH, 7)  # type: ignore[arg-type]


def test_short_texts_with_the_same_words_are_exact() -> None:
    match = compare("عاجل: زلزال يضرب طوكيو", "عاجل زلزال يضرب طوكيو")
    assert match is not None
    assert (match.relation, match.passages[0].n_words) == ("exact", 4)


@pytest.mark.parametrize("number", [1, 2])
def test_what_a_scan_calls_reuse_a_comparison_calls_reuse(number: int) -> None:
    """The outlets and the days count for both, and so does a clause that one outlet has from another."""
    articles = collection(20, seed=number)
    clause = (
        "the harbour master had warned in March that the northern quay would not stand another winter of such storms"
    )
    rng = random.Random(number)
    day = datetime(2015, 7, 1, tzinfo=UTC)
    for outlet in ("Gazette", "Herald"):
        text = f"{story(rng, 90, ENGLISH)} {clause}. {story(rng, 70, ENGLISH)}"
        articles.append(Article(outlet, text, source=outlet, published=day))
    by_id = {article.id: article for article in articles}
    matches = scan(articles).matches
    assert ("Gazette", "Herald") in {(match.a, match.b) for match in matches}
    for match in matches:
        found = compare(by_id[match.a], by_id[match.b])
        assert found is not None
        assert found.relation in REUSE
