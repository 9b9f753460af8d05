"""Lines are as full as they can be where a text ends in a space and a word in another face follows."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from tests.flow_documents import set_body

BROKEN = "When the issue has gone out, the day is "


def words_of_first_line(width: float) -> int:
    galley = set_body(f'<p style="width: {width}pt">{BROKEN}<i>issue.yaml</i> under the date.</p>')
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        lines = pdf.pages[0].extract_text_lines()
    return len(lines[0]["text"].split())


@pytest.mark.parametrize("width", [176 + at for at in range(20)])
def test_a_space_at_the_end_breaks_no_line(width):
    """Twenty measures about the one where only the space is too much: never one word on a line."""
    assert words_of_first_line(width) >= 7
