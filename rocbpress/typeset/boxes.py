"""Types for what WeasyPrint lays out, as it has none: the attributes used here, lengths in CSS pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypedDict
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout

POINTS = 0.75  # of a CSS pixel

# Left, top, right, bottom, from the upper left corner of the page.
Rectangle = tuple[float, float, float, float]

# What WeasyPrint's functions give that lay out a box: the box or None, where to resume, and more.
Laid: TypeAlias = tuple[Any, ...]


class Length(Protocol):
    """`value` is infinite for the keyword `none`."""

    value: float
    unit: str | None


class Colour(Protocol):
    """`space` is 'srgb', 'device-cmyk' or another of CSS; coordinates are from 0 to 1."""

    space: str
    coordinates: Sequence[float]
    alpha: float

    def to(self, space: str) -> Colour: ...


class Style(TypedDict):
    """Computed values; a style also has a `parent_style`, except in drawings."""

    background_color: Colour
    break_inside: str
    color: Colour
    column_span: Literal["none", "all"]
    direction: Literal["ltr", "rtl"]
    display: tuple[str, ...]
    font_family: tuple[str, ...]
    font_size: float
    height: Length | Literal["auto"]
    hyphenate_character: str
    hyphenate_limit_chars: tuple[int, int, int]
    hyphens: Literal["none", "manual", "auto"]
    lang: str | None
    list_style_type: str
    max_height: Length
    overflow: str
    position: str
    visibility: str
    white_space: str
    top: Length | Literal["auto"]
    z_index: int | Literal["auto"]


class Replacement(Protocol):
    """A picture that WeasyPrint has read."""

    def get_intrinsic_size(self, resolution: float, font_size: float,
                           ) -> tuple[float | None, float | None, float | None]: ...  # width, height, ratio


class Box(Protocol):
    """What the boxes of formatting_structure.boxes have in common, and what some of them have."""

    element: Element | None
    element_tag: str | None
    style: Style
    children: Sequence[Box]
    width: float
    height: float
    margin_top: float
    margin_bottom: float
    padding_bottom: float
    margin_left: float | Literal["auto"]
    margin_right: float | Literal["auto"]
    padding_left: float
    padding_right: float
    border_left_width: float
    border_right_width: float
    text_indent: float
    is_leader: bool
    position_x: float
    position_y: float
    baseline: float  # of text, below position_y
    text: str
    colspan: int
    rowspan: int
    is_table_wrapper: bool
    is_header: bool
    replacement: Replacement
    link_annotation: pydyf.Dictionary | None

    def copy_with_children(self, new_children: Sequence[Box]) -> Box: ...
    def get_wrapped_table(self) -> Box: ...
    def descendants(self) -> Iterator[Box]: ...
    def content_box_x(self) -> float: ...
    def content_box_y(self) -> float: ...
    def border_box_x(self) -> float: ...
    def border_box_y(self) -> float: ...
    def border_width(self) -> float: ...
    def border_height(self) -> float: ...
    def margin_width(self) -> float: ...
    def margin_height(self) -> float: ...
    def hit_area(self) -> tuple[float, float, float, float]: ...  # x, y, width, height
    def is_floated(self) -> bool: ...
    def is_in_normal_flow(self) -> bool: ...


class TextLine(Protocol):
    """A line to draw: a text box, or the stand-in for one that WeasyPrint makes in drawings."""

    style: Style
    text: str
    pango_layout: Layout


def glyph_items(line: TextLine) -> Iterator[ffi.CData]:
    """The runs of a laid-out line that is not blank, from left to right: each a PangoGlyphItem."""
    first_line, _ = line.pango_layout.get_first_line()
    run = first_line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next


def text_boxes(box: Box) -> Iterator[Box]:
    """The visible text of a line; what is a block of its own within the line has lines of its own."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style["visibility"] == "visible":
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from text_boxes(child)


def unwrapped(box: Box) -> Box:
    """The box itself, where WeasyPrint keeps a placeholder for an absolutely positioned one."""
    found: Box = getattr(box, "_box", box)
    return found


def hull(rectangles: Sequence[Rectangle]) -> Rectangle:
    """The smallest rectangle round all of them."""
    left, top, right, bottom = zip(*rectangles, strict=True)
    return min(left), min(top), max(right), max(bottom)
