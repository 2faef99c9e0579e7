"""The two sides of an alignment at depth "rewrite": what is known of each text, and work space for both."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Side(NamedTuple):
    """A text of n words in m segments.

    `tokens` uint32[n] are its folded words, `keys` uint64[n] its stems in order, with their places (`vocabulary`);
    `figures` bool[n] says which words have a digit. `segment_of` int32[n] is the segment of each word, `starts`
    int32[m + 1] the first word of each segment, and last n; a sentence begins at each of the `edges` bool[n + 1].
    `words` int32[n] numbers the stems that the other text has too, -1 the others; `weights` float32[n] say how much
    each word says.
    """

    tokens: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    figures: NDArray[np.bool_]
    segment_of: NDArray[np.int32]
    starts: NDArray[np.int32]
    edges: NDArray[np.bool_]
    words: NDArray[np.int32]
    weights: NDArray[np.float32]


class Counts(NamedTuple):
    """Work space: how often each shared word stands in a stretch of the one text (`there`) and of the other (`own`),
    all 0 between uses, and how far each word of a text is `matched`, in [0, 1].
    """

    there: NDArray[np.int32]
    own: NDArray[np.int32]
    matched: NDArray[np.float32]


Box = tuple[int, int, int, int]
"""Two stretches: begin and end in the one text, begin and end in the other, in words."""
