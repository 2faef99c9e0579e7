"""What stands inside each article, whatever the others say: its repeats and its credits."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.corpus.corpus import Corpus
from dedup.credits.detect import detect
from dedup.credits.screen import may_name_beside, texts_may_name
from dedup.repeats import repeats_of
from dedup.repeats.screen import may_repeat
from dedup.results import Credit, Repeat
from dedup.runtime.processes import in_processes
from dedup.runtime.threads import chunks, on_threads
from dedup.sketch.sketches import Words
from dedup.text.tokens import Tokens, tokenize

T = TypeVar("T")

RepeatsAndCredits = tuple[list[Repeat], list[Credit]]

BATCH = 1024
"""Articles looked at at a time; more are slower, the caches no longer hold them."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Looks for repeats and credits in the articles of a corpus, on `jobs` threads.

    `words` holds the words of all articles as long as they are kept. With several `n_processes` both together are
    looked for in as many processes (`runtime.processes`).
    """

    corpus: Corpus
    words: list[Words]
    jobs: int
    n_processes: int = 1

    def repeats(self, chosen: NDArray[np.bool_]) -> list[Repeat]:
        """Text that appears more than once inside one of the `chosen` articles, bool[N] by number; in order of ids."""
        return _joined(repeats for repeats, _ in self._in_batches(chosen, credits=False))

    def credits(self, chosen: NDArray[np.bool_]) -> list[Credit]:
        """The agencies that they credit or mention."""
        return _joined(credits for _, credits in self._in_batches(chosen, repeats=False))

    def begin(self, chosen: NDArray[np.bool_]) -> Callable[[], RepeatsAndCredits]:
        """Both, for which an article is tokenized once: processes begin now, and what is returned waits for them."""
        batches = self._in_batches(chosen, n_processes=self.n_processes)

        def found() -> RepeatsAndCredits:
            both = list(batches)
            return _joined(repeats for repeats, _ in both), _joined(credits for _, credits in both)

        return found

    def _in_batches(
        self, chosen: NDArray[np.bool_], *, repeats: bool = True, credits: bool = True, n_processes: int = 1
    ) -> Iterator[RepeatsAndCredits]:
        """What is found in a few of the chosen articles at a time, each of which is looked at for itself.

        Those in which nothing stands twice and no agency is named are left out before they are tokenized.
        """
        numbers = self.corpus.by_place[chosen[self.corpus.by_place]]
        may_say_twice, may_name = np.full((2, len(self.corpus)), [[repeats], [credits]])
        if self.words:
            [words] = self.words
            if repeats:
                may_say_twice = may_repeat(words, self.jobs)
            if credits:
                may_name = texts_may_name(words.tokens, self.jobs)

        def work(some: slice) -> RepeatsAndCredits:
            articles = [self.corpus.article(number) for number in numbers[some].tolist()]
            twice, named = may_say_twice[numbers[some]], may_name[numbers[some]]
            if credits:
                named = named | may_name_beside(articles)
            wanted = np.flatnonzero(twice | named)
            tokens = tokenize([articles[place].text for place in wanted.tolist()])

            def those(asked: NDArray[np.bool_]) -> tuple[list[Article], Tokens]:
                some = np.flatnonzero(asked[wanted])
                return [articles[place] for place in wanted[some].tolist()], tokens.chosen(some.tolist())

            return repeats_of(*those(twice)), detect(*those(named))

        batches = chunks(len(numbers), BATCH)
        if n_processes == 1:
            return on_threads(work, batches, self.jobs)
        return map(pickle.loads, in_processes(lambda some: pickle.dumps(work(some)), batches, n_processes, ahead=True))


def _joined(batches: Iterable[list[T]]) -> list[T]:
    return [one for batch in batches for one in batch]
