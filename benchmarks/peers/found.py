"""What a system returns, and the word n-grams of the peers that leave them to the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Found:
    """Who repeats whom, by the articles' positions.

    `labels`, int64[n]: articles with the same label are one family. `pairs`, int64[m, 2]: the pairs that were found
    directly, where a system tells. `flagged`, bool[n]: articles said to have a duplicate, where a system tells no more
    than that. `seconds` are the system's own stages, `counts` what it counted. `read`, where set, makes the arrays from
    the system's own result; it is called after the clock has stopped.
    """

    labels: npt.NDArray[np.int64] | None = None
    pairs: npt.NDArray[np.int64] | None = None
    flagged: npt.NDArray[np.bool_] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    read: Callable[[], Found] | None = None


def shingles(text: str, n: int = 3) -> list[str]:
    """The word n-grams of a text, split at spaces and in lower case, as rensa's own benchmark makes them."""
    words = text.lower().split()
    return [" ".join(words[i : i + n]) for i in range(max(len(words) - n + 1, min(len(words), 1)))]
