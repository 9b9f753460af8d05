"""Faults of pages: each is found in a document that has it, and not in one that differs by one thing."""

import pytest

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Severity
from rocbpress.typeset.checks.rules import RULES
from tests.flow_documents import make_picture, set_body, some_words

LONG = "Interadministrativecooperation" * 3
SQUARE = ('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A square" {}>'
          '<path d="M0 0h9v9z"/></svg>')
FILLED = '<p data-block="one#b0" style="height: {}mm">Above.</p>'
NOTE = '<span class="note" data-note="1">{}</span>'

# Rule, code, a document with the fault (the block at fault is one#b1), the one change that mends it.
FAULTS = [
    ("text_keeps_to_its_box", "text-overset",
     f'<div style="height: 12mm"><p data-block="one#b1">{some_words(60)}</p></div>', ("height: 12mm", "")),
    ("text_keeps_to_its_box", "text-overset",
     f'<div style="max-height: 12mm; overflow: hidden"><p data-block="one#b1">{some_words(60)}</p></div>',
     ("12mm", "42mm")),
    ("text_keeps_to_its_measure", "line-wide", f'<p data-block="one#b1">{LONG}</p>',
     ("Interadministrative", "Interadministrative ")),
    ("text_keeps_to_its_measure", "line-wide",
     '<table style="table-layout: fixed; width: 100%"><tr data-block="one#b1"><td>Interadministrative<td>b'
     "<td>c<td>d</table>", ("Interadministrative", "Short")),
    ("text_keeps_to_the_page", "text-off-page",
     '<p data-block="one#b1" style="position: absolute; left: 70mm; white-space: nowrap">'
     f"{some_words(9)}</p>", ("white-space: nowrap", "")),
    ("text_keeps_to_the_page", "text-overset",
     f'<p data-block="one#b1" style="position: absolute; top: 118mm">{some_words(20)}</p>',
     ("top: 118mm", "top: 100mm")),
    ("blocks_keep_to_the_page", "block-tall",
     f'<figure data-block="one#b1" style="margin: 0">{SQUARE.format("width=90 height=500")}</figure>',
     ("height=500", "height=400")),
    ("blocks_keep_to_their_measure", "block-wide",
     '<p data-block="one#b1" style="width: 90mm">Words.</p>', ("90mm", "70mm")),
    ("blocks_keep_to_their_measure", "table-wide",
     '<table data-block="one#b1"><tr><td>Nontransferable'
     f"<td>{LONG[:40]}<td>Interadministrative</table>", (LONG[:40], "x")),
    ("pictures_keep_to_the_page", "picture-off-page",
     '<div data-block="one#b1" style="position: absolute; left: 70mm">'
     f'{SQUARE.format("width=90 height=90")}</div>', ("left: 70mm", "left: 60mm")),
    ("notes_keep_to_the_page", "note-overset",
     f'<p>Words{NOTE.format("Note.")}.</p><p data-block="one#b1">Words{NOTE.format(some_words(700))}.</p>',
     (some_words(700), some_words(70))),
    ("notes_keep_to_the_page", "note-lost",
     f'<div data-block="one#b1" style="display: flex">Words{NOTE.format("Note.")}</div>', ("flex", "block")),
    ("notes_keep_to_the_page", "note-lost",
     f'<p data-block="one#b1" style="position: absolute">Words{NOTE.format("Note.")}</p>',
     ("absolute", "relative")),
    ("pictures_cover_no_text", "text-covered",
     f'<p data-block="one#b1">{some_words(20)}</p><div style="position: absolute; top: 0">'
     f'{SQUARE.format("width=90 height=90")}</div>', ("top: 0", "top: 60mm")),
    ("pictures_cover_no_text", "text-covered",
     f'<div style="position: absolute; top: 0">{SQUARE.format("width=90 height=90")}</div>'
     f'<p data-block="one#b1">{some_words(20)}</p>', ("top: 0", "top: 0; z-index: -1")),
    ("pictures_cover_no_text", "text-covered",
     f'<p data-block="one#b1">{some_words(20)}</p><figure style="margin: -20mm 0 0">'
     f'{SQUARE.format("width=90 height=90")}</figure>', ("-20mm", "2mm")),
    ("headings_keep_with_text", "heading-stranded",
     f'{FILLED.format(104)}<h2 data-block="one#b1" style="margin: 0">A heading</h2>'
     f'<p style="break-before: page">{some_words(200)}</p>', ("break-before: page", "")),
    ("headings_keep_with_text", "heading-stranded",
     '<div style="columns: 2; column-fill: auto; height: 110mm">'
     f'{FILLED.format(90)}<h2 data-block="one#b1" style="margin: 0">A heading</h2>'
     f'<p style="break-before: column">{some_words(60)}</p></div>', ("break-before: column", "")),
    ("paragraphs_leave_no_single_line", "orphan",
     f'{FILLED.format(109)}<p data-block="one#b1" style="orphans: 1">{some_words(150)}</p>',
     ("orphans: 1", "orphans: 2")),
    ("paragraphs_leave_no_single_line", "widow",
     f'{FILLED.format(97)}<p data-block="one#b1" style="widows: 1">{some_words(36)}</p>'
     f"<p>{some_words(200)}</p>", ("widows: 1", "widows: 2")),
    ("notes_stand_by_their_calls", "note-astray",
     f'{FILLED.format(95)}<p style="orphans: 1; widows: 1" data-block="one#b1">Words'
     f'{NOTE.format(some_words(60))}. {some_words(200)}</p>', (some_words(60), some_words(5))),
    ("notes_stand_by_their_calls", "note-alone",
     f'{FILLED.format(100)}<p data-block="one#b1">Words{NOTE.format(some_words(90))}.</p>',
     ("100mm", "20mm")),
    ("titles_end_in_more_than_a_word", "title-runt",
     '<h1 data-block="one#b1" style="width: 50mm">An integrity culture</h1>', ("An integrity", "Integrity")),
]


def findings(body, **particulars):
    """All findings of a document, whether it stopped or not."""
    try:
        return set_body(body, **particulars).findings
    except TypesetError as error:
        return error.findings


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
    hung = '<h3 style="margin: 0 0 -12mm; height: 0; padding-bottom: 12mm">A heading<br>of two lines</h3>'
    beside = f"<p>{some_words(40)}</p>{hung}<p>{some_words(40)}</p>"

    assert findings(beside) == ()
    assert "heading-stranded" in [finding.code for finding in findings(
        f'{beside}{hung}<p style="break-before: page">{some_words(40)}</p>')]


def test_large_figures_fit_in_a_box_of_their_height():
    """Figures have no part below the line, so their box need not have room for one."""
    body = '<p style="font: 100mm/70mm \'Source Sans 3\'; height: 66mm">{}</p>'

    assert findings(body.format("8")) == ()
    assert [finding.code for finding in findings(body.format("g"))] == ["text-overset"]


@pytest.mark.parametrize("outside, above", [
    ('<p style="position: absolute; top: 0">Placed freely.</p>', "97mm"),
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
    """What is placed or hidden counts as it is seen; an empty page is filled to nothing."""
    pages = set_body(
        '<p style="margin-bottom: 40mm">Words.</p><p>Words.</p>'
        '<div style="break-before: page" aria-hidden="true">Words.</div><hr style="border: 0">'
        '<div style="break-before: page"><p style="position: absolute; bottom: 0">Words.</p></div>').pages

    assert [page.fill for page in pages] == [pytest.approx(0.42, abs=0.02), 0, pytest.approx(0.99, abs=0.02)]
