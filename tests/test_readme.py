"""What the README says can be typed, works as it says."""

from __future__ import annotations

import re
import shlex

import pytest
from docx import Document

from rocbpress.workspace.libraries import cure
from tests.previewing import started
from tests.workspaces import ROOT, copy_workspace, run, shorten

README = (ROOT / "README.md").read_text("utf-8")
LINES = re.findall(r"^    (apt-get .*)$", README, flags=re.MULTILINE)
COMMANDS = re.findall(r"^\| `rocbpress ([^`]+)` \|", README, flags=re.MULTILINE)


@pytest.fixture
def workspace(tmp_path):
    return copy_workspace(tmp_path)


def done(root, *words):
    """The command run to its end; of the preview, as soon as its page has come."""
    if words[0] != "preview":
        return run(root, *words)
    with started(root, *words) as preview:
        assert preview.get("")[0] == 200
    return preview.process


def test_two_commands_of_one_line_each():
    """One renders issue 82, one runs the tests; both install what a bare Debian lacks."""
    render, tests = LINES

    assert render.endswith("&& .venv/bin/rocbpress render 82") and tests.endswith("&& .venv/bin/pytest -n 2")
    needed = {word for word in shlex.split(cure("linux")) if word.startswith("lib")}
    assert all(needed <= set(shlex.split(line)) for line in LINES)


def test_every_command_runs(workspace):
    """Each row of the table of commands does what it says, from the first to the last."""
    shorten(workspace)
    report = Document()
    report.add_paragraph("A report", style="Title")
    report.save(workspace / "report.docx")
    said = {command: done(workspace, *shlex.split(command)) for command in COMMANDS}

    assert said and {command: ended.stderr for command, ended in said.items() if ended.returncode} == {}
    made = [*re.findall(r"`(build/[\w/.-]+)`", README), "build/82/rocb-82-print.pdf",
            "issues/83/issue.yaml", "issues/83/articles/report.md",
            "restored/issues/82/issue.yaml", "issues/findings.schema.json", "issues/82/issue.lock"]
    assert [name for name in made if not (workspace / name).is_file()] == []


def test_the_summary_reads_as_shown(workspace):
    """The line that render prints is the one shown, but for its size and its seconds."""
    [shown] = re.findall(r"^    (build/82/rocb-82\.pdf: .*)$", README, flags=re.MULTILINE)
    said = run(workspace, "render", "82").stderr.strip()

    assert re.sub(r"[\d.]+ (MB|s)\b", r"\1", said) == re.sub(r"[\d.]+ (MB|s)\b", r"\1", shown)


def test_the_next_issue_renders_at_once(workspace):
    """The folder that `new` makes needs no edit to become a draft, and is no more than that."""
    shorten(workspace)
    assert run(workspace, "new", "83", "--from", "82").returncode == 0
    printed = run(workspace, "render", "83")
    done = run(workspace, "render", "83", "--draft")

    assert printed.returncode == 3 and "placeholder" in printed.stderr
    assert done.returncode == 0, done.stderr
    assert (workspace / "build" / "83" / "rocb-83-draft-1.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_every_file_it_names_is_there():
    """Links and pictures lead somewhere, and so do the rows of the folder map."""
    names = re.findall(r"\]\(([^)#:]+)\)", README)
    names += [name.split("*")[0] for name in re.findall(r"^\| `([^`]+/[^`]*)`", README, flags=re.MULTILINE)
              if not name.startswith("build/")]

    assert names and all((ROOT / name).exists() for name in names if " " not in name)
