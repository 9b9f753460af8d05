"""Drawings in a document's text are set the same however they are read: whole, or their shapes aside."""

from __future__ import annotations

import pytest

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.engine.drawings import Drawings
from tests.flow_documents import set_body

FIRST = ('<svg xmlns="http://www.w3.org/2000/svg" class="map" {role} viewBox="0 0 90 60" width="90pt" '
         'height="60pt">')
SHAPES = ('<g fill="#123456" transform="translate(2)"><path d="M1,1L30,2L20,30Z"/>'
          '<rect x="40" y="5" width="20" height="20" stroke="#333"/></g><circle cx="70" cy="40" r="8"/>')
PICTURE = 'role="img" aria-label="Three shapes"'
STYLE = "svg.map { width: 50mm; height: auto; border: 1pt solid red } g { display: none } path { color: red }"


def drawing(inside=SHAPES, role=PICTURE):
    return FIRST.format(role=role) + inside + "</svg>"


@pytest.mark.parametrize("role", [PICTURE, 'aria-hidden="true"'], ids=["picture", "decoration"])
def test_shapes_read_aside_are_drawn_as_in_place(role):
    """Size and border still come from the page's sheet, which never reached the shapes."""
    aside = f"<p>Before.</p><div>{drawing(role=role)}</div><p>Between. {drawing(role=role)} After.</p>"
    within = aside.replace("<svg xmlns", "<svg  xmlns")  # a space that the pattern does not know

    assert "<path" not in Drawings(aside).html
    assert Drawings(within).html == within
    assert set_body(aside, style=STYLE) == set_body(within, style=STYLE)


@pytest.mark.parametrize("inside", [
    "<title>Shapes</title>", "<style>p { color: red }</style>", "<text>Words</text>", "Words",
    '<a href="https://example.org/"><rect width="9" height="9"/></a>', '<image href="picture:x.png"/>',
    "<svg></svg>", "<g><rect/></g", "&amp;", "<!-- a note -->", '<path d="M1,1" id="way"/>',
    '<path d="M1,1" style="fill: red"/>'])
def test_what_the_page_may_look_into_stays(inside):
    """Titles name pictures, sheets style the page, addresses are followed, words are read."""
    html = f"<p>{drawing(inside)}</p>"

    assert Drawings(html).html == html


def test_shapes_that_are_no_xml_are_read_as_before():
    """A template may write anything: what a browser forgives is forgiven here."""
    unclosed = drawing('<g fill="#123456"><rect width="9" height="9"></g>')

    assert Drawings(unclosed).html == unclosed
    assert set_body(unclosed).pdf == set_body(unclosed.replace("<svg xmlns", "<svg  xmlns")).pdf


def test_the_text_of_a_picture_without_words_is_still_asked_for():
    """What is wrong with a drawing is found, with its shapes aside too."""
    bare = f'<div data-block="b-1">{drawing(role="")}</div>'

    with pytest.raises(TypesetError) as aside:
        set_body(bare)
    with pytest.raises(TypesetError) as within:
        set_body(bare.replace("<svg xmlns", "<svg  xmlns"))

    assert aside.value.findings == within.value.findings


@pytest.mark.parametrize("number", ["0", "7", "-1", "x", ""])
def test_an_attribute_of_ours_in_a_document_means_nothing(number):
    """A stranger's template may write anything."""
    own = drawing(role=PICTURE + f' data-drawing="{number}"')
    html = f"<div>{own}{drawing()}</div>"

    assert Drawings(html).html == html
    assert set_body(html).pdf == set_body(f"<div>{drawing()}{drawing()}</div>").pdf
