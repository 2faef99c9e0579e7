"""One fact, written in two ways: neither differs from the other."""

import pytest

from tests.differences.aligned import codes

ENGLISH = "The district office in Tolvik said that {} and that the bridge would stay closed until the morning."
ARABIC = "قال متحدث باسم البلدية إن الجسر القديم أغلق {} وإن الطريق ما زالت مغلقة في الليل."


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (ENGLISH, "it began at 14:00", "it began at 2 pm"),
        (ENGLISH, "it began at 2 p.m.", "it began at 2pm"),
        (ENGLISH, "it began at 2.30 p.m.", "it began at 2:30pm"),
        (ENGLISH, "it began at 9 a.m.", "it began at 09:00"),
        (ENGLISH, "it began on 3-10-2024", "it began on 3/10/2024"),
        (ARABIC, "في 10 أغسطس 2015 م", "في 10 أغسطس 2015"),
        (ARABIC, "يوم 10/8/2015م", "يوم 10/8/2015"),
        (ARABIC, "بعد نقل 15 ألفا من السكان", "بعد نقل 15 ألف من السكان"),
        (ARABIC, "أمام السيارات الأمريكية", "أمام السيارات الأميركية"),
    ],
)
def test_one_fact_in_two_ways_is_the_same(form, one, other):
    assert codes(form.format(one), form.format(other)) == []
    assert codes(form.format(other), form.format(one)) == []


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (ENGLISH, "it began at 9 a.m.", "it began at 9:00"),  # may be in the evening
        (ENGLISH, "it began at 2 pm", "it began at 2 am"),
        (ENGLISH, "it rose by .5", "it rose by 5"),
        (ENGLISH, "an ex-minister came", "a minister came"),
        (ENGLISH, "it is 5′ long", "it is 5″ long"),
        (ARABIC, "بعد دفع ألفا ريال", "بعد دفع ألف ريال"),
        (ARABIC, "بعد دفع مليونا ريال", "بعد دفع مليون ريال"),
        (ARABIC, "على علو 2015 م", "على علو 2015"),
        (ARABIC, "هذا العام", "العام"),
    ],
)
def test_two_facts_written_almost_alike_are_not(form, one, other):
    assert codes(form.format(one), form.format(other))
    assert codes(form.format(other), form.format(one))


STORY = ENGLISH.format("it is over")


@pytest.mark.parametrize("dateline", ["TOLVIK, Sept 4 (Reuters) - ", "Tolvik – ", "TOLVIK: ", "By Ines Talhof - "])
def test_a_dateline_may_be_added(dateline):
    assert codes(STORY, dateline + STORY) == []


def test_a_dateline_in_an_alphabet_without_capitals_may_be_added():
    story = ARABIC.format("")
    assert codes(story, "الرياض: " + story) == []


@pytest.mark.parametrize(
    "head", ["Police denied this: ", "Not confirmed - ", "Opposition: ", "Rumour: ", "What they all want to know – "]
)
def test_what_turns_the_story_or_says_who_speaks_is_no_dateline(head):
    assert codes(STORY, head + STORY) != []
