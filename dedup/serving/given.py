"""What a server is asked: articles, with bounds on their size that their types state and the protocol checks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

MAX_TEXT = 200_000
"""Characters of a text: some thirty times a long article. A message with a longer one is refused unread."""

MAX_LINE = 2_000
"""Characters of an id, a title and the like."""

MAX_FOUND = 50
"""Matches or families in an answer: what an agent can read at once. The count of all stands beside them."""

Line = Annotated[str, Field(max_length=MAX_LINE)]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Limit = Annotated[int, Field(ge=1, le=MAX_FOUND)]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]


class GivenArticle(TypedDict, total=False):
    """An article: an `id` alone for one that is stored, otherwise its `text` with what is known of it.

    `published` is a date, such as 2015-07-21T06:00:00Z; `source` is the outlet.
    """

    id: Line
    text: Text
    title: Line
    source: Line
    url: Line
    author: Line
    published: Line
