"""Names by token: the same as trying every name at every word."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.credits.agencies import entries, lexicon
from dedup.credits.matching import find
from dedup.text.folding import fold
from dedup.text.tokens import tokenize

NAMES = [name for entry in entries().values() if "label" in entry for name in entry.get("names", ())]
WORDS = st.sampled_from(["قال", "الوزير", "in", "the", "city", "and", "и", "在", "は", "오늘"])
TEXTS = st.lists(st.sampled_from(NAMES) | WORDS, max_size=8).map(" ".join)


def matches(texts):
    return [
        (i, texts[i][hit.start : hit.end], hit.name.agency) for i, hits in find(texts, tokenize(texts)) for hit in hits
    ]


def longest_first(text):
    """Every name tried at every word, left to right."""
    tokens, found, at = tokenize([text]), [], 0
    hashes = tokens.hashes.tolist()
    while at < len(hashes):
        for end in range(len(hashes), at, -1):
            names = lexicon().names.get(tuple(hashes[at:end]), ())
            if names and names[0].agency:
                found.append((fold(text[tokens.starts[at] : tokens.ends[end - 1]]), names[0].agency))
                at = end
                break
        else:
            at += 1
    return found


@given(st.lists(TEXTS, max_size=4))
def test_names_found_are_among_those_of_the_slow_search(texts):
    slow = [(i, *found) for i, text in enumerate(texts) for found in longest_first(text)]
    fast = [(i, fold(name), agency) for i, name, agency in matches(texts)]
    assert [entry for entry in fast if entry not in slow] == []


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5))
def test_each_name_between_stops_is_found(names):
    text = " ; ".join(names)
    found = [agency for _, _, agency in matches([text])]
    assert found == [agency for _, agency in longest_first(text)]


def test_a_word_that_contains_the_letters_is_no_name():
    assert matches(["الحواس والوسواس وواسع، Reutersville, CNNs, KUNAfa"]) == []


def test_letters_count_only_in_a_row_of_their_own():
    assert matches(["أ ف ب", "ج أ ف ب", "أ ف ب ج", "أ، ف، ب", "رويترز و أ ف ب"]) == [
        (0, "أ ف ب", "afp"),
        (4, "رويترز", "reuters"),
        (4, "أ ف ب", "afp"),
    ]


def test_the_end_of_a_text_ends_a_name():
    assert (
        matches(["Agence France-", "Presse"]) == [(0, "Agence France", "afp")] or matches(["Associated", "Press"]) == []
    )


def test_capitals_tell_abbreviations_from_words():
    assert matches(["a map, a tap and an app", "MAP, TAP, APP"]) == [
        (1, "MAP", "map"),
        (1, "TAP", "tap"),
        (1, "APP", "app"),
    ]


def test_in_a_script_without_capitals_small_letters_do():
    assert matches(["وفقا لـ cnn", "the cnn of old"]) == [(0, "cnn", "cnn")]


def test_a_longer_name_wins():
    assert matches(["Australian Associated Press and the Associated Press of Pakistan"]) == [
        (0, "Australian Associated Press", "aap"),
        (0, "Associated Press of Pakistan", "app"),
    ]
