"""A flow typeset by WeasyPrint: laid out, its structure grown, its text drawn and watched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, errors
from rocbpress.typeset.checks.geometry import PageGeometry, survey_boxes
from rocbpress.typeset.checks.rules import find_faults
from rocbpress.typeset.engine.faces import INSTALL, check_faces, pin_faces
from rocbpress.typeset.engine.fallback import watch_faces
from rocbpress.typeset.engine.fetch import AssetFetcher
from rocbpress.typeset.engine.hooks import Replacement, check_pins, replaced
from rocbpress.typeset.engine.log import log_findings
from rocbpress.typeset.engine.polygons import polygonal
from rocbpress.typeset.engine.stylesheets import take_sheets
from rocbpress.typeset.engine.trailing_spaces import hanging_spaces
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley, GalleyPage
from rocbpress.typeset.rtl.char_codes import own_codes
from rocbpress.typeset.rtl.draw import turned
from rocbpress.typeset.rtl.faces import canonical_maps
from rocbpress.typeset.tags.ancestry import Ancestry, survey
from rocbpress.typeset.tags.landmarks import find_landmarks
from rocbpress.typeset.tags.nodes import POINTS
from rocbpress.typeset.tags.reading_order import find_reading_order_faults
from rocbpress.typeset.tags.structure import StructureTree, build_tree
from rocbpress.typeset.tags.text import Texts
from rocbpress.typeset.tags.write import write_tree

# A name of our own: under "srgb" WeasyPrint would open the same profile and leave the file open.
_INTENT = "--screen"
# A galley goes without an identifier: to make one, pydyf would compress everything twice.
_OPTIONS = MappingProxyType(
    {"pdf_variant": "pdf/a-3a", "output_intent": _INTENT, "pdf_identifier": False})
# Smoothed pictures get /Interpolate, the one thing in WeasyPrint's pages that PDF/A forbids.
_HOUSE_STYLE = "img, svg { image-rendering: crisp-edges }"


def set_flow(flow: Flow, fonts: Path) -> Galley:
    """The flow as a tagged PDF; TypesetError holds everything that would have lost content."""
    faces = _faces(fonts.resolve())
    report: list[Finding] = []
    fetcher = AssetFetcher(flow.assets)
    with log_findings(report) as log:
        html = HTML(string=flow.html, url_fetcher=fetcher)
        log.ancestry = ancestry = survey(html.etree_element)
        if not html.etree_element.get("lang"):
            report.append(Finding("language-missing", "the document does not say its language"))
        document, pdf = _press(html, faces, ancestry, report, flow.name)
    laid = survey_boxes(document)
    report.extend(find_faults(laid, ancestry, flow.name))
    findings = _settle([*fetcher.refused.values(), *report], fetcher.refused)
    if stopping := errors(findings):
        raise TypesetError(stopping)
    return Galley(flow.name, pdf, tuple(map(_page, laid.page_boxes)),
                  find_landmarks(document, ancestry), findings)


def ready() -> None:
    """Compare WeasyPrint's source with the pins, read the house style: most of a first flow's delay."""
    check_pins()
    _house_style()


def _press(html: Any, faces: Any, ancestry: Ancestry, report: list[Finding], flow: str) -> tuple[Any, bytes]:
    """Lay the document out and draw it, with our own functions in the place of some of WeasyPrint's."""
    texts = Texts()
    sheets = [_house_style(), *take_sheets(html.etree_element, report)]
    with replaced({"weasyprint.document.build_formatting_structure": texts.numbering,
                   "weasyprint.layout.inline.split_first_line": hanging_spaces}):
        document = html.render(
            font_config=faces, stylesheets=sheets, color_profiles={_INTENT: _screen()}, **_OPTIONS)
    tree = build_tree(document, ancestry, texts, report)
    report.extend(find_reading_order_faults(tree, ancestry, flow))
    with replaced(_drawing(tree, ancestry, report)):
        return document, document.write_pdf(**_OPTIONS)


def _drawing(tree: StructureTree, ancestry: Ancestry, report: list[Finding]) -> dict[str, Replacement]:
    def tagging(_original: Any) -> Any:
        return lambda pdf, document, _version, streams: write_tree(pdf, document, streams, tree)

    return {
        "weasyprint.pdf.add_tags": tagging,
        "weasyprint.pdf.build_fonts_dictionary": lambda build: canonical_maps(own_codes(build)),
        "weasyprint.svg.TAGS": polygonal,
        "weasyprint.draw.text.draw_first_line":
            lambda draw: watch_faces(turned(draw, tree.astray), ancestry=ancestry, report=report),
    }


@cache
def _faces(fonts: Path) -> Any:
    """Fontconfig and Pango set up, once in a process."""
    if ffi.harfbuzz_subset is None:
        raise TypesetError(Finding("library-missing", "libharfbuzz-subset is missing", hint=INSTALL))
    pin_faces(fonts)
    configuration = FontConfiguration()
    check_faces(fonts, ffi.fontconfig.FcConfigGetFonts(configuration._config, 0).nfont)
    return configuration


def _screen() -> Any:
    """The sRGB profile that WeasyPrint carries; each document writes a reference into its own."""
    data = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(data), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def _house_style() -> Any:
    return CSS(string=_HOUSE_STYLE)


def _page(sheet: PageGeometry) -> GalleyPage:
    width, height = (round(pixels * POINTS, 3) for pixels in (sheet.width, sheet.height))
    return GalleyPage(sheet.name, width, height, sheet.fill)


def _settle(findings: Iterable[Finding], refused: Iterable[str]) -> tuple[Finding, ...]:
    """Each fact once; one without a place gives way to the same with one, an echo to its cause."""
    kept = dict.fromkeys(findings)
    placed = {(f.code, f.message) for f in kept if str(f.where)}
    echoes = tuple(refused)
    return tuple(
        f for f in kept
        if (str(f.where) or (f.code, f.message) not in placed)
        and not (f.code == "image-unread" and any(url in f.message for url in echoes)))

