"""Colours of a palette, each in sRGB and in the press's CMYK."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rocbpress.layout.editions import Space

# The parts that colours play on maps, and the colour of the palette that plays each unless [maps.colours]
# names another. The classes of a choropleth, r1 to r4 and none, always go by their own names, by which
# style sheets have them for bars.
ROLES: Mapping[str, str] = MappingProxyType({
    "globe": "blue", "globe-land": "blue-land", "globe-line": "blue-line", "globe-ring": "paper",
    "lit": "lit", "home": "blue", "warm": "warm", "paper": "paper", "ink": "ink", "grey": "grey",
    "rule": "rule", "sea-line": "sea-line", "land": "land", "mist": "mist",
    "none": "none", "r1": "r1", "r2": "r2", "r3": "r3", "r4": "r4",
})
# The matrix of IEC 61966-2-1, each row divided by the white point D65: X, Y and Z of white are 1.
_WHITE_RELATIVE = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
CLASSES = frozenset({"none", "r1", "r2", "r3", "r4"})


@dataclass(frozen=True, slots=True)
class Colour:
    """A palette colour: `srgb` and `cmyk` components from 0 to 1."""

    srgb: tuple[float, float, float]
    cmyk: tuple[float, float, float, float]

    def css(self, space: Space) -> str:
        """The colour as CSS (and, in WeasyPrint's SVG, as an attribute) writes it."""
        if space == "cmyk":
            return f"device-cmyk({' '.join(f'{c:g}' for c in self.cmyk)})"
        return "#" + "".join(f"{round(c * 255):02x}" for c in self.srgb)

    def operator(self, space: Space) -> str:
        """The PDF operator that fills with this colour (ISO 32000-1, 8.6.8)."""
        values, name = (self.cmyk, "k") if space == "cmyk" else (self.srgb, "rg")
        return f"{' '.join(f'{c:.4g}' for c in values)} {name}"


def contrast(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """The contrast ratio of two sRGB colours, 1 to 21 (WCAG 2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """The colour difference of two sRGB colours: their distance in CIELAB (ISO 11664-4, D65)."""
    return math.dist(_lab(first), _lab(second))


def _lab(srgb: tuple[float, float, float]) -> tuple[float, float, float]:
    linear = _linear(srgb)
    x, y, z = (_root(_weighted(row, linear)) for row in _WHITE_RELATIVE)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _weighted(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def _root(value: float) -> float:
    return math.cbrt(value) if value > 216 / 24389 else value * 841 / 108 + 4 / 29


def _linear(srgb: tuple[float, float, float]) -> tuple[float, ...]:
    return tuple(c / 12.92 if c <= 0.04045 else math.pow((c + 0.055) / 1.055, 2.4) for c in srgb)


def _luminance(srgb: tuple[float, float, float]) -> float:
    return _weighted(_WHITE_RELATIVE[1], _linear(srgb))
