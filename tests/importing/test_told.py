"""What a reader makes of a file that is not as it was is told, each under a code of its own."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image

from rocbpress.findings.errors import UsageError
from rocbpress.importing.importing import import_file
from tests.importing.word_features import FEATURES
from tests.importing.word_files import draw_file
from tests.importing.word_xml import p, package, picture, png, r
from tests.importing.workbooks import workbook

GALLERY = ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
           f"</w:sdtPr><w:sdtContent>{p(r('Chapter 1'))}</w:sdtContent></w:sdt>")
PLACEHOLDER = ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
               f"{p(r('Click here to enter text.'))}</w:sdtContent></w:sdt>")
CHOICES = ('<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Unwanted" w:value="1"/>'
           f"</w:dropDownList></w:sdtPr><w:sdtContent>{p(r('Wanted'))}</w:sdtContent></w:sdt>")
SHAPE = ('<w:r><w:drawing><wp:inline><wp:docPr id="9" name="Drawing 9" descr="An anchor"/><a:graphic>'
         "<a:graphicData><a:p><a:r><a:t>Drawn words</a:t></a:r></a:p></a:graphicData></a:graphic></wp:inline>"
         "</w:drawing></w:r>")
OBJECT = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
NOTE = f'<w:footnote w:id="1">{p(r("A note."))}</w:footnote>'
LETTERED = ('<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
            'w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')
ITEM = p(r("An item of a list"), "", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
HEADING = p(r("A heading") + CALL.format(1), "", '<w:outlineLvl w:val="0"/>')
CROPPED = picture("image1", "A port").replace("<a:stretch>", '<a:srcRect l="20000"/><a:stretch>')
TURNED = picture("image1", "A port").replace("<pic:spPr/>", '<pic:spPr><a:xfrm rot="5400000"/></pic:spPr>')
TEXT = p(r("It was said at length that the workshop went well, and everybody agreed."))


def located() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (120, 90), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def word(body: str, media: dict[str, bytes] | None = None, **parts: str) -> bytes:
    return package({"document": f"<w:body>{TEXT}{body}{TEXT}</w:body>", **parts}, media)


WORD = {
    "word-contents": word(GALLERY), "word-placeholder": word(PLACEHOLDER), "word-choices": word(CHOICES),
    "word-shape": word(p(SHAPE)), "word-alt": word(p(SHAPE)), "word-object": word(p(OBJECT)),
    "word-altchunk": word('<w:altChunk r:id="other"/>'), "word-subdocument": word('<w:subDoc r:id="other"/>'),
    "word-highlight": word(p(r("Is this right?", '<w:highlight w:val="yellow"/>'))),
    "word-raised": word(p(r("See ") + r("above", '<w:vertAlign w:val="superscript"/>'))),
    "word-note-missing": word(p(r("A claim") + CALL.format(7))),
    "word-note-moved": word(HEADING + TEXT, footnotes=NOTE),
    "word-note-uncalled": word("", footnotes=NOTE),
    "word-number-form": word(ITEM * 2, numbering=LETTERED),
    "word-picture-cropped": word(p(CROPPED), {"image1.png": png()}),
    "word-picture-turned": word(p(TURNED), {"image1.png": png()}),
    "word-picture-form": word(p(picture("image1", "A port")),
                              {"image1.emf": b"\1\0\0\0" + bytes(36) + b" EMF"}),
    "word-picture-private": word(p(picture("image1", "A port")), {"image1.jpeg": located()}),
    "alt-machine": word(p(picture("image1", "A group of people\n\nDescription automatically generated")),
                        {"image1.png": png()}),
}


def codes(tmp_path, name: str, data: bytes) -> set[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return {each.code for each in import_file(path, "sent").findings}


@pytest.mark.parametrize("code", sorted(WORD))
def test_what_a_word_file_holds_is_told(tmp_path, code):
    """And is not where the file does not hold it."""
    assert code in codes(tmp_path, "sent.docx", WORD[code])
    assert code not in codes(tmp_path, "plain.docx", word(""))


@pytest.mark.parametrize(("feature", "code"), [
    ("merged", "word-cells-merged"), ("chart", "word-chart"), ("equation", "word-equation"),
    ("if-field", "word-field-code"), ("ruby", "word-ruby"), ("diagram", "word-smartart"),
    ("box", "word-text-box"), ("drawn-text", "word-wordart"), ("hidden", "word-hidden"),
    ("comment", "word-comment"), ("changes", "word-deleted")])
def test_a_feature_is_told(tmp_path, feature, code):
    """In a file that holds it among others."""
    drawn = next(drawn for drawn in (draw_file(seed, direct=False, features=4) for seed in range(400))
                 if feature in drawn.truth.forms)

    assert feature in FEATURES and code in codes(tmp_path, "sent.docx", drawn.data)


def test_a_workbook_with_faults_is_told(tmp_path):
    """Errors that Excel shows in cells, and the first head of a figure."""
    found = codes(tmp_path, "sent.xlsx", workbook(
        [["Port", "Tonnes"], ["Malacca", 12.5], ["Lautoka", 7]], [["Port", "Officer"], ["Suva", "#REF!"]]))

    assert {"sheet-error", "sheet-head"} <= found


def test_what_is_attached_to_a_letter_is_told(tmp_path):
    """By the name of the file."""
    letter = EmailMessage()
    letter["Subject"] = "A report"
    letter.set_content("Please find it attached.\n")
    letter.add_attachment(word(""), "application", "octet-stream", filename="report.docx")

    assert "mail-attached" in codes(tmp_path, "sent.eml", bytes(letter))


def test_a_folder_cannot_be_imported(tmp_path):
    """One line, for what is no file at all."""
    (tmp_path / "sent.docx").mkdir()

    with pytest.raises(UsageError) as refused:
        import_file(tmp_path / "sent.docx", "sent")

    assert [each.code for each in refused.value.findings] == ["import-unreadable"]


@pytest.mark.parametrize(("left", "what"), [
    (r("secret words", "<w:vanish/>"), "hidden text is left out"),
    ('<w:del><w:r><w:delText>secret words</w:delText></w:r></w:del>',
     "words deleted under track changes are left out")])
@pytest.mark.parametrize("times", [1, 30])
def test_what_is_left_out_of_a_paragraph_is_quoted(tmp_path, left, what, times):
    """Its own words, not only those that stay beside it; long ones to where they can be judged."""
    path = tmp_path / "sent.docx"
    path.write_bytes(word(p(r("Kept words. ") + left.replace("secret", "secret " * times))))

    (told,) = [each for each in import_file(path, "sent").findings if each.message.startswith(what)]

    said = f"{what}: “{' '.join(['secret'] * times)} words”"
    assert told.message == said if times == 1 else told.message.endswith("secret…”")
    assert told.where.passage.endswith("“Kept words.”")


@pytest.mark.parametrize("alt", ["", "A port\n\nDescription automatically generated"])
@pytest.mark.parametrize(("name", "data", "written"), [
    ("image1.emf", b"\1\0\0\0" + bytes(36) + b" EMF", "```fpo"), ("image1.gif", b"GIF89a damaged", "```fpo"),
    ("image1.png", png(), "![")])
def test_a_hint_on_alternative_texts_fits_what_is_written(tmp_path, alt, name, data, written):
    """A box for a picture that cannot be printed has no brackets, but a line for what it shows."""
    path = tmp_path / "sent.docx"
    path.write_bytes(word(p(picture("image1", alt)), {name: data}))

    imported = import_file(path, "sent")

    (told,) = [each for each in imported.findings if each.code in ("alt-missing", "alt-machine")]
    assert written in imported.files["articles/sent.md"].decode()
    assert ("alt: A port at night" in told.hint) is (written == "```fpo")
    assert ("brackets" in told.hint) is (written == "![")


STRUCK_BOLD = r("Meeting on 5 ", "<w:b/>") + r("March", "<w:b/><w:strike/>") + r(" May", "<w:b/>")
STRUCK = r("Meeting on 5 ") + r("March", "<w:strike/>") + r(" May")
STYLES = "".join(f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
                 for name in ("Title", "Subtitle", "heading 1"))


@pytest.mark.parametrize("body", [
    p(STRUCK, "Title") + TEXT, p(r("A title"), "Title") + p(STRUCK, "Subtitle") + TEXT,
    p(r("A title"), "Title") + TEXT + p(STRUCK, "heading 1") + TEXT,
    p(STRUCK_BOLD) + TEXT])
def test_struck_words_of_a_title_or_heading_are_left_out(tmp_path, body):
    """Neither can show that they are struck; they are told."""
    path = tmp_path / "sent.docx"
    path.write_bytes(package({"document": f"<w:body>{body}</w:body>", "styles": STYLES}))

    imported = import_file(path, "sent")

    text = imported.files["articles/sent.md"].decode()
    assert "Meeting on 5 May" in text and "March" not in text
    assert [each.words for each in imported.told if each.finding.code == "word-struck"] == ["March"]
    assert "word-lost" not in {each.code for each in imported.findings}


@pytest.mark.parametrize("line", [p(r("Venue: ") + r("Suva", "<w:strike/>") + r("Nadi, Fiji")),
                                  p(r("By Ann ") + r("Lee", "<w:strike/>") + r(" Weber"))])
def test_struck_words_make_no_fact(tmp_path, line):
    """A line that has some stays text, where they are shown as struck."""
    path = tmp_path / "sent.docx"
    path.write_bytes(word(p(r("A title"), "Title") + line))

    text = import_file(path, "sent").files["articles/sent.md"].decode()

    assert "~~" in text and "place:" not in text and "authors:" not in text
