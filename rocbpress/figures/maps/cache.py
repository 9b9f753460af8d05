"""Maps drawn once, and cached by all that they were drawn from, code and geometry included."""

from functools import cache, partial
from pathlib import Path

from rocbpress.figures.maps.drawing import Drawing
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files


def cached(maps: Cache, draw: partial[Drawing]) -> Drawing:
    """What `draw` returns, drawn only if it is not in the cache.

    Its arguments are a MapStyle, windows, numbers, words and tuples of them.
    """
    return maps.remember("maps", draw, code=_code(), draw=draw.func.__name__, arguments=draw.args,
                         keywords=sorted(draw.keywords.items()))


@cache
def _code() -> str:
    """The digest of this package: its code, the geometry, the countries' names."""
    return digest_files(Path(__file__).parent)
