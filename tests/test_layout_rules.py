"""What the author of a layout gets wrong is told at its own file, line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.findings.errors import LayoutError, TypesetError
from rocbpress.findings.finding import Place
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.layout_rules import check_layout
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.typeset import typeset
from rocbpress.workspace.cache import NO_CACHE, Cache
from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]


@pytest.fixture
def workspace(tmp_path):
    """The layouts and fonts, to be spoilt."""
    for name in ("layouts", "fonts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "issues").mkdir()
    return Workspace(tmp_path)


def found(workspace, name="rocb", cache=NO_CACHE):
    layout = read_layout(workspace, name)
    return check_layout(layout, read_printer(layout, "fogra39"), workspace, cache)


def add(workspace, sheet, text):
    """Append to a sheet; the number of the line that this becomes."""
    path = workspace.layouts / "rocb" / sheet
    before = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{before}\n{text}\n", "utf-8")
    return before.count("\n") + 2


@pytest.mark.parametrize("name", ["rocb", "plain"])
def test_our_own_layouts_have_none_of_these(workspace, name):
    """Both layouts keep the rules."""
    assert found(workspace, name) == ()


@pytest.mark.parametrize(("rule", "code", "column", "said"), [
    ("p { color: #c00; }", "style-colour", 12, "#c00"),
    ("p { border-top: 1pt solid red; }", "style-colour", 27, "red"),
    ("p { background: rgb(1 2 3); }", "style-colour", 17, "rgb(1 2 3)"),
    ("@page report { @top-left { background: hsl(9 9% 9%) } }", "style-colour", 40, "hsl(9 9% 9%)"),
    ("p { line-height: 13pt; }", "style-leading", 18, "13 pt"),
    ("p { line-height: 11.2pt; }", "style-leading", 18, "11.2 pt"),
    ("p { font: 9pt/13.5pt var(--latin); }", "style-leading", 15, "13.5 pt"),
    ('p { font-family: "Source Sans"; }', "style-family", 18, "Source Sans"),
    ('p { --latin: "Lato"; }', "style-family", 14, "Lato"),
    ('p { --latin: "Source Code Pro"; }', "style-italic", 14, "Source Code Pro"),
])
def test_a_rule_is_told_where_it_stands(workspace, rule, code, column, said):
    """File, line and column of the very value."""
    line = add(workspace, "report.css", rule)
    [finding] = found(workspace)

    assert (finding.code, finding.where.file) == (code, "layouts/rocb/report.css")
    assert (finding.where.line, finding.where.column) == (line, column) and said in finding.message


@pytest.mark.parametrize("sheet", ["report.css", "prose.css"])
@pytest.mark.parametrize(("rule", "code", "column"), [
    ("p { colour: red }", "css-ignored", 5),
    ("p { color: device-cmyk(9) }", "css-ignored", 5),
    (".x { font-size: 10px; q }", "css-ignored", 24),
    ("@media print { p { colour: red } }", "css-ignored", 20),
    ("@strange { p { color: red } }", "css-ignored", 1),
    ("p { color: red } } q { color: blue }", "css-broken", 18),
    ("p:unheard { color: red }", "css-broken", 1),
    ("@media print { p::unheard { color: red } }", "css-broken", 16),
    ("@counter-style none { system: cyclic; symbols: x }", "engine-complaint", 1),
    ("@page:unheard { margin: 0 }", "engine-complaint", 1),
])
def test_what_the_engine_complains_of_is_told_where_it_stands(workspace, sheet, rule, code, column):
    """Also of sheets that a flow joins to one, and of those that are read in their document."""
    line = add(workspace, sheet, rule)
    layout = read_layout(workspace, "rocb")
    sheets = "".join(f"<style>{each}</style>" for each in style_sheets(layout, EDITIONS["mail"], "report"))
    html = (f'<!doctype html><html lang="en"><head><title>A test</title>{sheets}</head>'
            '<body class="report"><p>Words.</p></body></html>')
    try:
        told = typeset(Flow("test", (), Matter.BODY, "", "", html, ()), ROOT / "fonts").findings
    except TypesetError as error:
        told = error.findings

    assert {(each.code, each.where) for each in told} == {
        (code, Place(f"layouts/rocb/{sheet}", line, column))}


@pytest.mark.parametrize("rule", [
    "p { color: var(--ink); background: transparent; border-color: currentColor; }",
    "p { color: device-cmyk(0 0 0 1); }", "p { font: 8.5pt/10.5pt var(--latin); line-height: 0; }",
    ".x { position: absolute; line-height: 13pt; }", ".x { height: 13pt; line-height: 13pt; }",
    'code { --latin: "Source Code Pro"; }', 'pre code, kbd, samp { --latin: "Source Code Pro"; }',
    "p { content: 'red'; }",
    '.x { --latin: "Zen Kurenaido"; font-style: normal; }', "/* p { color: red; } */"])
def test_what_print_and_grid_allow_is_not_told(workspace, rule):
    """Colours of the palette, leading that meets the grid, what is placed."""
    add(workspace, "report.css", rule)

    assert found(workspace) == ()


def test_two_colours_under_one_name(workspace):
    """A colour whose inks look unlike its sRGB is told at its line, in an accent too."""
    path = workspace.layouts / "rocb" / "layout.toml"
    lines = path.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("blue = "))
    lines[at] = 'blue = { srgb = "#043564", cmyk = [0, 90, 90, 0] }'
    path.write_text("\n".join(lines) + "\n", "utf-8")
    told = [each for each in found(workspace) if each.code == "palette-unlike"]

    assert [(each.where.file, each.where.line) for each in told] == [("layouts/rocb/layout.toml", at + 1)]
    assert "blue" in told[0].message and "#" in told[0].hint


def test_fonts_have_their_licence(workspace):
    """A folder of fonts without one is told; a licence by any of its usual names will do."""
    (workspace.fonts / "noto-sans-thai" / "OFL.txt").unlink()
    [finding] = found(workspace)
    (workspace.fonts / "noto-sans-thai" / "LICENSE.md").write_text("The licence.")

    assert (finding.code, finding.where.file) == ("font-licence", "fonts/noto-sans-thai")
    assert found(workspace) == ()


def test_a_change_of_sheets_or_fonts_is_seen(workspace, tmp_path):
    """What was found is kept for as long as layout and fonts stay as they are."""
    cache = Cache(tmp_path / "cache")
    before = found(workspace, cache=cache)
    add(workspace, "report.css", "p { color: red; }")
    spoilt = found(workspace, cache=cache)
    (workspace.fonts / "noto-sans-thai" / "OFL.txt").unlink()

    assert (len(before), len(spoilt), len(found(workspace, cache=cache))) == (0, 1, 2)


@pytest.mark.parametrize(("text", "line", "column"), [
    ("<p>\n<b>{{ nobody }}</b>\n</p>", 2, 7), ("<p>\n{{ layout.colour }}\n</p>", 2, 11),
    ("<p>\n\n{% if x %}", 3, 4), ('<p>\n{{ "a" | upcase }}', 2, 10)])
def test_an_unknown_name_in_a_template(workspace, text, line, column):
    """Its file, line and column, also in a template that another includes."""
    (workspace.layouts / "rocb" / "inner.html.j2").write_text(text)
    (workspace.layouts / "rocb" / "outer.html.j2").write_text('\n\n\n{% include "inner.html.j2" %}')
    layout = read_layout(workspace, "rocb")
    for name in ("inner", "outer"):
        with pytest.raises(LayoutError) as stop:
            render(layout, name)
        where = stop.value.findings[0].where

        assert (where.file, where.line, where.column) == ("layouts/rocb/inner.html.j2", line, column)
