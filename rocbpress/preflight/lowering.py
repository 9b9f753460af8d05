"""What a layout or an issue thinks less of: warnings that it has lowered are notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from rocbpress.findings import Finding, Severity


def lowered(findings: Iterable[Finding], codes: Collection[str]) -> tuple[Finding, ...]:
    """The findings, warnings with one of the codes as notes; an error stays one whatever is lowered."""
    return tuple(
        replace(finding, severity=Severity.NOTE)
        if finding.severity is Severity.WARNING and finding.code in codes else finding
        for finding in findings)
