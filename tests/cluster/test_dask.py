"""A real scheduler and two workers of Dask on loopback, who cannot read the workspace."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cluster.processes import answers, running
from tests.workspaces import ROCBPRESS, copy_workspace, run

# For a process begun so, an empty folder lies over the workspace, wherever the system lets one do that.
BLINDED = ["unshare", "-m", "sh", "-c", 'mount --bind "$0" "$1" && shift && exec "$@"']
CAN_BE_BLINDED = bool(shutil.which("unshare")) and not subprocess.run(
    ["unshare", "-m", "true"], check=False, stderr=subprocess.DEVNULL).returncode


@dataclass(frozen=True, slots=True)
class Worker:
    """A process of Dask with a home and a folder for temporary files of its own."""

    process: subprocess.Popen[bytes]
    home: Path

    def faces(self) -> list[Path]:
        """The faces that were sent to it."""
        return [path for path in self.home.glob("rocbpress-*/*/**/*") if path.suffix == ".ttf"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return copy_workspace(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def at_home(workspace):
    """The SHA-256 of the issue as it is rendered without a cluster."""
    assert run(workspace, "render", "82", "--no-cache").returncode == 0
    return digest(workspace)


@pytest.fixture
def scheduler(tmp_path_factory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    words = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    with running([sys.executable, "-m", "distributed.cli.dask_scheduler", *words],
                 tmp_path_factory.mktemp("scheduler")):
        until = time.monotonic() + 30
        while time.monotonic() < until and not answers(port):
            time.sleep(0.1)
        yield address


@pytest.fixture
def workers(workspace, scheduler, tmp_path_factory) -> Iterator[list[Worker]]:
    """Two, one of which has two threads; neither sees the workspace."""
    one, two = (tmp_path_factory.mktemp("worker") for _ in range(2))
    words = [*blinded(workspace, one), sys.executable, "-m", "distributed.cli.dask_worker", scheduler,
             "--no-nanny", "--no-dashboard", "--nthreads"]
    with running([*words, "1"], one) as first, running([*words, "2"], two) as second:
        yield [Worker(first, one), Worker(second, two)]


def blinded(workspace: Path, home: Path) -> list[str]:
    (home / "empty").mkdir()
    return [*BLINDED, str(home / "empty"), str(workspace)] if CAN_BE_BLINDED else []


def digest(root: Path) -> str:
    return hashlib.sha256((root / "build" / "82" / "rocb-82.pdf").read_bytes()).hexdigest()


def begin(root: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([ROCBPRESS, "render", "82", *words], cwd=root, text=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            # In a background job interrupts are ignored, and that is inherited.
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
                            env={**os.environ, "ROCBPRESS_ROOT": str(root)})


def galleys_kept(root: Path) -> int:
    return len(list((root / "kept" / "galleys").glob("??/[!.]*")))


def test_a_worker_sees_no_workspace(workspace, tmp_path):
    """What the next test rests on, where the system can do it."""
    if not CAN_BE_BLINDED:
        pytest.skip("this system hides no folder from a process")
    seen = subprocess.run([*blinded(workspace, tmp_path), "ls", str(workspace)], capture_output=True,
                          text=True, check=True)

    assert seen.stdout == ""


def test_a_cluster_sets_what_is_set_at_home(workspace, at_home, scheduler, workers):
    """The same SHA-256, by workers who had the faces sent, and no file of ours to read."""
    done = run(workspace, "render", "82", "--no-cache", "--scheduler", scheduler)
    count = len(list((workspace / "fonts").rglob("*.ttf")))

    assert done.returncode == 0, done.stderr
    assert digest(workspace) == at_home
    assert {len(worker.faces()) for worker in workers} == {count}


def test_a_worker_killed_half_way(workspace, at_home, scheduler, workers):
    """What it was at is set by the other, to the same SHA-256."""
    command = begin(workspace, "--cache", "kept", "--scheduler", scheduler)
    until = time.monotonic() + 100
    while galleys_kept(workspace) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    kept = galleys_kept(workspace)
    workers[1].process.kill()
    said = command.communicate()[1]

    assert command.returncode == 0, said
    assert workers[1].faces() and 3 <= kept < galleys_kept(workspace)
    assert digest(workspace) == at_home


def test_all_workers_killed(workspace, scheduler, workers):
    """Without any worker left the run ends, with a finding and exit code 5."""
    command = begin(workspace, "--no-cache", "--scheduler", scheduler)
    until = time.monotonic() + 100
    while not any(worker.faces() for worker in workers) and time.monotonic() < until:
        time.sleep(0.01)
    for worker in workers:
        worker.process.kill()
    said = command.communicate(timeout=60)[1]

    assert command.returncode == 5 and "cluster-lost" in said


def test_faults_are_told_as_at_home(workspace, scheduler, workers):
    """What is against a flow comes back from the worker in the same words."""
    assert workers
    path = workspace / "issues" / "82" / "articles" / "rpsg.md"
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{'m' * 150}\n", "utf-8")
    home, away = (run(workspace, "render", "82", "--no-cache", *words)
                  for words in ((), ("--scheduler", scheduler)))
    path.write_text(before, "utf-8")

    assert home.returncode == away.returncode == 5 and "line-wide" in home.stderr
    assert set(away.stderr.splitlines()) == set(home.stderr.splitlines())


def test_interrupted(workspace, scheduler, workers):
    """The command ends at once, and the workers stay."""
    command = begin(workspace, "--no-cache", "--scheduler", scheduler)
    until = time.monotonic() + 100
    while not any(worker.faces() for worker in workers) and time.monotonic() < until:
        time.sleep(0.01)
    command.send_signal(signal.SIGINT)
    command.communicate(timeout=20)

    assert command.returncode and all(worker.process.poll() is None for worker in workers)


@pytest.mark.parametrize("delay", [0.4, 1.1, 1.3, 1.5, 1.7, 1.9, 2.2])
def test_interrupted_at_any_moment(workspace, scheduler, workers, delay):
    """Also where flows are out, of which nobody will tell any more."""
    command = begin(workspace, "--no-cache", "--scheduler", scheduler)
    time.sleep(delay)
    command.send_signal(signal.SIGINT)
    command.communicate(timeout=20)

    assert command.returncode and all(worker.process.poll() is None for worker in workers)


def test_a_scheduler_without_workers(workspace, scheduler):
    """Nobody to set it is a finding of usage, not a wait without end."""
    done = run(workspace, "render", "82", "--no-cache", "--scheduler", scheduler)

    assert done.returncode == 2 and "scheduler-unreached" in done.stderr
