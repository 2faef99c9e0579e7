"""From texts to sketches: a few passes over flat arrays, in bounded batches, on all cores."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.records import NUMERAL, SPEECH
from dedup.runtime.kernels import kernel
from dedup.runtime.storage import Storage, Workspace
from dedup.sketch.minhash import Permutations, permutations, signature_kernel
from dedup.sketch.shingles import mix, prefix_kernel, shingle_kernel
from dedup.sketch.winnowing import winnow_kernel
from dedup.text.abbreviations import abbreviations
from dedup.text.folding import fold_table
from dedup.text.layout import Layout, LayoutColumns, joined_layout, layout_kernel
from dedup.text.marks import mark_table
from dedup.text.tokens import ALL_LETTERS, Tokens, code_points, tokenize_kernel

if TYPE_CHECKING:
    from datasketch import MinHash

BATCH_CHARS = 500_000
"""Characters in a batch: its arrays (some 12 MB) are filled again and again and stay in the outer caches."""

MIN_CHARS = 100
"""What a text counts at least in a batch: the signature of an empty one takes as much memory as any."""


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


class WorkArrays(NamedTuple):
    """Work space for the longest text of a batch, of n words: `prefix` uint64[n + 1]; `shingles`, `values` [n]."""

    prefix: NDArray[np.uint64]
    shingles: NDArray[np.uint64]
    values: NDArray[np.uint32]


class Batch(NamedTuple):
    """The sketches of a batch: those of `Sketches`, with `fingerprint_offsets` int64[n + 1]."""

    digests: NDArray[np.uint64]
    signatures: Annotated[NDArray[np.uint32], 2]
    fingerprints: NDArray[np.uint64]
    fingerprint_offsets: NDArray[np.int64]


class Sizes(NamedTuple):
    """Of `Config`: words in a shingle and in a fingerprint, and fingerprints in a window."""

    shingle: int
    fingerprint: int
    window: int


@kernel("void(uint32[::1], int64[::1], Sizes, Permutations, WorkArrays, Batch)")
def sketch_kernel(
    tokens: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    sizes: Sizes,
    permutations: Permutations,
    work: WorkArrays,
    batch: Batch,
) -> None:
    """Fill a batch with the sketches of texts from their tokens."""
    prefix, shingles, fingerprint_offsets = work.prefix, work.shingles, batch.fingerprint_offsets
    fingerprint_offsets[0] = 0
    for text in range(len(offsets) - 1):
        n_tokens = offsets[text + 1] - offsets[text]
        prefix_kernel(tokens, offsets[text], offsets[text + 1], prefix)
        batch.digests[text] = mix(prefix[n_tokens])
        n = shingle_kernel(prefix, n_tokens, sizes.shingle, shingles)
        signature_kernel(shingles, n, permutations, work.values, batch.signatures[text])
        n = shingle_kernel(prefix, n_tokens, sizes.fingerprint, shingles)
        at = fingerprint_offsets[text]
        fingerprint_offsets[text + 1] = at + winnow_kernel(shingles, n, sizes.window, batch.fingerprints[at:])


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    n_chars = 0
    for text in texts:
        batch.append(text)
        n_chars += max(len(text), MIN_CHARS)
        if n_chars >= BATCH_CHARS:
            yield batch
            batch, n_chars = [], 0
    if batch:
        yield batch


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
    permutation = permutations(config.n_slots, config.seed)
    sizes = Sizes(config.shingle_size, config.fingerprint_size, config.window)

    def work(batch: list[str], workspace: Workspace) -> tuple[NDArray[Any], ...]:
        points = code_points(batch)
        n_texts, n_chars = len(batch), len(points.chars)
        tokens = workspace.array("tokens", n_chars, np.uint32)
        starts = workspace.array("starts", n_chars, np.int32)
        ends = workspace.array("ends", n_chars, np.int32)
        offsets = workspace.array("offsets", n_texts + 1, np.int64)[: n_texts + 1]
        tokenize_kernel(points, fold_table(), ALL_LETTERS, Tokens(tokens, starts, ends, offsets))
        n = int(offsets[-1])
        slots = workspace.array("signatures", n_texts * config.n_slots, np.uint32)[: n_texts * config.n_slots]
        layout = LayoutColumns(
            workspace.array("lines", n, np.int32),
            workspace.array("line_offsets", n_texts + 1, np.int64)[: n_texts + 1],
            workspace.array("speeches", 6 * n + 3, np.int32)[: 6 * n + 3].view(SPEECH),
            workspace.array("speech_offsets", n_texts + 1, np.int64)[: n_texts + 1],
            workspace.array("numbers", 2 * n, np.int32)[: 2 * n].view(NUMERAL),
            workspace.array("number_offsets", n_texts + 1, np.int64)[: n_texts + 1],
        )
        layout_kernel(points, Tokens(tokens, starts, ends, offsets), mark_table(), abbreviations(), layout)
        work_arrays = WorkArrays(
            workspace.array("prefix", n + 1, np.uint64),
            workspace.array("shingles", n, np.uint64),
            workspace.array("values", n, np.uint32),
        )
        made = Batch(
            workspace.array("digests", n_texts, np.uint64)[:n_texts],
            slots.reshape(n_texts, config.n_slots),
            workspace.array("fingerprints", n, np.uint64),
            workspace.array("fingerprint_offsets", n_texts + 1, np.int64)[: n_texts + 1],
        )
        sketch_kernel(tokens, offsets, sizes, permutation, work_arrays, made)
        return (
            tokens[:n],
            np.diff(offsets),
            made.digests,
            made.signatures,
            made.fingerprints[: made.fingerprint_offsets[-1]],
            np.diff(made.fingerprint_offsets),
            *layout.parts(),
        )

    columns = [storage.column(name, dtype) for name, dtype in COLUMNS]
    for parts in _in_order(work, _batches(texts), threads):
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
    work: Callable[[list[str], Workspace], tuple[NDArray[Any], ...]], batches: Iterator[list[str]], threads: int
) -> Iterator[tuple[NDArray[Any], ...]]:
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
        under_way: deque[tuple[Workspace, Future[tuple[NDArray[Any], ...]]]] = deque()
        for batch in batches:
            if not free:
                workspace, done = under_way.popleft()
                yield done.result()
                free.append(workspace)
            workspace = free.pop()
            under_way.append((workspace, pool.submit(work, batch, workspace)))
        for _, done in under_way:
            yield done.result()
