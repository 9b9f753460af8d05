"""What can be found wrong without a galley: quick checks before typesetting, the rest beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rocbpress.findings.errors import LayoutError, SourceError, TypesetError
from rocbpress.findings.finding import Finding, Place, Severity, errors
from rocbpress.preflight.locate import in_sources
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.words.rules import check_examples, check_glyphs, in_order
from rocbpress.press.job import Job
from rocbpress.press.read import Sources, check_language
from rocbpress.sources.manuscript import Manuscript


def check_sources(issue: Sources, job: Job) -> SourceChecks:
    """The checks of an issue's sources; SourceError with all findings where a quick one finds an error."""
    checks = open_checks(issue, job)
    if errors(checks.quick):
        checks.stop()
    return checks


def open_checks(issue: Sources, job: Job) -> SourceChecks:
    """The checks of an issue's sources, whatever they find."""
    manuscript = issue.manuscript
    return SourceChecks(issue, job, (
        *manuscript.findings, *_to_come(manuscript, draft=job.draft),
        *_approval(issue, draft=job.draft),
        *check_glyphs(manuscript, job.workspace.fonts), *check_lowered(issue.layout, manuscript),
        *check_language(issue.layout, job, manuscript.issue.language)))


class SourceChecks:
    """The findings of an issue's sources, each check run once: `quick` are those that are there already."""

    def __init__(self, issue: Sources, job: Job, quick: tuple[Finding, ...]) -> None:
        self.quick = quick
        self._issue = issue
        self._job = job
        self._all: tuple[Finding, ...] | None = None

    def all(self) -> tuple[Finding, ...]:
        """Every finding, by file and line."""
        if self._all is None:
            self._all = in_order((*self.quick, *_slow(self._issue, self._job)))
        return self._all

    def stop(self) -> None:
        """SourceError (LayoutError, if words of the layout are all that lacks) with everything found."""
        if wrong := {finding.code for finding in errors(self.all())}:
            kind = LayoutError if wrong == {"layout-language"} else SourceError
            raise kind(lowered(self.all(), self._issue.lower))

    @contextmanager
    def beside_typesetting(self) -> Iterator[None]:
        """A TypesetError within reports the sources too, at the lines where blocks stand."""
        try:
            yield
        except TypesetError as error:
            found = (*self.all(), *in_sources(error.findings, self._issue.manuscript))
            raise TypesetError(lowered(found, self._issue.lower)) from error


def _slow(issue: Sources, job: Job) -> tuple[Finding, ...]:
    if not job.edition.folder:
        import rocbpress.press.finish  # noqa: F401 - loaded here, so that it is at hand when the galleys are
    from rocbpress.preflight.layout_rules import check_layout
    from rocbpress.preflight.unshown import check_unshown
    from rocbpress.preflight.words.rules import check_words

    cache = job.kept
    return (*check_words(issue.manuscript, cache), *check_unshown(issue.manuscript, issue.layout),
            *check_layout(issue.layout, issue.printer, job.workspace, cache))


def _approval(issue: Sources, *, draft: bool) -> Iterator[Finding]:
    """A warning where the layout asks for approval and the issue does not say who gave it."""
    if issue.layout.approval and not issue.manuscript.issue.approved.strip() and not draft:
        yield Finding("approval-missing", "the issue does not say who has approved it",
                      Place(issue.manuscript.file), Severity.WARNING,
                      "add approved: with the day and the name, or render with --draft")


def _to_come(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """*For position only* boxes and texts of `rocbpress new`: only a draft may hold them in silence."""
    if draft:
        return ()
    return (*check_examples(manuscript), *(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="add the picture, or render with --draft")
        for article in manuscript.articles() for block in article.blocks if block.kind == "fpo"))
