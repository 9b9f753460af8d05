"""Colours of a palette, each in sRGB and in the press's CMYK."""

from __future__ import annotations

from dataclasses import dataclass

from rocbpress.layout.editions import Space


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


def _luminance(srgb: tuple[float, float, float]) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in srgb)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
