"""Titles of 10, 40 and 120 letters in twenty scripts, as contents, essays and reports set them."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, combinations, product

import pypdfium2
import pytest
from icu4py.breakers import LineBreaker
from pypdfium2 import raw

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_contents
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.markdown.breaks import broken
from rocbpress.sources.markdown.scripts import runs
from rocbpress.typeset.typeset import typeset
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import FONTS, Element, opened, read_structure
from tests.proofs.sampling import some
from tests.samples import LENGTHS, SAMPLES, title
from tests.small_issue import HEAD, ISSUE, make

OVERHANG = 18  # points that a stroke may reach out of the measure: the first letter of a line in Nastaliq
TOUCH = 0.5  # points by which glyphs of two lines may meet
UNSPACED = frozenset({"th", "lo", "km", "my", "ja", "zh-Hans", "zh-Hant"})
BY_WORDS = frozenset({"th", "lo", "km", "my"})


@pytest.mark.parametrize(("sample", "layout"), some(product(SAMPLES, ["rocb", "plain"]), 3))
def test_titles_fit_their_places(sample, layout, newsletter, tmp_path):
    """Nothing is complained of, no line leaves its measure or touches another, and each ends where it may."""
    margin = read_layout(Workspace(newsletter.layouts.parent), layout).furniture.margin - OVERHANG

    for flow in flows(sample, layout, newsletter, tmp_path):
        galley = typeset(flow, FONTS)
        set_lines = titles_of(galley.pdf, sample)

        assert (flow.name, galley.findings) == (flow.name, ())
        assert len(set_lines) >= (3 if flow.name == "contents" else 1)
        for width, lines in set_lines:
            assert all(margin <= left and right <= width - margin for _, (left, _, right, _) in lines)
            assert not [pair for pair in combinations(lines, 2) if overlap(pair[0][1], pair[1][1]) > TOUCH]
            ends_are_the_scripts([text for text, _ in lines], sample)


def flows(sample, layout, newsletter, folder):
    """The contents, three openings of essays and three reports, with titles of each length."""
    heads = {}
    for kind, length in product(("essay", "report"), LENGTHS):
        particulars = f"language: {sample.language}\nkind: {kind}"
        heads[f"{kind}-{length}"] = HEAD.replace("kind: report", particulars).replace(
            "One", f'"{title(sample, length)}"')
    listed = f"[{', '.join(heads)}]"
    workspace = make(folder, issue=ISSUE.replace("[one]", listed), files={
        f"articles/{slug}.md": f"{head}Words.\n" for slug, head in heads.items()})
    own = read_layout(Workspace(newsletter.layouts.parent), layout)
    context = Context(read_manuscript(workspace, 5), own, EDITIONS["mail"], dict.fromkeys(heads, "7"), folder)
    yield compose_contents(context)
    yield from (flow for flow in compose(context.manuscript, context.layout, context.edition, context.pages,
                                         pictures=folder) if flow.name in heads)


def titles_of(data, sample):
    """The width of the page and the lines of each title of the sample."""
    words = {title(sample, length) for length in LENGTHS}
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        bounds = [mark_bounds(page) for page in document]
        widths = [page.get_width() for page in document]
    pages = [page.obj.objgen for page in opened(data).pages]
    found = []
    for element in read_structure(data).all():
        if element.text.strip() in words:
            pieces = [(pages.index(entry.Pg.objgen), mark, text) for entry, mark, text in marks_of(element)]
            found.append((widths[pieces[0][0]], list(lines_of(pieces, bounds))))
    return found


def mark_bounds(page):
    """Where the glyphs of each marked-content sequence reach: left, bottom, right and top in points."""
    bounds: dict[int, tuple[float, ...]] = {}
    for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(shown.raw)
        bounds[mark] = hull(bounds.get(mark, shown.get_bounds()), shown.get_bounds())
    return bounds


def marks_of(element):
    """The element that holds each sequence, its number and its text, in order."""
    for kid, mark in zip(element.kids, element.entry.K, strict=False):
        if isinstance(kid, Element):
            yield from marks_of(kid)
        elif isinstance(mark, int):
            yield element.entry, mark, kid


def lines_of(pieces, bounds):
    """Pieces beside each other as one line: its text and where it reaches."""
    text, extent = "", None
    for page, mark, words in pieces:
        reach = bounds[page].get(mark)
        if reach is None:  # a space
            text += words
            continue
        if extent and min(extent[3], reach[3]) - max(extent[1], reach[1]) < (reach[3] - reach[1]) / 2:
            yield text, extent
            text, extent = "", None
        text, extent = text + words, hull(extent or reach, reach)
    yield text, extent


def hull(one, other):
    return (*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def overlap(one, other):
    """How far two lines reach into each other, in points."""
    return min(*(min(one[at + 2], other[at + 2]) - max(one[at], other[at]) for at in (0, 1)))


def ends_are_the_scripts(lines, sample):
    """Between words, or where UAX 14 has it; never after one or two letters of a script without spaces."""
    shown = "".join(broken(run.text, run.code) for run in runs("".join(lines), sample.language))
    ends = [end for end in accumulate(map(len, LineBreaker(shown, "en"))) if end == len(shown) or (
        sample.language not in BY_WORDS or shown[end - 1] in " \u200b")]
    allowed = {shown[:end].replace("\u200b", "").rstrip() for end in ends}

    assert {before.rstrip() for before in accumulate(lines)} <= allowed
    if sample.language in UNSPACED:
        assert all(len(line.strip()) > 2 for line in lines[:-1])
