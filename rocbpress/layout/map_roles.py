"""The parts that colours play on maps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# The parts that colours play on maps, and the colour of the palette that plays each unless [maps.colours]
# names another. The classes of a choropleth, r1 to r4 and none, always go by their own names, by which
# style sheets have them for bars.
ROLES: Mapping[str, str] = MappingProxyType({
    "globe": "blue", "globe-land": "blue-land", "globe-line": "blue-line", "globe-ring": "paper",
    "lit": "lit", "home": "blue", "warm": "warm", "paper": "paper", "ink": "ink", "grey": "grey",
    "rule": "rule", "sea-line": "sea-line", "land": "land", "mist": "mist",
    "none": "none", "r1": "r1", "r2": "r2", "r3": "r3", "r4": "r4",
})
CLASSES = frozenset({"none", "r1", "r2", "r3", "r4"})
