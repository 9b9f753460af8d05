"""Archived issues are made again years later, on another desk, and come out the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.systems import LINUX
from tests.workspaces import ROCBPRESS, copy_workspace, run, shorten


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shorten(copy_workspace(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="module")
def rendered(workspace):
    """The workspace with a shorter issue 82 rendered once."""
    done = run(workspace, "render", "82")
    assert done.returncode == 0, done.stderr
    return workspace


def pdf_of(root):
    return root / "build" / "82" / "rocb-82.pdf"


def test_same_bytes_on_another_desk(issue_82, tmp_path):
    """Another folder, home, time zone and hash seed, other fonts at hand: the same SHA-256."""
    other = copy_workspace(tmp_path / "a desk with spaces")
    home = tmp_path / "home"
    (home / ".fonts").mkdir(parents=True)
    impostor = next((other / "fonts" / "zen-kurenaido").glob("*.ttf"))
    shutil.copy(impostor, home / ".fonts" / "SourceSerif4_400Regular.ttf")
    done = run(other, "render", "82", "--no-cache", "--jobs", "1", environment={
        "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TZ": "Asia/Bangkok",
        "PYTHONHASHSEED": "4711", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"})

    assert done.returncode == 0, done.stderr
    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (issue_82, pdf_of(other)))
    assert first == second


def test_the_cache_changes_no_byte(rendered):
    """A run that finds every galley writes what a run without a cache writes."""
    before = pdf_of(rendered).read_bytes()
    shutil.rmtree(rendered / "build" / ".cache" / "results")

    assert run(rendered, "render", "82").returncode == 0
    assert pdf_of(rendered).read_bytes() == before


def test_an_unchanged_issue_is_not_set_again(rendered):
    """Nothing changed: the file is left as it is, and none of the engines is loaded."""
    before = pdf_of(rendered).stat().st_mtime_ns
    done = run(rendered, "render", "82", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time" in line}

    assert done.returncode == 0 and pdf_of(rendered).stat().st_mtime_ns == before
    assert not loaded & {"weasyprint", "pypdf", "markdown_it", "jinja2", "PIL"}


@LINUX
@pytest.mark.parametrize("delay", [0.2, 0.8, 1.6, 2.6])
def test_killed_at_any_moment(rendered, delay):
    """SIGKILL leaves the former PDF untouched and no process behind, and the next run works."""
    before = pdf_of(rendered).read_bytes()
    victim = subprocess.Popen([ROCBPRESS, "render", "82", "--no-cache"], cwd=rendered, start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env={**os.environ, "ROCBPRESS_ROOT": str(rendered)})
    time.sleep(delay)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()

    assert pdf_of(rendered).read_bytes() == before
    assert nobody_is_left(victim.pid)


def test_after_a_kill_the_next_run_works(rendered):
    """What a killed run left behind is in nobody's way."""
    before = pdf_of(rendered).read_bytes()

    assert run(rendered, "render", "82", "--no-cache").returncode == 0
    assert pdf_of(rendered).read_bytes() == before
    assert not [p for p in pdf_of(rendered).parent.iterdir() if p != pdf_of(rendered)]


def nobody_is_left(session, patience=60.0):
    """Whether all processes of the session end within some seconds of their leader's death."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if session not in living_sessions():
            return True
        time.sleep(0.05)
    return False


def living_sessions():
    """The sessions of all processes that are no zombies (proc(5): state and session of stat)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if state != "Z":
                yield int(session)
