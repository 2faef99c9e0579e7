"""The story of one article among those it matches: what an index is asked about a new article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf, nan

from dedup.article import Article
from dedup.families.independence import Text, Unit, independent_origins
from dedup.origin import ProfileCache, TextAgencies
from dedup.results import REUSE, Match, Story


def story_among(articles: Sequence[Article], matches: Sequence[Match]) -> Story:
    """The story that articles with different ids tell: those that copy one another as a whole are one family.

    `matches` are those among them; the story is around the first. `Report.story` knows more: families are checked
    against their origins there, and parts count within the news window.
    """
    numbers = {article.id: number for number, article in enumerate(articles)}
    reuse = [(numbers[one.a], numbers[one.b], one) for one in matches if one.relation in REUSE]
    root = _roots(len(articles), [(a, b) for a, b, one in reuse if one.relation != "partial"])
    agencies = TextAgencies(ProfileCache(articles.__getitem__))
    agencies.prepare(range(len(articles)))
    texts = [Text.of(one, _seconds(one), *agencies[number]) for number, one in enumerate(articles)]
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(articles)), key=lambda one: _rank(texts[one])):
        members[root[number]].append(number)
    place = {family: at for at, family in enumerate(members)}
    shares = [0.0] * len(articles)
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, one in reuse:
        for here, there, share in ((a, b, one.containment_a), (b, a, one.containment_b)):
            unit, other = place[root[here]], place[root[there]]
            if unit == other:
                shares[here] = max(shares[here], share)
            else:
                links[unit][other] = max(share, links[unit].get(other, 0.0))
    units = [Unit(of, [1.0, *(shares[one] for one in of[1:])]) for of in members.values()]
    origins, uncertain = independent_origins(texts, units, links)
    families = tuple(articles[unit.texts[0]].id for unit in units if len(unit.texts) > 1)
    return Story(articles[0].id, tuple(sorted(numbers)), families, origins, uncertain)


def _roots(n: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """For each of n numbers the smallest that pairs connect it with."""
    root = list(range(n))
    for a, b in pairs:
        low, high = sorted((root[a], root[b]))
        root = [low if one == high else one for one in root]
    return root


def _rank(text: Text) -> tuple[float, str]:
    """Texts by time, those without one last."""
    return (text.published if text.published == text.published else inf), text.id


def _seconds(article: Article) -> float:
    published = article.published_utc
    return nan if published is None else published.timestamp()
