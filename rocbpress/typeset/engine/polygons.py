"""Polygons of drawings written as they come: a world map has some ten thousand corners."""

import re
from collections.abc import Callable, Mapping

from weasyprint.svg import SVG, Node

_NUMBER = r"-?\d+(?:\.\d+)?"
_POINTS = rf"{_NUMBER},{_NUMBER}(?: {_NUMBER},{_NUMBER})*"
# SVG 1.1, 8.3: absolute corners, the short way in which our maps write them.
_POLYGONS = re.compile(rf"(?:M{_POINTS}Z?)+")
_POLYGON = re.compile(rf"M({_NUMBER}),({_NUMBER})([^MZ]*)(Z?)")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")

Tags = Mapping[str, Callable[[SVG, Node, float], None]]


def polygonal(tags: Tags) -> Tags:
    """The functions that draw an SVG's elements, given one that writes polygons straight as operators.

    Markers are set along the corners that WeasyPrint's own function notes, so such paths are left to it.
    """
    def path(svg: SVG, node: Node, font_size: float) -> None:
        data = node.get("d", "")
        if any(map(node.get, _MARKERS)) or not _POLYGONS.fullmatch(data):
            tags["path"](svg, node, font_size)
        else:
            svg.stream.stream.append("\n".join(map(_operators, _POLYGON.finditer(data))).encode())
    return {**tags, "path": path}


def _operators(polygon: re.Match[str]) -> str:
    """A subpath (ISO 32000-1, 8.5.2)."""
    x, y, others, closed = polygon.groups()
    lines = "".join(f"{corner} l\n" for corner in others.split()).replace(",", " ")
    return f"{x} {y} m\n{lines}{'h' if closed else ''}"
