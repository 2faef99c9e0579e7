"""Credits: which agency provided a text, and which it only quotes."""

from dedup.credits.detect import detect

__all__ = ["detect"]
