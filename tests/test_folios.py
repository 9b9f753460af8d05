"""Folios and running titles on the pages."""

import re
from io import BytesIO

import pdfplumber
import pypdfium2
import pytest
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from rocbpress.assemble.folios import parts_of
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.shaping import RunningFace
from rocbpress.findings.errors import AssemblyError
from rocbpress.layout.layout import read_layout
from rocbpress.typeset.flow import Matter
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import opened, some_words
from tests.small_proof import FONTS, FURNITURE, article, bind, flow, set_all

SERIF = FONTS / "source-serif-4" / "SourceSerif4_400Regular.ttf"
THAI = FONTS / "noto-sans-thai" / "NotoSansThai_400Regular.ttf"
TITLE = "Workshops and Meetings"


def flows_of():
    return [flow("cover", article("cover", "<p>Cover</p>"), page="cover", matter=Matter.FRONT),
            flow("one", article("one", f"<p>{some_words(400)}</p>"), running=TITLE)]


@pytest.fixture(scope="module")
def bound():
    return bind(flows_of()).write(())


def footer(page):
    """The words at the foot of a page: text with its left and right edge, and what marks it."""
    words = page.crop((0, page.height - 25, page.width, page.height)).extract_words(
        extra_attrs=["tag", "mcid"], keep_blank_chars=True)
    return [(word["text"], word["x0"], page.width - word["x1"], word["tag"], word["mcid"]) for word in words]


def test_folios_stand_outside_and_titles_inside(bound):
    """By the side of the sheet: the page after the cover is a left-hand one, whatever its number."""
    with pdfplumber.open(BytesIO(bound)) as pdf:
        feet = [footer(page) for page in pdf.pages]

    assert feet[0] == []
    for number, (first, second) in enumerate(feet[1:], 1):
        folio, title = (first, second) if number % 2 else (second, first)
        assert (folio[0], title[0]) == (str(number), TITLE)
        assert first[1] == pytest.approx(FURNITURE.margin, abs=1)
        assert second[2] == pytest.approx(FURNITURE.margin, abs=1)


def test_later_pages_of_an_opening_carry_folios():
    """The page that opens a flow may go without; where it runs on, one must know where one is."""
    long = flow("one", article("one", f"<p>{some_words(400)}</p>"), running=TITLE, page="opening")
    later = FURNITURE.model_copy(update={"later": frozenset({"opening"})})

    with pdfplumber.open(BytesIO(bind([long], furniture=later).write(()))) as pdf:
        feet = [footer(page) for page in pdf.pages]

    assert feet[0] == []
    assert feet[1:]
    assert all(len(foot) == 2 for foot in feet[1:])


def test_running_matter_is_an_artifact(bound):
    """A screen reader must not hear it (ISO 32000-1, 14.8.2.2)."""
    with pdfplumber.open(BytesIO(bound)) as pdf:
        marks = {(tag, mcid) for page in pdf.pages[1:] for *_, tag, mcid in footer(page)}

    assert marks == {("Artifact", None)}
    last = opened(bound).pages[1].Contents[-1].read_bytes()
    assert b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in last


def test_the_printed_folio_is_the_page_label(bound):
    """What viewers show as the page's number is what stands on it."""
    with pdfplumber.open(BytesIO(bound)) as pdf:
        printed = [min(footer(page), key=lambda word: len(word[0]))[0] for page in pdf.pages[1:]]

    assert printed == [page.label for page in opened(bound).pages[1:]]


def drawn_last(pdf):
    """The part of a page's content that draws its folio; crop marks of a sheet come after it."""
    parts = [part.read_bytes() for part in opened(pdf).pages[1].Contents]
    return next(part for part in parts if b"/Subtype /Footer" in part)


def test_print_draws_in_ink():
    """CMYK in the print edition, sRGB in the others."""
    paper, mail = (drawn_last(bind(flows_of(), edition=edition).write(())) for edition in ("print", "mail"))

    assert re.findall(rb"(\S+ \S+ \S+ \S+) k\b", paper) == [b"0 0 0 1"] * 2 and b" rg" not in paper
    assert re.findall(rb"(\S+ \S+ \S+) rg\b", mail) == [b"0.1 0.1 0.2"] * 2 and b" k" not in mail


def test_a_title_that_does_not_fit_is_an_error():
    """Nothing is printed over, or off the page."""
    long = flow("one", article("one", "<p>Text</p>"), running="A title " * 20)

    with pytest.raises(AssemblyError) as refused:
        bind([long])

    assert [(f.code, f.where.page) for f in refused.value.findings] == [("running-title-long", "1")]


def test_a_title_keeps_clear_of_the_page_number():
    """Eighteen points are enough, and less is too little."""
    page = flow("one", article("one", "<p>Text</p>"), running=TITLE)
    [numbered] = paginate([page], set_all([page])).pages
    lines = ((FURNITURE.folio, "1"), (FURNITURE.running, TITLE))
    taken = sum(RunningFace(line.face).shape(text, line.size).width for line, text in lines)

    def footer_with(gap):
        margin = (numbered.width - taken - gap) / 2
        made = bind([page], furniture=FURNITURE.model_copy(update={"margin": margin})).write(())
        with pdfplumber.open(BytesIO(made)) as pdf:
            return sorted(text for text, *_ in footer(pdf.pages[0]))

    assert footer_with(18.01) == ["1", TITLE]
    with pytest.raises(AssemblyError):
        footer_with(17.99)


@pytest.mark.parametrize("title", [TITLE, "Bangkok กรุงเทพ and Suva"])
def test_lines_end_at_the_margin(title):
    """The last letter of what stands at the right ends there, to a fiftieth of a point."""
    furniture = FURNITURE.model_copy(update={"running": read_layout(
        Workspace(FONTS.parent), "rocb").furniture.running})
    flows = [flow("one", article("one", f"<p>{some_words(400)}</p>"), running=title)]

    with pdfplumber.open(BytesIO(bind(flows, furniture=furniture).write(()))) as pdf:
        ends = [page.width - max(char["x1"] for char in page.chars if char["tag"] == "Artifact")
                for page in pdf.pages]

    assert len(ends) > 1
    assert ends == [pytest.approx(FURNITURE.margin, abs=0.02)] * len(ends)


def test_a_character_without_a_glyph_is_an_error():
    """It is named, with its code."""
    thai = flow("one", article("one", "<p>Text</p>"), running="Bangkok กรุงเทพ")

    with pytest.raises(AssemblyError) as refused:
        bind([thai])

    assert [f.code for f in refused.value.findings] == ["glyph-missing"]
    assert "U+0E01" in refused.value.findings[0].message


def test_titles_are_kerned():
    """A pair that the face draws closer is narrower than its letters alone."""
    specimen = RunningFace(SERIF)

    pair = specimen.shape("AV", 10).width

    assert pair < specimen.shape("A", 10).width + specimen.shape("V", 10).width - 0.3


def test_figures_are_lining():
    """All as tall as each other, on the baseline."""
    specimen = RunningFace(SERIF)
    specimen.shape("0123456789", 10)
    font = TTFont(SERIF)
    bounds = []
    for glyph in specimen.characters:
        pen = BoundsPen(font.getGlyphSet())
        font.getGlyphSet()[font.getGlyphName(glyph)].draw(pen)
        bounds.append(pen.bounds)

    assert len(bounds) == 10
    assert all(-30 < foot <= 0 for _, foot, _, _ in bounds)
    assert max(top for *_, top in bounds) - min(top for *_, top in bounds) < 30


@pytest.mark.parametrize("face,text", [
    (SERIF, "AVATAR q\u0301\u0301 Zürich"), (THAI, "ที่ปู่ญู่ น้ำ"), (SERIF, "To, “quote” 2/3")])
def test_glyphs_stand_where_the_face_sets_them(face, text):
    """Kerning, marks beside and marks above, to a fiftieth of a point."""
    line = FURNITURE.running.model_copy(update={"face": face, "size": 10})
    pdf = bind([flow("one", article("one", "<p>Text</p>"), running=text)],
               furniture=FURNITURE.model_copy(update={"running": line})).write(())
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(str(face)))), buffer, {"lnum": True, "liga": False})

    with pdfplumber.open(BytesIO(pdf)) as read:
        chars = [char for char in read.pages[0].chars if char["tag"] == "Artifact" and char["text"] != "1"]
    drawn = [(char["matrix"][4], char["y0"] - chars[0]["y0"]) for char in chars]

    pen, meant = FURNITURE.margin, []
    for place in buffer.glyph_positions:
        meant.append((pen + place.x_offset / 100, place.y_offset / 100))
        pen += place.x_advance / 100
    assert (max(rise for _, rise in meant) > 0) == ("q\u0301\u0301" in text)
    assert drawn == [pytest.approx(at, abs=0.02) for at in meant]


def test_words_keep_their_joiners_out():
    """Break marks of a title are not drawn, and a no-break space is a space."""
    specimen = RunningFace(SERIF)

    plain, marked = (specimen.shape(text, 10) for text in ("ROCB A/P", "ROCB\u00a0A/\u2060P"))

    assert plain == marked


def test_running_titles_are_in_any_script():
    """Each part is set in the face of its script, and can be read."""
    titles = ("税関の職員 2023", "Bangkok กรุงเทพ", "مكتب الجمارك 2023", "세관 직원")
    furniture = FURNITURE.model_copy(update={"running": read_layout(
        Workspace(FONTS.parent), "rocb").furniture.running})

    for title in titles:
        page = flow("one", article("one", "<p>Text</p>"), running=title)
        data = bind([page], furniture=furniture).write(())
        with pypdfium2.PdfDocument(data) as document:
            read = document[0].get_textpage().get_text_range()
        assert sorted(title.replace(" ", "")) == sorted(
            letter for letter in read.splitlines()[-1] if letter in title.replace(" ", "")), read


@pytest.mark.parametrize(("language", "shown"), [
    ("en", "ROCB A/P \u0646\u0634\u0631\u0629 102"), ("ar", "102 \u0646\u0634\u0631\u0629 ROCB A/P")])
def test_parts_of_a_running_title_stand_as_its_language_runs(language, shown):
    """From left to right on the page."""
    line = read_layout(Workspace(FONTS.parent), "rocb").furniture.running

    parts = [part for part, *_ in parts_of("ROCB A/P \u0646\u0634\u0631\u0629 102", language, line)]

    assert [word for part in parts for word in part.split()] == shown.split()


def test_parts_of_a_word_from_right_to_left_are_in_several_faces():
    """None is left out, and the one that is read first stands at the right."""
    line = read_layout(Workspace(FONTS.parent), "rocb").furniture.running
    before, after = "\u0646\u0634\u0631\u0629", "\u0645\u0643\u062a\u0628"

    parts = [(part.strip(), face) for part, face, _ in parts_of(f"{before}\u2026{after}", "ar", line)]

    assert [part for part, _ in parts] == [after, "\u2026", before]
    assert parts[0][1] == parts[2][1] != parts[1][1]
