"""The maps that are printed: each country in its class, held against the lines of the article or the CSV."""

from __future__ import annotations

import csv
import re
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from rocbpress.compose.flows import compose
from rocbpress.figures.images.inks import to_srgb
from rocbpress.figures.maps.countries import country
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.flow import Matter
from tests.broken.fences import fenced
from tests.conftest import ROOT
from tests.small_issue import blocks

FOGRA39 = ROOT / "rocbpress/layout/profiles/FOGRA39L_coated.icc"
CLASSES = ("r1", "r2", "r3", "r4")
FENCE = re.compile(r"^```map\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAPS = [("82", "itr-2022", 0), ("82", "itr-2022", 1), ("82", "itr-2022", 2),
        ("0", "writing", 0), ("0", "writing", 1), ("0", "writing", 2)]


def written(issue, slug):
    """The blocks of choropleths as the article's file has them, in order; no code of ours reads them."""
    text = re.sub(r"^````\n.*?^````$", "", (ROOT / f"issues/{issue}/articles/{slug}.md").read_text("utf-8"),
                  flags=re.MULTILINE | re.DOTALL)
    blocks = [yaml.safe_load(block) for block in FENCE.findall(text)]
    return [block for block in blocks if block.get("kind") != "locator"]


def rows(issue, block):
    """Names and values in the order written; the value is None where there is only an order."""
    if "data" in block:
        with (ROOT / f"issues/{issue}" / block["data"]).open(encoding="utf-8", newline="") as file:
            return [(name, float(value)) for name, value in list(csv.reader(file))[1:]]
    given = block["rows"]
    return list(given.items()) if isinstance(given, dict) else [(name, None) for name in given]


@pytest.fixture(scope="module")
def printed(newsletter, tmp_path_factory):
    """The figures with maps of both issues' essays, by issue and edition."""
    store, found = tmp_path_factory.mktemp("pictures"), {}
    layout = read_layout(newsletter, "rocb")
    for issue, slug in (("82", "itr-2022"), ("0", "writing")):
        manuscript = read_manuscript(newsletter, int(issue))
        for edition in ("mail", "print"):
            flows = compose(manuscript, layout, EDITIONS[edition], {}, pictures=store)
            drawn = [figure for flow in flows if slug in flow.articles
                     for figure in re.findall(r'<figure class="drawn.*?</figure>', flow.html, re.DOTALL)]
            found[issue, edition] = [figure for figure in drawn if 'class="drawing"' in figure]
    return found


def shapes(figure):
    """Every shape with a country or area: its code and its fill, insets included."""
    root = ElementTree.fromstring(re.search(r"<svg.*?</svg>", figure, re.DOTALL)[0])
    return [(e.get("data-iso") or e.get("data-area"), e.get("fill")) for e in root.iter()
            if e.get("data-iso") or e.get("data-area")]


def legend(figure):
    """What stands in the legend: the colour as it is set, and the words."""
    lines = re.findall(r'<li>.*?style="background:([^"]+)"></span>(.*?)</li>', figure, re.DOTALL)
    return [(colour, unescape(re.sub("<.*?>", "", words)).strip()) for colour, words in lines]


@pytest.mark.parametrize("edition", ["mail", "print"])
@pytest.mark.parametrize(("issue", "slug", "number"), MAPS)
def test_each_country_has_the_fill_of_its_class(printed, newsletter, issue, slug, number, edition):
    """The shade in the picture is that beside the country's name in the legend, and nobody else has one."""
    palette = read_layout(newsletter, "rocb").palette
    space = EDITIONS[edition].space
    block = written(issue, slug)[number]
    figure = printed[issue, edition][number]
    shades = {palette[name].css(space) for name in (*CLASSES, "warm")}

    seen = {(code, fill) for code, fill in shapes(figure) if fill in shades}

    named = {words.rstrip("0123456789., "): colour for colour, words in legend(figure)}
    expected = {country(name).code: named[country(name).name]
                for name, _ in [*rows(issue, block), *((name, None) for name in block.get("marked", ()))]}
    assert seen == set(expected.items())


@pytest.mark.parametrize(("issue", "slug", "number"), MAPS)
def test_values_are_printed_beside_their_countries(printed, issue, slug, number):
    """The legend has each figure as written, the greatest first; of an order it has the rank."""
    block = written(issue, slug)[number]
    given = rows(issue, block)

    words = [words for _, words in legend(printed[issue, "mail"][number])]

    if given[0][1] is None:
        told = [f"{country(name).name} {rank}" for rank, (name, _) in enumerate(given, 1)]
    else:
        told = [f"{country(name).name} {value:,.0f}" for name, value in sorted(given, key=lambda r: -r[1])]
    assert words[:len(told)] == told
    assert words[len(told):] == [country(name).name for name in block.get("marked", ())]


@pytest.mark.parametrize(("issue", "slug", "number"), MAPS)
def test_classes_part_the_values(printed, newsletter, issue, slug, number):
    """A darker shade never has a lesser figure, equal figures one shade, and given breaks are kept."""
    block = written(issue, slug)[number]
    palette = read_layout(newsletter, "rocb").palette
    shades = [palette[name].css("srgb") for name in CLASSES]
    shade = {words.rstrip("0123456789., "): shades.index(colour) if colour in shades else None
             for colour, words in legend(printed[issue, "mail"][number])}

    # The first of an order counts for most.
    order = [(-place if value is None else value, shade[country(name).name])
             for place, (name, value) in enumerate(rows(issue, block))]

    order.sort()
    assert [shade for _, shade in order] == sorted((shade for _, shade in order), key=str)
    assert all(a[1] == b[1] for a in order for b in order if a[0] == b[0])
    for limit in block.get("breaks", ()):
        below, above = ({s for v, s in order if (v >= limit) is side} for side in (False, True))
        assert not below & above
    breaks = block.get("breaks", "12" if "marked" in block else "123")
    assert len({shade for _, shade in order}) == len(breaks) + 1


def test_marked_countries_are_told_from_classes(printed, newsletter):
    """Beside an order, those that are marked have the warm colour, which no class has."""
    warm = read_layout(newsletter, "rocb").palette["warm"].css("srgb")

    assert [words for colour, words in legend(printed["0", "mail"][2]) if colour == warm] == [
        "Fiji", "Tonga", "Samoa"]


def test_the_maps_of_issue_82_are_read_out_from_their_figures(printed):
    """Who cannot see the maps hears the same countries in the same order, with their numbers."""
    said = [unescape(re.search('aria-label="(.*?)"', printed["82", "mail"][at])[1])
            for at in range(3)]

    assert said == [
        "Map. In order: Italy, Poland, Hungary, United States, Spain, Saudi Arabia, Mexico",
        "Map. Seizures: Italy 4,311; Switzerland 846; United States 845; Türkiye 704; United Arab Emirates"
        " 428; Russian Federation 351; Saudi Arabia 350; Ukraine 268",
        "Map. Seizures: Italy 3,192; Egypt 1,087; Morocco 832; Poland 812; Türkiye 497; Hungary 421; Spain"
        " 380; United States 352"]


def test_small_countries_of_issue_82_are_enlarged(printed):
    """Each of its world maps has an inset: Italy is in all three, Switzerland where it has a figure."""
    for number, names in enumerate([("ITA", "POL", "HUN"), ("ITA", "CHE"), ("ITA", "POL", "HUN")]):
        root = ElementTree.fromstring(
            re.search(r"<svg.*?</svg>", printed["82", "mail"][number], re.DOTALL)[0])
        inset = root.find(".//*[@class='inset']")
        sizes = {e.get("data-iso"): len(e.get("d", "")) for e in inset.iter() if e.get("data-iso")}
        assert all(sizes[name] for name in names)


@pytest.mark.parametrize("space", ["srgb", "cmyk"])
def test_classes_can_be_told_in_greyscale(newsletter, space):
    """Each shade of a map, and each series of bars, is 14 steps of lightness (L*) or more from any other."""
    palette = read_layout(newsletter, "rocb").palette
    sheet = (ROOT / "layouts/rocb/figures.css").read_text("utf-8")
    series = ["r3", *re.findall(r"\.bar\.series-\d { background: var\(--([\w-]+)\)", sheet)]

    for names in (("none", *CLASSES), ("none", "warm", *CLASSES[1:]), series):
        light = sorted(lightness(palette[name], space) for name in names)
        assert min(b - a for a, b in pairwise(light)) >= 14, names
    assert len(series) == 4


def lightness(colour, space):
    """L* of CIE 1976; of inks as they are seen by the printing condition's profile."""
    red, green, blue = colour.srgb if space == "srgb" else [
        part / 255 for part in to_srgb(Image.new("CMYK", (1, 1), tuple(round(c * 255) for c in colour.cmyk)),
                                       None, FOGRA39.read_bytes()).getpixel((0, 0))]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    grey = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * grey ** (1 / 3) - 16


@pytest.mark.parametrize("issue", [82, 0])
def test_the_note_on_borders_stands_by_every_map(newsletter, tmp_path, issue):
    """Each map of an article, be it a figure or the head of a report, has the layout's note beside it."""
    layout = read_layout(newsletter, "rocb")
    flows = compose(read_manuscript(newsletter, issue), layout, EDITIONS["mail"], {}, pictures=tmp_path)
    note = layout.languages["en"].words["map-borders"]

    maps = {flow.name: flow.html.count('<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img"')
            for flow in flows if flow.articles and flow.matter is Matter.BODY}

    assert sum(maps.values()) >= 9
    assert maps == {flow.name: flow.html.count(note) for flow in flows if flow.name in maps}


def test_a_map_names_a_source_only_where_it_has_one(tmp_path):
    """Else nothing stands below it."""
    given = "title: x\nmarked: [Italy]\n"
    bare, named = blocks(tmp_path, fenced("map", given) + "\n" + fenced("map", given + "source: WCO\n"))

    assert (bare.spec.source, named.spec.source) == ("", "WCO")
