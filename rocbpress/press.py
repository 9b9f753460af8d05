"""The stages in order: manuscript, layout, setting, proof, report, impression."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from rocbpress import __version__
from rocbpress.assemble.attachments import enclose, faces_of
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.proof import assemble
from rocbpress.budget import fit
from rocbpress.compose.signatures import BLANK, blanks_told
from rocbpress.desk import Room, Tick
from rocbpress.enclosures import collect
from rocbpress.engines import package_versions
from rocbpress.errors import PreflightError, SourceError, TypesetError
from rocbpress.findings import Finding, Place, Severity, errors
from rocbpress.frozen import frozen_layout
from rocbpress.galleys import open_store
from rocbpress.layout import read_layout
from rocbpress.order import Order, Outcome
from rocbpress.pool import warm_up
from rocbpress.preflight.borders import check_borders
from rocbpress.preflight.claims import check_claims
from rocbpress.preflight.contrast import check_contrast
from rocbpress.preflight.fill import thin_pages
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.manuscript import check_manuscript
from rocbpress.preflight.placing import in_sources, on_pages, page_labels
from rocbpress.printing import over_inked, read_printer
from rocbpress.setting import Setting, set_issue
from rocbpress.sources.manuscript import Manuscript, read_manuscript


@dataclass(frozen=True, slots=True)
class Impression:
    """A finished edition, in memory until it is published."""

    data: bytes
    outcome: Outcome


def press(order: Order, tick: Tick) -> Impression:
    """All stages of one edition; a PressError holds every finding of the stage that stops it."""
    if order.jobs > 1:
        warm_up()
    manuscript = read_manuscript(order.workspace, order.number)
    layout = read_layout(order.workspace, manuscript.issue.layout, _frozen(order, manuscript))
    printer = read_printer(layout, manuscript.issue.print.profile)
    told = (*manuscript.findings, *_positions(manuscript, draft=order.draft),
            *check_manuscript(manuscript, order.workspace.fonts), *check_contrast(layout, printer),
            *check_borders(layout), *check_lowered(layout, manuscript))
    lower = layout.lowered.union(manuscript.issue.lower)
    if errors(told):
        raise SourceError(lowered(told, lower))
    try:
        setting = set_issue(manuscript, layout, order.edition, _room(order, tick))
    except TypesetError as error:
        raise TypesetError(lowered((*told, *in_sources(error.findings, manuscript)), lower)) from error
    proof = assemble(setting.flows, setting.galleys, setting.pagination, layout, order.edition,
                     _record(manuscript), printer)
    fitted = fit(proof, setting.flows, order.edition, manuscript.issue.mail.attachment_limit,
                 pictures=_pictures(order), root=order.workspace.root)
    proof = enclose(fitted.proof, collect(order.edition, order.workspace, manuscript, layout,
                                          setting.flows, faces_of(proof)))
    # The very bytes that will be published are checked, claims and all; nothing that fails is published.
    data = proof.write(order.edition.claims)
    report = lowered((
        *told, *in_sources(_of_typesetting(setting), manuscript), *fitted.findings,
        *_blanks(setting, manuscript),
        *(over_inked(layout, printer) if order.edition.space == "cmyk" else ()),
        *in_sources(check_claims(data, order.edition.claims, printer), manuscript)), lower)
    if errors(report):
        raise PreflightError(report)
    return Impression(data, Outcome(len(setting.pagination.pages), len(data),
                                    sha256(data).hexdigest(), report))


def _frozen(order: Order, manuscript: Manuscript) -> Path | None:
    """The layout of its time, for a locked issue."""
    if order.current_layout:
        return None
    return frozen_layout(order.workspace, order.number, manuscript.issue.layout)


def _of_typesetting(setting: Setting) -> tuple[Finding, ...]:
    """What typesetting found, on printed pages, and what only the whole issue shows."""
    found = (finding for galley in setting.galleys for finding in galley.findings)
    labels = page_labels(setting.galleys, setting.pagination)
    return (*on_pages(found, labels), *thin_pages(setting.flows, setting.galleys, setting.pagination))


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


def _positions(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """The *for position only* boxes: only a draft may hold them in silence."""
    return tuple(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="put the picture in, or render with --draft")
        for article in manuscript.articles() for block in article.blocks
        if block.kind == "fpo" and not draft)
