"""Boilerplate: the lines and passages that an outlet repeats under many unrelated articles, found from the collection.

Related-links blocks, sharing prompts, disclaimers, mastheads and standing bylines are told from text by what they do,
not by what they say: one outlet prints them under articles that share nothing else, on several days, and other outlets
do not. No word lists of any language are used.
"""

from dedup.boilerplate.find import boilerplate_of
from dedup.boilerplate.maker import BoilerplateMaker
from dedup.boilerplate.places import BoilerplatePlaces

__all__ = ["BoilerplateMaker", "BoilerplatePlaces", "boilerplate_of"]
