"""What the README says can be typed, works as it says."""

from __future__ import annotations

import re
import shlex

import pytest

from rocbpress.cli.doctor import APT
from tests.workshop import ROOT, copy_workspace, run

README = (ROOT / "README.md").read_text("utf-8")
LINES = re.findall(r"^    (apt-get .*)$", README, flags=re.MULTILINE)
COMMANDS = re.findall(r"^\| `rocbpress ([^`]+)` \|", README, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return copy_workspace(tmp_path_factory.mktemp("readme"))


def test_two_commands_of_one_line_each():
    """One renders issue 82, one runs the tests; both install what a bare Debian lacks."""
    render, tests = LINES

    assert render.endswith("&& .venv/bin/rocbpress render 82") and tests.endswith("&& .venv/bin/pytest -n 2")
    needed = {word for word in shlex.split(APT) if word.startswith("lib")}
    assert all(needed <= set(shlex.split(line)) for line in LINES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(workspace, command):
    """Each row of the table of commands does what it says, in the order of the table."""
    done = run(workspace, *shlex.split(command))

    assert done.returncode == 0, done.stderr


def test_the_summary_reads_as_shown(workspace):
    """The line that render prints has the form shown, with its pages."""
    [shown] = re.findall(r"^    (build/82/rocb-82\.pdf: .*)$", README, flags=re.MULTILINE)
    said = run(workspace, "render", "82").stderr.strip()
    form = r"build/82/rocb-82\.pdf: (\d+) pages, [\d.]+ MB, [\d.]+ s, no findings"

    assert re.fullmatch(form, shown)[1] == re.fullmatch(form, said)[1]


def test_the_next_issue_renders_at_once(workspace):
    """The folder that `new` makes needs no edit to become a PDF."""
    if not (workspace / "issues" / "83").is_dir():
        assert run(workspace, "new", "83", "--from", "82").returncode == 0
    done = run(workspace, "render", "83")

    assert done.returncode == 0, done.stderr
    assert (workspace / "build" / "83" / "rocb-83.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_every_file_it_names_is_there():
    """Links and pictures lead somewhere, and so do the rows of the folder map."""
    names = re.findall(r"\]\(([^)#:]+)\)", README)
    names += [name.split("*")[0] for name in re.findall(r"^\| `([^`]+/[^`]*)`", README, flags=re.MULTILINE)
              if not name.startswith(("build/", "issues/82/images"))]

    assert names and all((ROOT / name).exists() for name in names if " " not in name)
