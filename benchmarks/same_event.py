"""Measure what `dedup.compare` finds between articles on one event by different outlets.

    python -m benchmarks.same_event ARTICLES [--pairs 2000] [--seed 1] [--passages FILE] [--results FOLDER]

ARTICLES is a file of JSON lines with the keys `id`, `source`, `published`, `title`, `text`. A pair is on one event when
the two articles come from different outlets, at most two days apart, and their titles share three words or more that
stand in at most one title of a thousand (or ten titles). Of all such pairs as many as asked for are drawn at random.
Some are copies of each other, and passages between them are right; independent reports share names, figures and the
order of events, and passages between them are wrong. Which it is, a reader has to say: FILE gets every pair that has
passages, those with rewritten ones first. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import dedup
from dedup import Article, compare
from dedup.results import Match
from dedup.text.folding import fold

MAX_DAYS = 2
MIN_SHARED = 3
RARE = 0.001
RARE_AT_LEAST = 10


def one_event(articles: Sequence[Article]) -> list[tuple[int, int]]:
    """The pairs of articles on one event by different outlets, by place, in order."""
    titles = [frozenset(fold(article.title).split()) for article in articles]
    frequencies = Counter(word for title in titles for word in title)
    most = max(RARE_AT_LEAST, int(RARE * len(articles)))
    holders: dict[str, list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        for word in title:
            if frequencies[word] <= most:
                holders[word].append(place)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    return sorted(
        (i, j)
        for (i, j), n in shared.items()
        if n >= MIN_SHARED and articles[i].source != articles[j].source and _days(articles[i], articles[j]) <= MAX_DAYS
    )


def _days(a: Article, b: Article) -> float:
    if a.published_utc is None or b.published_utc is None:
        return float("inf")
    return abs((a.published_utc - b.published_utc).total_seconds()) / 86400


def found_in(match: Match | None) -> str:
    """What a pair shares, in a word or two."""
    if match is None:
        return "nothing"
    kinds = {passage.kind for passage in match.passages}
    if kinds <= {"verbatim", "edited"}:
        return "copies"
    return "rewritten only" if not kinds & {"verbatim", "edited"} else "copies and rewritten"


def to_read(match: Match, a: Article, b: Article) -> str:
    """A pair and its passages, for a reader to judge."""
    lines = [f"=== {a.id} ({a.source}) {a.title} | {b.id} ({b.source}) {b.title} | {match.relation}"]
    for passage in match.passages:
        lines += [f"--- {passage.kind}, {passage.n_words} words in order, similarity {passage.similarity}"]
        lines += [f"a: {a.text[slice(*passage.a)]}", f"b: {b.text[slice(*passage.b)]}"]
    return "\n".join(lines) + "\n\n"


def main() -> None:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passages", type=Path, help="write the passages found, for reading")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()

    articles = list(dedup.read(options.articles))
    pairs = one_event(articles)
    drawn = random.Random(options.seed).sample(pairs, min(options.pairs, len(pairs)))
    matches = [(compare(articles[i], articles[j]), articles[i], articles[j]) for i, j in drawn]
    counts = Counter(found_in(match) for match, _, _ in matches)
    relations = Counter(match.relation for match, _, _ in matches if match is not None)
    print(f"{len(pairs)} pairs on one event; of {len(drawn)} drawn: {dict(counts)}; relations {dict(relations)}")
    if options.passages:
        ordered = sorted(((found_in(match), match, a, b) for match, a, b in matches if match), key=lambda one: one[0])
        with options.passages.open("w", encoding="utf-8") as file:
            for _, match, one, other in reversed(ordered):
                a, b = (one, other) if one.id == match.a else (other, one)
                file.write(to_read(match, a, b))
    options.results.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    record = {
        "benchmark": "same_event",
        "collection": options.articles.name,
        "pairs_on_one_event": len(pairs),
        "drawn": len(drawn),
        "seed": options.seed,
        "found": dict(counts),
        "relations": dict(relations),
        "commit": commit,
        "time": now.isoformat(timespec="seconds"),
    }
    path = options.results / f"same-event-{options.articles.stem}-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
