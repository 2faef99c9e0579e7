"""What a clean may take away, and what must be true of all that it does."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cleaning import Plan, Policy, clean
from dedup.errors import InputError
from dedup.scanning.scan import scan
from dedup.text.folding import fold
from tests.newsroom import ENGLISH, collection, story

FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday. "
    "Schools in the eastern districts stay closed until the water has gone down again. "
    "Twelve families were brought to safety in boats, among them 17 children."
)
BANK = "The bank left its main rate unchanged on Tuesday, as most of the analysts had expected."
DAYS = [datetime(2015, 7, day) for day in range(20, 29)]


def removed(plan: Plan) -> dict[str, str]:
    return {removal.article: removal.kept for removal in plan.removed}


def by_day(*texts: str, **fields: str) -> list[Article]:
    return [Article(str(k), text, published=DAYS[k], **fields) for k, text in enumerate(texts)]


class TestWhatMayGo:
    def test_the_same_words(self) -> None:
        [removal] = clean(by_day(FLOOD, f"«{FLOOD.upper()}»")).removed
        assert (removal.article, removal.relation, removal.kept, removal.n_lost) == ("1", "exact", "0", 0)

    def test_a_copy_with_another_byline(self) -> None:
        [removal] = clean(by_day(FLOOD, f"By our correspondent\n{FLOOD}")).removed
        assert (removal.relation, removal.n_lost) == ("reprint", 3)
        assert removal.lost == ((0, 20),)

    def test_an_article_inside_another(self) -> None:
        [removal] = clean(by_day(f"{BANK} {FLOOD} {story(random.Random(1), 60)}", FLOOD)).removed
        assert (removal.article, removal.relation, removal.n_lost) == ("1", "contained", 0)

    def test_never_the_longer_in_favour_of_the_shorter(self) -> None:
        assert clean(by_day(FLOOD, f"{FLOOD} {BANK}")).removed == []

    def test_not_with_a_statement_of_its_own(self) -> None:
        assert clean(by_day(FLOOD, f"{FLOOD} Nobody was hurt, she added.")).removed == []
        assert clean(by_day(FLOOD, f"{FLOOD} Nobody was hurt.")).removed == []

    def test_not_with_another_number(self) -> None:
        assert clean(by_day(FLOOD, FLOOD.replace("17", "19"))).removed == []
        assert clean(by_day(FLOOD, FLOOD.replace("17", "١٧"))).removed != []

    def test_not_with_another_number_in_words(self) -> None:
        assert clean(by_day(FLOOD, FLOOD.replace("Twelve", "Thirteen"))).removed == []
        assert clean(by_day(FLOOD, FLOOD.replace("Twelve", "12"))).removed != []

    def test_not_with_a_number_that_the_kept_one_has_less_often(self) -> None:
        dividends = (
            "Quarterly dividend 10 cts vs 10 cts prior\nPay April 30\nRecord April 15",
            "Quarterly dividend 10 cts vs 10 cts\nPay April 30\nRecord April 10",
        )
        assert clean(by_day(*dividends)).removed == []

    def test_also_where_a_scan_takes_what_is_shared_for_formula(self) -> None:
        form = story(random.Random(1), 70)
        day = datetime(2015, 1, 1)
        articles = [
            Article(f"a{k:02}", f"{story(random.Random(k + 10), 60)}\n{form}", published=day + timedelta(days=5 * k))
            for k in range(60)
        ]
        articles.append(Article("form", form, published=day + timedelta(days=400)))
        relations = {m.relation for m in scan(articles, every_relation=True).matches if "form" in (m.a, m.b)}
        assert relations == {"boilerplate"}
        assert [(one.article, one.relation) for one in clean(articles).removed] == [("form", "contained")]

    def test_not_with_a_clause_that_the_kept_one_leaves_out(self) -> None:
        assert clean(by_day(FLOOD, FLOOD.replace("Monday", "Monday, weeping as she spoke,"))).removed == []
        assert clean(by_day(FLOOD, FLOOD.replace("Monday", "a wet Monday"))).removed == []

    def test_with_other_words_only_where_the_policy_says_so(self) -> None:
        edited = by_day(FLOOD, FLOOD.replace("mayor told reporters", "governor told reporters"))
        assert clean(edited).removed == []
        assert removed(clean(edited, Policy(reworded=True))) == {"1": "0"}
        for fact, other in (
            ("Monday", "Friday"),
            ("Twelve", "Fifteen"),
            ("17", "−17"),
            ("down", "up"),
            ("stay", "do not stay"),
        ):
            assert clean(by_day(FLOOD, FLOOD.replace(fact, other)), Policy(reworded=True)).removed == []

    def test_not_what_differs_in_a_sign_though_it_has_the_same_words(self) -> None:
        weather = f"{FLOOD} Tonight it will be {{}} degrees, and the price of pumps rose by {{}} crowns in a week."
        for here, there in (("−5", "5"), ("▲ 5", "▼ 5"), ("$5", "€5"), ("5%", "5"), ("3-1", "1-3")):
            assert clean(by_day(weather.format(here, 8), weather.format(there, 8))).removed == []

    def test_a_sentence_with_another_sign_is_not_cut_as_seen(self) -> None:
        weather = "Tonight it will be {}5 degrees in the valleys, and the wind comes from the north until Friday."
        report = f"{BANK} {weather.format('−')} Bonds rose a little, and nobody in the town knows why they did."
        assert clean(by_day(f"{FLOOD} {weather.format('')}", report), strip="seen").cuts == []
        assert clean(by_day(f"{FLOOD} {weather.format('−')}", report), strip="seen").cuts != []

    def test_not_with_an_address_that_the_kept_one_lacks(self) -> None:
        assert clean(by_day(FLOOD, f"{FLOOD} See www.floods.org")).removed == []

    def test_of_a_short_text_no_word_may_be_exchanged(self) -> None:
        listing = "The American Stock Exchange said it has started trading the stock of {} Group Inc, which went public today."
        assert clean(by_day(listing.format("Sherwood"), listing.format("Lawrence"))).removed == []

    def test_not_in_a_relation_that_the_policy_does_not_name(self) -> None:
        articles = by_day(FLOOD, FLOOD, f"By our correspondent\n{FLOOD}")
        assert removed(clean(articles, drop="exact")) == {"1": "0"}
        assert removed(clean(articles, drop="reprint")) == {"2": "0"}
        assert removed(clean(articles, drop="")) == {}

    def test_not_what_is_only_left_of_an_article_under_another_title(self) -> None:
        stubs = [Article(str(k), "Photo: AFP", title=title, published=DAYS[k]) for k, title in enumerate("ABA")]
        assert removed(clean(stubs)) == {"2": "0"}

    def test_how_much_may_be_lost_is_the_policys(self) -> None:
        articles = by_day(FLOOD, f"By our correspondent\n{FLOOD}")
        assert clean(articles, Policy(max_lost=0)).removed == []
        assert clean(articles, Policy(max_lost_run=2)).removed == []

    def test_a_chain_of_small_losses_ends_before_something_is_lost(self) -> None:
        words = FLOOD.split()
        chain = [" ".join(words[: len(words) - 3 * k]) for k in range(6)]
        articles = by_day(*reversed(chain))  # each contained in the next, and each next has 3 words more
        plan = clean(articles, keep="first")
        left = {article.id: article.text for article in plan.apply()}
        for removal in plan.removed:
            assert removal.kept in left
            assert removal.n_lost <= 0.1 * removal.n_words

    def test_what_is_no_article_is_left_out_and_listed(self) -> None:
        plan = clean([FLOOD, {"title": "no text"}, FLOOD])
        assert removed(plan) == {"2": "0"}
        assert len(plan.skipped) == 1


class TestWhichStays:
    ARTICLES = (
        Article("a", f"{FLOOD}\nPhoto: AFP", source="okaz", published=DAYS[2]),
        Article("b", f"By our correspondent\n{FLOOD}\nAFP", source="almadina", published=DAYS[1]),
        Article("c", FLOOD, source="sabq", published=DAYS[0]),
    )

    @pytest.mark.parametrize(
        ("keep", "kept"),
        [
            ("origin", ["c"]),
            ("first", ["c"]),
            ("last", ["a"]),
            ("longest", ["b"]),
            ("almadina", ["b"]),
            ("okaz,almadina", ["a"]),
        ],
    )
    def test_is_the_policys(self, keep: str, kept: list[str]) -> None:
        for order in permutations(self.ARTICLES):
            assert clean(list(order), keep=keep).kept == kept

    def test_an_agency_has_a_head_start_as_in_families(self) -> None:
        agency = Article("wire", f"{FLOOD} (SPA)", source="spa", published=datetime(2015, 7, 20, 18))
        assert clean([*self.ARTICLES, agency]).kept == ["wire"]

    def test_without_dates_first_and_last_go_by_the_input(self) -> None:
        articles = [replace(article, published=None) for article in self.ARTICLES]
        assert clean(articles, keep="first").kept == ["a"]
        assert clean(articles, keep="last").kept == ["c"]
        assert clean(articles[::-1], keep="last").kept == ["a"]

    def test_a_source_that_no_article_has_is_an_error(self) -> None:
        with pytest.raises(InputError, match='no article comes from "reuters": keep takes origin, longest'):
            clean(self.ARTICLES, keep="reuters")

    @pytest.mark.parametrize(
        "wrong",
        [{"drop": "partial"}, {"strip": "captions"}, {"keep": "first,last"}],
        ids=lambda wrong: next(iter(wrong)),
    )
    def test_an_unknown_policy_is_an_error(self, wrong: dict[str, str]) -> None:
        with pytest.raises(InputError):
            clean(self.ARTICLES, **wrong)


class TestWhatIsCut:
    def test_seen_passages_by_whole_sentences(self) -> None:
        schools = FLOOD[FLOOD.index("Schools") :]
        report = f"{BANK} But {FLOOD[40:98]}. {schools} Bonds rose a little, and nobody knows why."
        plan = clean(by_day(FLOOD, report), strip="seen")
        assert [article.text for article in plan.apply()] == [FLOOD, report.replace(f"{schools} ", "")]
        [cut] = plan.cuts
        assert (cut.kind, cut.kept, FLOOD[slice(*cut.kept_span or ())]) == ("seen", "0", schools.rstrip("."))

    def test_a_sentence_with_a_word_changed_stays(self) -> None:
        report = (
            f"{BANK} {FLOOD.replace('closed', 'open').replace('Monday', 'Tuesday').replace('17', '19')} Bonds rose."
        )
        assert clean(by_day(FLOOD, report), strip="seen").cuts == []

    def test_an_article_of_which_only_a_byline_is_new_goes(self) -> None:
        first, second = FLOOD[: FLOOD.index("Twelve")], FLOOD[FLOOD.index("Twelve") :] + " " + BANK
        padding = [story(random.Random(seed), 80, ENGLISH) for seed in (1, 2)]
        mixture = f"By our own staff\n{first}\n{second}"
        plan = clean(by_day(f"{first} {padding[0]}", f"{padding[1]} {second}", mixture), strip="seen")
        [removal] = plan.removed
        assert (removal.article, removal.relation, removal.n_lost, removal.lost) == ("2", "seen", 4, ((0, 16),))
        assert {cut.kept for cut in removal.elsewhere} == {"0", "1"}

    def test_no_quotation_is_torn(self) -> None:
        said = "Schools in the eastern districts stay closed until the water has gone down again."
        report = (
            f'{BANK} "It is the worst year of my life. {said} Nothing is dry", she wrote. Bonds rose a little and fell.'
        )
        assert clean(by_day(FLOOD, report), strip="seen").cuts == []

    def test_no_list_is_torn(self) -> None:
        dead = [
            f"{k} - {name} of the third company of the old town's fire brigade\n" for k, name in enumerate("ABCD", 1)
        ]
        others = [line.replace("fire brigade", "choir") for line in dead]
        report = f"{BANK}\nThe dead are:\n{others[0]}{''.join(dead[1:3])}{others[3]}Nobody knows how it could happen."
        plan = clean(by_day("".join(dead), report), strip="seen")
        assert plan.cuts == []

    def test_no_speaker_is_parted_from_what_he_says_next(self) -> None:
        mayor = "وقال محافظ المدينة إن فرق الإنقاذ وصلت إلى جميع الأحياء خلال ساعات قليلة من ارتفاع المياه. "
        wire = f"{mayor}ولم يصب أحد من السكان بأذى في الحادث الذي وقع فجر الاثنين عند السد القديم."
        report = f"أعلن البنك المركزي أمس سعر الفائدة الجديد دون تغيير كما توقع معظم المحللين. {mayor}وأضاف: «سنعيد البناء قريبا»."
        assert clean(by_day(wire, report), strip="seen").cuts == []
        assert clean(by_day(wire, report.replace("وأضاف: «سنعيد", "والناس يقولون «سنعيد")), strip="seen").cuts != []

    def test_an_article_is_not_cut_to_a_stub(self) -> None:
        schools = FLOOD[FLOOD.index("Schools") :]
        report = f"The market is under water for days. {schools}"
        assert clean(by_day(FLOOD, report), strip="seen").cuts == []
        assert clean(by_day(FLOOD, report), Policy(strip=("seen",), min_left=6)).cuts != []

    def test_refrains_are_no_repeats(self) -> None:
        song = "\n".join(f"{line}\nAnd the water came up to the door" for line in FLOOD.split(". ")) + "\n"
        assert clean(by_day(f"{song}{BANK}\n"), strip="repeats").cuts == []

    def test_repeats_but_for_the_first(self) -> None:
        caption = "The mayor in the flooded old market of Basel on Monday (AFP)\n"
        page = f"{caption}{FLOOD}\n{caption}{BANK}\n"
        plan = clean(by_day(page), strip="repeats")
        assert [article.text for article in plan.apply()] == [f"{caption}{FLOOD}\n{BANK}\n"]
        assert [(cut.kind, cut.kept) for cut in plan.cuts] == [("repeat", "0")]

    def test_boilerplate_of_an_outlet(self) -> None:
        rng = random.Random(5)
        foot = "\nFollow the Daily Courier on all channels for more stories of the day"
        articles = [
            Article(str(k), story(rng, 90, ENGLISH) + foot, source="courier", published=DAYS[k % 9]) for k in range(30)
        ] + [Article(f"x{k}", story(rng, 90), source="okaz", published=DAYS[k % 9]) for k in range(30)]
        plan = clean(articles, strip="boilerplate")
        assert {cut.kind for cut in plan.cuts} == {"boilerplate"}
        assert all(foot.strip() not in article.text for article in plan.apply())
        assert {article.id for article in plan.apply()} == {article.id for article in articles}

    @pytest.mark.parametrize(
        "credit",
        [
            "\n* خدمة «نيويورك تايمز»",
            "\n* New York Times News Service",
            "\nخاص بـ«الشرق الأوسط»",
            "\n(AFP)",
            "\n* Our correspondent in Basel",
        ],
    )
    def test_but_no_credit(self, credit: str) -> None:
        rng = random.Random(6)
        foot = "\nFollow the Daily Courier on all channels for more stories of the day: www.courier.example"
        articles = [
            Article(str(k), story(rng, 90, ENGLISH) + credit + foot, source="courier", published=DAYS[k % 9])
            for k in range(30)
        ] + [Article(f"x{k}", story(rng, 90), source="okaz", published=DAYS[k % 9]) for k in range(30)]
        left = {article.id: article.text for article in clean(articles, strip="boilerplate").apply()}
        assert all(left[str(k)].rstrip().endswith(credit.strip()) for k in range(30))


def words(text: str) -> Counter[str]:
    return Counter(fold(text).split())


collections = st.builds(
    lambda n, seed, chosen: [article for k, article in enumerate(collection(n, seed)) if chosen[k % len(chosen)]],
    st.integers(2, 12),
    st.integers(0, 10**6),
    st.lists(st.booleans(), min_size=1, max_size=12).filter(any),
)
policies = st.builds(
    Policy,
    drop=st.sets(st.sampled_from(["exact", "reprint", "contained"])).map(lambda chosen: tuple(sorted(chosen))),
    keep=st.sampled_from(["origin", "longest", "first", "last"]),
    strip=st.sets(st.sampled_from(["repeats", "boilerplate", "seen"])).map(lambda chosen: tuple(sorted(chosen))),
    max_lost=st.sampled_from([0, 0.1, 0.3]),
    max_lost_run=st.sampled_from([0, 5, 12]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(collections, policies)
def test_nothing_is_lost_but_what_the_plan_counts(articles: list[Article], policy: Policy) -> None:
    plan = clean(articles, policy)
    given_texts = {article.id: article.text for article in articles}
    left = {article.id: article.text for article in plan.apply()}
    assert set(left) == set(plan.kept)
    for removal in plan.removed:
        assert removal.kept in left
        counterparts = [removal.kept, *(cut.kept for cut in removal.elsewhere)]
        assert all(kept in left or kept in ("", removal.article) for kept in counterparts)
        text = given_texts[removal.article]
        lost = sum((words(text) - sum((words(given_texts[kept]) for kept in counterparts if kept), Counter())).values())
        n_boilerplate = sum(cut.n_words for cut in removal.elsewhere if cut.kind == "boilerplate")
        assert lost <= removal.n_lost + n_boilerplate
        assert removal.n_lost <= max(policy.max_lost * removal.n_words, policy.max_lost_run)
        assert not any(char.isdigit() for start, end in removal.lost for char in text[start:end]) or lost == 0
    for cut in plan.cuts:
        if cut.kept and cut.kept_span:
            kept = fold(given_texts[cut.kept][slice(*cut.kept_span)])
            assert not words(given_texts[cut.article][slice(*cut.span)]) - words(kept)
            assert cut.kept in left


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(collections, policies)
def test_a_second_clean_does_nothing(articles: list[Article], policy: Policy) -> None:
    # by length an article may stay whole lest a cut changes the order, and be cut once those it was ranked among are gone
    assume(policy.keep != "longest")
    again = clean(list(clean(articles, policy).apply()), policy)
    assert (again.removed, again.cuts) == ([], [])


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(collections, st.randoms(use_true_random=False), st.sampled_from(["origin", "longest"]))
def test_the_order_of_the_input_changes_nothing(articles: list[Article], rng: random.Random, keep: str) -> None:
    plan = clean(articles, keep=keep, strip="repeats,seen")
    shuffled = articles.copy()
    rng.shuffle(shuffled)
    again = clean(shuffled, keep=keep, strip="repeats,seen")
    assert (again.removed, again.cuts, dict(again.novelty)) == (plan.removed, plan.cuts, dict(plan.novelty))


class TestNovelty:
    def test_is_the_share_of_words_not_seen_before(self) -> None:
        plan = clean(by_day(FLOOD, f"{BANK} {FLOOD}", story(random.Random(3), 50)))
        n_bank, n_flood = len(BANK.split()), len(FLOOD.split())
        assert plan.novelty["0"] == plan.novelty["2"] == 1.0
        assert plan.novelty["1"] == pytest.approx(n_bank / (n_bank + n_flood))

    @given(collections)
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    def test_lies_between_nothing_and_all(self, articles: list[Article]) -> None:
        plan = clean(articles)
        assert set(plan.novelty) == {article.id for article in articles}
        assert all(0 <= share <= 1 for share in plan.novelty.values())
