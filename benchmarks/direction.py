"""Measure who is named as the origin, on planted copies whose direction is known.

    python benchmarks/direction.py FILE.jsonl [--n 300] [--results FOLDER]

FILE holds articles as JSON lines, none of them part of this project; see their licences. Of each kind of edit --n
copies are planted, of articles chosen by a fixed seed, and each compared with what it was made from. Ids are drawn so
that the copy is as often a as b. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from dedup import Article, compare

MIN_WORDS, MIN_SENTENCES = 90, 4
SURE = 0.8
"""Confidence from which a verdict counts as sure."""

_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
START = datetime(2024, 5, 2, 9, 17, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Plant:
    """An original and its copy before an editor got hold of them; `other` is an unrelated text."""

    original: Article
    copy: Article
    other: str
    rng: random.Random

    def text(self, text: str) -> tuple[Article, Article]:
        """The pair with this text in the copy."""
        return self.original, replace(self.copy, text=text)

    def times(self, original: datetime | None, copy: datetime | None) -> tuple[Article, Article]:
        """The pair with these times."""
        return replace(self.original, published=original), replace(self.copy, published=copy)

    @property
    def sentences(self) -> list[str]:
        """Those of the original."""
        return _SENTENCE.split(self.original.text)

    @property
    def is_arabic(self) -> bool:
        """Whether most letters are Arabic."""
        return sum("\u0620" <= char <= "\u064a" for char in self.original.text) > len(self.original.text) / 3

    def gap(self) -> timedelta:
        """From a minute to three days, most often hours."""
        return timedelta(seconds=60 * 10 ** self.rng.uniform(0, 3.63))

    def words(self, share: float) -> str:
        """The original with this share of its words replaced or left out."""
        spare = self.other.split()
        kept = (
            word if self.rng.random() >= share else self.rng.choice(["", self.rng.choice(spare)])
            for word in self.original.text.split(" ")
        )
        return " ".join(filter(None, kept))


def _cut(plant: Plant, begin: float, end: float, *, inside: bool = False) -> tuple[Article, Article]:
    """The part from `begin` to `end`, at sentences, or `inside` them."""
    parts = plant.original.text.split(" ") if inside else plant.sentences
    low, high = round(begin * len(parts)), max(round(end * len(parts)), 1)
    return plant.text(" ".join(parts[low:high]))


def _teaser(plant: Plant) -> tuple[Article, Article]:
    words = plant.original.text.split(" ")[: plant.rng.randint(40, 60)]
    return plant.text(" ".join(words) + plant.rng.choice(["…", "...", "… [+1200 chars]", "... Read more"]))


def _compiled(plant: Plant, *, before: bool, after: bool) -> tuple[Article, Article]:
    parts = _SENTENCE.split(plant.other)
    half = max(len(parts) // 2, 1)
    lead, rest = " ".join(parts[:half]), " ".join(parts[half:])
    return plant.text("\n".join([lead] * before + [plant.original.text] + [rest] * after))


def _agency(plant: Plant, *, credited: bool) -> tuple[Article, Article]:
    original = replace(plant.original, source="afp")
    line = "باريس - أ ف ب: " if plant.is_arabic else "PARIS (AFP) - "
    return original, replace(plant.copy, text=line + plant.copy.text if credited else plant.copy.text)


def _credit(plant: Plant, *, removed: bool) -> tuple[Article, Article]:
    line = "باريس - أ ف ب: " if plant.is_arabic else "PARIS (AFP) - "
    credited, bare = line + plant.original.text, plant.original.text
    texts = (credited, bare) if removed else (bare, credited)
    return replace(plant.original, text=texts[0]), replace(plant.copy, text=texts[1])


def _named(plant: Plant) -> tuple[Article, Article]:
    name = plant.original.source
    line = f"نقلا عن صحيفة {name}. " if plant.is_arabic else f"First published by {name}. "
    return plant.text(line + plant.copy.text)


def _signed(plant: Plant) -> tuple[Article, Article]:
    author = "ليلى حمدان" if plant.is_arabic else "Marta Kowalczyk"
    return replace(plant.original, author=author), replace(plant.copy, text=f"{plant.copy.text}\n{author}")


def _updated(plant: Plant) -> tuple[Article, Article]:
    return plant.original, replace(
        plant.copy, title="تحديث: " if plant.is_arabic else "UPDATE 1-", text=plant.words(0.03)
    )


def _naive(time: datetime) -> datetime:
    return time.replace(tzinfo=None)


def _day(time: datetime) -> datetime:
    return datetime(time.year, time.month, time.day)


def _mixed(plant: Plant) -> tuple[Article, Article]:
    """What a collection of a day holds: copies cut or edited, most with times, some with an agency."""
    edit = plant.rng.choice(["words", "cut end", "cut inside", "extended", "verbatim"])
    original, copy = KINDS[f"text: {edit}"](plant)
    first = plant.rng.choice([START, START, START, None, _naive(START), _day(START)])
    later = START + plant.gap()
    second = plant.rng.choice([later, later, later, None, _naive(later), _day(later)])
    source = plant.rng.choice(["afp", *[original.source] * 4])
    return replace(original, published=first, source=source), replace(copy, published=second)


KINDS: dict[str, Callable[[Plant], tuple[Article, Article]]] = {
    "text: verbatim": lambda plant: plant.text(plant.original.text),
    "text: words": lambda plant: plant.text(plant.words(0.06)),
    "text: cut end": lambda plant: _cut(plant, 0, 0.6),
    "text: cut beginning": lambda plant: _cut(plant, 0.4, 1),
    "text: cut both": lambda plant: _cut(plant, 0.25, 0.75),
    "text: cut inside": lambda plant: _cut(plant, 0, 0.6, inside=True),
    "text: begun inside": lambda plant: _cut(plant, 0.4, 1, inside=True),
    "text: teaser": _teaser,
    "text: extended": lambda plant: _compiled(plant, before=False, after=True),
    "text: compiled": lambda plant: _compiled(plant, before=True, after=False),
    "text: compiled round": lambda plant: _compiled(plant, before=True, after=True),
    "time: given": lambda plant: plant.times(START, START + plant.gap()),
    "time: naive": lambda plant: plant.times(_naive(START), _naive(START + plant.gap())),
    "time: one naive": lambda plant: plant.times(START, _naive(START + plant.gap() + timedelta(hours=3))),
    "time: dates only": lambda plant: plant.times(_day(START), _day(START + plant.gap())),
    "time: one missing": lambda plant: plant.times(*plant.rng.choice([(START, None), (None, START + plant.gap())])),
    "time: one from 1970": lambda plant: plant.times(START, datetime(1970, 1, 1, tzinfo=UTC)),
    "time: forged": lambda plant: plant.times(START, START - plant.gap()),
    "credit: agency's own, credited": lambda plant: _agency(plant, credited=True),
    "credit: agency's own, not credited": lambda plant: _agency(plant, credited=False),
    "credit: removed": lambda plant: _credit(plant, removed=True),
    "credit: added": lambda plant: _credit(plant, removed=False),
    "name: outlet": _named,
    "name: author": _signed,
    "name: update": _updated,
    "mixed": _mixed,
}


def articles_of(path: Path, rng: random.Random) -> list[str]:
    """The texts that are long enough to be cut, shuffled."""
    with path.open(encoding="utf-8") as lines:
        texts = [" ".join(json.loads(line)["text"].split()) for line in lines]
    texts = [one for one in dict.fromkeys(texts) if len(one.split()) >= MIN_WORDS]
    texts = [one for one in texts if len(_SENTENCE.split(one)) >= MIN_SENTENCES]
    rng.shuffle(texts)
    return texts


def measure(kind: str, texts: list[str], n: int) -> dict[str, float | int | None]:
    """How often the original is named, and rightly, for one kind of edit."""
    rng = random.Random(zlib.crc32(kind.encode()))
    right = named = sure = sure_right = matched = 0
    confidence = 0.0
    for number in range(n):
        text, other = texts[(2 * number) % len(texts)], texts[(2 * number + 1) % len(texts)]
        outlets = rng.sample(["Harbour Post", "Morning Tide", "Island Courier", "Delta Herald"], 2)
        ids = rng.sample(["1", "2"], 2)
        plant = Plant(Article(ids[0], text, source=outlets[0]), Article(ids[1], text, source=outlets[1]), other, rng)
        original, copy = KINDS[kind](plant)
        match = compare(original, copy, rewritten=False)
        if match is None:
            continue
        matched += 1
        if match.origin is None:
            continue
        is_right = (match.a if match.origin == "a" else match.b) == original.id
        named, right, confidence = named + 1, right + is_right, confidence + match.origin_confidence
        if match.origin_confidence >= SURE:
            sure, sure_right = sure + 1, sure_right + is_right
    return {
        "planted": n,
        "matched": matched,
        "coverage": round(named / max(matched, 1), 3),
        "accuracy": round(right / named, 3) if named else None,
        "mean_confidence": round(confidence / named, 3) if named else None,
        "sure": round(sure / max(matched, 1), 3),
        "accuracy_when_sure": round(sure_right / sure, 3) if sure else None,
    }


def show(rows: dict[str, dict[str, float | int | None]]) -> str:
    """The figures as a table."""
    keys = ("coverage", "accuracy", "mean_confidence", "sure", "accuracy_when_sure")
    lines = [f"{'':36}" + "".join(f"{key:>20}" for key in keys)]
    for kind, row in rows.items():
        lines.append(f"{kind:36}" + "".join(f"{'-' if row[key] is None else row[key]:>20}" for key in keys))
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()

    texts = articles_of(options.articles, random.Random(1))
    rows = {kind: measure(kind, texts, options.n) for kind in KINDS}
    sys.stdout.write(show(rows) + "\n")
    options.results.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    record = {
        "benchmark": "direction",
        "articles": options.articles.stem,
        "texts": len(texts),
        "kinds": rows,
        "commit": commit,
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        "command": f"python benchmarks/direction.py {options.articles.name} --n {options.n}",
        "time": now.isoformat(timespec="seconds"),
    }
    name = f"direction-{options.articles.stem}-{now:%Y%m%dT%H%M%SZ}.json"
    (options.results / name).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
