"""A lock says with what an issue was made and what came of it, in lines made for a diff."""

import hashlib
import json
import shutil

import pytest

from rocbpress.archive.lock import read_lock, read_snapshot
from rocbpress.archive.snapshot import pack, take_snapshot, unpack
from rocbpress.compose.templates import STRUCTURE
from rocbpress.findings.errors import LayoutError, UsageError
from rocbpress.layout.schema import SHEETS
from rocbpress.workspace.workspace import Workspace
from tests.archived import edit, lock, make_archive, own_layout, printed
from tests.workspaces import run


@pytest.fixture
def workspace(locked_archive, tmp_path) -> Workspace:
    shutil.copytree(locked_archive.root, tmp_path / "desk", symlinks=True)
    return Workspace(tmp_path / "desk")


def files(workspace):
    folder = workspace.issues / "7"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file()}


def test_it_names_all_that_made_the_issue(locked_archive):
    """Engines with their versions, and the SHA-256 of sources, layout and faces."""
    said = read_lock(locked_archive, 7)

    assert all(said["engines"][name] for name in ("rocbpress", "weasyprint", "pango", "harfbuzz", "pypdf",
                                                  "pypdfium2", "python"))
    assert {"issues/7/issue.yaml", "issues/7/articles/ports.md", "issues/7/images/ports.jpg",
            "issues/publishers.yaml", "layouts/rocb/layout.toml"} <= set(said["inputs"])
    assert any(name.startswith("fonts/") and name.endswith(".ttf") for name in said["inputs"])
    assert all(hashlib.sha256((locked_archive.root / name).read_bytes()).hexdigest() == digest
               for name, digest in said["inputs"].items())


def test_it_names_each_edition_and_page(locked_archive):
    """The file's SHA-256 and size, and a line a page: digests of text, structure and picture."""
    said = read_lock(locked_archive, 7)["editions"]["mail"]
    data = printed(locked_archive)

    assert said["sha256"] == hashlib.sha256(data).hexdigest() and said["size"] == len(data)
    assert [line.split()[0] for line in said["pages"]] == ["0001", "0002", "0003", "0004", "0005"]
    assert all([part.split("=")[0] for part in line.split()[1:]] == ["text", "structure", "picture"]
               for line in said["pages"])


def test_it_is_made_for_a_diff(workspace):
    """Locked again, nothing differs; after one letter, only lines of that page and its files do."""
    before = files(workspace)
    lock(workspace)
    assert files(workspace) == before

    edit(workspace, "articles/ports.md", "stands alone", "stands along")
    lock(workspace)

    old, new = (text.decode().splitlines() for text in (before["issue.lock"], files(workspace)["issue.lock"]))
    changed = [line.split()[0].strip('":,') for line in new if line not in old]
    assert len(new) == len(old)
    assert set(changed) <= {"0003", "sha256", "size", "portrait", "issues/7/articles/ports.md"}
    assert changed.count("0003") == 3
    assert list(json.loads("\n".join(new))) == sorted(json.loads("\n".join(new)))


def test_old_portraits_and_layouts_go(workspace):
    """What an earlier lock kept is taken away with it."""
    edit(workspace, "articles/ports.md", "stands alone", "stands along")
    sheet = own_layout(workspace) / "report.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n/* later */\n", "utf-8")
    (workspace.issues / "7" / "issue.lock").unlink()

    lock(workspace)

    kept = {each["portrait"] for each in read_lock(workspace, 7)["editions"].values()}
    assert {path.stem for path in (workspace.issues / "7" / ".lock").iterdir()} == {
        digest[:16] for digest in kept}
    assert len(list((workspace.issues / "7" / ".layout").iterdir())) == 1


def test_locking_again_keeps_the_layout(workspace):
    """A lock renewed for other words is still set with the layout of its time."""
    sheet = own_layout(workspace) / "report.css"
    sheet.write_text(sheet.read_text("utf-8") + "\np { color: #ff0000 }\n", "utf-8")
    before = read_lock(workspace, 7)

    lock(workspace)

    assert read_lock(workspace, 7)["layout"] == before["layout"]
    assert read_lock(workspace, 7)["editions"] == before["editions"]


def test_a_portrait_survives_its_packing(locked_archive):
    """Unpacked it is the same; packed again, the same bytes."""
    portrait = take_snapshot(printed(locked_archive))

    assert unpack(pack(portrait)) == portrait and pack(unpack(pack(portrait))) == pack(portrait)


def test_a_damaged_portrait_is_refused(workspace):
    """Before anything is compared with it."""
    digest = read_lock(workspace, 7)["editions"]["mail"]["portrait"]
    path = workspace.issues / "7" / ".lock" / f"{digest[:16]}.zip"
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(UsageError, match="lock-portrait"):
        read_snapshot(workspace, 7, digest)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1, "issue": 8, "editions": {"mail": {}}}'])
def test_a_damaged_lock_is_refused(workspace, text):
    """It is told as such, and nothing is made in silence without it."""
    (workspace.issues / "7" / "issue.lock").write_text(text, "utf-8")

    with pytest.raises(UsageError, match="lock-"):
        read_lock(workspace, 7)


def test_a_frozen_layout_that_was_edited_is_refused(workspace):
    """Unless today's layout is asked for."""
    (sheet,) = (workspace.issues / "7" / ".layout").glob("*/report.css")
    sheet.write_text("p { color: red }", "utf-8")

    with pytest.raises(LayoutError, match="layout-frozen"):
        printed(workspace)
    assert printed(workspace, layout="current")


def test_a_layout_that_has_its_own_copies_of_what_is_shared_gives_the_same_pages(locked_archive, workspace):
    """As the layouts have that were locked before a reset and a report's picture were shared."""
    layout = own_layout(workspace)
    shutil.copy(SHEETS / "reset.css", layout)
    shutil.copy(STRUCTURE / "lead.html.j2", layout)
    (workspace.issues / "7" / "issue.lock").unlink()

    lock(workspace)

    (copy,) = (workspace.issues / "7" / ".layout").iterdir()
    assert (copy / "reset.css").is_file() and printed(workspace) == printed(locked_archive)


def test_an_archive_made_after_the_lock_is_the_one_locked(locked_archive):
    """It carries the layout of its time as the layout, and nothing of the lock."""
    locked = read_lock(locked_archive, 7)["editions"]["archive"]["sha256"]

    assert hashlib.sha256(printed(locked_archive, "archive")).hexdigest() == locked


def test_the_first_full_render_of_a_published_issue_locks_it(tmp_path):
    """And no other: not of a part, not of a draft, not of an issue that is not out."""
    workspace = make_archive(tmp_path)
    path = workspace.issues / "7" / "issue.lock"
    run(tmp_path, "render", "7", "--edition", "all")
    assert not path.exists()
    edit(workspace, "issue.yaml", "language: en", "language: en\npublished: 2024-02-01")
    run(tmp_path, "render", "7", "--edition", "archive")
    assert not path.exists()

    done = run(tmp_path, "render", "7", "--edition", "all")

    assert done.returncode == 0 and "issues/7/issue.lock: locked" in done.stderr
    first = path.read_bytes()
    assert "locked" not in run(tmp_path, "render", "7", "--edition", "all").stderr
    assert path.read_bytes() == first


def test_the_list_stands_in_columns(workspace):
    """Each fact under the same fact of the issue above, though that was never rendered or locked."""
    shutil.copytree(workspace.issues / "7", workspace.issues / "12",
                    ignore=shutil.ignore_patterns("*.lock", ".*"))
    manifest = workspace.issues / "12" / "issue.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("number: 7", "number: 12"), "utf-8")
    run(workspace.root, "render", "12")

    first, second = run(workspace.root, "list").stdout.splitlines()

    assert first == "    7  2024-01-31  E-Newsletter    5 pages        locked"
    assert second == "   12  2024-01-31  E-Newsletter    5 pages  mail"


def test_a_remembered_render_hides_no_edited_layout(workspace):
    """Though the PDF at hand is what was locked: its layout is not."""
    assert [run(workspace.root, "render", "7").returncode for _ in range(2)] == [0, 0]
    (sheet,) = (workspace.issues / "7" / ".layout").glob("*/report.css")
    sheet.write_text(sheet.read_text("utf-8") + "p { color: red }", "utf-8")

    assert "layout-frozen" in run(workspace.root, "render", "7").stderr
    assert run(workspace.root, "render", "7", "--layout", "current").returncode == 0
