"""What differs is the same from both sides, so that whoever has asked about one article knows it of the other."""

import pytest

from dedup.cleaning.overlap import overlaps
from dedup.cleaning.sentences import whole
from dedup.differences import find
from dedup.differences.edits import Edit, edits
from dedup.differences.find import _FROM_THERE, _code_of, _widened, differences
from dedup.differences.stretches import known_of
from tests.differences.contrasts import CONTRASTS
from tests.differences.families import FAMILIES

PAIRS = [
    tuple(side.strip() for side in line.split(" | "))
    for statements in (*CONTRASTS.values(), *FAMILIES.values())
    for line in statements.strip().splitlines()
]
OTHERS = [
    ("She arrived on Monday the co workers said so", "She arrived on Monday the coworkers said so"),
    ("She arrived in part i v of it", "She arrived in part Ⅳ of it"),
    ("المدينة القديمة مغلقة", "المدينة مغلقة"),
]


def of_places(article, kept):
    sides = whole([article, kept])
    [overlap] = overlaps([side.words for side in sides], [(0, 1)])
    return sides, overlap.places


@pytest.mark.parametrize(("article", "kept"), [*PAIRS, *OTHERS])
def test_a_place_differs_alike_from_either_side(article, kept):
    sides, places = of_places(article, kept)
    here, there = (known_of(side) for side in sides)
    for edit in edits(places, len(there.stretch), here.signs, there.signs):
        if edit.is_moved:
            continue
        lost, more = edit.end > edit.begin, edit.kept_end > edit.kept_begin
        wide = _widened(here.stretch, there.stretch, edit)
        back = Edit(wide.kept_begin, wide.kept_end, wide.begin, wide.end, 0, 0)
        code = _code_of(here.stretch, there.stretch, wide, lost, more)
        assert _code_of(there.stretch, here.stretch, back, more, lost) == _FROM_THERE.get(code, code)


def test_a_place_that_was_looked_at_from_one_side_is_not_looked_at_from_the_other(monkeypatch):
    looks = []

    def counted(*args):
        looks.append(args)
        return _code_of(*args)

    monkeypatch.setattr(find, "_code_of", counted)
    find._KNOWN.clear()
    article, kept = "The strike entered its ninth week in Tolvik", "The strike entered its tenth week in Tolvik"
    for one, other in ((article, kept), (kept, article)):
        (here, there), places = of_places(one, other)
        assert [found.code for found in differences(here, there, places)] == ["number"]
    assert len(looks) == 1


def test_the_letters_elsewhere_are_those_of_all_other_words():
    (side, _), _ = of_places("Fire: the FIRE in the old market, the fire", "x")
    stretch = known_of(side).stretch
    for begin, end in ((0, 1), (2, 5), (8, 9), (0, 9)):
        others = {stretch.known(at).letters for at in range(len(stretch)) if not begin <= at < end}
        assert stretch.elsewhere(begin, end) == others
