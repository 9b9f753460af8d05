"""A layout: paper, palette, faces, figure widths, templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.colour import Colour


@dataclass(frozen=True, slots=True)
class Line:
    """How a line of running matter is set: the face's file, size in points, colour."""

    face: Path
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Furniture:
    """The place a layout reserves for folio and running title, in points of the trim.

    `baseline` is measured from the foot, `margin` from either side; folios stand at the outer
    edge, running titles at the inner. Only pages whose CSS name is in `pages` carry them.
    """

    baseline: float
    margin: float
    pages: frozenset[str]
    folio: Line
    running: Line


@dataclass(frozen=True, slots=True)
class Layout:
    """What layout.toml says, and where templates and styles lie."""

    name: str
    folder: Path
    palette: Mapping[str, Colour]
    furniture: Furniture
