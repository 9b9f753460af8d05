"""Bars of every kind of data: their lengths are in proportion, and their words keep their places."""

from __future__ import annotations

import re
from html import unescape
from itertools import product

import pytest

from rocbpress.compose.flows import compose
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.typeset import typeset
from tests.proofs.sampling import some
from tests.small_issue import HEAD, make

LONG = ("Seizures of counterfeit medicines and medical devices in postal parcels and express consignments"
        " across the region")


@pytest.fixture
def drawn(newsletter, tmp_path):
    """The flow of a report with one figure of bars."""
    def draw(lines, kind="report", box=False, **files):
        body = f"Words.\n\n```bars\ntitle: Bars\n{lines}\n```\n"
        body = f"::: box\n{body}:::\n" if box else body
        workspace = make(tmp_path, head=HEAD.replace("report", kind), body=body, files=files)
        flows = compose(read_manuscript(workspace, 5), read_layout(newsletter, "rocb"), EDITIONS["mail"], {},
                        pictures=tmp_path / "pictures")
        return next(flow for flow in flows if "<table class=\"bars" in flow.html)

    return draw


def bars(flow):
    """Start, length and printed value of each bar, in order."""
    bar = r'margin-left:([\d.]+)%;width:([\d.]+)%.*?<td class="value"[^>]*>(.*?)</td>'
    return [(float(start), float(length), unescape(text))
            for start, length, text in re.findall(bar, flow.html, re.DOTALL)]


def test_bars_are_in_proportion_to_their_values(drawn):
    """The longest fills its column, and half the value has half the length."""
    assert bars(drawn("rows: {Fiji: 50, Tonga: 25, Samoa: 1}")) == [
        (0, 100, "50"), (0, 50, "25"), (0, 2, "1")]


def test_bars_below_zero_go_the_other_way(drawn):
    """All stand on one line at zero; a true minus is printed, and nothing has no length."""
    flow = drawn('rows: {Up: 30, Nothing: 0, Down: -10}\nunit: "%"')

    assert bars(flow) == [(25, 75, "30%"), (25, 0, "0%"), (0, 25, "−10%")]
    assert 'class="bars both-ways"' in flow.html
    assert len(re.findall('class="bar series-1 negative"', flow.html)) == 1


def test_values_below_zero_alone_hang_from_the_line(drawn):
    """The line at zero is at the right."""
    assert bars(drawn("rows: {One: -4, Two: -1}")) == [(0, 100, "−4"), (75, 25, "−1")]


def test_zeros_alone_have_no_bars(drawn):
    """Nothing is divided by nothing."""
    assert bars(drawn("rows: {One: 0, Two: 0}")) == [(0, 0, "0"), (0, 0, "0")]


def test_groups_come_from_a_table_of_the_issue(drawn):
    """Each column of the CSV is a series; all are on one scale."""
    flow = drawn("data: data/x.csv", **{"data/x.csv": "goods,2021,2022\nBeer,5,-10\nWine,0,10\n"})

    assert bars(flow) == [(50, 25, "5"), (0, 50, "−10"), (50, 0, "0"), (50, 50, "10")]
    assert re.findall(r'class="series"[^>]*>(\d+)<', flow.html) == ["2021", "2022"] * 2


CASES = {
    "one": "rows: {Fiji: 5}",
    "twenty": "rows:\n" + "\n".join(f"  Country with number {at}: {at * at * 37}" for at in range(1, 21)),
    "long": f'rows: {{"{LONG}": 12345.5, Short: 3}}',
    "large": "rows: {One: 1234567890, Two: -987654}\nunit: US dollars",
    "series": f"series: [Air freight, Sea containers and bulk goods in ports, Post, {LONG[:40]}]\n"
              "rows: {Tobacco: [50, 33, 20, 10], Alcohol: [10, 75, 22, 8]}",
}


@pytest.mark.parametrize(("case", "place"), some(product(CASES, ["report", "essay", "box"]), 2))
def test_words_of_bars_have_room(drawn, newsletter, case, place):
    """One row or twenty, long labels, large numbers, long names of series: nothing is cut or runs out."""
    flow = drawn(CASES[case], kind="essay" if place == "essay" else "report", box=place == "box")

    assert typeset(flow, newsletter.fonts).findings == ()


def test_a_unit_keeps_its_capitals(drawn):
    """Only its first letter is raised."""
    assert '<span class="unit">US dollars</span>' in drawn("rows: {One: 1}\nunit: US dollars").html
