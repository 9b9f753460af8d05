"""A cleaned drawing is harmless and whole; what could not be drawn is reported instead."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from rocbpress.figures.svg import clean, is_drawing, size_of
from rocbpress.figures.svg_faces import DrawingFaces
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Place
from tests.counting import calls
from tests.flow_documents import FONTS

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"'
NESTED = "".join(f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(9))
EVIL = "https://evil.example"
PASSWORDS = b'SYSTEM "file:///etc/passwd"'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"<svg {head}>{inside}</svg>".encode()


def codes(data: bytes) -> list[str]:
    with pytest.raises(SourceError) as stopped:
        clean(data, where=Place("a.md", 5))
    assert {finding.where for finding in stopped.value.findings} == {Place("a.md", 5)}
    return [finding.code for finding in stopped.value.findings]


@pytest.mark.parametrize("inside", [
    "<script>evil()</script>", '<script href="https://evil.example/x.js"/>',
    '<path onclick="evil()" d="M0 0"/>', '<path ONLOAD="evil()"/>',
    '<a href="javascript:evil()"><path/></a>', '<a xlink:href="https://evil.example/"><path/></a>',
    '<animate attributeName="href" values="https://evil.example/"/>',
    "<!-- evil --><path/>", "<?evil instruction?><path/>",
    "<metadata>evil</metadata>", '<x:note xmlns:x="urn:editor">evil</x:note>',
    '<path xmlns:x="urn:editor" x:label="evil"/>', '<g xml:base="https://evil.example/"><path/></g>',
    "<switch><foreignObject><p>evil</p></foreignObject><text>plain</text></switch>",
])
def test_what_could_act_is_taken_away(inside: str):
    """Scripts, handlers, links, animation, comments and editors' notes are gone, the rest stays."""
    cleaned = clean(svg(f'{inside}<circle id="kept" r="3"/>'))

    assert b"evil" not in cleaned.lower()
    assert b'<circle id="kept" r="3" />' in cleaned


def test_what_is_seen_stays():
    """Shapes, text, gradients, styles and references inside the drawing come through as they were."""
    inside = ('<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"/></defs>'
              '<text class="a" xml:lang="th" xml:space="preserve">น้ำ &amp; “water”</text>'
              '<use xlink:href="#g"/><path d="M0 0h9" style="fill: url( \'#g\' )" clip-path="url(#g)"/>')

    root = ElementTree.fromstring(clean(svg(inside)))

    def shape(element: ElementTree.Element) -> list[tuple[str, str | None, dict[str, str]]]:
        return [(e.tag, e.text, {key.replace("{http://www.w3.org/1999/xlink}", ""): value
                                 for key, value in e.items()}) for e in element.iter()]
    assert shape(root) == shape(ElementTree.fromstring(svg(inside)))


def test_cleaning_twice_changes_nothing():
    """A cleaned drawing is clean."""
    once = clean(svg('<script/><use xlink:href="#a"/><path id="a"/>'))

    assert clean(once) == once


@pytest.mark.parametrize(("data", "expected"), [
    (svg("<image href='https://evil.example/a.png'/>"), ["drawing-outside"]),
    (svg("<image href='/etc/passwd'/>"), ["drawing-outside"]),
    (svg("<image xlink:href='data:image/png;base64,AAAA'/>"), ["drawing-outside"]),
    (svg("<use href='other.svg#a'/>"), ["drawing-outside"]),
    (svg("<use href='file:///etc/passwd#a'/>"), ["drawing-outside"]),
    (svg("<style>@import 'https://evil.example/a.css';</style>"), ["drawing-outside"]),
    (svg("<style>@font-face{src:url(https://evil.example/a.ttf)}</style>"), ["drawing-outside"]),
    (svg("<style><![CDATA[path{fill:url( 'a.svg#b')}]]></style>"), ["drawing-outside"]),
    (svg(f"<path style='fill:url(a.svg#b)'/><path fill='URL({EVIL})'/>"), ["drawing-outside"] * 2),
    (svg("<foreignObject><p>text</p></foreignObject>"), ["drawing-foreign"]),
    (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"), ["drawing-entity"]),
    (b"<!DOCTYPE svg [<!ENTITY a %b>]>" % PASSWORDS + svg("<text>&a;</text>"), ["drawing-entity"]),
    (b"<!DOCTYPE svg [<!ENTITY %% a %b> %%a;]>" % PASSWORDS + svg(""), ["drawing-entity"]),
    (b'<!DOCTYPE svg PUBLIC "x" "https://evil.example/">' + svg("<text>&nbsp;</text>"), ["drawing-entity"]),
    (svg("<g id='a'><use href='#a'/></g>"), ["drawing-loop"]),
    (svg("<pattern id='a'><path fill='url(#b)'/></pattern><pattern id='b'><path fill='url(#a)'/></pattern>"),
     ["drawing-loop"]),
    (svg(NESTED), ["drawing-too-large"]),
    (svg("<g>" * 150 + "</g>" * 150), ["drawing-too-large"]),
    (svg('<circle r="9"/>' * 20_000), ["drawing-too-large"]),
    (svg("<path/>", 'xmlns="http://www.w3.org/2000/svg"'), ["drawing-size"]),
    (svg("<path/>", 'xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"'), ["drawing-size"]),
    (svg("<path/>", 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"'), ["drawing-size"]),
    (b"<svg><path></svg>", ["drawing-broken"]),
    (b"<html><body/></html>", ["drawing-broken"]),
    (b"<svg xmlns='urn:other'/>", ["drawing-broken"]),
    (b"<svg>\x00</svg>", ["drawing-broken"]),
    (b"", ["drawing-broken"]),
], ids=range(27))
def test_what_would_be_lost_is_reported(data: bytes, expected: list[str]):
    """Each thing that cannot be drawn is a finding at the place where the drawing is named."""
    assert codes(data) == expected


def test_hostile_drawings_are_soon_refused():
    """What would unfold to millions of parts is not unfolded."""
    assert calls(lambda: codes(svg(NESTED))) < 10_000
    assert calls(lambda: codes(svg("<g>" * 150 + "</g>" * 150))) < 10_000


def test_a_plain_doctype_is_no_fault():
    """Drawing programs head their files with a document type; that alone does no harm."""
    data = (b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
            b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' + svg("<text>caf\u00e9</text>")
            .decode().encode("latin-1"))

    assert "café" in clean(data).decode()


def test_everything_is_said_at_once():
    """All faults of a drawing are reported together, each with its line."""
    data = svg("\n<image href='a.png'/>\n<foreignObject/>")

    with pytest.raises(SourceError) as stopped:
        clean(data)

    assert [(f.code, "line 2" in f.message, "line 3" in f.message) for f in stopped.value.findings] == [
        ("drawing-outside", True, False), ("drawing-foreign", False, True)]


@pytest.mark.parametrize(("head", "size", "view"), [
    ('viewBox="0 0 40 30"', (1000, 750), "0 0 40 30"),
    ('width="40mm" height="2cm" viewBox="0 0 2 1"', (1000, 500), "0 0 2 1"),
    ('width="400" height="2000"', (400 * 3 // 4, 1500), "0 0 400 2000"),
    ('width="100%" viewBox="10,10,3000,1500"', (3000, 1500), "10,10,3000,1500"),
])
def test_size_and_view_are_known(head: str, size: tuple[int, int], view: str):
    """A drawing tells its shape by size or view, and always has a view to be scaled by."""
    cleaned = clean(svg("<path/>", f'xmlns="http://www.w3.org/2000/svg" {head}'))

    assert size_of(cleaned) == size
    assert ElementTree.fromstring(cleaned).get("viewBox") == view


def test_drawings_are_told_by_their_first_letter():
    """A byte order mark or blank lines before the first tag do not hide a drawing."""
    assert is_drawing(b"\xef\xbb\xbf\n <svg/>")
    assert not is_drawing(b"\x89PNG")
    assert not is_drawing(b"")


FACES = DrawingFaces(("Source Sans 3", "Noto Sans Thai"), FONTS)
OURS = "Source Sans 3, Noto Sans Thai"


@pytest.mark.parametrize(("inside", "families"), [
    ("<text>Words</text>", [OURS]), ('<g font-family="sans-serif"><text>Words</text></g>', [OURS]),
    ('<text style="fill:red;font-family:Serif">Words</text>', [OURS]),
    ("<style>text{font-family:sans-serif}</style><text>Words</text>", [OURS]),
    ('<text font-family="Source Serif 4, serif">Words</text>', ["Source Serif 4, serif"]),
    ('<text font-family="Source Serif 4">A <tspan>B</tspan></text><text>C</text>', [OURS, "Source Serif 4"]),
    ('<path d="M0 0h9" style="font-family:Arial"/>', ["Arial"])])
def test_words_without_a_family_have_the_layouts(inside, families):
    """A family that the drawing names stands; shapes have no words to set."""
    cleaned = clean(svg(inside), faces=FACES).decode()

    assert re.findall(r"""font-family(?:="|\s*:\s*)([^";}]+)""", cleaned) == families


@pytest.mark.parametrize("inside", [
    '<g font-family="Arial"><text>Words</text><text>More</text></g>',
    '<text style="font-family:Arial, sans-serif">Words</text>',
    "<style>text{font-family:'Arial'}</style><text>Words</text>"])
def test_a_family_that_is_not_there_is_told_once(inside):
    """With the picture and its place, not letter by letter."""
    with pytest.raises(SourceError) as caught:
        clean(svg(inside), where=Place("articles/one.md", 9), name="plan.svg", faces=FACES)

    [found] = caught.value.findings
    assert (found.code, found.where.line) == ("glyph-fallback", 9)
    assert found.message == "plan.svg has words in Arial, which is not in fonts/"
