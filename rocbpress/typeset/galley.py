"""A galley: a flow as set, before anyone knows on which pages of the issue it will stand."""

from dataclasses import dataclass

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

    `fill` is how far down its type area anything is shown, from 0 to 1.
    """

    name: str
    width: float
    height: float
    fill: float = 1.0


@dataclass(frozen=True, slots=True)
class Galley:
    """A small tagged PDF with its landmarks and what typesetting found.

    `flow` names the flow; findings carry block ids (`slug#b12`) for places, never lines, so that a
    galley from the cache stays true when lines move. Their pages are what `page_of` calls them.
    """

    flow: str
    pdf: bytes
    pages: tuple[GalleyPage, ...]
    landmarks: tuple[Landmark, ...]
    findings: tuple[Finding, ...] = ()


def page_of(flow: str, page: int) -> str:
    """What findings call a page of a flow, counted from 0, until its number in the issue is known."""
    return f"{page + 1} of {flow}"
