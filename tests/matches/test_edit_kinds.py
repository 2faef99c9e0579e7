"""Which edits are spellings, found for many edits at once, is what a look at one pair of words after the other finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.matches import edit_kinds
from dedup.matches.edit_kinds import EditKinds, alike
from dedup.records import CHANGE_KINDS, EDIT, PAIR
from dedup.text.folding import folded_letters
from dedup.text.tokens import code_points, tokenize

WORDS = ["harbour", "harbor", "Pyongyang", "Pyeongyang", "market", "جونغ", "جونج", "الجسر"]
LISTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)


def kinds_of(kinds: EditKinds, a: list[str], b: list[str]) -> list[str]:
    """The kind of each word of a exchanged for the one of b at its place."""
    texts = [" ".join(a), " ".join(b)]
    points = code_points(texts)
    tokens = tokenize(texts, points=points)
    edits = np.zeros(min(np.diff(tokens.offsets)), EDIT)
    for side, begin in zip("ab", tokens.offsets.tolist(), strict=False):
        edits[f"begin_{side}"] = begin + np.arange(len(edits))
        edits[f"end_{side}"] = edits[f"begin_{side}"] + 1
    owners = np.zeros(len(edits), PAIR)
    owners["b"] = 1
    return [CHANGE_KINDS[kind] for kind in kinds(tokens, texts, points, edits, owners).tolist()]


@given(st.lists(st.tuples(LISTS, LISTS), min_size=1, max_size=4))
def test_words_are_spellings_whatever_was_asked_before(several):
    kinds = EditKinds()
    for a, b in several:
        pairs = list(zip(a, b, strict=False))
        plain = ["spelling" if alike(*map(folded_letters, pair)) else "word" for pair in pairs]
        assert kinds_of(kinds, *map(list, zip(*pairs, strict=True))) == plain


def test_two_words_are_compared_once(monkeypatch):
    asked = []
    monkeypatch.setattr(edit_kinds, "alike", lambda a, b: asked.append((a, b)) is None and alike(a, b))
    kinds = EditKinds()
    for _ in range(2):
        assert kinds_of(kinds, ["harbour", "market"], ["harbor", "Pyongyang"]) == ["spelling", "word"]
    assert len(asked) == 2
