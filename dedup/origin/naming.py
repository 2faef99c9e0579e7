"""Traces of the one in the other: its outlet's name, its author, its spellings, a note that this is a later version."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.origin.facts import is_name, words_of
from dedup.origin.lists import outlet
from dedup.origin.party import Party, Sign, View, places_of

NAMES_OUTLET = 2.0
"""Of a text that names the other's outlet as its source: "told the Harbour Post"."""

KEEPS_AUTHOR = 1.5
"""Of a text that holds the name of the other's author, and is signed otherwise."""

LATER_VERSION = 1.5
"""Of a text headed as an update or a correction, where the other is not."""

INHERITED = 0.8
"""Of a name that the other spells as the one does in passages only, and otherwise in its own words."""

_QUOTES = "«»\"“”„‘’'‹›「」『』《》"


def naming_signs(view: View) -> Iterator[Sign]:
    """That the other names the one's outlet or author, or says that it is a later version."""
    a, b = view.names
    one, other = view.one.article, view.other.article
    if view.one.facts.agency is None and one.source != other.source and _names_outlet(view.other, one.source):
        yield NAMES_OUTLET, f"{b} names the outlet of {a}"
    if _keeps_author(view):
        yield KEEPS_AUTHOR, f"{b} holds the name of the author of {a}"
    if view.other.facts.is_update and not view.one.facts.is_update:
        yield LATER_VERSION, f"{b} is headed as the later version"


def _keeps_author(view: View) -> bool:
    facts = view.one.facts
    if not facts.author or facts.credits:
        return False
    return facts.author != view.other.article.author.strip() and bool(places_of(words_of(facts.author), view.other))


def _names_outlet(party: Party, source: str) -> bool:
    """Whether an outlet is named as such: after a word for newspaper, in quotes, or as no everyday words are."""
    name = source.strip()
    if sum(map(str.isalpha, name)) < 3:
        return False
    is_host = "." in name and " " not in name
    words, side = words_of(name), party.side
    for at in places_of(words, party):
        start, end = side.span(at, at + len(words))
        there = side.text[start:end]
        if is_host or (is_name(name) and _is_capitalized(there)):
            return True
        if side.text[max(start - 1, 0) : start] in _QUOTES and side.text[end : end + 1] in _QUOTES and start:
            return True
        cues = outlet()
        if any(tuple(side.hashes[max(at - n, 0) : at].tolist()) in cues.phrases for n in range(1, cues.n_words + 1)):
            return True
    return False


def _is_capitalized(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def spelling_signs(view: View) -> Iterator[Sign]:
    """That the other took over a spelling which is not its own."""
    for spellings in view.other.facts.spellings:
        inside = {word: {_is_inside(at, view) for at in places} for word, places in spellings}
        taken = [word for word, where in inside.items() if where == {True} and places_of(words_of(word), view.one)]
        own = [word for word, where in inside.items() if where == {False} and not places_of(words_of(word), view.one)]
        if taken and own:
            a, b = view.names
            yield INHERITED, f'in the passage {b} spells "{taken[0]}" as {a} does, elsewhere "{own[0]}"'
            return


def _is_inside(at: int, view: View) -> bool:
    return any(begin <= at < end for _, _, begin, end in view.rows)
