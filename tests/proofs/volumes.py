"""An archive of small issues, varied by number from articles of the specimen, and ways to spoil one."""

from __future__ import annotations

import multiprocessing
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from rocbpress.archive.lock import lock_issue
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.photographs import ROOT, encoded, photograph

SPECIMEN = ROOT / "issues" / "0"
COMPANIONS = ("short-report", "online-report", "message-first")
Verdict = tuple[str, dict[str, set[str]]]  # of the issue, and what changed in its mail edition, by page


def make_volumes(root: Path, count: int) -> Workspace:
    """Issues 1 to `count`, of two articles on three to five pages each, and every one of them locked."""
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    workspace = Workspace(root)
    workspace.issues.mkdir()
    shutil.copy(ROOT / "issues" / "publishers.yaml", workspace.issues)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
        list(processes.map(_make, repeat(workspace), range(1, count + 1)))
    return workspace


def _make(workspace: Workspace, number: int) -> None:
    _write(workspace.issues / str(number), number)
    with TemporaryDirectory() as cache:  # mail and archive share galleys
        jobs = {name: Job(workspace, number, edition, 1, Path(cache)) for name, edition in EDITIONS.items()}
        lock_issue(workspace, number, {name: press(job, lambda _done, _total: None).data
                                       for name, job in jobs.items()})


def _write(folder: Path, number: int) -> None:
    noise = random.Random(number)
    companion = noise.choice(COMPANIONS)
    (folder / "articles").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "images" / "chart.jpg").write_bytes(encoded(photograph(number, (1200, 800))))
    shutil.copy(SPECIMEN / "images" / "rings.tif", folder / "images")
    own = (f"Volume {number} has [a shelf of its own](https://www.example.org/shelf/{number}) "
           f"with room for {noise.randrange(20, 99)} others.")
    _shuffle(noise, "pictured-report", folder, own)
    _shuffle(noise, companion, folder, f"This was set for volume {number}.")
    (folder / "issue.yaml").write_text(
        f"number: {number}\ntitle: E-Newsletter\npublisher: rocb-ap\nlanguage: en\nlayout: rocb\n"
        f"date: {2000 + number // 4}-{number % 4 * 3 + 1:02}-28\n"
        f"fit: {'true' if number % 3 == 0 else 'false'}\n"  # what gave way in some is locked with them
        f"sections:\n  - title: Reports\n    articles: [pictured-report, {companion}]\n", "utf-8")


def _shuffle(noise: random.Random, slug: str, folder: Path, own: str) -> None:
    """The article with its paragraphs in another order, its picture first, and a paragraph more."""
    head, body = (SPECIMEN / "articles" / f"{slug}.md").read_text("utf-8").split("\n---\n")
    first, *rest = body.strip().split("\n\n")
    rest.append(own)
    noise.shuffle(rest)
    text = "\n\n".join((f"{head}\n---\n{first}", *rest)) + "\n"
    (folder / "articles" / f"{slug}.md").write_text(text, "utf-8")


def _exchange(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(issue: Path) -> None:
        path = issue / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    return spoil


def _repaint(issue: Path) -> None:
    (issue / "images" / "chart.jpg").write_bytes(encoded(photograph(1000, (1200, 800))))


def _edit_frozen(issue: Path) -> None:
    (sheet,) = (issue / ".layout").glob("*/report.css")
    sheet.write_text("p { color: red }", "utf-8")


_REPORT = "articles/pictured-report.md"
# By issue: what is done to it, and what verify must say.
SPOILT: dict[int, tuple[Callable[[Path], object], Verdict]] = {
    2: (_exchange(_REPORT, "stronger face", "stranger face"), ("changed", {"1": {"reworded"}})),
    3: (_exchange("issue.yaml", "language: en", "language: en  # English"), ("equivalent", {})),
    4: (_exchange(_REPORT, "with sixty patches", "with sixty-one patches"),
        ("changed", {"1": {"alternative text"}})),
    5: (_exchange(_REPORT, "example.org/shelf/5", "example.org/shelf/6"), ("changed", {"1": {"link"}})),
    7: (_repaint, ("changed", {"1": {"picture"}})),
    8: (lambda issue: (issue / "images" / "rings.tif").unlink(), ("not comparable", {})),
    9: (lambda issue: (issue / "issue.lock").write_text("{", "utf-8"), ("not comparable", {})),
    10: (_edit_frozen, ("not comparable", {})),
    12: (_exchange(_REPORT, "Volume 12 has", "Volume 21 has"), ("changed", {"1": {"reworded"}})),
    14: (lambda issue: next((issue / ".lock").glob("*.zip")).unlink(), ("not comparable", {})),
    16: (_repaint, ("changed", {"1": {"picture"}})),
}
