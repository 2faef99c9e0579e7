"""Stories: the articles of an index that share text with one, and to how many independent origins all go back."""

from __future__ import annotations

from collections.abc import Callable

from dedup.article import Article
from dedup.families.among import story_among
from dedup.index.results import Check
from dedup.results import REUSE, Match, Story


def story_of(article: Article, check: Callable[[Article], Check], get: Callable[[str], Article | None]) -> Story:
    """The story of an article among the stored ones that it reuses or that reuse it, each checked against the others.

    `check` and `get` ask the index. An article has at most as many matches as a check compares.
    """
    matches, others = _reuse(check(article)), {}
    for match in matches:
        stored = get(match.other(article.id))
        if stored is not None:  # None: another process has removed it since
            others[stored.id] = stored
    among = [match for match in matches if match.other(article.id) in others]
    for one in others.values():
        among += [match for match in _reuse(check(one)) if match.other(one.id) in others and one.id == match.a]
    return story_among([article, *others.values()], among)


def _reuse(found: Check) -> list[Match]:
    return [match for match in found if match.relation in REUSE]
