"""The command line at the edges of a terminal: closed streams, old code pages, Ctrl-C, colour, completion."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess

import pytest

from tests.changes import small_workspace
from tests.systems import LINUX, POSIX
from tests.workspaces import ROCBPRESS, run

NAME = "ข่าว · 通訊"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Issue 5, rendered, and issue 6, whose title no old code page holds."""
    root = small_workspace(tmp_path_factory.mktemp("newsletter"))
    issue = root / "issues/6/issue.yaml"
    shutil.copytree(root / "issues/5", issue.parent)
    issue.write_text(issue.read_text("utf-8").replace(
        "number: 5", "number: 6").replace("E-Newsletter", NAME), "utf-8")
    assert run(root, "render", "5").returncode == 0
    return root


def shell(root, line):
    """The exit code of the shell's last command, standard output and standard error; $R is the program."""
    return subprocess.run(["bash", "-c", line], cwd=root, capture_output=True, text=True, check=False,
                          env={**os.environ, "R": str(ROCBPRESS), "ROCBPRESS_ROOT": str(root)})


def on_a_terminal(root, *words, environment=None):
    """What the command writes to a terminal."""
    import pty

    parent, child = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "ROCBPRESS_ROOT": str(root), **(environment or {})}
    with subprocess.Popen([ROCBPRESS, *words], cwd=root, stdout=child, stderr=child, env=env) as process:
        os.close(child)
        said = b""
        try:
            while part := os.read(parent, 4096):
                said += part
        except OSError:  # how Linux reports that nobody writes any more
            pass
        os.close(parent)
        process.wait()
    return said.decode()


def test_many_equal_faults_are_printed_together(workspace, tmp_path):
    """Of 4,000 misspelt links the first twenty are listed, then how many more; `--json` has all."""
    root = tmp_path / "desk"
    shutil.copytree(workspace, root, ignore=shutil.ignore_patterns("build"))
    article = root / "issues/5/articles/one.md"
    article.write_text(article.read_text("utf-8") + "\n" + "[a](article:nowhere)\n\n" * 4000, "utf-8")
    done, told = run(root, "check", "5"), run(root, "check", "5", "--json")
    lines = [line for line in done.stderr.splitlines() if "link-article" in line]

    assert len(lines) == 21
    assert lines[-1] == ("issues/5/articles/one.md: link-article: and 3,980 more "
                         "(rocbpress check 5 --json lists them all)")
    assert sum(each["code"] == "link-article" for each in json.loads(told.stdout)["findings"]) == 4000


@POSIX
def test_a_reader_that_leaves_is_no_fault(workspace):
    """`list | head` ends in silence, as programs do that SIGPIPE ends."""
    done = shell(workspace, "{ sleep 1; $R list; echo $? >&2; } | true; wait")

    assert done.stderr == "141\n"


@LINUX
def test_a_full_disk_is_told(workspace):
    """Where a result cannot be written, the command says so, and ends with the code of its kind."""
    done = shell(workspace, "$R list > /dev/full")

    assert done.returncode == 8 and "write-refused: the output cannot be written: No space" in done.stderr


def test_a_draft_is_no_web_edition(workspace):
    """Its pages would have no mark of one."""
    done = run(workspace, "render", "5", "--draft", "--edition", "web")

    assert done.returncode == 2 and "draft-web" in done.stderr


@POSIX
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(workspace, closed):
    """A render without standard streams makes its file all the same, and puts no message into it."""
    file = workspace / "out" / "rocb-5.pdf"
    file.unlink(missing_ok=True)
    done = shell(workspace, f"$R render 5 --no-cache --jobs 1 --output out {closed}")

    assert done.returncode == 0
    assert file.read_bytes().startswith(b"%PDF") and b"findings" not in file.read_bytes()[-2000:]


@POSIX
def test_a_lost_message_does_not_stop_the_work(workspace):
    """Messages that nobody reads keep no edition from being written."""
    (workspace / "out" / "rocb-5.pdf").unlink(missing_ok=True)
    done = shell(workspace, "{ $R render 5 --output out; echo $?; } 2> >(true)")

    assert done.stdout == "0\n" and (workspace / "out" / "rocb-5.pdf").is_file()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_no_code_page_stops_the_list(workspace, encoding):
    """What a code page lacks is escaped; JSON stays what it is."""
    env = {"PYTHONIOENCODING": encoding}
    listed, told = (
        subprocess.run([ROCBPRESS, "list", *words], cwd=workspace, capture_output=True, check=True,
                       env={**os.environ, "ROCBPRESS_ROOT": str(workspace), **env}).stdout
        for words in ((), ("--json",)))

    assert (b"\\u0e02" in listed) == (encoding != "utf-8")
    assert [row["title"] for row in json.loads(told.decode(encoding))["issues"]] == ["E-Newsletter", NAME]


@pytest.mark.parametrize("word", [
    "issues/5", "issues/5/", "issues\\5", "issues/5/issue.yaml", "./issues/5", "5"])
def test_a_folder_names_its_issue(workspace, word):
    """What the shell completes is a number too."""
    assert "build/5/rocb-5.pdf: " in run(workspace, "render", word).stderr


@pytest.mark.parametrize("word", ["five", "issues/", "5a", "٥", "-5", "issues/5/articles", "9" * 30])
def test_any_other_word_is_no_issue(workspace, word):
    """One line says what a number looks like."""
    done = run(workspace, "check", "--", word)

    assert done.returncode == 2
    assert done.stderr.startswith("issue-number: ") and done.stderr.count("\n") == 1


@POSIX
def test_ctrl_c_is_one_line(workspace):
    """All processes of the terminal get the signal; none shows a traceback, no file is written."""
    with subprocess.Popen([ROCBPRESS, "-v", "render", "5", "--no-cache", "--output", "stopped"],
                          cwd=workspace, stderr=subprocess.PIPE, text=True, start_new_session=True,
                          env={**os.environ, "ROCBPRESS_ROOT": str(workspace)}) as process:
        assert "read" in process.stderr.readline()  # the first stage is over
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read()

    assert process.returncode == 130
    assert [line for line in said.splitlines() if " ms  " not in line] == ["interrupted"]
    assert not (workspace / "stopped").exists()


@POSIX
def test_a_terminal_has_progress_and_colour(workspace):
    """The line of progress comes at once and goes; codes are coloured, except with NO_COLOR."""
    said = on_a_terminal(workspace, "render", "5", "--no-cache", "--output", "seen")
    wrong, plain = (on_a_terminal(workspace, "check", "7", environment=env)
                    for env in ({}, {"NO_COLOR": "1"}))

    assert said.startswith("\rrocb-5.pdf: typesetting ")
    assert "\r\033[K" in said and "\nseen/rocb-5.pdf: " in said
    assert wrong.startswith("\033[31missue-unknown\033[0m: ") and plain.startswith("issue-unknown: ")


@POSIX
def test_all_issues_have_one_line_of_progress(workspace):
    """It counts the issues, and each report stands in a line of its own."""
    said = on_a_terminal(workspace, "render", "--all", "--no-cache", "--output", "every")

    assert "issues: 0/2" in said and said.index("issues: 0/2") < said.index("rocb-5.pdf")
    assert "\nevery/5/rocb-5.pdf: " in said and " of 2 issues rendered" in said


@POSIX
def test_all_issues_are_reported_in_colour(workspace):
    """Each is made in a process of its own, whose words go to the same terminal."""
    said = on_a_terminal(workspace, "render", "--all", "--layout", "none")
    plain = on_a_terminal(workspace, "render", "--all", "--layout", "none",
                          environment={"NO_COLOR": "1"})

    assert said.count("\033[31mlayout-unknown\033[0m: ") == plain.count("layout-unknown: ") == 2


def test_the_shell_completes_numbers_and_layouts(workspace):
    """Completion knows the issues of the workspace and its layouts."""
    def completed(*words):
        line = " ".join(("rocbpress", *words))
        return run(workspace, environment={"_ROCBPRESS_COMPLETE": "complete_bash", "COMP_WORDS": line,
                                           "COMP_CWORD": str(len(words))}).stdout.split()

    assert completed("render", "") == ["5", "6"]
    assert completed("check", "6") == ["6"]
    assert {"kept", "current", "rocb"} <= set(completed("render", "5", "--layout", "")) | {"rocb"}


def test_another_layout_for_once(workspace):
    """`--layout NAME` sets the issue in that layout, and locks nothing."""
    done = run(workspace, "render", "5", "--layout", "none")
    issue = workspace / "issues/5/issue.yaml"
    before = sorted(path.name for path in issue.parent.iterdir())
    named = run(workspace, "render", "5", "--layout", "rocb", "--output", "named")

    assert done.returncode == 4 and "layout-unknown" in done.stderr
    assert named.returncode == 0 and sorted(path.name for path in issue.parent.iterdir()) == before


@pytest.mark.parametrize("width", ["40", "60", "200"])
def test_help_cuts_nothing_off(workspace, width):
    """However narrow the terminal, each description is whole."""
    listed = run(workspace, "--help", environment={"COLUMNS": width}).stdout.partition("Commands:")[2]

    assert listed and "..." not in listed
