"""A layout is read whole or not at all, and its colours can be read on their grounds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rocbpress.figures.maps.borders import AREAS
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.colour import contrast
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.design.borders import check_borders
from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
# Text on its ground, as the templates set it.
PAIRS = (
    ("ink", "paper"), ("ink", "mist"), ("ink", "sand"), ("ink", "sea"), ("ink", "land"), ("ink", "lit"),
    ("grey", "paper"), ("grey", "mist"), ("grey", "sand"),
    ("blue", "paper"), ("blue", "mist"), ("blue", "lit"),
    ("paper", "blue"), ("paper", "blue-land"), ("lit", "blue"), ("lit", "blue-land"), ("warm", "blue"),
)


@pytest.fixture
def copy(tmp_path):
    """A workspace with the layout rocb in it, to be spoilt."""
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    shutil.copytree(ROOT / "fonts", tmp_path / "fonts")
    (tmp_path / "issues").mkdir()
    return Workspace(tmp_path)


def spoil(copy, old, new):
    path = copy.layouts / "rocb" / "layout.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_layout_of_the_newsletter_is_read():
    """Palette in both colour spaces, reserved places, faces that exist."""
    layout = read_layout(Workspace(ROOT), "rocb")

    assert layout.palette["blue"].css("srgb") == "#043564"
    assert layout.palette["ink"].css("cmyk") == "device-cmyk(0 0 0 1)"
    assert layout.furniture.pages == {"report", "essay", "message", "index"}
    assert layout.furniture.folio.face.is_file()
    assert all(title.face.is_file() for title in layout.titles.values())
    assert len(layout.region.members) == 35


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text, ground):
    """Every pair of text and ground has a contrast of 4.5 : 1 or more."""
    palette = read_layout(Workspace(ROOT), "rocb").palette

    assert contrast(palette[text].srgb, palette[ground].srgb) >= 4.5


def test_no_colour_is_more_ink_than_the_press_takes():
    """The inks of each colour add up to 300 per cent at most."""
    palette = read_layout(Workspace(ROOT), "rocb").palette

    assert {name for name, colour in palette.items() if sum(colour.cmyk) > 3} == set()


def test_unknown_layout_names_the_nearest():
    """A slip in `layout:` is answered with what there is."""
    with pytest.raises(LayoutError) as caught:
        read_layout(Workspace(ROOT), "robc")

    assert caught.value.findings[0].code == "layout-unknown"
    assert "rocb" in caught.value.findings[0].hint


@pytest.mark.parametrize(("old", "new", "code", "said"), [
    ("bleed_mm = 3", "bleed_mm = 2", "layout-invalid", "bleed_mm"),
    ("bleed_mm = 3", "bleeding = 3", "layout-invalid", "bleeding"),
    ("bleed_mm = 3", "bleed_mm = = 3", "layout-syntax", "line"),
    ('srgb = "#043564"', 'srgb = "navy"', "layout-invalid", "palette.blue.srgb"),
    ("cmyk = [100, 75, 15, 40]", "cmyk = [100, 75, 15, 400]", "layout-invalid", "palette.blue.cmyk"),
    ('colour = "grey"', 'colour = "gray"', "layout-colour", "gray"),
    ('"figures.css"', '"figure.css"', "layout-style", "figure.css"),
    ("SourceSans3_400Regular.ttf", "SourceSans3_Regular.ttf", "layout-face", "SourceSans3_Regular.ttf"),
    ('  "January", ', "", "layout-invalid", "languages.en.months"),
])
def test_every_fault_of_a_layout_is_told(copy, old, new, code, said):
    """One wrong value stops the run with the file and the key."""
    spoil(copy, old, new)

    with pytest.raises(LayoutError) as caught:
        read_layout(copy, "rocb")

    finding = caught.value.findings[0]
    assert (finding.code, finding.where.file) == (code, "layouts/rocb/layout.toml")
    assert said in finding.message


def test_all_wrong_values_are_told_at_once(copy):
    """The designer does not have to run again for each."""
    spoil(copy, "bleed_mm = 3", "bleed_mm = 1")
    spoil(copy, 'srgb = "#043564"', 'srgb = "navy"')

    with pytest.raises(LayoutError) as caught:
        read_layout(copy, "rocb")

    assert len(caught.value.findings) == 2


@pytest.mark.parametrize(("new", "code"), [
    ('"Crimia" = "hatched"', "area-unknown"), ('"Crimea" = "dotted"', "area-treatment"),
    ('"Kashmir" = "left-out"\n"Crimea" = "hatched"', "area-inseparable")])
def test_disputed_areas_that_no_map_can_draw_are_told_with_their_line(copy, new, code):
    """A slip under [disputed] is found before anything is drawn, at its line of layout.toml."""
    path = copy.layouts / "rocb" / "layout.toml"
    spoil(copy, '"Kashmir" = "as-it-stands"\n', "")
    spoil(copy, '"Crimea" = "hatched"', new)
    line = path.read_text("utf-8").splitlines().index(new.partition("\n")[0]) + 1

    (found,) = check_borders(read_layout(copy, "rocb"))

    assert found.code == code
    assert str(found.where) == f"layouts/rocb/layout.toml:{line}"


def test_the_layout_decides_on_every_area_the_maps_know():
    """Nothing about borders is left to the program: each area is in layout.toml, and no wish is in vain."""
    layout = read_layout(Workspace(ROOT), "rocb")

    assert {name.casefold() for name in layout.disputed} == set(AREAS)
    assert not check_borders(layout)
