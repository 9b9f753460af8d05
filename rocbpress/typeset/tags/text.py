"""What each piece of laid-out text said in the document, and where a space fell away between pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.tags.nodes import Box

# Marks for breaking lines and joining letters: they say nothing, so nobody should copy or hear them.
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
_SPACES = re.compile(r"[\s\u00a0]+")
# What may stand between two lines of the same text without being part of either.
_BETWEEN_LINES = re.compile(r"[\s\u00ad\u200b]*")


def plain(text: str) -> str:
    """Text as it should be copied: without break marks, and with plain spaces."""
    return text.translate(_INVISIBLE).replace("\u00a0", " ")


def turns(character: str) -> bool:
    """Whether it runs from right to left (UAX 9)."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def runs_within(box: Box) -> bool:
    """Whether a box stands in a text that runs from right to left."""
    style = box.style
    while style is not None and style["direction"] != "rtl":
        style = getattr(style, "parent_style", None)  # words of a drawing have no parent
    return style is not None


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

    def numbering(self, build: Callable[..., Any]) -> Callable[..., Any]:
        """The function that builds all boxes, with each text box numbered; copies keep the number."""
        def build_formatting_structure(*arguments: Any) -> Any:
            root = build(*arguments)
            footnotes = arguments[-1]
            self._number(root.descendants())
            for note in footnotes:
                self._number(note.descendants())
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
        """Whether white space stood between two fragments that neither of them shows."""
        if min(first.origin, second.origin) < 0:
            return False
        if first.origin == second.origin:
            between = self._texts[first.origin][first.end:second.start]
        else:
            between = "".join((
                self._texts[first.origin][first.end:],
                *self._texts[first.origin + 1:second.origin],
                self._texts[second.origin][:second.start]))
        return _SPACES.search(between) is not None

    def _number(self, found: Iterable[Box]) -> None:
        for box in found:
            if isinstance(box, boxes.TextBox):
                box.rocbpress_text = len(self._texts)
                self._texts.append(box.text)
