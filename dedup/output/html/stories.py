"""To how many independent origins the stories on a page go back, and what folds into which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedup.output.visible import clipped
from dedup.output.wires import label
from dedup.results import Attribution, Cluster, IndependentOrigin, Story

MAX_REASON = 120
MAX_ORIGINS = 40
"""Origins of one story that the page names, those with most articles."""

Named = list[tuple[int, str]]
"""Articles on the page by number, each with the reason why it counts as it does."""


@dataclass(frozen=True, slots=True)
class StoryOrigins:
    """Of each family on the page the place of its story, -1 without one; of each story its origins, and how many."""

    story_of: Sequence[int]
    n_origins: Sequence[int]
    n_uncertain: Sequence[int]
    stories: Sequence[tuple[list[tuple[str, Named]], Named]]


def story_origins(stories: Iterable[Story], clusters: Sequence[Cluster], numbers: Mapping[str, int]) -> StoryOrigins:
    """The stories of the families on a page; `numbers` are those of its articles."""
    place = {cluster.id: number for number, cluster in enumerate(clusters)}
    story_of = [-1] * len(clusters)
    told: list[Story] = []
    for story in stories:
        here = [place[family] for family in story.families if family in place]
        for family in here:
            story_of[family] = len(told)
        if here:
            told.append(story)
    return StoryOrigins(
        story_of,
        [story.n_origins for story in told],
        [len(story.uncertain) for story in told],
        [_told(story, numbers) for story in told],
    )


def _told(story: Story, numbers: Mapping[str, int]) -> tuple[list[tuple[str, Named]], Named]:
    return [_origin(one, numbers) for one in story.origins[:MAX_ORIGINS]], _named(story.uncertain, numbers)


def _origin(one: IndependentOrigin, numbers: Mapping[str, int]) -> tuple[str, Named]:
    name = " and ".join(map(label, one.name.split(", "))) if one.kind == "agency" else clipped(one.name, 60)
    return name, _named(one.articles, numbers)


def _named(articles: Iterable[Attribution], numbers: Mapping[str, int]) -> Named:
    return [(numbers[one.article], clipped(str(one.reason), MAX_REASON)) for one in articles if one.article in numbers]
