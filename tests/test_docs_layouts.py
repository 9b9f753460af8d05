"""What docs/layouts.md says of files, templates, values and keys is what layouts have and are given."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.templates import STRUCTURE
from rocbpress.copyfit import choose
from rocbpress.copyfit.breaker import hole, hole_cost
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.colour import CLASSES, ROLES
from rocbpress.layout.fit import FitTable, LeadEntry, LetterEntry, PicturesEntry, ShareEntry
from rocbpress.layout.layout import read_layout
from rocbpress.layout.schema import SHEETS, ColourEntry, Furniture, LayoutFile, MapsEntry, Region, Window
from rocbpress.preflight.paper.ink_rules import SMALL
from rocbpress.typeset.lines import planned
from rocbpress.typeset.lines.choose import MOST_HYPHENS, SHORTEST
from rocbpress.workspace.workspace import Workspace
from tests.handbook import code, running, tables
from tests.program import PACKAGE, ROOT
from tests.workspaces import copy_workspace

LAYOUTS = "docs/layouts.md"
TEXT = running(LAYOUTS)
NAMES = ("rocb", "plain")
GIVEN = {row[0].strip("`"): row[1] for row in tables(LAYOUTS, "Templates")[0][1:]}
KEYS, FIT_ENTRIES = tables(LAYOUTS, "layout.toml")


def toml_of(name):
    """layout.toml as it is written."""
    return tomllib.loads((ROOT / "layouts" / name / "layout.toml").read_text("utf-8"))


def aliases(model):
    return {field.alias or name for name, field in model.model_fields.items()}


def rendered():
    """The names that each template is given, from the calls that render them."""
    given: dict[str, set[str]] = {}
    for path in (*(PACKAGE / "compose").glob("*.py"), PACKAGE / "mailing" / "page.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "render" and call.args[1:]:
                names = {keyword.arg for keyword in call.keywords if keyword.arg}
                if isinstance(call.args[1], ast.Constant):
                    given[call.args[1].value] = names
                elif "kind" in ast.unparse(call.args[1]):
                    given |= {"message": names | {"body"}, "letter": names | {"salutation", "body"}}
    return given


@pytest.mark.parametrize("template", sorted(GIVEN))
def test_a_template_is_given_what_is_told(template):
    """Every value and no other, besides those that each has."""
    told = set(code(re.sub(r"\([^()]*\)|it comes with the program.*", "", GIVEN[template])))

    assert told == rendered()[template] - {"case", "words", "layout"}


def test_each_layout_has_the_templates_of_pages():
    """Those that the table lists, but the one that comes with the program."""
    for name in NAMES:
        own = {path.name.partition(".")[0] for path in (ROOT / "layouts" / name).glob("*.j2")}
        assert set(GIVEN) - {"section"} <= own and (ROOT / "layouts" / name / "section.css").is_file()


def test_what_comes_with_the_program_is_told():
    """Each template and each sheet."""
    [listed] = re.findall(r"to change it: (.*?)\. `plain` has its own `picture`", TEXT)

    assert set(code(listed)) | {"section"} == {path.name.partition(".")[0] for path in STRUCTURE.glob("*.j2")}
    assert {path.name for path in SHEETS.iterdir()} == {"reset.css"}
    assert {toml_of(name)["styles"][0] for name in NAMES} == {"reset.css"}
    structure = {path.name for path in STRUCTURE.glob("*.j2")}
    assert structure & {path.name for path in (ROOT / "layouts" / "plain").iterdir()} == {"picture.html.j2"}


def test_what_templates_may_call_is_told():
    """Layouts call nothing else of `case`, and all of it exists."""
    [listed] = re.findall(r"Of `case` it may use (.*?) will take\.", TEXT)
    told = set(re.findall(r"`case\.(\w+)\(", listed))
    used = {name for path in ROOT.glob("layouts/*/*.j2")
            for name in re.findall(r"\bcase\.(\w+)", path.read_text("utf-8"))}

    assert used <= told
    assert all(hasattr(Context, name) for name in told)


def test_the_names_of_pages_are_told():
    """Every page that a flow may have, and each that a sheet of a layout is about."""
    [listed] = re.findall(r"Pages are named (.*?)\. A sheet says", TEXT)
    told = set(code(re.sub(r"\(.*?\)", "", listed)))
    sheets = {name for path in ROOT.glob("layouts/*/*.css")
              for name in re.findall(r"@page (\w+)", path.read_text("utf-8"))}
    flows = re.findall(r'_flow\(context, [^,]+, "(\w+)"', (PACKAGE / "compose/flows.py").read_text("utf-8"))

    assert sheets <= told and set(flows) <= told
    assert all(layout_pages(name) <= told for name in NAMES)


def layout_pages(name):
    furniture = toml_of(name)["furniture"]
    return {*furniture["pages"], *furniture["later"]}


def test_the_keys_of_a_layout_are_told():
    """All of them and no other."""
    told = {re.match(r"\[*([\w-]+)", key)[1] for row in KEYS[1:] for key in code(row[0])}

    assert told == aliases(LayoutFile)


def row_of(key):
    [text] = [row[1] for row in KEYS[1:] if row[0].strip("`").strip("[]").split(".")[0] == key]
    return text


@pytest.mark.parametrize(("key", "names"), [
    ("furniture", {"baseline", "margin", "pages", "later"}), ("maps", aliases(MapsEntry) | aliases(Window)),
    ("region", aliases(Region)), ("languages", {"months", "words"}), ("contrast", {"large"}),
    ("faces", {"scale", "lines"}), ("palette", aliases(ColourEntry) - {"role"}),
    ("titles", {"large", "middle", "entry", "small", "label", "pull", "quote"}),
    ("covers", {"photograph", "map", "band", "full"})])
def test_the_keys_of_a_table_are_told(key, names):
    """In the row of the table."""
    assert names <= set(re.findall(r"[\w-]+", " ".join(code(row_of(key)))))
    assert key != "furniture" or aliases(Furniture) - names == {"folio", "running"}


def required(key):
    """The names that a table of layout.toml must have, as its error says when all are missing."""
    check = LayoutFile.model_fields[key].metadata[0]
    try:
        check.func({})
    except ValueError as error:
        return set(str(error).removeprefix("missing key: ").split(", "))
    return set()


def used_measures():
    """The measures that the program looks up, whether a layout must have them or not."""
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return set(re.findall(r'measures(?:\[|\.get\()"([\w-]+)"', source))


def test_every_measure_is_told():
    """Those that a layout must have, and those that the program asks for if they are there."""
    told = TEXT[TEXT.index("Of the measures, "):TEXT.index("A layout may have measures of its own")]

    assert required("measures") | used_measures() <= set(code(told))
    assert set(code(told)) == required("measures") | {"lead-tallest", "caption", "imprint", "hanging",
                                                      "hanging-report", "small", "highlight-wide"}


@pytest.mark.parametrize("key", ["sizes", "lines", "titles"])
def test_the_names_that_a_table_must_have_are_told(key):
    """In its row."""
    assert required(key) and required(key) <= set(code(row_of(key)))


def test_what_a_layout_has_of_lines_and_sizes_is_told():
    """No name in the layouts' own tables is one that the page does not know."""
    for name in NAMES:
        for key in ("sizes", "lines", "titles"):
            assert set(toml_of(name)[key]) <= set(code(row_of(key))), key


def test_the_parts_that_colours_play_are_told():
    """All of them, and the classes."""
    pattern = r"The parts that colours play on maps: (.*?)\. Classes are (.*?) in every palette"
    [told] = re.findall(pattern, TEXT)
    parts, classes = (set(code(text)) for text in told)

    assert parts == set(ROLES) - CLASSES
    assert classes == {"r1", "r4", "none"} and len(CLASSES) == 5


def test_the_entries_of_fit_read_as_they_stand():
    """Each with the default that is told for it; none is left out."""
    told = tomllib.loads("\n".join(row[0].strip("`") for row in FIT_ENTRIES[1:]))
    table = FitTable(**told)

    assert {*told, "gain"} == aliases(FitTable)
    assert (table.lead.cost, table.letter.cost) == (LeadEntry(least=1).cost, LetterEntry().cost)
    assert table.pictures.cost == PicturesEntry(least=1).cost and table.no_map == FitTable().no_map
    assert set(told["share"]) == aliases(ShareEntry)
    assert f"costs `gain` ({FitTable().gain:g}) more" in TEXT


def test_the_costs_of_faults_are_those_of_the_code():
    """A page at all, one under a third, one under a half, a warning, a hole and each line of it."""
    thin, half = (choose.page_cost(fill) - choose.page_cost(fill + 0.01) for fill in (0.35, 0.515))
    page_, third = choose.page_cost(1), 40

    assert (f"a page at all {page_:g}, a page under a third full {third} more, under a half 16, a warning of "
            f"typesetting {choose.FAULT:g}, a hole {hole_cost(hole(9) - 0.6):g} and {hole_cost(1):g} a line"
            ) in TEXT
    assert thin == pytest.approx(third - 16, abs=0.1) and half == pytest.approx(16 - 5, abs=0.1)


def test_limits_are_those_of_the_code():
    """Of lines, bleed, black text and contrast."""
    assert f"the last one holds {planned._RUNT} em at least" in TEXT
    assert SHORTEST == 0.75 and "shorter than three quarters of its measure" in TEXT
    assert MOST_HYPHENS == 2 and "two in a row at most" in TEXT
    assert f"Text up to {SMALL:g} points is black ink alone" in TEXT
    assert any(getattr(each, "ge", 0) == 3 for each in LayoutFile.model_fields["bleed_mm"].metadata)


@pytest.mark.parametrize("name", NAMES)
def test_templates_keep_what_is_asked_of_them(name):
    """Bookmark, level and language of each article; the words for lines and for what gives way."""
    folder = ROOT / "layouts" / name
    for template in ("letter", "message", "report", "opening"):
        source = (folder / f"{template}.html.j2").read_text("utf-8")
        [article] = re.findall(r"<article .*?>$", source, re.MULTILINE)
        for mark in ('id="', 'data-article="', 'data-bookmark="', 'data-level="2"',
                     "{{ case.language(article) }}"):
            assert mark in article, template
    text = "".join(path.read_text("utf-8") for path in folder.iterdir() if path.suffix in (".css", ".j2"))
    assert "--text-wrap: pretty" in text
    assert {"body", "lead", "sender"} <= set(re.findall(r'data-fit="(\w+)"', text))
    assert {f"fit.{part}" for part in ("raised", "divided")} <= set(re.findall(r"fit\.\w+", text))


def test_the_message_that_is_shown_is_what_is_told(tmp_path):
    """The key misspelt in a layout, at its line."""
    [shown] = re.findall(r"`(layouts/plain/layout\.toml:\d+:\d+: layout-invalid: .*?)`", TEXT)
    wrong, right = re.search(r"unknown key: (\w+) \(did you mean (\w+)\?\)", shown).groups()
    workspace = Workspace(copy_workspace(tmp_path, ()))
    path = workspace.layouts / "plain" / "layout.toml"
    lines = path.read_text("utf-8").split("\n")
    at = int(shown.split(":")[1]) - 1
    lines[at] = lines[at].replace(right, wrong)
    path.write_text("\n".join(lines), "utf-8")

    with pytest.raises(LayoutError) as caught:
        read_layout(workspace, "plain")
    assert shown in map(str, caught.value.findings)


def test_reports_have_the_columns_told():
    """Two in one layout, one in the other."""
    rocb, plain = (toml_of(name)["measures"] for name in NAMES)

    assert rocb["across"] == 2 * rocb["column"] + rocb["gutter"] and plain["column"] == plain["text"]
