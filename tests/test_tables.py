"""Tables and bars as set: as wide as what they hold, on the grid, with heads that say they go on."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest

from tests.flow_documents import read_structure
from tests.set_articles import WORDS, set_article, words

LAYOUTS = pytest.mark.parametrize("layout", ["rocb", "plain"])
HEAD = "| Country | Port | Tonnes | Cases |\n|---|---|---|---|\n"
SMALL = f"""{WORDS}{{caption="Seizures"}}
{HEAD}| Fiji | Suva | 12.5 | 4,311 |
| Japan | Yokohama and the free zone beyond the harbour of the town, with all its sheds and quays | 7 | 22 |
| Sri Lanka | Colombo | 103.25 | – |

{WORDS}"""
LONG = HEAD + "".join(f"| Country {at} | Port {at} | {at % 9}.{at % 7} | {at * 37} |\n" for at in range(70))
BARS = "```bars\ntitle: Shares\nunit: \"%\"\nrows:\n  Beer: 1.5\n  Tea: 20\n```\n\n"


def line_tops(galley, page=0):
    """Where each line of the text of a page stands, from its head, in lines of the grid."""
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        found = {round(char["bottom"] - char["size"] * 0.1, 1) for char in pdf.pages[page].chars
                 if abs(char["size"] - 10) < 0.1 and "Bold" not in char["fontname"]}
    return sorted(found)


def row_feet(galley, page=0):
    """Where the hairlines of a page's tables end: each is drawn between two rectangles, .5 apart."""
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        rects = pdf.pages[page].rects
    return sorted({round(outer["bottom"], 1) for inner, outer in pairwise(rects)
                   if outer["x0"] == inner["x0"] and outer["top"] == inner["top"]
                   and outer["bottom"] - inner["bottom"] == pytest.approx(0.5, abs=0.05)})


@LAYOUTS
def test_a_table_is_as_wide_as_what_it_holds(tmp_path, layout):
    """Two narrow columns are not spread over the text."""
    body = f"{WORDS}| Year | Cases |\n|---|---|\n| 2021 | 12 |\n| 2022 | 1,240 |\n\n{WORDS}"
    [message] = set_article(tmp_path, "message", body, layout=layout)

    placed = {word["text"]: word for word in words(message, 0)}
    assert placed["1,240"]["x1"] - placed["2022"]["x0"] < 100


@LAYOUTS
def test_rows_are_parted_by_hairlines(tmp_path, layout):
    """Below the head and each row, the first close under the head's words."""
    [message] = set_article(tmp_path, "message", SMALL, layout=layout)

    placed = {word["text"]: word for word in words(message, 0)}
    feet = row_feet(message)
    assert len(feet) == 4 and feet[0] - placed["Country"]["bottom"] < 4


@LAYOUTS
@pytest.mark.parametrize("kind", ["message", "essay", "report"])
def test_text_after_a_table_is_on_the_grid(tmp_path, layout, kind):
    """Rows of several lines are set closer than the text is, and the whole is rounded up to it."""
    [galley] = set_article(tmp_path, kind, WORDS + SMALL, layout=layout)

    tops = line_tops(galley)
    assert len(tops) >= 4 and not galley.findings
    assert {round((top - tops[0]) % 14, 1) % 14 for top in tops} <= {0.0, 13.9, 0.1}


@LAYOUTS
def test_figures_stand_one_below_another(tmp_path, layout):
    """Their decimal points on a line, whole numbers before it."""
    [message] = set_article(tmp_path, "message", SMALL, layout=layout)

    with pdfplumber.open(BytesIO(message.pdf)) as pdf:
        chars = [char for char in pdf.pages[0].chars if char["text"] in ".0123456789,"]
    points = {round(char["x0"]) for char in chars if char["text"] == "." and char["size"] < 9.5}
    placed = {word["text"]: word for word in words(message, 0)}
    assert len(points) == 1 and placed["7"]["x1"] == pytest.approx(points.pop(), abs=0.6)
    assert placed["4,311"]["x1"] == pytest.approx(placed["22"]["x1"], abs=0.1)
    assert placed["Cases"]["x1"] == pytest.approx(placed["22"]["x1"], abs=0.5)


@LAYOUTS
@pytest.mark.parametrize("kind", ["report", "essay"])
def test_a_table_says_where_it_is_continued(tmp_path, layout, kind):
    """On each further page, or column, above the repeated head, and nowhere for screen readers."""
    [galley] = set_article(tmp_path, kind, WORDS + LONG + "\n" + WORDS, layout=layout)

    found = [word for page in range(len(galley.pages)) for word in words(galley, page)
             if word["text"] in ("continued", "Country")]
    heads = [word for word in found if word["text"] == "continued"]
    assert len(galley.pages) > 1 or kind == "report"
    assert len(heads) >= 1 and found[0]["text"] != "continued"
    [table] = read_structure(galley.pdf).all("Table")
    assert "continued" not in table.text and len(table.all("TR")) == 71


@LAYOUTS
def test_a_repeated_head_is_no_widow(tmp_path, layout):
    """It is not the last line of a paragraph that went to the next page."""
    [galley] = set_article(tmp_path, "report", WORDS + LONG + "\n" + WORDS, layout=layout)

    assert not {finding.code for finding in galley.findings} & {"widow", "orphan"}


@LAYOUTS
@pytest.mark.parametrize("kind", ["essay", "report"])
def test_bars_begin_where_a_text_does(tmp_path, layout, kind):
    """The text of an essay, the second column of a report."""
    [galley] = set_article(tmp_path, kind, WORDS + BARS + WORDS * 6, layout=layout)

    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        page = pdf.pages[0]
        bars = {round(each["x0"]) for each in page.rects if 8.5 < each["height"] < 10.5}
        edges = {round(word["x0"]) for word in page.extract_words()}
    assert len(bars) == 1 and bars <= {edge + off for edge in edges for off in (-1, 0, 1)}


@LAYOUTS
@pytest.mark.parametrize("kind", ["message", "essay", "report"])
@pytest.mark.parametrize("steps", [3, 24])
def test_text_after_a_line_chart_is_on_the_grid(tmp_path, layout, kind, steps):
    """Whether its values stand below it or in rows, and without a source."""
    rows = "".join(f'  "{1990 + at}": {at * 7 % 20}\n' for at in range(steps))
    chart = f"```lines\ntitle: Cases\nrows:\n{rows}```\n\n"
    [galley] = set_article(tmp_path, kind, WORDS * 2 + chart + WORDS * 5, layout=layout)

    tops = [top for page in range(len(galley.pages)) for top in line_tops(galley, page)]
    assert {round((top - tops[0]) % 14, 1) % 14 for top in tops} <= {0.0, 13.9, 0.1}
