"""What an officer chooses under `design:` and in a section: accent, cover, how reports open."""

import re
import shutil
from dataclasses import replace
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from PIL import Image

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_contents
from rocbpress.figures.maps.region import BADGE, _apart
from rocbpress.findings.errors import SourceError
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import over_inked, read_printer
from rocbpress.preflight.design import _printed, check_contrast
from rocbpress.preflight.unshown import check_unshown
from rocbpress.press.job import Job
from rocbpress.press.read import read
from rocbpress.sources.manuscript import Section, read_manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.yaml.manifest import Cover, Design, Issue, Teaser
from rocbpress.workspace.workspace import Workspace
from tests.composed import LAYOUT, MAIL, PRINT, article, figure, manuscript, paragraph
from tests.small_issue import ISSUE, faults, make
from tests.trees import tree

ROOT = Path(__file__).parents[1]
ACCENTS = ["blue", "teal", "green", "plum", "red", "slate"]
VENUE = {"latitude": 2.19, "longitude": 102.25, "country": "Malaysia", "name": "Melaka"}


def designed(folder, *, sections=None, picture=None, edition=MAIL, layout=LAYOUT, **design):
    """The flows of an issue with a section of two reports, by name."""
    made = manuscript(folder, sections=sections or [report_section()])
    issue = made.issue.model_copy(update={
        "design": Design.model_validate(design), "cover": picture, "highlights": ()})
    return {flow.name: flow.html for flow in compose(
        replace(made, issue=issue), layout, edition, {}, pictures=folder / "store")}


def report_section(**section):
    reports = tuple(article(slug, "report", [paragraph(f"{slug}#b1"), paragraph(f"{slug}#b2")], venue=VENUE)
                    for slug in ("one", "two"))
    return Section("Reports", tree("Reports"), (), reports, **section)


@pytest.mark.parametrize("name", ["rocb", "plain"])
def test_every_accent_can_be_read_and_printed(name):
    """Six accents, the same in each layout; enough contrast, and sRGB as the inks look under FOGRA39."""
    layout = read_layout(Workspace(ROOT), name)
    printer = read_printer(layout, "fogra39")

    assert list(layout.accents) == ACCENTS
    assert check_contrast(layout, printer) == () and over_inked(layout, printer) == ()
    for accent in ACCENTS:
        own = layout.in_accent(accent)
        seen = _printed(own, printer)
        for colour in layout.accents[accent]:
            assert seen[colour] == pytest.approx(own.palette[colour].srgb, abs=4 / 255), (accent, colour)


def test_an_accent_that_cannot_be_read_is_found():
    """A pale ground under white, on screens and on paper; pairs without the colour are not told again."""
    pale = LAYOUT.accents["teal"]["mist"]
    layout = LAYOUT.model_copy(update={"accents": {"pale": {"blue": pale}}})

    found = check_contrast(layout, read_printer(layout, "fogra39"))

    assert {finding.code for finding in found} == {"contrast-low"}
    assert all("blue" in finding.message and " in the accent pale;" in finding.message for finding in found)


def test_a_section_has_an_accent_of_its_own(tmp_path):
    """Its pages are in it, the others in the issue's; in print by its inks."""
    sections = [report_section(accent="plum")]

    flows = designed(tmp_path, sections=sections, edition=PRINT)

    assert "--blue:device-cmyk(0.62 1 0.22 0.34)" in flows["one"]
    assert "--blue:device-cmyk(1 0.75 0.15 0.4)" in flows["cover"]


def test_without_design_nothing_changes(tmp_path):
    """The accent that is the palette as it stands makes the same pages."""
    assert designed(tmp_path) == designed(tmp_path, sections=[report_section(accent="blue")])


@pytest.mark.parametrize("openings", ["map", "picture", "plain"])
def test_reports_may_open_without_maps_of_their_own(tmp_path, openings):
    """As drawn each opens with the map of its venue."""
    assert 'class="lead-bleed map" data-fit="lead"' in designed(tmp_path)["one"]
    assert 'class="lead-bleed map" data-fit="lead"' not in designed(tmp_path, openings=openings)["one"]


@pytest.mark.parametrize("form", ["photograph", "full", "map", "band"])
def test_forms_of_the_cover(tmp_path, form):
    """A picture where the form shows one, the map where it shows that, and neither on the band."""
    Image.new("RGB", (900, 900)).save(tmp_path / "cover.png")
    picture = Cover(image="cover.png", alt="A harbour") if form in ("photograph", "full") else None

    cover = designed(tmp_path, picture=picture, cover=form)["cover"]

    assert ('alt="A harbour"' in cover) == (picture is not None)
    assert ("<svg" in cover) == (form == "map")
    assert ('class="band"' in cover) == (form == "band")


def test_form_and_picture_of_the_cover_go_together(tmp_path):
    """A photograph that is not there is an error; one that is not shown, a warning."""
    picture = "cover: {image: images/opening.jpg, alt: A harbour}\n"

    assert faults(tmp_path, issue=ISSUE + "design: {cover: full}\n") == [
        ("issue.yaml", 9, 17, "cover-picture")]
    assert faults(tmp_path, issue=ISSUE + picture + "design: {cover: band}\n") == [
        ("issue.yaml", 9, 16, "picture-unshown")]
    assert faults(tmp_path, issue=ISSUE + picture + "design: {cover: photograph}\n") == []


def test_an_accent_that_the_layout_lacks(tmp_path):
    """With its line, and with what was probably meant; so is a form of the cover."""
    issue = ISSUE.replace("[one]", "[one]\n    accent: teel") + "design: {accent: pink, cover: band}\n"
    workspace = make(tmp_path, issue=issue)
    (workspace.layouts / "rocb").symlink_to(ROOT / "layouts/rocb")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")

    with pytest.raises(SourceError) as error:
        read(Job(workspace, 5, EDITIONS["mail"], 1, None))

    assert [(f.code, f.where.line, f.hint) for f in error.value.findings] == [
        ("accent-unknown", 9, "did you mean teal?"),
        ("accent-unknown", 10, f"there are: {', '.join(sorted(ACCENTS))}")]


def test_a_cover_that_the_layout_lacks(tmp_path):
    """What an older layout does not know of is named, with what it has."""
    workspace = make(tmp_path, issue=ISSUE + "design: {cover: band}\n")
    shutil.copytree(ROOT / "layouts/rocb", workspace.layouts / "rocb")
    path = workspace.layouts / "rocb" / "layout.toml"
    path.write_text(re.sub("(?m)^covers = .*", 'covers = ["map"]', path.read_text("utf-8"), count=1), "utf-8")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")

    with pytest.raises(SourceError) as error:
        read(Job(workspace, 5, EDITIONS["mail"], 1, None))

    assert [(f.code, f.where.line, f.hint) for f in error.value.findings] == [
        ("cover-unknown", 9, "choose map")]


def test_teasers_lead_into_articles(tmp_path):
    """In the stead of highlights, with words of their own and the page."""
    made = manuscript(tmp_path, sections=[report_section()])
    teasers = [{"article": "one"}, {"article": "two", "title": "What to read"}]
    issue = Issue.model_validate({**made.issue.model_dump(), "teasers": teasers, "highlights": ["one"]})

    cover = compose(replace(made, issue=issue), LAYOUT, MAIL, {"two": "7"}, pictures=tmp_path / "s")[0].html

    assert re.findall('<p class="(teaser|item)', cover) == ["teaser", "teaser"]
    assert re.search(r'<a href="article:two">What to read</a>&nbsp;<span class="on"><a [^>]*>7</a>', cover)


def test_teasers_that_are_too_long_are_told(tmp_path):
    """They are set smaller first; of forty lines none can be made room for."""
    made = manuscript(tmp_path, sections=[report_section()])
    issue = made.issue.model_copy(update={
        "teasers": (Teaser(article="one", title="A teaser of far too many words " * 40),), "highlights": ()})

    with pytest.raises(SourceError, match="teasers-long"):
        compose(replace(made, issue=issue), LAYOUT, MAIL, {}, pictures=tmp_path / "s")


def test_contents_show_pictures_of_articles(tmp_path):
    """Up to three side by side, each with its words and page; an article without one is told."""
    Image.new("RGB", (900, 700)).save(tmp_path / "hall.png")
    picture = Picture(src="hall.png", path=tmp_path / "hall.png", alt="A hall")
    shown = article("one", "report", [figure("one", 1, "picture", picture), paragraph("one#b2")])
    made = manuscript(tmp_path, sections=[Section("Reports", tree("Reports"), (), (shown,))])

    def contents(*slugs):
        design = Design(contents=slugs)
        issue = made.issue.model_copy(update={"design": design, "highlights": ()})
        context = Context(replace(made, issue=issue), LAYOUT, MAIL, {"one": "3"}, tmp_path / "s")
        return compose_contents(context)

    html = contents("one").html
    assert re.search(r'<img [^>]*alt="A hall"[^>]*>\n<figcaption><a href="article:one">page\u00a03</a>', html)
    with pytest.raises(SourceError, match="contents-picture"):
        contents("foreword")


def test_cover_and_contents_name_articles_of_the_issue(tmp_path):
    """Else with the line, and what was meant."""
    issue = ISSUE + "design: {contents: [oen]}\nteasers: [{article: two}]\n"

    assert faults(tmp_path, issue=issue) == [
        ("issue.yaml", 9, 21, "highlight-unknown"), ("issue.yaml", 10, 21, "highlight-unknown")]


def test_one_map_opens_a_section(tmp_path):
    """Its venues are numbered, each once, with their reports and pages; the reports have no maps."""
    flows = designed(tmp_path, openings="map")

    assert list(flows).index("section0") == list(flows).index("one") - 1
    html = flows["section0"]
    assert html.count('role="img" aria-label="Map: 1 Melaka"') == 1
    assert re.findall(r'<p class="mark number[^>]*>(\d)</p>', html) == ["1"]
    assert re.findall(r'data-page="(\w+)"', html) == ["one", "two"]


def test_a_section_of_one_venue_has_no_map(tmp_path):
    """Nor has one without, nor a layout without a window for it."""
    section = report_section()
    alone = replace(section, articles=section.articles[:1])
    bare = LAYOUT.model_copy(update={"maps": LAYOUT.maps.model_copy(update={"section": None})})

    assert "section0" not in designed(tmp_path, sections=[alone], openings="map")
    assert "section0" not in designed(tmp_path, layout=bare, openings="map")
    assert "section0" not in designed(tmp_path)


def test_badges_of_near_venues_do_not_cover_one_another():
    """They are moved apart, and no further than they need."""
    spots = _apart([(100.0, 100.0), (100.0, 100.0), (103.0, 101.0), (300.0, 50.0)])

    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 2 * BADGE - 0.5 for a, b in combinations(spots, 2))
    assert spots[3] == (300.0, 50.0)


def test_a_venue_beyond_the_map_of_its_section_is_told(tmp_path):
    """It is in the list below the map, without a badge; a report without a place is not."""
    far = {"latitude": 50.85, "longitude": 4.35, "country": "Belgium", "name": "Brussels"}
    reports = tuple(article(slug, "report", [paragraph(f"{slug}#b1")], venue=venue)
                    for slug, venue in (("one", VENUE), ("two", far), ("three", None)))
    made = manuscript(tmp_path, sections=[Section("Reports", tree("Reports"), (), reports)])
    issue = made.issue.model_copy(update={"design": Design(openings="map"), "highlights": ()})

    [found] = check_unshown(replace(made, issue=issue), LAYOUT)

    assert (found.code, found.where.file) == ("venue-off-map", reports[1].file)
    assert not list(check_unshown(made, LAYOUT))


def test_highlights_beside_teasers_are_told(tmp_path):
    """The cover has room for either."""
    made = manuscript(tmp_path)
    issue = made.issue.model_copy(update={"teasers": (Teaser(article="report"),), "highlights": ("essay",)})

    [found] = check_unshown(replace(made, issue=issue), LAYOUT)

    assert found.code == "highlights-unshown"


@pytest.mark.parametrize("size,focus,told", [
    ((3000, 2000), None, True), ((3000, 2000), (50, 30), False), ((1400, 2000), None, False)])
def test_a_picture_that_does_not_fill_the_cover_is_told(tmp_path, size, focus, told):
    """A landscape leaves half of it empty, unless it may be cropped."""
    Image.new("RGB", size).save(tmp_path / "hall.png")
    made = manuscript(tmp_path)
    issue = made.issue.model_copy(update={
        "design": Design(cover="full"), "cover": Cover(image="hall.png", alt="A hall", focus=focus)})

    found = [each.code for each in check_unshown(replace(made, issue=issue), LAYOUT)]

    assert found == ["cover-unfilled"] * told


def test_a_cover_that_is_not_filled_is_told_where_its_picture_is_named(tmp_path):
    """At the name of the file, not where the keys of the cover begin."""
    issue = ISSUE + "design: {cover: full}\ncover: {alt: A hall, image: images/opening.jpg}\n"
    [found] = check_unshown(read_manuscript(make(tmp_path, issue=issue), 5), LAYOUT)

    assert str(found.where) == "issues/5/issue.yaml:10:29"
