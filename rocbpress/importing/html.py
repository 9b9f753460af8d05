"""A web page, as a browser or Google Docs saves it, into blocks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import tinyhtml5

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.blocks import Document
from rocbpress.importing.html_blocks import PageReader, text_of
from rocbpress.importing.html_notes import notes_of
from rocbpress.importing.html_pictures import Opener
from rocbpress.importing.stylesheets import read_sheets
from rocbpress.importing.told import Teller
from rocbpress.workspace.contained import read_inside

LIMIT = 32_000_000  # bytes of a page, the pictures within it included
TAGS = 60_000  # a table of two hundred rows has some five thousand
MARKUP = 2_000_000  # bytes without them
DEEPEST = 200  # elements within each other
_WITHIN = re.compile(rb"base64,[A-Za-z0-9+/=\s]+")
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:]{0,20})")
_UNENDED = frozenset(b"area base br col colgroup dd dt hr img input li link meta option p param rt source "
                     b"tbody td "
                     b"tfoot th thead tr wbr".split())
_PICTURE = 64_000_000  # bytes

def read_html(path: Path) -> Document:
    """The page at `path`, with pictures from beside it; nothing is fetched.

    SourceError where it is too large or too deep, OSError where it cannot be read.
    """
    def beside(address: str) -> bytes | None:
        try:
            return read_inside(path.parent / unquote(urlsplit(address).path), path.parent, _PICTURE)
        except (OSError, ValueError):
            return None
    with path.open("rb") as file:
        return html_document(file.read(LIMIT + 1), path.name, beside)


def html_document(data: bytes, file: str, opener: Opener) -> Document:
    """The blocks of a page, with what `opener` finds at the addresses of its pictures; errors as above."""
    if len(data) > LIMIT or len(_WITHIN.sub(b"", data)) > MARKUP or data.count(b"<") > TAGS:
        _refuse("word-too-large",
                f"the page has more than {TAGS:,} tags, or {MARKUP // 1_000_000} MB of text", file)
    if _nested(data) > DEEPEST:
        _refuse("word-too-deep", f"the page has more than {DEEPEST} elements within each other", file)
    tree = tinyhtml5.parse(data, namespace_html_elements=False, likely_encoding=_likely(data))
    sheet = read_sheets(["".join(style.itertext()) for style in tree.iter("style")])
    teller = Teller(file)
    content = _content(tree, teller)
    blocks, notes = PageReader(teller, opener, sheet, notes_of(tree)).read(content)
    return Document(blocks, notes, tuple(teller.told))


def _likely(data: bytes) -> str:
    """The encoding of a page that does not name it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _content(tree: Element, teller: Teller) -> Element:
    """The element with the page's text; what stands around it is told."""
    mains = [*tree.iter("main")] or [*tree.iter("article")]
    body = next(tree.iter("body"), tree)
    content = mains[0] if len(mains) == 1 else body
    name = next((" ".join("".join(each.itertext()).split()) for each in tree.iter("title")), "")
    if name and name not in text_of(content):
        _tell_left(teller, name, "the title of the browser’s window is left out")
    queue = [] if content is body else list(body)
    while queue:
        element = queue.pop(0)
        if element is not content and any(each is content for each in element.iter()):
            queue = [*element, *queue]
        elif element is not content and (words := text_of(element)):
            _tell_left(teller, words, "what stands around the text of the page is left out")
    return content


def _tell_left(teller: Teller, words: str, message: str) -> None:
    teller.tell("html-around", message, words=words, severity=Severity.NOTE)


def _refuse(code: str, message: str, file: str) -> None:
    raise SourceError(Finding(code, message, Place(file), hint="save the page as .docx, and import that"))


def _nested(data: bytes) -> int:
    """How many elements are open at once, at most; those that end by themselves are not counted.

    The parser takes a time that grows with the square of this.
    """
    opened: Counter[bytes] = Counter()
    depth = deepest = 0
    for end, name in _TAG.findall(data):
        name = name.lower()
        if name not in _UNENDED and (not end or opened[name]):
            opened[name] += -1 if end else 1
            depth += -1 if end else 1
            deepest = max(deepest, depth)
    return deepest
