"""Articles in, their sketches in the order of their content out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.articles import Articles
from dedup.config import Config
from dedup.corpus.collection import Collection, Item
from dedup.runtime.stages import Stages
from dedup.sketch.sketches import Sketches, sketch

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be scanned: `items` reads it, once; `facts` is asked what else is known of it once it is read.

    `here` tells the path, and the line or number, of one of the articles read last; "" where they have none. `keep`
    makes the articles of a table available by position, so that none need be kept beside it.
    """

    items: Callable[[], Iterable[Item | Articles]]
    facts: Callable[[], Facts]
    here: Callable[[int], str] = lambda row: ""
    keep: Callable[[], Callable[[int], Article]] | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What a scan works on.

    `order` int64[N]: the numbers in `collection` of the articles that have words, in the order of their content;
    `wordless` the numbers of the others. `sketches` holds the sketches in this order until they are popped: the engine
    lets go of what it no longer needs. `facts` are those of the `Source`.
    """

    collection: Collection
    order: NDArray[np.int64]
    wordless: NDArray[np.int64]
    facts: Facts
    sketches: list[Sketches]


def take_in(source: Source, config: Config, jobs: int, stages: Stages) -> Intake:
    """Read and sketch articles."""
    again = None if source.keep is None else source.keep()
    collection = Collection(source.items(), here=source.here, again=again)
    with stages.stage("sketch") as advance:
        sketches = sketch(collection.texts(), config, threads=jobs, progress=advance)
    wordless = np.flatnonzero(sketches.n_tokens == 0)
    with stages.stage("order"):
        order = content_order(sketches.digests, sketches.n_tokens, collection.ids)
        ordered = [sketches.reordered(order)]
    return Intake(collection, order, wordless, facts_of(source, collection), ordered)


def facts_of(source: Source, collection: Collection) -> Facts:
    """What is known of what was read, also where nobody but the collection knows."""
    return {"reading": asdict(collection.reading), **source.facts()}


def content_order(digests: NDArray[np.uint64], n_tokens: NDArray[np.int64], ids: Sequence[str]) -> NDArray[np.int64]:
    """The articles that have words, in the order of their digests; those with the same, in the order of their ids."""
    order = np.flatnonzero(n_tokens)
    order = order[np.argsort(digests[order], kind="stable")]
    ties = np.flatnonzero(digests[order][1:] == digests[order][:-1])
    for begin, end in _runs(ties):
        order[begin:end] = sorted(order[begin:end], key=lambda i: ids[i])
    return order


def _runs(ties: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The half-open ranges of places that are each tied with the next; `ties` lists the places tied with their next."""
    breaks = np.flatnonzero(np.diff(ties) > 1)
    begins, ends = np.append(ties[:1], ties[breaks + 1]), np.append(ties[breaks], ties[-1:])
    return [(int(begin), int(end) + 2) for begin, end in zip(begins, ends, strict=True)]
