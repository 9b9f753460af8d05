"""A run that is ended leaves nothing behind: no process, no temporary folder, no half of a file."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pytest

from rocbpress.workspace.temporary import process_folder, temporary_folder
from tests.archived import make_archive
from tests.process_tree import PATIENCE, eventually
from tests.signals import ENDING, end_at
from tests.systems import LINUX
from tests.workspaces import ROCBPRESS, run

pytestmark = LINUX


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A small issue."""
    return make_archive(tmp_path_factory.mktemp("archive")).root


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("seed", range(2))
def test_a_signal_ends_the_run(tmp_path, archive, seed, number):
    """Whenever it comes."""
    end_at(random.Random(seed * 10 + number), archive, tmp_path, number)


def test_what_was_killed_is_cleared_by_the_next_run(tmp_path, archive):
    """SIGKILL lets nobody clear anything."""
    place = Path(mkdtemp(prefix="t"))  # a short name, as sockets need
    command = subprocess.Popen(
        [ROCBPRESS, "render", "7", "--jobs", "2", "--no-cache", "--root", archive,
         "--output", tmp_path / "out"],
        env={**os.environ, "TMPDIR": str(place)}, start_new_session=True)
    assert eventually(lambda: list(place.glob("rocbpress-*")))
    os.killpg(command.pid, signal.SIGKILL)
    command.wait()
    assert list(place.glob("rocbpress-*"))

    done = run(archive, "render", "7", "--no-cache", "--output", str(tmp_path / "out"),
               environment={"TMPDIR": str(place)})
    assert done.returncode == 0 and not list(place.iterdir())
    place.rmdir()


def test_a_folder_goes_though_somebody_writes_into_it(monkeypatch, tmp_path):
    """A process that outlives its parent by a moment makes files there while the folder is removed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = ("import os, sys, time\n"
            "end = time.monotonic() + 0.5\n"
            "while time.monotonic() < end: open(os.path.join(sys.argv[1], os.urandom(8).hex()), 'w')")
    with temporary_folder() as folder:
        for number in range(20_000):  # it takes a while to remove these
            (folder / str(number)).touch()
        writing = subprocess.Popen([sys.executable, "-c", code, folder], stderr=subprocess.DEVNULL)
        assert eventually(lambda: len(list(folder.iterdir())) > 20_000)
    writing.wait(timeout=PATIENCE)

    assert not list(tmp_path.iterdir())


def test_folders_of_living_processes_stay(monkeypatch, tmp_path):
    """Those of processes that have ended go, whoever asks for one next; links are not followed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    old, link = (tmp_path / f"rocbpress-{ended.pid}-{name}" for name in ("old", "link"))
    old.mkdir()
    (old / "file").touch()
    link.symlink_to(tmp_path)
    (tmp_path / "rocbpress-fault-x.txt").touch()
    with temporary_folder() as own:
        process_folder.cache_clear()
        kept = process_folder()
        assert own.is_dir() and kept.is_dir() and not old.exists()
    process_folder.cache_clear()

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        (kept.name, link.name, "rocbpress-fault-x.txt"))
    assert kept.name.startswith(f"rocbpress-{os.getpid()}-")
