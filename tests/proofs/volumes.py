"""An archive of small issues, varied by number from articles of the specimen, and ways to spoil one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

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
    for number in range(1, count + 1):
        _write(workspace.issues / str(number), number)
        orders = {name: Job(workspace, number, edition, 1, None) for name, edition in EDITIONS.items()}
        lock_issue(workspace, number, {name: press(order, lambda _done, _total: None).data
                                       for name, order in orders.items()})
    return workspace


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
    7: (_exchange(_REPORT, "with sixty patches", "with sixty-one patches"),
        ("changed", {"1": {"alternative text"}})),
    11: (_exchange(_REPORT, "example.org/shelf/11", "example.org/shelf/12"), ("changed", {"1": {"link"}})),
    16: (_repaint, ("changed", {"1": {"picture"}})),
    21: (_exchange("issue.yaml", "language: en", "language: en  # English"), ("equivalent", {})),
    29: (lambda issue: (issue / "images" / "rings.tif").unlink(), ("not comparable", {})),
    34: (lambda issue: (issue / "issue.lock").write_text("{", "utf-8"), ("not comparable", {})),
    38: (_edit_frozen, ("not comparable", {})),
    43: (_exchange(_REPORT, "Volume 43 has", "Volume 34 has"), ("changed", {"1": {"reworded"}})),
    52: (lambda issue: next((issue / ".lock").glob("*.zip")).unlink(), ("not comparable", {})),
    60: (_repaint, ("changed", {"1": {"picture"}})),
}
