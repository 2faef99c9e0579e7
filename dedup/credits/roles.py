"""The verdict on one name: it provided the text, it is only quoted, or it is no agency here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.credits.agencies import Cues, NameKind, lexicon
from dedup.credits.matching import Hit
from dedup.credits.shapes import Shape
from dedup.credits.signs import OPENER, QUOTATION_MARKS, SENTENCES_PARTED, TRIM
from dedup.results import CreditField, CreditRole
from dedup.text.marks import OPENERS, QUOTES, any_of
from dedup.text.tokens import Tokens

_NEAR_WORDS = 4
"""How far a full name or a word for agency may stand before a short one: "وكالة الأنباء السورية الرسمية (سانا)"."""

_QUOTES = frozenset(QUOTES)
_OPENED = re.compile(rf"\s*{any_of(OPENERS)}+\s*")
_BRACKET = re.compile(rf"[\s{re.escape(QUOTATION_MARKS)}]*{OPENER.pattern}[\s{re.escape(QUOTATION_MARKS)}]*$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text and the field in which names stand; its tokens are those of the batch from `first` to `last`."""

    text: str
    tokens: Tokens
    first: int
    last: int
    field: CreditField

    def agency_start(self, hit: Hit) -> int:
        """Where the name begins if a word for agency directly before it counts in: "(وكالة رويترز)"."""
        n_words = self._cue_before(hit.first, lexicon().agency)
        if n_words and self.text[self.tokens.ends[hit.first - 1] : hit.start].strip(TRIM) == "":
            return int(self.tokens.starts[hit.first - n_words])
        return hit.start

    def role(self, hit: Hit, leader: Hit, shape: Shape, last: tuple[Hit, CreditRole] | None) -> CreditRole | None:
        """The role of a hit in a group that begins with `leader` and has this shape; `last` is what stood before."""
        if last is not None and self._abbreviates(hit, last[0]):
            return last[1]
        if self._defines(hit):
            return None
        credited = shape.credit and not hit.name.attached and not (hit.name.place and shape.headed)
        if self.field == "author":
            return "credit" if self._signs(hit, shape, credited=credited) else None
        if hit.kind is NameKind.CLEAR and not (credited or shape.sentence or shape.inline):
            return "mention"
        agency = self._is_agency(hit, shape)
        if hit.kind is NameKind.PHRASE and not agency:
            return None
        has_verb = self._has_reporting_verb(leader) or self._has_reporting_verb(hit)
        if credited:
            quoted = shape.bracketed and (has_verb or (not shape.headed and self._is_apposed(leader)))
            return "mention" if quoted else "credit"
        if self._left_over(hit, shape) and not has_verb and not agency and not self._goes_on(hit):
            return "credit"
        known = (
            hit.kind is NameKind.CLEAR or agency or (hit.kind is NameKind.REPORTED and (has_verb or self._quoted(hit)))
        )
        return "mention" if known else None

    def _signs(self, hit: Hit, shape: Shape, *, credited: bool) -> bool:
        """Whether a name in an author field is the author, no person or place."""
        if hit.kind is NameKind.CLEAR or self._is_agency(hit, shape):
            return True
        return (credited and hit.kind is not NameKind.PHRASE) or (hit.name.agency == "agencies" and shape.inline)

    def _is_apposed(self, leader: Hit) -> bool:
        """Whether the names in brackets only name an agency named before them: "قالت الوكالة (رويترز)"."""
        return bool(self._cue_before(leader.first, lexicon().agency)) and self.agency_start(leader) == leader.start

    def _left_over(self, hit: Hit, shape: Shape) -> bool:
        """Whether a caption run into the text or a dateline without a sign left this behind.

        Running text writes an agency's name in full; its letters in brackets ("(أ.ف.ب)") come from a caption.
        """
        spelled = hit.name.spelled and not hit.name.written and hit.kind in (NameKind.CLEAR, NameKind.REPORTED)
        clear = shape.placed and hit.kind is NameKind.CLEAR
        return shape.sentence or clear or (shape.bracketed and shape.inline and spelled)

    def _quoted(self, hit: Hit) -> bool:
        """Whether quotes or brackets round the name alone show that it is one."""
        before = self.text[max(hit.start - 3, 0) : hit.start].rstrip()[-1:]
        after = self.text[hit.end : hit.end + 2].strip()[:1]
        in_brackets = before == "(" and after == ")" and not hit.name.written  # "(SPA)" may abbreviate anything
        return in_brackets or (before in _QUOTES and after in _QUOTES)

    def _is_agency(self, hit: Hit, shape: Shape) -> bool:
        """Whether the text says that this is an agency."""
        words = lexicon()
        if self._cue_before(hit.first, words.agency) or self._cue_after(hit.last, words.agency_after):
            return True
        if not (
            self._quoted(hit)
            or (hit.kind is not NameKind.PHRASE and (shape.bracketed or hit.kind is NameKind.REPORTED))
        ):
            return False
        return any(
            self._cue_before(i, words.agency) and not self._parted(i, hit.first)
            for i in range(max(hit.first - _NEAR_WORDS, self.first) + 1, hit.first)
        )

    def _has_reporting_verb(self, hit: Hit) -> bool:
        """Whether a verb of reporting, or "according to", stands beside the name: "told AP", "ذكرت الأناضول"."""
        words = lexicon()
        if self._cue_before(hit.first, words.reporting) or self._cue_after(hit.last, words.reporting_after):
            return True
        return self.text.startswith("لل", hit.start)

    def _goes_on(self, hit: Hit) -> bool:
        """Whether the sentence goes on behind the name: "«رويترز» أن"."""
        return bool(self._cue_after(hit.last, lexicon().continuing))

    def _abbreviates(self, hit: Hit, previous: Hit) -> bool:
        """Whether this repeats the name just before it in brackets: "وكالة الأنباء السعودية (واس)"."""
        if previous.name.agency != hit.name.agency or not 0 <= hit.first - previous.last < _NEAR_WORDS:
            return False
        between = self.text[previous.end : hit.start]
        return bool(_BRACKET.search(between)) and not any(sign in between for sign in ")]）\n")

    def specifies(self, hit: Hit, previous: Hit) -> bool:
        """Whether this says which agency of a country the name before it means: "وكالة الأنباء الإيرانية (فارس)"."""
        between = self.text[previous.end : hit.start]
        return previous.name.national and previous.name.agency != hit.name.agency and bool(_OPENED.fullmatch(between))

    def _defines(self, hit: Hit) -> bool:
        """Whether words beside these letters spell them out, as no agency: "Environmental Protection Agency (EPA)"."""
        letters = [letter for letter in self.text[hit.start : hit.end] if letter.isalpha()]
        if len(letters) < 2 or hit.last - hit.first > 1:
            return False
        behind = bool(_BRACKET.fullmatch(self.text[hit.end : self._start_of(hit.last)]))
        return self._spell(letters, hit.first - len(letters)) or (behind and self._spell(letters, hit.last))

    def _start_of(self, token: int) -> int:
        return int(self.tokens.starts[token]) if token < self.last else len(self.text)

    def _spell(self, letters: list[str], first: int) -> bool:
        """Whether the words from token `first` on begin with these letters."""
        if first < self.first or first + len(letters) > self.last:
            return False
        return all(
            self.text[self.tokens.starts[first + i]].casefold() == letter.casefold() for i, letter in enumerate(letters)
        )

    def _parted(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two tokens."""
        return bool(SENTENCES_PARTED.search(self.text, int(self.tokens.ends[first]), int(self.tokens.starts[last])))

    def _cue_before(self, at: int, cues: Cues) -> int:
        """How many words directly before token `at` are a cue."""
        if at == self.first or int(self.tokens.hashes[at - 1]) not in cues.lasts or self._parted(at - 1, at):
            return 0
        words = self.tokens.hashes[max(at - cues.n_words, self.first) : at].tolist()
        return next((n for n in range(len(words), 0, -1) if tuple(words[-n:]) in cues.phrases), 0)

    def _cue_after(self, at: int, cues: Cues) -> int:
        """How many words from token `at` on are a cue."""
        if at == self.last or int(self.tokens.hashes[at]) not in cues.firsts or self._parted(at - 1, at):
            return 0
        words = self.tokens.hashes[at : min(at + cues.n_words, self.last)].tolist()
        return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in cues.phrases), 0)
