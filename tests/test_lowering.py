"""Lowered warnings become notes."""

from dataclasses import replace
from pathlib import Path

from rocbpress.findings.finding import Finding, Severity
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.workspace.workspace import Workspace
from tests.small_issue import ISSUE, read


def test_lowering_makes_warnings_notes_and_leaves_errors():
    """A lowered code is a note where it was a warning; an error of that code still stops."""
    error, warning, other = (Finding("widow", "x"), Finding("widow", "x", severity=Severity.WARNING),
                             Finding("orphan", "x", severity=Severity.WARNING))

    assert lowered((error, warning, other), {"widow"}) == (
        error, replace(warning, severity=Severity.NOTE), other)


def test_only_warnings_can_be_lowered(tmp_path):
    """A slip in a code, and the code of an error, are told where they stand."""
    layout = read_layout(Workspace(Path(__file__).parents[1]), "rocb").model_copy(
        update={"lowered": frozenset({"orphan"})})
    manuscript = read(tmp_path, issue=ISSUE + "lower: [widow, widows, image-missing]\n")

    found = list(check_lowered(layout, manuscript))

    assert [(finding.code, finding.severity, str(finding.where)) for finding in found] == [
        ("lower-unknown", Severity.WARNING, "issues/5/issue.yaml:9:16"),
        ("lower-unknown", Severity.WARNING, "issues/5/issue.yaml:9:24")]
    assert found[0].hint == "did you mean widow?"
