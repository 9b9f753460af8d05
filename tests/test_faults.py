"""Faults of pages: each is found in a document that has it, and not in one that differs by one thing."""

import pytest

from rocbpress.findings.finding import Severity
from rocbpress.typeset.checks.rules import RULES
from tests.flow_documents import make_picture, set_body, some_words
from tests.page_faults import FAULTS, NOTE, SQUARE, findings


@pytest.mark.parametrize(("code", "body", "change"), [fault[1:] for fault in FAULTS])
def test_each_fault_is_found_and_nothing_else_taken_for_it(code, body, change):
    """The fault is reported at its block; one change removes it."""
    assert change[0] in body

    found = [finding for finding in findings(body) if finding.code == code]
    mended = [finding.code for finding in findings(body.replace(*change))]

    assert {finding.where.block for finding in found} <= {"one#b1", ""} and found
    assert code not in mended


def test_every_rule_has_its_documents():
    """A rule that is added is tried on a document with the fault, and on one without."""
    assert {rule.__name__ for rule in RULES} == {rule for rule, *_ in FAULTS}


def test_lost_words_are_named_with_their_page():
    """What is cut off: how far, its first words, the page within the flow, and an error."""
    body = ('<p>First page.</p><div style="break-before: page; height: 5mm; overflow: hidden">'
            '<p data-block="one#b1">Kept here.<br>Lost words.</p></div>')

    [found] = [finding for finding in findings(body) if finding.code == "text-overset"]

    assert found.severity is Severity.ERROR and "“Lost words.”" in found.message
    assert found.message.endswith("4.4 mm too low")
    assert (found.where.block, found.where.page) == ("one#b1", "2 of test")


def test_what_bleeds_hangs_or_is_kept_from_readers_is_no_fault(tmp_path):
    """A picture that runs into the bleed, one that hangs to the left, a rule across the page."""
    picture = make_picture(tmp_path)
    body = (f'<div style="position: absolute; left: -13mm; top: -13mm"><img src="{picture.url}" alt="Blue" '
            'style="width: 106mm; height: 40mm"></div><p style="margin-top: 60mm">Words.</p>'
            f'<img src="{picture.url}" alt="Blue" style="display: block; margin-left: -5mm; width: 60mm">'
            '<div aria-hidden="true" style="width: 106mm; margin-left: -13mm; height: 1mm"></div>')

    assert findings(body, assets=(picture,)) == ()


def test_a_picture_may_be_part_of_a_line():
    """Words leave space for it: it covers none of them."""
    body = f'<p data-block="one#b1">Words {SQUARE.format("width=12 height=12")} and more words.</p>'

    assert findings(body) == ()


def test_a_heading_may_hang_beside_its_text():
    """Two lines of no depth, placed in the flow: they are stranded only if their text is elsewhere."""
    hung = ('<h3 style="margin: 0 0 -12mm; height: 0; padding-bottom: 12mm; width: 30mm">A heading<br>'
            'of two lines</h3>')
    text = f'<p style="margin-left: 35mm">{some_words(40)}</p>'
    beside = f"{text}{hung}{text}"

    assert findings(beside) == ()
    assert "heading-stranded" in [finding.code for finding in findings(
        f'{beside}{hung}<p style="break-before: page">{some_words(40)}</p>')]


def test_large_figures_fit_in_a_box_of_their_height():
    """Figures have no part below the line, so their box need not have room for one."""
    body = '<p style="font: 100mm/70mm \'Source Sans 3\'; height: 66mm">{}</p>'

    assert findings(body.format("8")) == ()
    assert [finding.code for finding in findings(body.format("g"))] == ["text-overset"]


@pytest.mark.parametrize("outside, above", [
    ('<p style="position: absolute; top: 0; right: 0">Placed freely.</p>', "97mm"),
    (f'<p>Words{NOTE.format("A note.")}.</p>', "79mm")])
def test_a_widow_is_found_after_lines_outside_the_flow(outside, above):
    """Lines that are placed freely, or at the foot, do not end the search for single lines."""
    [(_, _, body, (widow, mended))] = [fault for fault in FAULTS if fault[1] == "widow"]
    body = outside + body.replace("97mm", above)

    assert [finding.code for finding in findings(body)] == ["widow"]
    assert findings(body.replace(widow, mended)) == ()


def test_the_head_of_a_table_on_several_pages_is_not_a_broken_paragraph():
    """Each page repeats the head, whose lines are then alone."""
    rows = "<tr><td>Words.</td></tr>" * 60

    assert findings(f"<table><thead><tr><th>Name</th></tr></thead><tbody>{rows}</tbody></table>") == ()


def test_a_page_knows_how_far_it_is_filled():
    """Lines and figures of the text count, not what is placed or hidden, nor the white between."""
    pages = set_body(
        '<p style="margin-bottom: 40mm">Words.</p><p>Words.</p>'
        '<div style="break-before: page" aria-hidden="true">Words.</div><hr style="border: 0">'
        '<div style="break-before: page"><p style="position: absolute; bottom: 0">Words.</p></div>').pages

    assert [page.fill for page in pages] == [pytest.approx(0.08, abs=0.02), 0, 0]
