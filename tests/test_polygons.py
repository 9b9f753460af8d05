"""Polygons written straight look as WeasyPrint draws them, and only polygons are."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from rocbpress.typeset.engine import polygons
from tests.flow_documents import set_body

DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 100 100" '
           'role="img" aria-label="x"><g fill-rule="evenodd" stroke="#123456">{}</g></svg>')
POLYGONS = "M10,10 90,12.5 80.25,-3.5 20,90ZM30,30 50,30 40,60Z"
OTHERS = ("M10,10 C20,40 60,40 90,10Z", "m10,10 l30,0 0,30 z", "M10,10 L90,90", "M10 10 90 90 10 90Z",
          "M1e1,10 90,12 80,3Z")


def operators(galley):
    return PdfReader(BytesIO(galley.pdf)).pages[0].get_contents().get_data()


def picture(galley):
    page = pypdfium2.PdfDocument(galley.pdf)[0]
    return page.render(scale=3).to_pil().tobytes()


def plainly(monkeypatch, body):
    """The body set with WeasyPrint's own function for paths."""
    with monkeypatch.context() as patch:
        patch.setattr(polygons, "_POLYGONS", re.compile("never"))
        return set_body(body)


def test_polygons_look_the_same_in_fewer_words(monkeypatch):
    """Corner by corner, with holes; WeasyPrint begins each path with a corner that nothing leads from."""
    body = DRAWING.format(f'<path fill="#ff0000" d="{POLYGONS}"/>')
    quick, plain = set_body(body), plainly(monkeypatch, body)

    assert picture(quick) == picture(plain)
    assert b"0 0 m" not in operators(quick)
    assert operators(quick).split() == operators(plain).replace(b"0 0 m", b"").split()


@pytest.mark.parametrize("data", OTHERS)
def test_other_paths_are_drawn_as_ever(monkeypatch, data):
    """Curves, relative corners and other ways to write numbers are left to WeasyPrint."""
    body = DRAWING.format(f'<path fill="#ff0000" d="{data}"/>')

    assert set_body(body).pdf == plainly(monkeypatch, body).pdf


def test_marked_polygons_keep_their_markers(monkeypatch):
    """Markers are set at corners that WeasyPrint's function notes."""
    marked = ('<defs><marker id="m" markerWidth="4" markerHeight="4"><rect width="4" height="4"/></marker>'
              f'</defs><path fill="none" marker-mid="url(#m)" d="{POLYGONS}"/>')
    body = DRAWING.format(marked)

    assert set_body(body).pdf == plainly(monkeypatch, body).pdf
