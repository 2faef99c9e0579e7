"""Sketches: what a collection is compared by, in columns, made batch by batch on all cores."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.records import NumeralRecords
from dedup.runtime.storage import Arrays, Storage, Workspace
from dedup.sketch.batches import Sketcher, batches
from dedup.sketch.minhash import permutations
from dedup.text.layout import Layout, joined_layout

if TYPE_CHECKING:
    from datasketch import MinHash

COLUMNS: tuple[tuple[str, type[np.generic]], ...] = (
    ("tokens", np.uint32),
    ("n_tokens", np.int64),
    ("digests", np.uint64),
    ("signatures", np.uint32),
    ("fingerprints", np.uint64),
    ("n_fingerprints", np.int64),
    ("lines", np.int32),
    ("n_lines", np.int64),
    ("speeches", np.int32),
    ("n_speeches", np.int64),
    ("numbers", np.int32),
    ("n_numbers", np.int64),
)
"""What sketching writes, batch by batch; a name that begins with n_ counts what stands in the column before."""


class TokenLists(NamedTuple):
    """The tokens of N texts: those of text i are `values[begin[i]:end[i]]`."""

    values: NDArray[np.uint32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]


class NumberLists(NamedTuple):
    """The numbers of N texts (`Layout.numbers`): those of text i are `values[begin[i]:end[i]]`, NUMERAL each."""

    values: NumeralRecords
    begin: NDArray[np.int64]
    end: NDArray[np.int64]


class LineLists(NamedTuple):
    """The lines of N texts (`Layout.lines`): those of text i begin at the tokens `values[begin[i]:end[i]]`."""

    values: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]


class Words(NamedTuple):
    """The words of N texts, which of them are numbers, and at which lines begin."""

    tokens: TokenLists
    numbers: NumberLists
    lines: LineLists


class FingerprintLists(NamedTuple):
    """The fingerprints of N texts: those of text i are `values[begin[i]:end[i]]`."""

    values: NDArray[np.uint64]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sketches:
    """The sketches of N texts in columns.

    `tokens` uint32[n]: those of text i stand at `begin[i]:end[i]` (int64[N] each). `digests` uint64[N]: equal for equal
    token sequences. `signatures` uint32[N, n_slots]. `fingerprints` uint64[m]: those of text i stand at
    `fingerprint_begin[i]:fingerprint_end[i]`. `layout`: where their lines begin, what is speech, where numbers stand.
    """

    tokens: NDArray[np.uint32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    digests: NDArray[np.uint64]
    signatures: NDArray[np.uint32]
    fingerprints: NDArray[np.uint64]
    fingerprint_begin: NDArray[np.int64]
    fingerprint_end: NDArray[np.int64]
    layout: Layout

    def __len__(self) -> int:
        return len(self.begin)

    @property
    def n_tokens(self) -> NDArray[np.int64]:
        """Tokens of each text, int64[N]."""
        return self.end - self.begin

    @property
    def token_lists(self) -> TokenLists:
        """The tokens as kernels take them."""
        return TokenLists(self.tokens, self.begin, self.end)

    @property
    def words(self) -> Words:
        """The tokens, which are numbers and where lines begin, as kernels take them."""
        layout = self.layout
        return Words(
            self.token_lists,
            NumberLists(layout.numbers, layout.number_begin, layout.number_end),
            LineLists(layout.lines, layout.line_begin, layout.line_end),
        )

    @property
    def fingerprint_lists(self) -> FingerprintLists:
        """The fingerprints as kernels take them."""
        return FingerprintLists(self.fingerprints, self.fingerprint_begin, self.fingerprint_end)

    def reordered(self, order: NDArray[np.int64]) -> Sketches:
        """The same sketches with text `order[i]` at place i; tokens and fingerprints stay where they are."""
        return Sketches(
            self.tokens,
            self.begin[order],
            self.end[order],
            self.digests[order],
            self.signatures[order],
            self.fingerprints,
            self.fingerprint_begin[order],
            self.fingerprint_end[order],
            self.layout.reordered(order),
        )

    def without_channels(self) -> Sketches:
        """The same without signatures and fingerprints, which take half the memory and only nominate."""
        return replace(self, signatures=self.signatures[:0].copy(), fingerprints=self.fingerprints[:0].copy())

    def to_datasketch(self, seed: int = 1) -> list[MinHash]:
        """The signatures as datasketch's own objects, for its LSH, Forest, Ensemble and storages.

        `seed` is the `Config.seed` that the sketches were made with.
        """
        from datasketch import MinHash

        factors_summands = np.array(permutations(self.signatures.shape[1], seed))
        return [
            MinHash(seed=seed, hashvalues=row, permutations=factors_summands, scheme="affine32")
            for row in self.signatures
        ]


def sketch(
    texts: Iterable[str],
    config: Config | None = None,
    *,
    threads: int = 1,
    progress: Callable[[int], None] = lambda n_texts: None,
    storage: Storage | None = None,
) -> Sketches:
    """The sketches of texts, in their order, whatever the number of threads.

    `texts` is read once; only a few batches are held at a time. `progress` is called with the number of texts done.
    `storage` is where the columns are to stand.
    """
    config = config or Config()
    storage = storage or Storage()
    columns = [storage.column(name, dtype) for name, dtype in COLUMNS]
    for parts in _in_order(Sketcher(config), batches(texts), threads):
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
        progress(len(parts[1]))
    return from_columns((column.finish() for column in columns), config)


def from_columns(columns: Iterable[NDArray[Any]], config: Config) -> Sketches:
    """The sketches whose columns, in the order of `COLUMNS`, stand one text after the other."""
    tokens, n_tokens, digests, signatures, fingerprints, n_fingerprints, *layout = columns
    end, fingerprint_end = np.cumsum(n_tokens), np.cumsum(n_fingerprints)
    return Sketches(
        tokens,
        end - n_tokens,
        end,
        digests,
        signatures.reshape(-1, config.n_slots),
        fingerprints,
        fingerprint_end - n_fingerprints,
        fingerprint_end,
        joined_layout(*layout),
    )


def _in_order(
    work: Callable[[list[str], Workspace], Arrays], batches: Iterator[list[str]], threads: int
) -> Iterator[Arrays]:
    """The results of `work` on each batch, in order, with two batches a thread under way at most.

    A result stands in a work space and is gone once the next is asked for.
    """
    if threads == 1:
        workspace = Workspace()
        for batch in batches:
            yield work(batch, workspace)
        return
    free = [Workspace() for _ in range(2 * threads)]
    with ThreadPoolExecutor(threads) as pool:
        under_way: deque[tuple[Workspace, Future[Arrays]]] = deque()
        for batch in batches:
            if not free:
                workspace, done = under_way.popleft()
                yield done.result()
                free.append(workspace)
            workspace = free.pop()
            under_way.append((workspace, pool.submit(work, batch, workspace)))
        for _, done in under_way:
            yield done.result()
