"""The stages in order: manuscript, layout, setting, proof, report, impression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from rocbpress import __version__
from rocbpress.assemble.attachments import enclose, faces_of
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.proof import assemble
from rocbpress.budget import fit
from rocbpress.compose.signatures import BLANK, blanks_told
from rocbpress.enclosures import collect
from rocbpress.engines import package_versions
from rocbpress.errors import PreflightError, TypesetError
from rocbpress.findings import Finding, Place, Severity, errors
from rocbpress.galleys import open_store
from rocbpress.layout import read_layout
from rocbpress.order import Order, Outcome
from rocbpress.preflight.claims import check_claims
from rocbpress.printing import over_inked, read_printer
from rocbpress.setting import Room, Setting, Tick, set_issue
from rocbpress.sources.manuscript import Manuscript, read_manuscript


@dataclass(frozen=True, slots=True)
class Impression:
    """A finished edition, in memory until it is published."""

    data: bytes
    outcome: Outcome


def press(order: Order, tick: Tick) -> Impression:
    """All stages of one edition; a PressError holds every finding of the stage that stops it."""
    manuscript = read_manuscript(order.workspace, order.number)
    layout = read_layout(order.workspace, manuscript.issue.layout)
    printer = read_printer(layout, manuscript.issue.print.profile)
    try:
        setting = set_issue(manuscript, layout, order.edition, _room(order, tick))
    except TypesetError as error:
        raise TypesetError(_in_sources(error.findings, manuscript)) from error
    proof = assemble(setting.flows, setting.galleys, setting.pagination, layout, order.edition,
                     _record(manuscript), printer)
    fitted = fit(proof, setting.flows, order.edition, manuscript.issue.mail.attachment_limit,
                 pictures=_pictures(order), root=order.workspace.root)
    proof = enclose(fitted.proof, collect(order.edition, order.workspace, manuscript, layout,
                                          setting.flows, faces_of(proof)))
    set_findings = (finding for galley in setting.galleys for finding in galley.findings)
    report = (*manuscript.findings, *_positions(manuscript, draft=order.draft),
              *_in_sources(set_findings, manuscript), *fitted.findings, *_blanks(setting, manuscript),
              *(over_inked(layout, printer) if order.edition.space == "cmyk" else ()),
              *_in_sources(check_claims(proof.write(()), order.edition.claims, printer), manuscript))
    if stopping := errors(report):
        raise PreflightError(stopping)
    report = _still_told(report, layout.lowered.union(manuscript.issue.lower))
    data = proof.write(order.edition.claims)
    return Impression(data, Outcome(len(setting.pagination.pages), len(data),
                                    sha256(data).hexdigest(), report))


def _blanks(setting: Setting, manuscript: Manuscript) -> tuple[Finding, ...]:
    """Which pages are blank."""
    pages = setting.pagination.pages
    labels = tuple(page.label for page in pages if page.flow.name == BLANK)
    return blanks_told(labels, len(pages), manuscript.issue.print.signature)


def _room(order: Order, tick: Tick) -> Room:
    work = order.workspace
    store = open_store(order.cache, work.fonts) if order.cache else None
    return Room(work.fonts, _pictures(order), store, order.jobs, tick)


def _pictures(order: Order) -> Path:
    """Where prepared pictures are kept, whatever the edition."""
    return order.workspace.build / ".pictures"


def _record(manuscript: Manuscript) -> Record:
    """What /Info and XMP say: the date is the issue's, midnight UTC, never the clock's."""
    issue, publisher = manuscript.issue, manuscript.publisher
    return Record(
        title=f"{publisher.short} {issue.title} {issue.number}", author=publisher.name,
        subject=issue.covers, language=issue.language,
        date=datetime.combine(issue.date, time(), UTC),
        producer=f"rocbpress {__version__}, WeasyPrint {package_versions()['weasyprint']}")


def _in_sources(findings: Iterable[Finding], manuscript: Manuscript) -> tuple[Finding, ...]:
    """Block ids turned into the lines where those blocks stand now, and slugs into files."""
    lines = {article.slug: (article.file, 0) for article in manuscript.articles()} | {
        block.id: (article.file, block.line) for article in manuscript.articles() for block in article.blocks}
    found = []
    for finding in findings:
        file, line = lines.get(finding.where.block, ("", 0))
        place = replace(finding.where, file=file, line=line, block="") if file else finding.where
        found.append(replace(finding, where=place))
    return tuple(found)


def _still_told(report: Iterable[Finding], lowered: frozenset[str]) -> tuple[Finding, ...]:
    """Without the warnings that layout or issue lower; an error is never lowered."""
    return tuple(f for f in report if f.severity is not Severity.WARNING or f.code not in lowered)


def _positions(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """The *for position only* boxes: only a draft may hold them in silence."""
    return tuple(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="put the picture in, or render with --draft")
        for article in manuscript.articles() for block in article.blocks
        if block.kind == "fpo" and not draft)
