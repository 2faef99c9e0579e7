from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from dedup import Article, compare, scan
from dedup.output.html import write_comparison, write_page
from dedup.output.html.choice import Limits
from dedup.reasons import Reason
from dedup.results import Match, Passage
from tests.output.html.conftest import FLOOD, FOOTER, OWN, START, newsroom

Visit = Callable[..., Any]

FAMILY = "#family=wire-1"
WHOLE = f"{FAMILY}&show=whole"


def titles(page: Any) -> list[str]:
    rows = page.locator("#view .title")
    return rows.all_text_contents()  # inner texts wait for a frame: rows are drawn as they are seen


def until(page: Any, condition: str) -> None:
    """Wait for something on the page; Playwright's own way to wait evaluates text, which the page forbids."""
    for _ in range(500):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(condition)


def turn_to(page: Any, place: str) -> None:
    """Go to another address in the page."""
    page.evaluate("place => { location.hash = place; }", place)
    until(page, "document.documentElement.dataset.ready === location.hash")


def saved(page: Any, button: str, within: str = "#view") -> str:
    with page.expect_download() as download:
        page.locator(f"{within} .exports button", has_text=button).first.click()
    return Path(download.value.path()).read_text("utf-8-sig")


class TestOverview:
    def test_the_figures_stand_in_the_page_itself(self, report_file, browser):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(report_file.as_uri())
        assert page.locator("h1 span").all_inner_texts() == ["7 of 9 articles are copies of one another."]
        assert page.locator(".byline").inner_text() == "9 articles · 7 outlets · 2 – 4 March 2026"
        assert "3\ncopied stories" in page.locator(".tile").first.inner_text()
        assert page.locator(".stories .title").first.inner_text() == "Flood in Harlow"
        assert (
            "3 outlets, 1 independent origin · within 30 hours · first The Wire, likely"
            in page.locator(".stories .meta").first.inner_text()
        )
        context.close()

    def test_every_fact_leads_to_its_list(self, visit: Visit, report_file):
        page = visit(report_file)
        facts = page.locator(".facts li")
        assert facts.first.inner_text() == "4 pairs differ in a number. Most changed first"
        for place in range(facts.count()):
            facts.nth(place).locator("a").click()
            page.wait_for_selector("#view:not([hidden]) h1")
            page.go_back()
            page.wait_for_selector("#overview:not([hidden])")

    def test_one_search_finds_everything(self, visit: Visit, report_file):
        page = visit(report_file)
        page.keyboard.press("/")
        page.keyboard.type("herald")
        page.wait_for_selector(".search-view")
        until(
            page,
            "[...document.querySelectorAll('.found h2')].map((one) => one.firstChild.textContent).join() === 'Stories,Outlets,Articles'",
        )
        page.locator(".found", has_text="Outlets").get_by_role("link", name="Herald").click()
        page.wait_for_selector(".outlet-view")
        assert page.locator("h1").last.inner_text() == "Herald"

    def test_days_and_outlets_are_drawn(self, visit: Visit, report_file):
        page = visit(report_file)
        assert "The Wire" in page.locator("#days svg").text_content()


class TestFamilies:
    def test_they_stand_with_the_likely_origin_first_and_who_followed(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        assert titles(page)[0] == "Flood in Harlow"
        assert "Herald +3 h · Post +30 h" in page.locator(".family").first.inner_text()

    def test_search_finds_by_any_members_title(self, visit: Visit, report_file):
        page = visit(report_file)
        page.get_by_role("link", name="Stories", exact=True).click()
        page.wait_for_selector("#view .total")  # before the list stands, the key leads to the search over everything
        page.keyboard.press("/")
        page.keyboard.type("MARKET flooded")
        until(page, "document.querySelector('#view .total')?.textContent === '1 of 3 stories'")
        assert titles(page) == ["Flood in Harlow"]

    def test_search_folds_arabic_letters(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        page.get_by_label("Search", exact=True).fill("الجفاف يهدّد القمــح")
        assert titles(page) == ["الجفاف يهدد القمح"]

    @pytest.mark.parametrize(
        ("label", "value", "found"),
        [
            ("Outlet", "النهر", ["الجفاف يهدد القمح"]),
            ("Relation", "exact", ["<img"]),
            ("To", "2026-03-01", []),
            ("Articles at least", "3", ["Flood in Harlow"]),
            ("Characters at least", "50000", ["<img"]),
        ],
    )
    def test_filters_narrow_the_list(self, visit: Visit, report_file, label, value, found):
        page = visit(report_file, "#families")
        control = page.get_by_label(label, exact=True)
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
        shown = titles(page)
        assert len(shown) == len(found)
        assert all(title.startswith(start) for title, start in zip(shown, found, strict=True))

    def test_the_address_brings_the_filter_back(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        page.get_by_label("Outlet", exact=True).select_option("Post")
        assert page.evaluate("location.hash") == "#families&outlet=Post"
        again = visit(report_file, page.evaluate("location.hash"))
        assert titles(again) == ["Flood in Harlow"]
        assert again.get_by_label("Outlet", exact=True).input_value() == "Post"

    def test_what_is_shown_can_be_saved(self, visit: Visit, report_file):
        page = visit(report_file, "#families&q=harlow")
        rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
        assert [(row["family"], row["articles"], row["first_outlet"]) for row in rows] == [("wire-1", "3", "The Wire")]
        (family,) = json.loads(saved(page, "JSON"))
        assert [member["id"] for member in family["members"]] == ["wire-1", "herald-1", "post-1"]
        assert family["members"][1]["seconds_after_origin"] == 3 * 3600


class TestFamily:
    def test_a_click_opens_it_with_the_first_follower_beside_the_origin(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        page.get_by_role("link", name="Flood in Harlow").click()
        page.wait_for_selector(".pair")
        assert page.locator(".heads .meta b").all_inner_texts() == ["The Wire", "Herald"]
        assert page.locator(".sentence-verdict").inner_text() == (
            "Herald likely printed the text of The Wire 3 h later, with 3 changes, one of them a figure."
        )

    def test_edits_are_marked_word_by_word_and_numbers_apart(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cherald-1&show=whole")
        assert page.locator(".side.a del").all_inner_texts() == ["Harlow", "214", "hot"]
        assert page.locator(".side.b ins").all_inner_texts() == ["Harlowe", "219", "warm"]
        assert page.locator(".side.b ins.number").all_inner_texts() == ["219"]
        assert page.locator(".side.b ins.spelling").all_inner_texts() == ["Harlowe"]
        assert page.locator(".side.b ins.name").all_inner_texts() == ["Harlowe"]
        assert "name changed" in page.locator(".key").inner_text()

    def test_members_are_switched_and_the_address_follows(self, visit: Visit, report_file):
        page = visit(report_file, FAMILY)
        page.locator(".member button", has_text="Post").click()
        right, left = (
            f"document.querySelector('.heads header:{at}-child .meta b').textContent" for at in ("last", "first")
        )
        until(page, f"{right} === 'Post'")
        again = visit(report_file, page.evaluate("location.hash"))
        assert again.evaluate(right) == "Post"
        again.keyboard.press("[")
        until(again, f"{right} === 'Herald'")
        again.keyboard.press("x")
        until(again, f"{left} === 'Herald'")

    def test_escape_after_a_swap_leads_back_at_once(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        page.get_by_role("link", name="Flood in Harlow").click()
        page.wait_for_selector(".pair")
        page.keyboard.press("x")
        until(page, "document.querySelector('.heads .meta b').textContent === 'Herald'")
        page.keyboard.press("Escape")
        page.wait_for_selector("#view[data-view=families]")

    def test_what_is_open_is_never_called_first(self, visit: Visit, tmp_path):
        articles = [replace(one, published=None) for one in newsroom()[:2]]
        write_page(scan(articles, jobs=1), tmp_path / "open.html")
        page = visit(tmp_path / "open.html")
        assert "who was first is open for 1 of 1 story" in page.locator(".byline").inner_text()
        assert "first" not in page.locator(".stories").inner_text().replace("who was first is open", "")
        turn_to(page, "#family=wire-1")
        assert page.locator(".origin-line").inner_text() == "who was first is open"
        assert page.locator(".sentence-verdict").inner_text().endswith("who was first is open.")

    def test_escape_leads_back_to_the_list_as_it_was(self, visit: Visit, report_file):
        page = visit(report_file, "#families&q=flood")
        page.get_by_role("link", name="Flood in Harlow").click()
        page.wait_for_selector(".pair")
        page.keyboard.press("Escape")
        page.wait_for_selector(".families")
        assert page.evaluate("location.hash") == "#families&q=flood"

    def test_arabic_runs_from_right_to_left(self, visit: Visit, report_file):
        page = visit(report_file, "#family=sahl-1&show=whole")
        paragraph = page.locator(".side.a .text p").first
        assert paragraph.evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert page.locator(".side.b ins.number").all_inner_texts() == ["530"]


class TestPassages:
    def test_keys_go_from_passage_to_passage_on_both_sides(self, visit: Visit, report_file):
        page = visit(report_file, "#pair=wire-1%2Cecho-1&show=whole", viewport={"width": 1300, "height": 420})
        assert page.locator(".step-at").inner_text() == "2 passages"
        for press, place in (("j", 0), ("j", 1), ("j", 0), ("k", 1)):
            page.keyboard.press(press)
            assert page.locator(".step-at").inner_text() == f"{place + 1} of 2"
            here = page.locator("mark.here").evaluate_all("all => all.map((one) => one.dataset.passage)")
            assert set(here) == {str(place)}
            assert len(here) >= 2
            for side in (".side.a", ".side.b"):
                assert page.locator(f"{side} mark.here").first.evaluate(
                    "one => { const box = one.closest('.text').getBoundingClientRect(), at = one.getBoundingClientRect();"
                    " return at.bottom > box.top && at.top < box.bottom }"
                )

    def test_a_screen_reader_is_told_where_it_is(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cherald-1&show=whole")
        page.keyboard.press("j")
        said = page.locator("#said").inner_text()
        assert said.startswith("Passage 1 of 1, ")
        assert said.endswith("3 changes")

    def test_the_other_side_scrolls_along(self, visit: Visit, report_file):
        page = visit(report_file, "#family=evil-1&show=whole")
        page.locator(".side.a .text").hover()
        page.mouse.wheel(0, 4000)
        until(page, "document.querySelector('.side.b .text').scrollTop > 3000")

    def test_passages_can_be_saved(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=herald-1%2Cwire-1")
        (row,) = csv.DictReader(io.StringIO(saved(page, "CSV", ".pair")))
        assert (row["a"], row["b"], row["kind"]) == ("herald-1", "wire-1", "edited")
        assert "219 people" in row["text_a"]
        assert "214 people" in row["text_b"]
        changes = json.loads(saved(page, "JSON", ".pair"))["passages"][0]["changes"]
        assert {"219", "214"} == {
            text for one in changes if one["kind"] == "number" for text in (one["text_a"], one["text_b"])
        }

    @pytest.mark.parametrize("pair", ["herald-1%2Cwire-1", "wire-1%2Cherald-1"])
    def test_the_figures_of_a_match_are_shown_and_saved_from_either_side(self, visit: Visit, report_file, pair):
        page = visit(report_file, f"{FAMILY}&pair={pair}")
        assert "are shared · 1 changed number" in page.locator(".verdict").inner_text()
        assert json.loads(saved(page, "JSON", ".pair"))["n_changed_numbers"] == 1

    def test_a_figure_that_is_0_is_not_shown(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cpost-1")
        assert "changed" not in page.locator(".verdict").inner_text()
        assert json.loads(saved(page, "JSON", ".pair"))["n_changed_numbers"] == 0

    def test_the_comparison_of_two_articles_stands_alone(self, visit: Visit, comparison_file):
        page = visit(comparison_file)
        assert page.locator(".heads .meta b").first.inner_text() == "Herald"
        assert page.locator(".cell.a del").all_inner_texts() == ["Harlowe", "219", "warm"]
        assert page.locator("nav").count() == 0


class TestDifferences:
    def test_words_that_are_the_same_are_folded_and_open_on_a_click(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cherald-1")
        assert page.locator(".row.change ins").all_inner_texts() == ["Harlowe", "219", "warm"]
        fold = page.locator(".fold").first
        assert re.fullmatch(r"the same \d+ words", fold.inner_text())
        fold.locator("summary").click()
        page.wait_for_selector(".fold .cell")
        both = fold.locator(".cell").all_inner_texts()
        assert both[0] == both[1]

    def test_both_texts_stand_there_whole_once_everything_is_unfolded(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cpost-1")
        for place in range(page.locator(".fold").count()):
            page.locator(".fold summary").nth(place).click()
        page.wait_for_selector(".fold .cell.b")
        for side, text in (("a", FLOOD), ("b", f"{FLOOD}\n{OWN[0]}")):
            shown = "".join(page.locator(f".cell.{side}").all_text_contents())
            assert "".join(shown.split()) == "".join(text.split())

    def test_keys_go_from_difference_to_difference(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cherald-1")
        n = page.locator(".row").count()
        page.keyboard.press("j")
        assert page.locator(".step-at").inner_text() == f"1 of {n}"
        assert page.locator(".row.here").count() == 1
        assert page.locator("#said").inner_text() == f"Difference 1 of {n}, changed"

    def test_what_was_added_stands_alone(self, visit: Visit, report_file):
        page = visit(report_file, f"{FAMILY}&pair=wire-1%2Cpost-1")
        page.get_by_role("button", name="Only what was added").click()
        added = page.locator(".added").first
        assert added.locator("h3").inner_text() == "Post has 20 words that the other has not"
        assert added.locator(".alone-piece").all_inner_texts() == [OWN[0]]
        assert page.evaluate("location.hash").endswith("&show=added")

    def test_two_that_share_nothing_have_no_word_null(self, visit: Visit, tmp_path):
        a, b = Article("a", OWN[0]), Article("b", OWN[1])
        write_comparison(compare(a, b), a, b, tmp_path / "strangers.html")
        page = visit(tmp_path / "strangers.html")
        assert "null" not in page.locator("main").inner_text()
        assert page.locator(".sentence-verdict").inner_text() == "a and b share nothing worth a claim."

    def test_chinese_is_counted_in_words_and_not_struck_through(self, visit: Visit, tmp_path):
        text = "市政府星期一宣布，旧港区的轻轨工程将在明年春天开工，预计投资四十亿元，沿线设十二个车站，居民代表对施工噪音表示担忧。"
        a, b = Article("a", text), Article("b", text.replace("明年春天", "后年秋天"))
        write_comparison(compare(a, b), a, b, tmp_path / "chinese.html")
        page = visit(tmp_path / "chinese.html")
        assert page.locator(".cell.b ins").count() >= 1
        assert page.locator(".cell.a del").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"


class TestIndependentOrigins:
    def test_they_stand_beside_the_count_of_outlets_and_say_what_folds_into_which(self, visit: Visit, report_file):
        page = visit(report_file, "#families")
        assert "3 outlets, 1 independent origin" in page.locator(".family").first.inner_text()
        turn_to(page, FAMILY)
        folds = page.locator(".origins details")
        assert folds.locator("summary").all_inner_texts() == ["The Wire 4 articles"]
        folds.first.locator("summary").click()
        assert "of its words are in wire-1" in folds.first.inner_text()


class TestCopies:
    def test_pairs_with_changed_numbers_come_first_and_lead_to_the_evidence(self, visit: Visit, report_file):
        page = visit(report_file, "#copies")
        assert page.locator(".copy .numbers").count() == 4
        assert "1 number" in page.locator(".copy").first.inner_text()
        rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
        assert [row["n_changed_numbers"] for row in rows[:5]] == ["1", "1", "1", "1", "0"]
        assert {row["relation"] for row in rows} >= {"reprint", "partial"}

    def test_partial_ones_are_found_by_the_filter(self, visit: Visit, report_file):
        page = visit(report_file, "#copies&relation=partial&outlet=Echo")
        page.locator(".copy .title").first.click()
        page.wait_for_selector(".pair")
        page.keyboard.press("Escape")
        page.wait_for_selector(".copies")
        assert page.evaluate("location.hash") == "#copies&relation=partial&outlet=Echo"


class TestOutlet:
    def test_it_says_what_its_articles_are(self, visit: Visit, report_file):
        page = visit(report_file, "#outlet=Herald")
        counts = page.locator(".counts li").all_inner_texts()
        assert counts == [
            "1 share a passage",
            "1 copies of a story that likely or surely began elsewhere or earlier",
        ]
        assert page.get_by_role("region", name="Stories in common").locator("tbody th").all_inner_texts() == [
            "The Wire",
            "Post",
        ]

    def test_tables_are_sorted_by_a_click_on_a_head(self, visit: Visit, report_file):
        page = visit(report_file, "#outlets")
        table = page.locator("#view .figures")
        table.get_by_role("button", name="Outlet").click()
        names = table.locator("tbody th").all_inner_texts()
        assert names == sorted(names, key=str.casefold) or names[0].startswith("<b>")
        table.get_by_role("button", name="Articles", exact=True).click()
        assert table.locator("tbody tr").first.locator("td").first.inner_text() == "2"


class TestNames:
    """A capital makes a name, where a script has them and not every word begins with one."""

    @pytest.mark.parametrize(
        ("before", "after", "names"),
        [
            ("the mayor Joan Bell said on Monday", "the mayor Ruth Bell said on Monday", ["Ruth"]),
            ("said the bell on the tower rang", "said the clock on the tower rang", []),
            ("в четверг мэр Иванов заявил", "в четверг мэр Петров заявил", ["Петров"]),
            ("وقال الوزير خالد حسن للصحفيين", "وقال الوزير سمير حسن للصحفيين", []),
            ("Der Abend im Hafen bei Regen und Wind", "Der Morgen im Hafen bei Regen und Wind", []),
        ],
    )
    def test_changed_names_stand_out(self, visit: Visit, tmp_path, before, after, names):
        rest = {"D": "Im Hafen von Kiel lagen am Abend drei Schiffe mit Holz aus dem Norden, Fisch und Kohle an Bord."}
        rest = rest.get(before[0], "rescue teams in boats brought people to the sports hall while the river rose again")
        a, b = (Article(name, f"{rest} {text} {rest}") for name, text in (("a", before), ("b", after)))
        write_comparison(compare(a, b), a, b, tmp_path / "names.html")
        page = visit(tmp_path / "names.html")
        assert page.locator(".cell.b .change").count() == 1
        assert page.locator(".cell.b .name").all_inner_texts() == names

    def test_a_word_that_opens_a_sentence_is_no_name_for_its_capital(self, visit: Visit, tmp_path):
        rest = "Rescue teams in boats brought people to the sports hall while the river rose again."
        a, b = Article("a", f"{rest} Yesterday it fell. {rest}"), Article("b", f"{rest} Today it fell. {rest}")
        write_comparison(compare(a, b), a, b, tmp_path / "names.html")
        page = visit(tmp_path / "names.html")
        assert page.locator(".cell.b ins").all_inner_texts() == ["Today"]
        assert page.locator(".differences .name").count() == 0


class TestDays:
    """A date without a time of day is told in days, whatever its zone."""

    def test_a_story_of_days_names_no_hours(self, visit: Visit, tmp_path):
        east = timezone(timedelta(hours=3))
        times = (START, datetime(2026, 3, 2, tzinfo=east), datetime(2026, 3, 4, tzinfo=east))
        write_page(
            scan([Article(f"d-{k}", FLOOD, source=f"Outlet {k}", published=time) for k, time in enumerate(times)]),
            tmp_path / "days.html",
        )
        page = visit(tmp_path / "days.html", "#families")
        followers = page.locator("#view").inner_text()
        assert "same day" in followers
        assert "+2 days" in followers
        page = visit(tmp_path / "days.html", "#family=d-0")
        assert "within 3 days" in page.locator("#view").inner_text()
        late = page.locator(".member .late").all_inner_texts()
        assert late == ["03-02", "same day", "+2 days"]


class TestOrigin:
    @pytest.fixture
    def stripped(self, visit: Visit, tmp_path):
        """A report that an outlet credits, and another prints without the credit."""
        given = f"HARLOW, March 2 (Reuters) - {FLOOD}"
        articles = [
            Article("credits-it", given, title="Flood", source="Post", published=START),
            Article("says-nothing", FLOOD, title="Market", source="Gazette", published=START + timedelta(hours=2)),
        ]
        write_page(scan(articles), tmp_path / "stripped.html")
        return visit(tmp_path / "stripped.html")

    def test_it_is_said_how_sure_it_is_and_why(self, visit: Visit, report_file):
        page = visit(report_file, FAMILY)
        note = page.locator(".origin-note").inner_text()
        assert note.startswith("Likely origin: The Wire, ")
        assert note.endswith("% sure: The Wire was published 3 hours earlier.")
        assert page.locator(".pair .reasons").inner_text() == note

    def test_a_copy_without_the_agencys_credit_says_so(self, stripped):
        stripped.evaluate("location.hash = '#family=credits-it'")
        stripped.wait_for_selector(".pair")
        assert (
            stripped.locator(".member", has_text="Gazette").locator(".gone").inner_text() == "omits the Reuters credit"
        )
        assert stripped.locator(".member", has_text="Post").locator(".gone").count() == 0
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(saved(stripped, "CSV")))}
        assert rows["says-nothing"]["credit_removed"] == "reuters"

    def test_agencies_count_what_was_taken_from_them(self, stripped):
        stripped.get_by_role("link", name="Agencies", exact=True).click()
        stripped.get_by_label("1 copy without the credit of Reuters").click()
        stripped.wait_for_selector("#view[data-view=articles]")
        assert titles(stripped) == ["Market"]


@pytest.fixture(scope="module")
def large_file(folder: Path) -> Path:
    """A page as of a report with many matches."""
    path = folder / "large.html"
    write_page(scan(newsroom(), jobs=1), path, limits=Limits(verdicts=0))
    return path


class TestOriginInALargeReport:
    """Of many matches the page has the verdicts on copies beside the origins of their families."""

    def test_a_copy_beside_the_origin_is_told_as_in_a_small_one(self, visit: Visit, large_file, report_file):
        pages = visit(large_file), visit(report_file)
        for pair in ("wire-1&pair=wire-1,herald-1", "wire-1&pair=post-1,wire-1", "sahl-1"):
            for page in pages:
                turn_to(page, f"#family={pair}")
            told = [page.locator(".pair .reasons").inner_text() for page in pages]
            assert told[0] == told[1]
            assert told[0].startswith("Likely origin: ")

    def test_of_two_copies_it_says_where_to_ask(self, visit: Visit, large_file):
        page = visit(large_file, "#family=wire-1&pair=herald-1,post-1")
        assert "dedup compare tells it of any two articles" in page.locator(".pair .reasons").inner_text()


class TestRewritten:
    def test_sentences_that_say_the_same_light_up_together(self, visit: Visit, tmp_path):
        a = Article("a", "The river rose two metres overnight. Nobody was hurt, the mayor told reporters.")
        b = Article("b", "No one was injured, the mayor said. Overnight the water came up by two metres.")
        cut_a, cut_b = a.text.index(" Nobody"), b.text.index(" Overnight")
        sentences = (((0, cut_a), (cut_b + 1, len(b.text))), ((cut_a + 1, len(a.text)), (0, cut_b)))
        passage = Passage((0, len(a.text)), (0, len(b.text)), 6, 0.4, "rewritten", sentences)
        extent = Reason("extent", {"share_a": 1.0, "share_b": 1.0})
        cut = Reason("ends_inside", {"source": "a", "copy": "b"})
        match = Match("a", "b", "partial", 0.4, 1.0, 1.0, (passage,), (), "a", (extent, cut), 0.8)
        write_comparison(match, a, b, tmp_path / "rewritten.html")
        page = visit(tmp_path / "rewritten.html")
        assert page.locator(".reasons").inner_text() == "Likely origin: a, 80 % sure: b ends in mid-sentence of a."
        page.locator(".cell.a .sentence").first.hover()
        assert page.locator(".cell.b .twin").all_inner_texts() == ["Overnight the water came up by two metres."]


class TestAPartOfAReport:
    @pytest.fixture
    def part(self, visit: Visit, tmp_path):
        write_page(scan(newsroom()), tmp_path / "part.html", limits=Limits(articles=4, matches=2, characters=600))
        return visit(tmp_path / "part.html")

    def test_what_is_left_out_is_counted_on_the_overview(self, part):
        note = part.locator(".left-out").inner_text()
        assert "5 articles, 2 stories and" in note
        assert "texts of 3 articles more" in note

    def test_every_list_says_that_it_is_a_part(self, part):
        for view in ("families", "copies", "outlets", "agencies", "articles", "repeats"):
            turn_to(part, f"#{view}")
            assert "on this page" in part.locator(".head .note").first.inner_text(), view

    def test_a_text_that_is_left_out_says_so(self, part):
        part.evaluate("location.hash = '#family=wire-1'")
        part.wait_for_selector(".pair")
        assert "is not on this page" in part.locator(".side.b .text").inner_text()


class TestArticles:
    def test_the_share_seen_before_is_told(self, visit: Visit, report_file):
        page = visit(report_file, "#articles&outlet=Herald")
        assert titles(page) == ["Harlow under water", "The bridge"]
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(saved(page, "CSV")))}
        assert float(rows["herald-1"]["share_seen_before"]) > 0.9
        assert float(rows["bridge-1"]["share_seen_before"]) == 0

    def test_repeats_and_credits_are_marked_in_place(self, visit: Visit, report_file):
        page = visit(report_file, "#article=bridge-1")
        assert page.locator(".text .repeat.once").count() >= 1
        again = page.locator(".text p:has(.repeat.again)").all_inner_texts()
        assert again == ["The bridge of Harlow on Monday morning (Reuters)"] * 2
        assert set(page.locator(".text .credit").all_inner_texts()) == {"Reuters"}

    def test_repeats_are_listed(self, visit: Visit, report_file):
        page = visit(report_file, "#repeats")
        page.wait_for_selector(".repeats .times")
        assert "3 ×" in page.locator(".repeating", has_text="The bridge").inner_text()


class TestBoilerplate:
    def test_it_is_listed_by_outlet(self, visit: Visit, gazette_file):
        page = visit(gazette_file, "#wording&kind=boilerplate&outlet=Gazette")
        assert page.locator(".wording .quoted").all_inner_texts() == [FOOTER]
        assert "12 articles · 12 days" in page.locator(".wording .meta").inner_text()
        (row,) = csv.DictReader(io.StringIO(saved(page, "CSV")))
        assert (row["text"], row["outlet"], row["articles"]) == (FOOTER, "Gazette", "12")

    def test_it_is_marked_in_place(self, visit: Visit, gazette_file):
        page = visit(gazette_file, "#article=gazette-3")
        assert page.locator(".text .boilerplate").all_inner_texts() == [FOOTER]
        assert "boilerplate of the outlet" in page.locator(".key").inner_text()

    def test_the_overview_and_the_outlets_lead_there(self, visit: Visit, gazette_file):
        page = visit(gazette_file)
        page.get_by_role("link", name="12 × Sign up").click()
        page.wait_for_selector(".wording.flat")
        page.get_by_role("link", name="Outlets", exact=True).click()
        page.get_by_label("12 articles of Gazette with boilerplate").click()
        page.wait_for_selector(".wording.flat")

    def test_clearing_a_filter_stays_in_the_list(self, visit: Visit, gazette_file):
        page = visit(gazette_file, "#wording&kind=boilerplate&q=nothing+of+the+kind")
        assert page.locator(".wording.flat").count() == 0
        page.get_by_role("button", name="Clear").click()
        page.wait_for_selector(".wording.flat")
        assert page.evaluate("location.hash") == "#wording&kind=boilerplate"


class TestOutletsAndAgencies:
    def test_the_matrix_says_who_carries_whose_text_and_leads_there(self, visit: Visit, report_file):
        page = visit(report_file, "#outlets")
        assert {"first_in": "The Wire", "carried_by": "Post", "articles": 1} in json.loads(saved(page, "JSON"))
        page.get_by_label("1 articles first in The Wire, carried by Post").click()
        page.wait_for_selector(".families")
        assert titles(page) == ["Flood in Harlow"]

    def test_agencies_stand_by_outlet(self, visit: Visit, report_file):
        page = visit(report_file, "#agencies")
        rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))
        assert {"agency": "reuters", "name": "Reuters", "outlet": "Herald", "role": "credit", "articles": "1"} in rows


class TestHostileArticles:
    def test_nothing_in_them_is_executed_wherever_they_stand(self, visit: Visit, report_file):
        page = visit(report_file)
        for place in (
            "",
            "#families",
            "#family=evil-1",
            "#articles",
            "#article=evil-2",
            "#copies",
            "#outlets",
            "#outlet=%3Cb%3EEvil%3C%2Fb%3E",
            "#search&q=%3Cimg",
            "#family=evil-1&show=added",
            "#repeats",
            "#wording",
        ):
            turn_to(page, place)
            assert page.evaluate("window.hacked") is None
            assert page.locator("img").count() == 0

    def test_their_markup_shows_as_text(self, visit: Visit, report_file):
        page = visit(report_file, "#article=evil-1")
        shown = page.locator(".text").inner_text()
        assert "<script>window.hacked = true</script>" in shown
        assert "{{ 7 * 7 }}" in shown

    def test_none_of_their_signs_turns_the_page_around(self, visit: Visit, report_file):
        page = visit(report_file)
        for place in ("", "#families", "#articles", "#repeats", "#wording"):
            turn_to(page, place)
            assert not set("\u202a\u202b\u202d\u202e") & set(page.locator("main").text_content()), place

    def test_signs_that_turn_text_around_are_made_visible(self, visit: Visit, report_file):
        page = visit(report_file, "#article=evil-1")
        assert "RLO" in page.locator(".text .control").all_inner_texts()
        assert "\u202e" not in page.locator("main").inner_text()

    def test_a_very_long_line_stays_in_its_column(self, visit: Visit, report_file):
        page = visit(report_file, "#family=evil-1")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_a_line_of_a_megabyte_in_two_directions_opens(self, visit: Visit, tmp_path):
        words = ["وزير", "الخارجية", "قال", "flood", "market", "rose", "214"]
        line = " ".join(f"{words[i % 7]}{i * i % 9973}" for i in range(110_000))
        a, b = Article("a", line), Article("b", f"New: {line}")
        write_comparison(compare(a, b), a, b, tmp_path / "long.html")
        page = visit(tmp_path / "long.html", "#show=whole")
        assert page.locator(".side.b mark.passage").count() > 100

    def test_a_table_of_theirs_calculates_nothing(self, visit: Visit, report_file):
        page = visit(report_file, "#family=evil-1")
        assert not any(
            cell.startswith("=") for row in csv.reader(io.StringIO(saved(page, "CSV", ".pair"))) for cell in row
        )

    def test_the_policy_forbids_what_the_page_does_not_need(self, report_file):
        source = unescape(report_file.read_text("utf-8"))
        assert "default-src 'none'" in source
        assert "unsafe" not in source[: source.index("</head>")]


class TestScreens:
    def test_dark_by_the_systems_wish_and_by_hand(self, visit: Visit, report_file):
        page = visit(report_file, color_scheme="dark")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Light").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark

    def test_a_phone_shows_one_thing_at_a_time_and_nothing_hangs_over(self, visit: Visit, report_file):
        page = visit(report_file, viewport={"width": 360, "height": 740})
        for place in (
            "",
            "#families",
            "#outlets",
            "#agencies",
            "#articles",
            "#article=bridge-1",
            "#wording",
            "#copies",
            "#outlet=Herald",
            FAMILY,
            WHOLE,
        ):
            turn_to(page, place)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        assert page.locator(".passage-card").first.is_visible()
        assert not page.locator(".side.a").is_visible()
        page.get_by_role("button", name="Right", exact=True).click()
        assert page.locator(".side.b").is_visible()

    def test_on_paper_the_texts_stand_at_full_length(self, visit: Visit, report_file):
        page = visit(report_file, WHOLE)
        page.emulate_media(media="print")
        assert page.locator(".side.a .text").evaluate("one => one.scrollHeight <= one.clientHeight + 1")
        assert not page.locator(".pair-tools").is_visible()


VIEWS = [
    "",
    "#families",
    FAMILY,
    WHOLE,
    f"{FAMILY}&show=added",
    "#family=sahl-1",
    "#copies",
    "#pair=wire-1%2Cecho-1",
    "#search&q=flood",
    "#outlet=Herald",
    "#family=nowhere",
    "#outlets",
    "#agencies",
    "#articles",
    "#article=bridge-1",
    "#repeats",
    "#wording",
]


@pytest.mark.parametrize(("scheme", "rules"), [("light", {}), ("dark", {"runOnly": ["color-contrast"]})])
def test_axe_finds_no_serious_fault(visit: Visit, report_file, scheme, rules):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(report_file, color_scheme=scheme)
    for place in VIEWS:
        turn_to(page, place)
        response = Axe().run(page, options=rules).response
        assert response["passes"]
        serious = {
            one["id"]: [node["html"][:160] for node in one["nodes"][:3]]
            for one in response["violations"]
            if one["impact"] in ("serious", "critical")
        }
        assert serious == {}, place
