"""Maps drawn once: kept by all that they were drawn from, code and geometry included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from rocbpress.figures.maps.drawing import Drawing, LegendClass, MapLabel
from rocbpress.figures.maps.painting import COLOURS
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files


def kept(shelf: Cache, draw: Callable[..., Drawing], palette: Mapping[str, Colour], space: Space,
         **arguments: Any) -> Drawing:
    """What `draw` makes of the palette, the space and the arguments, drawn only if it is not on the shelf.

    Arguments are numbers, words, tuples and mappings of them.
    """
    colours = {name: palette[name].css(space) for name in sorted(COLOURS) if name in palette}
    recipe = json.dumps([_code(), draw.__name__, colours, arguments], sort_keys=True, default=dict)
    key = hashlib.sha256(recipe.encode()).hexdigest()
    if found := shelf.find(key):
        return _read(found)
    drawing = draw(palette, space, **arguments)
    shelf.keep(key, json.dumps(asdict(drawing), ensure_ascii=False).encode())
    return drawing


@cache
def _code() -> str:
    """The digest of this package: its code, the geometry, the countries' names."""
    return digest_files(Path(__file__).parent)


def _read(data: bytes) -> Drawing:
    record = json.loads(data)
    marks = tuple(MapLabel(**mark) for mark in record["marks"])
    legend = tuple(LegendClass(line["label"], line["colour"], tuple(line["names"]), tuple(line["values"]))
                   for line in record["legend"])
    return Drawing(record["svg"], record["width"], record["height"], marks, legend, record["alt"],
                   record["swatch"])
