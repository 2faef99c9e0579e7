"""text-dedup 0.4.0's MinHash, run as its README says: `python -m text_dedup.minhash`.

https://github.com/ChenghaoMou/text-dedup. The release before its present one, and the faster of the two.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.peers import parquet
from benchmarks.peers.found import Found

PACKAGES = ("text-dedup", "datasets", "numpy", "xxhash")
SETTINGS = {
    "config": "its defaults: word 5-grams, num_perm 250, threshold 0.7 (25 bands of 10)",
    "hashfunc": "--hash_func xxh3 --hash_bits 32: 'xxh3 is faster' says its help, and 32 bits were the fastest here",
    "input": "a Parquet file, written from the strings inside the time",
    "output": "--debug writes the union-find, the articles kept are written too",
    "processes": "2 (num_proc: all cores, its default), started anew for every run as its command is",
}
OPTIONS = "--split train --column text --batch_size 10000 --hash_func xxh3 --hash_bits 32 --debug"


def find(texts: Sequence[str], work: Path) -> Found:
    """Clusters of articles joined by any of 25 bands."""
    start = perf_counter()
    parquet.write(texts, work / "articles.parquet")
    written = perf_counter() - start
    files = ["--path", "parquet", "--data_files", "articles.parquet", "--cache_dir", "cache", "--output", "output"]
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", *files, *OPTIONS.split()],
        cwd=work,
        check=True,
        env={**os.environ, "HF_HOME": str(work / "home"), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
    )
    joined = pickle.loads((work / "output" / "uf.pkl").read_bytes())
    labels = np.arange(len(texts))
    for article in list(joined.parent):
        labels[article] = joined.find(article)
    return Found(labels=labels, seconds={"parquet": written, "text-dedup": perf_counter() - start - written})
