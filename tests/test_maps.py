import re
import subprocess
import sys
import tomllib
import zlib
from dataclasses import replace
from itertools import chain, combinations, pairwise
from math import dist
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rocbpress.figures.maps.borders import border_findings, decided
from rocbpress.figures.maps.choropleth import choropleth
from rocbpress.figures.maps.classes import CountryValue, by_value, quantiles
from rocbpress.figures.maps.clipping import area, clip, clip_circle, clip_line
from rocbpress.figures.maps.countries import countries, country
from rocbpress.figures.maps.drawing import circle, rectangle, strokes
from rocbpress.figures.maps.labels import SIZES, text_width
from rocbpress.figures.maps.locator import locator
from rocbpress.figures.maps.outlines import KEPT, neighbours, outline
from rocbpress.figures.maps.projections import EqualEarth
from rocbpress.figures.maps.region import region_map, zoom_map
from rocbpress.figures.maps.style import map_style
from rocbpress.figures.maps.thinning import all_thinned
from rocbpress.figures.maps.view import View, lands
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Place
from rocbpress.layout.colour import ROLES, Colour
from rocbpress.layout.schema import Window

PALETTE = {name: Colour((i / 30, 1 - i / 30, (i * 7 % 30) / 30), (i / 100, i / 50, 0, 0.1))
           for i, name in enumerate(sorted(ROLES))}
STYLE = map_style(PALETTE, "srgb")
MEMBERS = [
    "AFG", "AUS", "BGD", "BRN", "BTN", "CHN", "FJI", "HKG", "IDN", "IND", "IRN", "JPN", "KHM", "KOR", "LAO",
    "LKA", "MAC", "MDV", "MMR", "MNG", "MYS", "NPL", "NZL", "PAK", "PHL", "PLW", "PNG", "SGP", "SLB", "THA",
    "TLS", "TON", "VNM", "VUT", "WSM"]
BANGKOK = ("Bangkok", 13.75, 100.5)
COVER = Window(width=612, height=859, scale=4.12, at=(306, 429.5), centre=(8, 118))
DEPARTURES = (("Italy", 4311), ("Switzerland", 846), ("USA", 845), ("Türkiye", 704), ("UAE", 428),
              ("Russian Federation", 351), ("Saudi Arabia", 350), ("Ukraine", 268))


def elements(svg, code):
    """The shapes of a country on the map itself, not in its inset."""
    root = ElementTree.fromstring(svg)
    for inset in root.findall(".//*[@class='inset']"):
        root.remove(inset)
    return [e for e in root.iter() if e.get("data-iso") == code]


def fills(svg, code):
    return {e.get("fill") for e in elements(svg, code)}


def hatching(svg):
    """How many areas are hatched."""
    return sum(e.get("class") == "hatched" for e in ElementTree.fromstring(svg).iter())


def subpaths(svg, code):
    return [[tuple(map(float, pair.split(","))) for pair in part.split()]
            for e in elements(svg, code) if e.get("d") for part in e.get("d").strip("MZ").split("ZM")]


def box_of(mark):
    wide, size = text_width(mark.text, SIZES[mark.kind]), SIZES[mark.kind]
    left = mark.x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
    return left, mark.y - size * 0.6, left + wide, mark.y + size * 0.6


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# Countries

@pytest.mark.parametrize(("words", "code"), [
    ("Türkiye", "TUR"), ("Turkey", "TUR"), ("turkiye", "TUR"), ("USA", "USA"), ("us", "USA"),
    ("United States of America", "USA"), ("UK", "GBR"), ("U.A.E.", "ARE"), ("Russian Federation", "RUS"),
    ("Russia", "RUS"), ("Viet Nam", "VNM"), ("Vietnam", "VNM"), ("Lao PDR", "LAO"), ("Laos", "LAO"),
    ("Korea", "KOR"), ("Hong Kong", "HKG"), ("Côte d'Ivoire", "CIV"), ("the Netherlands", "NLD"),
    ("764", "THA"), ("fsm", "FSM"), ("Tuvalu", "TUV"), ("Kosovo", "XKX")])
def test_countries_go_by_code_or_by_any_usual_name(words, code):
    """An officer need not know how ISO 3166 spells a country."""
    assert country(words).code == code


def test_no_name_means_two_countries():
    """Every code and name leads back to the country that lists it."""
    for land in countries():
        for word in filter(None, (land.code, land.alpha2, land.numeric, land.name, *land.aliases)):
            assert country(word) is land


def test_an_unknown_country_stops_the_map_with_a_hint():
    """A slip of the pen is named, and the right name is offered."""
    assert country("Malasia") is None

    with pytest.raises(SourceError) as caught:
        choropleth(STYLE, width=490, rows=[("Malasia", 1)])

    assert "Malasia" in str(caught.value)
    assert "did you mean Malaysia?" in str(caught.value)


def test_capitals_lie_in_their_countries():
    """A dot for a small state, or a city shown for orientation, is where it belongs."""
    astray = []
    for land in countries():
        rings = outline(land.code, 8)
        near = [(west, east) for west, south, east, north in (ring.bounds for ring in rings)
                if south - 0.7 <= land.latitude <= north + 0.7
                and any(west - 0.7 <= land.longitude + turn <= east + 0.7 for turn in (-360, 0, 360))]
        if rings and not near and land.code != "PCN":  # Pitcairn's outline is Henderson Island
            astray.append(land.name)

    assert not astray


# Geometry

def test_neighbours_share_their_borders_exactly():
    """Thinning leaves no gap: each point of a common border is in both outlines."""
    laos, thailand = ({p for ring in outline(code, 4) for p in ring.points} for code in ("LAO", "THA"))

    assert len(laos & thailand) > 20
    assert "LAO" in neighbours("THA")
    assert "JPN" not in neighbours("THA")


def test_outlines_are_thinned_as_their_file_has_it():
    """thinned.bin is what the thinning of today makes of the geometry."""
    assert zlib.decompress(KEPT.read_bytes()) == all_thinned()


@given(st.sampled_from((EqualEarth(0.0), EqualEarth(115.0), EqualEarth(-160.0))), st.floats(0.8, 12),
       st.floats(-400, 800), st.floats(-400, 800))
@settings(max_examples=12, deadline=None)
def test_land_that_no_window_shows_is_not_drawn(projection, scale, x, y):
    """A window shows the same land as one that is drawn on the whole world, cut to it."""
    window = View(projection, scale, x, y, 480, 300)
    world = replace(window, x=x + 2000, y=y + 2000, width=4480, height=4300)

    for code, shape in lands(window).items():
        moved = ([(x - 2000, y - 2000) for x, y in ring] for ring in lands(world)[code])
        seen = sum(area(clip(ring, (0, 0, 480, 300))) for ring in moved)
        assert sum(map(area, shape)) == pytest.approx(seen, rel=0.01, abs=2)
    for code in lands(world).keys() - lands(window).keys():
        moved = ([(x - 2000, y - 2000) for x, y in ring] for ring in lands(world)[code])
        assert sum(area(clip(ring, (0, 0, 480, 300))) for ring in moved) < 2


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=3, max_size=12))
def test_clipping_keeps_within_the_box(ring):
    """Of rings and lines, what is cut lies in the box."""
    cut = clip(ring, (0, 0, 100, 80))

    pieces = [point for line in clip_line(ring, (0, 0, 100, 80)) for point in line]
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 80 + 1e-6 for x, y in [*cut, *pieces])


def test_clipping_follows_the_circle():
    """A square about a circle is cut to about the circle's area."""
    square = [(-1.2, 0.2), (1.2, 0.2), (1.2, -0.2), (-1.2, -0.2)]

    cut = clip_circle([(-0.5, -0.5), (2.0, -0.5), (2.0, 0.5), (-0.5, 0.5)], 1.0)

    assert max(x * x + y * y for x, y in cut) < 1 + 1e-9
    assert 1.40 < area(cut) < 1.46
    assert clip_circle(square, 2.0) == square
    assert clip_circle([(x + 9, y) for x, y in square], 2.0) == []


# Drawings

@pytest.fixture(scope="module")
def departures():
    return choropleth(STYLE, width=490, rows=DEPARTURES, unit="seizures", breaks=(300, 500, 1000))


def test_each_country_has_the_colour_of_its_class(departures):
    """The fill in the picture follows from the value and the breaks, for all countries of the world."""
    expected = {country(name).code: ("r1", "r2", "r3", "r4")[sum(value >= b for b in (300, 500, 1000))]
                for name, value in DEPARTURES}

    for land in countries():
        if elements(departures.svg, land.code):
            colour = PALETTE[expected.get(land.code, "none")].css("srgb")
            assert fills(departures.svg, land.code) == {colour}, land.name
    assert all(elements(departures.svg, code) for code in expected)


def test_legend_and_alternative_text_carry_the_numbers(departures):
    """Who cannot see the map reads the same figures."""
    assert [line.colour for line in departures.legend] == ["r4", "r3", "r2", "r1"]
    assert [line.label for line in departures.legend] == ["1,000 and more", "500–999", "300–499", "under 300"]
    assert departures.legend[1].names == ("Switzerland", "United States", "Türkiye")
    assert departures.legend[1].values == ("846", "845", "704")
    assert "Seizures: Italy 4,311; Switzerland 846; United States 845" in departures.alt
    assert ElementTree.fromstring(departures.svg).get("aria-label") == departures.alt


def test_countries_too_small_to_see_are_enlarged_in_an_inset(departures):
    """Italy and Switzerland are shown again, at more than twice the size, in the same colours."""
    inset = ElementTree.fromstring(departures.svg).find(".//*[@class='inset']")

    shown = {e.get("data-iso"): e for e in inset.iter() if e.get("data-iso")}
    small, large = subpaths(departures.svg, "ITA"), shown["ITA"].get("d").strip("MZ").split("ZM")

    enlarged: list[Any] = [[tuple(map(float, pair.split(","))) for pair in part.split()] for part in large]
    assert max(map(area, enlarged)) > 4 * max(map(area, small))
    assert shown["CHE"].get("fill") == PALETTE["r3"].css("srgb")


def test_an_inset_hides_no_country_that_counts(departures):
    """The inset stands in the open sea: no country with a value is under it."""
    root = ElementTree.fromstring(departures.svg)
    inset = root.find(".//*[@class='inset']")
    left, top = map(float, re.findall(r"[\d.]+", inset.get("transform", "")))
    frame = inset.findall("{*}rect")[-1]
    right, foot = left + float(frame.get("width", 0)), top + float(frame.get("height", 0))

    under = [name for name, _ in DEPARTURES for part in subpaths(departures.svg, country(name).code)
             if any(left < x < right and top < y < foot for x, y in part)]

    assert not under


def test_large_countries_need_no_inset():
    """A map of large countries is left alone."""
    drawing = choropleth(STYLE, width=490, rows=[("China", 3), ("Australia", 2), ("India", 1)])

    assert 'class="inset"' not in drawing.svg


def test_ranks_are_shaded_by_order_alone():
    """An order without values: the first is the darkest, and the legend says the rank."""
    names = ("Italy", "Poland", "Hungary", "USA", "Spain", "Saudi Arabia", "Mexico")

    drawing = choropleth(STYLE, width=490, rows=[(name, None) for name in names], ranked=True)

    assert [line.label for line in drawing.legend] == ["rank 1", "ranks 2 and 3", "ranks 4 and 5",
                                                       "ranks 6 and 7"]
    assert drawing.legend[0].names == ("Italy",)
    assert fills(drawing.svg, "ITA") == {PALETTE["r4"].css("srgb")}
    assert fills(drawing.svg, "MEX") == {PALETTE["r1"].css("srgb")}
    assert "In order: Italy, Poland" in drawing.alt


def test_a_country_listed_without_a_figure_is_named_so():
    """White is not nothing: the legend and the text say for whom no figure is given."""
    drawing = choropleth(STYLE, width=490, rows=[("Nepal", None), ("China", 5), ("India", 2)])

    assert drawing.legend[-1].names == ("Nepal",)
    assert drawing.legend[-1].colour == "none"
    assert "no figure: Nepal" in drawing.alt
    assert fills(drawing.svg, "NPL") == {PALETTE["none"].css("srgb")}


@pytest.mark.parametrize("region", ["asia-pacific", "pacific", "world"])
def test_small_island_states_have_a_place(region):
    """Singapore, Maldives, Samoa, Tonga, Micronesia and others are dots of their class's colour."""
    names = ("Singapore", "Maldives", "Samoa", "Tonga", "Micronesia (Federated States of)", "Tuvalu", "Palau",
             "Nauru", "Kiribati", "Marshall Islands", "Cook Islands", "Niue", "Macao", "Hong Kong")

    drawing = choropleth(STYLE, width=490, rows=[(name, 5) for name in names], region=region)

    for name in names:
        dots = [e for e in elements(drawing.svg, country(name).code) if e.tag.endswith("circle")]
        assert len(dots) == 1, name
        assert 0 < float(dots[0].get("cx")) < drawing.width
        assert 0 < float(dots[0].get("cy")) < drawing.height
        assert dots[0].get("fill") == PALETTE["r3"].css("srgb")


@pytest.mark.parametrize("region", ["asia-pacific", "pacific", "world"])
def test_every_member_can_be_seen(region):
    """On a map of the region or the world each member is a dot, or a shape as large as one, in its colour."""
    drawing = choropleth(STYLE, width=490, rows=[(code, 5) for code in MEMBERS], region=region)

    for code in MEMBERS:
        dots = [e for e in elements(drawing.svg, code) if e.tag.endswith("circle")]
        assert dots or max(map(area, subpaths(drawing.svg, code))) > 12, code
        assert fills(drawing.svg, code) == {PALETTE["r3"].css("srgb")}


def test_dots_are_apart_and_named():
    """No dot covers another, and each has its name beside it, clear of dots, of names and of shaded land."""
    names = ("Hong Kong", "Macao", "Singapore", "Maldives", "Samoa", "Tonga", "Fiji", "Palau", "Micronesia")

    drawing = choropleth(STYLE, width=490, region="asia-pacific",
                         rows=[*((name, 5) for name in names), ("Australia", 9), ("China", 1)])

    dots = [(float(e.get("cx")), float(e.get("cy"))) for name in names
            for e in elements(drawing.svg, country(name).code) if e.tag.endswith("circle")]
    assert len(dots) == len(names)
    assert all(dist(a, b) > 5.2 for a, b in combinations(dots, 2))
    assert {mark.text for mark in drawing.marks} == {country(name).name for name in names}
    assert not [pair for pair in combinations(map(box_of, drawing.marks), 2) if overlap(*pair)]
    for left, top, right, foot in map(box_of, drawing.marks):
        assert not [at for at in dots if left < at[0] < right and top < at[1] < foot]


def test_an_inset_has_two_countries_at_least():
    """One small country among large ones has its dot and name; two near each other are enlarged."""
    one, two = (choropleth(STYLE, width=490, region="world",
                           rows=[("USA", 9), *((name, 1) for name in names)])
                for names in (("Kuwait",), ("Belgium", "Netherlands")))

    assert 'class="inset"' not in one.svg
    assert [mark.text for mark in one.marks] == ["Kuwait"]
    assert 'class="inset"' in two.svg


@pytest.mark.parametrize("region", ["asia-pacific", "pacific", "world"])
def test_nothing_is_smeared_across_the_antimeridian(region):
    """Fiji stays small, and no line of Russia, Fiji or the United States crosses the whole map."""
    drawing = choropleth(STYLE, width=490, rows=[("Fiji", 1)], region=region)

    fiji = subpaths(drawing.svg, "FJI")
    assert fiji
    assert all(max(x for x, _ in part) - min(x for x, _ in part) < 6 for part in fiji)
    for code in ("RUS", "FJI", "USA"):
        for part in subpaths(drawing.svg, code):
            # The straight borders of Alaska and along the 49th parallel are the longest lines there are.
            edges = zip(part, part[1:] + part[:1], strict=True)
            inner = [abs(a[0] - b[0]) for a, b in edges if 1 < a[1] < drawing.height - 1]
            assert max(inner, default=0) < 60


def test_the_pacific_is_whole_where_it_is_asked_for():
    """With the Pacific in the middle, Asia is left and America right of it; else it is the other way."""
    def middle(drawing, code):
        part = max(subpaths(drawing.svg, code), key=area)
        return sum(x for x, _ in part) / len(part)

    rows = [("China", 2), ("USA", 1)]
    pacific = choropleth(STYLE, width=490, rows=rows, region="pacific")
    world = choropleth(STYLE, width=490, rows=rows, region="world")

    assert middle(pacific, "CHN") < middle(pacific, "USA")
    assert middle(world, "CHN") > middle(world, "USA")


def test_a_map_is_fitted_to_where_the_data_lie():
    """Without a region, Thailand and its neighbours fill the picture and touch no edge."""
    drawing = choropleth(STYLE, width=490, rows=[("Thailand", 2), ("Malaysia", 1)])

    points = [p for code in ("THA", "MYS") for part in subpaths(drawing.svg, code) for p in part]
    assert max(y for _, y in points) - min(y for _, y in points) > 0.6 * drawing.height
    assert min(x for x, _ in points) > 5
    assert max(x for x, _ in points) < drawing.width - 5
    assert drawing.height % 14 == 0


def test_members_are_lit_and_others_are_not():
    """The cover lights every member, by shape or by dot, and nobody else."""
    drawing = region_map(STYLE, COVER, members=MEMBERS, place=BANGKOK)

    lit = PALETTE["lit"].css("srgb")
    assert len(MEMBERS) == 35
    assert {land.code for land in countries() if lit in fills(drawing.svg, land.code)} == set(MEMBERS)
    assert [mark.text for mark in drawing.marks] == ["Bangkok"]
    assert "35 members" in drawing.alt


def test_a_decoration_is_hidden_from_readers():
    """A map that only decorates says so, and has no alternative text."""
    window = Window(width=300, height=400, scale=2, at=(150, 200), centre=(8, 118))
    drawing = region_map(STYLE, window, members=MEMBERS, alt="")

    assert ElementTree.fromstring(drawing.svg).get("aria-hidden") == "true"
    assert drawing.alt == ""


def maps(space):
    style = map_style(PALETTE, space, {"Taiwan": "hatched"})
    yield choropleth(style, width=490, rows=DEPARTURES)
    yield region_map(style, COVER, members=MEMBERS, place=BANGKOK)
    window = Window(width=612, height=476, scale=22, at=(306, 238))
    yield zoom_map(style, window, home="THA", place=BANGKOK)
    yield locator(style, width=612, height=302, home="FSM", place=("Pohnpei", 6.88, 158.23))


def test_no_rgb_in_the_print_edition():
    """Every colour of a CMYK map is a device-cmyk() of the palette, or none."""
    for drawing in maps("cmyk"):
        for element in ElementTree.fromstring(drawing.svg).iter():
            for name in ("fill", "stroke"):
                assert (element.get(name) or "none").startswith(("none", "device-cmyk("))
        assert "#" not in drawing.svg
        assert "opacity" not in drawing.svg


def test_a_shape_without_a_fill_of_its_own_is_never_black():
    """Each path and circle names its fill: SVG's own default is RGB black."""
    for drawing in maps("srgb"):
        for element in ElementTree.fromstring(drawing.svg).iter():
            if element.tag.split("}")[1] in ("path", "circle", "rect"):
                assert element.get("fill")
            assert element.tag.split("}")[1] != "text"


def test_no_number_is_a_negative_zero():
    """Systems disagree on the last digit of a sine; a minus before 0.0 would be all that is seen of it."""
    drawn = strokes([[(-0.04, 0.0), (-0.0, -0.02)]]), circle((-0.04, -0.0), 2), rectangle(-0.04, -0.0, 9, 9)

    assert "-0.0" not in "".join(drawn) and "".join(drawn).count("0.0") == 8


def test_maps_are_the_same_in_every_process():
    """The bytes of a map do not depend on the order of sets or on what was drawn before."""
    code = ("import hashlib; from tests import test_maps; "
            "print(hashlib.sha256(''.join(d.svg + repr(d.marks) for d in test_maps.maps('srgb')).encode())"
            ".hexdigest())")
    said = {subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True,
                           text=True, check=True, cwd=Path(__file__).parent.parent).stdout for seed in "12"}

    assert len(said) == 1


# Locators

VENUES = [("MYS", ("Melaka", 2.19, 102.25)), ("FSM", ("Pohnpei", 6.88, 158.23)), ("THA", BANGKOK),
          ("KHM", None), ("SGP", ("Singapore", 1.29, 103.85)), ("FJI", ("Suva", -18.14, 178.44)),
          ("TON", ("Nuku’alofa", -21.14, -175.2)), ("MDV", ("Malé", 4.18, 73.51)), ("TUV", None),
          ("VNM", ("Hanoi", 21.03, 105.85)), ("SRB", ("Belgrade", 44.79, 20.45)),
          ("IND", ("New Delhi", 28.61, 77.21)), ("WSM", ("Apia", -13.83, -171.77))]


@pytest.mark.parametrize(("home", "place"), VENUES, ids=[home for home, _ in VENUES])
def test_names_keep_clear_of_edges_and_of_each_other(home, place):
    """On any country's map the names are whole, apart, and the venue's is among them."""
    drawing = locator(STYLE, width=612, height=302, home=home, place=place, cities=[BANGKOK],
                      margin=24)

    boxes = [box_of(mark) for mark in drawing.marks]
    assert all(b[0] >= 24 and b[1] >= 24 and b[2] <= 612 - 24 and b[3] <= 302 - 24 for b in boxes)
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    assert [m.text for m in drawing.marks if m.kind == "venue"] == ([place[0]] if place else [])
    assert sum(m.kind == "city" for m in drawing.marks) <= 2
    assert country(home).name in drawing.alt


@pytest.mark.parametrize("home", ["MYS", "KHM", "FJI", "FSM", "TUV", "IND"])
def test_the_lit_country_is_whole(home):
    """The home country is lit and no part of its main land touches the edge."""
    drawing = locator(STYLE, width=612, height=302, home=home)

    assert PALETTE["home"].css("srgb") in fills(drawing.svg, home)
    points = [p for part in subpaths(drawing.svg, home) if area(part) > 20 for p in part]
    assert all(1 < x < 611 and 1 < y < 301 for x, y in points)


def test_an_online_meeting_lights_the_country_without_a_venue():
    """No place, no warm mark."""
    drawing = locator(STYLE, width=612, height=302, home="Cambodia")

    assert PALETTE["warm"].css("srgb") not in drawing.svg
    assert {"Thailand", "Viet Nam"} <= {mark.text for mark in drawing.marks}


# Borders

def test_disputed_areas_are_drawn_as_the_layout_says():
    """Hatched: lines over the area. Left out: no colour of a class. As it stands: a country like others."""
    rows = [("Kosovo", 9), ("Serbia", 1)]

    stands, hatched, out = (choropleth(map_style(PALETTE, "srgb", {"Kosovo": way}), width=490, rows=rows)
                            for way in ("as-it-stands", "hatched", "left-out"))

    r4 = PALETTE["r4"].css("srgb")
    assert fills(stands.svg, "XKX") == fills(hatched.svg, "XKX") == {r4}
    assert [hatching(drawing.svg) for drawing in (stands, hatched, out)] == [0, 1, 0]
    assert fills(out.svg, "XKX") == {PALETTE["none"].css("srgb")}


@pytest.mark.parametrize(("name", "code", "holder"), [
    ("Crimea", "crimea", "RUS"), ("Western Sahara", "western-sahara", "MAR"),
    ("Kuril Islands, south", "south-kurils", "RUS")])
def test_a_part_of_a_country_has_its_colour_only_as_it_stands(name, code, holder):
    """What is disputed is shaded with its holder's figure if the layout says so, and else with none."""
    def drawn(way):
        style = map_style(PALETTE, "srgb", {name: way} if way else {})
        drawing = choropleth(style, width=490, region="world", rows=[(holder, 1)])
        root = ElementTree.fromstring(drawing.svg)
        return {e.get("fill") for e in root.iter() if e.get("data-area") == code}, fills(drawing.svg, holder)

    shade, quiet = {PALETTE["r3"].css("srgb")}, {PALETTE["none"].css("srgb")}
    assert drawn("as-it-stands") == drawn("") == (shade, shade)
    assert drawn("hatched") == drawn("left-out") == (quiet, shade)


def test_divided_countries_are_flush_with_their_parts():
    """Morocco ends at the parallel where its neighbour begins, and Crimea is whole."""
    parts = {code: outline(code, 9) for code in ("MAR", "x-western-sahara", "ESH", "x-crimea", "RUS")}

    assert min(ring.bounds[1] for ring in parts["MAR"]) > 27.6
    assert max(ring.bounds[3] for ring in parts["x-western-sahara"]) < 27.7
    assert neighbours("x-western-sahara") == {"MAR", "ESH"}
    assert 2.0 < parts["x-crimea"][0].area < 2.4
    assert neighbours("x-crimea") == {"UKR"}
    assert not [ring for ring in parts["RUS"] if ring.bounds[0] > 32 and ring.bounds[2] < 36.6
                and ring.bounds[1] > 44 and ring.bounds[3] < 46.5]


def test_the_legend_explains_hatching_where_there_is_any():
    """A mark for undetermined land stands in the legend of a map that shows some, and of no other."""
    disputed = decided({})
    style = map_style(PALETTE, "cmyk", disputed)

    world = choropleth(style, width=490, rows=DEPARTURES)
    pacific = choropleth(style, width=490, rows=[("Fiji", 1), ("Vanuatu", 2)])
    settled = choropleth(map_style(PALETTE, "cmyk", dict.fromkeys(disputed, "left-out")), width=490,
                         rows=DEPARTURES)

    assert hatching(world.svg) and hatching(world.swatch) == 1
    assert not hatching(pacific.svg) and not pacific.swatch
    assert not settled.swatch
    assert "device-cmyk" in world.swatch


def test_hatching_is_lines_within_its_area():
    """No pattern, clip or transparency: strokes that lie in the outline they are drawn over."""
    style = map_style(PALETTE, "srgb", {"Taiwan": "hatched"})
    drawing = choropleth(style, width=490, rows=[("Thailand", 1), ("Japan", 2)])

    root = ElementTree.fromstring(drawing.svg)
    (lines,) = (e for e in root.iter() if e.get("class") == "hatched")
    ends = [tuple(map(float, at.split(","))) for at in lines.get("d").replace("M", " ").split()]
    points = [point for part in subpaths(drawing.svg, "TWN") for point in part]
    assert len(ends) >= 6
    assert all(min(p[axis] for p in points) - 0.1 <= end[axis] <= max(p[axis] for p in points) + 0.1
               for end in ends for axis in (0, 1))
    assert not re.search("pattern|clip-path|opacity|url", drawing.svg)


def test_what_the_geometry_cannot_separate_is_said():
    """Golan and most of Kashmir cannot be hatched on their own: the layout is told."""
    asked = {"Golan Heights": "hatched", "Kashmir": "hatched", "Taiwan": "hatched", "Crimia": "hatched",
             "Kosovo": "striped", "Abyei": "as-it-stands"}

    found = list(border_findings(asked, lambda _name: Place("layouts/rocb/layout.toml")))

    assert [f.code for f in found] == ["area-inseparable", "area-inseparable", "area-unknown",
                                       "area-treatment"]
    assert "Golan Heights cannot be hatched" in found[0].message
    assert "did you mean Crimea?" in found[2].hint


def test_what_a_layout_does_not_list_is_hatched():
    """Every area that can be told apart is hatched unless the layout decides otherwise."""
    chosen = decided({"kosovo": "left-out"})

    assert chosen["kosovo"] == "left-out"
    assert "Kosovo" not in chosen
    assert set(chosen.values()) == {"hatched", "left-out"}
    assert not list(border_findings(chosen, lambda _name: Place()))


def test_a_disputed_area_is_never_named():
    """A locator names neighbours, but takes no side."""
    drawing = locator(STYLE, width=612, height=302, home="Philippines", names=20)

    assert "Taiwan" not in {mark.text for mark in drawing.marks}


# Classes

@given(st.lists(st.floats(0, 1e7).map(lambda v: round(v, 1)), min_size=1, max_size=40))
def test_every_value_is_in_one_class_and_classes_descend(values):
    """The legend holds each country once, and no value of a class is above one of a higher class."""
    lands = countries()[:len(values)]

    legend = by_value([CountryValue(land, value) for land, value in zip(lands, values, strict=True)])

    held = [[values[[c.name for c in lands].index(name)] for name in line.names] for line in legend]
    assert sorted(chain.from_iterable(held)) == sorted(values)
    assert all(min(upper) > max(lower) for upper, lower in pairwise(held))
    assert len(legend) == min(4, len(set(values)))


def test_breaks_are_round_numbers_where_the_values_part():
    """Quantiles move to the widest gap near them: 1,000 and 500 rather than 846."""
    assert quantiles([value for _, value in DEPARTURES]) == (300, 500, 1000)


@pytest.mark.parametrize("breaks", [(3, 2), (1, 2, 3, 4), (2, 2)])
def test_breaks_that_part_nothing_are_refused(breaks):
    """Breaks ascend, and there are at most three of them."""
    with pytest.raises(SourceError, match="map-breaks"):
        choropleth(STYLE, width=490, rows=DEPARTURES, breaks=breaks)


def test_an_unknown_region_is_refused():
    """A region that no map has is named, with those there are."""
    with pytest.raises(SourceError, match="asia-pacific"):
        choropleth(STYLE, width=490, rows=DEPARTURES, region="asia-pasific")


def test_the_geometry_is_inside_the_package():
    """The wheel is the package's folder: what maps read must lie there, with its licence."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    folder = Path(__file__).parent.parent / "rocbpress/figures/maps/geometry"

    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["rocbpress"]
    assert {"LICENSE", "README.md", "countries-50m.json"} <= {path.name for path in folder.iterdir()}


def test_every_place_asked_for_is_named():
    """A locator map drops no place in silence: where one has no room, that is an error."""
    def drawn(*others):
        return locator(STYLE, width=490, height=252, home="THA", place=BANGKOK, others=others)

    drawing = drawn(("Chiang Mai", 18.8, 99.0), ("Hat Yai", 7.0, 100.47))

    assert {"Bangkok", "Chiang Mai", "Hat Yai"} <= {mark.text for mark in drawing.marks}
    with pytest.raises(SourceError, match="no room"):
        drawn(*((f"A town with a long name, number {at}", 13.75, 100.5) for at in range(40)))


def test_the_states_of_an_island_country_are_named():
    """Dots in a wide sea say little: the towns by which one knows the islands are named."""
    towns = [("Yap", 9.51, 138.13), ("Chuuk", 7.45, 151.84), ("Kosrae", 5.32, 163.01)]

    shown = {home: locator(STYLE, width=612, height=302, home=home, towns=towns)
             for home in ("FSM", "THA")}

    assert {"Yap", "Chuuk", "Kosrae"} <= {mark.text for mark in shown["FSM"].marks}
    assert not {"Yap", "Chuuk", "Kosrae"} & {mark.text for mark in shown["THA"].marks}
