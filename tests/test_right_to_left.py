"""An article written from right to left."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from rocbpress.assemble.shaping import RunningFace
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.sources.markdown.scripts import runs
from tests.flow_documents import read_structure, set_body
from tests.mail_issues import write_issue
from tests.small_issue import ISSUE, html, make
from tests.workspaces import run

HEAD = """\
---
title: موظفو الجمارك يساعدون على تسهيل التجارة
kind: report
language: ar
dates: 2023-07-03/2023-07-07
place: Bangkok
facts: {المشاركون: 25}
---
"""
BODY = """\
يساعد موظفو الجمارك على تسهيل التجارة الدولية وتأمينها.

## التجارة الدولية

يساعد موظفو الجمارك (WCO 2023) على تسهيل التجارة.[^1] ثم يساعد **الأعضاء**.

Nepal تساعد الدول.

- تسهيل التجارة
- تأمين

| البلد | العدد |
|---|---|
| ميانمار | 25 |
| منغوليا | 30 |

![صورة](images/opening.jpg "ضباط في بانكوك.")

مُحَمَّدٌ كَرِيمٌ.

[^1]: المنظمة العالمية للجمارك.
"""
PARAGRAPHS = (
    "3–7 July 2023 · Bangkok",
    "يساعد موظفو الجمارك على تسهيل التجارة الدولية وتأمينها.",
    "يساعد موظفو الجمارك (WCO 2023) على تسهيل التجارة.1 ثم يساعد الأعضاء.",
    "Nepal تساعد الدول.",
    "مُحَمَّدٌ كَرِيمٌ.",
)


@pytest.fixture(scope="module")
def article(newsletter, tmp_path_factory):
    root = tmp_path_factory.mktemp("arabic")
    workspace = make(root, head=HEAD, body=BODY)
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)
    return press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda _done, _all: None)


@pytest.fixture(scope="module")
def sheet(article):
    """The text of the article's page, with its places."""
    document = pypdfium2.PdfDocument(article.data)
    return document[2].get_textpage()


def span(sheet, words):
    """Where words are on the page: left and right, in points."""
    at, count = sheet.search(words).get_next()
    boxes = [sheet.get_charbox(index) for index in range(at, at + count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def by_poppler(path, *options):
    command = ["pdftotext", *options, path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_screen_readers_get_each_paragraph(article):
    """Words of both directions, brackets and notes in the order of the source."""
    said = [paragraph.text for paragraph in read_structure(article.data).all("P")]

    assert [words for words in PARAGRAPHS if words not in said] == []


def test_poppler_reads_the_page(article, tmp_path):
    """Stops, brackets, figures and Latin words keep their places, and the spaces beside them."""
    path = tmp_path / "article.pdf"
    path.write_bytes(article.data)
    words = " ".join(re.sub("[\u200e\u200f\u202a-\u202e]", "", by_poppler(path, "-f", "3")).split())

    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in words] == []


@pytest.mark.parametrize("language, family, words", [
    ("ur", "Noto Nastaliq Urdu", "آسٹریا اور برازیل، 2023 میں۔"),
    ("ur", "Noto Nastaliq Urdu", "بوسنیا اور ہرزیگووینا"),
    ("fa", "Noto Naskh Arabic", "کیپ\u200cورد و منطقهٔ ویژهٔ اداری"),
    ("ar", "Noto Naskh Arabic", "مُحَمَدٌ، وَ كَرِيمٌ - 12.5٪."),
    ("dv", "Noto Sans Thaana", "ދިވެހިރާއްޖޭގެ، 2023 ގައި."),
])
def test_joined_and_marked_letters_are_read(tmp_path, language, family, words):
    """Letters that slope, marks upon letters, joiners within words and stops between them."""
    galley = set_body(f'<p lang="{language}" dir="rtl">{words}</p>',
                      style=f'p {{ font-family: "{family}", "Source Sans 3" }}')
    path = tmp_path / "words.pdf"
    path.write_bytes(galley.pdf)
    with pypdfium2.PdfDocument(path) as document:
        by_pdfium = document[0].get_textpage().get_text_range()

    held = "[\u200e\u200f\u202a-\u202e\r\n\f]"
    assert [re.sub(held, "", shown) for shown in (by_poppler(path), by_pdfium)] == [words, words]
    assert read_structure(galley.pdf).text == words


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_figures_of_persian_are_not_those_of_urdu(newsletter, tmp_path, layout):
    """Which Noto Naskh Arabic puts in their places in every language, if it may; also in running lines."""
    issue = ISSUE.replace("layout: rocb", f"layout: {layout}")
    workspace = make(tmp_path, issue=issue, head=HEAD.replace("ar\n", "fa\n"), body="نشست.\n\nنشست ۴۶۷.\n")
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)
    face = newsletter.fonts / "noto-naskh-arabic" / "NotoNaskhArabic-Regular.ttf"
    running = RunningFace(face)
    running.shape("۴۶۷", 10)
    with TTFont(face) as font:
        figures = {font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in "۴۶۷"}

    assert running.characters.keys() == figures
    data = press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda _done, _all: None).data
    with pikepdf.open(BytesIO(data)) as pdf:
        (drawn,) = [each.FontFile2.read_bytes() for each in pdf.objects
                    if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
                    and str(each.get("/FontName", "")).endswith("NotoNaskhArabic-Regular")]
    outlines = TTFont(BytesIO(drawn))["glyf"]
    assert all(outlines[outlines.getGlyphName(glyph)].numberOfContours for glyph in figures)


def test_headings_and_paragraphs_begin_at_the_right(sheet):
    """Title, introduction and kicker share the right edge; the text is in the right column first."""
    edge = pytest.approx(span(sheet, "موظفو الجمارك يساعدون")[1], abs=2)

    assert span(sheet, "Bangkok")[1] == edge
    assert span(sheet, "الدولية وتأمينها")[0] > 200
    assert span(sheet, "Nepal")[1] > span(sheet, "كَرِيمٌ")[1]


def test_what_is_beside_the_text_is_mirrored(sheet):
    """Facts to the left of the title, columns of a table from the right, marks of a list right of it."""
    assert span(sheet, "المشاركون")[1] < span(sheet, "موظفو الجمارك يساعدون")[0]
    assert span(sheet, "العدد")[1] < span(sheet, "البلد")[0]
    assert span(sheet, "–\u200f تسهيل")[1] > span(sheet, "تسهيل التجارة")[1]


def test_dates_of_the_layout_keep_their_direction(sheet):
    """Words in Latin letters within such an article: the third to the seventh, not 7–3 July."""
    assert span(sheet, "July")[0] > span(sheet, "3–7")[0]


@pytest.mark.parametrize("text, parts", [
    ("يساعد (WCO 2023) موظفو.", ["يساعد (", "WCO 2023", ") موظفو."]),
    ("في عام 2023 زاد 12.5%.", ["في عام 2023 زاد 12.5%."]),
    ("The World Customs Organization (WCO), بروكسل", ["The World Customs Organization (WCO)", ", بروكسل"]),
    ("ISO 9001 و ISO (A, B).", ["ISO 9001", " و ", "ISO (A, B)", "."]),
    ("2023.", ["2023."]),
])
def test_stops_go_with_the_text(text, parts):
    """What is between Arabic and Latin words runs as Arabic does; a Latin word keeps its figures."""
    found = runs(text, "ar")

    assert [run.text for run in found] == parts
    assert {run.code for run in found if not re.search("[A-Z]", run.text)} == {"arab"}


def test_latin_with_figures_keeps_its_direction(tmp_path):
    """Brackets of a Latin phrase would else change sides."""
    assert '<span dir="ltr">WCO 2023</span>' in html(tmp_path, "{lang=ar}\nيساعد (WCO 2023) موظفو.\n")


@pytest.mark.parametrize("kind", ["letter", "message", "essay"])
def test_other_kinds_are_mirrored(newsletter, tmp_path, kind):
    """Writers and parts are to the right of the text, and nothing is too wide for it."""
    head = f"---\ntitle: رسالة\nkind: {kind}\nlanguage: ar\nauthors: [{{name: سمير, role: مدير}}]\n---\n"
    words = "يساعد موظفو الجمارك على تسهيل التجارة. " * 12
    workspace = make(tmp_path, head=head, body=f"{words}\n\n## الأول\n\n### فرع\n\n{words}\n")
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)

    data = press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda _done, _all: None).data

    with pypdfium2.PdfDocument(data) as document:
        page = document[2].get_textpage()
        assert span(page, "مدير")[0] > span(page, "تسهيل")[1]


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_contents_in_arabic_run_from_the_right(tmp_path, layout):
    """The heading and the names of sections begin at the right edge, left of these all titles in one line."""
    write_issue(tmp_path, language="ar", layout=layout)
    done = run(tmp_path, "render", "82")
    assert done.returncode == 0, done.stderr

    with pypdfium2.PdfDocument(tmp_path / "build" / "82" / "rocb-82.pdf") as document:
        words = document[2].get_textpage()
        boxes = [words.get_rect(at) for at in range(words.count_rects())]
    heading = max(boxes, key=lambda box: box[3])
    sections = [box for box in boxes if box is not heading and abs(box[2] - heading[2]) < 3]
    titles = [box for box in boxes if box[2] - box[0] > 60 and box[2] < min(box[0] for box in sections)]
    assert sections and len(titles) == 3 and len({round(box[2]) for box in titles}) == 1
