"""Text and Markdown: one file, one article."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dedup.article import Article
from dedup.reading import read


def markdown(tmp_path: Path, source: str) -> Article:
    (tmp_path / "story.md").write_text(source)
    (article,) = read(tmp_path)
    return article


def test_front_matter_tells_what_is_known(tmp_path: Path) -> None:
    source = '---\ntitle: "سيول في المدينة"\nauthor: واس\ndate: 2024-05-14\nlayout: post\n---\n\nارتفع منسوب النهر.\n'
    article = markdown(tmp_path, source)
    assert article == Article(
        "story.md", "\nارتفع منسوب النهر.\n", title="سيول في المدينة", author="واس", published=datetime(2024, 5, 14)
    )


def test_links_and_pictures_leave_their_words(tmp_path: Path) -> None:
    source = '# Flood\n\n![The river (AFP)](river.jpg "at night")\nThe [river](https://a.example/x_(y)) rose [twice].\n'
    article = markdown(tmp_path, source)
    assert article.text == "# Flood\n\nThe river (AFP)\nThe river rose [twice].\n"
    assert article.title == "Flood"


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    assert markdown(tmp_path, "---\nThe river rose.").text == "---\nThe river rose."


def test_the_text_of_the_body_wins_over_an_entry_called_text(tmp_path: Path) -> None:
    assert markdown(tmp_path, "---\ntext: no\nbody: no\n---\nThe river rose.").text == "The river rose."
