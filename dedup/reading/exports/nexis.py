"""Nexis and LexisNexis: the older layout ("1 of 10 DOCUMENTS") and that of Nexis Uni and Lexis+ ("End of Document")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dedup.reading.exports.written import author, date_in, is_date, label_of

_START = re.compile(
    r"\s*(?:(?:Dokument|Document|Documento)\s+\d+\s+(?:of|von|de|di|van)\s+\d+|\d+\s+of\s+\d+\s+DOCUMENTS?)\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fim do documento|Fine del documento|"
    r"Einde van document)\s*",
    re.IGNORECASE,
)
_BODY = frozenset(
    {"body", "text", "haupttext", "textkörper", "corps", "texte", "cuerpo", "texto", "corpo", "testo", "hoofdtekst"}
)
_COPYRIGHT = re.compile(
    r"\s*(?:copyright|©|\(c\)\s)|.*(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|"
    r"alle rechten voorbehouden)\.?\s*$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ-]{2,}(?: [A-ZÀ-Þ-]+)*:(?:\s|$)")
"""A label in capitals, as the older layout has them in every language."""

_EDITION = re.compile(r"\b(edition|ausgabe|édition|edición|edizione|edição|editie|final)\b", re.IGNORECASE)
_RUNNING = re.compile(r"\s*(?:Page|Seite|Página|Pagina)\s+\d+(?:\s+(?:of|von|de|di|van)\s+\d+)?\s*", re.IGNORECASE)

_LABELS = {
    "byline": "author", "autor": "author", "auteur": "author", "autore": "author", "verfasser": "author",
    "section": "other", "rubrik": "other", "rubrique": "other", "sección": "other", "sezione": "other",
    "sectie": "other", "ressort": "other",
    "length": "length", "länge": "length", "longueur": "length", "longitud": "length", "lunghezza": "length",
    "lengte": "length", "extensão": "length",
    "dateline": "dateline", "ortszeile": "dateline",
    "highlight": "other", "series": "other", "column": "other", "serie": "other", "hinweis": "other",
    "distribution": "other", "type": "other", "source": "other",
    "headline": "title", "titel": "title", "titre": "title", "überschrift": "title",
}  # fmt: skip
"""Labels of a heading in the languages of the archive, without regard to case, and what they mean."""

_TAIL = frozenset(
    {
        "graphic", "grafik", "graphique", "load-date", "update", "upload-datum", "date de chargement",
        "fecha-carga", "language",
        "sprache", "langue", "idioma", "lingua", "taal", "publication-type", "publikationstyp",
        "type-publication", "zeitungstyp",
        "journal-code", "zeitungs-code", "code-journal", "subject", "organization", "company", "ticker",
        "industry", "person",
        "city", "state", "country", "geographic", "correction", "correction-date", "classification", "notes",
        "acc-no",
        "document-type", "pub-type", "tipo-publicación", "url",
    }
)  # fmt: skip
"""Labels that stand behind an article."""


_MAX_HEADLINE = 8
"""Lines between the date and the first label, headline and editions."""

_MAX_LABEL = 100
"""Characters of a label behind the text and what it says; more may be a paragraph."""

_MAX_EDITION = 60
"""Characters of a line that names an edition; a longer one is a headline with the word in it."""

_GAP = frozenset({"graphic", "grafik", "graphique", "notes", "correction", "classification", "klassifizierung"})
"""Labels and headings behind the text that have lines of their own below them."""

_MAX_GAP = 4
"""Lines that such a heading may have."""


def articles(paragraphs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The articles among the paragraphs of an export."""
    lines = [line for line in paragraphs if line.strip() and not _RUNNING.fullmatch(line)]
    starts = [place for place, line in enumerate(lines) if _START.fullmatch(line)]
    ends = [place for place, line in enumerate(lines) if _END.fullmatch(line)]
    if ends:
        yield from _parted(_between(lines, ends))
    elif starts and any(label_of(line, _LABELS) or _is_tail(line) for line in lines):
        stops = [*starts[1:], len(lines)]
        yield from _parted(lines[start + 1 : stop] for start, stop in zip(starts, stops, strict=True))


def _between(lines: Sequence[str], ends: Sequence[int]) -> Iterator[Sequence[str]]:
    start = 0
    for end in ends:
        yield lines[start:end]
        start = end + 1


def _parted(documents: Iterator[Sequence[str]]) -> Iterator[dict[str, Any]]:
    for lines in documents:
        found = _article(lines)
        if found is not None:
            yield found


def _article(lines: Sequence[str]) -> dict[str, Any] | None:
    """The article of which these are the lines; None if they are no article at all, such as a cover page."""
    dated = next((place for place, line in enumerate(lines) if is_date(line)), None)
    labels = [place for place, line in enumerate(lines) if label_of(line, _LABELS)]
    if dated is None and not labels:
        return None
    body = next((n for n, line in enumerate(lines) if line.strip().rstrip(":").casefold() in _BODY), None)
    if body is not None:
        return _newer(lines[:body], _without_tail(lines[body + 1 :]))
    return _older(lines, dated)


def _newer(head: Sequence[str], text: Sequence[str]) -> dict[str, Any]:
    """Title, outlet and date, then labels; the first article stands behind a cover page."""
    labelled = next((place for place, line in enumerate(head) if label_of(line, _LABELS)), len(head))
    dated = next((place for place in reversed(range(1, labelled)) if is_date(head[place])), None)
    found: dict[str, Any] = {"text": "\n".join(text), **_labelled(head)}
    before = [line.strip() for line in head[:dated] if label_of(line, _LABELS) is None and not _COPYRIGHT.match(line)]
    if dated is not None:
        found["published"] = date_in(head[dated])
    if before:
        found["source"] = before[-1]
    if len(before) > 1:
        found.setdefault("title", before[-2])
    return found


def _older(lines: Sequence[str], dated: int | None) -> dict[str, Any]:
    """Outlet, date, edition, headline, labels, text, and labels again."""
    first = (dated or 0) + 1
    start = _end_of_labels(lines, first)
    head = lines[: start if start is not None else first + 1]
    found: dict[str, Any] = _labelled(head)
    if dated is not None:
        found["published"] = date_in(lines[dated])
    named = [line.strip() for line in head[:dated] if not _COPYRIGHT.match(line)]
    if named:
        found["source"] = named[0]
    above = next((place for place in range(first, len(head)) if label_of(head[place], _LABELS)), len(head))
    titles = [line.strip() for line in head[first:above] if not _is_no_title(line)]
    if titles:
        found.setdefault("title", " ".join(titles))
    return found | {"text": "\n".join(_without_tail(lines[len(head) :]))}


def _end_of_labels(lines: Sequence[str], first: int) -> int | None:
    """Where the run of labels ends that stands above the text, not far behind the date; None without one.

    A label that is not known counts between two that are: "LONDON: " may begin the text.
    """
    near = range(first, min(first + _MAX_HEADLINE + 1, len(lines)))
    place = next((place for place in near if label_of(lines[place], _LABELS)), None)
    end = None
    while place is not None and place < len(lines):
        if label_of(lines[place], _LABELS):
            end = place + 1
        elif not _CAPITALS.match(lines[place]):
            break
        place += 1
    return end


def _is_no_title(line: str) -> bool:
    return bool(_COPYRIGHT.match(line)) or (_EDITION.search(line) is not None and len(line) < _MAX_EDITION)


def _labelled(head: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in head:
        label = label_of(line, _LABELS)
        if label is not None and label[0] in ("author", "title") and label[1]:
            found.setdefault(label[0], author(label[1]) if label[0] == "author" else label[1])
    return found


def _is_tail(line: str) -> bool:
    name, colon, _ = line.partition(":")
    if _CAPITALS.match(line) and len(line) <= _MAX_LABEL:
        return True
    return (bool(colon) and name.strip().casefold() in _TAIL) or name.strip().casefold() in _GAP


def _without_tail(lines: Sequence[str]) -> list[str]:
    """The paragraphs before the labels and rights that close an article."""
    end = place = len(lines)
    while place and end - place < _MAX_GAP:
        place -= 1
        if _COPYRIGHT.match(lines[place]) or (
            _is_tail(lines[place]) and (end - place == 1 or lines[place].partition(":")[0].strip().casefold() in _GAP)
        ):
            end = place
    return [line.strip() for line in lines[:end]]
