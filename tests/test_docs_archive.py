"""What docs/archive.md says of locks, results and exit codes is what the commands do."""

from __future__ import annotations

import shutil

from rocbpress.archive.appearance import RESOLUTION
from rocbpress.archive.compare import Kind
from rocbpress.archive.lock import read_lock, read_snapshot
from rocbpress.archive.verify import Verdict
from rocbpress.cli.archive import CHANGED
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.locked import locked_layout
from rocbpress.workspace.workspace import Workspace
from tests.handbook import code, running, tables

ARCHIVE = "docs/archive.md"
TEXT = running(ARCHIVE)
FILES, RESULTS = tables(ARCHIVE)


def test_the_results_are_those_of_verify():
    """From the best to the worst, with the exit code of each."""
    rows = RESULTS[1:]

    assert [row[0] for row in rows] == list(Verdict)
    assert [int(row[2]) for row in rows] == [0, 0, CHANGED, CHANGED]


def test_what_can_change_on_a_page_is_told_in_its_words():
    """As verify prints them, and --json."""
    [row] = [row for row in RESULTS if row[0] == Verdict.CHANGED]
    told = row[1].partition("what changed: ")[2].split(", ")
    rest = {Kind.LOOK, Kind.ADDED, Kind.REMOVED, Kind.PARTICULARS}

    assert told == [kind for kind in Kind if kind not in rest]


def test_a_lock_holds_what_is_told(locked_archive):
    """Beside the issue: the lock, what a comparison needs of the pages, a copy of the layout."""
    folder = locked_archive.issue(7)
    lock = read_lock(locked_archive, 7)
    told = {name.removeprefix("issues/82/").strip("/") for row in FILES for name in code(row[0])}

    assert told == {path.name for path in folder.iterdir()} & {"issue.lock", ".lock", ".layout"}
    assert {name.partition("/")[0] for name in lock["inputs"]} == {"issues", "layouts", "fonts"}
    assert set(lock["editions"]) == set(EDITIONS) and "weasyprint" in lock["engines"]
    for edition in lock["editions"].values():
        assert len(edition["sha256"]) == 64
        assert all([part.partition("=")[0] for part in page.split()[1:]] == ["text", "structure", "picture"]
                   for page in edition["pages"])
    assert f"its picture at {RESOLUTION} dpi" in TEXT


def test_a_comparison_has_of_the_pages_what_is_told(locked_archive):
    """Words with their places, reading order, links, alternative texts, small pictures."""
    lock = read_lock(locked_archive, 7)
    pages = read_snapshot(locked_archive, 7, lock["editions"]["mail"]["portrait"]).pages

    assert all(page.text and len(page.spots) > 10 and page.structure and page.picture for page in pages)
    assert any(page.links for page in pages) and any(page.alternatives for page in pages)


def test_an_issue_without_its_lock_is_set_in_the_layout_of_today(locked_archive, tmp_path):
    """Until it is locked again, with a copy of that."""
    workspace = Workspace(tmp_path / "copy")
    shutil.copytree(locked_archive.issue(7), workspace.issues / "7")
    assert locked_layout(workspace, 7, "rocb") is not None

    (workspace.issue(7) / "issue.lock").unlink()

    assert locked_layout(workspace, 7, "rocb") is None
