"""What a command does not need, it does not load: an officer asks twenty times an evening."""

from __future__ import annotations

import shutil

import pytest

from tests.changes import small_workspace
from tests.workspaces import run

ENGINES = {"weasyprint", "pydyf", "cffi", "pypdf", "pypdfium2", "markdown_it", "jinja2", "PIL", "fontTools",
           "uharfbuzz", "icu4py", "numpy", "rich", "pikepdf", "asyncio", "multiprocessing", "dask",
           "distributed", "starlette", "uvicorn", "watchfiles", "lxml", "docx"}
READERS = {"pydantic", "pydantic_core", "yaml"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace whose issue is rendered and listed."""
    root = small_workspace(tmp_path_factory.mktemp("desk"))
    assert run(root, "render", "5", "--draft").returncode == 0
    assert run(root, "check", "5", "--draft").returncode == 0
    assert run(root, "list").returncode == 0
    return root


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (
            ("--help",),
            ENGINES
            | READERS
            | {
                "rocbpress.press.pipeline",
                "rocbpress.workspace.fingerprint",
                "tomllib",
                "tempfile",
                "logging",
            },
        ),
        (
            ("render", "--help"),
            ENGINES | {"rocbpress.press.pipeline", "rocbpress.workspace.fingerprint", "ctypes"},
        ),
        (
            ("list",),
            ENGINES
            | READERS
            | {"rocbpress.press.pipeline", "rocbpress.layout.layout", "tomllib", "tempfile", "logging"},
        ),
        (
            ("render", "5", "--draft"),
            ENGINES | {"yaml", "rocbpress.press.pipeline", "rocbpress.typeset.workers.pool"},
        ),
        (
            ("check", "5", "--draft"),
            ENGINES | {"yaml", "rocbpress.press.pipeline", "rocbpress.typeset.workers.pool"},
        ),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(workspace, words, unneeded):
    """Help, the list, and an issue that has not changed need none of the engines."""
    done = run(workspace, *words, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time" in line}

    assert done.returncode == 0 and "typer" in loaded
    assert not loaded & unneeded


def test_a_row_is_read_anew_when_its_issue_changes(workspace):
    """The list keeps what it read, but never for what has changed since."""
    file = workspace / "issues" / "5" / "issue.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("E-Newsletter", "Letter"), "utf-8")
    changed = run(workspace, "list").stdout
    file.write_text(before.replace("language", "langauge"), "utf-8")
    broken = run(workspace, "list").stdout
    file.write_text(before, "utf-8")

    assert "Letter" in changed and "E-Newsletter" not in changed
    assert "key-" in broken and "E-Newsletter" in run(workspace, "list").stdout


def test_the_cache_is_shown_and_cleared(workspace, tmp_path):
    """Files and megabytes of each kind; clearing takes no file that is not the cache's."""
    root = shutil.copytree(workspace, tmp_path / "copy")
    (root / "build" / ".cache" / "notes" / "ab").mkdir(parents=True)
    mine = root / "build" / ".cache" / "notes" / "ab" / "mine.txt"
    mine.write_text("kept")
    shown = run(root, "cache")
    cleared = run(root, "cache", "--clear")

    assert {line.split()[0] for line in shown.stdout.splitlines()} >= {"drafts", "galleys", "results"}
    assert "MB deleted" in cleared.stderr and run(root, "cache").stdout == "" and mine.exists()


def test_the_workspace_is_named_before_the_command_too(workspace, tmp_path):
    """`--root` counts in either place, and the nearer one more."""
    done = [run(tmp_path, *words) for words in (
        ("--root", str(workspace), "list"), ("list", "--root", str(workspace)),
        ("--root", str(tmp_path), "list", "--root", str(workspace)))]

    assert [each.returncode for each in done] == [0, 0, 0] and len({each.stdout for each in done}) == 1
