"""datasketch 2: MinHash of word 3-grams, LSH of 32 bands of 4, every article queried.

https://ekzhu.com/datasketch/minhash.html, https://ekzhu.com/datasketch/lsh.html
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xxhash
from datasketch import MinHash, MinHashLSH

from benchmarks.peers.families import distinct_pairs, families
from benchmarks.peers.found import Found, shingles

PACKAGES = ("datasketch", "numpy", "xxhash")
SETTINGS = {
    "shingles": "word 3-grams, text.lower().split()",
    "scheme": "affine32, the default since 2.0 and the fastest",
    "num_perm": "128, the default",
    "hashfunc": "xxhash.xxh32_intdigest: of the hash functions that its documentation shows the fastest here",
    "signatures": "MinHash.generator, which it advises for many sets",
    "index": "MinHashLSH(params=(32, 4)) filled in an insertion_session, check_duplication=False",
    "query": "every article; what the index returns counts, without a check of the estimate",
    "processes": "1: it has no parallel mode",
}


def find(texts: Sequence[str], work: Path) -> Found:
    """Pairs of articles that share one of 32 bands."""
    filled = [i for i, text in enumerate(texts) if text.strip()]
    sets = ([shingle.encode() for shingle in shingles(texts[i])] for i in filled)
    signatures = list(MinHash.generator(sets, num_perm=128, hashfunc=xxhash.xxh32_intdigest))
    index = MinHashLSH(num_perm=128, params=(32, 4))
    with index.insertion_session() as session:
        for i, signature in zip(filled, signatures, strict=True):
            session.insert(i, signature, check_duplication=False)
    pairs = distinct_pairs((i, index.query(signature)) for i, signature in zip(filled, signatures, strict=True))
    return Found(labels=families(len(texts), pairs), pairs=pairs)
