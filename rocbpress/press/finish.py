"""From galleys to the bytes that are published: assembled, within the mailbox, checked."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from hashlib import sha256

from rocbpress import __version__
from rocbpress.assemble import embedded_files, mail_size
from rocbpress.assemble import proof as proofs
from rocbpress.assemble.embedded_files import EmbeddedFile
from rocbpress.assemble.mail_size import Fitted
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.proof import Proof
from rocbpress.compose.signatures import BLANK, blanks_told
from rocbpress.copyfit.notes import fit_notes
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Finding, errors
from rocbpress.layout.editions import Edition
from rocbpress.layout.printer import over_inked
from rocbpress.preflight.claims import check_finished
from rocbpress.preflight.locate import in_sources, on_pages, page_labels
from rocbpress.preflight.lowering import lowered
from rocbpress.preflight.pictures import check_pictures
from rocbpress.preflight.thin_pages import holding_keys, thin_pages
from rocbpress.press.job import Job, Rendered, Result
from rocbpress.press.paginate import Paginated
from rocbpress.press.read import Sources
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.fingerprint import own_code, package_versions


def assemble(issue: Sources, pages: Paginated, job: Job, record: Record | None = None) -> Proof:
    """The galleys joined; `record` is that of the issue where none is given. AssemblyError for what fails."""
    return proofs.assemble(
        pages.flows, pages.galleys, pages.pagination, issue.layout, job.edition,
        record or issue_record(issue.manuscript), issue.printer, job.workspace.fonts, pages.opened)


def fit_to_mailbox(proof: Proof, issue: Sources, pages: Paginated, job: Job) -> Fitted:
    """The mail edition no larger than the issue allows; others as they are."""
    return mail_size.fit_to_mailbox(
        proof, pages.flows, job.edition, issue.manuscript.issue.mail.attachment_limit,
        pictures=job.workspace.cache, root=job.workspace.root)


def embed(fitted: Fitted, files: Sequence[EmbeddedFile]) -> Fitted:
    """The proof with the files in it; as it is where there are none."""
    return Fitted(embedded_files.embed(fitted.proof, files), fitted.findings) if files else fitted


def finish(fitted: Fitted, issue: Sources, pages: Paginated, found: Iterable[Finding], job: Job) -> Rendered:
    """The finished edition, `found` among its findings; PreflightError where one of them forbids it."""
    manuscript, printer, edition = issue.manuscript, issue.printer, job.edition
    kept = job.kept.entry("contents", number=job.number, edition=edition.name, claims=edition.claims,
                          code=own_code())
    # The very bytes that will be published are checked, claims and all; nothing that fails is published.
    data = fitted.data or fitted.proof.write(edition.claims)
    report = lowered((
        *found, *find_on_pages(manuscript, pages, edition, fitted.findings),
        *(over_inked(issue.layout, printer) if edition.space == "cmyk" else ()),
        *in_sources(check_finished(data, edition.claims, printer, manuscript, kept), manuscript)),
        issue.lower)
    if errors(report):
        raise PreflightError(report)
    return Rendered(data, Result(len(pages.pagination.pages), len(data), sha256(data).hexdigest(), report,
                                 dict(pages.pagination.labels)))


def find_on_pages(manuscript: Manuscript, pages: Paginated, edition: Edition,
                  fitted: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What pages show before they are assembled; `fitted` is what fitting them to a mailbox found."""
    articles = {article.slug: article for article in manuscript.articles()}
    return (*in_sources(_of_typesetting(pages, manuscript), manuscript),
            *check_pictures(manuscript, pages.flows, edition), *fitted, *_blanks(pages, manuscript),
            *fit_notes(pages.fits, articles))


def issue_record(manuscript: Manuscript) -> Record:
    """What /Info and XMP say: the date is the issue's, midnight UTC, never the clock's."""
    issue, publisher = manuscript.issue, manuscript.publisher
    return Record(
        title=f"{publisher.short} {issue.title} {issue.number}", author=publisher.name,
        subject=issue.covers, language=issue.language,
        date=datetime.combine(issue.date, time(), UTC),
        producer=f"rocbpress {__version__}, WeasyPrint {package_versions()['weasyprint']}")


def _of_typesetting(pages: Paginated, manuscript: Manuscript) -> tuple[Finding, ...]:
    """What typesetting found, on printed pages, and what only the whole issue shows."""
    found = (finding for galley in pages.galleys for finding in galley.findings)
    labels = page_labels(pages.galleys, pages.pagination)
    return (*on_pages(found, labels), *thin_pages(
        pages.flows, pages.galleys, pages.pagination, holding_keys(manuscript)))


def _blanks(pages: Paginated, manuscript: Manuscript) -> tuple[Finding, ...]:
    """Which pages are blank."""
    sheets = pages.pagination.pages
    labels = tuple(page.label for page in sheets if page.flow.name == BLANK)
    return blanks_told(labels, len(sheets), manuscript.issue.print.signature)
