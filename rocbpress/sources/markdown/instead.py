"""What to type instead of HTML, and of links that are none."""

import re
from collections.abc import Mapping

_TAG = re.compile(r"</?([a-z]+[1-6]?)\b", re.IGNORECASE)
_LINK = re.compile(r"!?\[[^\[\]]*\]\(([^)\n]*)(\)?)")
_CAPTION = re.compile(r"\s*[“”„«»‘’](.*?)[“”«»‘’]?\s*$")
_TITLE = re.compile(r'\s+"[^"]*"\s*$')
_BY_TAG: Mapping[str, str] = {
    "br": "end the line above with \\, or leave an empty line", "b": "write **words**",
    "strong": "write **words**",
    "i": "write *words*", "em": "write *words*", "a": "write [words](https://…)",
    "img": "write ![what it shows](images/…)", "li": "write - and a space before each item",
    "table": "write | between the cells, and |---|---| below the first row",
    "hr": "write *** in a line of its own", "blockquote": "write > before each line",
    **{f"h{level}": "write ## before the words" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol"), "write - or 1. and a space before each item"),
    **dict.fromkeys(("p", "div", "center", "span", "font", "u", "small", "big", "sup", "sub"), "delete it")}


def instead_of_html(written: str) -> str:
    """The hint for a tag, a comment or a sign that begins like one."""
    if written.lstrip().startswith("<!--"):
        return "delete the comment"
    tag = _TAG.match(written.lstrip())
    return _BY_TAG.get(tag[1].lower() if tag else "", "delete it, or write \\< for a sign that is meant")


def broken_link(text: str) -> tuple[str, str]:
    """What stands like a link in a paragraph and is none, and how to write it."""
    for hit in _LINK.finditer(text):
        address, caption = _TITLE.sub("", hit[1]), _CAPTION.search(hit[1])
        if not hit[2]:
            return _short(hit[0]), "write ) after the address"
        if caption and " " in address:
            return _short(hit[0]), f'write straight quotation marks: "{caption[1]}"'
        if " " in address.strip():
            return _short(hit[0]), f"write <{address.strip()}>, or an address without spaces"
    typed = text[max(0, text.find("](") - 20):]
    return _short(typed), "write [words](address), with no space within the address"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
