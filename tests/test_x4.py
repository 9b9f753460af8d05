"""Our own check of PDF/X-4: what it passes, and that it misses nothing that was broken on purpose."""

import pytest
from pikepdf import Array, Dictionary, Name

from rocbpress.findings.finding import Severity
from rocbpress.preflight.claims import CHECKS, check_claims
from rocbpress.preflight.paper.x4 import check_x4
from tests.print_faults import COLOURS, REFUSED, form, shown
from tests.printed import PRINTER, changed, flows, painted, photograph, printed
from tests.small_proof import bind


def codes(data):
    return {finding.code for finding in check_x4(data, PRINTER)}


def test_a_print_edition_passes():
    """Unclaimed and claimed, and saved again by another program."""
    assert check_x4(printed(), PRINTER) == ()
    assert check_x4(bind(flows(), edition="print").write(("x4",)), PRINTER) == ()
    assert check_x4(changed(lambda _pdf: None), PRINTER) == ()


def test_a_mail_edition_does_not():
    """The check is not content with any PDF."""
    assert {"intent-missing", "rgb-operator", "rgb-shading", "annotation-in-bleed"} <= codes(
        bind(flows(), edition="mail").write(()))


@pytest.mark.parametrize(("change", "code"), COLOURS)
def test_colour_that_is_no_ink_is_found_on_its_page(change, code):
    """Wherever it hides; the finding names page and article, and comes once."""
    [found] = check_x4(changed(change), PRINTER)

    assert (found.code, found.where.page, found.where.block) == (code, "1", "visit")


def test_a_gradient_without_a_colour_space_is_found():
    """The message says so, and names no space."""
    def shade(pdf):
        pdf.pages[1].Resources.Shading = Dictionary(R=Dictionary(ShadingType=2))
        painted(b"/R sh")(pdf)

    [found] = check_x4(changed(shade), PRINTER)

    assert (found.code, found.message) == ("rgb-shading", "a gradient is in no colour space")


INKS, SCREEN = Name.DeviceCMYK, Name.DeviceRGB
TINT = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 1, 1, 0])


@pytest.mark.parametrize(("space", "printed"), [
    ([Name.Separation, Name.Spot, INKS, TINT], True), ([Name.Separation, Name.Spot, SCREEN, TINT], False),
    ([Name.DeviceN, [Name.Spot], INKS, TINT], True), ([Name.DeviceN, [Name.Spot], SCREEN, TINT], False),
    ([Name.Indexed, INKS, 0, b"abcd"], True), ([Name.Indexed, SCREEN, 0, b"abc"], False),
    ([Name.Indexed, [Name.Separation, Name.Spot, INKS, TINT], 0, b"a"], True)])
def test_a_space_is_printed_as_the_space_that_it_rests_on(space, printed):
    """Spot colours and tables of colours, on inks or on what a screen has."""
    def colour(pdf):
        pdf.pages[1].Resources.ColorSpace = Dictionary(S=Array(space))
        painted(b"/S cs 0 sc 0 0 9 9 re f")(pdf)

    assert codes(changed(colour)) == (set() if printed else {"rgb-space"})


def test_a_colour_that_no_page_shows_is_found():
    """A picture left in the resources trips other people's checks."""
    def leave(pdf):
        pdf.pages[1].Resources.XObject.Left = pdf.make_stream(
            b"abc", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceRGB)

    assert codes(changed(leave)) == {"rgb-image-unseen"}


@pytest.mark.parametrize(("change", "code", "page"), REFUSED)
def test_what_a_printer_sends_back_is_found(change, code, page):
    """Boxes by page, the rest for the file."""
    found = check_x4(changed(change), PRINTER)

    assert (code, page) in {(finding.code, finding.where.page) for finding in found}


@pytest.mark.parametrize("said", [True, False])
def test_a_file_may_be_trapped_or_not(said):
    """It must only say which."""
    def trap(pdf):
        pdf.trailer.Info.Trapped = Name("/True" if said else "/False")

    assert "trapping-unknown" not in codes(changed(trap))


@pytest.mark.parametrize(("rectangle", "kind", "found"), [
    ((10, 10, 50, 20), "Link", True), ((-20, 10, -4, 20), "Link", True),
    ((-25, 10, -12, 20), "Link", False), ((10, 10, 50, 20), "PrinterMark", False)])
def test_annotations_lie_beside_the_page(rectangle, kind, found):
    """Within the bleed there is none; beyond it, and a printer's mark, may be."""
    def annotate(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=list(rectangle))
        pdf.pages[1].obj.Annots = pdf.make_indirect(Array([note]))

    assert ("annotation-in-bleed" in codes(changed(annotate))) == found


@pytest.mark.parametrize(("size", "colour", "ground", "found"), [
    (10, b"0 0 0 1 k", b"", False), (8, b"0 0 0 .75 k", b"", False), (8, b".3 g", b"", False),
    (8, b".3 sc", b"", False),
    (10, b"0 0 0 .8 k", b".1 .03 .01 0 k 0 0 90 90 re f", False),
    (10, b"1 .75 .15 .4 k", b"", True), (10, b"0 .48 .95 0 k", b"", True),
    (10, b"0 .48 .95 0 k", b".1 .03 .01 0 k 0 0 90 90 re f", True),
    (10, b"0 .48 .95 0 k", b"1 .75 .15 .4 k 0 0 90 90 re f", False),
    (10, b"0 .48 .95 0 k", b"1 .75 .15 .4 k 50 50 90 90 re f", True),
    (10, b"0 .48 .95 0 k", b"0 0 9 9 re W n 1 .75 .15 .4 k 0 0 90 90 re f", True),
    (10, b"0 .48 .95 0 k", b"1 .75 .15 .4 k 0 0 90 90 re 3 3 84 84 re f*", True),
    (22, b"1 .75 .15 .4 k", b"", False), (44, b".5 0 0 .5 0 0 cm 1 .75 .15 .4 k", b"", False),
    (18, b".5 0 0 .5 0 0 cm 1 .75 .15 .4 k", b"", True)])
def test_small_text_is_black_alone(size, colour, ground, found):
    """On paper and on tints; a lighter ink may stand on a darker ground. Size is size on the page."""
    told = [(each.code, each.severity) for each in check_x4(changed(shown(size, colour, ground)), PRINTER)]

    assert told == ([("text-mixed", Severity.WARNING)] if found else [])


@pytest.mark.parametrize(("inner", "outer", "box"), [
    ([1, 0, 0, 2, 10, 3], [4, 0, 0, 2, 30, 96], (98, 132, 178, 172)),
    ([0, 2, -1, 0, 30, 3], [4, 0, 0, 2, 30, 96], (114, 124, 154, 204)),
    ([1, 0, 0, 2, 10, 3], [0, 2, 4, 0, 30, 96], (102, 130, 182, 170)),
    ([0, 2, -1, 0, 30, 3], [0, 2, 4, 0, 30, 96], (86, 138, 246, 158))])
def test_a_form_moved_within_a_moved_form_is_where_it_is_painted(inner, outer, box):
    """Matrices multiply in the order of nesting: light text on the inner form's dark ground can be read."""
    left, bottom, right, top = box

    def finds(*spots):
        def change(pdf):
            dark = pdf.make_stream(b"1 .75 .15 .4 k 2 4 20 10 re f", Subtype=Name.Form, Matrix=inner)
            form(pdf, b"1 0 0 1 5 7 cm /Dark Do", Matrix=outer,
                 Resources=Dictionary(XObject=Dictionary(Dark=dark)))
            font = next(iter(pdf.pages[1].Resources.Font.keys())).encode()
            for x, y in spots:
                painted(b"BT 0 .48 .95 0 k %s 8 Tf 1 0 0 1 %d %d Tm <0001> Tj ET" % (font, x - 1, y - 2))(pdf)
        return codes(changed(change))

    assert finds((left + 2, bottom + 2), (right - 2, top - 2)) == set()
    for spot in ((left - 2, bottom + 2), (right + 2, top - 2), (left + 2, bottom - 2), (right - 2, top + 2)):
        assert finds(spot) == {"text-mixed"}


@pytest.mark.parametrize(("content", "found"), [
    (b"0.25 w 0 0 m 9 9 l S", False), (b"0.2 w 0 0 m 9 9 l S", True), (b"0 w 0 0 9 9 re B", True),
    (b"q .25 0 0 .25 0 0 cm 0.8 w 0 0 m 9 9 l S Q", True), (b"q 0.1 w Q 0 0 m 9 9 l S", False),
    (b"0.1 w 0 0 9 9 re f", False),
    (b"q .2 0 0 .2 0 0 cm 0 0 m 9 9 l S Q", True), (b"q .3 0 0 .3 0 0 cm 0 0 m 9 9 l S Q", False)])
def test_lines_can_be_seen_in_print(content, found):
    """As thick as they come out on the page, of 1 unit at first; what is only filled has no line."""
    data = changed(painted(b"0 0 0 1 K " + content))
    told = [(each.code, each.severity) for each in check_x4(data, PRINTER)]

    assert told == ([("rule-thin", Severity.WARNING)] if found else [])


def test_a_picture_with_too_much_ink_is_found():
    """Pixels are measured, not believed."""
    data = bind(flows(picture=photograph((250, 240, 230, 200))), edition="print").write(())

    assert [(finding.code, finding.where.page) for finding in check_x4(data, PRINTER)] == [("ink-limit", "1")]


def test_a_font_must_be_there():
    """Named by its face, on the first page that uses it."""
    def unembed(pdf):
        for font in pdf.pages[1].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor.FontFile2

    assert "font-missing" in codes(changed(unembed))


def test_a_broken_file_is_a_finding():
    """No error of pypdf's comes through."""
    assert codes(printed()[:2000]) == {"pdf-unreadable"}


def untag(pdf):
    del pdf.Root.StructTreeRoot


def test_each_claim_has_its_check():
    """Claims that rest on one check run it once."""
    assert check_claims(printed(), ("x4",), PRINTER) == ()
    assert CHECKS.keys() == {"ua1", "a3a", "x4"}
    untagged = changed(untag)
    found = [finding.code for finding in check_claims(untagged, ("ua1", "a3a"), PRINTER)]
    assert found.count("structure-missing") == 1
