"""What an answer says of an article: new, stored already, safe to drop in favour of which."""

from __future__ import annotations

import json

import pyarrow
import pytest

from dedup.article import Article
from dedup.errors import InputError
from dedup.index import Index
from dedup.reading import read
from dedup.results import Skipped

FLOOD = (
    "The river rose two metres overnight and flooded the old market, killing 12 people, the mayor told reporters on "
    "Monday. Schools in the eastern districts stay closed until the water has gone down again."
)
RATES = "中央銀行は木曜日、成長の鈍化とエネルギー価格の下落を理由に、主要金利を据え置くことを決めたと発表した。"


@pytest.fixture
def index():
    with Index(":memory:") as index:
        index.add_many([Article("wire-1", FLOOD), Article("bank", RATES)])
        yield index


def test_an_article_of_which_nothing_is_known_is_new(index):
    found = index.check({"id": "web-7", "text": "البنك المركزي يبقي على سعر الفائدة الرئيسي دون تغيير هذا الأسبوع."})
    assert (found.is_new, found.already_stored, found.safe_to_drop) == (True, False, ())


def test_an_article_that_is_stored_is_not_new_and_may_go(index):
    for ask in (index.check, index.add):
        found = ask(Article("bank", RATES))
        assert (found.is_new, found.already_stored, found.safe_to_drop) == (False, True, ("bank",))


def test_another_text_of_a_stored_article_is_neither_new_nor_stored(index):
    revised = Article("bank", "The weather stays dry and warm until Sunday, the institute in Geneva said.")
    found = index.add(revised)
    assert (found.outcome, found.is_new, found.already_stored, found.safe_to_drop) == ("revised", False, False, ())
    assert index.check(revised).already_stored


def test_a_copy_may_go_in_favour_of_what_has_all_of_it(index):
    index.add(Article("later", FLOOD + " The bridge is open."))
    found = index.check(Article("web-7", FLOOD))
    assert not found.is_new
    assert set(found.safe_to_drop) == {"wire-1", "later"}


def test_a_copy_with_another_number_is_to_be_kept(index):
    found = index.check(Article("web-7", FLOOD.replace("12", "21")))
    assert (found.is_new, len(found), found.safe_to_drop) == (False, 1, ())


def test_which_of_two_is_contained_is_said_from_either_side(index):
    part = FLOOD.partition(" Schools")[0]
    index.add(Article("long", "\n".join([RATES, FLOOD, RATES[::-1]])))
    [match] = [match for match in index.check(Article("part", part)) if match.other("part") == "long"]
    assert (match.relation, match.contained) == ("contained", "b")
    assert (match.seen_from("part").a, match.seen_from("part").contained) == ("part", "a")
    assert match.seen_from("long") == match
    with pytest.raises(KeyError):
        match.seen_from("bank")


def test_an_article_without_words_is_known_by_its_id(index):
    assert index.add(Article("photo", "...")).is_new
    assert index.check(Article("photo", "...")).already_stored


def test_matches_made_all_at_once_are_those_made_one_by_one(index):
    index.add_many(Article(name, f"{FLOOD} {name} has more.", source="spa") for name in ("a", "p", "web-8", "z"))
    asked = Article("web-7", "Breaking: " + FLOOD)
    one_by_one = [index.check(asked)[place] for place in range(5)]
    assert list(index.check(asked)) == one_by_one
    assert [(match.a, match.b) for match in one_by_one if "web-7" not in (match.a, match.b)] == []
    assert all(match.a < match.b for match in one_by_one)


def test_many_are_checked_in_order_and_what_is_no_article_is_skipped_in_its_place(index, tmp_path):
    rows = [{"id": "bank", "text": RATES}, {"id": "empty"}, {"id": "web-7", "text": FLOOD}]
    file = tmp_path / "today.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    expected = [index.check(rows[0]), index.check(rows[2])]
    for given in (rows, iter(rows), pyarrow.Table.from_pylist(rows), read(file)):
        found = list(index.check_many(given))
        assert [list(one) for one in found if not isinstance(one, Skipped)] == [list(one) for one in expected]
        assert [one.article_id for one in found if not isinstance(one, Skipped)] == ["bank", "web-7"]
        assert [isinstance(one, Skipped) for one in found] == [False, True, False]
    assert len(index) == 2


def test_what_is_no_collection_or_no_length_of_time_is_said_before_anything_is_checked(index):
    for given, within in (
        ("a text", None),
        (Article("a", FLOOD), None),
        ([], "soon"),
        (pyarrow.table({"text": ["a"]}), None),
    ):
        with pytest.raises(InputError):
            index.check_many(given, within)
