"""What each piece of laid-out text said in the document, and where a space fell away between pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class TextFragment:
    """What a text box shows of text number `origin` of the document, from `start` up to `end`.

    `text` is that part as written: a hyphen added at the end of a line is not in it.
    """

    origin: int
    start: int
    end: int
    text: str


class Texts:
    """The text boxes of a document in their order, numbered before layout cuts them into lines."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._read: dict[int, int] = {}

    def numbering(self, build: Callable[..., Box]) -> Callable[..., Box]:
        """The function that builds all boxes, with each text box numbered; copies keep the number."""
        def build_formatting_structure(*arguments: Any) -> Box:
            root = build(*arguments)
            footnotes = arguments[-1]
            for tree in (root, *footnotes):
                for box in tree.descendants():
                    if isinstance(box, boxes.TextBox):
                        box.rocbpress_text = len(self._texts)
                        self._texts.append(box.text)
            return root
        return build_formatting_structure

    def read(self, box: Box) -> TextFragment:
        """What a laid-out text box shows; boxes must come in the document's order."""
        origin = getattr(box, "rocbpress_text", -1)
        if origin < 0:
            return TextFragment(-1, 0, 0, box.text)
        whole, begin = self._texts[origin], self._read.get(origin, 0)
        for shown in (box.text, box.text.removesuffix(box.style["hyphenate_character"])):
            start = whole.find(shown, begin)
            if start >= 0 and _BETWEEN_LINES.fullmatch(whole, begin, start):
                self._read[origin] = start + len(shown)
                return TextFragment(origin, start, start + len(shown), shown)
        return TextFragment(-1, 0, 0, box.text)

    def are_apart(self, first: TextFragment, second: TextFragment) -> bool:
        """Whether white space was between two fragments that neither of them shows."""
        if min(first.origin, second.origin) < 0:
            return False
        begin, end = self._texts[first.origin], self._texts[second.origin]
        if first.origin == second.origin:
            between = begin[first.end:second.start]
        else:
            skipped = self._texts[first.origin + 1:second.origin]
            between = "".join((begin[first.end:], *skipped, end[:second.start]))
        return _SPACES.search(between) is not None
