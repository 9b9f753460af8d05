"""A galley: a flow as set, before anyone knows on which pages of the issue it will stand."""

from dataclasses import dataclass
from typing import Literal

from rocbpress.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Landmark:
    """An element with an `id`: a place that links, bookmarks and the contents can lead to.

    `page` counts from 0 within the galley; x and y are points from the lower left corner of the
    trim. `bookmark` is its `data-bookmark`, empty where it has none; `level` its `data-level`.
    """

    name: str
    page: int
    x: float
    y: float
    bookmark: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class GalleyPage:
    """A page as set: its CSS page name, and the trim's width and height in points.

    `fill` is the share of its text frame that lines and figures cover, from 0 to 1; `area` is the width
    and height in points of its type area.
    """

    name: str
    width: float
    height: float
    fill: float = 1.0
    area: tuple[float, float] = (0.0, 0.0)


ItemKind = Literal["line", "heading", "whole", "note", "placed", "article"]


@dataclass(frozen=True, slots=True)
class VerticalItem:
    """What stands on a page between two places where a column may break: a line, or what is kept whole.

    `article` is its data-article, `block` its data-block, `fit` the nearest data-fit. `page` counts from
    0; `left` is the edge of its column and `columns` how many of these are side by side. `top` and
    `height` are points, from the head of the type area: of a line the leading it takes, else the border
    box. `paragraph` is a number that the lines of one paragraph share. `picture` is the height of the
    tallest picture in it, `uncut` its height in its own shape; `width` is from the left edge of the first
    to the right one of the last. `margin` is what it keeps clear above, `below` what its block keeps
    below; `figure` is whether it is one.
    """

    kind: ItemKind
    article: str
    block: str
    fit: str
    page: int
    left: float
    columns: int
    top: float
    height: float
    paragraph: int = 0
    picture: float = 0.0
    width: float = 0.0
    uncut: float = 0.0
    margin: float = 0.0
    below: float = 0.0
    figure: bool = False

    @property
    def foot(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Area:
    """Where a block of the sources is on a page, counted from 0, or in one column of it, or its picture is.

    `text` are its first words there, '' for a picture; `element` is the name of the element that they stand
    in; x and y are of the upper left corner, from that of the trim, and all lengths points.
    """

    block: str
    page: int
    element: str
    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Galley:
    """A small tagged PDF with its landmarks and what typesetting found.

    `flow` names the flow; findings carry block ids (`slug#b12`) for places, never lines, so that a
    galley from the cache stays true when lines move. Their pages are what `page_of` calls them.
    `items` are its vertical list, in the order of the document, `areas` those of its blocks.
    """

    flow: str
    pdf: bytes
    pages: tuple[GalleyPage, ...]
    landmarks: tuple[Landmark, ...]
    findings: tuple[Finding, ...] = ()
    items: tuple[VerticalItem, ...] = ()
    areas: tuple[Area, ...] = ()


def page_of(flow: str, page: int) -> str:
    """What findings call a page of a flow, counted from 0, until its number in the issue is known."""
    return f"{page + 1} of {flow}"
