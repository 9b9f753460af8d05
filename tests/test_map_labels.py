"""Names on locator maps, for each member, in the sizes of both layouts: on their own land, or led to it."""

from __future__ import annotations

from itertools import combinations

import pytest

from rocbpress.figures.maps.borders import decided
from rocbpress.figures.maps.clipping import overlap
from rocbpress.figures.maps.countries import country, required
from rocbpress.figures.maps.country_grid import country_grid
from rocbpress.figures.maps.labels import SIZES, text_width
from rocbpress.figures.maps.locator import locator, viewed
from rocbpress.figures.maps.style import map_style
from tests.composed import LAYOUT

MEMBERS = LAYOUT.region.members
STYLE = map_style(LAYOUT.map_palette, "srgb", decided(LAYOUT.disputed))
SIZES_OF_MAPS = [(612.28, 302.5), (320, 210)]


def drawn(code, width, height):
    land = required(code)
    return locator(STYLE, width=width, height=height, home=code, margin=24, members=MEMBERS,
                   place=(land.capital or land.name, land.latitude, land.longitude),
                   cities=(LAYOUT.region.place,), towns=LAYOUT.region.towns)


def grid(code, width, height):
    land = required(code)
    return country_grid(viewed(code, place=(land.capital or land.name, land.latitude, land.longitude),
                               cities=(LAYOUT.region.place,), width=width, height=height))


def box(mark):
    wide, size = text_width(mark.text, SIZES[mark.kind]), SIZES[mark.kind]
    left = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
    return left, mark.y - size / 2, left + wide, mark.y + size / 2


def share(cells, mark, code):
    """The part of a name's box that is on its land, by 200 samples."""
    left, top, right, foot = box(mark)
    spots = [(left + (right - left) * (i + 0.5) / 40, top + (foot - top) * (j + 0.5) / 5)
             for i in range(40) for j in range(5)]
    return sum(cells.under((x, y, x + 0.1, y + 0.1)) == {code} for x, y in spots) / len(spots)


@pytest.mark.parametrize("width,height", SIZES_OF_MAPS)
@pytest.mark.parametrize("code", MEMBERS)
def test_a_name_is_on_its_own_land_or_led_to_it(code, width, height):
    """At least nine tenths of it; a line, or a dot, leads from all others; members are named first."""
    marks = drawn(code, width, height).marks
    cells = grid(code, width, height)

    for mark in marks:
        if mark.kind in ("country", "home"):
            assert mark.leader or share(cells, mark, country(mark.text).code) >= 0.9, mark
    members = [country(mark.text).code in MEMBERS for mark in marks if mark.kind == "country"]
    assert members == sorted(members, reverse=True)
    assert not any(overlap(box(one), box(other)) for one, other in combinations(marks, 2))


def test_a_member_is_named_before_others():
    """The Republic of Korea, not the Democratic People's Republic of Korea alone; nobody in a foreign sea."""
    names = [{mark.text for mark in drawn(code, *SIZES_OF_MAPS[0]).marks} for code in ("MNG", "JPN", "IRN")]

    assert "Republic of Korea" in names[1] and "Azerbaijan" not in names[2]
    assert "DPR Korea" not in names[0] or "Republic of Korea" in names[0]


def test_nepal_is_seen_among_its_neighbours():
    """White land alone is no picture: the window reaches the sea, and who is around is named."""
    cells = grid("NPL", *SIZES_OF_MAPS[0])

    assert sum(cells.sizes().values()) < 0.95 * sum(map(len, cells.rows))
    assert {"India", "China", "Bangladesh"} <= {mark.text for mark in drawn("NPL", *SIZES_OF_MAPS[0]).marks}
