"""Text can be read on its ground, in the colours of screens and in those of the press."""

import shutil
from pathlib import Path

import pytest

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Severity
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.design import check_contrast
from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
LIGHTER = ('srgb = "#646463"', 'srgb = "#777777"')  # the grey of captions
ON_PAPER_ALONE = (('"mist"\ntext = ["ink", "grey", "blue"]', '"mist"\ntext = ["ink", "blue"]'),
                  ('["ink", "grey"]', '["ink"]'))


def changed(folder, name, *changes):
    """What is said of the newsletter's layout with some text of one of its files changed."""
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    (folder / "fonts").symlink_to(ROOT / "fonts")
    path = folder / "layouts" / "rocb" / name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    layout = read_layout(Workspace(folder), "rocb")
    return check_contrast(layout, read_printer(layout, "fogra39"))


def test_the_newsletter_can_be_read():
    """Every pair of its layout has contrast enough, and no text colour of its styles is in no pair."""
    layout = read_layout(Workspace(ROOT), "rocb")

    assert check_contrast(layout, read_printer(layout, "fogra39")) == ()


def test_too_little_on_screens_alone(tmp_path):
    """A grey that is printed dark enough, but shown too light."""
    [low] = changed(tmp_path, "layout.toml", LIGHTER, *ON_PAPER_ALONE)

    assert (low.code, low.severity, str(low.where)) == (
        "contrast-low", Severity.ERROR, "layouts/rocb/layout.toml")
    assert "grey on paper has a contrast of 4.48 : 1 on screens; it needs 4.5 : 1" in low.message


def test_too_little_on_paper_alone(tmp_path):
    """A grey whose ink is too thin, though screens show it dark."""
    found = changed(tmp_path, "layout.toml", ("cmyk = [0, 0, 0, 75]", "cmyk = [0, 0, 0, 45]"))

    assert {finding.code for finding in found} == {"contrast-low"}
    assert all("grey on" in finding.message and "on paper (FOGRA39)" in finding.message for finding in found)


def test_large_text_needs_less(tmp_path):
    """What is too light for small text may do for large."""
    large = ('["ink", "grey", "blue"]', '["ink", "blue"]\nlarge = ["grey"]')

    assert changed(tmp_path, "layout.toml", LIGHTER, *ON_PAPER_ALONE, large) == ()


def test_a_text_colour_in_no_pair_is_named(tmp_path):
    """A colour that a style gives to text, and that is held against no ground, with its line."""
    added = "p { border-color: var(--cool);\n color: var(--cool) }\nbody {"

    [unknown] = changed(tmp_path, "contents.css", ("body {", added))

    assert (unknown.code, unknown.severity) == ("contrast-unknown", Severity.WARNING)
    assert str(unknown.where) == "layouts/rocb/contents.css:4:2"


def test_a_pair_names_colours_of_the_palette(tmp_path):
    """A slip in a name is an error of the layout."""
    with pytest.raises(LayoutError, match="layout-colour: text: the palette has no colour gray"):
        changed(tmp_path, "layout.toml", ('["ink", "grey"]', '["ink", "gray"]'))
