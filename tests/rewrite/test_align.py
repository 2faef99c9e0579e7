"""Passages from verbatim to summarised: what is found, what is not, and what never changes."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.rewrite.align import align_rewritten, prepare
from dedup.scanning.compare import align
from tests.newsroom import FLOOD, FLOOD_REWORDED, LETTERS, invented

MARKET = (
    "Shares in the shipping group Norvik closed nine percent higher in Oslo after it sold its tanker business. "
    "Analysts had long asked for the sale. The board wants to pay a special dividend and to order two container "
    "vessels. Chief executive Ingrid Solheim called the price a fair reward for patience. Trading volume was the "
    "highest since spring."
)
ORCHESTRA = (
    "The city's youth orchestra opens its season with a symphony that was thought lost. A librarian found the score "
    "between old account books. Its composer taught at a village school and never heard it played. Tickets for the "
    "first evening were gone within an hour, and a second concert has been added for Sunday afternoon."
)
CABINET = (
    "وافق مجلس الوزراء في جلسته أمس على إنشاء هيئة جديدة تعنى بإدارة السدود ومراقبة سلامتها، على أن ترتبط بوزير المياه "
    "مباشرة. وأوضح المتحدث باسم المجلس أن القرار جاء بعد دراسة استمرت عامين شاركت فيها ثلاث جامعات. وستبدأ الهيئة "
    "أعمالها مطلع العام المقبل بميزانية تبلغ تسعين مليونا."
)
BRIDGE = (
    "市政府昨天宣布，新的跨江大桥将于明年春天开工，预计三年后通车。"
    "工程师说，桥梁全长两公里，可以抵御百年一遇的洪水。居民希望新桥能够缓解交通拥堵。"
)

WORDS = [
    f"{a}{b}"
    for a in ("bak", "dol", "fen", "gir", "hum", "kas", "lor", "mip")
    for b in ("ando", "ertu", "ilsa", "oven")
]


def cut(text, span):
    return text[slice(*span)]


def swapped(passages):
    return sorted((p.b, p.a, p.n_words, p.similarity, p.kind, sorted((b, a) for a, b in p.aligned)) for p in passages)


def plain(passages):
    return sorted((p.a, p.b, p.n_words, p.similarity, p.kind, sorted(p.aligned)) for p in passages)


@pytest.mark.parametrize("text", [FLOOD, CABINET, BRIDGE, "Nobody was hurt.", "rain rain rain " * 40])
def test_a_text_and_itself_share_one_passage_from_end_to_end(text):
    [passage] = align(text, text)
    assert passage.a == passage.b
    assert passage.kind == "verbatim"
    assert passage.similarity == 1
    assert cut(text, passage.a) == text.strip()


@pytest.mark.parametrize("copied", [FLOOD, CABINET, BRIDGE])
def test_a_copy_begins_and_ends_where_the_copying_does(copied):
    [passage] = align(f"{MARKET}\n\n{copied}\n\n{ORCHESTRA}", copied)
    assert passage.kind == "verbatim"
    assert cut(f"{MARKET}\n\n{copied}\n\n{ORCHESTRA}", passage.a) == copied


def test_an_edited_copy_runs_over_the_edits():
    edited = FLOOD.replace("four hundred", "450").replace("sixty", "seventy")
    [passage] = align(f"{ORCHESTRA} {FLOOD}", f"{edited} {MARKET}")
    assert passage.kind == "edited"
    assert cut(f"{ORCHESTRA} {FLOOD}", passage.a) == FLOOD


def test_a_rewritten_passage_comes_with_the_sentences_that_say_the_same():
    a, b = f"{MARKET} {FLOOD}", f"{FLOOD_REWORDED} {ORCHESTRA}"
    [passage] = align(a, b)
    assert passage.kind == "rewritten"
    assert cut(a, passage.a) == FLOOD
    assert cut(b, passage.b) == FLOOD_REWORDED
    sentences = [(cut(a, here)[:11], cut(b, there)[:11]) for here, there in passage.aligned]
    assert sentences == [
        ("The Wahran ", "After heavy"),
        ("Rescue team", "Sixty famil"),
        ("Mayor Leila", "The pumping"),
        ("Engineers e", "If the fore"),
    ]


def test_shuffled_words_are_found_where_no_sentence_survives():
    shuffled = FLOOD.replace(".", "").split()
    random.Random(4).shuffle(shuffled)
    a, b = f"{MARKET} {' '.join(shuffled)}. {ORCHESTRA}", f"{FLOOD}\n{CABINET}"
    [passage] = align(a, b)
    assert cut(b, passage.b) == FLOOD
    assert abs(passage.a[0] - len(MARKET)) < 20
    assert abs(passage.a[1] - len(a) + len(ORCHESTRA)) < 20


@pytest.mark.parametrize("rewritten", [False, True])
@pytest.mark.parametrize(("a", "b"), [(FLOOD, MARKET), (MARKET, ORCHESTRA), (FLOOD, CABINET), (FLOOD, ""), ("", "")])
def test_strangers_share_nothing(a, b, rewritten):
    assert align(a, b, rewritten=rewritten) == ()


def market(figures):
    return (
        "The index of the Norvik exchange closed {} points {} at {} on Tuesday, after {} shares had changed hands in {} "
        "deals; {} companies gained and {} lost, led by shipping, which moved by {} per cent, and by the banks, at {}."
    ).format(*figures)


def test_a_form_with_other_figures_is_not_reworded_and_one_with_the_same_is():
    monday = market([31, "higher", 8412, 5120, 977, 44, 19, 3, 7])
    tuesday = market([58, "lower", 8354, 4461, 812, 12, 51, 9, 2])
    reworded = (
        "At the Norvik exchange 44 companies gained on Tuesday and 19 lost. Led by shipping, which moved by 3 per cent, "
        "and by banks at 7, the index closed at 8412, 31 points higher, after 977 deals in which 5120 shares had changed "
        "hands."
    )
    assert all(passage.kind != "rewritten" for passage in align(f"{MARKET} {monday}", f"{tuesday} {ORCHESTRA}"))
    assert [passage.kind for passage in align(f"{FLOOD} {monday}", f"{reworded} {ORCHESTRA}")] == ["rewritten"]


def essay(words, years):
    """Sentences of twelve words, a year in each of the first."""
    sentences = [words[k : k + 12] for k in range(0, len(words), 12)]
    for sentence, year in zip(sentences, years, strict=False):
        sentence.append(year)
    return ". ".join(" ".join(sentence) for sentence in sentences) + "."


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize(("n_words", "found"), [(600, ["rewritten"]), (120, [])])
def test_a_long_text_in_which_a_few_years_were_changed_is_reworded_and_no_form(letters, n_words, found):
    rng = random.Random(7)
    words = invented(rng, n_words, letters)
    moved = [word for k in range(0, n_words, 6) for word in (*words[k + 3 : k + 6], *words[k : k + 3])]
    a, b = essay(words, ["1961", "1962", "1968", "1969"]), essay(moved, ["1971", "1974", "1978", "1979"])
    assert [passage.kind for passage in align(a, b)] == found


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize(("times", "found"), [(20, ["summary"]), (40, [])])
def test_a_paragraph_sums_up_a_report_but_no_book_whose_words_are_all_words_on_its_topic(letters, times, found):
    rng = random.Random(3)
    words = invented(rng, 60 * times + 200, letters)
    long, own = words[: 60 * times], words[60 * times :]
    told = long[times // 2 :: times]
    rng.shuffle(told)
    a = f"{essay(own[:100], [])} {essay(told, [])} {essay(own[100:], [])}"
    assert [passage.kind for passage in align(a, essay(long, []))] == found


@pytest.mark.parametrize("unrelated", [ORCHESTRA, CABINET])
def test_an_unrelated_paragraph_moves_offsets_and_changes_nothing_else(unrelated):
    a, b = f"{MARKET}\n\n{FLOOD}", f"{FLOOD_REWORDED}\n\n{MARKET}"
    before = align(a, b)
    assert [passage.kind for passage in before] == ["verbatim", "rewritten"]
    shift = len(unrelated) + 2
    after = align(f"{unrelated}\n\n{a}", b)
    assert [(p.a[0] - shift, p.a[1] - shift) for p in after] == [p.a for p in before]
    assert [(p.b, p.n_words, p.kind) for p in after] == [(p.b, p.n_words, p.kind) for p in before]


def test_a_pair_is_aligned_alike_in_any_batch():
    texts = [FLOOD, MARKET, FLOOD_REWORDED, f"{ORCHESTRA} {FLOOD}", ""]
    pairs = np.array([i << 32 | j for i in range(5) for j in range(5) if i != j], np.uint64)
    alone = [align_rewritten(prepare(texts), pairs[k : k + 1]).passages.tolist() for k in range(len(pairs))]
    together = align_rewritten(prepare(texts), np.tile(pairs, 10), threads=2)
    rows = [together.passages[i:j].tolist() for i, j in pairwise(together.offsets)]
    assert rows == alone * 10


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(lambda words: " ".join(words) + ".")
texts = st.lists(st.one_of(sentences, st.sampled_from([*FLOOD.split(". "), *MARKET.split(". ")])), max_size=12)


@settings(max_examples=200, deadline=None)
@given(texts.map(" ".join), texts.map(" ".join), st.booleans())
def test_passages_never_overlap_and_swapping_the_texts_swaps_the_sides_only(a, b, rewritten):
    passages = align(a, b, rewritten=rewritten)
    for side in ("a", "b"):
        spans = sorted(getattr(passage, side) for passage in passages)
        assert all(begin < end for begin, end in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [p.a for p in passages] == sorted(p.a for p in passages)
    assert swapped(align(b, a, rewritten=rewritten)) == plain(passages)
