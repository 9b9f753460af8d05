"""`python -m tests.bench.archive [100]`: an archive of issues, cold, by `render --all`. Linux.

Two cores take some minutes. The figures go into a section of docs/performance.md of their own.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import Run, measure, tree_memory
from tests.bench.page import machine, write_section
from tests.workspaces import ROCBPRESS, ROOT, copy_workspace

PAUSE = 0.5  # seconds between two looks
QUARTERS = 4
_PROSE = re.compile(r"^[A-Z“‘][^\n|{}\[\]^]*\.$", re.MULTILINE)
_ROW = re.compile(r": (\d{2,})\b(?=[,}\n])")
_MAP = re.compile(r"^```map\n.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """After `seconds`: issues that are done, bytes of memory of all processes."""

    seconds: float
    done: int
    memory: int


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = copy_workspace(Path(folder) / "desk")
        make_archive(root, count)
        run, looks = _watched(root)
        pages = sum(_pages(path) for path in (root / "build").glob("*/rocb-*.pdf"))
    write_section(ROOT / "docs" / "performance.md", "An archive", _told(count, pages, run, looks))
    return 0


def make_archive(root: Path, count: int) -> None:
    """Issues 0 to `count` - 1 in the place of issue 82, no two with an article, a map or a cover in common.

    Sentences stand in another order, by the number of the issue, and maps are of other numbers. The
    number has two digits at most, as the cover is made for.
    """
    assert count <= 100
    source = root / "issues" / "82"
    source.rename(root / "aside")
    for number in range(count):
        folder = shutil.copytree(root / "aside", root / "issues" / str(number))
        manifest = folder / "issue.yaml"
        manifest.write_text(manifest.read_text("utf-8").replace("number: 82", f"number: {number}"), "utf-8")
        for path in sorted((folder / "articles").glob("*.md")):
            path.write_text(_varied(path.read_text("utf-8"), random.Random(f"{number} {path.stem}")), "utf-8")
    shutil.rmtree(root / "aside")


def _varied(text: str, dice: random.Random) -> str:
    def shuffled(paragraph: re.Match[str]) -> str:
        sentences = re.split(r"(?<=\w\w[.]) (?=[A-Z])", paragraph[0])
        dice.shuffle(sentences)
        return f"{' '.join(sentences)} It was so {dice.randrange(10_000)} times."

    def counted(drawn: re.Match[str]) -> str:
        return _ROW.sub(lambda row: f": {int(row[1]) + dice.randrange(9)}", drawn[0])

    head, mark, body = text.partition("\n---\n")
    parts, at = [], 0
    for drawn in _MAP.finditer(body):  # what is drawn has no sentences
        parts += [_PROSE.sub(shuffled, body[at:drawn.start()]), counted(drawn)]
        at = drawn.end()
    return f"{head}{mark}{''.join(parts)}{_PROSE.sub(shuffled, body[at:])}"


def _watched(root: Path) -> tuple[Run, list[Look]]:
    looks: list[Look] = []
    done = threading.Event()
    watch = threading.Thread(target=_look, args=(root, looks, done))
    watch.start()
    try:
        run = measure([str(ROCBPRESS), "render", "--all"], root, {"ROCBPRESS_ROOT": str(root)})
    finally:
        done.set()
        watch.join()
    return run, looks


def _look(root: Path, looks: list[Look], done: threading.Event) -> None:
    began = time.monotonic()
    while not done.wait(PAUSE):
        made = len(list((root / "build").glob("*/rocb-*.pdf")))
        looks.append(Look(time.monotonic() - began, made, tree_memory()))


def _pages(path: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def _told(count: int, pages: int, run: Run, looks: list[Look]) -> str:
    cores = len(os.sched_getaffinity(0))
    busy = run.processor / run.wall / cores
    rows = "\n".join(_row(quarter, count, looks) for quarter in range(QUARTERS))
    return f"""\
Written by `python -m tests.bench.archive {count}`: {count} issues, {pages} pages, no two with an article
in common, by `rocbpress render --all` with nothing kept. The whole run took {run.wall:.0f} s by the clock
and {run.processor:.0f} s of processor, so {cores} cores were {busy:.0%} busy: {run.wall / count:.2f} s
and {run.processor / count:.2f} s of processor an issue. All processes had {run.peak / 1e6:.0f} MB at most.

| issues | seconds an issue, by the clock | most memory, MB |
|---|---|---|
{rows}

{machine()}
"""


def _row(quarter: int, count: int, looks: list[Look]) -> str:
    first, last = count * quarter // QUARTERS, count * (quarter + 1) // QUARTERS
    began = max((look.seconds for look in looks if look.done <= first), default=0.0)
    ended = max((look.seconds for look in looks if look.done < last), default=began)
    memory = max((look.memory for look in looks if first <= look.done < max(last, first + 1)), default=0)
    began = 0.0 if quarter == 0 else began
    return f"| {first + 1} to {last} | {(ended - began) / max(1, last - first):.2f} | {memory / 1e6:.0f} |"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
