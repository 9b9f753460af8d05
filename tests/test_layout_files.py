"""What lies in a layout's folder besides its own files: links, and what systems leave there."""

from __future__ import annotations

import json
import shutil

import pytest

from rocbpress.findings.errors import LayoutError
from rocbpress.layout.files import check_files, check_fonts
from rocbpress.layout.locked import LOCK, copy_of, locked_layout
from rocbpress.workspace.contained import leading_out
from rocbpress.workspace.fingerprint import LEFT_BY_SYSTEMS, digest_files
from rocbpress.workspace.workspace import Workspace
from tests.workspaces import ROOT

LEFT = sorted(LEFT_BY_SYSTEMS)


@pytest.fixture
def copy(tmp_path):
    """An issue with a lock, and its copy of the layout."""
    return locked(tmp_path)


def locked(root, *left):
    """The copy that a locked issue has, which was made with these files in it."""
    aside = root / "aside"
    shutil.copytree(ROOT / "layouts/plain", aside)
    for name in left:
        (aside / name).write_bytes(b"then")
    digest = digest_files(aside)
    folder = root / "issues" / "5"
    (folder / ".layout").mkdir(parents=True)
    (folder / "issue.yaml").write_text("number: 5\n")
    (folder / LOCK).write_text(json.dumps({"layout": {"name": "plain", "sha256": digest}}))
    aside.rename(copy_of(folder, "plain", digest))
    return copy_of(folder, "plain", digest)


@pytest.mark.parametrize("name", LEFT)
def test_what_a_system_leaves_is_no_change(copy, tmp_path, name):
    """Looking at the folder of a locked layout does not break its lock."""
    (copy / name).write_bytes(b"now")

    assert locked_layout(Workspace(tmp_path), 5, "plain") == copy


@pytest.mark.parametrize("name", LEFT)
def test_locks_that_counted_it_hold(tmp_path, name):
    """A lock made when such files counted still fits the copy as it was made."""
    copy = locked(tmp_path, name)

    assert locked_layout(Workspace(tmp_path), 5, "plain") == copy


def test_any_other_file_is_a_change(copy, tmp_path):
    """One more sheet, or a letter more in one."""
    (copy / "own.css").write_text("p {}")

    with pytest.raises(LayoutError, match="layout-frozen"):
        locked_layout(Workspace(tmp_path), 5, "plain")


def test_digests_without_such_files_are_as_before():
    """Leaving them out changes no digest of a layout that has none."""
    for name in ("plain", "rocb"):
        folder = ROOT / "layouts" / name
        assert digest_files(folder, without=LEFT_BY_SYSTEMS) == digest_files(folder)


def test_links_within_a_folder_are_no_fault(tmp_path):
    """To a file or a folder, relative or not; the folder may be a link itself."""
    inside = tmp_path / "layouts" / "own"
    (inside / "below").mkdir(parents=True)
    (inside / "one.css").write_text("p {}")
    (inside / "two.css").symlink_to("one.css")
    (inside / "below" / "three.css").symlink_to("../one.css")
    (inside / "again").symlink_to(inside / "below")
    (tmp_path / "alias").symlink_to(inside)

    assert [*check_files(inside, "own")] == [*check_files(tmp_path / "alias", "own")] == []


def test_links_that_lead_out_are_told_in_order(tmp_path):
    """Of a file, of a folder, to nothing, in a circle; nothing is opened through them."""
    fonts = tmp_path / "fonts"
    (fonts / "own").mkdir(parents=True)
    (fonts / "own" / "a.ttf").symlink_to("/etc/passwd")
    (fonts / "b").symlink_to(tmp_path)
    (fonts / "c").symlink_to("nothing")
    (fonts / "d").symlink_to("d")

    assert {path.name for path in leading_out(fonts)} == {"a.ttf", "b", "c", "d"}
    assert sorted(finding.where.file for finding in check_fonts(fonts)) == [
        "fonts/b", "fonts/c", "fonts/d", "fonts/own/a.ttf"]


def test_our_own_layouts_and_fonts_have_none():
    """Nor has a sheet of ours brackets as deep as is refused."""
    for name in ("plain", "rocb"):
        assert [*check_files(ROOT / "layouts" / name, name)] == []
    assert [*check_fonts(ROOT / "fonts")] == []
