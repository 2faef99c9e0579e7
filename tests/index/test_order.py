"""Who sees whom: what processes and tasks that use one index at once are told of each other, on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from random import Random
from typing import Any

from dedup.article import Article
from dedup.index import Index
from tests.index.stress.soundness import unsound
from tests.newsroom import edited, story

N_PROCESSES = 3
_RNG = Random(19)
STORIES = [story(_RNG, 70) for _ in range(6)]
FEED = [
    {"link": f"https://{outlet}.example/{number}", "summary": edited(_RNG, text, share), "title_detail": {}}
    for number, text in enumerate(STORIES)
    for outlet, share in (("wire", 0.0), ("web", 0.03))
]
"""Entries as feedparser gives them: each story of an agency, and what an outlet made of it."""


def in_processes(work: Callable[..., Any], *arguments: Any) -> list[Any]:
    """What `work` returns in several processes that begin at the same moment."""
    context = get_context("fork")
    with Index(":memory:") as index:  # what is compiled or loaded once need not be so in every process
        index.add(Article("warm", STORIES[0]))
    barrier, told = context.Barrier(N_PROCESSES), context.Queue()
    processes = [
        context.Process(target=_run, args=(work, barrier, told, number, *arguments)) for number in range(N_PROCESSES)
    ]
    for process in processes:
        process.start()
    found = dict(told.get(timeout=120) for _ in processes)
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return [found[number] for number in range(N_PROCESSES)]


def _run(work, barrier, told, number, *arguments):
    told.put((number, work(barrier, number, *arguments)))


def add_a_version_of_each(barrier, number, location):
    """Add a version of its own of each story, all processes at once; the ids of those each one is told of."""
    told = []
    with Index(location) as index:
        for which, text in enumerate(STORIES):
            version = Article(f"{which}-of-{number}", edited(Random(number), text, 0.03))
            barrier.wait()
            found = index.add(version)
            told.append((found.is_new, [match.other(version.id) for match in found]))
    return told


def read_feed(barrier, number, location):
    """The loop of the docs: what is new of a feed."""
    entries = Random(number).sample(FEED, len(FEED))
    with Index(location) as index:
        barrier.wait()
        return [entry["link"] for entry in entries if index.add(entry).is_new]


async def read_feed_in_tasks(location):
    """The same in tasks of asyncio that share one index."""
    with Index(location) as index:
        found = await asyncio.gather(*(asyncio.to_thread(index.add, entry) for entry in FEED))
    return [entry["link"] for entry, one in zip(FEED, found, strict=True) if one.is_new]


def test_of_near_duplicates_added_at_once_each_is_told_of_those_before_it(location):
    Index(location).close()
    of_each = in_processes(add_a_version_of_each, location)
    for which in range(len(STORIES)):
        told = sorted((one[which] for one in of_each), key=lambda one: len(one[1]))
        assert [is_new for is_new, _ in told] == [True, False, False]
        assert [len(others) for _, others in told] == [0, 1, 2]
        first, second, third = (set(others) for _, others in told)
        assert first < second < third
    assert unsound(location) == []


def test_two_runs_of_the_feed_loop_in_three_processes_call_nothing_new_twice_and_lose_nothing(location):
    Index(location).close()
    first = in_processes(read_feed, location)
    new = Counter(link for links in first for link in links)
    assert set(new.values()) == {1}
    stories = Counter(link.rpartition("/")[2] for link in new)
    assert stories == {str(number): 1 for number in range(len(STORIES))}
    assert in_processes(read_feed, location) == [[]] * N_PROCESSES
    assert asyncio.run(read_feed_in_tasks(location)) == []
    with Index(location) as index:
        assert {article.id: article.text for article in index} == {one["link"]: one["summary"] for one in FEED}
    assert unsound(location) == []


def test_tasks_of_asyncio_that_share_an_index_call_each_story_new_once(location):
    new = asyncio.run(read_feed_in_tasks(location))
    assert sorted(link.rpartition("/")[2] for link in new) == [str(number) for number in range(len(STORIES))]
    with Index(location) as index:
        assert len(index) == len(FEED)


def test_the_loop_of_asyncio_goes_on_while_a_write_waits_for_its_turn(location):
    with Index(location) as busy, Index(location) as index:

        async def waiting():
            has_turn, may_end = threading.Event(), threading.Event()

            def hold(_):
                has_turn.set()
                assert may_end.wait(30)

            held = asyncio.create_task(asyncio.to_thread(busy._store.write, hold))
            await asyncio.to_thread(has_turn.wait, 30)
            added = asyncio.create_task(asyncio.to_thread(index.add, Article("wire", STORIES[0])))
            for _ in range(20):
                await asyncio.sleep(0.005)  # the loop turns
            assert not added.done()
            may_end.set()
            await held
            return await added

        assert asyncio.run(waiting()).is_new


def test_a_check_sees_the_index_as_it_was_when_it_began_and_waits_for_no_writer(location):
    copy = Article("web", STORIES[0])
    with Index(location) as writer, Index(location) as reader:
        writer.add(Article("wire-1", STORIES[0]))
        has_stored, may_end = threading.Event(), threading.Event()
        keep = writer._store.write

        def slowly(work):
            def held(rows):
                result = work(rows)
                has_stored.set()
                assert may_end.wait(30)
                return result

            return keep(held)

        writer._store.write = slowly
        thread = threading.Thread(target=writer.add, args=(Article("wire-2", STORIES[0]),))
        thread.start()
        assert has_stored.wait(30)
        assert [match.other("web") for match in reader.check(copy)] == ["wire-1"]
        may_end.set()
        thread.join()
        assert {match.other("web") for match in reader.check(copy)} == {"wire-1", "wire-2"}
