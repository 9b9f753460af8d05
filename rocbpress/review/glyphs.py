"""The letters of a finished PDF with their places, by the blocks that they stand in."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from rocbpress.assemble.objects import Box
from rocbpress.assemble.pagination import Pagination
from rocbpress.typeset.galley import Galley

_SOFT_HYPHEN, _UNKNOWN = 0x02, 0xFFFD  # what pdfium tells of a hyphen at a line's end; of what has no text
_SAME_LINE = 0.5  # of a letter's height, by which the next on its line may stand higher or lower


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as it can be copied, and its place, as high as its face is."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A block's place on a page, counted from 0, or in one column of it, and the letters there."""

    block: str
    page: int
    box: Box
    glyphs: tuple[Glyph, ...]

    def words(self) -> Iterator[tuple[str, Box]]:
        """Its words with their places; one that is broken counts twice."""
        word: list[Glyph] = []
        for glyph in self.glyphs:
            if word and (glyph.text.isspace() or not on_one_line(word[-1].box, glyph.box)):
                yield _joined(word)
                word = []
            if not glyph.text.isspace():
                word.append(glyph)
        if word:
            yield _joined(word)


def set_blocks(pdf: bytes, galleys: Sequence[Galley], pagination: Pagination) -> tuple[SetBlock, ...]:
    """All blocks of an assembled file, page by page in reading order."""
    areas: dict[int, list[tuple[str, Box]]] = defaultdict(list)
    first = 0
    for galley in galleys:
        for area in galley.areas:
            head = pagination.pages[first + area.page].height - area.y
            areas[first + area.page].append(
                (area.block, (area.x, head - area.height, area.x + area.width, head)))
        first += len(galley.pages)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(block for page in sorted(areas)
                     for block in _on_page(page, areas[page], tuple(_glyphs(document[page]))))


def on_one_line(one: Box, other: Box) -> bool:
    """Whether two letters stand on a line."""
    return abs(one[1] - other[1]) < _SAME_LINE * max(one[3] - one[1], other[3] - other[1], 1)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box round all of them."""
    left, foot, right, head = zip(*boxes, strict=True)
    return min(left), min(foot), max(right), max(head)


def within(box: Box, x: float, y: float, slack: float = 0) -> bool:
    """Whether a point is in a box, or `slack` points beside it."""
    left, foot, right, head = box
    return left - slack <= x <= right + slack and foot - slack <= y <= head + slack


def size_of(box: Box) -> float:
    """The area of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _joined(word: Sequence[Glyph]) -> tuple[str, Box]:
    return "".join(each.text for each in word), around(each.box for each in word)


def _on_page(page: int, areas: Sequence[tuple[str, Box]], glyphs: Sequence[Glyph]) -> Iterator[SetBlock]:
    """Each letter goes to the smallest area that has its middle: blocks may lie in others."""
    own: Mapping[int, list[Glyph]] = defaultdict(list)
    sizes = sorted(range(len(areas)), key=lambda at: size_of(areas[at][1]))
    at = -1
    for glyph in glyphs:
        if not glyph.text.isspace():
            left, foot, right, head = glyph.box
            x, y = (left + right) / 2, (foot + head) / 2
            at = next((each for each in sizes if within(areas[each][1], x, y, 1)), -1)
        if at >= 0:
            own[at].append(glyph)
    for at, (block, box) in enumerate(areas):
        yield SetBlock(block, page, box, tuple(own[at]))


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    half: tuple[int, Box] | None = None
    for code, place in _codes(page):
        if 0xD800 <= code < 0xE000:
            if half is None:
                half = code, place
                continue
            code, place = _whole(half[0], code), around((half[1], place))
        half = None
        yield Glyph("-" if code == _SOFT_HYPHEN else chr(code), place)


def _codes(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Box]]:
    """Each code unit of UTF-16 with its place; pdfium tells characters beyond U+FFFF as two."""
    words = page.get_textpage()
    box = pdfium.FS_RECTF()
    for at in range(words.count_chars()):
        pdfium.FPDFText_GetLooseCharBox(words, at, ctypes.byref(box))
        yield (pdfium.FPDFText_GetUnicode(words, at) or _UNKNOWN), (box.left, box.bottom, box.right, box.top)


def _whole(one: int, other: int) -> int:
    """The character of two surrogates, which pdfium turns round in a run from right to left."""
    high, low = min(one, other), max(one, other)
    return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF) if high < 0xDC00 <= low else _UNKNOWN
