"""A layout is read whole or not at all, and its colours can be read on their grounds."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from rocbpress.figures.maps.borders import AREAS
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.colour import contrast
from rocbpress.layout.layout import read_layout
from rocbpress.layout.toml_marks import find_marks
from rocbpress.preflight.design import check_borders
from rocbpress.preflight.words.glyphs import characters_have_glyphs
from rocbpress.preflight.words.text import Source, SourcePassage
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


@pytest.mark.parametrize("name", ["rocb", "plain"])
def test_every_language_has_all_words(name):
    """Those of English, with the same fields; fonts/ has their letters."""
    spoken = read_layout(Workspace(ROOT), name).languages
    fields = {word: re.findall(r"\{.*?\}", text) for word, text in spoken["en"].words.items()}
    letters = {language: "".join((*each.months, *each.words.values())) for language, each in spoken.items()}
    passages = [SourcePassage(Source(ROOT, language), 1, text, language)
                for language, text in letters.items()]

    assert set(spoken) == {"de", "en", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "vi", "zh"}
    for each in spoken.values():
        assert {word: re.findall(r"\{.*?\}", text) for word, text in each.words.items()} == fields
    assert list(characters_have_glyphs(passages, ROOT / "fonts")) == []


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


@pytest.mark.parametrize(("old", "new", "code", "said", "at"), [
    ("bleed_mm = 3", "bleed_mm = 2", "layout-invalid", "bleed_mm is 2, but must be 3 or more", "2"),
    ("bleed_mm = 3", "bleed_mm = [3]", "layout-invalid", "bleed_mm is [3], not a number", "[3]"),
    ("bleed_mm = 3", "bleedmm = 3", "layout-invalid", "unknown key: bleedmm (did you mean bleed_mm?)",
     "bleedmm"),
    ("bleed_mm = 3", "bleed_mm = = 3", "layout-syntax", "not a value", "= 3"),
    ("bleed_mm = 3", "bleed_mm = 3\nbleed_mm = 4", "layout-syntax", "duplicate key", ""),
    ('srgb = "#043564"', 'srgb = "navy"', "layout-invalid", "srgb: write a colour like #043564", '"navy"'),
    ("cmyk = [100, 75, 15, 40]", "cmyk = [100, 75, 15, 400]", "layout-invalid",
     "cmyk is 400, but must be 100 or less",
     "400"),
    ("cmyk = [100, 75, 15, 40]", "cmyk = [100, 75, 15]", "layout-invalid", "cmyk has too few values",
     "[100, 75"),
    ('colour = "grey"', 'colour = "gray"', "layout-colour", "no colour gray (did you mean grey?)", '"gray"'),
    ('"figures.css"', '"figure.css"', "layout-style", "figure.css does not exist", '"figure.css"'),
    ("SourceSans3_400Regular.ttf", "SourceSans3_Regular.ttf", "layout-face",
     "SourceSans3_Regular.ttf does not exist", '"source-sans-3/SourceSans3_Regular'),
    ('  "January", ', "", "layout-invalid", "months must have 12 values, not 11", "[\n"),
    ('size = 8.5, colour = "ink"', 'colour = "ink"', "layout-invalid", "missing key: size", "{ face"),
    ("]\n\n[languages.en.words]", ']\ndate = "{day} {month}"\n\n[languages.en.words]', "layout-invalid",
     "write date as {day} {month} {year}, or {year} {month} {day}", '"{day} {month}"'),
    ("column = 238 ", "columns = 238", "layout-invalid", "measures: missing key: column", "[measures]"),
    ('name = "Bangkok", ', 'nam = "Bangkok", name = "x", ', "layout-invalid",
     "unknown key: nam (did you mean name?)", "nam"),
    ('baseline = 19.385', 'baseline = "high"', "layout-invalid", "baseline is high, not a number", '"high"'),
])
def test_every_fault_of_a_layout_is_told(copy, old, new, code, said, at):
    """One wrong value stops the run with the file, line and column, in plain words."""
    spoil(copy, old, new)

    with pytest.raises(LayoutError) as caught:
        read_layout(copy, "rocb")

    (finding,) = caught.value.findings
    lines = (copy.layouts / "rocb" / "layout.toml").read_text("utf-8").splitlines(keepends=True)
    assert (finding.code, finding.where.file) == (code, "layouts/rocb/layout.toml")
    assert said in str(finding)
    assert lines[finding.where.line - 1][finding.where.column - 1:].startswith(at)


def test_a_layout_that_is_not_utf_8_is_told_with_its_line(copy):
    """The byte and its place, as for every other text."""
    path = copy.layouts / "rocb" / "layout.toml"
    path.write_bytes(b"\xe9" + path.read_bytes())

    with pytest.raises(LayoutError, match=r"layout\.toml:1:1: layout-syntax: the byte E9 is not UTF-8"):
        read_layout(copy, "rocb")


TOML = """\
# a comment = [1]
a = 1.5
"b c" . d = 'x # y' # = z
e.f = [1, [2, "]"], { g = 1979-05-27 07:32:00, "h\\"" = true }, # more
  3]
[t]
long = \"""
[no] = 1
\"\"\"\"\"
literal = \'\'\'
k = \'two\'\'\'\'
  [ t . "u" ]
v = {}
[[s]]
w = 1
[[s.n]]
[[s.n]]
x = {y.z = 2, q = [ ]}
[[s]]
w = 07:32:00
[s.m]
"""


def paths(value, path=()):
    """All keys that lead anywhere in what tomllib read."""
    yield path
    for key, below in (value.items() if isinstance(value, dict) else
                       enumerate(value) if isinstance(value, list) else ()):
        yield from paths(below, (*path, key))


@pytest.mark.parametrize("text", [
    TOML, *((ROOT / name).read_text("utf-8") for name in (
        "layouts/rocb/layout.toml", "layouts/plain/layout.toml", "pyproject.toml"))], ids=range(4))
def test_each_key_of_a_toml_file_has_its_place(text):
    """Whatever TOML can hold: dotted and quoted keys, texts of lines, tables in tables, lists of tables."""
    marks = find_marks(text)
    lines = text.splitlines()

    assert set(marks) == set(paths(tomllib.loads(text)))
    for path, mark in marks.items():
        if mark.key:
            line, column = mark.key
            begins = lines[line - 1][column - 1:].lstrip("[ ")
            assert begins.startswith((*(step for step in path if isinstance(step, str)), '"', "'"))


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
    assert str(found.where) == f"layouts/rocb/layout.toml:{line}:1"


def test_the_layout_decides_on_every_area_the_maps_know():
    """Nothing about borders is left to the program: each area is in layout.toml, and no wish is in vain."""
    layout = read_layout(Workspace(ROOT), "rocb")

    assert {name.casefold() for name in layout.disputed} == set(AREAS)
    assert not check_borders(layout)
