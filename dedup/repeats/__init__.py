"""What repeats inside one article: headlines, captions, bylines, other lines and passages that stand more than once.

Scraped pages carry a headline above and below its picture, one caption for every size of the picture, the same byline
under every related story, and drafts that say a sentence twice. Lines are compared as wholes (`lines`) and named by
their shape (`kinds`); what repeats inside and across longer paragraphs is found as runs of words (`passages`). Kernels
look at every word of a batch, Python only at articles in which something repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.repeats.kinds import is_caption, kind_of
from dedup.repeats.lines import Line, line_at, repeated_lines, split_lines
from dedup.repeats.passages import passages_of, repeated_stretches
from dedup.results import Repeat, Span
from dedup.text.marks import SPACES
from dedup.text.tokens import Tokens, tokenize
from dedup.text.wrapping import is_wrapped, stands_alone

__all__ = ["repeats", "repeats_of"]


def repeats(article: Article) -> list[Repeat]:
    """What stands more than once in an article, by first occurrence."""
    return repeats_of([article])


def repeats_of(articles: Sequence[Article], tokens: Tokens | None = None) -> list[Repeat]:
    r"""What stands more than once inside each article, in the order of the articles and of first occurrence.

    `tokens` are those of the articles' texts, where they are known already. Spans of one repeat are sorted and do not
    overlap; a repeat that lies within another one with every span is left out.

    >>> page = "Flood hits Basel old town\n\nThe Rhine in Basel (AFP)\nThe Rhine in Basel (AFP)"
    >>> [(repeat.kind, repeat.spans) for repeat in repeats_of([Article("1", page)])]
    [('caption', ((27, 51), (52, 76)))]
    """
    texts = [article.text for article in articles]
    tokens = tokenize(texts) if tokens is None else tokens
    lines = split_lines(texts, tokens)
    masked = np.zeros(len(tokens), np.bool_)
    found: dict[int, list[Repeat]] = {}
    for number, groups in repeated_lines(texts, tokens, lines).items():
        wrapped = is_wrapped(texts[number])
        for group in groups:
            repeat = _line_repeat(articles[number], lines, group, wrapped=wrapped)
            if repeat is not None:
                found.setdefault(number, []).append(repeat)
                # Headlines, captions and bylines are told as such; any other line may be part of a longer passage.
                for line in group if repeat.kind != "line" else ():
                    masked[lines["first"][line] : lines["last"][line]] = True
    for number, stretches in _by_article(repeated_stretches(tokens, masked), tokens.offsets):
        text, own = texts[number], tokens.of(number)
        for places in passages_of(text, own, stretches):
            spans = _outside_captions(text, places, own)
            if len(spans) > 1:
                repeat = Repeat(articles[number].id, "passage", text[slice(*spans[0])], tuple(spans))
                found.setdefault(number, []).append(repeat)
    return [repeat for number in sorted(found) for repeat in _largest(found[number])]


def _line_repeat(article: Article, lines: NDArray[np.void], group: list[int], *, wrapped: bool) -> Repeat | None:
    """The repeat that a group of lines makes, if it makes one: running text is a matter of passages."""
    if wrapped:
        group = [number for number in group if stands_alone(article.text, *line_at(lines[number], article.text).span)]
    if len(group) < 2:
        return None
    first, *others = (line_at(lines[number], article.text) for number in group)
    owners, here = lines["article"], lines["article"][group[0]]
    below = [number + 1 for number in group if number + 1 < len(lines) and owners[number + 1] == here]
    kind = kind_of(
        first,
        article,
        next_lines=[line_at(lines[number], article.text) for number in below],
        opens=group[0] == 0 or owners[group[0] - 1] != here,
        doubled=not set(group).isdisjoint(below),
    )
    return kind and Repeat(article.id, kind, first.text, (first.span, *(other.span for other in others)))


def _outside_captions(text: str, spans: list[Span], tokens: Tokens) -> list[Span]:
    """The places that are not part of a caption: captions are compared as wholes, two pictures of one event differ."""
    kept = []
    for start, end in spans:
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        n_words = int(np.searchsorted(tokens.starts, last) - np.searchsorted(tokens.starts, first))
        if not is_caption(Line(text[first:last].strip(SPACES), n_words, (first, last))):
            kept.append((start, end))
    return kept


def _by_article(stretches: NDArray[np.void], offsets: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.void]]]:
    """The stretches of each article that has some, with tokens counted from the article's first."""
    bounds = np.flatnonzero(np.diff(stretches["article"], prepend=-1, append=-1))
    for start, end in pairwise(bounds.tolist()):
        number = int(stretches["article"][start])
        own = stretches[start:end].copy()
        for name in ("begin_a", "end_a", "begin_b", "end_b"):
            own[name] -= offsets[number]
        yield number, own


def _largest(found: list[Repeat]) -> list[Repeat]:
    """The repeats without those that lie within others with every span, by first occurrence."""
    n_inside = [0] * len(found)
    farthest = [(-1, -1), (-1, -1)]  # where the spans before reach to, and whose they are: the two best of two repeats
    for start, minus_end, number in sorted(
        (start, -end, number) for number, repeat in enumerate(found) for start, end in repeat.spans
    ):
        others = [reach for reach in farthest if reach[1] != number]
        n_inside[number] += others[0][0] >= -minus_end
        own = max((-minus_end, number), *(reach for reach in farthest if reach[1] == number), (start, number))
        farthest = sorted((own, *others), reverse=True)[:2]
    kept = [repeat for repeat, n in zip(found, n_inside, strict=True) if n < len(repeat.spans)]
    return sorted(kept, key=lambda repeat: repeat.spans)
