"""The parts of a page that are not its article: consent banners, prompts to subscribe, related stories, comments.

What lies over or beside the article is taken out before the article is looked for, and an article that its page puts
into an element meant for something else is brought into one where it is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dedup.reading.linkeddata import same_headline

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.html import HtmlElement

MAX_ASIDE = 600
"""Characters; a longer pointer, caption or prompt is a wrapper around something else."""

_MAX_BANNER = 8000
"""Characters of a consent banner, which may list its partners."""

_ASIDE = re.compile(
    r"(^|[\s_-])(related|recommended|read-?(more|also|next)|see-?also|most-?read|more-?(news|stories)|outbrain|taboola|"
    r"newsletter|sidebar|jp-relatedposts|comments?|trending|popular)([\s_-]|$)",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"comment(?!ar)|disqus|reply|replies|video|player|podcast|teaser|card\b|promo|latest|ticker", re.IGNORECASE
)
"""Names of elements whose dates are those of something else."""

_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:-?(?:list|area|section|body|date|meta|author))?|disqus_thread|respond)(?=\s|$)", re.I
)
_VIDEO = re.compile(r"video|player|podcast", re.IGNORECASE)

_POINTER = re.compile(
    r"\s*(read (more|also|next)|also read|see also|related|more on this|don't miss|"
    r"[اإ]قر[أا](وا)? (أيضا|أيضاً|ايضا|المزيد)|شاهد (أيضا|أيضاً|ايضا)|لمزيد من التفاصيل|مواضيع ذات صلة|أخبار ذات صلة)\b",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"cookie|consent|gdpr|onetrust|didomi|usercentrics|quantcast|qc-cmp|sp_message|truste|iubenda|klaro|tarteaucitron|"
    r"cybot|borlabs|osano|axeptio|evidon|(^|\s)cmp(box|wrapper)?($|\s)|privacy[\s_-]?(banner|notice|modal|popup|overlay|wall|bar)",
    re.IGNORECASE,
)
_PRIVACY = re.compile(
    r"cookie|куки|çerez|ciasteczk|eväste|sütik|informasjonskapsl|クッキー|쿠키|کوکی|الكوكيز|ملفات تعريف الارتباط|"
    r"privacy|personal data|datenschutz|vie privée|données personnelles|datos personales|dados pessoais|dati personali|"
    r"隐私|個人情報",
    re.IGNORECASE,
)
_ACCEPT = re.compile(
    r"accept|agree|consent|allow|got it|preferences|zustimm|akzept|einwillig|refuser|acept|aceit|accett|rifiut|"
    r"принять|принима|соглас|kabul|zgadzam|akcept|godkänn|godta|samtyk|hyväksy|souhlas|súhlas|elfogad|同意|接受|동의|"
    r"أوافق|موافق|قبول|أقبل|پذیر",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"paywall|regwall|subscri|abonn|sign-?up|newsletter|register-?(wall|prompt)|piano", re.IGNORECASE)
_PROMPT_WORDS = re.compile(
    r"subscri|sign (in|up)|log ?in|register|abonn|s'inscrire|suscr|assin|iscriv|اشترك|подпис", re.IGNORECASE
)


class Page:
    """A page's tree, and which element is its headline; `names` are the headlines that its head gives it."""

    def __init__(self, tree: HtmlElement, names: tuple[str, ...]) -> None:
        self._tree = tree
        headings = list(tree.iter("h1"))
        named = [one for one in headings if any(same_headline(str(one.text_content()), name) for name in names)]
        self.headline: HtmlElement | None = next(iter(named or headings), None)
        self._around = set() if self.headline is None else {self.headline, *self.headline.iterancestors()}

    def prune(self) -> None:
        """Take out what lies over the article or points away from it; bring the article out of asides and tables."""
        asking = {above for button in _buttons(self._tree) if _accepts(button) for above in button.iterancestors()}
        for element in self._inner("div", "section", "aside", "dialog", "form", "footer"):
            if (_is_banner(element, asking) and not self._in_article(element)) or _is_prompt(element):
                element.drop_tree()
        for element in self._inner("div", "section", "aside", "p", "ul"):
            if _is_pointer(element):
                element.drop_tree()
        _unwrap(self._tree)
        _lay_out(self._tree)

    def _inner(self, *tags: str) -> Iterator[HtmlElement]:
        """Elements that do not hold the headline and have not been taken out yet, outermost first."""
        for element in list(self._tree.iter(*tags)):
            if element not in self._around and self._tree in element.iterancestors():
                yield element

    def _in_article(self, element: HtmlElement) -> bool:
        """Whether an element stands in the `article` that has the headline."""
        return any(above.tag == "article" and above in self._around for above in element.iterancestors())

    def outside(self, element: HtmlElement) -> bool:
        """Whether an element stands in a part of the page that is about something else."""
        for above in element.iterancestors():
            if above in self._around:
                return False
            if above.tag in {"nav", "footer", "aside", "video"} or is_aside(above) or _NO_DATE.search(names_of(above)):
                return True
            if above.tag == "article" and self.headline is not None:
                return True
        return False

    def beside(self, element: HtmlElement) -> bool:
        """Whether an element is, or stands in, what no article stands in: a footer, comments, the box of a video."""
        for above in (element, *element.iterancestors()):
            if above in self._around:
                return False
            if above.tag in {"nav", "footer", "aside", "video"} or _COMMENTS.search(names_of(above)):
                return True
            if _VIDEO.search(names_of(above)) and length_of(above) <= MAX_ASIDE:
                return True
        return False


def is_aside(element: HtmlElement) -> bool:
    """Whether an element is named as something beside the article."""
    return element.tag not in {"body", "html"} and _ASIDE.search(names_of(element)) is not None


def names_of(element: HtmlElement) -> str:
    """The class and id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def length_of(element: HtmlElement) -> int:
    """Characters of an element's text; scripts count too, but it is quick."""
    return len(" ".join(str(element.text_content()).split()))


def _is_banner(element: HtmlElement, asking: Container[HtmlElement]) -> bool:
    """Whether an element asks for consent to cookies: by its name, or as one of those with a button that consents."""
    if element not in asking and not _BANNER.search(names_of(element)):
        return False
    text = str(element.text_content())
    return len(text) <= _MAX_BANNER and bool(_PRIVACY.search(text) and _ACCEPT.search(text))


def _is_prompt(element: HtmlElement) -> bool:
    """Whether an element asks to subscribe or to sign in."""
    if not _PROMPT.search(names_of(element)) or length_of(element) > MAX_ASIDE:
        return False
    return any(_PROMPT_WORDS.search(_said(one)) for one in (*_buttons(element), *element.iter("a")))


def _accepts(button: HtmlElement) -> bool:
    return _ACCEPT.search(_said(button)) is not None


def _buttons(element: HtmlElement) -> Iterator[HtmlElement]:
    """The buttons and fields in an element."""
    yield from element.iter("button", "input")
    yield from (link for link in element.iter("a") if link.get("role") == "button" or "btn" in names_of(link))


def _said(button: HtmlElement) -> str:
    """What a button, field or link says."""
    return f"{_text(button)} {button.get('value', '')} {button.get('placeholder', '')}"


def _text(element: HtmlElement) -> str:
    return str(element.text_content())[:MAX_ASIDE]


def _is_pointer(element: HtmlElement) -> bool:
    """Whether an element is named or worded as a pointer to other articles, and most of it is links."""
    length = length_of(element)
    if length > MAX_ASIDE or not (_ASIDE.search(names_of(element)) or _POINTER.match(" ".join(_text(element).split()))):
        return False
    return 2 * sum(length_of(link) for link in element.iter("a")) >= length - 40


def _unwrap(tree: HtmlElement) -> None:
    """Turn an aside, form or the like that holds most of the page's paragraphs into a block like any other."""
    paragraphs = sum(length_of(one) for one in tree.iter("p"))
    for element in list(tree.iter("aside", "footer", "form", "dialog", "nav", "menu", "fieldset")):
        if paragraphs and 2 * sum(length_of(one) for one in element.iter("p")) > paragraphs:
            element.tag = "div"


def _lay_out(tree: HtmlElement) -> None:
    """Turn tables that only lay out the page into blocks."""
    for table in list(tree.iter("table")):
        if any(length_of(cell) > MAX_ASIDE // 2 for cell in table.iter("td")):
            for part in [table, *table.iterchildren("tbody", "thead", "tfoot")]:
                for row in part.iterchildren("tr"):
                    for cell in row.iterchildren("td", "th"):
                        cell.tag = "div"
                    row.tag = "div"
                part.tag = "div"
