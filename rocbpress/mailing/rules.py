"""What a mail program, a screen reader or a dark screen would not bear in the page of a layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree, html
from lxml.etree import _Element

from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.colour import contrast
from rocbpress.layout.layout import Layout
from rocbpress.mailing.content import Mail

LEAST = 4.5  # WCAG 2, 1.4.3
_TAGS = frozenset({
    "html", "head", "meta", "title", "style", "body", "table", "tbody", "thead", "tr", "th", "td", "h1", "h2",
    "h3", "h4", "h5", "h6", "p", "a", "img", "br", "span", "strong", "em", "b", "i", "ul", "ol", "li", "div"})
_FORBIDDEN = ("background", "http-equiv", "srcset", "hidden")
_GROUNDED = ("td", "th", "table", "body")
_HEADING = re.compile("h[1-6]")
_HEX = re.compile("#[0-9a-fA-F]{6}")
_BLACK, _WHITE = "#000000", "#ffffff"

Srgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is shown, and as it is on dark screens, and what it is to say."""

    shown: _Element
    dark: _Element
    mail: Mail


def check_page(shown: str, dark: str, mail: Mail, layout: Layout) -> tuple[Finding, ...]:
    """An error for each rule that the page breaks, with the first that breaks it."""
    page = Page(html.document_fromstring(shown.encode(), parser=html.HTMLParser(encoding="utf-8")),
                html.document_fromstring(dark.encode(), parser=html.HTMLParser(encoding="utf-8")), mail)
    where = Place(f"layouts/{layout.name}/mail.html.j2")
    told = (next(rule(page), "") for rule in RULES)
    return tuple(Finding("mail-html", words, where) for words in told if words)


def elements_are_known(page: Page) -> Iterator[str]:
    """No script, form, drawing or frame; nothing that is done by itself."""
    for comment in page.shown.iter(etree.Comment):
        if not (comment.text or "").startswith("[if"):
            yield f"a comment stands in the page: {(comment.text or '')[:40]}"
    for element in page.shown.iter("*"):
        names = map(str, element.attrib)
        if element.tag not in _TAGS:
            yield f"<{element.tag}> may not stand in a mail"
        elif wrong := [name for name in names if name.startswith("on") or name in _FORBIDDEN]:
            yield f"<{element.tag}> may have no {wrong[0]} in a mail"


def nothing_is_fetched(page: Page) -> Iterator[str]:
    """The only picture is the one that comes with the mail, and it says what it shows."""
    own = page.mail.picture.source if page.mail.picture else ""
    for element in page.shown.iter("img"):
        if not own or element.get("src") != own:
            yield f"the picture {element.get('src', '')} does not come with the mail"
        if not element.get("alt"):
            yield "the picture has no alt"
    for element in page.shown.iter("style"):
        if re.search(r"url\(|@import|@font-face", element.text or ""):
            yield "the style sheet names another file"
    if any("url(" in element.get("style", "") for element in page.shown.iter("*")):
        yield "a style names another file"


def links_lead_where_they_say(page: Page) -> Iterator[str]:
    """To addresses of the publisher and of the issue, by words."""
    for element in page.shown.iter("a"):
        if element.get("href") not in page.mail.addresses:
            yield f"the link {element.get('href', '')} is none of the publisher's addresses"
        if not "".join(map(str, element.itertext())).strip():
            yield f"the link {element.get('href', '')} has no words"


def language_is_said(page: Page) -> Iterator[str]:
    """And from which side it runs, once for all."""
    if page.shown.get("lang") != page.mail.language:
        yield f"<html> needs lang=\"{page.mail.language}\""
    if page.mail.direction == "rtl" and page.shown.get("dir") != "rtl":
        yield "<html> needs dir=\"rtl\""


def headings_go_down(page: Page) -> Iterator[str]:
    """One h1, and no level passed over."""
    levels = [int(element.tag[1]) for element in page.shown.iter("*") if _HEADING.fullmatch(element.tag)]
    if levels[:1] != [1] or levels.count(1) > 1:
        yield "the page needs one h1, before all other headings"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading h{below} follows h{above}"


def tables_are_for_places(page: Page) -> Iterator[str]:
    """A screen reader reads none of them as a table."""
    if any(table.get("role") != "presentation" for table in page.shown.iter("table")):
        yield "a <table> lacks role=\"presentation\""


def nothing_is_hidden(page: Page) -> Iterator[str]:
    """Some mail programs would show it."""
    for element in page.shown.iter("*"):
        if _style(element).get("display") == "none":
            yield f"<{element.tag}> is hidden"


def grounds_come_with_colours(page: Page) -> Iterator[str]:
    """A program that turns dark changes grounds, some of them those alone that it finds as attributes."""
    for element in page.shown.iter("*"):
        style = _style(element)
        ground = style.get("background-color", "")
        named = f"<{element.tag} class=\"{element.get('class', '')}\">"
        if "color" in style and not ground:
            yield f"{named} has a colour, but no background-color"
        if element.tag in _GROUNDED and ground.lower() != element.get("bgcolor", "").lower():
            yield f"{named} needs bgcolor=\"{ground}\""


def text_stands_out(page: Page) -> Iterator[str]:
    """As it is, on dark screens, and with all colours turned round."""
    yield from _faint(page.shown, _BLACK, _WHITE, "")
    yield from _faint(page.dark, _WHITE, _BLACK, " on dark screens")


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    elements_are_known, nothing_is_fetched, links_lead_where_they_say, language_is_said, headings_go_down,
    tables_are_for_places, nothing_is_hidden, grounds_come_with_colours, text_stands_out)


def _faint(element: _Element, colour: str, ground: str, where: str) -> Iterator[str]:
    """Words with too little contrast, in this element and in those within it."""
    if element.tag in ("head", "style"):
        return
    style = _style(element)
    colour, ground = style.get("color", colour), style.get("background-color", ground)
    words = " ".join(filter(None, (element.text, *(child.tail for child in element)))).strip()
    if words and not (_HEX.fullmatch(colour) and _HEX.fullmatch(ground)):
        yield f"{colour} on {ground}: write colours as #rrggbb, or of the palette"
    elif words:
        pair = _srgb(colour), _srgb(ground)
        for ratio, turned in ((contrast(*pair), ""), (contrast(*map(_turned, pair)), ", inverted")):
            if ratio < LEAST:
                yield (f"“{words[:30]}” has a contrast of {ratio:.2f} : 1{where}{turned}; it needs "
                       f"{LEAST:g} : 1")
    for child in element.iterchildren("*"):
        yield from _faint(child, colour, ground, where)


def _style(element: _Element) -> dict[str, str]:
    """The declarations of its attribute; of two with one name the last counts."""
    parts = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in parts}


def _srgb(colour: str) -> Srgb:
    red, green, blue = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _turned(colour: Srgb) -> Srgb:
    red, green, blue = (1 - part for part in colour)
    return red, green, blue
