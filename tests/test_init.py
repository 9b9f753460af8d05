"""A workspace to begin with, outside the folder of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rocbpress.findings.errors import UsageError, WriteError
from rocbpress.workspace.creation import create_workspace, init_workspace
from tests.workspaces import ROOT, run


def test_it_has_all_that_an_issue_needs(tmp_path):
    """Layouts, fonts with their licences, publishers and the specimen, byte for byte; the command says so."""
    done = run(tmp_path, "init", "newsletter")

    made = {path.relative_to(tmp_path / "newsletter"): path.read_bytes()
            for path in (tmp_path / "newsletter").rglob("*") if path.is_file()}
    assert done.returncode == 0 and "rocbpress render 0 --root newsletter" in done.stderr
    assert {path.parts[0] for path in made} == {"layouts", "fonts", "issues"}
    assert {path.parts[1] for path in made if path.parts[0] == "issues"} == {"0", "publishers.yaml"}
    assert all(data == (ROOT / path).read_bytes() for path, data in made.items())
    assert "Specimen" in run(tmp_path / "newsletter", "list").stdout


def test_it_writes_into_no_folder_that_holds_something(tmp_path, monkeypatch):
    """What is there is left alone."""
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match=f"init-occupied: {tmp_path.name} is"):
        init_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"init-occupied: {tmp_path.name} is"):
        init_workspace(Path())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_to_be_typed_next_can_be_pasted(tmp_path):
    """A name with a space has quotation marks."""
    done = run(tmp_path, "init", "my news")

    assert done.returncode == 0 and 'rocbpress render 0 --root "my news"' in done.stderr


def test_an_empty_folder_will_do(tmp_path, monkeypatch):
    """Also the one that somebody has made, and is in."""
    (tmp_path / "newsletter").mkdir()
    monkeypatch.chdir(tmp_path / "newsletter")
    init_workspace(tmp_path / "newsletter")

    assert (tmp_path / "newsletter" / "issues" / "0" / "issue.yaml").is_file()


def test_what_the_system_refuses_is_told(tmp_path):
    """Somebody has put a file into the folder since it was looked at: that stays, and nothing joins it."""
    folder = tmp_path / "newsletter"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")

    with pytest.raises(WriteError, match="write-refused: newsletter cannot be written: "):
        create_workspace([("issues/0/issue.yaml", b"number: 0")], folder)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == [
        "newsletter", "newsletter/mine.txt"]


def test_what_python_leaves_behind_is_not_handed_on(tmp_path):
    """A folder of compiled code among the layouts stays where it is."""
    shutil.copytree(ROOT / "rocbpress", tmp_path / "rocbpress", ignore=shutil.ignore_patterns("__pycache__"))
    given = ("fonts/OFL.txt", "issues/publishers.yaml", "issues/0/issue.yaml", "layouts/rocb/report.css")
    for name in (*given, "layouts/rocb/__pycache__/report.pyc", "layouts/__pycache__/rocb/report.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    code = ("from pathlib import Path; from rocbpress.workspace.creation import init_workspace; "
            "init_workspace(Path('newsletter'))")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True,
                   env={**os.environ, "PYTHONPATH": str(tmp_path)})

    made = tmp_path / "newsletter"
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == {*given}
