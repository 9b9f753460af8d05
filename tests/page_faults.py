"""Documents each with one fault of its pages, and the change that mends it."""

from rocbpress.findings.errors import TypesetError
from tests.flow_documents import set_body, some_words

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
    ("words_keep_apart", "text-overprinted",
     f'<p>{some_words(12)}</p><p data-block="one#b1" style="position: absolute; top: 1mm">{some_words(12, 3)}'
     "</p>", ("top: 1mm", "top: 30mm")),
    ("words_stand_out", "text-invisible",
     '<div style="position: absolute; top: 0; left: 0; width: 80mm; height: 10mm; background: #043564"></div>'
     f'<p data-block="one#b1" style="position: relative; color: white; width: 75mm">{some_words(38)}</p>',
     ("height: 10mm", "height: 40mm")),
    ("words_stand_out", "text-invisible",
     '<p data-block="one#b1" style="color: device-cmyk(1 .7 .1 .4); background: #043564">Words.</p>',
     ("#043564", "white")),
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
    ("articles_fill_their_pages", "page-empty",
     '<article data-block="one#b1"><div style="border-top: 1mm solid black"></div>'
     f'<p style="break-before: page">{some_words(20)}</p></article>', ("break-before: page", "")),
    ("titles_end_in_more_than_a_word", "title-runt",
     '<h1 data-block="one#b1" style="width: 50mm">The integrity so</h1>', ("The integrity", "Integrity")),
]


def findings(body, **particulars):
    """All findings of a document, whether it stopped or not."""
    try:
        return set_body(body, **particulars).findings
    except TypesetError as error:
        return error.findings
