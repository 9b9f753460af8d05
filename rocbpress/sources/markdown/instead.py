"""What to type instead of HTML, and of links that are none."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from markdown_it.token import Token

_TAG = re.compile(r"</?([a-z]+[1-6]?)\b", re.IGNORECASE)
_LINK = re.compile(r"!?\[[^\[\]]*\]\(([^)\n]*)(\)?)")
_CAPTION = re.compile(r"\S*\s+[“”„«»‘’](.*?)[“”«»‘’]?\s*$")
_TITLE = re.compile(r'\s+"[^"]*"\s*$')
_CODE = re.compile(r"`+[^`]*`+|\\.", re.DOTALL)
_WEB, _SENTENCE = ("http", "www."), 3  # words behind an address that are a sentence going on
_WORD = re.compile(r"\b(?!sic\b)\w*?[^\W\d_]{2}")
_TO = r"(?:https?://|www\.|mailto:|article:|page:|images/|#)[^\s()\[\]（）]*"
# A space before the address, a label whose address is nowhere, and brackets that are exchanged.
_UNREAD = re.compile(
    r"(?<![A-Za-z0-9_\])])(?P<picture>!)?\[(?P<words>[^\[\]\0]+)\]"
    rf"(?:(?:\s+\(|\s*（)(?P<address>{_TO})[)）]|\[(?P<label>(?!\^)[^\[\]\0]*)\](?![(\[{{:]))"
    rf"|\((?P<turned>[^()\[\]\0]+)\)\[(?P<after>{_TO})\]")
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


def begins_of_links(tokens: Iterable[Token]) -> frozenset[int]:
    """The offsets in their paragraph at which links and pictures begin."""
    return frozenset(t.meta.get("at", -1) for t in tokens if t.type in ("link_open", "image"))


def broken_link(text: str, read: Collection[int]) -> tuple[int, str, str]:
    """What stands like a link in a paragraph and is none: where, its words, and how to write it.

    Those are links that begin at the offsets `read`.
    """
    bare = _without_code(text)
    hits = [hit for hit in _LINK.finditer(bare) if hit.start() not in read]
    for hit in hits:
        if hint := _instead_of_address(hit):
            whole = hit[0].split(maxsplit=1)[0] if hint.startswith("the closing") and hit[2] else hit[0]
            return hit.start(), _short(whole), hint
    at = hits[0].start() if hits else bare.find("](")
    typed = hits[0][0] if hits else text[max(0, at - 20):]
    return max(0, at), _short(typed), "write [words](address), with no space within the address"


def _instead_of_address(hit: re.Match[str]) -> str:
    """The hint for what stands between the round brackets; '' if an address may."""
    address, caption = _TITLE.sub("", hit[1]).strip(), _CAPTION.match(hit[1])
    first, *more = hit[1].split() or [""]
    if not hit[2] or "](" in hit[1] or (first.startswith(_WEB) and len(more) >= _SENTENCE and not caption):
        return f"the closing ) is missing: write it after {first or 'the address'}"
    if caption:
        return f'write straight quotation marks: "{caption[1]}"'
    return f"write <{address}>, or an address without spaces" if " " in address else ""


def unread_links(text: str, read: Collection[int]) -> Iterator[tuple[int, str, str]]:
    """What was meant as a link and is printed as it is typed, as `broken_link` has it.

    No citations: [1][2], [Kim 2019][Lee 2021].
    """
    bare = _without_code(text)
    for hit in _UNREAD.finditer(bare) if "^[" not in bare else ():
        words = " ".join((hit["words"] or hit["turned"]).split())
        address, label = hit["address"] or hit["after"], hit["label"]
        cited = label is not None and label[-1:].isdecimal() and words[-1:].isdecimal()
        if hit.start() in read or not _WORD.search(words) or cited:
            continue
        link = f"{hit['picture'] or ''}[{words}]({address or 'https://…'})"
        more = "" if label is None else f", or below, in a line of its own, [{label or words}]: https://…"
        yield hit.start(), _short(hit[0]), f"write {link}{more}"


def _without_code(text: str) -> str:
    """The text with program text and escaped signs blank, all else where it is."""
    return _CODE.sub(lambda hit: "\0" * len(hit[0]), text)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
