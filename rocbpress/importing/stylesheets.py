"""What the style sheets and attributes of a web page say of how its words look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import tinycss2

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LOOKS = ((("b", "strong", "th"), "font-weight", "bold"),
          (("i", "em", "cite", "dfn", "var"), "font-style", "italic"),
          (("s", "strike", "del"), "text-decoration", "line-through"), (("center",), "text-align", "center"))
_TAGS: Mapping[str, Mapping[str, str]] = {tag: {name: value} for tags, name, value in _LOOKS for tag in tags}
_POINTS = {"pt": 1.0, "px": 0.75}

Sheet = Mapping[tuple[str, str], Mapping[str, str]]  # by tag and class, either of which may be empty


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; `size` in points, 0 where nothing says."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    centred: bool = False
    size: float = 0
    language: str = ""


def read_sheets(texts: list[str]) -> Sheet:
    """The declarations of rules whose selector is a tag, a class or both; others speak of places."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for text in texts:
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            given = dict(_declarations(rule.content))
            for selector in tinycss2.serialize(rule.prelude).split(","):
                if (each := _SELECTOR.fullmatch(selector.strip())) and selector.strip():
                    found.setdefault((each[1] or "", each[2] or ""), {}).update(given)
    return found


def look_of(element: Element, before: Look, sheet: Sheet) -> Look:
    """How the words of an element look within one that looks like `before`."""
    given: dict[str, str] = dict(_TAGS.get(element.tag, {}))
    classes = element.get("class", "").split()
    names = [(tag, name) for tag in ("", element.tag) for name in classes]
    for key in ((element.tag, ""), *names):
        given.update(sheet.get(key, {}))
    given.update(_declarations(element.get("style", "")))
    if element.get("align"):
        given.setdefault("text-align", element.get("align", ""))
    shown = "hidden" not in element.attrib and given.get("display") != "none"
    look = replace(before, language=element.get("lang", before.language),
                   hidden=before.hidden or not shown)
    for name, value in given.items():
        if name in _READ:
            look = _READ[name](look, value)
    return look


def _declarations(content: object) -> Iterator[tuple[str, str]]:
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            yield each.lower_name, tinycss2.serialize(each.value).strip().lower()


def _bold(look: Look, value: str) -> Look:
    return replace(look, bold=value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600))


def _size(look: Look, value: str) -> Look:
    number = re.fullmatch(r"([\d.]{1,8})(pt|px)", value)
    try:
        return replace(look, size=float(number[1]) * _POINTS[number[2]]) if number else look
    except ValueError:
        return look


_READ = {
    "font-weight": _bold,
    "font-style": lambda look, value: replace(look, italic=value in ("italic", "oblique")),
    "text-decoration": lambda look, value: replace(look, struck=look.struck or "line-through" in value),
    "text-decoration-line": lambda look, value: replace(look, struck=look.struck or "line-through" in value),
    "visibility": lambda look, value: replace(look, hidden=value in ("hidden", "collapse")),
    "mso-hide": lambda look, value: replace(look, hidden=look.hidden or value == "all"),
    "text-align": lambda look, value: replace(look, centred=value == "center"),
    "font-size": _size,
}
