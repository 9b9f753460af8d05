"""Black in print: text overprints, large areas are rich, and thin white strokes stand on no four inks."""

from __future__ import annotations

import re
from io import BytesIO

import pdfplumber
import pytest
from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from rocbpress.assemble.blacks import with_blacks
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.compose.flows import compose
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.paper.painting import read_painting
from rocbpress.preflight.tagged.document import read_tagged
from rocbpress.typeset.typeset import typeset
from tests.composed import PRINT, WORKSPACE, manuscript
from tests.flow_documents import FONTS
from tests.printed import PRINTER
from tests.small_proof import RECORD, article, flow, layout, set_all

RICH = b"0.6 0.4 0.4 1 scn"
BLACK = "device-cmyk(0 0 0 1)"
TINT = "device-cmyk(0 0.06 0.17 0)"
BODY = (f'<p style="background: {TINT}; color: {BLACK}">On a tint.</p>'
        '<p style="background: device-cmyk(1 0.75 0.15 0.4); color: device-cmyk(0 0 0 0)">Reversed.</p>')


def in_print(**changes):
    """A page of a print edition as painted; its blacks are as the layout says."""
    changed = layout().model_copy(update=changes)
    flows = [flow("visit", article("visit", BODY, "A Visit"), style="@page { bleed: 3mm }")]
    galleys = set_all(flows)
    proof = assemble(flows, galleys, paginate(flows, galleys), changed, PRINT, RECORD, PRINTER, FONTS)
    return read_painting(read_tagged(proof.write(())).pages[0].entries)


def test_black_text_overprints_and_white_does_not():
    """White in overprint would not print at all (ISO 32000-1, 8.6.7)."""
    painting = in_print(overprint=True)

    said = {(text.inks, text.overprints) for text in painting.texts if text.background}
    assert ((0, 0, 0, 1), True) in said and ((0, 0, 0, 0), False) in said
    assert ((0, 0, 0, 1), False) not in said and ((0, 0, 0, 0), True) not in said


def test_an_older_layout_overprints_nothing():
    assert not any(text.overprints for text in in_print(overprint=False).texts)


@pytest.mark.parametrize("path,rich", [
    (b"0 0 50 40 re f", True), (b"0 0 50 40 re f*", True), (b"0 0 9 9 re f", False),
    (b"0 0 30 30 re f", False), (b"0 0 37 37 re f", True),
    (b"0 0 500 .5 re f", False),
    (b"0 0 m 50 0 l 50 50 l h f", True), (b"0 0 m 50 40 l 0 40 l h f", True),
    (b"0 0 50 40 re S", False), (b"0 0 50 40 re W n", False),
    (b"0 0 50 50 re W n 1 1 40 40 re f", True)])
def test_large_black_areas_are_rich(path, rich):
    """Rectangles and outlines that are filled; and the colour is black again after them."""
    changed = with_blacks(b"/DeviceCMYK cs 0 0 0 1 scn " + path, RICH)

    assert (changed is not None) == rich
    assert not changed or (changed.count(RICH) == 1 and re.search(rb"f\*?\s+0 0 0 1 scn", changed))


@pytest.mark.parametrize("colour", [b"0 0 0 .75", b"1 .75 .15 .4", b"0 0 0 0"])
def test_other_colours_stay(colour):
    content = b"/DeviceCMYK cs " + colour + b" scn 0 0 99 99 re f BT (a) Tj ET"

    assert with_blacks(content, RICH) is None


def test_a_scaled_area_counts_as_it_prints():
    assert with_blacks(b"0.1 0 0 0.1 0 0 cm 0 0 0 1 k 0 0 99 99 re f", RICH) is None


@pytest.mark.parametrize("name", ["rocb", "plain"])
def test_small_white_text_is_semibold(tmp_path, name):
    """On a ground of four inks, in every flow that has any."""
    flows = compose(manuscript(), read_layout(WORKSPACE, name), PRINT, {}, pictures=tmp_path)

    thin = set()
    for each in flows:
        with pdfplumber.open(BytesIO(typeset(each, FONTS).pdf)) as pdf:
            thin |= {(each.name, char["fontname"]) for page in pdf.pages for char in page.chars
                     if char["non_stroking_color"] == (0, 0, 0, 0) and char["size"] < 11
                     and char["text"].strip() and "Bold" not in char["fontname"]}
    assert not thin


def painted(content, **spaces):
    """A page of this content, and of these colour spaces, as painted."""
    page, stream = PageObject(), StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = stream
    named = DictionaryObject({NameObject(f"/{name}"): space for name, space in spaces.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/ColorSpace"): named})
    return read_painting(page)


@pytest.mark.parametrize(("text", "background"), [
    (b"1 0 0 1 10 10 Tm", 1), (b"10 10 Td", 1), (b"9 10 Td 20 0 Td 20 0 Td", 1),
    (b"10 -3 Td", 1), (b"10 -3.1 Td", 0), (b"49 10 Td", 1), (b"49.1 10 Td", 0)])
def test_text_stands_on_what_is_painted_where_it_begins(text, background):
    """A quarter of its size above its line; moves along the line add up, and edges belong to their ground."""
    painting = painted(b"0 0 0 1 k 0 0 50 20 re f BT /F 12 Tf " + text + b" (a) Tj ET")

    assert [each.background for each in painting.texts] == [background]


def test_a_space_of_colours_is_looked_up_by_its_name():
    """Inks under a name are printed; other colours under a name are told by what they are."""
    rgb = ArrayObject([NameObject("/CalRGB"), DictionaryObject()])
    content = b"/Ours cs 0 0 0 1 scn 0 0 50 20 re f"

    assert list(painted(content, Ours=rgb).foreign) == [("space", "CalRGB")]
    assert list(painted(content, Ours=NameObject("/DeviceCMYK")).foreign) == []


def test_a_form_that_draws_itself_is_followed_sixteen_times():
    """And then no further, whatever a foreign file says; the text after it is read."""
    form = StreamObject()
    form.set_data(b"BT /F 6 Tf (a) Tj ET /X Do")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/Resources")] = DictionaryObject({
        NameObject("/XObject"): DictionaryObject({NameObject("/X"): form})})
    page, stream = PageObject(), StreamObject()
    stream.set_data(b"/X Do BT /F 12 Tf (b) Tj ET")
    page[NameObject("/Contents")], page[NameObject("/Resources")] = stream, form["/Resources"]

    assert [text.size for text in read_painting(page).texts] == [6] * 16 + [12]
