"""What of a picture shows where a composed page sets it, by its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from rocbpress.layout.layout import Layout
from rocbpress.typeset.flow import Flow

BLEED = 8.504  # points that are trimmed off at each edge
_IMG = re.compile(r'<img ([^>]*)>')


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's file, and the part of it that shows: left, top, right, foot in percent."""

    name: str
    window: tuple[float, float, float, float]


def shown(flow: Flow, layout: Layout) -> Iterator[Shown]:
    """Each picture of a flow, once for each place that shows it."""
    sources = {asset.url: asset.origin.source for asset in flow.assets if asset.origin}
    for hit in _IMG.finditer(flow.html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', hit[1]))
        source = sources[attributes["src"]]
        css = dict(part.split(":") for part in attributes.get("style", "").split(";") if part)
        size = _size(css, attributes.get("class", ""), flow, layout)
        before = flow.html[:hit.start()]
        bleeds = before.rstrip().rpartition("\n")[2].startswith('<figure class="lead-bleed')
        yield Shown(source.name, _window(source, css, size, BLEED if bleeds else 0))


def _size(css: dict[str, str], classes: str, flow: Flow, layout: Layout) -> tuple[float, float]:
    if "width" in css:
        return float(css["width"].removesuffix("pt")), float(css["height"].removesuffix("pt"))
    if flow.kind == "cover":
        return layout.sizes["photograph"]
    assert "portrait" in classes
    if flow.kind in ("opening", "report"):
        return layout.sizes["tile"]
    return layout.sizes.get(flow.kind, layout.sizes["portrait"])


def _window(source: Path, css: dict[str, str], size: tuple[float, float],
            bleed: float) -> tuple[float, float, float, float]:
    with Image.open(source) as image:
        width, height = image.size
    fit = min if css.get("object-fit") == "contain" else max
    scale = fit(size[0] / width, size[1] / height)
    x, y = (float(part.removesuffix("%")) / 100 for part in css.get("object-position", "50% 50%").split())
    across, down = size[0] / (width * scale), size[1] / (height * scale)
    left, top = x * (1 - across), y * (1 - down)
    edge, head = bleed / (width * scale), bleed / (height * scale)
    return (100 * (left + edge), 100 * (top + head), 100 * (left + across - edge), 100 * (top + down))
