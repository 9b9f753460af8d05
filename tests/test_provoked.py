"""Findings that hardly anybody will meet: each is provoked once, so that none is only claimed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name
from pypdf import PdfReader, PdfWriter
from weasyprint.logger import LOGGER

from rocbpress.archive.lock import read_lock
from rocbpress.assemble.faces import Faces
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.compose.flows import compose
from rocbpress.compose.signatures import blanks_told
from rocbpress.compose.templates import render
from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.files import check_fonts
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.paper.x4 import check_x4
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.press.checks import _to_come
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.sources.new import new_issue
from rocbpress.sources.reading import read_text
from rocbpress.typeset.engine.log import log_findings
from rocbpress.typeset.engine.pins import unsupported
from rocbpress.workspace.workspace import Workspace, find_workspace
from tests.broken.fences import fenced
from tests.flow_documents import set_body
from tests.printed import PRINTER, changed, printed
from tests.small_issue import HEAD, ISSUE, make, read
from tests.small_proof import FONTS, RECORD, article, flow, layout, set_all
from tests.structure_faults import broken, elements, notes
from tests.workspaces import ROOT, run_here

Provoke = Callable[[Path], Any]
OURS = Workspace(ROOT)


def unreadable(root: Path) -> Iterable[Finding]:
    diagnostics = Diagnostics("x.md")
    read_text(root, root, diagnostics)
    return diagnostics.found


def drawn(kind: str, text: str) -> Provoke:
    """A figure in an article, composed with the real layout."""
    def provoke(root: Path) -> object:
        manuscript = read(root, body=fenced(kind, text))
        return compose(manuscript, read_layout(OURS, "rocb"), EDITIONS["mail"], {}, pictures=root / "store")
    return provoke


def position_only(root: Path) -> Iterable[Finding]:
    return _to_come(read(root, body=fenced("fpo", "title: A hall\n")), draft=False)


def lock(text: str) -> Provoke:
    def provoke(root: Path) -> object:
        return read_lock(make(root, files={"issue.lock": text} if text else {}), 5)
    return provoke


def said(*words: object) -> Provoke:
    """What WeasyPrint logs in its own words."""
    def provoke(_root: Path) -> object:
        report: list[Finding] = []
        with log_findings(report):
            LOGGER.error(*words)
        return report
    return provoke


def spoilt(change: Callable[[pikepdf.Pdf, str], object]) -> Provoke:
    """Two galleys, spoilt, bound to an issue."""
    def provoke(_root: Path) -> object:
        given = [flow(name, article(name, "<p>Some words.</p>")) for name in ("one", "two")]
        galleys = []
        for galley in set_all(given):
            out = BytesIO()
            with pikepdf.open(BytesIO(galley.pdf)) as pdf:
                change(pdf, galley.flow)
                pdf.save(out)
            galleys.append(replace(galley, pdf=out.getvalue()))
        return assemble(given, galleys, paginate(given, galleys), layout(), EDITIONS["mail"], RECORD, PRINTER,
                        FONTS)
    return provoke


def untag(pdf: pikepdf.Pdf, _flow: str) -> None:
    pdf.Root.StructTreeRoot.K[0].S = Name.Part


def play_a_role(pdf: pikepdf.Pdf, flow: str) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Verse=Name.P if flow == "one" else Name.Span)


def two_faces(root: Path) -> object:
    """The same face in two files, its letters moved in one of them."""
    serif = FONTS / "source-serif-4" / "SourceSerif4_400Regular.ttf"
    shutil.copy(serif, root)
    other = TTFont(serif)
    other["glyf"]["a"].expand(other["glyf"])
    other["glyf"]["a"].coordinates.translate((10, 0))
    other.save(root / "Moved.ttf")
    [galley] = set_all([flow("one", "<p>abc</p>")])
    font = next(iter(PdfReader(BytesIO(galley.pdf)).pages[0]["/Resources"]["/Font"].values())).get_object()
    faces = Faces(PdfWriter(), root)
    faces.merge(font)
    faces.finish()
    return ()


def share_a_key(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(Dictionary(dict(notes(pdf)[1].items())))
    page = pdf.pages[0].obj
    page.Annots.append(note)
    elements(pdf, "Link")[1].K.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=note))


def left(**things: Dictionary) -> Provoke:
    """Something in the resources of a page that nothing paints."""
    def leave(pdf: pikepdf.Pdf) -> None:
        for kind, thing in things.items():
            pdf.pages[1].Resources[f"/{kind}"] = Dictionary(Left=pdf.make_indirect(thing))
    return lambda _root: check_x4(changed(leave), PRINTER)


def saved(**settings: Any) -> Provoke:
    def provoke(_root: Path) -> object:
        out = BytesIO()
        with pikepdf.open(BytesIO(printed())) as pdf:
            pdf.save(out, fix_metadata_version=False, **settings)
        return check_x4(out.getvalue(), PRINTER)
    return provoke


PROVOKED: dict[str, Provoke] = {
    "file-unreadable": unreadable,
    "issue-exists": lambda root: new_issue(make(root), 5, source=None),
    "lead-blocks": lambda root: read(root, issue=ISSUE.replace(
        "  - articles", "  - lead: '## A'\n    articles")),
    "value-switch": lambda root: read(root, body=fenced("map", "title: x\nrows: {Italy: 1}\nranked: 7\n")),
    "value-wrong": lambda root: read(root, issue=re.sub("date: .*", "date: [5]", ISSUE)),
    "date-outside": lambda root: read(
        root, head=HEAD[:-4] + "dates: 2022-07-03\n---\n",
        issue=ISSUE + "period: 2023-07-01/2023-09-30\n").findings,
    "country-unknown": drawn("map", "title: x\nrows: {Atlantis: 1}\n"),
    "map-country": drawn("map", "title: x\nkind: locator\nregion: asia-pacific\nrows: {Thailand: 1}\n"),
    "map-crowded": drawn("map", "title: x\nkind: locator\nmarked: [Thailand]\nplaces:\n" + "".join(
        f"  - {{name: Interadministrative {n}, latitude: 13.7, longitude: 100.5}}\n" for n in range(40))),
    "map-region": drawn("map", "title: x\nregion: atlantis\nrows: {Italy: 1}\n"),
    "position-only": position_only,
    "layout-outside": lambda root: ((root / "a.ttf").symlink_to("/etc/passwd"), tuple(check_fonts(root)))[1],
    "layout-template": lambda _root: render(read_layout(OURS, "rocb"), "none"),
    "printer-unknown": lambda _root: read_printer(read_layout(OURS, "rocb"), "fogra93"),
    "css-unread": said("Failed to load stylesheet at %s: %s", "none.css", "no such file"),
    "face-unread": said("Font-face %r cannot be loaded", "none.ttf"),
    "engine-unsupported": lambda _root: (unsupported("99.0"),),
    "link-malformed": said("Malformed URL: %s", "http://["),
    "table-ragged": lambda _root: set_body(
        '<table style="table-layout: fixed; width: 50mm"><tr><td>a<tr><td>b<td>c</table>').findings,
    "galley-untagged": spoilt(untag),
    "role-differs": spoilt(play_a_role),
    "face-differs": two_faces,
    "blank-pages": lambda _root: blanks_told(("3",), 4, 4),
    "link-key-shared": lambda _root: check_structure(broken(share_a_key)),
    "file-encrypted": saved(encryption=pikepdf.Encryption(
        owner="x", user="", R=3, aes=False, metadata=False)),
    "version-late": saved(force_version="1.7"),
    "rgb-shading-unseen": left(Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)),
    "rgb-group-unseen": left(ExtGState=Dictionary(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    "lock-missing": lock(""),
    "lock-unreadable": lock("{"),
    "lock-foreign": lock(json.dumps({"schema": 1, "issue": 7, "editions": {}})),
    "workspace-missing": find_workspace,
}


def codes(provoke: Provoke, root: Path) -> set[str]:
    """The codes of what comes of it, whether it is told or raised."""
    try:
        found = provoke(root)
    except PressError as error:
        found = error.findings
    return {finding.code for finding in found}


@pytest.mark.parametrize("code", PROVOKED)
def test_each_is_told(tmp_path, code):
    """The code that was promised, and a finding rather than an error of Python's."""
    assert code in codes(PROVOKED[code], tmp_path)


@pytest.mark.parametrize(("words", "code"), [
    (("verify",), "verify-what"), (("restore", "none.pdf", "desk"), "restore-file")])
def test_commands_without_an_object(monkeypatch, capsys, tmp_path, words, code):
    """They are usage errors, in words."""
    monkeypatch.setenv("ROCBPRESS_ROOT", str(ROOT))
    monkeypatch.chdir(tmp_path)

    exit_code, _, said = run_here(monkeypatch, capsys, *words)
    assert exit_code == 2 and f"{code}: " in said


def test_page_references_that_never_stand_still(monkeypatch, tmp_path):
    """Where rounds run out, the run stops and says so."""
    workspace = make(tmp_path, body="See page [](page:one).\n")
    workspace.layouts.rmdir()
    for name in ("layouts", "fonts"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setattr("rocbpress.press.paginate.ROUNDS", 0)

    with pytest.raises(PressError) as stopped:
        press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda *_: None)
    assert "pages-oscillate" in {finding.code for finding in stopped.value.findings}
