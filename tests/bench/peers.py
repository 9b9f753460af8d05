"""`python -m tests.bench.peers`: other tools on the same issue, into docs/performance.md. Linux.

Typst is the package of that name; Chromium and XeLaTeX are measured where they are installed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pypdf import PdfReader

from rocbpress.workspace.workspace import Workspace
from tests.bench.dialects import TYPST, XELATEX
from tests.bench.document import typeset, write_document
from tests.bench.markup import drawings_page, read_document
from tests.bench.measuring import Run, interleaved, measure
from tests.bench.page import machine, write_section
from tests.workspaces import ROOT, copy_workspace

PLAIN = "WeasyPrint, one document"
_TYPST = """\
import sys, typst
typst.compile("issue.typ", "typst.pdf", font_paths=[sys.argv[1]], ignore_system_fonts=True,
              pdf_standards="ua-1", timestamp=0)
"""
_XELATEX = """\
rm -f xelatex.aux xelatex.out
xelatex -interaction=batchmode -halt-on-error -jobname=xelatex issue.tex &&
xelatex -interaction=batchmode -halt-on-error -jobname=xelatex issue.tex
"""
_CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             "--user-data-dir=profile", "--print-to-pdf=chromium.pdf", "whole.html")


@dataclass(slots=True)
class Peer:
    """A tool that writes `file` beside the one document; `editions` are the digests of what it wrote."""

    name: str
    version: str
    file: str
    run: Callable[[Path], Run]
    editions: list[str] = field(default_factory=list)

    def measured(self, folder: Path) -> Run:
        path = folder / self.file
        path.unlink(missing_ok=True)
        run = self.run(folder)
        self.editions.append(hashlib.sha256(path.read_bytes()).hexdigest())
        return run


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        workspace = Workspace(copy_workspace(Path(name) / "desk"))
        folder = write_sources(workspace, Path(name) / "one")
        plain = Peer(PLAIN, importlib.metadata.version("weasyprint"), "whole.pdf",
                     lambda folder: typeset(folder, "whole"))
        found = {tool: find(workspace) for tool, find in TOOLS.items()}
        peers = [plain, *(peer for peer in found.values() if peer)]
        runs = interleaved({peer.name: partial(_measured, peer, folder) for peer in peers})
        rows = [_row(peer, folder, runs[peer.name], runs[PLAIN]) for peer in peers]
    absent = [tool for tool, peer in found.items() if peer is None]
    write_section(ROOT / "docs" / "performance.md", "Peers", _told(rows, absent))
    return 0


def write_sources(workspace: Workspace, folder: Path) -> Path:
    """The folder with issue 82 as whole.html, issue.typ and issue.tex, and with its drawings."""
    tree, drawings = read_document(write_document(workspace, 82, folder))
    for number, drawing in enumerate(drawings, 1):
        (folder / f"{number}.svg").write_text(drawing, "utf-8")
    (folder / "drawings.html").write_text(drawings_page(drawings), "utf-8")
    typeset(folder, "drawings")
    (folder / "issue.typ").write_text(TYPST.write(tree, workspace), "utf-8")
    (folder / "issue.tex").write_text(XELATEX.write(tree, workspace), "utf-8")
    return folder


def _typst(workspace: Workspace) -> Peer | None:
    if importlib.util.find_spec("typst") is None:
        return None
    command = [sys.executable, "-c", _TYPST, str(workspace.fonts)]
    return Peer("Typst", importlib.metadata.version("typst"), "typst.pdf", _runner(command))


def _chromium(_workspace: Workspace) -> Peer | None:
    program = shutil.which("chromium")
    if program is None:
        return None
    return Peer("Chromium", _version(program), "chromium.pdf", _runner([program, *_CHROMIUM]))


def _xelatex(_workspace: Workspace) -> Peer | None:
    program = shutil.which("xelatex")
    if program is None:
        return None
    return Peer("XeLaTeX, two passes", _version(program), "xelatex.pdf", _runner(["sh", "-c", _XELATEX]))


TOOLS: Mapping[str, Callable[[Workspace], Peer | None]] = {
    "Typst": _typst, "Chromium": _chromium, "XeLaTeX": _xelatex}


def _runner(command: list[str]) -> Callable[[Path], Run]:
    # The date is held still for those that ask; Chromium does not.
    return lambda folder: measure(command, folder, {
        "FONTCONFIG_FILE": str(folder / "fonts.conf"), "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"})


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[1].rpartition("-")[2]  # XeTeX tells those of TeX and of e-TeX before its own


def _row(peer: Peer, folder: Path, run: Run, plain: Run) -> str:
    path = folder / peer.file
    reader = PdfReader(path)
    cells = (peer.name, peer.version, f"{run.wall:.2f}", f"{run.processor:.2f}", f"{run.peak / 1e6:.0f}",
             f"{run.wall / plain.wall:.2f}", str(len(reader.pages)), f"{path.stat().st_size:,}",
             "yes" if "/StructTreeRoot" in reader.root_object else "no",
             "yes" if len(set(peer.editions)) == 1 else "no")
    return f"| {' | '.join(cells)} |"


def _told(rows: list[str], absent: list[str]) -> str:
    lines = "\n".join(rows)
    missing = f"\nNot installed, so not measured: {', '.join(absent)}.\n" if absent else ""
    return f"""\
Written by `nox -s bench -- --peers`, or `python -m tests.bench.peers` alone: other tools on issue 82 as one
document, in turn with plain WeasyPrint; medians of five interleaved rounds of whole processes, the greatest
memory of the five. They are identical if all five wrote the same bytes.

| tool | version | wall, s | processor, s | peak, MB | to the first | pages | bytes | tagged | identical |
|---|---|---|---|---|---|---|---|---|---|
{lines}
{missing}
Chromium gets the very document that WeasyPrint gets. It sets footnotes within the line, as it knows no
`float: footnote`, and begins maps that reach above the type area on the page before. For Typst and XeLaTeX
the document is written in their markup: the same words in the same order, drawings, faces, links, footnotes,
tables, contents, and two columns for reports, on A4. The design is not, so they need more pages. They find
the page numbers themselves, which stand in the HTML. Typst draws the SVG and is held to PDF/UA-1, WeasyPrint
to PDF/A-3a. XeLaTeX reads no SVG and is given the drawings as PDF, made by WeasyPrint before the clock runs.
The date is held still where a tool allows it.

{machine()}
"""


if __name__ == "__main__":
    sys.exit(main())


def _measured(peer: Peer, folder: Path, _turn: object) -> Run:
    return peer.measured(folder)
