"""What a scan takes in, and what it leaves out and why."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.corpus import pieces
from dedup.corpus.collection import Collection, as_article
from dedup.errors import InputError
from dedup.results import Skipped


def taken(items):
    collection = Collection(items)
    texts = list(collection.texts())
    articles = [collection[number] for number in range(len(texts))]
    assert texts == [article.text for article in articles]
    assert collection.ids == [article.id for article in articles]
    return collection.ids, [(one.id, one.reason) for one in collection.skipped]


def test_articles_mappings_and_texts_may_be_mixed():
    items = [
        Article("afp-1", "غرق عبّارة"),
        {"guid": 17, "body": "The ferry sank."},
        "Le ferry a coulé.",
        {"text": "渡轮沉没"},
    ]
    assert taken(iter(items)) == (["afp-1", "17", "2", "3"], [])


def test_of_several_with_one_id_the_first_is_kept():
    ids, skipped = taken([Article("a", "first"), Article("b", "second"), {"id": "a", "text": "third"}])
    assert ids == ["a", "b"]
    assert skipped == [("a", "another article has the same id; the first is kept")]


@pytest.mark.parametrize(
    ("item", "skipped_id", "reason"),
    [
        (None, "1", "an article is an Article, a mapping or a text, not NoneType"),
        (42, "1", "an article is an Article, a mapping or a text, not int"),
        (b"bytes", "1", "an article is an Article, a mapping or a text, not bytes"),
        ({"id": "x", "title": "no text"}, "x", "no text field"),
        ({"guid": 17, "title": "no text"}, "17", "no text field"),
        ({"id": 1.5, "text": "…"}, "1", "id is float, not text"),
        ({"id": "", "text": "…"}, "1", "id is empty"),
        ({"text": None}, "1", "no text: text is empty"),
    ],
)
def test_an_item_that_is_no_article_is_skipped_and_the_rest_stays(item, skipped_id, reason):
    ids, skipped = taken(["The river rose.", item, "The river fell."])
    assert ids == ["0", "2"]
    [(found_id, found_reason)] = skipped
    assert found_id == skipped_id
    assert found_reason.startswith(reason)


def test_what_a_reader_skipped_is_passed_on():
    skipped = Skipped(reason="not text", path="photo.jpg")
    collection = Collection([skipped, "The river rose."])
    assert list(collection.texts()) == ["The river rose."]
    assert collection.skipped == [skipped]


@pytest.mark.parametrize("n_good", [0, 1, 2, 1200])
def test_an_iterable_that_raises_half_way_keeps_its_error_and_says_where(n_good):
    def items():
        yield from map(str, range(n_good))
        raise ConnectionResetError("the feed broke off")

    with pytest.raises(ConnectionResetError, match="broke off") as caught:
        taken(items())
    assert caught.value.__notes__ == [f"raised while reading article {n_good + 1:,}; nothing was reported"]


@pytest.mark.parametrize("text", ["The river rose.", b"The river rose."])
def test_a_single_text_is_no_collection(text):
    with pytest.raises(InputError, match="not one text"):
        taken(text)


@pytest.mark.parametrize("kind", [list, iter])
def test_an_article_is_found_by_its_number_among_those_that_stay(kind):
    collection = Collection(kind([None, Article("a", "first"), "second"]))
    list(collection.texts())
    assert collection[0].text == "first"
    assert collection[1] == Article("2", "second")


@pytest.mark.parametrize("kind", [list, iter])
def test_a_position_never_takes_the_id_that_another_article_has(kind):
    items = [{"id": "1", "text": "first"}, "second", {"id": "#1", "text": "third"}, "fourth", Article("3", "fifth")]
    collection = Collection(kind(items))
    texts = list(collection.texts())
    assert texts == ["first", "second", "third", "fourth", "fifth"]
    assert collection.ids == ["1", "##1", "#1", "#3", "3"]
    assert [collection[number] for number in range(5)] == list(map(Article, collection.ids, texts))
    assert collection.skipped == []


def test_times_count_in_seconds_and_naive_ones_as_utc():
    noon = datetime(2015, 7, 21, 12)
    times = [noon, noon.replace(tzinfo=UTC), noon.replace(tzinfo=timezone(timedelta(hours=3))), None]
    collection = Collection([Article(str(i), "text", published=time) for i, time in enumerate(times)])
    list(collection.texts())
    assert collection.published[:3] == [1437480000.0, 1437480000.0, 1437480000.0 - 3 * 3600]
    assert math.isnan(collection.published[3])


def test_a_text_gets_its_position_as_id():
    assert as_article("渡轮沉没", 12) == Article("12", "渡轮沉没")


FLOOD = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة."
WRITTEN = st.sampled_from(
    [FLOOD, "", " ", "nan", "A &amp; B", "7", "7.0", "2015-07-21", "03/04/2015", "13/04/2015", "soon"]
)
ODD = st.sampled_from([None, 7, 10**30, 7.5, b"bytes", [FLOOD], {"name": "The Courier"}])
KEYS = ["id", "guid", "text", "body", "title", "source", "url", "published", "created_at", "title_detail", 7]
MAPPING = st.dictionaries(st.sampled_from(KEYS), WRITTEN | ODD, max_size=6)
ITEM = (
    st.sampled_from(["The river rose.", Article("7", FLOOD), Article("a", "Flood"), None, 42, Skipped("no text")])
    | MAPPING
    | MAPPING.map(lambda fields: {**fields, "text": FLOOD})
)
ITEMS = st.lists(st.tuples(ITEM, st.integers(1, 3)), max_size=8).map(
    lambda some: [one for one, n in some for _ in range(n)]
)


def all_of(items):
    """Everything that a collection says, or why it is none."""
    collection = Collection(items)
    try:
        texts = list(collection.texts())
    except Exception as error:
        return repr(error), getattr(error, "__notes__", None)
    articles = [collection[number] for number in range(len(texts))]
    published = list(map(repr, collection.published))
    return (
        texts,
        articles,
        collection.ids,
        published,
        collection.sources,
        collection.source_names,
        collection.skipped,
        collection.reading,
    )


@pytest.mark.parametrize("kind", [list, iter])
@given(items=ITEMS)
def test_what_is_taken_in_together_is_what_is_taken_in_one_by_one(kind, items):
    together = all_of(kind(items))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pieces, "_kind_of", lambda item: None)
        assert together == all_of(kind(items))


def test_a_mapping_that_is_filled_again_and_again():
    row = {}

    def rows():
        for number in range(3):
            row.update(id=f"a{number}", text=f"{number} {FLOOD}")
            yield row

    assert taken(rows()) == (["a0", "a1", "a2"], [])
