"""The print edition: sheets, marks, inks, and words in the place of links."""

import re
from hashlib import sha256

import pypdfium2
import pytest
from pypdf.generic import NameObject

from rocbpress.assemble.objects import deflated
from rocbpress.assemble.operators import operations
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.assemble.separation import inks_of, separate
from rocbpress.compose.signatures import blank_pages, blanks_told
from rocbpress.findings.finding import Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.document import read_tagged
from rocbpress.press.job import Job, processors
from rocbpress.press.pipeline import press
from tests.flow_documents import opened
from tests.printed import DRAWING, PRINTER, flows, printed
from tests.shared_cache import shared_cache
from tests.small_issue import ISSUE, make
from tests.small_proof import FONTS, article, bind, flow, layout, set_all, texts
from tests.trees import shown

BLUE = (1, 51, 100)
BLOCKS = re.compile(r"P|H\d|L|LI|Table|Figure|BlockQuote|Note|TOCI")
MM = 72 / 25.4


def edges(box):
    return [float(edge) for edge in box]


def content(page):
    return b"\n".join(part.read_bytes() for part in page.Contents)


def look(data, resolution=144):
    """For each page, the function from a point of its trim, in millimetres, to the colour there."""
    scale = resolution / 72
    for page in pypdfium2.PdfDocument(data):
        left, _, _, head = page.get_mediabox()
        picture = page.render(scale=scale).to_pil().convert("RGB")
        yield lambda x, y, picture=picture, left=left, head=head: picture.getpixel(
            (int((x * MM - left) * scale), int((head - y * MM) * scale)))


def is_marked(page, x, y):
    """Whether something dark is within a sixth of a millimetre."""
    return min(sum(page(x + dx / 12, y + dy / 12)) for dx in range(-2, 3) for dy in range(-2, 3)) < 480


def is_blue(colour):
    return all(abs(a - b) < 12 for a, b in zip(colour, BLUE, strict=True))


def test_boxes_are_those_of_the_printer():
    """The trim is the page's own paper, 3 mm of bleed lie round it, the sheet has room for the marks."""
    for page in opened(printed()).pages:
        trim, bleed, media = (edges(page.obj[name]) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
        assert trim == pytest.approx([0, 0, 100 * MM, 140 * MM], abs=0.001)
        assert [b - t for b, t in zip(bleed, trim, strict=True)] == pytest.approx(
            [-3 * MM, -3 * MM, 3 * MM, 3 * MM], abs=0.001)
        assert [m - t for m, t in zip(media, trim, strict=True)] == pytest.approx(
            [-10 * MM, -10 * MM, 10 * MM, 10 * MM], abs=0.001)
        assert not {"/CropBox", "/ArtBox"} & set(page.obj.keys())


def test_grounds_run_into_the_bleed_and_no_further():
    """Blue to the last tenth of a millimetre of the bleed on all sides, paper beyond it."""
    cover, _ = look(printed(), 288)

    for x, y in ((-2.8, 70), (102.8, 70), (50, -2.8), (50, 142.8), (-2.8, -2.8), (102.8, 142.8)):
        assert is_blue(cover(x, y)), (x, y)
    for x, y in ((-3.3, 70), (103.3, 70), (50, -3.3), (50, 143.3), (-3.3, -3.3), (-9, 30)):
        assert cover(x, y) == (255, 255, 255), (x, y)


def test_marks_lead_to_the_trim_outside_the_bleed():
    """Two at each corner, in black ink alone."""
    for page in opened(printed()).pages:
        marks = page.Contents[-1].read_bytes()
        assert b"0 0 0 1 K" in marks and b"/Artifact" in marks
        assert [each.operator for each in operations(marks)].count(b"S") == 8
    _, report = look(printed(), 288)
    for x in (0, 100):
        assert is_marked(report, x, -6) and is_marked(report, x, 146)
        assert not is_marked(report, x, -3.5) and not is_marked(report, x, 143.5)
    for y in (0, 140):
        assert is_marked(report, -6, y) and is_marked(report, 106, y)
        assert not is_marked(report, -3.5, y) and not is_marked(report, 103.5, y)


def test_a_printer_may_do_without_marks():
    """The sheet then ends with the bleed."""
    given = flows()
    galleys = set_all(given)
    bare = assemble(given, galleys, paginate(given, galleys), layout(), EDITIONS["print"],
                    bind(given).record, PRINTER.model_copy(update={"marks": False}), FONTS).write(())

    for page in opened(bare).pages:
        assert edges(page.obj.MediaBox) == edges(page.obj.BleedBox)
        assert b" K" not in page.Contents[-1].read_bytes()


def test_what_is_black_by_default_is_black_ink():
    """Text, rules and drawings for which nobody chose a colour."""
    found = {(each.operator, each.operands) for page in opened(printed()).pages
             for each in operations(content(page)) if each.operator in (b"rg", b"RG", b"k", b"K")}

    assert (b"k", (b"0", b"0", b"0", b"1")) in found
    assert not {operator for operator, _ in found} & {b"rg", b"RG"}


def test_drawings_are_separated():
    """Plain colours and gradients, through the profile; the drawing looks as it did."""
    where = "svg { position: absolute; left: 0; top: 0; width: 60mm; height: 20mm } h1 { margin-top: 25mm }"
    given = (flow("one", article("one", DRAWING), style=where),)
    mail, paper = (next(look(bind(given, edition=name).write(()))) for name in ("mail", "print"))

    for x, near in ((15, 40), (40, 20), (57, 90), (66, 90)):
        assert sum(abs(a - b) for a, b in zip(mail(x, 125), paper(x, 125), strict=True)) < 3 * near
    assert max(paper(15, 125)) < 60


@pytest.mark.parametrize("kind", [{"/Subtype": "/Form"}, {"/PatternType": 1}])
def test_what_is_drawn_within_forms_and_patterns_is_separated(kind):
    """As what pages draw; a picture's bytes are left as they are."""
    names = {key: NameObject(value) if isinstance(value, str) else value for key, value in kind.items()}
    form, picture = (deflated(b"1 0 0 rg 0 0 9 9 re f", entries) for entries in (
        names, {"/Subtype": NameObject("/Image")}))

    separate([], [form, picture], PRINTER)

    assert re.fullmatch(rb"(0(\.\d+)? |1 ){4}k 0 0 9 9 re f", form.get_data())
    assert picture.get_data() == b"1 0 0 rg 0 0 9 9 re f"


@pytest.mark.parametrize(("colour", "expected"), [
    ((0, 0, 0), (0, 0, 0, 1)), ((1, 1, 1), (0, 0, 0, 0)), ((0.5, 0.5, 0.5), (0, 0, 0, 0.63)),
    ((0.016, 0.208, 0.392), (0.957, 0.651, 0.043, 0.502))])
def test_greys_are_black_ink_and_colours_go_through_the_profile(colour, expected):
    """By relative colorimetry with black point compensation, as photographs do."""
    assert inks_of(colour, PRINTER) == pytest.approx(expected, abs=0.01)


def test_no_colour_comes_to_more_ink_than_the_press_bears():
    """Whatever a drawing asks for."""
    thrifty = PRINTER.model_copy(update={"ink": 200})

    assert all(sum(inks_of((red / 5, green / 5, blue / 5), thrifty)) <= 2.01
               for red in range(6) for green in range(6) for blue in range(6))


def test_links_are_left_out_of_the_file():
    """Not one annotation; the words are there."""
    assert all("/Annots" not in page.obj for page in opened(printed()).pages)
    assert "See the WCO." in texts(printed())[1]


@pytest.mark.parametrize(("html", "expected"), [
    ('<a href="https://www.wcoomd.org/">the WCO</a>', "the WCO (www.wcoomd.org)"),
    ('<a href="https://wcoomd.org/en/a%20b?x=1&amp;y=2">more</a>', "more (wcoomd.org/en/a%20b?x=1&amp;y=2)"),
    ('<a href="https://www.wcoomd.org/">www.wcoomd.org</a>', "www.wcoomd.org"),
    ('<a href="https://www.wcoomd.org/">https://www.wcoomd.org</a>', "https://www.wcoomd.org"),
    ('<a href="mailto:rocb@rocbap.org">rocb@rocbap.org</a>', "rocb@rocbap.org"),
    ('<a href="mailto:rocb@rocbap.org">write to us</a>', "write to us (rocb@rocbap.org)"),
    ('<a href="article:visit">the visit</a>', "the visit (page\u00a019)"),
    ('page <a class="page-ref" href="article:visit" data-page="visit">\u200b</a>', "page 19"),
])
def test_paper_says_where_a_link_leads(html, expected):
    """A short address after an outward link, the page after an inward one, nothing twice."""
    said = shown(html, EDITIONS["print"], {"visit": "19"})

    assert re.sub(r"<[^>]+>", "", said) == expected


def test_blank_pages_fill_the_signature():
    """As many as are asked for, without folio; a note names them."""
    blanks = blank_pages(layout(), EDITIONS["print"], 3, language="en", title="A")
    given = (*flows(), blanks, flow("back", article("imprint", "<p>Office</p>"), page="back"))
    data = bind(given, edition="print").write(())

    assert [bool(text.strip()) for text in texts(data)] == [True, True, False, False, False, True]
    [told] = blanks_told(("31", "32"), 36, 4)
    assert told.severity is Severity.NOTE and "31, 32" in told.message and "36" in told.message
    assert blanks_told((), 36, 4) == ()


@pytest.mark.parametrize(("edition", "blanks"), [("print", True), ("mail", False)])
def test_paper_alone_is_filled_up_before_the_back_cover(newsletter, tmp_path, edition, blanks):
    """A printed issue comes to whole signatures by blank pages, and ends with its back cover."""
    workspace = make(tmp_path, issue=ISSUE + "print: {signature: 16}\n")
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)

    made = press(Job(workspace, 5, EDITIONS[edition], 1, None), lambda _done, _total: None)
    printed_pages = [bool(text.strip()) for text in texts(made.data)]

    assert (len(printed_pages) % 16 == 0) is blanks
    assert printed_pages[-1] and printed_pages[-2] is not blanks
    assert [f.code for f in made.result.findings if f.code == "blank-pages"] == ["blank-pages"] * blanks


@pytest.fixture(scope="module")
def print_82(newsletter):
    order = Job(newsletter, 82, EDITIONS["print"], processors(), shared_cache())
    return order, press(order, lambda _done, _total: None)


def test_issue_82_prints(print_82):
    """Without a complaint, and the same bytes when pressed again."""
    order, first = print_82

    assert first.result.findings == ()
    assert sha256(press(order, lambda _done, _total: None).data).hexdigest() == first.result.sha256


def test_the_editions_share_the_page_of_every_block(print_82, issue_82):
    """Paragraph by paragraph, heading by heading: mail and print begin each on the same page.

    Print has one more: the addresses of an essay's links, at its end.
    """
    def places(data):
        return [(element.kind, element.page) for element in read_tagged(data).elements
                if BLOCKS.fullmatch(element.kind)]

    printed, mail = places(print_82[1].data), places(issue_82.read_bytes())
    at = next(at for at, (one, other) in enumerate(zip(printed, mail, strict=False)) if one != other)

    assert printed[:at] + printed[at + 1:] == mail
    with pypdfium2.PdfDocument(print_82[1].data) as document:
        assert "Addresses: CITES" in document[printed[at][1]].get_textpage().get_text_bounded()
