"""Words that a text spells in two ways; most texts have none, which is found at once."""

from hypothesis import example, given
from hypothesis import strategies as st

from dedup.origin.spellings import MAX_ARABIC, kinds_of, spellings_of
from dedup.text.side import Side
from dedup.text.tokens import code_points

WORDS = [
    "بيونغيانغ", "بيونجيانج", "بيونـغيانغ", "هونغ", "هونج", "غير", "جير", "الغديرية", "الجديرية", "الغَديرية", "شانغهاي،", "شانجهاي.",
    "وزارة", "Kharkiv", "Kharkyv", "Qadhafi", "Kadafi", "KADAFI", "Paris", "organise", "organize", "organised", "Organized",
    "Organyzed", "sizes", "citizen", "prise", "2015", "—",
]  # fmt: skip


def kinds(texts):
    return kinds_of(code_points(texts))


texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(texts)
@example("organised by Organyzed Ltd")
@example("هونغ كونغ، بيونغيانغ وبيونجيانج ثم هونج")
def test_what_is_told_at_once_changes_nothing(text):
    side = Side.of(text)
    assert spellings_of(side, *kinds([text])) == spellings_of(side)


@given(st.lists(texts, max_size=6))
def test_texts_told_together_are_told_as_one_by_one(several):
    assert kinds(several) == [kind for text in several for kind in kinds([text])]


def test_a_text_that_spells_every_word_in_one_way_is_not_looked_at_again():
    assert kinds(["أعلن مجلس بيونغيانغ أمس", "قال الجد إن الغد أفضل", "the trains run again"]) == [0, 0, 0]
    assert kinds(["بين بيونغيانغ وبيونجيانج", "من بيونغيانغ إلى بيونجيانج"]) == [0, 1]  # with و it is another word


def test_a_text_with_more_words_than_are_compared_is_looked_at():
    text = " ".join(f"المجتمع{'ا' * (n % 9)}" for n in range(MAX_ARABIC + 1))
    assert kinds([text]) == [1]


def test_spellings_stand_with_their_tokens():
    found = spellings_of(Side.of("في بيونغيانغ: قال بيان من بيونجيانج إن بيونغيانغ"))
    assert found == ((("بيونغيانغ", (1, 7)), ("بيونجيانج", (5,))),)
