"""Photographs: how they open an article, what a focus keeps, galleries, captions in the margin, the logo."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose
from rocbpress.compose.pictures import lead_picture, least_height
from rocbpress.figures.images.cropping import crop, lines_for
from rocbpress.findings.finding import Place
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.pictures import check_pictures
from rocbpress.preflight.tagged.transcript import transcript
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.typeset import typeset
from tests.crowds import CROWDS
from tests.photo_issue import photo_issue
from tests.small_issue import faults, messages
from tests.workspaces import ROOT

WORDS = "Words of a paragraph before it, and after.\n\n"
HALL = '![People](images/hall.png "A caption"){credit="A Name"}\n'
SIZES = {crowd.name: crowd.size for crowd in CROWDS}
GALLERY = '::: gallery "All of them"\n{}:::\n'
LOGO = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20h-60z"/></svg>')


@pytest.fixture
def composed(tmp_path, crowd_pictures):
    """A function that composes an issue of one article; the flows by their names, and its context."""
    def compose_one(text, layout="rocb", **given):
        workspace = photo_issue(tmp_path, {"one": text}, crowd_pictures, layout=layout, **given)
        manuscript = read_manuscript(workspace, 5)
        context = Context(manuscript, read_layout(workspace, layout), EDITIONS["mail"], {},
                          crowd_pictures / "store")
        flows = compose(manuscript, context.layout, context.edition, {}, pictures=context.pictures)
        return {flow.name: flow for flow in flows}, context

    return compose_one


def report(picture=HALL, more="", kind="report"):
    return f"---\ntitle: One\nkind: {kind}\n{more}---\n{WORDS}{picture}\n{WORDS}"


def picture_of(name):
    return HALL.replace("hall", name)


@pytest.mark.parametrize(("shape", "place", "focus", "cut"), [
    (1.5, 1.5, None, (0, 0, 0, 0)), (1.0, 2.0, None, (0, 0, 0, 0.5)), (2.0, 1.0, None, (0.25, 0, 0.25, 0)),
    (1.0, 2.0, (50, 100), (0, 0.5, 0, 0)), (1.0, 2.0, (50, 50), (0, 0.25, 0, 0.25)),
    (2.0, 1.0, (0, 30), (0, 0, 0.5, 0)), (2.0, 1.0, (60, 30), (0.35, 0, 0.15, 0))])
def test_a_crop_keeps_the_head_or_the_focus(shape, place, focus, cut):
    """Left, top, right and foot, as shares: never the top unless a focus says so."""
    found = crop(shape, place, focus)

    assert (found.left, found.top, found.right, found.foot) == pytest.approx(cut)
    assert found.share == pytest.approx(1 - (1 - cut[0] - cut[2]) * (1 - cut[1] - cut[3]))


def test_a_picture_ends_on_a_line_or_before_it():
    """At most a twentieth is cut for the grid, however low the picture."""
    for height in range(3, 700):
        lines = lines_for(height, 14)
        assert 14 * lines >= 0.95 * height
        assert 14 * lines - height < 14


@pytest.mark.parametrize(("name", "width", "height"), [
    ("hall", 612.28, 400.5), ("telephone", 612.28, 400.5), ("camera", 612.28, 344.5), ("wide", 490, 207),
    ("panorama", 490, 163.3), ("five-four", 350, 280), ("small", 322, 214.7)])
def test_the_height_of_a_lead_follows_its_picture(composed, crowd_pictures, name, width, height):
    """From 2 : 1 to 3 : 2 to the edges; else, or with too few pixels, whole within the margins."""
    _, context = composed(report())

    placed = lead_picture(context, crowd_pictures / f"{name}.png", Place())

    assert placed.width == pytest.approx(width, abs=0.1)
    assert placed.height == pytest.approx(height, rel=0.05)
    assert (placed.height + placed.space - (302.5 if width > 490 else 0)) % 14 == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("name", ["hall", "telephone", "camera", "cinema"])
@pytest.mark.parametrize("asked", [100, 250, 302.5, 330.5, 500])
def test_a_lower_lead_never_loses_more_than_is_allowed(composed, crowd_pictures, name, asked):
    """Whatever height is asked for, on the grid, down to the least."""
    _, context = composed(report())
    path = crowd_pictures / f"{name}.png"
    least, drawn = least_height(context, path, Place()), lead_picture(context, path, Place())

    placed = lead_picture(context, path, Place(), height=asked)

    assert placed.asset.showing and placed.asset.showing.cut <= 0.15
    assert placed.height == pytest.approx(min(max(asked, least), drawn.height))
    assert (least - 302.5) % 14 == pytest.approx(0) and least <= drawn.height


def test_a_framed_lead_is_whole_at_any_height(composed, crowd_pictures):
    """It is narrower where it would be higher."""
    _, context = composed(report())

    placed = lead_picture(context, crowd_pictures / "hall.png", Place(), framed=True, height=140)

    assert (placed.height, placed.width) == pytest.approx((140, 210))


@pytest.mark.parametrize(("name", "opening", "class_"), [
    ("hall", "", "lead-bleed"), ("hall", "framed", "lead"), ("hall", "upright", "picture opens"),
    ("hall", "none", "picture"), ("upright", "", "picture opens"), ("upright", "bleed", "lead-bleed"),
    ("small", "bleed", "lead-bleed"), ("panorama", "", "lead")])
def test_an_article_says_how_its_picture_opens_it(composed, name, opening, class_):
    """Above the title, within the margins, in a column, or in its place."""
    flows, _ = composed(report(picture_of(name), f"opening: {opening}\n" if opening else ""))

    (found,) = re.findall(r'<figure class="([^"]*)"', flows["one"].html)
    assert found.removesuffix(" aside") == class_


@pytest.mark.parametrize(("given", "position"), [
    ("opening: bleed\nfocus: [50, 100]\n", "0% 100%"), ("opening: bleed\nfocus: [50, 0]\n", "0% 0%"),
    ("opening: bleed\n", "0% 0%")])
def test_the_focus_of_the_head_is_that_of_the_lead(composed, given, position):
    """As CSS places it."""
    flows, _ = composed(report(picture_of("upright"), given))

    assert f"object-position:{position}" in flows["one"].html


def test_the_focus_of_a_picture_goes_before_that_of_the_head(composed):
    """Written after the picture."""
    picture = picture_of("upright").replace("{", '{focus="10,100" ')

    flows, _ = composed(report(picture, "opening: bleed\nfocus: [50, 0]\n"))

    assert "object-position:0% 100%" in flows["one"].html


def test_a_cut_of_more_than_is_allowed_says_what_and_what_to_type(composed):
    """Nothing is said where the focus is given and half of it shows."""
    flows, context = composed(report(picture_of("five-four"), "opening: bleed\n"))

    (found,) = (f for f in check_pictures(context.manuscript, flows.values(), context.edition)
                if f.code == "picture-cut")

    assert found.message == "18% of five-four.png is cut off at the foot"
    assert "focus: [50, 30]" in found.hint and "opening: framed" in found.hint


@pytest.mark.parametrize(("body", "code"), [
    ("![A](images/chan.jpg){focus=\"50\"}\n", "value-focus"),
    ("![A](images/chan.jpg){focus=\"50,101\"}\n", "value-focus"),
    (GALLERY.format("![A](images/chan.jpg)\n"), "gallery-count"),
    (GALLERY.format("![A](images/chan.jpg)\n" * 13), "gallery-count"),
    (GALLERY.format("Words\n\n" + "![A](images/chan.jpg)\n" * 2), "gallery-pictures"),
    (GALLERY.format("![A](images/chan.jpg)\n" * 2).replace('"All of them"', "All"), "gallery-title"),
    (GALLERY.format("![A](images/chan.jpg)\n" * 2).removesuffix(":::\n"), "gallery-open"),
    (GALLERY.format("![](images/chan.jpg)\n" * 2), "alt-missing"),
    (GALLERY.format('![A](images/chan.jpg "Own")\n![A](images/chan.jpg)\n'), "picture-words"),
    ('Words ![A](images/chan.jpg "Own") and words.\n', "picture-words"),
    ('- ![A](images/chan.jpg){credit="Name"}\n', "picture-words")])
def test_what_is_wrong_with_a_picture_is_said(tmp_path, body, code):
    """Each code at its line."""
    assert code in {found[3] for found in faults(tmp_path, body=body)}


@pytest.mark.parametrize("body", [
    '- Words.\n\n  ![A](images/chan.jpg "Own")\n\n- More.\n',
    '| ![A](images/chan.jpg "Own") | b |\n|---|---|\n'])
def test_a_caption_in_a_list_or_a_table_is_told_to_leave_it(tmp_path, body):
    """There a picture has a paragraph of its own already."""
    [told] = [told for told in messages(tmp_path, body=body) if "picture-words" in told]

    assert told.endswith("the picture is in a list or a table (put the picture before or after it)")


@pytest.mark.parametrize(("head", "code"), [
    ("kind: essay\nopening: bleed\n", "key-unused"), ("kind: report\nfocus: middle\n", "value-focus"),
    ("kind: report\nfocus: [1, 2, 3]\n", "value-focus"), ("kind: report\nfocus: [1, 200]\n", "value-range"),
    ("kind: report\nopening: large\n", "value-unknown")])
def test_what_is_wrong_in_a_head_is_said(tmp_path, head, code):
    """A focus is two numbers up to 100."""
    assert code in {found[3] for found in faults(tmp_path, head=f"---\ntitle: One\n{head}---\n")}


@pytest.mark.parametrize(("count", "rows"), [
    (2, [2]), (3, [3]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (7, [4, 3]), (9, [3, 3, 3]), (12, [4, 4, 4])])
def test_a_gallery_is_broken_in_even_rows_of_one_height(composed, count, rows):
    """Wide enough for four; each row fills the width, and all of a row are as high."""
    pictures = "".join(f"![P{n}](images/{'hall' if n % 2 else 'near'}.png)\n" for n in range(count))
    flows, _ = composed(report(GALLERY.format(pictures), kind="essay").replace("---\nW", "---\n## Part\n\nW"))

    html = next(flow.html for flow in flows.values() if "gallery" in flow.html and flow.kind == "essay")

    made = html.split('<div class="row"')[1:]
    assert [row.count("<img") for row in made] == rows
    for row in made:
        sizes = re.findall(r"width:([\d.]+)pt;height:([\d.]+)pt", row)
        assert len({height for _, height in sizes}) == 1
        assert sum(float(width) for width, _ in sizes) + 7 * (len(sizes) - 1) == pytest.approx(490, abs=0.1)


def test_a_gallery_has_one_number_and_each_of_its_pictures_its_words(composed, tmp_path):
    """Two figures for who listens, one caption; a name that all share is printed once."""
    pictures = "".join(f'![Shows {name}](images/{name}.png){{credit="A Name"}}\n'
                       for name in ("hall", "near"))
    gallery = GALLERY.format(pictures)
    flows, _ = composed(f"---\ntitle: One\nkind: essay\n---\n{WORDS}## Part\n\n{gallery}\n{HALL}")
    part = flows["one.1"]
    path = tmp_path / "part.pdf"
    path.write_bytes(typeset(part, ROOT / "fonts").pdf)

    assert part.html.count("A Name") == 2
    assert "<b>Figure\u00a01.</b> All of them" in part.html and "<b>Figure\u00a02.</b>" in part.html
    alts = re.findall("picture: (Shows [a-z]+)", transcript(path.read_bytes()))
    assert alts == ["Shows hall", "Shows near"]


def test_names_of_a_gallery_are_told_apart_by_numbers(composed):
    """Who took which."""
    pictures = "".join(f'![Shows {name}](images/{name}.png){{credit="{who}"}}\n'
                       for name, who in (("hall", "Ann"), ("near", "Bob"), ("stage", "Ann")))

    flows, _ = composed(report(GALLERY.format(pictures)))

    assert "Photo: Ann (1, 3), Bob (2)" in flows["one"].html


def test_a_caption_stands_in_the_margin_of_an_essay(composed):
    """Where it is no longer than its picture is high, and never on the opening."""
    body = f"{HALL}\n{WORDS}{picture_of('ribbon').replace('A caption', 'A caption of words ' * 9)}"
    flows, _ = composed(f"---\ntitle: One\nkind: essay\n---\n{WORDS}{HALL}\n## Part\n\n{WORDS}{body}")

    html = {flow.kind: flow.html for flow in flows.values()}

    noted = 'class="picture noted'
    assert html["essay"].count(noted) == 1
    assert html["essay"].index(noted) < html["essay"].index("words A caption")
    assert noted not in html["opening"]


def test_a_message_shows_its_picture_with_its_words(composed):
    """An upright one is the portrait; its caption and credit stand below it."""
    flows, _ = composed(report(picture_of("upright"), "authors: [{name: A B}]\n", "message"))

    assert re.search(r'class="portrayed".*?A caption.*?A Name', flows["one"].html, re.DOTALL)


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_the_logo_is_on_both_covers(tmp_path, crowd_pictures, layout):
    """With words for who does not see it."""
    workspace = photo_issue(tmp_path, {"one": report()}, crowd_pictures, layout=layout)
    (workspace.issues / "logo.svg").write_text(LOGO, "utf-8")
    (workspace.issues / "publishers.yaml").write_text(
        "office: {name: The Office, short: Office, logo: logo.svg, logo_alt: A square}\n", "utf-8")
    flows = compose(read_manuscript(workspace, 5), read_layout(workspace, layout), EDITIONS["mail"], {},
                    pictures=crowd_pictures / "store")

    for flow in (flows[0], flows[-1]):
        assert 'alt="A square"' in flow.html
        galley = typeset(flow, ROOT / "fonts")
        assert not galley.findings
        assert BytesIO(galley.pdf).read(5) == b"%PDF-"


def test_an_older_layout_crops_as_it_did(composed):
    """Without the measure a lead has one height and is cut about its middle, whatever the head asks."""
    _, context = composed(report(more="opening: framed\nfocus: [50, 0]\n"))
    measures = {name: size for name, size in context.layout.measures.items() if name != "lead-tallest"}
    layout = context.layout.model_copy(update={"measures": measures})

    flows = compose(context.manuscript, layout, context.edition, {}, pictures=context.pictures)

    (style,) = (re.findall(r'<img [^>]*style="([^"]*)"', flow.html) for flow in flows if flow.name == "one")
    assert style == ["width:612.28pt;height:302.5pt"]
