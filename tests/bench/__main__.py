"""`python -m tests.bench [--peers, or --preview alone]`: measure; about eight minutes.

It writes docs/performance.md. Linux.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rocbpress.workspace.workspace import Workspace
from tests.bench import peers, preview
from tests.bench.assembly import assembly_per_page
from tests.bench.document import typeset, write_document
from tests.bench.measuring import Run, interleaved, measure
from tests.bench.page import Row, write_page
from tests.workspaces import ROCBPRESS, ROOT, copy_workspace, multiply

TENFOLD = 92  # the issue of ten times the articles; two digits, as the cover is made for
REPORT, ESSAY = "cambodia-rtc", "itr-2022"


@dataclass(frozen=True, slots=True)
class TypesettingQueue:
    """A workspace to measure in; the one document of issue N lies in one-N/."""

    root: Path

    def render(self, number: int, *options: str) -> Run:
        return measure([str(ROCBPRESS), "render", str(number), *options], self.root,
                       {"ROCBPRESS_ROOT": str(self.root)})

    def one_document(self, number: int) -> Run:
        return typeset(self.root / f"one-{number}", "whole")

    def edited(self, number: int, slug: str, turn: int) -> Run:
        """A render after the last sentence of an article was changed; no page moves."""
        path = self.root / "issues" / str(number) / "articles" / f"{slug}.md"
        text = path.read_text("utf-8").rstrip("\n")
        path.write_text(f"{text[:-1]}{'!?;:…'[turn]}\n", "utf-8")
        return self.render(number)

    def cold(self, number: int) -> Run:
        """A render with nothing kept: neither galleys nor maps nor pictures."""
        shutil.rmtree(self.root / "build" / ".cache", ignore_errors=True)
        return self.render(number, "--jobs", "2")

    def size(self, number: int) -> float:
        ours = self.root / "build" / str(number) / f"rocb-{number}.pdf"
        return ours.stat().st_size / (self.root / f"one-{number}" / "whole.pdf").stat().st_size


def main() -> int:
    if "--preview" in sys.argv[1:]:
        return preview.main()
    with tempfile.TemporaryDirectory() as folder:
        desk = TypesettingQueue(copy_workspace(Path(folder) / "desk"))
        multiply(desk.root, TENFOLD, 10)
        rows = [*_once(desk), *_tenfold(desk), *_assembly(desk)]
    write_page(ROOT / "docs" / "performance.md", rows)
    return peers.main() if "--peers" in sys.argv[1:] else 0


def _once(desk: TypesettingQueue) -> list[Row]:
    desk.render(82)
    write_document(Workspace(desk.root), 82, desk.root / "one-82")
    runs = interleaved({
        "one document": lambda _: desk.one_document(82),
        "cold, two cores": lambda _: desk.cold(82),
        "nothing changed": lambda _: desk.render(82),
        "one report edited": lambda turn: desk.edited(82, REPORT, turn),
        "one part of the essay edited": lambda turn: desk.edited(82, ESSAY, turn),
    })
    limits = {"nothing changed": 0.10, "one report edited": 0.25, "one part of the essay edited": 0.55,
              "cold, two cores": 0.85}
    one = runs["one document"]
    return [Row("one document, plain WeasyPrint", one),
            *(Row(name, runs[name], one, limit) for name, limit in limits.items()),
            Row("bytes of the mail edition", None, None, 1.0, desk.size(82))]


def _tenfold(desk: TypesettingQueue) -> list[Row]:
    cold = desk.render(TENFOLD)
    write_document(Workspace(desk.root), TENFOLD, desk.root / f"one-{TENFOLD}")
    runs = interleaved({
        "one document": lambda _: desk.one_document(TENFOLD),
        "edited": lambda turn: desk.edited(TENFOLD, REPORT, turn),
    })
    one = runs["one document"]
    peak = max(cold.peak, runs["edited"].peak) / one.peak
    return [Row("tenfold: one document, plain WeasyPrint", one), Row("tenfold: cold", cold, one),
            Row("tenfold: one report edited", runs["edited"], one, 0.10),
            Row("tenfold: peak memory, all processes", None, None, 1.5, peak)]


def _assembly(desk: TypesettingQueue) -> list[Row]:
    multiply(desk.root, 93, 3)
    spent = {times: assembly_per_page(Workspace(desk.root), number)
             for times, number in ((1, 82), (3, 93), (10, TENFOLD))}
    rows = [Row(f"assembly at ×{times}, ms of processor a page", None, None, 8.0, each)
            for times, each in spent.items()]
    spread = max(spent.values()) / min(spent.values())
    return [*rows, Row("assembly: the dearest page to the cheapest", None, None, 1.20, spread)]


if __name__ == "__main__":
    sys.exit(main())
