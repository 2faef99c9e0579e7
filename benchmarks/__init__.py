"""One run on one machine: `dedup` and its peers on the same articles, end to end. Start with `python -m benchmarks`."""
