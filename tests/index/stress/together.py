"""Many processes use one index at the same time: none may lose or double an article, or see an error.

Each process adds stories of its own, one by one and in batches, revises and removes some, and looks for all of them.
Besides, all of them add two kinds of articles that the others add too:

    contested    the same id and text from all: exactly one of them is told "added", the others "unchanged"
    twins        the same text under ids of their own: checking and adding is one transaction, so the first is told of
                 no twin, the second of one, and so on

Both say whether transactions really come one after the other.
"""

from __future__ import annotations

import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from random import Random
from typing import Any

from dedup.article import Article
from dedup.index import Index
from tests.index.stress.made import edited, story
from tests.index.stress.soundness import unsound

BATCH = 20


@dataclass(slots=True)
class Told:
    """What one process did and was told."""

    kept: dict[str, str] = field(default_factory=dict)  # id -> text of its own articles that must be there
    removed: list[str] = field(default_factory=list)
    contested: dict[str, str] = field(default_factory=dict)  # id -> outcome
    twins: dict[int, int] = field(default_factory=dict)  # number -> twins it was told of
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)


class Worker:
    """One process's part."""

    def __init__(self, index: Index, number: int) -> None:
        self.index = index
        self.number = number
        self.told = Told()
        self._draw = Random(number)
        self._made = 0
        self._actions: tuple[tuple[Callable[[], None], int], ...] = (
            (self.add, 6),
            (self.add_batch, 1),
            (self.look, 6),
            (self.add_again, 2),
            (self.revise, 1),
            (self.remove, 1),
            (self.add_contested, 3),
            (self.add_twin, 3),
        )

    def run(self, seconds: float) -> Told:
        """Act at random until the time is over."""
        actions, weights = zip(*self._actions, strict=True)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            action = self._draw.choices(actions, weights)[0]
            begin = time.perf_counter()
            action()
            self.told.seconds[action.__name__].append(time.perf_counter() - begin)
        return self.told

    def add(self) -> None:
        """A new story."""
        article = self._new()
        added = self.index.add(article)
        self._expect(added.outcome == "added", f"{article.id} was new and is told {added.outcome}")
        self.told.kept[article.id] = article.text

    def add_batch(self) -> None:
        """New stories at once."""
        articles = [self._new() for _ in range(BATCH)]
        report = self.index.add_many(articles)
        self._expect(report.n_added == BATCH, f"of {BATCH} new articles {report.n_added} were added")
        self.told.kept |= {article.id: article.text for article in articles}

    def look(self) -> None:
        """A story of its own, edited, is recognised."""
        if self.told.kept:
            article_id = self._some()
            found = self.index.check(edited(Article(article_id, self.told.kept[article_id]), "reader"))
            self._expect(any(article_id in (match.a, match.b) for match in found), f"{article_id} was not found")

    def add_again(self) -> None:
        """A story of its own once more: nothing changes."""
        if self.told.kept:
            article_id = self._some()
            outcome = self.index.add(Article(article_id, self.told.kept[article_id])).outcome
            self._expect(outcome == "unchanged", f"{article_id} came again and is told {outcome}")

    def revise(self) -> None:
        """Another text for a story of its own."""
        if self.told.kept:
            article_id = self._some()
            article = story(article_id, f"{article_id} revised {self._made}")
            outcome = self.index.add(article).outcome
            self._expect(outcome in {"revised", "unchanged"}, f"{article_id} was revised and is told {outcome}")
            self.told.kept[article_id] = article.text

    def remove(self) -> None:
        """A story of its own goes."""
        if self.told.kept:
            article_id = self._some()
            self._expect(self.index.remove(article_id), f"{article_id} was removed and is told not to be there")
            del self.told.kept[article_id]
            self.told.removed.append(article_id)

    def add_contested(self) -> None:
        """The next story that all add."""
        article = story(f"contested-{len(self.told.contested)}")
        self.told.contested[article.id] = self.index.add(article).outcome

    def add_twin(self) -> None:
        """The next text that all add under their own ids."""
        number = len(self.told.twins)
        added = self.index.add(story(f"twin-{number}-of-{self.number}", f"twin {number}"))
        self.told.twins[number] = sum(match.relation == "exact" for match in added)

    def _new(self) -> Article:
        self._made += 1
        return story(f"own-{self.number}-{self._made}")

    def _some(self) -> str:
        return self._draw.choice([*self.told.kept])

    def _expect(self, condition: bool, message: str) -> None:
        if not condition:
            self.told.wrong.append(message)


def run(location: str, n_processes: int, seconds: float) -> dict[str, Any]:
    """Let the processes loose on an index; figures, and under `wrong` every broken promise."""
    with Index(":memory:") as index:  # what is compiled or loaded once need not be so in every process
        index.add(story("warm"))
    with get_context("fork").Pool(n_processes) as pool:
        told = pool.starmap(_work, [(location, number, seconds) for number in range(n_processes)], chunksize=1)
    wrong = [message for one in told for message in one.wrong]
    wrong += _contested(told) + _twins(told) + _there(location, told)
    wrong += unsound(location)
    seconds_of: dict[str, list[float]] = defaultdict(list)
    for one in told:
        for action, times in one.seconds.items():
            seconds_of[action] += times
    with Index(location) as index:
        n_articles = len(index)
    return {
        "processes": n_processes,
        "seconds": seconds,
        "articles": n_articles,
        "actions": {action: len(times) for action, times in sorted(seconds_of.items())},
        "slowest_seconds": {action: round(max(times), 2) for action, times in sorted(seconds_of.items())},
        "wrong": wrong,
    }


def _work(location: str, number: int, seconds: float) -> Told:
    worker = None
    try:
        with Index(location) as index:
            worker = Worker(index, number)
            return worker.run(seconds)
    except Exception:  # an unhandled error is what is looked for
        told = worker.told if worker else Told()
        told.wrong.append(f"process {number}: {traceback.format_exc(limit=-3)}")
        return told


def _contested(told: list[Told]) -> list[str]:
    wrong = []
    for article_id in {article_id for one in told for article_id in one.contested}:
        outcomes = Counter(one.contested[article_id] for one in told if article_id in one.contested)
        if outcomes["added"] != 1 or set(outcomes) - {"added", "unchanged"}:
            wrong.append(f"{article_id}: {dict(outcomes)}")
    return wrong


def _twins(told: list[Told]) -> list[str]:
    wrong = []
    for number in {number for one in told for number in one.twins}:
        seen = sorted(one.twins[number] for one in told if number in one.twins)
        if seen != list(range(len(seen))):
            wrong.append(f"twins {number} were told of {seen} others")
    return wrong


def _there(location: str, told: list[Told]) -> list[str]:
    due = {article_id: text for one in told for article_id, text in one.kept.items()}
    for one in told:
        due |= {article_id: story(article_id).text for article_id in one.contested}
    n_twins = sum(len(one.twins) for one in told)
    with Index(location) as index:
        found = {article.id: article.text for article in index}
    twins = {article_id for article_id in found if article_id.startswith("twin-")}
    rest = {article_id: text for article_id, text in found.items() if article_id not in twins}
    lost, extra = due.keys() - rest.keys(), rest.keys() - due.keys()
    other = [article_id for article_id in due.keys() & rest.keys() if due[article_id] != rest[article_id]]
    wrong = [f"lost: {sorted(lost)[:5]}"] * bool(lost) + [f"too much: {sorted(extra)[:5]}"] * bool(extra)
    wrong += [f"with another text: {other[:5]}"] * bool(other)
    if len(twins) != n_twins:
        wrong.append(f"{len(twins)} twins are there, {n_twins} were added")
    return wrong
