"""Every broken issue is told to an officer in words, at its place, with its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.broken.cases import SECRET, Case, cases
from tests.workspaces import ROOT, run_here

CASES = tuple(cases())
KEYS = {"code", "severity", "message", "hint", "file", "line", "column", "page", "passage"}
MESSAGE = re.compile(
    r"(?:[\w./-]+(?::\d+){0,2}(?: page \w+)?: )?(?:(?:warning|note): )?[a-z0-9]+(?:-[a-z0-9]+)+: .+")


@pytest.fixture
def checked(monkeypatch, capsys, tmp_path):
    """Build a case and check it: exit code, standard output, standard error."""
    monkeypatch.setenv("ROCBPRESS_ROOT", "")

    def check(case: Case, *words: str) -> tuple[int, str, str]:
        case.build(tmp_path)
        return run_here(monkeypatch, capsys, "check", "5", "--root", str(tmp_path / "workspace"), *words)
    return check


def test_the_corpus_is_as_large_as_was_promised():
    """At least 120 broken issues, none of them twice."""
    assert len({case.name for case in CASES}) == len(CASES) >= 120


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_broken_issue_is_told_at_its_place(checked, case):
    """Code, file, line, column and exit code are right, and no word of another file is said."""
    code, out, err = checked(case, "--json")
    told: dict[str, Any] = json.loads(out) if out else {"schema": 1, "findings": []}
    found: list[dict[str, Any]] = told["findings"]

    assert code == case.exit_code, err
    assert "Traceback" not in err and "internal error" not in err and SECRET not in out + err
    assert told["schema"] == 1 and all(set(each) == KEYS for each in found)
    assert any(map(case.matches, found)) or f"{case.code}: " in err, found


@pytest.mark.parametrize("case", CASES[::12], ids=[case.name for case in CASES[::12]])
def test_messages_have_one_form(checked, case):
    """Place, severity, code, fact, cure: the same finding, in words."""
    code, out, err = checked(case)
    *lines, count = err.rstrip("\n").split("\n")

    assert (code, out) == (case.exit_code, "")
    assert any(f"{case.code}: " in line for line in lines)
    assert all(MESSAGE.fullmatch(line) for line in lines)
    assert re.fullmatch(r"issue 5: \d+ errors?(, \d+ warnings?)?(, \d+ notes?)?", count)


def test_a_flow_without_end_is_told(monkeypatch, checked, tmp_path):
    """Footnotes line upon line may take for ever: the run stops, and names the article."""
    monkeypatch.setattr("rocbpress.typeset.workers.pool.DEADLINE", 1)
    body = "".join(f"{'Some words of the text. ' * 4}^[Note {number}.]\n\n" for number in range(120))
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace/fonts").symlink_to(ROOT / "fonts")
    case = Case("endless", "flow-endless", exit_code=5, parts={"body": body},
                spoil=lambda folder: _lay_out(folder.parent.parent))
    code, out, _ = checked(case, "--json", "--jobs", "1")

    assert code == 5 and any(map(case.matches, json.loads(out)["findings"]))


def _lay_out(root: Path) -> None:
    (root / "layouts").rmdir()
    (root / "layouts").symlink_to(ROOT / "layouts")


def test_a_fault_of_ours_says_so(monkeypatch, checked, tmp_path):
    """It ends with exit code 1 and a file that holds the traceback, which is not shown."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("rocbpress.press.results.digest_files", lambda *_, **_names: 1 / 0)
    code, out, err = checked(CASES[0])
    (report,) = tmp_path.glob("rocbpress-fault-*.txt")

    assert (code, out) == (1, "") and str(report) in err and "Traceback" not in err
    assert "ZeroDivisionError" in report.read_text("utf-8")
