"""The verdict on one name: it provided the text, it is only quoted, or it is no agency here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.credits.agencies import Kind, lexicon
from dedup.credits.matching import Hit
from dedup.credits.shapes import Shape
from dedup.results import CreditField, CreditRole
from dedup.text.tokens import Tokens

_MAX_CUE_WORDS = 4
_NEAR_WORDS = 4
"""How far a full name or a word for agency may stand before a short one: "وكالة الأنباء السورية الرسمية (سانا)"."""

_SENTENCE_ENDS = re.compile(r"[!?؟…。！？\n]|\.(?:\s|$)")
_BRACKET = re.compile(r"[\s\"'“”„«»‘’]*[(\[（「{][\s\"'“”„«»‘’]*$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text and the field in which names stand."""

    text: str
    tokens: Tokens
    field: CreditField

    def agency_start(self, hit: Hit) -> int:
        """Where the name begins if a word for agency directly before it counts in: "(وكالة رويترز)"."""
        n_words = self._cue_before(hit.first, lexicon().agency)
        if n_words and self.text[self.tokens.ends[hit.first - 1] : hit.start].strip(" \u00a0«»\"“”'‘’") == "":
            return int(self.tokens.starts[hit.first - n_words])
        return hit.start

    def role(self, hit: Hit, leader: Hit, shape: Shape, last: tuple[Hit, CreditRole] | None) -> CreditRole | None:
        """The role of a hit in a group that begins with `leader` and has this shape; `last` is what stood before."""
        if last is not None and self._abbreviates(hit, last[0]):
            return last[1]
        if hit.kind is not Kind.CLEAR and shape.bracketed and self._defines(hit):
            return None
        agency = self._is_agency(hit, shape)
        if hit.kind is Kind.PHRASE and not agency:
            return None
        if self.field == "author":
            known = hit.kind is Kind.CLEAR or agency or (shape.inline and hit.name.agency == "agencies")
            return "credit" if known or self._counts(hit, shape) else None
        told = self._is_told(leader) or self._is_told(hit)
        if self._counts(hit, shape):
            outside = bool(self._cue_before(leader.first, lexicon().agency)) and self.agency_start(leader) == leader.start
            return "mention" if shape.bracketed and (told or (outside and not shape.headed)) else "credit"
        if self._left_over(hit, shape) and not told and not agency and not self._goes_on(hit):
            return "credit"
        if hit.kind is Kind.CLEAR or agency or (hit.kind is Kind.TOLD and told):
            return "mention"
        return None

    def _left_over(self, hit: Hit, shape: Shape) -> bool:
        """Whether a caption run into the text left this behind.

        Running text writes an agency's name in full; its letters in brackets ("(أ.ف.ب)") come from a caption.
        """
        spelled = hit.name.spelled and not hit.name.written and hit.kind in (Kind.CLEAR, Kind.TOLD)
        return shape.sentence or (shape.bracketed and shape.inline and spelled)

    def _counts(self, hit: Hit, shape: Shape) -> bool:
        return shape.credit and not hit.name.attached and not (hit.name.place and shape.headed)

    def _is_agency(self, hit: Hit, shape: Shape) -> bool:
        """Whether the text says that this is an agency."""
        words = lexicon()
        if self._cue_before(hit.first, words.agency) or self._cue_after(hit.last, words.agency_after):
            return True
        if hit.kind is Kind.PHRASE or not (shape.bracketed or hit.kind is Kind.TOLD):
            return False
        return any(
            self._cue_before(i, words.agency) and not self._parted(i, hit.first)
            for i in range(max(hit.first - _NEAR_WORDS + 1, 1), hit.first)
        )

    def _is_told(self, hit: Hit) -> bool:
        if self._cue_before(hit.first, lexicon().telling):
            return True
        return bool(self._cue_after(hit.last, lexicon().telling_after)) or self.text.startswith("لل", hit.start)

    def _goes_on(self, hit: Hit) -> bool:
        return bool(self._cue_after(hit.last, lexicon().going_on))

    def _abbreviates(self, hit: Hit, previous: Hit) -> bool:
        """Whether this repeats the name just before it in brackets: "وكالة الأنباء السعودية (واس)"."""
        if previous.name.agency != hit.name.agency or not 0 <= hit.first - previous.last < _NEAR_WORDS:
            return False
        between = self.text[previous.end : hit.start]
        return bool(_BRACKET.search(between)) and not any(sign in between for sign in ")]）\n")

    def _defines(self, hit: Hit) -> bool:
        """Whether the words before spell out these letters, so that they are no agency: "Environmental Protection Agency (EPA)"."""
        letters = [letter for letter in self.text[hit.start : hit.end] if letter.isalpha()]
        first = hit.first - len(letters)
        if len(letters) < 2 or first < 0 or hit.last - hit.first > 1:
            return False
        return all(
            self.text[self.tokens.starts[first + i]].casefold() == letter.casefold() for i, letter in enumerate(letters)
        )

    def _parted(self, first: int, last: int) -> bool:
        return bool(_SENTENCE_ENDS.search(self.text, int(self.tokens.starts[first]), int(self.tokens.starts[last])))

    def _cue_before(self, at: int, cues: frozenset[tuple[int, ...]]) -> int:
        """How many words directly before token `at` are a cue."""
        if at == 0 or _SENTENCE_ENDS.search(self.text, int(self.tokens.ends[at - 1]), int(self.tokens.starts[at])):
            return 0
        words = self.tokens.hashes[max(at - _MAX_CUE_WORDS, 0) : at].tolist()
        return next((n for n in range(len(words), 0, -1) if tuple(words[-n:]) in cues), 0)

    def _cue_after(self, at: int, cues: frozenset[tuple[int, ...]]) -> int:
        """How many words from token `at` on are a cue."""
        if at == len(self.tokens) or _SENTENCE_ENDS.search(
            self.text, int(self.tokens.ends[at - 1]), int(self.tokens.starts[at])
        ):
            return 0
        words = self.tokens.hashes[at : at + _MAX_CUE_WORDS].tolist()
        return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in cues), 0)
