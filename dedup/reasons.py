"""Reasons: what a verdict rests on, as data that reads as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal, Self

OTHER_SIDE: Mapping[str, Literal["a", "b"]] = MappingProxyType({"a": "b", "b": "a"})
"""The other one of the two sides of a match."""

WORDINGS: Mapping[str, str] = MappingProxyType(
    {
        # How much two articles share.
        "same_words": "the same words throughout",
        "extent": "{share_a:.0%} of a and {share_b:.0%} of b stand in shared passages",
        "retold": "alike as wholes, told in other words: {share:.0%} of the words stand in the same order",
        # Why that is no reuse.
        "quotation": "what is shared is a quotation, a post or a caption",
        "formula": "what is shared is formula",
        "template": "a template, one form with other facts: {changes}",
        "form": "a template, one form filled in twice",
        # Who was first: by time.
        "published_earlier": "{source} was published {gap} earlier",
        "fetched_earlier": "{source} was fetched {gap} earlier",
        "dated_earlier": "{source} is dated {days} earlier",
        # By whom the texts name.
        "agency_article": "{source} is an article of the agency {agency}",
        "credits_agency": "{copy} credits {agency}, whose article {source} is",
        "names_agency": "{copy} names {agency}, whose article {source} is",
        "keeps_credit": "{source} credits {agencies}, {copy} no agency",
        "common_credit": "both credit {agencies}, where both may come from",
        "names_outlet": "{copy} names the outlet of {source}",
        "keeps_author": "{copy} holds the name of the author of {source}",
        "later_version": "{copy} is headed as the later version",
        "inherited_spelling": 'in the passage {copy} spells "{taken}" as {source} does, elsewhere "{own}"',
        # By what they declare beside their texts.
        "declares_origin": "{copy} declares {declared} as its origin, which {source} is",
        "declares_other": "{copy} declares another origin, {declared}",
        "keeps_manifest": "{source} carries a C2PA manifest, which is not verified, {copy} none",
        # By what a cut leaves behind.
        "closes_as_wire": "{source} closes as wires do, {copy} does not",
        "teaser": "{copy} breaks off as teasers do where {source} goes on",
        "ends_inside": "{copy} ends in mid-sentence of {source}",
        "begins_inside": "{copy} begins in mid-sentence of {source}",
        "behind_dateline": "{copy} begins right behind the first words of {source}",
        "continues": "{copy} opens with words that continue something, which {source} has before them",
        "cut_short": "{copy} stands whole at the beginning of {source}, as cuts leave it",
        "taken_in": "{source} stands whole inside {copy}, behind words of its own",
        # Whether an article may go in favour of the other.
        "safe_to_drop": "{copy} is safe to drop in favour of {source}",
        "keeps_title": '{copy} is not safe to drop: another title, "{words_a}" / "{words_b}"',
        "keeps_day": "{copy} is not safe to drop: a short text, printed {days} apart",
        "keeps_number": '{copy} is not safe to drop: another number, "{words_a}" / "{words_b}"',
        "keeps_sign": '{copy} is not safe to drop: another sign, "{words_a}" / "{words_b}"',
        "keeps_percent": '{copy} is not safe to drop: another sign of per cent, "{words_a}" / "{words_b}"',
        "keeps_currency": '{copy} is not safe to drop: another currency, "{words_a}" / "{words_b}"',
        "keeps_unit": '{copy} is not safe to drop: another unit, "{words_a}" / "{words_b}"',
        "keeps_date": '{copy} is not safe to drop: another day or month, "{words_a}" / "{words_b}"',
        "keeps_negation": '{copy} is not safe to drop: a negation or reservation, "{words_a}" / "{words_b}"',
        "keeps_opposite": '{copy} is not safe to drop: a word that turns it around, "{words_a}" / "{words_b}"',
        "keeps_question": '{copy} is not safe to drop: a question, "{words_a}" / "{words_b}"',
        "keeps_order": '{copy} is not safe to drop: another order, "{words_a}" / "{words_b}"',
        "keeps_exchanged": '{copy} is not safe to drop: other words, "{words_a}" / "{words_b}"',
        "keeps_left_out": '{copy} is not safe to drop: words left out, "{words_a}" / "{words_b}"',
        "keeps_added": '{copy} is not safe to drop: words added in a sentence, "{words_a}" / "{words_b}"',
        # In a family.
        "absent_agency": "{n_credited} of {n_members} credit {agency}, whose own article is not among them",
        # To which origin of a story an article goes back, and what leaves that open.
        "written_by": "written by {agency}",
        "credited_to": "credited to {agencies}",
        "copies_credit": "a copy of a text that is credited to {agencies}",
        "own_text": "its text has no other origin among these articles",
        "same_outlet": "another article of the same outlet",
        "mostly_in": "{share:.0%} of its words are in {other}",
        "partly_in": "{share:.0%} of its words are in {other}, the rest may be reporting of its own",
        "unnamed_agency": "credits agencies and names none",
        "several_agencies": "credits {agencies}, each of which is an origin of its own",
        # What would change a verdict.
        "other_word": "if a word was changed",
        "more_weight": "if the words they share weighed {factor:.2f} times as much",
        "less_weight": "if the words they share weighed {share:.0%} less",
        "rare_words": "if no other article had the words they share",
        "no_quotations": "if nobody was quoted in them",
        "same_numbers": "if no number differed in them",
        "no_boilerplate": "if nothing counted as boilerplate of their outlets",
        "same_days": "if they were published within {n_days} days",
        "months_apart": "if they were published months apart",
        "longer": "if {article} had {n_words:,} more words of its own",
        "shorter": "if {article} had {n_words:,} fewer words of its own",
    }
)
"""The sentence of each reason, by its code."""

AGENCIES = ("agency", "agencies")
"""The facts that name agencies, by their ids."""

THE_ORIGIN = "the origin"
"""What reasons call the origin of a family; they call its other members by their ids."""

SIDES = ("source", "copy")
"""The facts that name articles."""

_SWAPPED = re.compile("_([ab])$")

_set = object.__setattr__


class Reason(str):
    """A reason: a sentence like any other text, which also holds what it says as data.

    `code` is one of `WORDINGS`, and `facts` are the values in its sentence by their names. `source` is what the reason
    calls the article that seems to have been first, `copy` the other one: "a" and "b" in a match; `THE_ORIGIN` and the
    id of its rival in a family. A fact whose name ends in `_a` or `_b` belongs to that side of a match. `against`
    is true of a reason that speaks against the verdict.

    >>> reason = Reason("published_earlier", {"source": "a", "copy": "b", "gap": timedelta(hours=3)}, against=True)
    >>> reason, reason.swapped()
    ('but a was published 3 hours earlier', 'but b was published 3 hours earlier')
    >>> reason.code, reason.facts["gap"], reason.against
    ('published_earlier', datetime.timedelta(seconds=10800), True)
    """

    __slots__ = ("against", "code", "facts")
    code: str
    facts: Mapping[str, Any]
    against: bool

    def __new__(cls, code: str, facts: Mapping[str, Any] = MappingProxyType({}), *, against: bool = False) -> Self:
        """Raises `KeyError` for a code that has no wording, and where a fact is missing that the wording names."""
        sentence = WORDINGS[code].format_map(facts if _WORDED.isdisjoint(facts) else _words(facts))
        return cls._of(f"but {sentence}" if against else sentence, code, MappingProxyType(dict(facts)), against)

    @classmethod
    def _of(cls, sentence: str, code: str, facts: Mapping[str, Any], against: bool) -> Self:
        reason = super().__new__(cls, sentence)
        _set(reason, "code", code)
        _set(reason, "facts", facts)
        _set(reason, "against", against)
        return reason

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a reason is frozen: {name} stays as it is")

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[Any, ...]]:
        return partial(type(self), against=self.against), (self.code, dict(self.facts))

    def swapped(self) -> Self:
        """The same reason for a match with its sides exchanged."""
        facts = {}
        for name, value in self.facts.items():
            if name in SIDES:
                facts[name] = OTHER_SIDE.get(value, value)
            else:
                facts[_SWAPPED.sub(lambda found: f"_{OTHER_SIDE[found[1]]}", name)] = value
        return type(self)(self.code, facts, against=self.against)

    def as_counterargument(self) -> Self:
        """The same reason where it speaks against the verdict."""
        return self if self.against else self._of(f"but {self}", self.code, self.facts, True)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The sentence in pieces, each with the name of the fact that it states, "" for the words between."""
        words = _words(self.facts)
        if self.against:
            yield "", "but "
        for between, name, spec, _ in Formatter().parse(WORDINGS[self.code]):
            if between:
                yield "", between
            if name is not None:
                yield name, format(words[name], spec or "")


def _words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are put into a sentence."""
    words = {name: _WORDS[name](value) if name in _WORDS else value for name, value in facts.items()}
    if "texts_a" in facts:
        words["changes"] = ", ".join(map(" -> ".join, zip(facts["texts_a"], facts["texts_b"], strict=True)))
    return words


def duration(gap: timedelta) -> str:
    """A stretch of time in the largest unit of which it has two, rounded; the same wherever one is told.

    >>> duration(timedelta(hours=47)), duration(timedelta(hours=48)), duration(timedelta(seconds=100))
    ('47 hours', '2 days', '100 seconds')
    """
    seconds = abs(gap.total_seconds())
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "gap": duration,
    "days": lambda n: f"{n} day{'s' * (n > 1)}",
    "agencies": ", ".join,
}

_WORDED = frozenset({*_WORDS, "texts_a"})
"""The facts that are put into a sentence in other words."""
