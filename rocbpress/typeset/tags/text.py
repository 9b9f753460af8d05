"""What each piece of laid-out text said in the document, and where a space fell away between pieces."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import Box, Style

# Marks for breaking lines and joining letters: nothing that should be copied or heard.
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
_SPACES = re.compile(r"[\s\u00a0]+")
# What may stand between two lines of the same text without being part of either.
_BETWEEN_LINES = re.compile(r"[\s\u00ad\u200b]*")


def plain(text: str) -> str:
    """Text as it should be copied: without break marks, and with plain spaces."""
    return text.translate(_INVISIBLE).replace("\u00a0", " ")


def is_rtl(character: str) -> bool:
    """Whether it runs from right to left (UAX 9)."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def is_rtl_within(style: Style) -> bool:
    """Whether what has this style is within text that runs from right to left."""
    outer: Style | None = style
    while outer is not None and outer["direction"] != "rtl":
        outer = getattr(outer, "parent_style", None)  # words of a drawing have no parent
    return outer is not None


class TextFragment(NamedTuple):
    """What a text box shows, and from where to where in the text of the document; -1 if nowhere.

    `text` is that part as written: a hyphen added at the end of a line is not in it.
    """

    start: int
    end: int
    text: str


class Texts:
    """The text of all text boxes of a document in their order, before layout cuts them into lines."""

    def __init__(self) -> None:
        self._text = ""
        self._read: dict[int, int] = {}

    def numbering(self, build: Callable[..., Box]) -> Callable[..., Box]:
        """The function that builds all boxes, where each text box knows its part; copies keep it."""
        def build_formatting_structure(*arguments: Any) -> Box:
            root = build(*arguments)
            footnotes = arguments[-1]
            parts, end = [], 0
            for tree in (root, *footnotes):
                for box in tree.descendants():
                    if isinstance(box, boxes.TextBox):
                        parts.append(box.text)
                        start, end = end, end + len(box.text)
                        box.rocbpress_part = start, end
            self._text = "".join(parts)
            return root
        return build_formatting_structure

    def read(self, box: Box) -> TextFragment:
        """What a laid-out text box shows; boxes must come in the document's order."""
        part, end = getattr(box, "rocbpress_part", (0, 0))
        begin = self._read.get(part, part)
        for shown in (box.text, box.text.removesuffix(box.style["hyphenate_character"])):
            start = self._text.find(shown, begin, end)
            if start >= 0 and _BETWEEN_LINES.fullmatch(self._text, begin, start):
                self._read[part] = start + len(shown)
                return TextFragment(start, start + len(shown), shown)
        return TextFragment(-1, -1, box.text)

    def are_apart(self, first: TextFragment, second: TextFragment) -> bool:
        """Whether white space was between two fragments that neither of them shows."""
        known = min(first.start, second.start) >= 0
        return known and _SPACES.search(self._text, first.end, second.start) is not None
