"""What a repeated line is, by its shape and by where it stands: a headline, a caption, a byline or another line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dedup.article import Article
from dedup.repeats.lines import CLOSING_BRACKET, MIN_LINE_WORDS, Line
from dedup.results import RepeatKind
from dedup.text.folding import fold
from dedup.text.marks import CLOSERS, COLONS, DASHES, DOUBLE_QUOTES, ENDS, PAUSES, STATEMENT_ENDS, any_of

# A name, an outlet and a place take few words; longer lines of that shape are sentences with a quoted name.
MAX_BYLINE_WORDS = 12
# Titles have at least a verb and two nouns; what is shorter is a section label ("The recipe", "Press release").
MIN_HEADLINE_WORDS = 4
MAX_HEADLINE_WORDS = 30
# The longest caption seen has 44 words; a longer line that closes with a bracket is a paragraph.
MAX_CAPTION_WORDS = 50
# A line that ends a sentence and has as many words is a paragraph; so is what is longer than any headline.
MIN_PARAGRAPH_WORDS = 12
# Items of lists and the labels over them are short, and a page of recipes repeats them as it must.
MAX_LABEL_WORDS = 4
# Nor is it worth telling that two words, which are nothing else, stand on two lines ("Other Asia", a reader's name).
MIN_REPORTED_WORDS = 3

_NAME = rf"[^{re.escape(DOUBLE_QUOTES)}(){{}}.،,:\n]{{2,40}}"
_OUTLET = rf"{any_of(DOUBLE_QUOTES)}[^{re.escape(DOUBLE_QUOTES)}\n]{{2,40}}{any_of(DOUBLE_QUOTES)}"
_DASHES = re.escape(DASHES)
_PLACE = r"\([^()\n]{2,30}\)"
_OUTLET_AND_PLACE = re.compile(
    rf"(?:{_NAME}(?:{_PLACE})?[\s،,{_DASHES}]*)?{_OUTLET}\s*(?:{_PLACE}|[{_DASHES}]\s*{_NAME})|{_NAME}:\s*{_OUTLET}"
)
# "By ..." in the languages that news is written in; the word alone is not enough, a name has to follow.
_WRITTEN_BY = re.compile(
    r"\W*(?:by|par|von|por|di|от|текст|автор|كتب|كتبت|كتبه|بقلم|تقرير|إعداد|اعداد|تحرير|حوار|متابعة|ترجمة|نوشته|haber)"
    rf"\s*{any_of(COLONS)}?\s+[^{re.escape(ENDS)}]+"
    rf"|\W*(?:记者|本报记者|撰文|記者|取材)\s*[:：/]?\s*\S{{2,12}}",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(rf"{any_of(STATEMENT_ENDS)}[\s{re.escape(CLOSERS)}]*$")
_ENDS_OPEN = re.compile(rf"{any_of(PAUSES, COLONS)}\s*$")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]{2,}(?!\d)")
_COLUMN = re.compile(r"\S(?:\t| {3,})\S")
_IS_LABEL = re.compile(rf"[•*·▪■●{_DASHES}]|\d+\s*[.){_DASHES}]|.*{any_of(COLONS)}$")


def is_caption(line: Line) -> bool:
    """Whether a line has the shape of a caption with its agency, as in "Kim and Putin in Beijing (AFP)"."""
    return line.n_words <= MAX_CAPTION_WORDS and bool(CLOSING_BRACKET.search(line.text))


def _is_paragraph(line: Line) -> bool:
    """Whether a line is running text."""
    ends_sentence = line.n_words >= MIN_PARAGRAPH_WORDS and _ENDS_SENTENCE.search(line.text)
    return bool(ends_sentence) or (line.n_words > MAX_HEADLINE_WORDS and not is_caption(line))


def _is_label(line: Line) -> bool:
    """Whether a line is a short item of a list or the label of one."""
    return line.n_words <= MAX_LABEL_WORDS and bool(_IS_LABEL.match(line.text))


def _is_table_row(line: Line) -> bool:
    """Whether a line has columns, more numbers than words, or less than two words that are none."""
    if _COLUMN.search(line.text):
        return True
    n_words = len(_WORD.findall(line.text))
    return n_words < MIN_LINE_WORDS or 2 * n_words < line.n_words


def _is_byline(line: Line, author: str = "") -> bool:
    """Whether a line names who wrote the text and where: an outlet in quotes with a place, "By ...", or the author."""
    if line.n_words > MAX_BYLINE_WORDS or _ENDS_SENTENCE.search(line.text):
        return False
    by_shape = _OUTLET_AND_PLACE.fullmatch(line.text) or _WRITTEN_BY.fullmatch(line.text)
    return bool(by_shape) or bool(author and fold(line.text) == fold(author))


def kind_of(
    line: Line, article: Article, next_lines: Sequence[Line], *, opens: bool, doubled: bool
) -> RepeatKind | None:
    """The kind of a repeated line; None where it is of none worth telling: running text, labels, rows of tables.

    `next_lines` are the lines that follow its occurrences, `opens` says that it is the article's first line, `doubled`
    that it stands twice in a row.
    """
    if _is_paragraph(line) or _is_label(line) or _is_table_row(line):
        return None
    if _is_byline(line, article.author):
        return "byline"
    if article.title and fold(line.text) == fold(article.title):
        return "headline"
    if is_caption(line):
        return "caption"
    ends = _ENDS_SENTENCE.search(line.text) or _ENDS_OPEN.search(line.text)
    stands_over_text = not doubled and any(is_caption(below) or _is_paragraph(below) for below in next_lines)
    if not ends and MIN_HEADLINE_WORDS <= line.n_words <= MAX_HEADLINE_WORDS and (opens or stands_over_text):
        return "headline"
    if line.n_words < MIN_REPORTED_WORDS:
        return None
    # Pages carry a picture's alternative text and its caption: the same line twice in a row.
    return "caption" if doubled and not ends else "line"
