"""A content stream is valid to the letter, or the page is named."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from rocbpress.assemble.objects import content_of, deflated, set_content
from rocbpress.preflight.content_streams import content_fault, streams_are_valid
from rocbpress.preflight.read_contents import ContentReader
from rocbpress.preflight.tagged.document import read_tagged
from rocbpress.workspace.cache import Cache

SOUND = (
    b"/Span <</MCID 0 /ActualText <feff> /T (a\\)(b))>> BDC q 1 0 0 1 -.5 +3. cm 0 0 9 9 re W* n BT /F1 9 Tf "
    b"1 0 0 1 3 4 Tm [<0a0B> -12.5 (x\\)) 3]TJ (a(b)c) Tj T* (x)' 1 2 (x)\" ET Q EMC % a comment\n"
    b"q BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q /P0 cs .1 .2 /P scn 0.5 sc [] 0 d [1 .5] 2 d /G gs "
    b"0 0 m 1 1 l 1 2 3 4 5 6 c 1 2 3 4 v h B* 0 0 1 rg 0 g 0 0 0 1 k /X Do /S sh BX EX /T /R DP /A BMC EMC"
)
FAULTS = (
    b"nan 9 l",
    b"1 inf m",
    b"1e9 2 m",
    b"1 m",
    b"1 2 3 m",
    b"1 2 3 4 5 cm",
    b"1 2 foo",
    b"/F1 Tf",
    b"(a TJ",
    b"<0g> Tj",
    b"[1 (a] TJ",
    b"9" * 39 + b" w",
    b"1 2 3 rg 4 rg",
    b"--1 w",
    b"1.2.3 w",
    b"q q Q",
    b"Q",
    b"BT ET ET",
    b"BT BT ET ET",
    b"/A BMC",
    b"EMC",
    b"/A <</MCID 0 BDC EMC",
    b"BI /W 1 ID x",
    b"1 2",
    b"/X",
    b"re",
    b"{} Tj",
    b"0 0 m 1 1 l NaN NaN l",
    b"[1 nan] 0 d",
    b"/a nan Tf",
    b"true w",
    b"q /A BMC Q",
)


@pytest.fixture(scope="module")
def drawn():
    """A page with a form, a pattern within it, and a soft mask."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    pattern = _stream(writer, b"0 0 1 1 re f", {})
    form = _stream(writer, b"/P scn 0 0 9 9 re f", {"/Pattern": {"/P": pattern}}, "/Form")
    mask = _stream(writer, b"0 g", {}, "/Form")
    state = DictionaryObject({NameObject("/SMask"): DictionaryObject({NameObject("/G"): mask})})
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject({NameObject("/X"): form}),
            NameObject("/ExtGState"): DictionaryObject({NameObject("/G"): state}),
        }
    )
    page[NameObject("/Contents")] = _stream(writer, b"q /X Do Q", {})
    return writer, {"page": page["/Contents"], "form": form, "pattern": pattern, "mask": mask}


def _stream(writer, content, resources, kind=""):
    stream = deflated(content)
    if kind:
        stream[NameObject("/Subtype")] = NameObject(kind)
        stream[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject(name): DictionaryObject({NameObject(key): value for key, value in each.items()})
                for name, each in resources.items()
            }
        )
    return writer._add_object(stream)


def test_every_operator_is_known():
    """What annex A of ISO 32000-1 lists passes, with strings, arrays, pictures and comments between."""
    assert content_fault(SOUND) == ""


@pytest.mark.parametrize("content", FAULTS, ids=range(len(FAULTS)))
@pytest.mark.parametrize(
    "around", [b"%b", b"q 1 w Q %b 1 w", SOUND + b" %b " + SOUND], ids=["alone", "amid", "late"]
)
def test_what_a_viewer_could_not_read_is_told(content, around):
    """Unknown operators, wrong operands, numbers that are none, what is never ended, wherever it is."""
    assert content_fault(around.replace(b"%b", content))


@pytest.mark.parametrize("place", ["page", "form", "pattern", "mask"])
def test_everything_a_page_draws_with_is_read(drawn, place):
    """A fault in a form, a pattern or a soft mask is one of the page."""
    writer, streams = drawn
    stream = streams[place].get_object()
    before = stream.get_data()
    set_content(stream, before + b" nan w")
    data = BytesIO()
    writer.write(data)
    set_content(stream, before)

    (found,) = streams_are_valid(read_tagged(data.getvalue()), content_fault)

    assert found.code == "content-invalid" and found.where.page == "1" and "nan w" in found.message


def test_every_page_of_an_issue_is_valid_and_no_cut_is_missed(issue_82):
    """Issue 82 passes; with any of its pages cut within an operation, it does not."""
    assert list(streams_are_valid(read_tagged(issue_82.read_bytes()), content_fault)) == []
    for page in PdfReader(issue_82).pages[::5]:
        content = content_of(page).rstrip()
        for share in (0.2, 0.5, 0.9):
            assert content_fault(content[: int(len(content) * share)])
            at = int(len(content) * share)
            assert content_fault(content[:at] + b" } " + content[at:]) or b"(" in content[at - 200 : at + 200]


def test_what_was_read_before_is_not_read_again(tmp_path):
    """A file's pages are known when the next is read, and others are read."""
    place = Cache(tmp_path).entry("contents", number=1)
    first = ContentReader(place)
    assert first.fault(SOUND) == "" and first.marks(SOUND).mcids == (0,)
    assert first.fault(b"BT") == "BT is never ended"
    first.keep()
    kept = place.find()
    place.keep({digest: replace(reading, fault=f"{reading.fault} as kept")
                for digest, reading in kept.items()})

    second = ContentReader(place)

    assert len(kept) == 2 and second.fault(b"BT") == "BT is never ended as kept"
    assert second.fault(b"BT q") == "q is never ended"


def test_a_page_whose_bytes_change_is_read_anew(tmp_path, issue_82):
    """A fault is told although every page of the file before it was valid, and though it was told before."""
    place = Cache(tmp_path).entry("contents", number=82)
    writer = PdfWriter(clone_from=issue_82)
    for broken in (False, True, True):
        if broken:
            stream = cast(StreamObject, writer.pages[3]["/Contents"].get_object())
            set_content(stream, stream.get_data().removesuffix(b"nan w") + b"nan w")
        data = BytesIO()
        writer.write(data)
        contents = ContentReader(place)
        found = [finding.where.page for finding in streams_are_valid(
            read_tagged(data.getvalue(), contents.marks), contents.fault)]
        contents.keep()
        assert found == (["1"] if broken else [])  # the printed number of the fourth


def test_content_that_was_packed_in_rows_is_replaced():
    """What a stream says of rows and their predictor does not hold of what is put in its place (7.4.4.4)."""
    rows = {NameObject("/Predictor"): NumberObject(12), NameObject("/Columns"): NumberObject(4)}
    stream = deflated(b"\0q Q\n" * 3, {"/DecodeParms": DictionaryObject(rows)})
    writer = PdfWriter()
    writer.add_blank_page(100, 100)[NameObject("/Contents")] = writer._add_object(stream)
    assert stream.get_data() == b"q Q\n" * 3
    data = BytesIO()

    set_content(stream, b"0 0 m 1 1 l S")
    writer.write(data)

    assert content_of(PdfReader(data).pages[0]) == b"0 0 m 1 1 l S"


def test_content_that_was_not_packed_is_replaced():
    """What is put in its place is packed, and the stream says so."""
    stream = StreamObject()
    stream.set_data(b"q Q")
    writer = PdfWriter()
    writer.add_blank_page(100, 100)[NameObject("/Contents")] = writer._add_object(stream)
    data = BytesIO()

    set_content(stream, b"0 0 m 1 1 l S")
    writer.write(data)

    assert content_of(PdfReader(data).pages[0]) == b"0 0 m 1 1 l S"
