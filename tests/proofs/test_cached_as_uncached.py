"""After any change of an input, a run that finds what was kept writes what a run without a cache writes."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.changes import CHANGES, small_workspace
from tests.workspaces import ROCBPRESS, ROOT, run

FAMILIES = tuple(path.name for path in (ROOT / "fonts").iterdir() if path.is_dir())
EDITIONS = ("mail", "print")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """The small issue, with its galleys, maps, pictures and results of two editions kept."""
    root = small_workspace(tmp_path_factory.mktemp("original"), FAMILIES)
    for edition in EDITIONS:
        done = run(root, "render", "5", "--edition", edition, "--jobs", "1")
        assert done.returncode == 0, done.stderr
    return root


def made(root, folder, *words):
    """Exit code, findings and files of both editions."""
    said = [run(root, "render", "5", "--edition", edition, "--jobs", "1", "--output", folder, *words)
            for edition in EDITIONS]
    findings = [re.sub(r"(?m)^\S+/rocb-5\S*: \d.*$", "", done.stderr) for done in said]
    return ([done.returncode for done in said], findings,
            {path.name: path.read_bytes() for path in sorted((root / folder).glob("*.pdf"))})


@pytest.mark.parametrize("kind", CHANGES)
def test_cached_as_uncached(original, tmp_path, kind):
    """The same exit codes, findings and bytes; and something is different from before the change."""
    root = shutil.copytree(original, tmp_path / "copy", symlinks=True)
    before = {path.name: path.read_bytes() for path in (root / "build" / "5").glob("*.pdf")}
    CHANGES[kind][0](root)
    kept = made(root, "kept")
    shutil.rmtree(root / "build")

    assert kept == made(root, "anew", "--no-cache")
    assert kept[0] == [0, 0] and kept[2].keys() == before.keys()
    assert kept[2] != before or kind in UNSEEN


# What these change is printed nowhere in a small issue: but it is for the run without a cache to say so.
UNSEEN = {"publisher's logo"}


def test_two_runs_share_a_cache(original, tmp_path):
    """At the same time, over one folder of galleys and pictures: both write the whole issue."""
    root = shutil.copytree(original, tmp_path / "copy")
    shutil.rmtree(root / "build")
    runs = [subprocess.Popen([ROCBPRESS, "render", "5", "--root", root, "--output", root / folder],
                             stderr=subprocess.PIPE, text=True) for folder in ("one", "two")]
    said = [each.communicate()[1] for each in runs]

    assert [each.returncode for each in runs] == [0, 0], said
    files = [(root / folder / "rocb-5.pdf").read_bytes() for folder in ("one", "two")]
    assert files[0] == files[1] == (original / "build" / "5" / "rocb-5.pdf").read_bytes()


@pytest.mark.parametrize("damage", [lambda data: data[:len(data) // 2], lambda data: data[::-1]])
def test_all_that_is_kept_damaged(original, tmp_path, damage):
    """Galleys, results, pictures, drawings: each file cut or turned round, the issue is the same."""
    root = shutil.copytree(original, tmp_path / "copy")
    before = (root / "build" / "5" / "rocb-5.pdf").read_bytes()
    for path in (root / "build" / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(damage(path.read_bytes()))
    done = run(root, "render", "5")

    assert done.returncode == 0, done.stderr
    assert (root / "build" / "5" / "rocb-5.pdf").read_bytes() == before
