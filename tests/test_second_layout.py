"""To give an issue another layout, its name is enough: the specimen, which shows everything, in both."""

from __future__ import annotations

import io
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pdfplumber
import pytest

from rocbpress.compose.templates import STRUCTURE
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.design import check_contrast
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.workspace.workspace import Workspace
from tests.other_layout import ROOT, differences, in_layout, press_issue

ON_PURPOSE = ("position-only",)  # the specimen shows such a box
HEAD, LEADING, FIRST = 49.0, 14.0, 10.12  # points: above the text, of a line, in the first
TOLERANCE = 0.2
LEFT, RIGHT = 215.0, 510.0  # between the margin and the numbers of the contents
NARROW, WIDE = 45, 75  # characters of a line that is easily read


@pytest.fixture(scope="module")
def specimen(tmp_path_factory):
    """The specimen in the layout plain, and what was said of it."""
    folder = tmp_path_factory.mktemp("plain")
    data, said = press_issue(in_layout(folder, 0, "plain"), 0)
    (folder / "rocb-0.pdf").write_bytes(data)
    return folder / "rocb-0.pdf", said


@pytest.fixture(scope="module")
def lines(specimen):
    """Text and depth of every line of the 10 pt sans in its column, depths in points from the head."""
    found = []
    with pdfplumber.open(io.BytesIO(specimen[0].read_bytes())) as document:
        for page in document.pages:
            at = defaultdict(list)
            for char in page.chars:
                text = char["fontname"].endswith("SourceSans3-Regular") and abs(char["size"] - 10) < 0.05
                if text and LEFT < char["x0"] < RIGHT:
                    at[round(float(page.height) - char["matrix"][5], 1)].append(char["text"])
            found += [("".join(words), depth) for depth, words in at.items()]
    return found


def test_swapping_the_layout_is_enough(specimen):
    """Every kind of article and block renders in the other layout, and nothing is found wrong."""
    path, said = specimen

    # Its words are cut to the pages of the other layout.
    assert set(said) - {"page-thin"} == set(ON_PURPOSE)
    assert check_structure(path.read_bytes()) == ()


def test_both_layouts_say_the_same(specimen, specimen_file):
    """Word by word in the order of reading: titles, text, lists, tables, notes, links, pictures, captions."""
    assert differences(specimen[0].read_bytes(), specimen_file.read_bytes()) == ()


def test_a_second_layout_copies_nothing():
    """What both would hold alike stands in the structure: no file of one is in the other or there."""
    others = [path.read_bytes() for home in (ROOT / "layouts" / "rocb", STRUCTURE) for path in home.iterdir()]
    own = list((ROOT / "layouts" / "plain").iterdir())

    assert len(own) > 10
    assert [path.name for path in own if path.read_bytes() in others] == []


def test_text_stands_on_the_grid_of_its_layout(lines):
    """Every line of reading text, on every page, within a fifth of a point."""
    astray = {}
    for text, depth in lines:
        line = (depth - HEAD - FIRST) / LEADING
        if abs(line - round(line)) * LEADING > TOLERANCE:
            astray[text] = depth

    assert len(lines) > 250 and astray == {}


def test_lines_are_of_a_length_to_read(lines):
    """The average of lines that run on is 45 to 75 characters."""
    whole = [len(text) for text, _ in lines if len(text) > NARROW]

    assert NARROW < sum(whole) / len(whole) <= WIDE


def test_it_can_be_read_and_printed():
    """Every pair of text and ground has contrast enough on screens and paper, and no colour too much ink."""
    layout = read_layout(Workspace(ROOT), "plain")

    assert check_contrast(layout, read_printer(layout, "fogra39")) == ()
    assert {name for name, colour in layout.palette.items() if sum(colour.cmyk) > 3} == set()


@pytest.mark.parametrize(("old", "new", "code", "words"), [
    ("gutter = 14\n", "", "layout-invalid", "missing key: gutter"),
    ("tile = [42, 42]\n", "", "layout-invalid", "missing key: tile"),
    ('lit = "pine"', 'lit = "oak"', "layout-colour", "the palette has no colour oak"),
    ('lit = "pine"', 'lot = "pine"', "layout-colour", "lot: maps have no part of this name"),
    ('warm = "brick"', 'ink = "ink"', "layout-colour", "maps need the colour warm"),
    ('essay = "Special essay"\n', "", "layout-invalid", "missing key: essay"),
])
def test_what_a_layout_lacks_is_named(tmp_path, old, new, code, words):
    """Whoever makes a third is told what is missing before anything is set."""
    shutil.copytree(ROOT / "layouts" / "plain", tmp_path / "layouts" / "plain")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    path = tmp_path / "layouts" / "plain" / "layout.toml"
    text = path.read_text("utf-8")
    assert len(re.findall(re.escape(old), text)) == 1
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(LayoutError, match=words) as caught:
        read_layout(Workspace(Path(tmp_path)), "plain")

    assert [finding.code for finding in caught.value.findings] == [code]
