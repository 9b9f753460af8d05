"""Pictures side by side: what the officer types, and what stands on the page."""

from __future__ import annotations

import subprocess

import pdfplumber
import pytest
from PIL import Image
from pypdf import PdfReader

from rocbpress.compose.flows import compose
from rocbpress.compose.rows import in_rows, lines_of
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.typeset import typeset
from tests.reading import heard
from tests.small_issue import HEAD, blocks, make, read

ESSAY = HEAD.replace("report", "essay")
ROW = ("## Part\n\nWords. Figure [](#two) is the second.\n\n"
       '![One](images/opening.jpg "The first."){credit="Somebody"}\n'
       '![Two](images/chan.jpg "The second, with words for a second line and a third.")'
       '{#two source="A report"}\n\nMore words.\n')
ROW_OF = '<div class="side-by-side'
WORDS = {"wide": ROW.replace('credit="Somebody"', '.wide credit="Somebody"'), "text": ROW}


@pytest.fixture(scope="module", params=["wide", "text", "report"])
def page(request, newsletter, tmp_path_factory):
    """The page with the row: its file, and how wide the row should be."""
    folder = tmp_path_factory.mktemp("rows")
    kind = request.param
    manuscript = read(folder, head=HEAD if kind == "report" else ESSAY, body=WORDS.get(kind, ROW))
    Image.new("RGB", (600, 400), "navy").save(folder / "issues/5/images/opening.jpg")
    Image.new("RGB", (400, 400), "teal").save(folder / "issues/5/images/chan.jpg")
    layout = read_layout(newsletter, "rocb")
    flows = compose(manuscript, layout, EDITIONS["mail"], {}, pictures=folder / "pictures")
    (flow,) = (flow for flow in flows if ROW_OF in flow.html)
    path = folder / "row.pdf"
    path.write_bytes(typeset(flow, newsletter.fonts).pdf)
    return path, layout.measures[{"wide": "across", "text": "text", "report": "column"}[kind]]


def boxes(path):
    """Where each Figure says that its picture is: left, foot, right, top, in points."""
    def walk(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                if kid["/S"] == "/Figure":
                    yield [float(edge) for edge in kid["/A"].get_object()["/BBox"]]
                yield from walk(kid)

    return list(walk(PdfReader(path).trailer["/Root"]["/StructTreeRoot"]))


def test_pictures_of_a_row_fill_its_width_with_their_tops_in_line(page):
    """Tops in line, equal heights, nothing cut at the sides and little at the foot, a gutter between."""
    path, width = page

    one, two = boxes(path)

    assert one[3] == pytest.approx(two[3], abs=0.1)
    assert one[1] == pytest.approx(two[1], abs=0.1)
    assert 1.5 <= (one[2] - one[0]) / (one[3] - one[1]) + 0.002 < 1.5 / 0.95
    assert two[0] - one[2] == pytest.approx(14, abs=0.1)
    assert two[2] - one[0] == pytest.approx(width, abs=0.2)
    assert (one[2] - one[0]) / (two[2] - two[0]) == pytest.approx(1.5, abs=0.01)


def test_each_picture_of_a_row_is_a_figure_with_its_caption(page):
    """Two figures, each with its own caption, under its own picture, in the order typed."""
    path, _ = page

    figures = [e for e in heard(path).walk() if e.kind == "Figure"]

    captions = [" ".join(e.text().split()) for e in heard(path).walk() if e.kind == "Caption"]
    assert len(figures) == len(captions) == 2
    assert "The first. Photo: Somebody" in captions[0]
    assert "The second, with" in captions[1] and captions[1].endswith("Source: A report")


def test_captions_stand_below_their_own_pictures(page):
    """No caption runs under its neighbour."""
    path, _ = page
    one, two = boxes(path)
    with pdfplumber.open(path) as pdf:
        sheet = next(p for p in pdf.pages if p.images)
        words = sheet.extract_words()

    foot = float(sheet.height) - one[1]
    below = [w for w in words if foot < w["top"] < foot + 40]
    assert len(below) > 5
    assert not [w for w in below if w["x1"] > one[2] + 1 and w["x0"] < two[0] - 1]


def test_a_figure_of_a_row_is_referred_to_by_its_number(page):
    """The empty link to the second picture prints 2."""
    path, _ = page

    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout

    assert "Figure 2 is the second." in " ".join(said.split())


def test_rows_are_told_apart_by_their_paragraphs(tmp_path):
    """Two paragraphs of two pictures are two rows, and one alone is none."""
    two = "![One](images/opening.jpg)\n![Two](images/chan.jpg)\n\n"

    found = [[block.number for block in row] for row in in_rows(
        blocks(tmp_path, f"{two}{two}![Three](images/chan.jpg)\n"))]

    assert found == [[1, 2], [3, 4], [5]]


def test_many_pictures_take_several_lines(tmp_path):
    """No picture is narrower than a caption needs: seven in the text make lines of two or three."""
    found = blocks(tmp_path, "![One](images/opening.jpg)\n" * 7)

    assert [len(line) for line in lines_of(found, 322, 14)] == [2, 2, 3]
    assert [len(line) for line in lines_of(found, 490, 14)] == [3, 4]
    assert [len(line) for line in lines_of(found[:2], 238, 14)] == [2]


def test_a_row_does_not_lead_a_report(newsletter, tmp_path):
    """The first picture that stands alone leads; a row stays whole, where it was typed."""
    row = "![One](images/opening.jpg)\n![Two](images/chan.jpg)\n\n"
    workspace = make(tmp_path, body=f"Words.\n\n{row}More.\n\n![Three](images/chan.jpg)\n")
    layout = read_layout(newsletter, "rocb")

    flows = compose(read_manuscript(workspace, 5), layout, EDITIONS["mail"], {}, pictures=tmp_path / "store")

    (report,) = (flow.html for flow in flows if ROW_OF in flow.html)
    assert report.count('<figure class="lead') == 1
    assert report.index('alt="Three"') < report.index('alt="One"') < report.index('alt="Two"')
