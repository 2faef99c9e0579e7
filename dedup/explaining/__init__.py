"""Why two articles are a match or none: every channel, score and rule, and what would change the verdict."""

from dedup.explaining.explain import why
from dedup.explaining.found import Bands, Evidence, Fingerprints, Flip, Step, Why

__all__ = ["Bands", "Evidence", "Fingerprints", "Flip", "Step", "Why", "why"]
