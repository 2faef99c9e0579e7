"""datatrove's MinHash pipeline: signatures, buckets, clusters, filter, as in its example.

https://github.com/huggingface/datatrove, examples/minhash_deduplication.py
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter
from datatrove.pipeline.writers.jsonl import JsonlWriter
from datatrove.utils.hashing import HashConfig
from datatrove.utils.logging import logger

from benchmarks.peers.found import Found

PACKAGES = ("datatrove", "spacy", "numpy", "xxhash")
TASKS = 2
SETTINGS = {
    "config": "n_grams=5, num_buckets=14, hashes_per_bucket=8, HashConfig(precision=64): as in its example",
    "language": "arb_Arab: its rule-based tokenizer for Arabic (spaCy), as its documentation asks to name the language",
    "input": "a pipeline step that yields the articles from memory: no file is read before signatures",
    "output": "deduplicated articles as uncompressed JSON lines; clusters from save_cluster_id=True",
    "processes": f"LocalPipelineExecutor, {TASKS} tasks on {TASKS} workers; clustering 1, as it demands",
}


def find(texts: Sequence[str], work: Path) -> Found:
    """Clusters of articles joined by any of 14 buckets."""
    logger.remove()
    config = MinhashConfig(n_grams=5, num_buckets=14, hashes_per_bucket=8, hash_config=HashConfig(precision=64))

    def articles(data: object = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for i in range(rank, len(texts), world_size):
            yield Document(text=texts[i], id=str(i))

    signatures = MinhashDedupSignature(f"{work}/signatures", config=config, language="arb_Arab")
    buckets = MinhashDedupBuckets(f"{work}/signatures", f"{work}/buckets", config=config)
    clusters = MinhashDedupCluster(f"{work}/buckets", f"{work}/remove", config=config, save_cluster_id=True)
    kept = JsonlWriter(f"{work}/kept", compression=None)
    stages = {
        "signatures": (TASKS, [articles, signatures]),
        "buckets": (config.num_buckets, [buckets]),
        "clusters": (1, [clusters]),
        "filter": (TASKS, [articles, MinhashDedupFilter(f"{work}/remove"), kept]),
    }
    seconds = {}
    for name, (tasks, steps) in stages.items():
        start = perf_counter()
        LocalPipelineExecutor(
            pipeline=steps, tasks=tasks, workers=TASKS, logging_dir=f"{work}/log-{name}", start_method="fork"
        ).run()
        seconds[name] = perf_counter() - start
    labels = np.arange(len(texts))
    for rank in range(TASKS):
        documents, clusters = np.fromfile(work / "remove" / f"{rank:06d}.clusters", dtype="<u4").reshape(-1, 2).T
        labels[documents.astype(np.int64) * TASKS + rank] = len(texts) + clusters.astype(np.int64)
    return Found(labels=labels, seconds=seconds)
