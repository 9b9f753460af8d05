"""Where a program may open few files at a time, it works with fewer processes, or says so in one line."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from rocbpress.press.job import process_count
from tests.changes import small_workspace
from tests.systems import POSIX
from tests.workspaces import ROCBPRESS, run

pytestmark = POSIX


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Issue 5, locked, and nothing made of it."""
    root = small_workspace(tmp_path_factory.mktemp("newsletter"))
    assert run(root, "lock", "5").returncode == 0
    shutil.rmtree(root / "build", ignore_errors=True)
    return root


def limited(root, number, *words):
    """What becomes of a command that may open so many files."""
    limit = f'ulimit -n {number}; exec "$@"'
    return subprocess.run(["bash", "-c", limit, "bash", ROCBPRESS, *words], cwd=root,
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "ROCBPRESS_ROOT": str(root)})


@pytest.mark.parametrize(("number", "words"), [
    (16, ("check", "5", "--jobs", "8")), (20, ("render", "5", "--draft", "--no-cache")),
    (20, ("verify", "5")), (24, ("check", "5", "--no-cache", "--jobs", "4")),
    (32, ("render", "--all", "--draft", "--no-cache", "--jobs", "8")), (64, ("check", "5", "--jobs", "32"))])
def test_a_few_are_enough(workspace, number, words):
    """From 16 on every command does its work."""
    done = limited(workspace, number, *words)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("check", "5", "--no-cache"), ("render", "--all", "--no-cache")])
def test_too_few_are_told(workspace, words):
    """Below that it may not, and says in a line why."""
    done = limited(workspace, 8, *words)

    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "descriptors-few: " in done.stderr


def test_as_many_processes_as_files_allow(monkeypatch):
    """Each needs some files; one is always there."""
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (32, 32))
    assert (process_count(2), process_count(50)) == (2, 2)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, 0))
    assert process_count(50) == 50
    monkeypatch.setattr(resource, "getrlimit", lambda _: (3, 3))
    assert process_count(2) == 1
