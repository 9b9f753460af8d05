"""Columns and what stands across them: whatever the heights, nothing is lost, and all stands in order."""

from __future__ import annotations

import random
from io import BytesIO

import pdfplumber
import pytest

from tests.flow_documents import block, set_body, some_words

STYLE = """
.text { columns: 2; column-gap: 5mm }
.block { break-inside: avoid; margin: 0 0 4mm }
.block svg { display: block }
.across { column-span: all }
"""


def draw(seed):
    """Blocks of every height up to a page's, within columns and across them, with text between."""
    chance = random.Random(seed)
    parts = []
    for at in range(chance.randint(2, 9)):
        kind = chance.choice(("", "", "across", "text"))
        name = f"block{seed}x{at}"
        parts.append(f"<p>{name} {some_words(chance.randint(3, 60), at)}</p>" if kind == "text"
                     else block(name, chance.randint(8, 104), kind))
    return parts


def names(galley):
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        words = " ".join(page.extract_text() for page in pdf.pages).split()
    return [word for word in words if word.startswith("block")]


@pytest.mark.parametrize("height", range(60, 113, 4))
def test_what_follows_columns_as_high_as_a_page_is_set(height):
    """A block across all columns is not lost where the columns before it are a margin too high."""
    first, across = (block("block1", height), block("block2", 20)), (("block3", 40), ("block4", 50))
    body = f'<div class="text">{"".join(first)}{"".join(block(*each, "across") for each in across)}</div>'

    assert sorted(names(set_body(body, style=STYLE))) == ["block1", "block2", "block3", "block4"]


@pytest.mark.parametrize("seed", range(60))
def test_no_block_is_lost(seed):
    """In random texts, after a title or at a page's head."""
    parts = draw(seed)
    title = '<p style="height: 20mm">Title</p>' if seed % 2 else ""
    found = names(set_body(f'{title}<div class="text">{"".join(parts)}</div>', style=STYLE))

    assert sorted(found) == sorted(f"block{seed}x{at}" for at in range(len(parts)))
