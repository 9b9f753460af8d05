"""An address as a code for telephones, and as a link for everybody else."""

from __future__ import annotations

import re

import segno

from rocbpress.figures.qr import QUIET, qr_code
from tests.composed import MAIL, PRINT, article, flows, only, paragraph
from tests.small_issue import HEAD, faults, messages

ADDRESS = "https://www.wcoomd.org/en/topics/capacity-building.aspx"


def modules(svg, side):
    """The dark modules of the drawing, by row and column from the corner of its quiet zone."""
    data = re.findall(r"M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h", svg)
    size = float(data[0][3])
    found = {(round(float(y) / size), round(float(x) / size) + at)
             for x, y, width, _ in data for at in range(round(float(width) / size))}
    return found, round(side / size)


def test_the_drawing_is_the_code():
    """Every dark module and no other, within a quiet zone of four."""
    wanted = segno.make_qr(ADDRESS, error="m", boost_error=False).matrix

    found, across = modules(qr_code(ADDRESS, 84, dark="#000", light="#fff"), 84)

    assert across == len(wanted) + 2 * QUIET
    assert found == {(row + QUIET, column + QUIET) for row, line in enumerate(wanted)
                     for column, dark in enumerate(line) if dark}


def composed(folder, edition):
    parts = only([article("one", "report", [paragraph("one#b1")], qr=ADDRESS)])
    return next(flow.html for flow in flows(folder, edition, **parts) if flow.name == "one")


def test_screens_have_the_link_beside_it(tmp_path):
    """The code itself is hidden from readers who listen: the address is what it says."""
    html = composed(tmp_path, MAIL)

    assert re.search(r'<div class="qr"><svg [^>]*aria-hidden="true"', html)
    assert f'<p class="address"><a href="{ADDRESS}">{ADDRESS.removeprefix("https://")}</a></p>' in html


def test_paper_has_it_in_black_alone(tmp_path):
    """One ink on white, and the address to be typed."""
    html = composed(tmp_path, PRINT)

    assert '<path fill="device-cmyk(0 0 0 1)"' in html and 'fill="device-cmyk(0 0 0 0)"' in html
    assert '<p class="address">www.wcoomd.org/en/topics/capacity-building.aspx</p>' in html


def test_an_address_that_cannot_be_followed(tmp_path):
    """Is refused as in a link; one too long for a telephone, too."""
    head, long = HEAD.replace("---\nt", "---\nqr: {}\nt"), ADDRESS + "?" + "a" * 200

    assert faults(tmp_path / "a", head=head.format("rocb")) == [("articles/one.md", 2, 5, "link-scheme")]
    assert faults(tmp_path / "c", head=head.format(long)) == [("articles/one.md", 2, 5, "qr-long")]
    [told] = messages(tmp_path / "b", head=head.format(long))
    assert "the address has 256 characters, more than 200" in told
