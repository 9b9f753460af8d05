"""A kept map is the map that would be drawn, and never another."""

from __future__ import annotations

import pytest

from rocbpress.figures.maps.choropleth import choropleth
from rocbpress.figures.maps.drawing import Drawing
from rocbpress.figures.maps.keeping import kept
from rocbpress.figures.maps.locator import locator
from rocbpress.figures.maps.painting import COLOURS
from rocbpress.layout.colour import Colour
from rocbpress.workspace.cache import Cache

PALETTE = {name: Colour((i / 30, 1 - i / 30, (i * 7 % 30) / 30), (i / 100, i / 50, 0, 0.1))
           for i, name in enumerate(sorted(COLOURS - {"none"}))} | {"none": Colour((0, 0, 0), (0, 0, 0, 0))}
LAND = {"width": 300.0, "height": 150.0, "home": "MYS", "place": ("Melaka", 2.2, 102.25)}


def never(*_palette, **_arguments):
    """A draughtsman who must not be called."""
    raise AssertionError("drawn again")


never.__name__ = "locator"


@pytest.mark.parametrize(("draw", "arguments"), [
    (locator, {**LAND, "disputed": {"Siachen Glacier": "hatched"}}),
    (choropleth, {"width": 300.0, "rows": (("Italy", 4.0), ("Nauru", None)), "unit": "kg"})])
def test_a_kept_map_is_the_one_drawn(tmp_path, draw, arguments):
    """Picture, words, legend and alternative text come back to the last digit."""
    shelf = Cache(tmp_path)
    drawn = kept(shelf, draw, PALETTE, "srgb", **arguments)

    assert drawn == draw(PALETTE, "srgb", **arguments)
    assert kept(shelf, draw, PALETTE, "srgb", **arguments) == drawn


def test_a_map_is_drawn_once(tmp_path):
    """The second time nobody draws."""
    shelf = Cache(tmp_path)
    drawn = kept(shelf, locator, PALETTE, "srgb", **LAND)

    assert kept(shelf, never, PALETTE, "srgb", **LAND) == drawn


@pytest.mark.parametrize("change", [
    {"width": 300.5}, {"home": "THA"}, {"place": ("Melaka", 2.2, 102.26)},
    {"place": ("Malacca", 2.2, 102.25)},
    {"margin": 17}, {"names": 2}, {"disputed": {"Taiwan": "hatched"}}, {"alt": "A map"}])
def test_whatever_is_asked_for_counts(tmp_path, change):
    """Another argument, however small the change, is another map."""
    shelf = Cache(tmp_path)
    kept(shelf, locator, PALETTE, "srgb", **LAND)

    with pytest.raises(AssertionError, match="drawn again"):
        kept(shelf, never, PALETTE, "srgb", **{**LAND, **change})


def test_colours_count_in_their_space(tmp_path):
    """A colour changed in the palette, or the press's space, is another map; other colours are none."""
    shelf = Cache(tmp_path)
    kept(shelf, locator, PALETTE, "srgb", **LAND)
    other = PALETTE | {"sea-line": Colour((0.9, 0.5, 0.1), (0, 0, 0, 0.5))}

    for palette, space in ((PALETTE, "cmyk"), (other, "srgb")):
        with pytest.raises(AssertionError, match="drawn again"):
            kept(shelf, never, palette, space, **LAND)
    strange = PALETTE | {"plum": Colour((0.5, 0, 0.5), (0, 1, 0, 0.5))}
    assert isinstance(kept(shelf, never, strange, "srgb", **LAND), Drawing)
