"""Flows into galleys: nothing is lost in silence, nothing read that was not given, same bytes always."""

import hashlib
import logging
import os
import pkgutil
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from pikepdf import Stream

from rocbpress.figures.asset import Asset
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Severity
from rocbpress.typeset.typeset import typeset
from tests.counting import calls
from tests.flow_documents import FONTS, long_report, make_flow, make_picture, opened, set_body, some_words

RUN = """
import hashlib, sys
from pathlib import Path
from tests.flow_documents import FONTS, long_report, set_body
if "other first" in sys.argv:
    set_body("<p>Another flow before, with <b>bold</b> and ‐ hyphens</p>")
print(hashlib.sha256(long_report().pdf).hexdigest())
"""


def refusal(body, **particulars):
    with pytest.raises(TypesetError) as caught:
        set_body(body, **particulars)
    return [(finding.code, finding.where.block) for finding in caught.value.findings]


def in_another_process(code, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True,
        cwd=FONTS.parent, env={**os.environ, **environment}).stdout.strip()


def test_landmarks_and_pages():
    """Ids with their page, their place from the lower left of the trim, bookmark and level; page names."""
    galley = set_body(
        '<h1 id="top" data-bookmark="The top" data-level="2">Top</h1>'
        '<p id="plain" style="break-before: page">x</p>'
        '<svg xmlns="http://www.w3.org/2000/svg" aria-label="x"><g id="inner"/></svg>',
        style="@page { bleed: 3mm } @page report { size: 100mm 140mm } html { page: report } "
              "body, h1 { margin: 0 } p { padding-left: 5mm }")

    top, plain = galley.landmarks
    assert (top.name, top.page, top.bookmark, top.level) == ("top", 0, "The top", 2)
    assert (plain.name, plain.page, plain.bookmark, plain.level) == ("plain", 1, "", 0)
    assert [v * 25.4 / 72 for v in (top.x, top.y)] == pytest.approx([10, 130], abs=0.01)
    assert [(page.name, round(page.width), round(page.height)) for page in galley.pages] == [
        ("report", 283, 397)] * 2
    page = opened(galley.pdf).pages[0]
    assert [float(v) for v in page.TrimBox[:2]] == [0, 0] and float(page.MediaBox[0]) < -8


def test_names_are_destinations():
    """Every landmark is a named destination at the same point."""
    galley = long_report()
    names = opened(galley.pdf).Root.Names.Dests.Names
    places = {str(name): [float(v) for v in place[2:4]]
              for name, place in zip(names[::2], names[1::2], strict=True)}

    assert {mark.name: pytest.approx([mark.x, mark.y], abs=0.01) for mark in galley.landmarks} == places


def test_same_bytes_in_any_environment():
    """Another home, hash seed, time zone and folder, no cache, another flow before: the same galley."""
    here = hashlib.sha256(long_report().pdf).hexdigest()

    assert in_another_process(RUN, "other first", HOME="/nonexistent", PYTHONHASHSEED="7", TZ="Asia/Tokyo",
                              FONTCONFIG_FILE="/nonexistent", LANG="C") == here


def test_same_bytes_from_another_folder(tmp_path):
    """Faces and pictures that lie elsewhere under the same names give the same galley."""
    picture = make_picture(tmp_path)
    (tmp_path / "moved").mkdir()
    moved = Asset(
        picture.url, picture.digest, Path(shutil.copy(picture.path, tmp_path / "moved" / "other.png"))
    )
    shutil.copytree(FONTS, tmp_path / "fonts")
    body = f'<p>x <img src="{picture.url}" alt="Blue"></p>'
    code = (f"import hashlib; from pathlib import Path; "
            f"from tests.flow_documents import make_flow, typeset, Asset; "
            f"asset = Asset({moved.url!r}, {moved.digest!r}, Path({str(moved.path)!r})); "
            f"flow = make_flow({body!r}, assets=(asset,)); "
            f"print(hashlib.sha256(typeset(flow, Path({str(tmp_path / 'fonts')!r})).pdf).hexdigest())")

    here = hashlib.sha256(set_body(body, assets=(picture,)).pdf).hexdigest()
    assert in_another_process(code) == here


@pytest.mark.parametrize("character", ["\u16a0", "\U0001f0a1"])
def test_missing_glyph_stops_the_flow(character):
    """A character that no face has is named with its code point and its block."""
    with pytest.raises(TypesetError) as caught:
        set_body(f'<article data-block="one#b1"><p data-block="one#b2">a {character} b</p></article>')

    [finding] = caught.value.findings
    assert (finding.code, finding.where.block) == ("glyph-missing", "one#b2")
    assert character in finding.message and f"U+{ord(character):04X}" in finding.message


def test_fallback_to_another_face_is_noted():
    """A character that only a face not asked for has is printed; a style that names no face is an error."""
    note = set_body('<div data-block="one#b1"><p>Mr 倉本 → ♥</p></div>').findings
    assert {(f.code, f.where.block, f.severity) for f in note} == {("glyph-fallback", "one#b1", "note")}
    assert refusal('<div data-block="one#b1"><p style="font-family: serif">x</p></div>') == [
        ("glyph-fallback", "one#b1")]
    set_body("<p style=\"font-family: 'Source Serif 4', 'Noto Sans JP'\">Mr 倉本</p>")


def test_missing_glyph_in_a_drawing_stops_the_flow():
    """Text in inline drawings is watched as well."""
    drawing = ('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" aria-label="x">'
               '<text y="20" font-family="{}">{}</text></svg>')

    assert refusal(drawing.format("Source Sans 3", "ᚠ"))[0][0] == "glyph-missing"
    assert [f.code for f in set_body(drawing.format("Source Sans 3", "倉")).findings] == ["glyph-fallback"]
    set_body(drawing.format("Source Sans 3, Noto Sans JP", "倉"))


@pytest.mark.parametrize("address", [
    "https://example.org/a.png", "file:///etc/hostname", "data:image/png;base64,iVBORw0KGgo=",
    "ftp://example.org/a.png", "picture:other.png"])
def test_other_addresses_are_refused(address):
    """Only the flow's assets are read, under any scheme."""
    body = f'<p data-block="one#b3"><img src="{address}" alt="x"></p>'

    assert [code for code, _ in refusal(body)] == ["address-refused"]


@pytest.mark.parametrize("body,style", [
    ("<style>@import 'https://example.org/a.css';</style><p>x</p>", ""),
    ("<p>x</p>", "p { background: url(file:///etc/hostname) }"),
    ("<p>x</p>", "@font-face { font-family: F; src: url(https://example.org/f.ttf) } p { font-family: F }"),
    ('<svg xmlns="http://www.w3.org/2000/svg" aria-label="x" width="9" height="9">'
     '<image href="file:///etc/hostname" width="9" height="9"/></svg>', ""),
    ('<link rel="stylesheet" href="https://example.org/a.css"><p>x</p>', ""),
    ('<link rel="attachment" href="file:///etc/hostname"><p>x</p>', ""),
])
def test_other_addresses_are_refused_everywhere(body, style):
    """In style sheets, faces, drawings and attachments too."""
    assert "address-refused" in [code for code, _ in refusal(body, style=style)]


def test_missing_picture_stops_the_flow(tmp_path):
    """An asset that is gone, and one that is no picture, each with its block and no machine's path."""
    picture = make_picture(tmp_path)
    body = f'<p data-block="one#b3"><img src="{picture.url}" alt="x"></p>'
    picture.path.write_bytes(b"no picture")

    assert refusal(body, assets=(picture,)) == [("image-unread", "one#b3")]
    picture.path.unlink()
    with pytest.raises(TypesetError) as caught:
        set_body(body, assets=(picture,))
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("code,body,particulars", [
    ("link-dead", '<p data-block="one#b1"><a href="#nowhere">x</a></p>', {}),
    ("anchor-twice", '<p id="a" data-block="one#b1">x</p><p id="a">y</p>', {}),
    ("link-around-block", '<a href="article:x">words <p data-block="one#b1">block</p></a>', {}),
    ("language-missing", "<p>x</p>", {"language": ""}),
    ("css-broken", "<p>x</p>", {"style": "p { color: red } } q { color: blue }"}),
    ("engine-complaint", "<p>x</p>", {"style": "@counter-style none { system: cyclic; symbols: x }"}),
])
def test_what_loses_content_stops_the_flow(code, body, particulars):
    """Each of these WeasyPrint would only log, or not even that."""
    found = refusal(body, **particulars)

    assert found[0] == (code, "one#b1" if "#b1" in body else "")


def test_harmless_log_is_a_warning():
    """A declaration that is not understood costs no content: the galley is made, with a warning."""
    galley = set_body("<p>x</p>", style="p { colour: red }")

    assert [(f.code, f.severity) for f in galley.findings] == [("css-ignored", Severity.WARNING)]
    assert "colour: red" in galley.findings[0].message


def test_all_faults_are_reported_at_once():
    """One run reports every fault of a flow."""
    body = ('<p data-block="a#b1"><img src="picture:gone.png" alt="x"></p><p data-block="a#b2">ᚠ</p>'
            '<p data-block="a#b3"><a href="#gone">x</a></p>')

    assert {code for code, _ in refusal(body)} == {"address-refused", "glyph-missing", "link-dead"}


def test_everything_is_put_back():
    """WeasyPrint is as it was, after a success and after a failure; its log goes its own way again."""
    whole = ("weasyprint.pdf.add_tags", "weasyprint.pdf.build_fonts_dictionary", "weasyprint.svg.TAGS",
             "weasyprint.document.build_formatting_structure", "weasyprint.draw.text.draw_first_line",
             "weasyprint.layout.block.iter_line_boxes", "weasyprint.layout.inline.split_text_box",
             "weasyprint.layout.inline.split_first_line")
    before = [pkgutil.resolve_name(name) for name in whole]
    set_body("<p>x</p>")
    refusal("<p>ᚠ</p>")

    assert [pkgutil.resolve_name(name) for name in whole] == before
    assert logging.getLogger("weasyprint").propagate
    assert [type(h).__name__ for h in logging.getLogger("weasyprint").handlers] == ["NullHandler"]


def test_a_process_serves_one_set_of_faces(tmp_path):
    """Fontconfig is global: a second folder of faces is refused rather than ignored."""
    set_body("<p>x</p>")

    with pytest.raises(TypesetError, match="faces-mixed"):
        typeset(make_flow("<p>x</p>"), tmp_path)


def write_broken(folder):
    (folder / "Broken.ttf").write_bytes(b"no face")


def write_collection(folder):
    """Two faces in one file."""
    collection = TTCollection()
    collection.fonts = [TTFont(folder / f"SourceSerif4_{style}.ttf") for style in ("400Regular", "700Bold")]
    collection.save(folder / "Two.ttc")


@pytest.mark.parametrize("write", [write_broken, write_collection])
def test_faces_that_cannot_be_read_stop_the_run(tmp_path, write):
    """A broken file among the faces is not passed over, nor one that holds several."""
    write(Path(shutil.copytree(FONTS / "source-serif-4", tmp_path / "serif")))
    code = ("from pathlib import Path\n"
            "from tests.flow_documents import make_flow, typeset\n"
            f"try: typeset(make_flow('<p>x</p>'), Path({str(tmp_path)!r}))\n"
            "except Exception as error: print(error)")

    assert "faces-unread" in in_another_process(code)


def test_only_faces_of_the_folder_are_embedded(tmp_path):
    """Every font program is a subset of a face of the workspace."""
    path = tmp_path / "galley.pdf"
    path.write_bytes(long_report().pdf)
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows and all("Source-Serif-4" in row[0] and row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_file_is_valid(tmp_path):
    """qpdf finds nothing, and no picture is smoothed, which PDF/A forbids."""
    picture = make_picture(tmp_path)
    galley = set_body(f'<p><img src="{picture.url}" alt="Blue" width="300"></p>', assets=(picture,))
    path = tmp_path / "galley.pdf"
    path.write_bytes(galley.pdf)

    assert subprocess.run(["qpdf", "--check", path], capture_output=True).returncode == 0
    streams = (entry for entry in opened(galley.pdf).objects if isinstance(entry, Stream))
    smoothed = [bool(s.get("/Interpolate", False)) for s in streams if s.get("/Subtype") == "/Image"]
    assert smoothed == [False]


@pytest.mark.parametrize("module", ["rocbpress.typeset", "rocbpress.typeset.galley"])
def test_engine_is_imported_late(module):
    """Galleys can be read from the cache without WeasyPrint."""
    assert in_another_process(f"import sys, {module}; print('weasyprint' in sys.modules)") == "False"


WITHOUT_PANGO = """
import cffi, pathlib
def broken(*_): raise OSError('cannot load library')
cffi.FFI.dlopen = broken
"""


def test_without_pango_the_hint_names_the_packages():
    """Where the library cannot be loaded, the error names the packages to install."""
    code = (f"{WITHOUT_PANGO}from rocbpress.typeset.typeset import typeset\n"
            "from rocbpress.typeset.flow import Flow, Matter\n"
            "try: typeset(Flow('f', (), Matter.BODY, '', '', '<p>'), pathlib.Path('fonts'))\n"
            "except Exception as error: print(type(error).__name__, error)")

    said = in_another_process(code)
    assert said.startswith("TypesetError library-missing")
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in said


def test_without_pango_workers_start():
    """The fork server is prepared as far as it can be, so that the error comes from the first flow."""
    code = f"{WITHOUT_PANGO}import rocbpress.typeset.preload; print('prepared')"

    assert in_another_process(code) == "prepared"


def test_time_grows_with_the_pages():
    """Four times the text takes hardly more than four times the work."""
    def work(paragraphs):
        return calls(lambda: set_body("".join(f"<p>{some_words(60, n)}</p>" for n in range(paragraphs))))
    work(5)

    assert work(80) < 4.5 * work(20)


@pytest.mark.parametrize(("words", "drawn"), [(40, False), (900, True)])
def test_a_provisional_flow_is_drawn_where_its_pages_are_full(words, drawn):
    """Where they hold little it is likely to be set otherwise; what is known of its pages is the same."""
    flow = make_flow(f"<p>{some_words(words)}</p>")
    whole, provisional = (typeset(replace(flow, provisional=each), FONTS) for each in (False, True))

    assert bool(provisional.pdf) is drawn and whole.pdf
    assert (provisional.pages, provisional.items) == (whole.pages, whole.items)
