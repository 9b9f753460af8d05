"""Where everything of a document is: its lines, blocks and pictures, page by page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import Box, Colour, Rectangle, hull, text_boxes, unwrapped

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEAR = 0.5  # above or below the text, and nearer to it than any z-index is
_CANVAS = frozenset({"html", "body"})
# Of the size of the type: how far letters reach above and below the line they stand on.
_ASCENT, _DESCENT = 0.7, 0.22
# Figures and most capitals reach below it by nothing.
_NO_DESCENDERS = re.compile(r"[0-9A-IK-PR-Z.:%–—\s]*")


@dataclass(frozen=True, slots=True)
class BoxContext:
    """What surrounds a box: page, nearest element, block container, column, heading and such.

    `sunk` is by how much all around it that is placed relatively, and itself, has moved down.
    `limits` are boxes whose height cannot grow, the nearest first; `placed` is true inside what is
    positioned absolutely, `hidden` inside what is kept from readers, `note` in the notes at the foot.
    `repeated` is true in the head or foot of a table, which each of its pages shows.
    `layers` are the boxes around that are painted by themselves, the outermost first: how high each
    is above the text (0), and its order on the page.
    """

    page: int
    element: Element | None = None
    block: Box | None = None
    column: Box | None = None
    heading: Element | None = None
    limits: tuple[Box, ...] = ()
    note: bool = False
    placed: bool = False
    hidden: bool = False
    repeated: bool = False
    sunk: float = 0.0
    layers: tuple[tuple[float, int], ...] = ()

    @property
    def in_flow(self) -> bool:
        """Whether it belongs to the running text, within it or as a float."""
        return not (self.placed or self.note)


@dataclass(frozen=True, slots=True, eq=False)
class PageItem:
    """A line with visible text, a block or a picture on a page.

    `extent` is where the letters of a line reach, else the border box; `text` is that of a line.
    """

    context: BoxContext
    box: Box
    extent: Rectangle
    text: str = ""

    @property
    def is_picture(self) -> bool:
        return isinstance(self.box, boxes.ReplacedBox)


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page: its CSS name, its trim and type area in CSS pixels, and what is on it, in order.

    The type area is `measure` wide, from `head` to `foot`, on `ground`; `calls` are the contexts of the
    calls of footnotes.
    """

    number: int
    name: str
    width: float
    height: float
    head: float
    foot: float
    measure: float
    ground: Colour
    items: list[PageItem] = field(default_factory=list)
    calls: list[BoxContext] = field(default_factory=list)

    @property
    def lines(self) -> list[PageItem]:
        return [item for item in self.items if item.text]

    @property
    def blocks(self) -> list[PageItem]:
        """Blocks and pictures."""
        return [item for item in self.items if not item.text]

    @property
    def shown(self) -> list[PageItem]:
        """Lines and pictures."""
        return [item for item in self.items if item.text or item.is_picture]

    @property
    def order(self) -> dict[PageItem, tuple[tuple[float, int], ...]]:
        """When each is painted, the first first (CSS 2.1, appendix E)."""
        return {item: (*item.context.layers, (0, at)) for at, item in enumerate(self.items)}


def survey_boxes(document: Document) -> tuple[PageGeometry, ...]:
    """All that WeasyPrint laid out; nothing is drawn or changed."""
    pages = []
    for number, box in enumerate(page._page_box for page in document.pages):
        head = box.content_box_y()
        pages.append(PageGeometry(
            number, box.page_type.name, box.margin_width(), box.margin_height(), head, head + box.height,
            box.width, box.style["background_color"]))
        for child in box.children:
            _walk(child, BoxContext(number), pages[-1])
    return tuple(pages)


def lines_of(pages: Sequence[PageGeometry]) -> Iterator[PageItem]:
    """Every line, page after page."""
    return (line for page in pages for line in page.lines)


def _walk(box: Box, outer: BoxContext, page: PageGeometry) -> None:
    box = unwrapped(box)
    if isinstance(box, boxes.MarginBox):
        return
    context = _context(box, outer, len(page.items))
    if box.element is not None and str(box.element_tag).endswith("::footnote-call"):
        page.calls.append(context)
    if isinstance(box, boxes.LineBox):
        if letters := list(text_boxes(box)):
            text = " ".join("".join(piece.text for piece in letters).split())
            page.items.append(PageItem(context, box, hull([_ink(piece) for piece in letters]), text))
    elif isinstance(box, boxes.BlockLevelBox | boxes.ReplacedBox) and not (
            isinstance(box, boxes.FootnoteAreaBox) or box.element_tag in _CANVAS):
        left, top = box.border_box_x(), box.border_box_y()
        border = left, top, left + box.border_width(), top + box.border_height()
        page.items.append(PageItem(context, box, border))
    if box.children:
        inner = replace(
            context,
            block=box if isinstance(box, boxes.BlockContainerBox) else context.block,
            column=box if getattr(box, "is_column", False) else context.column,
            limits=(box, *context.limits) if _is_limited(box) else context.limits)
        for child in box.children:
            _walk(child, inner, page)


def _context(box: Box, outer: BoxContext, order: int) -> BoxContext:
    """The context of a box, `order` on its page: the outer one with its own element."""
    height, element = _height(box), box.element
    return replace(
        outer, element=outer.element if element is None else element,
        note=outer.note or isinstance(box, boxes.FootnoteAreaBox),
        placed=outer.placed or box.style["position"] in ("absolute", "fixed"),
        layers=(*outer.layers, (height, order)) if height else outer.layers,
        sunk=outer.sunk + _shift(box),
        hidden=outer.hidden or (element is not None and element.get("aria-hidden") == "true"),
        repeated=outer.repeated or (
            isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)),
        heading=element if box.element_tag in _HEADINGS else outer.heading)


def _shift(box: Box) -> float:
    """How far a box has moved down from its place in the text."""
    top = box.style["top"]
    if isinstance(top, str) or box.style["position"] != "relative":
        return 0.0
    return top.value if top.unit == "px" else 0.0


def _height(box: Box) -> float:
    """How high a box that is painted by itself is above the text around it; 0 for all others."""
    if box.style["position"] == "static":
        return -_NEAR if box.is_floated() else 0
    level = box.style["z_index"]
    return _NEAR if level in ("auto", 0) else float(level)


def _is_limited(box: Box) -> bool:
    """Whether the box has a height of its own, or hides what runs out of it."""
    if isinstance(box, boxes.TableCellBox | boxes.TableRowBox | boxes.InlineBox | boxes.LineBox):
        return False
    tall = box.style["height"] != "auto" or box.style["max_height"].value != inf
    return hasattr(box, "height") and (tall or box.style["overflow"] != "visible")


def _ink(piece: Box) -> Rectangle:
    """Where the letters of a piece of text reach, without the spaces that end it."""
    size = piece.style["font_size"]
    line = piece.position_y + piece.baseline
    spaces = len(piece.text) - len(piece.text.rstrip())
    kept = piece.style["white_space"].startswith("pre")  # in program text, all of whose letters are as wide
    blank = spaces * (piece.width / max(len(piece.text), 1) if kept else size * 0.25)
    descent = 0.0 if _NO_DESCENDERS.fullmatch(piece.text) else _DESCENT * size
    return (piece.position_x, line - _ASCENT * size,
            piece.position_x + max(piece.width - blank, 0), line + descent)
