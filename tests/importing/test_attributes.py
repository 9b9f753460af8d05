"""Words that stand elsewhere than in text are printed or told: drawn, or offered by the lists of a form."""

from __future__ import annotations

from functools import cache

import pytest
from fontTools.ttLib import TTFont

from rocbpress.importing.document import word_document
from rocbpress.importing.symbols import common, sign
from tests.importing.kept import arrive, lost
from tests.importing.raw_words import passages
from tests.importing.word_xml import p, package, r, text_box
from tests.workspaces import ROOT

WATERMARK = ('<w:r><w:pict><v:shapetype><v:textpath on="t"/></v:shapetype><v:shape><v:textpath '
             'string="STRICTLY CONFIDENTIAL"/></v:shape></w:pict></w:r>')
MATHS = ("<m:oMath><m:r><m:t>area=</m:t></m:r><m:r><w:del><m:t>gone</m:t></w:del></m:r>"
         "<m:r><w:ins><m:t>kept</m:t></w:ins></m:r></m:oMath>")
RUBY = ('<w:r><w:ruby><w:rt><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:r><w:t>read</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>')
CHOICE = ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
          '<w:listEntry w:val="Unwanted"/><w:listEntry w:val="Wanted"/></w:ddList></w:ffData></w:fldChar>'
          '</w:r>'
          '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
CONTROL = ('<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Unwanted" w:value="1"/><w:listItem '
           'w:displayText="Wanted" w:value="2"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r>'
           '<w:t>Wanted</w:t></w:r></w:sdtContent></w:sdt>')


@cache
def printed() -> frozenset[int]:
    """All letters that a face of the workspace has."""
    found = set[int]()
    for path in (ROOT / "fonts").rglob("*.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def imported(tmp_path, body, **parts):
    path = tmp_path / "sent.docx"
    path.write_bytes(package({"document": f"<w:body>{body}</w:body>", **parts}))
    arrived = arrive(path, tmp_path / "issue")
    assert lost(passages(path), arrived) == []
    assert "word-lost" not in {each.code for each in arrived.imported.findings}
    return arrived


@pytest.mark.parametrize("part", ["header1", "footer1"])
def test_a_watermark_is_told(tmp_path, part):
    """WordArt behind the text of each page is left out, with its words."""
    arrived = imported(tmp_path, p("The report."), **{part: p(WATERMARK)})

    assert "STRICTLY CONFIDENTIAL" in arrived.told
    assert "CONFIDENTIAL" not in arrived.text


def test_word_art_in_the_text_is_printed(tmp_path):
    """As a line of its own."""
    assert "STRICTLY CONFIDENTIAL" in imported(tmp_path, p("The report.") + p(WATERMARK)).said


def test_the_ledger_misses_word_art_that_nobody_tells(tmp_path):
    """The count of words does not depend on the reading: it has the words of watermarks by itself."""
    arrived = imported(tmp_path, p("The report."), header1=p(WATERMARK))
    ledger = word_document((tmp_path / "sent.docx").read_bytes(), "sent.docx").ledger

    assert ledger is not None and "STRICTLY CONFIDENTIAL" in ledger and arrived.said


@pytest.mark.parametrize("within", [MATHS, RUBY])
def test_what_is_deleted_within_a_whole_is_not_printed(tmp_path, within):
    """Equations and readings beside words are read as a whole, but for deletions in them."""
    arrived = imported(tmp_path, p("A title") + p(f"{r('Where ')}{within}"))

    assert "gone" not in arrived.text
    assert any("gone" in each for each in arrived.told)
    assert "kept" in arrived.text or "read" in arrived.text


@pytest.mark.parametrize("within", [CHOICE, CONTROL])
def test_of_a_list_in_a_form_the_choice_is_printed(tmp_path, within):
    """What else it offers is told."""
    arrived = imported(tmp_path, p("A title") + p(f"{r('We chose ')}{within}{r(' here.')}"))

    assert "We chose Wanted here." in arrived.said
    assert "Unwanted" not in arrived.text
    assert any("Unwanted" in each for each in arrived.told)


def test_the_description_of_what_is_no_picture_is_told(tmp_path):
    """A text box is set as text; what was written for those who cannot see it is not."""
    box = text_box(p("Words in the box.")).replace('name="Text Box 7"', 'name="Box" descr="A map of ports"')

    arrived = imported(tmp_path, p("The report.") + p(box))

    assert "A map of ports" in arrived.told


@pytest.mark.parametrize("face", ["Symbol", "Wingdings", "Wingdings 2"])
def test_a_sign_of_a_symbol_face_can_be_printed(face):
    """The fonts of the workspace have each sign that stands for one of Word's."""
    signs = {sign(face, point) for point in range(0xF000, 0xF100)} - {""}

    assert len(signs) > 3 and {each for each in signs if ord(each) not in printed()} == set()


def test_a_rare_sign_is_set_as_one_that_can_be_printed():
    """What is replaced is in no face; what stands for it is in one."""
    rare = [chr(point) for point in range(0x2000, 0x1FB00) if common(chr(point)) != chr(point)]

    assert {"☒", "➢", "➤", "❑", "𝑟", "ℎ"} <= {*rare}
    assert [each for each in rare if not {*map(ord, common(each))} <= printed()] == []
    assert {each for each in rare if ord(each) in printed()} <= {"❒"}


STYLED = ('<w:style w:type="character" w:styleId="Ticks"><w:name w:val="Ticks"/><w:rPr><w:rFonts '
          'w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>')


@pytest.mark.parametrize(("look", "typed", "shown", "code"), [
    ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "ü", "✓", "word-symbol-text"),
    ('<w:rFonts w:hAnsi="Wingdings"/>', "û", "✗", "word-symbol-text"),
    ('<w:rStyle w:val="Ticks"/>', "ü", "✓", "word-symbol-text"),
    ('<w:rStyle w:val="Ticks"/><w:rFonts w:ascii="Arial"/>', "ü", "ü", ""),
    ('<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', "abc", "αβχ", "word-symbol-text"),
    ('<w:rFonts w:ascii="Symbol"/>', "2 + 3", "2 + 3", ""),
    ('<w:rFonts w:ascii="Symbol"/>', "\uf0b3", "≥", ""),
    ('<w:rFonts w:ascii="Webdings"/>', "abc", "", "word-symbol")])
def test_letters_of_a_symbol_face_are_what_they_show(tmp_path, look, typed, shown, code):
    """By the face of the run or its style; told with the letters, also where nothing is known for them."""
    arrived = imported(tmp_path, p("A title") + p(r("It is ") + r(typed, look) + r(" so.")), styles=STYLED)

    assert " ".join(f"It is {shown} so.".split()) in (" ".join(each.split()) for each in arrived.said)
    assert {each.code for each in arrived.imported.findings if "symbol" in each.code} == {code} - {""}


@pytest.mark.parametrize(("body", "said"), [
    (p("☒ Agreed") + p("☐ Not agreed"), ["⊠ Agreed", "☐ Not agreed"]),
    (p("➢ One") + p("➢ Two"), ["One", "Two"]), (p("❑ One") + p("❑ Two"), ["One", "Two"]),
    (p("➔ One") + p("➔ Two"), ["One", "Two"]), (p("𝗕𝗼𝗹𝗱 words ➤ so"), ["Bold words ► so"]),
    (p("<m:oMath><m:r><m:t>𝑟=𝑎⋅𝑏</m:t></m:r></m:oMath>"), ["r=a·b"])])
def test_rare_signs_are_read_as_what_they_show(tmp_path, body, said):
    """As signs like them, as marks of a list, and as plain letters."""
    arrived = imported(tmp_path, p("A title") + p("Some words.") + body)

    assert arrived.said[-len(said):] == said


@pytest.mark.parametrize("around", [("", "は国境を守る。"), ("日本の", "と"), ("old", "town"), ("", "")])
@pytest.mark.parametrize("count", [1, 2])
def test_a_reading_between_words_loses_none(tmp_path, around, count):
    """Its brackets part what the file has in one: neither side is taken for lost."""
    before, after = around
    ruby = RUBY.replace("base", "税関").replace("read", "ぜいかん")

    arrived = imported(tmp_path, p(r(before) + (ruby + r(after)) * count))

    assert before + f"税関(ぜいかん){after}" * count in arrived.text
