"""No rule can be taken out of its table unseen: for each there is a fault that no other rule finds."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rocbpress.findings.catalogue import catalogue
from rocbpress.findings.errors import TypesetError
from rocbpress.preflight.paper import x4
from rocbpress.preflight.paper.printed_file import read_printed
from rocbpress.preflight.tagged import rules as structure
from rocbpress.preflight.tagged.document import read_tagged
from rocbpress.preflight.words import rules as manuscript
from rocbpress.preflight.words.text import passages
from rocbpress.typeset.checks import rules as faults
from rocbpress.typeset.engine import document as compositor
from tests.embedded_faults import DAMAGES, damaged
from tests.flow_documents import make_flow
from tests.page_faults import FAULTS as PAGES
from tests.print_faults import COLOURS, REFUSED, shown
from tests.printed import PRINTER, changed, flows, painted, photograph
from tests.slips import SLIPS
from tests.small_issue import read
from tests.small_proof import bind
from tests.structure_faults import FAULTS as STRUCTURES
from tests.structure_faults import broken
from tests.workspaces import ROOT

Rules = Sequence[Callable[[Any], Iterable[Any]]]


def needed(rules: Rules, faults: Iterable[tuple[str, Any]]) -> set[str]:
    """The rules that are alone in finding one of these faults, each a code and a subject that has it."""
    found = set()
    for code, subject in faults:
        finders = [rule.__name__ for rule in rules if code in {said.code for said in rule(subject)}]
        found |= set(finders) if len(finders) == 1 else set()
    return found


def names(rules: Rules) -> set[str]:
    return {rule.__name__ for rule in rules}


def laid_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    """The documents with faults of pages, as WeasyPrint laid them out."""
    kept: list[Any] = []
    monkeypatch.setattr(compositor, "find_faults", lambda laid, *_: (kept.append(laid), ())[1])
    for _, code, body, _ in PAGES:
        with suppress(TypesetError):  # what WeasyPrint itself tells comes after it has laid out
            compositor.set_flow(make_flow(body), ROOT / "fonts")
        yield code, kept[-1]


def test_every_rule_of_pages_is_needed(monkeypatch):
    """Overset text, lost notes, breaks and covers."""
    assert needed(faults.RULES, laid_out(monkeypatch)) == names(faults.RULES)


def test_every_rule_of_words_is_needed(tmp_path):
    """Spelling, spaces, ordinals, numbers, titles."""
    slips = [(code, tuple(passages(read(tmp_path / str(number), body=body))))
             for number, (_, code, body, _, _) in enumerate(SLIPS)]

    assert needed(manuscript.RULES, slips) == names(manuscript.RULES)


def unsound() -> Iterator[tuple[str, bytes]]:
    """Files with a fault of structure, and archives with a fault of what they carry."""
    yield from ((code, broken(change)) for code, _, change in STRUCTURES)
    yield from ((code, damaged(damage)) for damage, codes in DAMAGES for code in codes)


def test_every_rule_of_structure_is_needed():
    """What tags, links, notes, metadata and enclosures may have wrong with them."""
    files = [(code, read_tagged(data)) for code, data in unsound()]

    assert needed(structure.RULES, files) == names(structure.RULES)


def misprinted() -> Iterator[tuple[str, bytes]]:
    """Print editions that a press would not take."""
    yield from ((code, changed(change)) for change, code in COLOURS)
    yield from ((code, changed(change)) for change, code, _ in REFUSED)

    def annotate(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[9, 9, 50, 20])
        pdf.pages[1].obj.Annots = pdf.make_indirect(pikepdf.Array([note]))

    def unembed(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[1].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor.FontFile2

    def leave(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Resources.Shading = pikepdf.Dictionary(Left=pdf.make_indirect(pikepdf.Dictionary(
            ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB)))

    def retitle(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = pikepdf.String("Another title")

    yield "annotation-in-bleed", changed(annotate)
    yield "font-missing", changed(unembed)
    yield "rgb-shading-unseen", changed(leave)
    yield "metadata-differs", changed(retitle)
    yield "text-mixed", changed(shown(10, b"1 .75 .15 .4 k"))
    yield "rule-thin", changed(painted(b"0.2 w 0 0 0 1 K 0 0 m 9 9 l S"))
    yield "ink-limit", bind(flows(picture=photograph((250, 240, 230, 200))), edition="print").write(())


def test_every_rule_of_print_is_needed():
    """Colours, inks, boxes, intents, metadata."""
    files = [(code, read_printed(read_tagged(data), PRINTER)) for code, data in misprinted()]

    assert needed(x4.RULES, files) == names(x4.RULES)


def test_every_code_is_provoked():
    """Each code of the catalogue is waited for by a test, or stands in a table of faults that are made."""
    told = set()
    for path in Path(__file__).parent.rglob("*.py"):
        if path.name in ("test_catalogue.py", Path(__file__).name):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_docstring(node):
                told |= set(re.findall(r"[a-z]+(?:-[a-z0-9]+)*", node.value))

    assert set(catalogue()) - told == set()


def is_docstring(node: ast.Constant) -> bool:
    """Prose, which only speaks of a code."""
    return len(str(node.value)) > 200 or str(node.value).endswith(".")
