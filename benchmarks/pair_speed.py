"""Measure how long two articles take: a single `dedup.compare`, and the batch path of `dedup.scan`.

    python -m benchmarks.pair_speed ARTICLES [--words 400] [--most 2000] [--results FOLDER]

ARTICLES is a file of JSON lines with the key `text`; those of about so many words (a quarter more or less) are taken,
in the order of the file. Single pairs are strangers, a copy of half an article, and an article with one word in twenty
changed; batches are all candidates among the articles, and as many random pairs. Times are processor time of one
thread. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from dedup import compare
from dedup.alignment.align import align
from dedup.candidates.nominate import nominate
from dedup.candidates.pairs import join
from dedup.candidates.sorting import distinct, sort
from dedup.config import Config
from dedup.corpus.texts import Texts
from dedup.rewrite.align import align_rewritten, prepare
from dedup.sketch.sketches import sketch

N_SINGLE = 300
DEPTHS = {"copy": False, "rewrite": True}


def articles_of(path: Path, n_words: int, most: int) -> list[str]:
    """Texts of about so many words."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if 0.75 * n_words <= len(text.split()) <= 1.25 * n_words:
                found.append(text)
            if len(found) == most:
                break
    return found


def single_pairs(texts: list[str], rng: random.Random) -> dict[str, list[tuple[str, str]]]:
    """Pairs of three kinds."""
    strangers = [(rng.choice(texts), rng.choice(texts)) for _ in range(N_SINGLE)]
    halves = [
        (a, " ".join([*a.split()[: len(a.split()) // 2], *b.split()[-len(b.split()) // 2 :]])) for a, b in strangers
    ]
    edited = [
        (a, " ".join(word if rng.random() > 0.05 else f"edit{k}" for k, word in enumerate(a.split())))
        for a, _ in strangers
    ]
    return {"strangers": strangers, "half copied": halves, "edited": edited}


def milliseconds(rewritten: bool, pairs: list[tuple[str, str]]) -> float:
    """The median time of a comparison."""
    times = []
    for a, b in [*pairs[:5], *pairs]:
        begin = time.process_time()
        compare(a, b, rewritten=rewritten)
        times.append(time.process_time() - begin)
    return round(1000 * median(times[5:]), 3)


def rate(work: Callable[[NDArray[np.uint64]], object], pairs: NDArray[np.uint64]) -> int:
    """Pairs a second; the first few warm up."""
    work(pairs[:64])
    begin = time.process_time()
    work(pairs)
    return round(len(pairs) / (time.process_time() - begin))


def batches(texts: list[str], rng: random.Random) -> dict[str, dict[str, int]]:
    """Pairs a second at both depths, of candidates and of random pairs."""
    sketches = sketch(texts, Config())
    numbers = np.arange(len(texts))
    candidates = nominate(sketches, numbers, Config())
    first = np.array([rng.randrange(len(texts)) for _ in range(max(len(candidates), 20_000))])
    second = np.array([rng.randrange(len(texts)) for _ in first])
    strangers = distinct(sort(join(first, second)[first != second]))
    prepared = prepare(texts)
    alone = Texts.alone(prepared.tokens.hashes, prepared.tokens.offsets)

    def copy(pairs: NDArray[np.uint64]) -> object:
        return align(alone, pairs)

    def rewrite(pairs: NDArray[np.uint64]) -> object:
        return align_rewritten(prepared, pairs)

    return {
        "copy": {"candidates": rate(copy, candidates), "strangers": rate(copy, strangers)},
        "rewrite": {"candidates": rate(rewrite, candidates), "strangers": rate(rewrite, strangers)},
    }


def main() -> None:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()
    texts = articles_of(options.articles, options.words, options.most)
    rng = random.Random(1)
    kinds = single_pairs(texts, rng)
    record = {
        "benchmark": "pair_speed",
        "collection": options.articles.name,
        "articles": len(texts),
        "words": options.words,
        "single_ms": {
            depth: {kind: milliseconds(rewritten, pairs) for kind, pairs in kinds.items()}
            for depth, rewritten in DEPTHS.items()
        },
        "pairs_per_second": batches(texts, rng),
        "commit": subprocess.run(
            ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    print(json.dumps(record, indent=1))
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"pair-speed-{options.articles.stem}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
