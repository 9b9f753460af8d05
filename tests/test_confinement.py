"""What a worker gives up before it sees a flow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.changes import small_workspace
from tests.workspaces import ROOT, run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Landlock is of Linux")

TRIES = """
import os, socket, sys, threading
from pathlib import Path
from rocbpress.typeset.workers.confinement import confine
inside, outside, own = map(Path, sys.argv[1:])
confine([inside], [own])
def told(work):
    try:
        work()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
print(told((inside / "a").read_bytes), told((own / "b").touch), told(lambda: os.listdir(sys.prefix)))
print(told((outside / "a").read_bytes), told((inside / "b").touch), told((outside / "b").touch))
print(told(Path("/etc/passwd").read_bytes), told(lambda: os.listdir(Path.home())))
print(told(lambda: socket.create_connection(("127.0.0.1", 9), 1)))
print(told(lambda: bytearray(2_000_000_000)))
import sqlite3, wave  # modules of the interpreter, and its own libraries
"""


def landlock() -> int:
    """Which version of Landlock the system has."""
    import ctypes

    return int(ctypes.CDLL(None).syscall(444, None, 0, 1))


@pytest.mark.skipif(landlock() < 1, reason="no Landlock here")
def test_other_files_are_out_of_reach(tmp_path):
    """What is named stays readable, one folder writable; nothing else, nor memory without bound."""
    for name in ("inside", "outside", "own"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").touch()
    folders = [tmp_path / name for name in ("inside", "outside", "own")]
    done = subprocess.run([sys.executable, "-c", TRIES, *folders], capture_output=True, text=True, cwd=ROOT,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(Path.home())})

    refused = "PermissionError" if landlock() >= 4 else "ConnectionRefusedError"
    assert done.stderr == ""
    assert done.stdout.split("\n") == [
        "done done done", " ".join(["PermissionError"] * 3), " ".join(["PermissionError"] * 2), refused,
        "MemoryError", ""]


def test_workers_load_nothing_of_the_folder_that_somebody_is_in(tmp_path):
    """A stranger's workspace may have files that are named as modules are."""
    root = small_workspace(tmp_path)
    for name in ("weasyprint", "json", "typing", "rocbpress"):
        (root / f"{name}.py").write_text(f"open({str(root / 'loaded')!r}, 'w').close()\n")

    done = run(root, "render", "5", "--no-cache", "--jobs", "2")

    assert done.returncode == 0, done.stderr
    assert not (root / "loaded").exists()
