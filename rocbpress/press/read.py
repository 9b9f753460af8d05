"""All that an edition is made from, read and validated."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rocbpress.copyfit.fit import Fits
from rocbpress.copyfit.locked import locked_fits
from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import LayoutError, SourceError
from rocbpress.findings.finding import Finding, Place, Severity, did_you_mean
from rocbpress.findings.marks import Keys
from rocbpress.layout.layout import Layout, read_layout
from rocbpress.layout.locked import locked_layout
from rocbpress.layout.printer import PrinterProfile, read_printer
from rocbpress.preflight.layout_rules import check_layout
from rocbpress.press.job import Job
from rocbpress.sources.keys import key_place
from rocbpress.sources.manuscript import Manuscript, read_manuscript
from rocbpress.sources.yaml.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Sources:
    """An issue with its layout and its printer's profile; `lower` are codes of warnings that are notes.

    `fits` are those of a locked issue whose words are as they were; None has them chosen.
    """

    manuscript: Manuscript
    layout: Layout
    printer: PrinterProfile
    fits: Fits | None = None

    @property
    def lower(self) -> frozenset[str]:
        return self.layout.lowered.union(self.manuscript.issue.lower)


def read(job: Job) -> Sources:
    """SourceError for the issue, LayoutError for layout or printer; a locked issue has its own layout."""
    try:
        manuscript = read_manuscript(job.workspace, job.number, job.kept)
    except SourceError as error:
        raise SourceError((*error.findings, *_of_layout(job))) from error
    return with_layout(manuscript, job)


def with_layout(manuscript: Manuscript, job: Job) -> Sources:
    """The manuscript with its layout; LayoutError, and SourceError for what it asks of the layout in vain."""
    name = manuscript.issue.layout if job.layout in ("kept", "current") else job.layout
    locked = locked_layout(job.workspace, job.number, name) if job.layout == "kept" else None
    with _at_its_key(job):
        layout = read_layout(job.workspace, name, locked)
        printer = read_printer(layout, manuscript.issue.print.profile)
    _check_design(job, manuscript, layout)
    layout = layout.in_accent(manuscript.issue.design.accent or "")
    fits = locked_fits(job.workspace, job.number) if locked else None
    return Sources(manuscript, layout, printer, fits)


def _of_layout(job: Job) -> tuple[Finding, ...]:
    """What is wrong with the layout of an issue that has errors of its own, so that one run tells all."""
    manifest = read_manifest(job.workspace, job.number, Diagnostics(""))
    if manifest is None:
        return ()
    name = manifest.issue.layout if job.layout in ("kept", "current") else job.layout
    locked = locked_layout(job.workspace, job.number, name) if job.layout == "kept" else None
    try:
        with _at_its_key(job):
            layout = read_layout(job.workspace, name, locked)
            printer = read_printer(layout, manifest.issue.print.profile)
    except LayoutError as error:
        return error.findings
    return (*check_language(layout, job, manifest.issue.language),
            *check_layout(layout, printer, job.workspace, job.kept))


@contextmanager
def _at_its_key(job: Job) -> Iterator[None]:
    """A LayoutError for what issue.yaml names and nobody has is told at the line that names it."""
    named: dict[str, tuple[str, ...]] = {"printer-unknown": ("print", "profile")}
    if job.layout in ("kept", "current"):
        named["layout-unknown"] = ("layout",)
    try:
        yield
    except LayoutError as error:
        raise LayoutError(
            replace(each, where=_place(job, *named[each.code]))
            if each.code in named else each for each in error.findings) from error


def check_language(layout: Layout, job: Job, language: str) -> Iterator[Finding]:
    """An error where the layout has no words in the issue's language, at the line that names it."""
    for each in layout.language_findings(language):
        yield each if each.severity is Severity.NOTE else replace(each, where=_place(job, "language"))


def _place(job: Job, *keys: str) -> Place:
    path = job.workspace.issue(job.number) / "issue.yaml"
    return key_place(path, job.workspace.relative(path), *keys)


def _check_design(job: Job, manuscript: Manuscript, layout: Layout) -> None:
    """SourceError where the issue asks for an accent, or a form of the cover, that the layout lacks."""
    issue = manuscript.issue
    asked: dict[Keys, str | None] = {("design", "accent"): issue.design.accent,
             **{("sections", at, "accent"): head.accent for at, head in enumerate(issue.sections)}}
    wrong = {keys: name for keys, name in asked.items() if name and name not in layout.accents}
    form = issue.design.cover
    if not wrong and (form is None or form in layout.covers):
        return
    diagnostics = Diagnostics(manuscript.file)
    manifest = read_manifest(job.workspace, job.number, Diagnostics(manuscript.file))
    assert manifest is not None  # it has just been read
    for keys, name in wrong.items():
        diagnostics.add("accent-unknown", f"the layout {layout.name} has no accent {name}",
                        *manifest.placed.spot(*keys),
                        hint=did_you_mean(name, layout.accents) or "remove accent:")
    if form and form not in layout.covers:
        diagnostics.add("cover-unknown", f"the layout {layout.name} has no cover of the form {form}",
                        *manifest.placed.spot("design", "cover"), hint=f"choose {', '.join(layout.covers)}")
    raise SourceError(in_order(diagnostics))
