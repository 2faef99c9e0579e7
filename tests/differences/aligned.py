"""Two texts aligned, and what differs between them."""

from dedup.cleaning.overlap import overlaps
from dedup.cleaning.sentences import whole
from dedup.differences.find import differences


def different(article: str, kept: str) -> list[tuple[str, str, str]]:
    """What differs: its code, and the words of the article and of the kept one."""
    sides = whole([article, kept])
    [overlap] = overlaps([side.words for side in sides], [(0, 1)])
    return [
        (found.code, article[slice(*found.article)].strip(), kept[slice(*found.kept)].strip())
        for found in differences(sides[0], sides[1], overlap.places)
    ]


def codes(article: str, kept: str) -> list[str]:
    """The codes of what differs."""
    return [code for code, _, _ in different(article, kept)]
