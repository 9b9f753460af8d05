"""Maps drawn once: kept by all that they were drawn from, code and geometry included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from rocbpress.figures.maps.drawing import Drawing
from rocbpress.figures.maps.painting import COLOURS
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files


def kept(kept_maps: Cache, draw: Callable[..., Drawing], palette: Mapping[str, Colour], space: Space,
         **arguments: object) -> Drawing:
    """What `draw` makes of the palette, the space and the arguments, drawn only if it is not in the cache.

    Arguments are numbers, words, tuples and mappings of them.
    """
    colours = {name: palette[name].css(space) for name in sorted(COLOURS) if name in palette}
    return kept_maps.remember("maps", lambda: draw(palette, space, **arguments), code=_code(),
                              draw=draw.__name__, colours=colours, arguments=sorted(arguments.items()))


@cache
def _code() -> str:
    """The digest of this package: its code, the geometry, the countries' names."""
    return digest_files(Path(__file__).parent)
