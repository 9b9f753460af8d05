"""Footnotes called in columns that wide blocks divide: each on the page of its call, under all other text."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pdfplumber
import pytest

from tests.flow_documents import block, set_body, some_words
from tests.small_proof import flow, set_all

STYLE = """
@page { @footnote { border-top: .5pt solid black; padding-top: 2mm; margin-top: 4mm } }
.text { columns: 2; column-gap: 5mm; orphans: 2; widows: 2 }
.block { break-inside: avoid; margin: 0 0 4mm }
.block svg { display: block }
.across { column-span: all }
.note { float: footnote }
"""


def draw(seed, across):
    """Paragraphs, some with a note, and blocks of every height, of which some stand across the columns."""
    chance = random.Random(seed)
    parts = []
    for at in range(chance.randint(6, 24)):
        kind = chance.choice(("text", "text", "text", "note", "note", across, ""))
        words = some_words(chance.randint(10, 90), at)
        if kind == "note":
            note = f'<span class="note">foot{at} {some_words(chance.randint(2, 40), at)}</span>'
            parts.append(f"<p>{words} call{at}{note} {some_words(9, at)}</p>")
        else:
            high = block(f"block{at}", chance.randint(8, 60), kind)
            parts.append(f"<p>{words}</p>" if kind == "text" else high)
    return parts


@pytest.mark.parametrize("across", ["across", ""])
@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_printed_over_a_note(seed, across):
    """Nor is one lost, or on another page than its call; each is a finding of a flow."""
    parts = draw(seed, across)
    title = '<p style="height: 20mm">Title</p>' if seed % 2 else ""
    galley = set_body(f'{title}<div class="text">{"".join(parts)}</div>', style=STYLE)

    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        told = [page.extract_text() for page in pdf.pages]
    calls, notes = ([re.findall(rf"{name}(\d+)", page) for page in told] for name in ("call", "foot"))
    assert galley.findings == () and [sorted(page, key=int) for page in calls] == notes
    assert sum(map(len, notes)) == sum('class="note"' in part for part in parts)


@pytest.mark.parametrize("height", range(30, 80, 5))
def test_a_note_before_a_high_block(height):
    """Where no note has room any more, not even the rule above it."""
    note = '<span class="note">foot0 A note.</span>'
    body = f'{block("high", height, "across")}<p>Words call0{note} and more.</p>{block("block1", 95)}'
    galley = set_body(f'<div class="text"><p>Intro.</p>{body}</div>', style=STYLE)

    assert {found.code for found in galley.findings} <= {"note-astray", "page-thin"}


@pytest.mark.parametrize("first", range(0, 61, 10))
def test_the_only_note_goes_to_the_next_page(first):
    """With its call, where it has no room; the page is as high as before, and nothing too tall for it."""
    for at in range(first, first + 10):
        items = "".join(f"<li>{some_words(12, at + item)}</li>" for item in range(at % 7 + 1))
        note = f'<span class="note" data-note="1">{some_words(9, at)}</span>'
        columns = f"<p>{some_words(60, at)}</p><ul>{items}</ul><p>Called{note} here.</p>"
        set_all([flow("x", f'<article data-article="x"><h2>Part</h2><p>See {some_words(3)} or a.org.</p>'
                           f'<div class="columns">{columns}</div></article>')])
