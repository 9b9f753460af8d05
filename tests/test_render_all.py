"""`render --all`: every issue, whatever becomes of the others, and nothing left behind."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rocbpress.typeset.workers.processes import METHOD
from tests.process_tree import is_spawned
from tests.small_issue import ISSUE, PUBLISHERS
from tests.systems import LINUX
from tests.workspaces import ROCBPRESS, copy_workspace, run

ARTICLE = "---\ntitle: One\nkind: report\n---\nThe words of issue {number}.\n"
NUMBERS = (1, 2, 3, 10)


def small_issue(root, number):
    """An issue of one report of one line."""
    folder = root / "issues" / str(number)
    (folder / "articles").mkdir(parents=True)
    (folder / "issue.yaml").write_text(ISSUE.replace("number: 5", f"number: {number}"))
    (folder / "articles" / "one.md").write_text(ARTICLE.format(number=number))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("archive")
    (root / "issues").mkdir()
    copy_workspace(root, issues=())
    (root / "issues" / "publishers.yaml").write_text(PUBLISHERS)
    for number in NUMBERS:
        small_issue(root, number)
    return root


@pytest.fixture
def archive(workspace):
    """The workspace with nothing rendered and nothing kept."""
    shutil.rmtree(workspace / "build", ignore_errors=True)
    return workspace


def pdf(root, number):
    return root / "build" / str(number) / f"rocb-{number}.pdf"


def begin(root, *words):
    return subprocess.Popen([ROCBPRESS, "render", "--all", *words], cwd=root, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                            # In a background job interrupts are ignored, and that is inherited.
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
                            env={**os.environ, "ROCBPRESS_ROOT": str(root), "TMPDIR": str(root / "tmp")})


def living(session):
    """The processes of a session that are no zombies, with their parents (proc(5), stat)."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
            if state != "Z" and int(its_session) == session:
                found[int(stat.parent.name)] = int(parent)
    return found


def eventually(condition, seconds=120.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.02)
    return condition()


def makers(session):
    """The processes that make issues: what the command has spawned, or its fork server has forked."""
    family = living(session)
    if METHOD == "spawn":
        return [number for number, parent in family.items() if parent == session and is_spawned(number)]
    return [number for number, parent in family.items() if family.get(parent) == session]


def test_every_issue_in_order_whatever_becomes_of_the_others(archive):
    """Faults of two issues are told in their places; the exit code is that of the earlier stage."""
    broken = {2: ("issue.yaml", "layout: rocb", "layout: rcob"),
              3: ("articles/one.md", "The words", "![](images/none.jpg)\n\nThe words")}
    before = {}
    for number, (name, old, new) in broken.items():
        path = archive / "issues" / str(number) / name
        before[path] = path.read_text()
        path.write_text(before[path].replace(old, new))
    done = run(archive, "render", "--all", "--jobs", "2")
    for path, text in before.items():
        path.write_text(text)
    told = [line for line in done.stderr.splitlines() if ": warning: " not in line]

    assert done.returncode == 3 and done.stdout == ""
    assert list(dict.fromkeys(re.sub(r":.*", "", line) for line in told)) == [
        "build/1/rocb-1.pdf", "issues/2/issue.yaml", "build/2/rocb-2.pdf", "issues/3/articles/one.md",
        "build/3/rocb-3.pdf", "build/10/rocb-10.pdf", "2 of 4 issues rendered, not 2, 3"]
    assert [pdf(archive, number).exists() for number in NUMBERS] == [True, False, False, True]


def test_all_writes_what_each_alone_writes(archive):
    """The same bytes side by side as one by one; a second run leaves the files as they are."""
    assert run(archive, "render", "--all", "--jobs", "3", "--no-cache").returncode == 0
    together = [hashlib.sha256(pdf(archive, number).read_bytes()).hexdigest() for number in NUMBERS]
    for number in NUMBERS:
        assert run(archive, "render", str(number)).returncode == 0
    times = [pdf(archive, number).stat().st_mtime_ns for number in NUMBERS]

    assert [hashlib.sha256(pdf(archive, number).read_bytes()).hexdigest() for number in NUMBERS] == together
    assert run(archive, "render", "--all").returncode == 0
    assert [pdf(archive, number).stat().st_mtime_ns for number in NUMBERS] == times


def test_an_unchanged_archive_loads_no_engine(archive):
    """Nothing changed: no fork server, no WeasyPrint, and each issue is still told."""
    assert run(archive, "render", "--all").returncode == 0
    done = run(archive, "render", "--all", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time" in line}

    assert not loaded & {"weasyprint", "pypdf", "markdown_it", "rocbpress.press.pipeline"}
    assert all(f"build/{number}/rocb-{number}.pdf: " in done.stderr for number in NUMBERS)


@LINUX
@pytest.mark.parametrize("end", ["SIGKILL", "SIGINT"])
def test_no_process_outlives_the_run(archive, end):
    """Ended in the middle, it leaves no process, and no file but whole ones; the next run goes on."""
    (archive / "tmp").mkdir(exist_ok=True)
    victim = begin(archive, "--jobs", "2")
    assert eventually(lambda: makers(victim.pid))
    os.kill(victim.pid, getattr(signal, end))
    victim.communicate()

    assert victim.returncode
    assert eventually(lambda: not living(victim.pid))
    assert run(archive, "render", "--all").returncode == 0
    # What SIGKILL leaves of a file that was being written is hidden.
    files = [*(archive / "build").glob("[0-9]*/*" if end == "SIGINT" else "[0-9]*/[!.]*")]
    assert [file.name for file in files] == [f"rocb-{file.parent.name}.pdf" for file in files]


@LINUX
def test_a_process_that_dies_takes_no_issue_with_it_but_its_own(archive):
    """Its issue is told of as worker-died, exit code 5; the others are there."""
    (archive / "tmp").mkdir(exist_ok=True)
    command = begin(archive, "--jobs", "1")
    first = eventually(lambda: makers(command.pid))
    os.kill(first[0], signal.SIGKILL)
    said = command.communicate()[1]

    assert command.returncode == 5
    assert "worker-died: the process that rendered issue 1 died" in said
    assert [pdf(archive, number).exists() for number in NUMBERS] == [False, True, True, True]


@pytest.mark.parametrize("words", [("render",), ("render", "1", "--all")])
def test_one_issue_or_all(workspace, words):
    """Neither or both is a question, not a guess."""
    done = run(workspace, *words)

    assert done.returncode == 2 and "render-what" in done.stderr
