"""Answers from results: bounded in how much they list and quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from dedup.article import Article
from dedup.explaining.found import Why
from dedup.index.results import Check
from dedup.results import Attribution, Cluster, Match, Passage, Story
from dedup.serving.answers import (
    Changed,
    Comparison,
    Explanation,
    Families,
    Family,
    FamilyMember,
    Found,
    FromOrigin,
    Known,
    Origin,
    Origins,
    Shared,
    Stored,
)

MAX_PASSAGES = 8
MAX_CHANGES = 20
MAX_MEMBERS = 100
MAX_EXCERPT = 400
"""Characters quoted of a passage, a title or a reason."""

MAX_SHOWN = 20_000
"""Characters of a stored article in one answer; the rest is asked for from where they end."""


def comparison_of(match: Match | None, a: Article, b: Article) -> Comparison:
    """How two articles relate, by their match."""
    if match is None:
        return Comparison(
            a=a.id, b=b.id, relation=None, contained=None, similarity=0.0, share_of_a=0.0, share_of_b=0.0, origin=None,
            origin_confidence=0.0, safe_to_drop=[], reasons=[], n_passages=0, passages=[], n_changes=0, changes=[],
        )  # fmt: skip
    match = match.seen_from(a.id)
    passages = sorted(match.passages, key=lambda passage: -passage.n_words)
    return Comparison(
        a=a.id,
        b=b.id,
        relation=match.relation,
        contained=match.contained,
        similarity=match.similarity,
        share_of_a=match.containment_a,
        share_of_b=match.containment_b,
        origin=match.origin,
        origin_confidence=match.origin_confidence,
        safe_to_drop=list(match.safe_to_drop),
        reasons=_sentences(match),
        n_passages=len(passages),
        passages=[_shared(passage, a, b) for passage in passages[:MAX_PASSAGES]],
        n_changes=len(match.changes),
        changes=[
            Changed(kind=change.kind, text_a=_excerpt(change.text_a), text_b=_excerpt(change.text_b))
            for change in match.changes[:MAX_CHANGES]
        ],
    )


def _shared(passage: Passage, a: Article, b: Article) -> Shared:
    return Shared(
        kind=passage.kind,
        words=passage.n_words,
        similarity=passage.similarity,
        a=passage.a,
        b=passage.b,
        text_a=_excerpt(a.text[slice(*passage.a)]),
        text_b=_excerpt(b.text[slice(*passage.b)]),
    )


def _excerpt(text: str) -> str:
    return str(text) if len(text) <= MAX_EXCERPT else f"{text[:MAX_EXCERPT]} ..."


def _sentences(match: Match) -> list[str]:
    """What the verdict rests on, and what speaks for and against dropping either."""
    return [*map(_excerpt, match.reasons), *map(_excerpt, match.safety)]


def known_of(found: Check, limit: int, get: Callable[[str], Article | None]) -> Known:
    """What a check says; `get` gives a stored article."""
    return Known(
        id=found.article_id,
        new=found.is_new,
        stored=found.standing,
        safe_to_drop=list(found.safe_to_drop[:limit]),
        n_matches=len(found),
        n_reuse=found.n_reuse,
        matches=[_found(match.seen_from(found.article_id), get) for match in found[:limit]],
    )


def _found(match: Match, get: Callable[[str], Article | None]) -> Found:
    stored = get(match.b) or Article(match.b, "")  # removed by somebody else since
    origins: dict[str | None, Literal["asked", "stored"]] = {"a": "asked", "b": "stored"}
    return Found(
        id=match.b,
        title=_excerpt(stored.title),
        source=_excerpt(stored.source),
        published=_time(stored),
        relation="containing" if match.contained == "b" else match.relation,
        similarity=match.similarity,
        share=match.containment_a,
        share_of_stored=match.containment_b,
        origin=origins.get(match.origin),
        origin_confidence=match.origin_confidence,
        safe_to_drop="a" in match.safe_to_drop,
        why=_sentences(match),
    )


def explanation_of(why: Why, *, alone: bool) -> Explanation:
    """Why two articles are a match or not."""
    return Explanation(
        a=why.a,
        b=why.b,
        relation=why.relation,
        reported=why.reported,
        family=why.family,
        judged="alone" if alone else "in the archive",
        longest_run=why.longest_run,
        days_apart=why.days_apart,
        numbers=[
            f"{step.what}: {step.value:.2f}, limit {step.limit:.2f}, {'' if step.reached else 'not '}reached"
            for step in why.steps
        ],
        would_be=[_excerpt(f"{flip.relation or 'nothing shared'}: {flip.condition}") for flip in why.flips],
        reasons=[] if why.match is None else _sentences(why.match),
    )


def families_of(clusters: Sequence[Cluster], n_articles: int, offset: int, limit: int) -> Families:
    """Some of the families, from the one at `offset`."""
    return Families(
        n_articles=n_articles,
        n_families=len(clusters),
        offset=offset,
        families=[family_of(cluster) for cluster in clusters[offset : offset + limit]],
    )


def family_of(cluster: Cluster) -> Family:
    """A family with its first members."""
    return Family(
        id=cluster.id,
        origin=cluster.origin,
        origin_confidence=cluster.origin_confidence,
        reasons=list(map(_excerpt, cluster.reasons)),
        n_members=len(cluster.members),
        members=[
            FamilyMember(
                id=one.id,
                relation=one.relation,
                source=_excerpt(one.source),
                published=None if one.published is None else one.published.isoformat(),
                credit_removed=one.credit_removed,
            )
            for one in cluster.members[:MAX_MEMBERS]
        ],
    )


def origins_of(story: Story, limit: int) -> Origins:
    """To how many independent origins a story goes back."""
    return Origins(
        id=story.id,
        n_articles=len(story.articles),
        n_origins=story.n_origins,
        origins=[
            Origin(
                name=_excerpt(one.name),
                kind=one.kind,
                n_articles=len(one.articles),
                articles=list(map(_from_origin, one.articles[:limit])),
            )
            for one in story.origins[:limit]
        ],
        n_uncertain=len(story.uncertain),
        uncertain=list(map(_from_origin, story.uncertain[:limit])),
    )


def _from_origin(one: Attribution) -> FromOrigin:
    return FromOrigin(id=one.article, source=_excerpt(one.source), why=_excerpt(one.reason))


def stored_of(article: Article, offset: int) -> Stored:
    """A stored article, its text from a place on."""
    return Stored(
        id=article.id,
        title=_excerpt(article.title),
        source=_excerpt(article.source),
        url=_excerpt(article.url),
        author=_excerpt(article.author),
        published=_time(article),
        n_characters=len(article.text),
        offset=offset,
        text=article.text[offset : offset + MAX_SHOWN],
    )


def _time(article: Article) -> str | None:
    return None if article.published is None else article.published.isoformat()
