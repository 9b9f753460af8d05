"""The command line as an officer meets it: exit codes, messages, and nothing on paper that is half made."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.workspaces import copy_workspace, run, shorten


@pytest.fixture
def workspace(tmp_path):
    return copy_workspace(tmp_path)


def spoil(workspace, file, old, new):
    """One change to a file of the issue."""
    path = workspace / "issues" / "82" / file
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(("words", "code"), [
    (("render",), 2), (("render", "eighty-two"), 2), (("render", "83"), 2),
    (("render", "82", "--nonsense"), 2), (("nonsense",), 2), (("--version",), 0),
    (("render", "82", "--edition", "braille"), 2)])
def test_usage(workspace, words, code):
    """What cannot be understood is exit code 2, in words."""
    done = run(workspace, *words)

    assert done.returncode == code and "Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_all_faults_of_an_issue_are_told_at_once(workspace):
    """Each with file, line, column and code; exit code 3; nothing is written."""
    spoil(workspace, "issue.yaml", "language: en", "langauge: en")
    spoil(workspace, "articles/rpsg.md", "\n---\n", "\n---\n![](images/none.jpg)\n\n")
    spoil(workspace, "articles/rpsg.md", "\n## Two schools", "\n<b>Words.</b>\n\n## Two schools")
    spoil(workspace, "articles/oco-conference.md", "kind: report", "kind: reprt")
    done = run(workspace, "render", "82")
    places = re.findall(r"^issues/82/(\S+?):(\d+)(?::\d+)?: ([a-z-]+): ", done.stderr, flags=re.MULTILINE)

    assert done.returncode == 3
    assert {("issue.yaml", "key-unknown")} | {
        ("articles/rpsg.md", "image-missing"), ("articles/rpsg.md", "html-raw"),
        ("articles/oco-conference.md", "value-unknown")} <= {(file, code) for file, _, code in places}
    assert ("articles/rpsg.md", "11", "image-missing") in places
    assert "did you mean language?" in done.stderr
    assert re.search(r"\nbuild/82/rocb-82\.pdf: not written, \d+ errors[^\n]*\n\Z", done.stderr)
    assert not (workspace / "build" / "82").exists()


def test_a_broken_article_names_its_line(workspace):
    """A picture that is not there is told with its line, and the near name as a hint."""
    (workspace / "issues" / "82" / "images").mkdir(exist_ok=True)
    spoil(workspace, "articles/rpsg.md", "\n---\n", "\n---\n\n![A room](images/opning.jpg)\n\n")
    line = (workspace / "issues" / "82" / "articles" / "rpsg.md").read_text("utf-8").split("\n").index(
        "![A room](images/opning.jpg)") + 1
    done = run(workspace, "check", "82")

    assert done.returncode == 3
    assert f"issues/82/articles/rpsg.md:{line}:" in done.stderr and "opning.jpg" in done.stderr


def test_check_tells_programs_in_json(workspace):
    """Codes, places and hints under a version; the exit code is the same."""
    spoil(workspace, "issue.yaml", "language: en", "langauge: en")
    done = run(workspace, "check", "82", "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 3 and told["schema"] == 1
    first = told["findings"][0]
    assert set(first) == {"code", "severity", "message", "hint", "file", "line", "column", "page", "passage"}
    assert first["file"] == "issues/82/issue.yaml" and first["line"] > 0


def test_check_writes_nothing_but_the_cache(workspace):
    """The folder of the issue's output is not even made."""
    assert run(shorten(workspace), "check", "82").returncode == 0
    assert [p.name for p in (workspace / "build").iterdir() if not p.name.startswith(".")] == []


def test_a_missing_layout_is_a_layout_error(workspace):
    """Exit code 4, with the layouts there are."""
    spoil(workspace, "issue.yaml", "layout: rocb", "layout: rcob")
    done = run(workspace, "check", "82")

    assert done.returncode == 4 and "rocb" in done.stderr


def test_a_refused_write_is_exit_code_8(workspace):
    """A file where the folder should be: said in words, and the file is left alone."""
    (workspace / "out").write_text("in the way")
    done = run(shorten(workspace), "render", "82", "--output", "out")

    assert done.returncode == 8 and "write-refused" in done.stderr
    assert (workspace / "out").read_text() == "in the way"


def test_the_issues_at_hand(workspace):
    """`list` knows the issue and, for programs, its particulars."""
    assert "E-Newsletter" in run(workspace, "list").stdout
    [row] = json.loads(run(workspace, "list", "--json").stdout)["issues"]

    assert row["number"] == 82 and row["date"] == "2023-10-31"


def test_nothing_but_words_off_a_terminal(workspace):
    """No bar, no control character, nothing on standard output."""
    done = run(shorten(workspace), "render", "82")

    assert done.stdout == "" and "\r" not in done.stderr and "\x1b" not in done.stderr


def test_stages_are_shown_when_asked_for(workspace):
    """A line a stage with -v, before the command or after it; more with -vv; else nothing."""
    shorten(workspace)
    silent, one, two = (run(workspace, *words, "--no-cache").stderr.splitlines() for words in (
        ("render", "82"), ("-v", "render", "82"), ("render", "82", "-vv")))
    stages = [line for line in one if re.match(r" *\d+ ms  ", line)]

    assert len(silent) == 1 and one[len(stages):] and 4 <= len(stages) == len(one) - 1
    assert "issue 82 read: " in stages[0] and "rocb-82.pdf" in stages[-1]
    assert len(two) >= len(one) + 5


def test_help_says_each_command_in_a_line(workspace):
    """No description is cut off."""
    listed = run(workspace, "--help").stdout.partition("Commands:")[2].splitlines()

    assert len(listed) > 10 and not [line for line in listed if line.endswith("...")]


def test_the_workspace_is_named_before_the_command_or_after_it(workspace, tmp_path_factory):
    """`--root` leads there from any folder."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    told = {run(elsewhere, *words, environment={"ROCBPRESS_ROOT": ""}).stdout for words in (
        ("--root", str(workspace), "list"), ("list", "--root", str(workspace)))}

    assert len(told) == 1 and "E-Newsletter" in told.pop()


def test_the_doctor_ends_with_a_verdict(workspace):
    """One line says whether this machine can render."""
    assert run(workspace, "doctor").stdout.splitlines()[-1] == "ready: no problems found"
    (workspace / "layouts").rename(workspace / "lay")
    (workspace / "layouts").mkdir()
    sick = run(workspace, "doctor")

    assert sick.returncode == 4 and sick.stdout.splitlines()[-1].startswith("1 problem found")


def test_without_pango_the_doctor_still_speaks(workspace):
    """Importing the package and asking for help need none of the C libraries; the cure is named."""
    code = ("import ctypes, sys\n"
            "load = ctypes.CDLL\n"
            "def none(name, *rest, **more):\n"
            "    if name and 'pango' in str(name): raise OSError(name)\n"
            "    return load(name, *rest, **more)\n"
            "ctypes.CDLL = none\n"
            "import rocbpress.cli.app\n"
            "sys.argv = ['rocbpress', 'doctor', '--root', sys.argv[1]]\n"
            "rocbpress.cli.app.main()\n")
    done = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True,
                          check=False)

    assert done.returncode == 4
    assert "libpangoft2-1.0-0" in done.stdout
