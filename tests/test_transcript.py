"""The transcript says what is there, once, in reading order."""

import pytest

from rocbpress.preflight.tagged.transcript import transcript
from tests.flow_documents import make_picture, set_body

EVERYTHING = """
<article data-article="one" id="one"><h1>A title of <em>two</em> parts</h1>
<p>Words{note} and a <a href="https://example.org/">link</a>, by <span lang="ja">倉本</span>.</p>
<h2>A list</h2><ul><li>First</li><li>Second<ul><li>Inner</li></ul></li></ul>
<table><thead><tr><th scope="col">Country</th><th scope="col">Cases</th></tr></thead>
<tbody><tr><th scope="row">Italy</th><td>12</td></tr></tbody></table>
<figure><img src="{url}" alt="A blue square" width="30"><figcaption>The caption</figcaption></figure>
<blockquote><p>Said by many.</p></blockquote>
<p lang="th">ศุลกากร</p>
<p aria-hidden="true">Unheard.</p><p style="break-before: page">The end.</p></article>
"""
HEARD = """\
title: A test
language: en

[page 1]
article one
heading 1: A title of two parts
Words{note 1} and a {link link → https://example.org/}, by {ja: 倉本}.
note 1 Text of the note.
heading 2: A list
list of 2 items
  - First
  - Second
    list of 1 item
      - Inner
table of 2 rows and 2 columns
  row: header Country; header Cases
  row: header Italy; Cases: 12
picture: A blue square
  caption: The caption
quotation
  Said by many.
[language th]
ศุลกากร

[page 2]
The end.
"""


def test_everything_is_said_in_its_order(tmp_path):
    """Headings, notes, links, languages, lists, tables by their headers, pictures, pages; no decoration."""
    picture = make_picture(tmp_path)
    note = '<span class="note" data-note="1">Text of the note.</span>'
    style = ("@page { size: 100mm 200mm } ::footnote-call { content: attr(data-note) } "
             "::footnote-marker { content: attr(data-note) ' ' }")

    galley = set_body(EVERYTHING.format(note=note, url=picture.url), style=style, assets=(picture,))

    assert transcript(galley.pdf) == HEARD


def test_a_link_within_the_file_says_its_page():
    """By its number, as a reader is shown it."""
    galley = set_body('<p>See <a href="#end">the end</a>.</p><p id="end" style="break-before: page">End.</p>')

    assert "See {link the end → page 2}.\n" in transcript(galley.pdf)


def test_words_that_lines_part_are_said_whole():
    """Hyphens and lost spaces at the ends of lines are not heard."""
    text = "Administrations of the whole hemisphere speak about understandings and recommendations"

    galley = set_body(f'<div style="columns: 3; hyphens: auto"><p>{text}.</p></div>')

    assert f"\n{text}.\n" in transcript(galley.pdf)


@pytest.mark.parametrize(("body", "heard"), [
    ("<p>She said <q>yes</q> twice.</p>", "She said “yes” twice."),
    ("<ul><li><p>First.</p><p>More.</p></li><li>Second</li></ul>",
     "list of 2 items\n  - First.\n    More.\n  - Second"),
    ("<ul><li>First</li><ul><li>Inner</li></ul></ul>",
     "list of 1 item\n  - First\n  list of 1 item\n    - Inner"),
    ('<table><thead><tr><th scope="col" colspan="2">Place</th><th scope="col">Cases</th></tr></thead>'
     "<tbody><tr><td>Italy</td><td>Rome</td><td>12</td></tr></tbody></table>",
     "table of 2 rows and 3 columns\n"
     "  row: header Place; header Cases\n  row: Place: Italy; Rome; Cases: 12"),
    ('<div data-tag="TOC"><p data-tag="TOCI">One</p><p data-tag="TOCI">Two</p></div>',
     "contents\n  entry: One\n  entry: Two"),
])
def test_words_are_said_where_they_belong(body, heard):
    """In their line, their item, their list, below their header; contents entry by entry."""
    assert transcript(set_body(body).pdf).endswith(f"[page 1]\n{heard}\n")
