"""Line charts: values at their places, names at their lines, every value in the table below."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.line_charts import LEADING, _ticks, line_chart
from rocbpress.sources.markdown.figures import Lines
from tests.broken.fences import fenced
from tests.composed import LAYOUT, MAIL, article, figure, flows, manuscript, only
from tests.small_issue import blocks, faults

YEARS = {"2020": [10, 40], "2021": [30, 39], "2022": [20, 38]}


def lines(rows=None, series=("Letters", "Parcels"), **more):
    given = {"title": "By year", "series": series, "rows": rows or YEARS, **more}
    return Lines.model_validate(given)


def chart(tmp_path, spec, width=490.0):
    return line_chart(Context(manuscript(), LAYOUT, MAIL, {}, tmp_path), spec, width)


def points(svg):
    """The places of each line, from its stroke."""
    drawn = re.findall(r'<path[^>]*stroke-width="1\.[248]"[^>]* d="M([^"]*)"', svg)
    return [[tuple(map(float, pair.split(","))) for pair in line.split()] for line in drawn]


def test_a_table_of_years_becomes_lines(tmp_path):
    """As for bars: the first row names the lines, which here may be any."""
    [block] = blocks(tmp_path, fenced("lines", "title: By year\ndata: data/years.csv\n"),
                     files={"data/years.csv": "year,Letters,Parcels\n2020,10,40\n2021,30,39\n"})

    assert block.kind == "lines" and isinstance(block.spec, Lines)
    assert block.spec.series == ("Letters", "Parcels")
    assert block.spec.rows == (("2020", (10.0, 40.0)), ("2021", (30.0, 39.0)))


def test_a_line_needs_two_points(tmp_path):
    """And either rows or a table."""
    for at, text in enumerate(("title: T\nrows: {A: 1}\n", "title: T\n")):
        [fault] = faults(tmp_path / str(at), body=fenced("lines", text))
        assert fault[-1] == "figure-data"


def test_values_stand_under_their_points(tmp_path):
    """Each point is in the middle of the column that holds its value."""
    made = chart(tmp_path, lines())

    first, _ = points(made.svg)
    assert [x for x, _ in first] == pytest.approx(
        [made.left + made.step * (at + 0.5) for at in range(3)], abs=0.1)
    assert made.left + 3 * made.step + made.right == pytest.approx(490)
    assert made.values == (("10", "30", "20"), ("40", "39", "38"))


def test_higher_values_stand_higher(tmp_path):
    """On one scale for all lines, which starts at zero."""
    made = chart(tmp_path, lines())

    one, two = points(made.svg)
    assert one[0][1] > one[2][1] > one[1][1] > two[2][1] > two[1][1] > two[0][1]
    assert [tick.text for tick in made.scale] == ["0", "10", "20", "30", "40"]


def test_names_do_not_stand_on_one_another(tmp_path):
    """Where lines end close together, and within the height of the chart."""
    rows = {str(year): [1, 1.1, 0.9, 30] for year in range(2016, 2024)}

    made = chart(tmp_path, lines(rows, ("One", "Two", "Three", "Four")))

    tops = sorted(name.top for name in made.names)
    assert all(below - above > LEADING - 0.1 for above, below in pairwise(tops))
    assert tops[0] > 0 and tops[-1] <= made.height - LEADING / 2 + 0.01


def test_what_has_no_room_under_its_point_has_a_row(tmp_path):
    """A hundred values: a row for each, and as many labels below as have room."""
    made = chart(tmp_path, lines({str(1900 + at): [at, 2 * at] for at in range(100)}))

    assert made.step == 0 and 5 < len(made.below) < 20
    gaps = [b[1] - a[1] for a, b in pairwise(made.below)]
    assert min(gaps) > 25


@pytest.mark.parametrize(("values", "ticks"), [
    ((0.0, 0.0), (0.0, 0.5, 1.0)), ((5.0, 5.0), None), ((96.0, 99.5), (96.0, 97.0, 98.0, 99.0, 100.0)),
    ((-3.0, 4.0), (-4.0, -2.0, 0.0, 2.0, 4.0)), ((-5.0, -1.0), None), ((1e9, 3e9), None),
])
def test_scales_are_round_and_hold_all_values(values, ticks):
    """From zero, unless all values lie far from it."""
    found = _ticks(values)

    assert found[0] <= min(values) and found[-1] >= max(values) and 2 <= len(found) <= 7
    assert ticks is None or found == ticks or ticks[0] == found[0]


def test_readers_who_listen_have_the_table(tmp_path):
    """Steps are heads of columns, lines heads of rows; drawing and names beside it are hidden."""
    [html] = [flow.html for flow in flows(tmp_path, **only([article("one", "report", [
        figure("one", 1, "lines", lines(unit="%"))])])) if flow.name == "one"]

    assert '<th scope="col">2020</th>' in html and '<th scope="row">Letters</th>' in html
    assert "<td>10%</td>" in html
    assert re.findall(r'<p class="(?:tick|line-name)"(?! aria-hidden="true")', html) == []
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="map" aria-hidden="true"' in html
