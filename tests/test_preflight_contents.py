"""Marked content is found as a full parser finds it, in streams that try to mislead."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from rocbpress.preflight.tagged.marked_content import PAINTING, Marks, read_marks
from tests.tagged_document import good_document


@pytest.mark.parametrize(("content", "marks"), [
    (b"/P <</MCID 3>> BDC (x) Tj EMC", Marks(mcids=(3,))),
    (b"/P<</MCID 3/Lang(en)>>BDC[(a)-3<00>]TJ EMC", Marks(mcids=(3,))),
    (b"/P <</ActualText (/MCID 9 \\) BDC (EMC)) /MCID 3>> BDC (x) Tj EMC", Marks(mcids=(3,))),
    (b"/P <</A <</MCID 9>> /MCID 3>> BDC (x) Tj EMC", Marks(mcids=(3,))),
    (b"/Artifact <</Type /Pagination>> BDC /F 8 Tf (BDC) Tj EMC", Marks()),
    (b"/Artifact BMC /Span <</Lang (en)>> BDC (x) Tj EMC EMC", Marks()),
    (b"/Span <</Lang (en)>> BDC (x) Tj EMC", Marks(bare=("Tj",))),
    (b"% (\n/P <</MCID 0>> BDC % EMC\nf EMC", Marks(mcids=(0,))),
    (b"/Tj 1 Tf /f gs 0 0 m n", Marks()),
    (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00(EMC EI 0 0 9 9 re f", Marks(bare=("EI", "f"))),
    (b"q /Im1 Do Q", Marks(bare_forms=("Im1",))),
    (b"/P <</MCID 0>> BDC /Im1 Do EMC EMC /Q BMC", Marks(mcids=(0,), unclosed=1, unopened=1)),
])
def test_marks_are_read(content: bytes, marks: Marks):
    """Strings, comments, names and image bytes that look like operators are not taken for them."""
    assert read_marks(content) == marks


def test_the_full_parser_agrees():
    """On a real page the fast reading gives the marks of a complete parse."""
    with pikepdf.open(BytesIO(good_document())) as pdf:
        for page in pdf.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            mcids = tuple(int(i.operands[1].MCID) for i in instructions if str(i.operator) == "BDC")

            assert read_marks(page.obj.Contents.read_bytes()).mcids == mcids
            assert any(str(i.operator).encode() in PAINTING for i in instructions)
