"""Texts that are HTML, as content systems keep them, become what their readers see; other texts stay as they are."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.markup import plain_text, readable

FLOOD = [
    "The river rose two metres overnight and flooded the old market of Tolvik.",
    "Schools stay closed until the water has gone down again, the mayor’s office said.",
    "وقال المحافظ إن فرق الإنقاذ وصلت إلى جميع الأحياء خلال ساعات قليلة.",
]
LINES = "\n".join(FLOOD)
BLOCK = '<p class="wp-block-paragraph has-text-align-left" style="font-size:16px">{}</p>'
PICTURE = '<figure class="wp-block-image size-large"><a href="https://daily.example/i.jpg"><img alt="" sizes="(max-width: 640px) 100vw"/></a></figure>'

SYSTEMS = {
    "paragraphs": "".join(f"<p>{line}</p>" for line in FLOOD),
    "paragraphs left open": "".join(f"<p>{line}\n" for line in FLOOD),
    "breaks": "<br />\n".join(FLOOD),
    "blocks of an editor": f"\n{PICTURE}\n".join(BLOCK.format(line) for line in FLOOD),
    "comments of an editor": "\n\n".join(f"<!-- wp:paragraph -->\n<p>{line}</p>\n<!-- /wp:paragraph -->" for line in FLOOD),
    "lines and inline tags": "\n\n".join(line.replace("the ", "<em>the</em> ") for line in FLOOD),
    "lines between blocks": f"{FLOOD[0]}\n\n{FLOOD[1]}\n<blockquote>{FLOOD[2]}</blockquote>",
    "shortcodes": f'[vc_row][vc_column width="1/2"]<p>{FLOOD[0]}</p>[gallery ids="1,2"]<p>{FLOOD[1]}</p><p>{FLOOD[2]}</p>[/vc_column][/vc_row]',
    "a list": "<ul>" + "".join(f"<li><span>{line}</span></li>" for line in FLOOD) + "</ul>",
    "scripts and styles": f"<style>p {{color: red}}</style><div>{'</div><div>'.join(FLOOD)}</div><script>track('<p>')</script>",
    "escaped": escape("".join(f"<p>{line}</p>" for line in FLOOD)),
    "escaped twice": escape(escape("".join(f"<p>{line}</p>" for line in FLOOD))),
    "upper case": "".join(f"<P ALIGN=left>{line}</P>" for line in FLOOD),
    "a whole page": f"<html><head><title>Daily</title></head><body><p>{'</p><p>'.join(FLOOD)}</p></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_systems_keep_becomes_what_readers_see(system: str) -> None:
    assert readable(SYSTEMS[system]) == LINES


@pytest.mark.parametrize(
    ("kept", "seen"),
    [
        ("The mayor&#8217;s &ldquo;plan&rdquo;", "The mayor’s “plan”"),
        ("Marks &amp; Spencer", "Marks & Spencer"),
        ("Marks &amp;amp; Spencer", "Marks & Spencer"),
        ("It rose&nbsp;again", "It rose\xa0again"),
        ("&#x6C34;&#27700;", "水水"),
    ],
)
def test_entities(kept: str, seen: str) -> None:
    assert readable(kept) == seen


@pytest.mark.parametrize(
    "text",
    [
        "2 < 3, said the AT&T engineer; R&D; a & b",
        "if (a<b) and c>d then",
        "The <p> element opens a paragraph in HTML, and many pages never close it.",
        "<unknown>text</unknown>",
        "Write to <desk@daily.example>.",
        "  Space around,\r\nand within,\tstays.\n",
        "https://daily.example/?a=1&copy=2&region=x",
        "[Reuters] said [sic]",
    ],
)
def test_plain_text_stays_the_same_object(text: str) -> None:
    assert readable(text) is text


@given(st.text())
def test_any_text_can_be_read_and_what_is_read_once_stays(text: str) -> None:
    assert isinstance(plain_text(text), str)
    assert isinstance(readable(text), str)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br>",
                "<",
                ">",
                "&lt;",
                "&",
                "&amp;",
                "<!--",
                "<![",
                "水",
                "a ",
                "[vc_row ",
                "\0",
                "\ud800",
            ]
        )
    )
)
def test_no_markup_is_too_broken(parts: list[str]) -> None:
    readable("".join(parts))


class TestScan:
    def test_the_markup_of_one_system_is_no_reuse(self) -> None:
        other = "The central bank left its main rate where it was, and most analysts had expected nothing else."
        texts = [SYSTEMS["blocks of an editor"], f"{PICTURE}\n".join(BLOCK.format(x) for x in other.split(","))]
        assert list(dedup.scan([{"id": str(n), "text": text} for n, text in enumerate(texts)]).matches) == []

    @pytest.mark.parametrize("system", SYSTEMS)
    def test_a_copy_is_exact_whatever_its_markup(self, system: str) -> None:
        report = dedup.scan([{"id": "a", "text": LINES}, {"id": "b", "text": SYSTEMS[system]}])
        assert [match.relation for match in report.matches] == ["exact"]

    def test_a_copy_in_entities_can_go(self) -> None:
        plan = dedup.clean([{"id": "a", "text": LINES}, {"id": "b", "text": LINES.replace("’", "&#8217;")}])
        assert len(plan.removed) == 1
