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
        (ENGLISH, "it began on March 3 in Rome", "it began on 3 March in Rome"),
        (ENGLISH, "it began on March 3, 2015 in Rome", "it began on 3 March 2015 in Rome"),
        (ENGLISH, "it cost $5 million", "it cost $5m"),
        (ENGLISH, "it cost £5.5 billion", "it cost £5.5bn"),
        (ENGLISH, "it doesn't work", "it does not work"),
        (ENGLISH, "it won’t work", "it will not work"),
        (ENGLISH, "it can't work", "it cannot work"),
        (ENGLISH, "they're closed", "they are closed"),
        ("Die Behörde teilte mit, {} seien für die Brücke vorgesehen.", "5 Millionen Euro", "5 Mio. Euro"),
        ("Die Behörde teilte mit, {} seien für die Brücke vorgesehen.", "5 Milliarden Euro", "5 Mrd. Euro"),
        ("Мэр сказал, что мост обойдется городу в {} рублей.", "5 миллионов", "5 млн"),
        ("Il sindaco ha detto che il ponte costa {} di euro al comune.", "5 milioni", "5 mln"),
        ("O prefeito disse que a ponte custa {} de reais.", "5 bilhões", "5 bi"),
        (ARABIC, "في 3 مارس من", "في مارس 3 من"),
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
        (ENGLISH, "12 March 3 came", "12 3 March came"),
        (ENGLISH, "3 March 5 left", "March 3 5 left"),
        (ENGLISH, "it cost $5m", "it cost $5bn"),
        (ENGLISH, "it is 5 m long", "it is 5 million long"),
        (ENGLISH, "it cost $5k", "it cost $5 million"),
        (ENGLISH, "it doesn't work", "it does work"),
        (ENGLISH, "he is not able", "he is notable"),
        (ENGLISH, "the minister's sons", "the ministers' sons"),
        ("Il a dit que le pont coûte {} d'euros à la ville.", "5 milliards", "5 Bn"),
        ("El alcalde dijo que el puente cuesta {} de euros.", "5 millones", "5 mil"),
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
