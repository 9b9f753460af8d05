"""One font program a face, and every glyph in it as the foundry drew it."""

import re
import shutil
import struct
from io import BytesIO
from typing import cast

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NumberObject

from rocbpress.assemble.char_codes import Character, read_codes
from rocbpress.assemble.faces import Faces, open_face
from rocbpress.findings.errors import AssemblyError
from rocbpress.typeset.rtl.subset import OUTLINES, subset_face
from tests.flow_documents import opened
from tests.small_proof import FONTS, article, bind, flow, set_all, texts

SERIF = FONTS / "source-serif-4" / "SourceSerif4_400Regular.ttf"


def fonts_of(pdf):
    """The Type0 fonts of all pages, by object number."""
    found = {font.objgen: font for page in opened(pdf).pages
             for font in page.Resources.get("/Font", {}).values()}
    return list(found.values())


def program_of(font):
    return font.DescendantFonts[0].FontDescriptor.FontFile2


def outline(font, glyph):
    """A glyph as drawn, parts and all, with its advance."""
    glyphs = font.getGlyphSet()
    name = font.getGlyphName(glyph)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, font["hmtx"][name]


def test_galleys_share_one_program_a_face():
    """However many galleys use a face, and running matter too."""
    flows = [flow(f"f{n}", article(f"a{n}", f"<p>{words} <b>{words}</b> <span lang='th'>ไทย</span></p>"),
                  running="Quarterly")
             for n, words in enumerate(("integrity", "Zürich exchange", "12,345 quid"))]
    fonts = fonts_of(bind(flows).write(()))

    names = [str(font.BaseFont) for font in fonts]
    assert sorted(name.split("+")[1] for name in names) == [
        "NotoSansThai-Regular", "SourceSans3-Bold", "SourceSans3-Regular", "SourceSerif4-Bold",
        "SourceSerif4-Regular"]
    assert all(re.fullmatch(r"/[A-Z]{6}\+\S+", name) for name in names)
    assert len({program_of(font).objgen for font in fonts}) == 5
    for font in fonts:
        descendant = font.DescendantFonts[0]
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName


LETTERS = st.text(st.sampled_from("abcijklmqrtxyzABÅÄÖÇÈÉíñÿžŵ0123½ﬁ-–—“”%@"), min_size=1, max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_joined_glyphs_are_the_foundrys(words):
    """Every used glyph, composites with their parts, equals the vendored face's."""
    galleys = set_all([flow(f"f{n}", f"<p>{word}</p>") for n, word in enumerate(words)])
    writer = PdfWriter()
    faces = Faces(writer, FONTS)
    used = set()
    for galley in galleys:
        [font] = PdfReader(BytesIO(galley.pdf)).pages[0]["/Resources"]["/Font"].values()
        reference = faces.merge(font.get_object())
        used |= {character.glyph for character in read_codes(font.get_object()).values()}

    faces.finish()

    program = reference.get_object()["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
    joined, whole = TTFont(BytesIO(program)), TTFont(SERIF)
    assert [outline(joined, glyph) for glyph in used] == [outline(whole, glyph) for glyph in used]


def test_a_cut_program_is_a_sound_file():
    """Its checksums are true, so that strict readers take it (OpenType, 'head')."""
    program = subset_face(open_face(SERIF), {5, 40, 700}, OUTLINES)

    words = struct.unpack(f">{len(program) // 4}I", program)
    assert sum(words) % 2**32 == 0xB1B0AFBA
    font = TTFont(BytesIO(program), checkChecksums=2)
    assert font["maxp"].numGlyphs >= 701
    assert set(font.keys()) - {"GlyphOrder"} == set(OUTLINES)


def test_a_face_in_two_files_is_named(tmp_path):
    """Nobody could say which of two different files the galleys were set with; a mere copy does no harm."""
    codes = {5: Character(5, NumberObject(500), b"0061")}
    shutil.copy(SERIF, tmp_path / "one.ttf")
    shutil.copy(SERIF, tmp_path / "two.ttf")
    faces = Faces(PdfWriter(), tmp_path)
    faces.add("SourceSerif4-Regular", codes)
    faces.finish()
    other = TTFont(SERIF)
    other["head"].fontRevision += 1
    other.save(tmp_path / "two.ttf")

    with pytest.raises(AssemblyError, match=r"SourceSerif4-Regular: one\.ttf, two\.ttf"):
        faces.finish()


def test_a_face_that_is_not_in_fonts_is_named(tmp_path):
    """No program is ever taken from elsewhere."""
    faces = Faces(PdfWriter(), tmp_path)
    faces.add("Lato-Regular", {5: Character(5, NumberObject(500), b"0061")})

    with pytest.raises(AssemblyError, match="Lato-Regular is not a face of fonts/"):
        faces.finish()


def other_text(galley):
    """A font of a galley, its codes made to say something else."""
    font = next(iter(PdfReader(BytesIO(galley.pdf)).pages[0]["/Resources"]["/Font"].values())).get_object()
    return font, {code: type(character)(character.glyph, character.width, b"0058")
                  for code, character in read_codes(font).items()}


def test_codes_that_disagree_share_the_program_alone():
    """Where one code says two things, each galley keeps what it said."""
    font, codes = other_text(set_all([flow("one", "<p>abc</p>")])[0])
    faces = Faces(PdfWriter(), FONTS)
    first = faces.merge(font)
    second = faces.add("SourceSerif4-Regular", codes)
    again = faces.merge(font)

    faces.finish()

    maps = [reference.get_object()["/ToUnicode"].get_data() for reference in (first, second)]
    assert first == again != second
    assert b"<0061>" in maps[0] and b"<0058>" in maps[1] and b"<0061>" not in maps[1]
    programs = [r.get_object()["/DescendantFonts"][0]["/FontDescriptor"].raw_get("/FontFile2")
                for r in (first, second)]
    assert programs[0] == programs[1]


def test_what_a_code_says_is_told_in_a_sound_program():
    """Every word of a ToUnicode map is an operator (Adobe Technical Note 5014, 1.4 and 7)."""
    font, _ = other_text(set_all([flow("one", "<p>abc</p>")])[0])
    faces = Faces(PdfWriter(), FONTS)
    made = faces.merge(font)
    faces.finish()

    program = re.sub(rb"/\S+|\(.*?\)|<[0-9a-f]*>|<<|>>", b" ", made.get_object()["/ToUnicode"].get_data())

    words = [word for word in program.decode().split() if not word.isdigit()]
    assert set(words) == {"findresource", "begin", "dict", "begincmap", "def", "begincodespacerange",
                          "endcodespacerange", "beginbfchar", "endbfchar", "endcmap", "CMapName",
                          "currentdict", "defineresource", "pop", "end"}
    assert words.count("begin") == words.count("end") == 2


def test_codes_that_are_no_glyph_ids_are_kept():
    """A CIDToGIDMap stream is read and written (ISO 32000-1, 9.7.4.2)."""
    font, codes = other_text(set_all([flow("one", "<p>abc</p>")])[0])
    shifted = {code + 5000: character for code, character in codes.items()}
    faces = Faces(PdfWriter(), FONTS)
    faces.merge(font)
    made = faces.add("SourceSerif4-Regular", shifted).get_object()

    faces.finish()

    back = {
        code: character
        for code, character in read_codes(cast(DictionaryObject, made)).items()
        if code >= 5000
    }
    assert {code: each.glyph for code, each in back.items()} == {c: e.glyph for c, e in shifted.items()}


def test_a_face_that_cannot_be_joined_is_named():
    """A CFF program cannot be cut, and the finding says which face it is."""
    font, _ = other_text(set_all([flow("one", "<p>abc</p>")])[0])
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    del descriptor["/FontFile2"]

    with pytest.raises(AssemblyError) as refused:
        Faces(PdfWriter(), FONTS).merge(font)

    assert [(f.code, "Source-Serif-4" in f.message) for f in refused.value.findings] == [
        ("face-unjoinable", True)]


def test_text_of_every_galley_reads_as_on_it():
    """Ligatures, hyphens and no-break spaces, met in another order in each galley."""
    flows = [flow("one", "<p>office\u00a0hours well\u2010known</p>"),
             flow("two", "<p>office hours well-known affair</p>")]

    joined = texts(bind(flows).write(()))

    assert [text.splitlines()[0] for text in joined] == [
        texts(galley.pdf)[0].splitlines()[0] for galley in set_all(flows)]
