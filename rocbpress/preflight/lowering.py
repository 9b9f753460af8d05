"""Warnings that a layout or an issue lowers to notes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from rocbpress.findings.catalogue import catalogue
from rocbpress.findings.finding import Finding, Severity, did_you_mean
from rocbpress.layout.layout import Layout
from rocbpress.preflight.words.text import Source, SourcePassage
from rocbpress.sources.manuscript import Manuscript


def lowered(findings: Iterable[Finding], codes: Collection[str]) -> tuple[Finding, ...]:
    """The findings, warnings with one of the codes as notes; an error stays an error."""
    return tuple(
        replace(finding, severity=Severity.NOTE)
        if finding.severity is Severity.WARNING and finding.code in codes else finding
        for finding in findings)


def check_lowered(layout: Layout, manuscript: Manuscript) -> Iterator[Finding]:
    """A warning for each lowered code in layout.toml or issue.yaml that is not the code of a warning."""
    if not (layout.lowered or manuscript.issue.lower):
        return
    known = [code for code, entry in catalogue().items() if Severity.WARNING in entry.severities]
    layout_file = Source(layout.folder / "layout.toml", f"layouts/{layout.name}/layout.toml")
    manifest = Source(manuscript.folder / "issue.yaml", manuscript.file)
    for source, codes in ((layout_file, sorted(layout.lowered)), (manifest, manuscript.issue.lower)):
        for code in codes:
            if code not in known:
                yield Finding("lower-unknown", f"{code} is not the code of a warning",
                              SourcePassage(source, 1, code, "").place(code), Severity.WARNING,
                              did_you_mean(code, known))
