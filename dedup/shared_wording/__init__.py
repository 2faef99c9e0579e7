"""Shared wording: runs of five or more words that stand in two or more articles without amounting to a match.

Names with their titles, standing phrases, the one sentence that two reports on one story have in common. A run is told
once with all the articles in which it stands, as long as it can be made without losing one of them; a shorter run
inside it is told only if it stands in more articles.
"""

from dedup.shared_wording.wording import MIN_RUN_WORDS, SharedWording, shared_wording

__all__ = ["MIN_RUN_WORDS", "SharedWording", "shared_wording"]
