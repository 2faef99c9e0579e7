"""A process that fills an index is killed at random moments: what was acknowledged is there, all else whole or not.

The process adds stories one by one and in batches, and says after each what it was told. The order of what it adds
follows from a number, so that what was under way at the end is known too.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from typing import Any

from dedup.article import Article
from dedup.index import Index
from tests.index.stress.made import story
from tests.index.stress.soundness import unsound

BATCH = 25
N_BATCHES = 4
"""Batches of one `add_many`: a kill may come between them."""

LONGEST = 1.5
"""Seconds that a process lives at most once it has opened the index: some ten to hundred transactions."""

EVERY = 25
"""Kills after which the whole index is looked through; after each kill it is opened and its articles are counted."""


def steps(life: int) -> Iterator[tuple[str, list[Article]]]:
    """What the process of this number adds: step by step, a name and its articles."""
    number = 0
    while True:
        for n_articles in (1, 1, 1, BATCH * N_BATCHES):
            yield f"{life}-{number}", [story(f"{life}-{number}-{i}") for i in range(n_articles)]
            number += 1


def run(location: str, n_kills: int, *, longest: float = LONGEST, seed: int = 1) -> dict[str, Any]:
    """Kill so many processes; figures, and under `wrong` every broken promise."""
    draw = Random(seed)
    with Index(":memory:") as index:  # what is compiled or loaded once need not be so in every process
        index.add(story("warm"))
    wrong: list[str] = []
    n_known = n_halfway = 0
    acknowledged = 0
    for life in range(n_kills):
        told = _live(location, life, draw.uniform(0.0, longest))
        acknowledged += told
        with Index(location) as index:
            there, problems = _aftermath(index, life, told)
            n_halfway += there > 0
            n_known += told and sum(len(articles) for _, articles in _first(life, told))
            n_known += there
            wrong += problems
            if len(index) != n_known:
                wrong.append(f"life {life}: {len(index)} articles, not {n_known}")
        if life % EVERY == EVERY - 1 or life == n_kills - 1:
            wrong += [f"life {life}: {problem}" for problem in unsound(location)]
    return {
        "kills": n_kills,
        "steps_acknowledged": acknowledged,
        "kills_that_left_part_of_an_unacknowledged_step": n_halfway,
        "articles": n_known,
        "wrong": wrong,
    }


def _live(location: str, life: int, seconds: float) -> int:
    """Start a process, kill it after so long, and return how many of its steps it was told to be stored."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_fill, args=(location, life, theirs))
    process.start()
    theirs.close()
    ours.recv()
    time.sleep(seconds)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    told = 0
    try:
        while True:
            told = ours.recv()
    except EOFError:
        ours.close()
        return told


def _fill(location: str, life: int, telling: Connection) -> None:
    with Index(location) as index:
        telling.send(0)
        for number, (_, articles) in enumerate(steps(life), start=1):
            if len(articles) == 1:
                index.add(articles[0])
            else:
                index.add_many(articles, batch=BATCH)
            telling.send(number)


def _first(life: int, n: int) -> Iterator[tuple[str, list[Article]]]:
    return (step for step, _ in zip(steps(life), range(n), strict=False))


def _aftermath(index: Index, life: int, told: int) -> tuple[int, list[str]]:
    """How many articles of the step under way are there, and what is wrong with it and the steps before."""
    wrong = []
    *before, (name, under_way) = _first(life, told + 1)
    for _, articles in before:
        lost = [article.id for article in articles if index.get(article.id) != article]
        wrong += [f"life {life}: {lost[:3]} were acknowledged and are not there as they were"] * bool(lost)
    found = [index.get(article.id) for article in under_way]
    there = [article for article in found if article is not None]
    if there != under_way[: len(there)]:
        wrong.append(f"step {name}: what is there of it is not its beginning, whole")
    if len(there) % BATCH and len(there) != len(under_way):
        wrong.append(f"step {name}: {len(there)} articles are there, a part of a transaction")
    return len(there), wrong
