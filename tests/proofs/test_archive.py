"""The archive at length: issues that come out of their own file, on another desk, and many in a row."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.sampling import ALL
from tests.proofs.tracing import CAN_TRACE, TRACE
from tests.proofs.volumes import SPOILT, make_volumes
from tests.workspaces import ROCBPRESS, copy_workspace, run

# Issues; where the first round ends; where memory is measured from, and the megabytes that an issue may add.
COUNT, KILLED_AT, SETTLED, GROWTH = (40, 5, 15, 2.4) if ALL else (16, 5, 7, 4)


@pytest.mark.parametrize("number", ["82", "0"])
def test_an_archive_edition_makes_itself_again(number, tmp_path):
    """Restored into an empty folder, with nothing else at hand, it renders to the same SHA-256."""
    workspace = copy_workspace(tmp_path / "workspace", (number,))
    assert run(workspace, "render", number, "--edition", "archive").returncode == 0
    kept = shutil.copy(workspace / "build" / number / f"rocb-{number}-archive.pdf", tmp_path / "kept.pdf")
    shutil.rmtree(workspace)
    desk, home = tmp_path / "desk", tmp_path / "home"
    home.mkdir()

    assert run(tmp_path, "restore", "kept.pdf", "desk").returncode == 0
    done = run(desk, "render", number, "--edition", "archive",
               environment={"HOME": str(home), "TZ": "Asia/Tokyo"})

    assert done.returncode == 0, done.stderr
    made = desk / "build" / number / f"rocb-{number}-archive.pdf"
    assert digest(made) == digest(kept)


@pytest.mark.skipif(not CAN_TRACE, reason="no strace that may trace here")
def test_a_locked_issue_is_identical_elsewhere(tmp_path):
    """In another folder, another HOME, another time zone; no face of the system is so much as looked at."""
    workspace = copy_workspace(tmp_path / "workspace")
    assert run(workspace, "lock", "82").returncode == 0
    other, home, trace = tmp_path / "an other", tmp_path / "home", tmp_path / "trace"
    shutil.copytree(workspace, other, ignore=shutil.ignore_patterns("build"))
    shutil.rmtree(workspace)
    home.mkdir()

    done = subprocess.run(
        [*TRACE, "-y", "-e", "trace=open,openat,openat2", "-o", trace, ROCBPRESS, "verify", "82"],
        cwd=other, capture_output=True, text=True, check=False,
        env={**os.environ, "ROCBPRESS_ROOT": str(other), "HOME": str(home), "TZ": "Asia/Tokyo"})

    assert done.returncode == 0
    assert re.findall(r"82, (\w+): (.*)", done.stderr) == [
        (name, "identical") for name in ("archive", "mail", "print")]
    # -y names what a descriptor stands for: fonts are opened by their name in a folder's.
    opened = re.findall(r"= \d+<(.+)>$", trace.read_text("utf-8", "replace"), flags=re.MULTILINE)
    faces = {name for name in opened if name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb", ".pcf.gz"))}
    assert faces
    assert [name for name in sorted(faces)
            if not name.startswith(str(other)) and "/rocbpress-" not in name] == []


def digest(path: str | Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def rounds(tmp_path_factory) -> tuple[Path, list[str], list[str], list[dict], dict[int, int]]:
    """Many issues, some of them spoilt, verified in two rounds, of which the first is killed.

    The workspace, what either round said, the verdicts, and the memory in kilobytes at each issue.
    """
    root = tmp_path_factory.mktemp("archive")
    workspace = make_volumes(root, COUNT)
    for number, (spoil, _) in SPOILT.items():
        spoil(workspace.issues / str(number))
    told = tmp_path_factory.mktemp("told") / "verified.json"
    with verify(root, told) as first:
        broken = list(until(first, f"{KILLED_AT}/{COUNT}"))
        first.kill()
    said, memory = [], {}
    with verify(root, told) as second:
        for line in second.stderr:
            said.append(line.rstrip())
            if found := re.match(rf"(\d+)/{COUNT}\b", line):
                memory[int(found[1])] = resident(second.pid)
    assert second.returncode == 7
    return root, broken, said, json.loads(told.read_text("utf-8"))["issues"], memory


def verify(root: Path, told: Path) -> subprocess.Popen[str]:
    # One process: pages this few are set before others would have started. A file takes what is told:
    # it is more than a pipe holds, and nobody reads it before the end.
    with told.open("wb") as stream:
        return subprocess.Popen([ROCBPRESS, "verify", "--all", "--json", "--jobs", "1"], cwd=root, text=True,
                                stdout=stream, stderr=subprocess.PIPE,
                                env={**os.environ, "ROCBPRESS_ROOT": str(root)})


def until(process: subprocess.Popen[str], last: str) -> Iterator[str]:
    for line in process.stderr:
        yield line.rstrip()
        if line.startswith(last):
            return


def resident(process: int) -> int:
    (found,) = re.findall(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text("utf-8"))
    return int(found)


def test_all_verdicts_are_right(rounds):
    """Whatever was done to an issue is told of it with kind and page, and nothing of any other."""
    entries = {entry["number"]: entry for entry in rounds[3]}

    assert list(entries) == list(range(1, COUNT + 1))
    for number, entry in entries.items():
        verdict, changes = SPOILT[number][1] if number in SPOILT else ("identical", {})
        (mail,) = (each for each in entry["editions"] if each["edition"] == "mail")
        assert (entry["verdict"], {each["page"]: set(each["kinds"]) for each in mail["pages"]}) == (
            verdict, changes), number
        assert bool(entry["report"]) == (verdict == "changed")


def test_it_goes_on_after_a_kill(rounds):
    """What was verified before SIGKILL is not verified again, though its verdict counts as before."""
    _, broken, said, *_ = rounds
    known = [line for line in said if "in the interrupted run" in line]

    assert broken[-1] == f"{KILLED_AT}/{COUNT}" and not [line for line in broken if "interrupted" in line]
    assert [int(line.partition("/")[0]) for line in known] == list(range(1, KILLED_AT))
    assert [re.search(r"was (.+) in the", known[number - 1])[1] for number in (1, 2, 3)] == [
        "identical", "changed", "equivalent"]


def test_progress_is_shown(rounds):
    """Which issue of how many, from the first to the last."""
    assert [line.split(":")[0] for line in rounds[2] if re.match(r"\d+/", line)] == [
        f"{number}/{COUNT}" for number in range(1, COUNT + 1)]


def test_memory_does_not_grow_with_the_archive(rounds):
    """From where a round has settled to its last issue."""
    memory = rounds[4]

    assert memory[COUNT] - memory[SETTLED] < GROWTH * 1000 * (COUNT - SETTLED), list(memory.values())


def test_the_list_tells_when_each_was_verified(rounds):
    """And with which WeasyPrint."""
    listed = json.loads(run(rounds[0], "list", "--json").stdout)["issues"]

    assert len(listed) == COUNT and all(row["locked"] and row["verified"]["when"] for row in listed)
    assert {row["verified"]["engines"]["weasyprint"] for row in listed} == {"70.0"}
    assert {row["number"] for row in listed if row["verified"]["verdict"] != "identical"} == set(SPOILT)
