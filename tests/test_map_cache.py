"""A kept map is the map that would be drawn, and never another."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from rocbpress.figures.maps.cache import cached
from rocbpress.figures.maps.choropleth import choropleth
from rocbpress.figures.maps.drawing import Drawing
from rocbpress.figures.maps.locator import locator
from rocbpress.figures.maps.region import region_map
from rocbpress.figures.maps.style import map_style
from rocbpress.layout.colour import ROLES, Colour
from rocbpress.layout.schema import Window
from rocbpress.workspace.cache import Cache

BANGKOK = ("Bangkok", 13.75, 100.5)
PALETTE = {name: Colour((i / 30, 1 - i / 30, (i * 7 % 30) / 30), (i / 100, i / 50, 0, 0.1))
           for i, name in enumerate(sorted(ROLES.keys() - {"none"}))}
PALETTE["none"] = Colour((0, 0, 0), (0, 0, 0, 0))
STYLE = map_style(PALETTE, "srgb")
LAND: dict[str, Any] = {"width": 300.0, "height": 150.0, "home": "MYS", "place": ("Melaka", 2.2, 102.25)}


def never(*_style, **_arguments):
    """A drawing function that must not be called."""
    raise AssertionError("drawn again")


never.__name__ = "locator"


@pytest.mark.parametrize("draw", [
    partial(locator, map_style(PALETTE, "srgb", {"Siachen Glacier": "hatched"}), **LAND),
    partial(choropleth, STYLE, width=300.0, rows=(("Italy", 4.0), ("Nauru", None)), unit="kg"),
    partial(region_map, STYLE, Window(width=300, height=400, scale=2, at=(150, 200)), members=("THA",),
            place=BANGKOK)])
def test_a_kept_map_is_the_one_drawn(tmp_path, draw):
    """Picture, words, legend and alternative text come back to the last digit."""
    cache = Cache(tmp_path)
    drawn = cached(cache, draw)

    assert drawn == draw()
    assert cached(cache, draw) == drawn


def test_a_map_is_drawn_once(tmp_path):
    """The second time nobody draws."""
    cache = Cache(tmp_path)
    drawn = cached(cache, partial(locator, STYLE, **LAND))

    assert cached(cache, partial(never, STYLE, **LAND)) == drawn


@pytest.mark.parametrize("change", [
    {"width": 300.5}, {"home": "THA"}, {"place": ("Melaka", 2.2, 102.26)},
    {"place": ("Malacca", 2.2, 102.25)}, {"margin": 17}, {"names": 2}, {"alt": "A map"}])
def test_whatever_is_asked_for_counts(tmp_path, change):
    """Another argument, however small the change, is another map."""
    cache = Cache(tmp_path)
    cached(cache, partial(locator, STYLE, **LAND))

    with pytest.raises(AssertionError, match="drawn again"):
        cached(cache, partial(never, STYLE, **{**LAND, **change}))


def test_the_style_counts(tmp_path):
    """A changed colour, the press's space, another border is another map; colours of no map are not."""
    cache = Cache(tmp_path)
    cached(cache, partial(locator, STYLE, **LAND))
    other = PALETTE | {"sea-line": Colour((0.9, 0.5, 0.1), (0, 0, 0, 0.5))}

    for style in (map_style(PALETTE, "cmyk"), map_style(other, "srgb"),
                  map_style(PALETTE, "srgb", {"Taiwan": "hatched"})):
        with pytest.raises(AssertionError, match="drawn again"):
            cached(cache, partial(never, style, **LAND))
    strange = PALETTE | {"plum": Colour((0.5, 0, 0.5), (0, 1, 0, 0.5))}
    assert isinstance(cached(cache, partial(never, map_style(strange, "srgb"), **LAND)), Drawing)
