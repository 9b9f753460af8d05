"""From galleys to the bytes that are published: assembled, within the mailbox, checked."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256

from rocbpress import __version__
from rocbpress.assemble.embedded_files import embed, faces_of
from rocbpress.assemble.mail_size import fit_to_mailbox
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.proof import assemble
from rocbpress.assemble.reading import Opened
from rocbpress.compose.signatures import BLANK, blanks_told
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Finding, errors
from rocbpress.layout.printer import over_inked
from rocbpress.preflight.claims import check_claims
from rocbpress.preflight.locate import in_sources, on_pages, page_labels
from rocbpress.preflight.lowering import lowered
from rocbpress.preflight.pictures import check_pictures
from rocbpress.preflight.thin_pages import thin_pages
from rocbpress.press.job import Job, Result
from rocbpress.press.paginate import Paginated
from rocbpress.press.read import Sources
from rocbpress.press.source_files import collect
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.fingerprint import package_versions


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished edition, in memory until it is published."""

    data: bytes
    outcome: Result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nearly nothing that is joined goes away again, so the collector would only walk it over and over.

    What there is then is set aside: most runs end after one edition; the next one looks through it.
    """
    enabled = gc.isenabled()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@_uncollected()
def finish(order: Job, sources: Sources, setting: Paginated, told: Iterable[Finding],
           opened: Opened) -> Rendered:
    """The finished edition, `told` among its findings; PreflightError where one of them forbids it.

    `opened` as `assemble` takes it.
    """
    manuscript, layout, printer = sources.manuscript, sources.layout, sources.printer
    proof = assemble(setting.flows, setting.galleys, setting.pagination, layout, order.edition,
                     _record(manuscript), printer, order.workspace.fonts, opened)
    fitted = fit_to_mailbox(proof, setting.flows, order.edition, manuscript.issue.mail.attachment_limit,
                            pictures=order.workspace.cache, root=order.workspace.root)
    proof = embed(fitted.proof, collect(order.edition, order.workspace, manuscript, layout,
                                        setting.flows, faces_of(proof)))
    # The very bytes that will be published are checked, claims and all; nothing that fails is published.
    data = fitted.data if fitted.data and proof is fitted.proof else proof.write(order.edition.claims)
    report = lowered((
        *told, *in_sources(_of_typesetting(setting), manuscript),
        *check_pictures(manuscript, setting.flows, order.edition), *fitted.findings,
        *_blanks(setting, manuscript),
        *(over_inked(layout, printer) if order.edition.space == "cmyk" else ()),
        *in_sources(check_claims(data, order.edition.claims, printer), manuscript)), sources.lower)
    if errors(report):
        raise PreflightError(report)
    return Rendered(data, Result(len(setting.pagination.pages), len(data),
                                    sha256(data).hexdigest(), report))


def _of_typesetting(setting: Paginated) -> tuple[Finding, ...]:
    """What typesetting found, on printed pages, and what only the whole issue shows."""
    found = (finding for galley in setting.galleys for finding in galley.findings)
    labels = page_labels(setting.galleys, setting.pagination)
    return (*on_pages(found, labels), *thin_pages(setting.flows, setting.galleys, setting.pagination))


def _blanks(setting: Paginated, manuscript: Manuscript) -> tuple[Finding, ...]:
    """Which pages are blank."""
    pages = setting.pagination.pages
    labels = tuple(page.label for page in pages if page.flow.name == BLANK)
    return blanks_told(labels, len(pages), manuscript.issue.print.signature)


def _record(manuscript: Manuscript) -> Record:
    """What /Info and XMP say: the date is the issue's, midnight UTC, never the clock's."""
    issue, publisher = manuscript.issue, manuscript.publisher
    return Record(
        title=f"{publisher.short} {issue.title} {issue.number}", author=publisher.name,
        subject=issue.covers, language=issue.language,
        date=datetime.combine(issue.date, time(), UTC),
        producer=f"rocbpress {__version__}, WeasyPrint {package_versions()['weasyprint']}")
