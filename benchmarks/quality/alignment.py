"""Passages on text alignment corpora with offsets: plagdet of pairs compared, and of a scan of all documents."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from benchmarks.passages import detect, read_corpus
from benchmarks.plagdet import Reuse, Scores, score
from benchmarks.quality.found import detections
from dedup import Article, compare, scan
from dedup.rewrite.align import prepare


def aligned(corpus: Path) -> Scores:
    """The scores of `benchmarks.passages`: the listed pairs, aligned at depth "rewrite"."""
    pairs, cases, texts = read_corpus(corpus)
    prepared = prepare(list(texts.values()))
    found = [detect(prepared, texts, listed, False)[0] for listed in pairs.values()]
    return score([*chain(*cases.values())], [*chain(*found)])


def compared_and_scanned(corpus: Path) -> tuple[Scores, Scores]:
    """The scores of `dedup.compare` on the listed pairs, and of a scan of all documents at depth "rewrite"."""
    pairs, listed_cases, texts = read_corpus(corpus, "suspicious-documents")
    cases = [*chain(*listed_cases.values())]
    articles = {name: Article(id=name, text=text) for name, text in texts.items()}
    by_pair: list[Reuse] = []
    suspicious = {a for listed in pairs.values() for a, _ in listed}
    for a, b in chain(*pairs.values()):
        match = compare(articles[a], articles[b])
        by_pair += detections(match, a) if match else []
    by_scan: list[Reuse] = []
    for match in scan(articles.values(), rewritten=True).matches:
        if len({match.a, match.b} & suspicious) == 1:  # of a document and a source
            by_scan += detections(match, match.a if match.a in suspicious else match.b)
    return score(cases, by_pair), score(cases, by_scan)
