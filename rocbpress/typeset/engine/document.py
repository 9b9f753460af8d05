"""A flow typeset by WeasyPrint: laid out, checked, drawn and tagged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from weasyprint import CSS, HTML, Document
from weasyprint.css import ColorProfile
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration

from rocbpress.figures.images.png import deflated_rows
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, errors
from rocbpress.typeset.areas import find_areas
from rocbpress.typeset.boxes import POINTS
from rocbpress.typeset.checks.geometry import PageGeometry, survey_boxes
from rocbpress.typeset.checks.rules import find_faults
from rocbpress.typeset.engine.column_heads import without_margin_at_head
from rocbpress.typeset.engine.column_notes import with_room_for_notes, without_underflow
from rocbpress.typeset.engine.columns import without_loss
from rocbpress.typeset.engine.drawings import Drawings
from rocbpress.typeset.engine.faces import check_faces, pin_faces
from rocbpress.typeset.engine.fallback import report_fallback
from rocbpress.typeset.engine.fetch import AssetFetcher
from rocbpress.typeset.engine.font_keys import without_features
from rocbpress.typeset.engine.gradients import bounded_linear, bounded_radial
from rocbpress.typeset.engine.hooks import check_pins, replaced
from rocbpress.typeset.engine.log import log_findings
from rocbpress.typeset.engine.polygons import polygonal
from rocbpress.typeset.engine.repeated_heads import with_continued_rows
from rocbpress.typeset.engine.steps import in_steps
from rocbpress.typeset.engine.streams import Zlib
from rocbpress.typeset.engine.stylesheets import extract_stylesheets
from rocbpress.typeset.engine.trailing_spaces import hanging_spaces
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark, VerticalItem
from rocbpress.typeset.lines.planned import PlannedLines
from rocbpress.typeset.rtl.char_codes import with_char_codes
from rocbpress.typeset.rtl.draw import draw_rtl
from rocbpress.typeset.tags.ancestry import Ancestry, survey
from rocbpress.typeset.tags.reading_order import find_reading_order_faults
from rocbpress.typeset.tags.structure import build_tree
from rocbpress.typeset.tags.text import Texts
from rocbpress.typeset.tags.write import write_tree
from rocbpress.typeset.vertical_list import page_fill, vertical_list
from rocbpress.workspace.libraries import cure

# A name of our own: under "srgb" WeasyPrint would open the same profile and leave the file open.
_INTENT = "--screen"
# A galley goes without an identifier: to make one, pydyf would compress everything twice.
_OPTIONS = MappingProxyType(
    {"pdf_variant": "pdf/a-3a", "output_intent": _INTENT, "pdf_identifier": False})
# Smoothed pictures get /Interpolate, the one thing in WeasyPrint's pages that PDF/A forbids.
# Of nine random and public issues' flows that were less full nineteen in twenty were then set otherwise.
_ENDING, _BETWEEN = 0.5, 0.7
_OWN_STYLE = "img, svg { image-rendering: crisp-edges }"


def set_flow(flow: Flow, fonts: Path) -> Galley:
    """The flow as a tagged PDF; TypesetError holds everything that would have lost content.

    The PDF is empty where the flow is provisional and holds little.
    """
    font_config = _font_configuration(fonts.resolve())
    report: list[Finding] = []
    fetcher = AssetFetcher(flow.assets)
    with log_findings(report) as log:
        drawings = Drawings(flow.html)
        html = HTML(string=drawings.html, url_fetcher=fetcher)
        log.ancestry = ancestry = survey(html.etree_element)
        if not html.etree_element.get("lang"):
            report.append(Finding("language-missing", "the document has no language"))
        texts = Texts()
        document = _lay_out(html, font_config, texts, drawings, report)
        sparse = flow.provisional and _is_sparse(survey_boxes(document), ancestry)
        pdf = b"" if sparse else _draw(document, ancestry, texts, report, flow.name)
    pages = survey_boxes(document)
    report.extend(find_faults(pages, ancestry, flow.name))
    findings = _deduplicate([*fetcher.refused.values(), *report], fetcher.refused)
    if stopping := errors(findings):
        raise TypesetError(stopping)
    items = vertical_list(pages, ancestry)
    return Galley(flow.name, pdf, tuple(_galley_page(page, items) for page in pages),
                  _find_landmarks(document, ancestry), findings, items, find_areas(pages, ancestry))


def prepare_engine() -> None:
    """Compare WeasyPrint's source with the pins, read our own style: most of a first flow's delay."""
    check_pins()
    _own_style()


def _lay_out(html: HTML, font_config: FontConfiguration, texts: Texts, drawings: Drawings,
             report: list[Finding]) -> Document:
    """The document's pages, with our own functions in the place of some of WeasyPrint's."""
    sheets = [_own_style(), *extract_stylesheets(html.etree_element, report)]
    planned = PlannedLines()
    with replaced({"weasyprint.document.build_formatting_structure": texts.numbering,
                   "weasyprint.html.HTML_HANDLERS": drawings.handlers,
                   "weasyprint.layout.block.iter_line_boxes": planned.lines,
                   "weasyprint.layout.block.block_container_layout": in_steps,
                   "weasyprint.layout.block.columns_layout":
                       lambda layout: without_loss(with_room_for_notes(layout)),
                   "weasyprint.layout.column._report_footnotes": without_underflow,
                   "weasyprint.layout.block.resolve_percentages": without_margin_at_head,
                   "weasyprint.layout.block.table_layout": with_continued_rows,
                   "weasyprint.layout.inline.split_text_box": planned.boxes,
                   "weasyprint.layout.inline.split_first_line":
                       lambda split: planned.texts(hanging_spaces(split))}):
        return html.render(
            font_config=font_config, stylesheets=sheets, color_profiles={_INTENT: _srgb()}, **_OPTIONS)


def _is_sparse(pages: Sequence[PageGeometry], ancestry: Ancestry) -> bool:
    """Whether a page at the end holds little, or one between others has a hole."""
    items = vertical_list(pages, ancestry)
    fills = [_galley_page(page, items).fill for page in pages]
    return fills[-1] < _ENDING or any(fill < _BETWEEN for fill in fills[1:-1])


def _draw(document: Document, ancestry: Ancestry, texts: Texts, report: list[Finding], flow: str) -> bytes:
    """Draw and tag the pages, with our own functions in the place of some of WeasyPrint's."""
    tree = build_tree(document, ancestry, texts, report)
    report.extend(find_reading_order_faults(tree, ancestry, flow))
    with replaced({
        "pydyf.zlib": lambda _original: Zlib,
        "weasyprint.images.RasterImage._get_png_data": lambda _original: staticmethod(deflated_rows),
        "weasyprint.pdf.add_tags": lambda _original:
            lambda pdf, document, _version, streams: write_tree(pdf, document, streams, tree),
        "weasyprint.pdf.build_fonts_dictionary": with_char_codes,
        "weasyprint.pdf.stream.get_pango_font_key": without_features,
        "weasyprint.svg.TAGS": polygonal,
        "weasyprint.svg.defs.spread_linear_gradient": bounded_linear,
        "weasyprint.svg.defs.spread_radial_gradient": bounded_radial,
        "weasyprint.draw.text.draw_first_line":
            lambda draw: report_fallback(draw_rtl(draw, tree.rtl_on_ltr), ancestry=ancestry, report=report),
    }):
        pdf: bytes = document.write_pdf(**_OPTIONS)
        return pdf


@cache
def _font_configuration(fonts: Path) -> FontConfiguration:
    """Fontconfig and Pango set up, once in a process."""
    if ffi.harfbuzz_subset is None:
        raise TypesetError(Finding("library-missing", "libharfbuzz-subset is not installed", hint=cure()))
    pin_faces(fonts)
    configuration = FontConfiguration()
    found = ffi.fontconfig.FcConfigGetFonts(configuration._config, 0)
    # Some builds for Windows list the last file of a folder twice.
    check_faces(fonts, len({_named(found.fonts[at]) for at in range(found.nfont)}))
    return configuration


def _named(pattern: object) -> tuple[bytes, ...]:
    """What tells one face of fontconfig's from another."""
    value = ffi.ffi.new("FcChar8 **")
    ffi.fontconfig.FcPatternGetString(pattern, b"file", 0, value)
    file = ffi.ffi.string(value[0])
    ffi.fontconfig.FcPatternGetString(pattern, b"style", 0, value)
    return file, ffi.ffi.string(value[0])


def _srgb() -> ColorProfile:
    """The sRGB profile that WeasyPrint carries; each document writes a reference into its own."""
    data = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(data), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def _own_style() -> CSS:
    return CSS(string=_OWN_STYLE)


def _find_landmarks(document: Document, ancestry: Ancestry) -> tuple[Landmark, ...]:
    """Each element that has an id, where its first box begins; parts of drawings are none."""
    found: dict[str, Landmark] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants(placeholders=True):
            name = "" if box.element is None else box.element.get("id", "")
            if name and name not in found and not ancestry[box.element].drawing:
                x, y = box.border_box_x(), page.height - box.border_box_y()
                found[name] = Landmark(
                    name, number, round(x * POINTS, 3), round(y * POINTS, 3),
                    box.element.get("data-bookmark", ""), int(box.element.get("data-level", "0")))
    return tuple(found.values())


def _galley_page(page: PageGeometry, items: Sequence[VerticalItem]) -> GalleyPage:
    width, height = (round(pixels * POINTS, 3) for pixels in (page.width, page.height))
    area = round(page.measure * POINTS, 3), round((page.foot - page.head) * POINTS, 3)
    own = [item for item in items if item.page == page.number]
    return GalleyPage(page.name, width, height, page_fill(own, area[1]), area)


def _deduplicate(findings: Iterable[Finding], refused: Iterable[str]) -> tuple[Finding, ...]:
    """Each fact once: a finding gives way to the same with a place, an unread image to its refusal.

    A line of a sheet of which no file is known says nothing.
    """
    kept = dict.fromkeys(f if f.where.file else replace(f, where=replace(f.where, line=0, column=0))
                         for f in findings)
    placed = {(f.code, f.message) for f in kept if str(f.where)}
    return tuple(
        f for f in kept
        if (str(f.where) or (f.code, f.message) not in placed)
        and not (f.code == "image-unread" and any(url in f.message for url in refused)))
