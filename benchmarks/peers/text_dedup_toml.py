"""text-dedup's MinHash, run as its README says: a config.toml and `python -m text_dedup.minhash`.

https://github.com/ChenghaoMou/text-dedup
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

PACKAGES = ("text-dedup", "datasets", "polars", "numpy", "xxhash")
SETTINGS = {
    "config": "its README's: word 5-grams, num_perm 240, threshold 0.7, 64-bit hashes, check_false_positive",
    "hashfunc": "xxh3, its default and the faster of its two",
    "input": "a Parquet file, written from the strings inside the time",
    "output": "clusters.pickle of save_clusters; the articles kept are written too",
    "processes": "2 (num_proc: all cores, its default), started anew for every run as its command is",
}
CONFIG = """
[input]
input_type = "local_files"
file_type = "parquet"

[input.read_arguments]
path = "parquet"
data_files = "{work}/articles.parquet"
split = "train"
cache_dir = "{work}/cache"

[algorithm]
algorithm_name = "minhash"
text_column = "text"
seed = 42
batch_size = 10000
num_perm = 240
threshold = 0.7
false_positive_weight = 0.5
false_negative_weight = 0.5
hash_bits = 64
ngram_size = 5
check_false_positive = true

[output]
output_dir = "{work}/output"
clean_cache = false
save_clusters = true

[debug]
enable_profiling = false
"""


def find(texts: Sequence[str], work: Path) -> Found:
    """Clusters of articles that share a band and whose Jaccard similarity it then checked."""
    start = perf_counter()
    parquet.write(texts, work / "articles.parquet")
    (work / "config.toml").write_text(CONFIG.format(work=work))
    written = perf_counter() - start
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash"],
        cwd=work,
        check=True,
        env={**os.environ, "HF_HOME": str(work / "home"), "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
    )
    labels = np.arange(len(texts))
    for article, cluster in pickle.loads((work / "output" / "clusters.pickle").read_bytes()).items():
        labels[article] = len(texts) + cluster
    return Found(labels=labels, seconds={"parquet": written, "text-dedup": perf_counter() - start - written})
