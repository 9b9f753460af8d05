"""How full the pages of many issues are: random ones, or those of a workspace. python -m tests.fit_report"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.page_fill import PageFill, measure, sections
from tests.random_issues import ROOT, make_issue, workspace
from tests.sheets import Frame

# The command without its deadline for one flow, which a busy machine exceeds at low priority.
START = ("import sys; from rocbpress.typeset.workers import pool; pool.DEADLINE = 1800.0; "
         "from rocbpress.__main__ import main; sys.exit(main())")
COLUMNS = ("issue", "pages", "body", "<1/3", "<1/2", "holes", "used", "least", "ratio", "CPU s")


@dataclass(frozen=True, slots=True)
class Row:
    """An issue, or several together: pages of the PDF, pages judged, thin ones, pages used and least."""

    name: str
    pages: int
    body: int
    third: int
    half: int
    holes: int
    used: int
    least: int
    seconds: float

    def __str__(self) -> str:
        ratio = self.used / self.least if self.least else 0
        cells = (self.pages, self.body, self.third, self.half, self.holes, self.used, self.least)
        return f"{self.name:24}" + "".join(f"{cell:7}" for cell in cells) \
            + f"{ratio:7.2f}{self.seconds:7.1f}"


def main(words: Sequence[str] | None = None) -> int:
    """Write or take the issues, render each, print a table; 1 if one cannot be rendered."""
    options = _options().parse_args(words)
    failed = 0
    rows: list[Row] = []
    print(f"{COLUMNS[0]:24}" + "".join(f"{name:>7}" for name in COLUMNS[1:]))
    for root, number, name in _issues(options):
        pdf = options.output / name / f"rocb-{number}.pdf"
        seconds = 0.0 if options.reuse and pdf.exists() else _render(root, number, pdf, options.tree)
        if not pdf.exists():
            print(f"{name:24} does not render: see {pdf.with_suffix('.log')}")
            failed = 1
            continue
        row, pages = _row(name, pdf, options.tree / "layouts" / _layout(root, number), seconds)
        rows.append(row)
        print(row, flush=True)
        if options.pages:
            _print_pages(pages)
    print(_sum(rows))
    _print_shares(rows)
    return failed


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fit_report", description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="random issues (default 50)")
    parser.add_argument("--seed", type=int, default=1, help="of the first; each has one of its own")
    parser.add_argument("--layout", default="rocb", choices=("rocb", "plain"))
    parser.add_argument("--workspace", type=Path, action="append", default=[],
                        help="render the issues of this workspace instead; may stand several times")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the checkout to render with")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "fit", help="where PDFs are kept")
    parser.add_argument("--reuse", action="store_true", help="measure PDFs that are there already")
    parser.add_argument("--pages", action="store_true", help="list the thin pages and the holes too")
    return parser


def _issues(options: argparse.Namespace) -> Iterator[tuple[Path, int, str]]:
    """Workspace, number and name of each issue."""
    for given in options.workspace:
        root = _with_layouts(given, options)
        for folder in sorted((root / "issues").iterdir()):
            if (folder / "issue.yaml").exists():
                yield root, int(folder.name), f"{given.name}-{folder.name}"
    if not options.workspace:
        root = options.output / f"random-{options.layout}"
        workspace(root)
        root = _with_layouts(root, options)
        for seed in range(options.seed, options.seed + options.count):
            if not (root / "issues" / str(seed)).exists():
                make_issue(root, seed, seed, options.layout)
            yield root, seed, f"random-{options.layout}-{seed}"


def _with_layouts(given: Path, options: argparse.Namespace) -> Path:
    """A workspace of the issues of another and the layouts and faces of the checkout that renders them."""
    root: Path = options.output / "workspaces" / given.name
    root.mkdir(parents=True, exist_ok=True)
    for name, source in (("issues", given), ("layouts", options.tree), ("fonts", options.tree)):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to((source / name).resolve())
    return root


def _render(root: Path, number: int, pdf: Path, tree: Path) -> float:
    """Processor seconds of one process without a cache, at low priority."""
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pdf.with_suffix(".log").open("w", encoding="utf-8") as log:
        subprocess.run(["nice", "-n", "12", sys.executable, "-c", START, "render", str(number),
                        "--root", str(root.resolve()), "--edition", "mail", "--no-cache", "--jobs", "1",
                        "--output", str(pdf.parent.resolve())],
                       stdout=log, stderr=log, check=False, cwd=tree)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _layout(root: Path, number: int) -> str:
    text = (root / "issues" / str(number) / "issue.yaml").read_text("utf-8")
    return next((line.partition(":")[2].strip().strip('"') for line in text.splitlines()
                 if line.startswith("layout:")), "rocb")


def _row(name: str, pdf: Path, layout: Path, seconds: float) -> tuple[Row, list[PageFill]]:
    pages = measure(pdf, Frame.of(layout))
    found = sections(pages)
    judged = [page for section in found for page in section.judged]
    return Row(name, max(page.number for page in pages) + 1, len(judged),
               sum(page.fill < 1 / 3 for page in judged),
               sum(1 / 3 <= page.fill < 1 / 2 for page in judged), sum(len(page.holes) for page in pages),
               sum(section.pages for section in found), sum(section.least for section in found),
               seconds), pages


def _sum(rows: Sequence[Row]) -> Row:
    pages, body, third, half, holes, used, least = (
        sum(getattr(row, name) for row in rows)
        for name in ("pages", "body", "third", "half", "holes", "used", "least"))
    return Row("all", pages, body, third, half, holes, used, least, sum(row.seconds for row in rows))


def _print_shares(rows: Sequence[Row]) -> None:
    """Thin pages as shares of the pages judged."""
    body = sum(row.body for row in rows) or 1
    print(f"under a third {sum(row.third for row in rows) / body:.1%}, "
          f"a third to a half {sum(row.half for row in rows) / body:.1%} of {body} body pages")


def _print_pages(pages: Sequence[PageFill]) -> None:
    for page in pages:
        holes = ", ".join(f"{hole.where} {hole.lines:g} lines in column {hole.column + 1}"
                          for hole in page.holes)
        if page.fill < 1 / 2 or holes:
            print(f"    page {page.number}, {page.articles[-1]}: filled {page.fill:.0%}"
                  + (f"; {holes}" if holes else ""))


if __name__ == "__main__":
    raise SystemExit(main())
