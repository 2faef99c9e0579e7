"""What a clean takes from a collection, whether the way back is exact, and a sample of its decisions to be read.

    python -m benchmarks.cleaning saudinewsnet.jsonl --strip repeats,boilerplate,seen --read 60

prints one JSON object with articles and bytes by relation, times and checks, then the sample: for a removal what the
kept article lacks, for a cut the sentences around it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.clean_oracle import checked
from dedup.cleaning import Cut, Plan, Policy, Removal, clean
from dedup.reading import read
from dedup.writing import restore, write


def main() -> None:
    """Clean, restore, clean again; print the figures and a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", default="origin")
    parser.add_argument("--strip", default="")
    parser.add_argument("--read", type=int, default=0, help="removals and cuts to print")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    policy = Policy.of("exact,reprint,contained", arguments.keep, arguments.strip)
    with tempfile.TemporaryDirectory() as folder:
        figures, plan = measured(arguments.data, policy, Path(folder))
    print(json.dumps(figures, indent=1))
    texts = {article.id: article.text for article in read(arguments.data)}
    rng = random.Random(arguments.seed)
    for removal in rng.sample(list(plan.removed), min(arguments.read, len(plan.removed))):
        print(*shown_removal(removal, texts), sep="\n")
    for cut in rng.sample(list(plan.cuts), min(arguments.read, len(plan.cuts))):
        print(*shown_cut(cut, texts), sep="\n")


def measured(data: Path, policy: Policy, folder: Path) -> tuple[dict[str, Any], Plan]:
    """The figures of a clean there and back, and a second one of what is left."""
    seconds: dict[str, float] = {}
    start = time.perf_counter()
    plan = clean(read(data), policy)
    seconds["plan"] = time.perf_counter() - start
    write(plan, folder / "out")
    seconds["write"] = time.perf_counter() - start - seconds["plan"]
    start = time.perf_counter()
    restore(folder / "out" / "plan.jsonl", folder / "back")
    seconds["restore"] = time.perf_counter() - start
    again = clean(read(folder / "out"), policy)
    texts = {article.id: article.text for article in read(data)}
    removed: Counter[str] = Counter()
    for removal in plan.removed:
        removed[removal.relation] += len(texts[removal.article].encode())
    cut: Counter[str] = Counter()
    for one in plan.cuts:
        cut[one.kind] += len(texts[one.article][slice(*one.span)].encode())
    figures = {
        "policy": policy.as_dict(),
        "counts": plan.counts(),
        "text_bytes": sum(len(text.encode()) for text in texts.values()),
        "removed_bytes": dict(removed),
        "cut_bytes": dict(cut),
        "file_bytes": {str(path.relative_to(folder)): path.stat().st_size for path in sorted(folder.glob("out/*"))},
        "restored_equal": all(_digest(path) == _digest(data) for path in (folder / "back").iterdir()),
        "checks": checked(plan, texts),
        "second_clean": {"removed": len(again.removed), "cuts": len(again.cuts)},
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }
    return figures, plan


def shown_removal(removal: Removal, texts: Mapping[str, str]) -> Iterator[str]:
    """What the kept article lacks, with some words around it."""
    text = texts[removal.article]
    yield f"\n## {removal.article} -> {removal.kept}: {removal.relation}, {removal.n_lost} of {removal.n_words} words"
    for start, end in removal.lost:
        yield f"  {_line(text[max(0, start - 40) : start])}[{_line(text[start:end])}]{_line(text[end : end + 40])}"
    for cut in removal.elsewhere:
        yield f"  in {cut.kept or 'boilerplate'}: {_line(text[slice(*cut.span)])[:80]}"


def shown_cut(cut: Cut, texts: Mapping[str, str]) -> Iterator[str]:
    """What is cut, with some words around it, and the same in the article that keeps it."""
    text, (start, end) = texts[cut.article], cut.span
    middle = _line(text[start:end])
    yield f"\n## {cut.article}: {cut.kind}, {cut.n_words} words, kept in {cut.kept or 'none'}"
    shortened = middle if len(middle) < 240 else f"{middle[:120]} ... {middle[-120:]}"
    yield f"  {_line(text[max(0, start - 50) : start])}[{shortened}]{_line(text[end : end + 50])}"
    if cut.kept and cut.kept_span:
        kept = _line(texts[cut.kept][slice(*cut.kept_span)])
        yield f"  {kept if len(kept) < 160 else f'{kept[:80]} ... {kept[-80:]}'}"


def _line(text: str) -> str:
    return text.replace("\n", "⏎")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
