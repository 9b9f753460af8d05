"""Where everything of a document came to lie: its lines, blocks and pictures, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.tags.ancestry import Element
from rocbpress.typeset.tags.nodes import Box, Rectangle, hull

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ABOVE = 0.5  # above or below the text, and nearer to it than any z-index is
_CANVAS = frozenset({"html", "body"})
# Of the size of the type: how far letters reach above and below the line they stand on.
_ASCENT, _DESCENT = 0.7, 0.22
# Figures and most capitals reach below it by nothing.
_STANDING = re.compile(r"[0-9A-IK-PR-Z.:%–—\s]*")


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a box: page, nearest element, block container, column, heading and such.

    `limits` are boxes whose height cannot grow, the nearest first; `placed` is true inside what is
    positioned absolutely, `hidden` inside what is kept from readers, `note` in the notes at the foot.
    `layers` are the boxes around that are painted by themselves, the outermost first: how high each
    lies above the text (0), and its turn among its like.
    """

    page: int
    element: Element = None
    block: Box = None
    column: Box = None
    heading: Element = None
    limits: tuple[Box, ...] = ()
    note: bool = False
    placed: bool = False
    hidden: bool = False
    layers: tuple[tuple[float, int], ...] = ()

    @property
    def flows(self) -> bool:
        return not (self.placed or self.note)


@dataclass(frozen=True, slots=True, eq=False)
class LineBox:
    """A line with visible text; `ink` is where its letters reach, in CSS pixels from the upper left."""

    around: Around
    text: str
    ink: Rectangle

    @property
    def flows(self) -> bool:
        """Whether it takes its turn in the text."""
        return self.around.flows


@dataclass(frozen=True, slots=True, eq=False)
class BlockBox:
    """A block or a picture on one page; `border` is its border box, `measure` the sides it must keep."""

    around: Around
    box: Box
    border: Rectangle
    measure: tuple[float, float] | None = None

    @property
    def is_picture(self) -> bool:
        return isinstance(self.box, boxes.ReplacedBox)

    @property
    def flows(self) -> bool:
        """Whether it takes its turn in the text, in it or as a float."""
        return self.around.flows


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page: its CSS name, its trim and type area in CSS pixels, and what came to lie on it, in order."""

    number: int
    name: str
    width: float
    height: float
    head: float
    foot: float
    items: list[LineBox | BlockBox] = field(default_factory=list)
    calls: list[Element] = field(default_factory=list)

    @property
    def lines(self) -> list[LineBox]:
        return [item for item in self.items if isinstance(item, LineBox)]

    @property
    def blocks(self) -> list[BlockBox]:
        return [item for item in self.items if isinstance(item, BlockBox)]

    @property
    def pictures(self) -> list[BlockBox]:
        return [block for block in self.blocks if block.is_picture]

    @property
    def fill(self) -> float:
        """How far down the type area something is shown, from 0 to 1."""
        feet = [item.ink[3] if isinstance(item, LineBox) else item.border[3] for item in self.items
                if not item.around.hidden and (isinstance(item, LineBox) or item.is_picture)]
        filled = (max(feet, default=self.head) - self.head) / (self.foot - self.head)
        return round(min(max(filled, 0), 1), 3)


@dataclass(frozen=True, slots=True)
class DocumentGeometry:
    """All sheets of a flow."""

    page_boxes: tuple[PageGeometry, ...]

    def lines(self) -> Iterator[LineBox]:
        """Every line, page after page."""
        for page_box in self.page_boxes:
            yield from page_box.lines

    def text(self) -> Iterator[LineBox | BlockBox]:
        """Lines and pictures that take their turn in the text, page after page."""
        for page_box in self.page_boxes:
            yield from (item for item in page_box.items if item.flows
                        and (isinstance(item, LineBox) or item.is_picture))


def survey_boxes(document: Any) -> DocumentGeometry:
    """All that WeasyPrint laid out; nothing is drawn or changed."""
    return DocumentGeometry(tuple(_sheet(number, page._page_box) for number, page in enumerate(document.pages)))


def _sheet(number: int, page: Box) -> PageGeometry:
    head = page.content_box_y()
    page_box = PageGeometry(number, page.page_type.name, page.margin_width(), page.margin_height(), head,
                  head + page.height)
    for child in page.children:
        _walk(child, Around(number), page_box)
    return page_box


def _walk(box: Box, around: Around, page_box: PageGeometry) -> None:
    box = getattr(box, "_box", box)  # a placeholder of an absolutely positioned box
    if isinstance(box, boxes.MarginBox):
        return
    around = _within(box, around, len(page_box.items))
    if str(box.element_tag).endswith("::footnote-call"):
        page_box.calls.append(box.element)
    if _is_block(box):
        page_box.items.append(BlockBox(around, box, _border(box), _measure(box, around)))
    if isinstance(box, boxes.LineBox) and (letters := list(_letters(box))):
        text = " ".join("".join(piece.text for piece in letters).split())
        page_box.items.append(LineBox(around, text, hull([_ink(piece) for piece in letters])))
    if hasattr(box, "children"):
        inner = replace(around, **_container(box, around))
        for child in box.children:
            _walk(child, inner, page_box)


def _within(box: Box, around: Around, turn: int) -> Around:
    """The surroundings with what the box itself says of them."""
    element = box.element if box.element is not None else around.element
    said: dict[str, Any] = {"element": element}
    if isinstance(box, boxes.FootnoteAreaBox):
        said["note"] = True
    if box.style["position"] in ("absolute", "fixed"):
        said["placed"] = True
    if height := _height(box):
        said["layers"] = (*around.layers, (height, turn))
    if box.element is not None and box.element.get("aria-hidden") == "true":
        said["hidden"] = True
    if box.element_tag in _HEADINGS:
        said["heading"] = box.element
    return replace(around, **said)


def _height(box: Box) -> float:
    """How high a box that is painted by itself lies above the text around it; 0 for all others."""
    if box.style["position"] == "static":
        return -_ABOVE if box.is_floated() else 0
    level = box.style["z_index"]
    return _ABOVE if level in ("auto", 0) else float(level)


def _container(box: Box, around: Around) -> dict[str, Any]:
    """What the box is to the boxes in it."""
    said: dict[str, Any] = {}
    if isinstance(box, boxes.BlockContainerBox):
        said["block"] = box
    if getattr(box, "is_column", False):
        said["column"] = box
    if isinstance(box, boxes.ParentBox) and _is_limited(box):
        said["limits"] = (box, *around.limits)
    return said


def _is_limited(box: Box) -> bool:
    """Whether the box has a height of its own, or hides what runs out of it."""
    if isinstance(box, boxes.TableCellBox | boxes.TableRowBox | boxes.InlineBox | boxes.LineBox):
        return False
    tall = box.style["height"] != "auto" or box.style["max_height"].value != inf
    return hasattr(box, "height") and (tall or box.style["overflow"] != "visible")


def _is_block(box: Box) -> bool:
    block = isinstance(box, boxes.BlockLevelBox | boxes.ReplacedBox)
    return block and not isinstance(box, boxes.FootnoteAreaBox) and box.element_tag not in _CANVAS


def _measure(box: Box, around: Around) -> tuple[float, float] | None:
    """Left and right edge of the block container, for what stands in its text."""
    if around.block is None or not box.is_in_normal_flow():
        return None
    left = around.block.content_box_x()
    return left, left + around.block.width


def _border(box: Box) -> Rectangle:
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def _letters(box: Box) -> Iterator[Box]:
    """The visible text of a line; what is a block of its own within the line has lines of its own."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style["visibility"] == "visible":
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _letters(child)


def _ink(piece: Box) -> Rectangle:
    """Where the letters of a piece of text reach, without the spaces that end it."""
    size = piece.style["font_size"]
    line = piece.position_y + piece.baseline
    blank = (len(piece.text) - len(piece.text.rstrip())) * size * 0.25
    descent = 0.0 if _STANDING.fullmatch(piece.text) else _DESCENT * size
    return (piece.position_x, line - _ASCENT * size,
            piece.position_x + max(piece.width - blank, 0), line + descent)
