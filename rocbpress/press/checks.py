"""What can be found wrong without a galley: quick checks before typesetting, the rest while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rocbpress.findings.errors import SourceError, TypesetError
from rocbpress.findings.finding import Finding, Place, Severity, errors
from rocbpress.preflight.locate import in_sources
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.words.rules import check_glyphs, in_order
from rocbpress.press.job import Job
from rocbpress.press.read import Sources
from rocbpress.sources.manuscript import Manuscript


class SourceChecks:
    """The findings of an issue's sources, each check run once."""

    def __init__(self, order: Job, sources: Sources) -> None:
        self._sources = sources
        manuscript, layout = sources.manuscript, sources.layout
        self._quick = (*manuscript.findings, *_positions(manuscript, draft=order.draft),
                       *check_glyphs(manuscript, order.workspace.fonts),
                       *check_lowered(layout, manuscript))
        self._all: tuple[Finding, ...] = ()

    def all(self) -> tuple[Finding, ...]:
        """Every finding, by file and line."""
        if not self._all:
            self._all = in_order((*self._quick, *_slow(self._sources)))
        return self._all

    def stop_at_once(self) -> None:
        """SourceError with everything, where the quick checks find an error."""
        if errors(self._quick):
            self._refuse()

    def stop(self) -> None:
        """SourceError with everything, where any check finds an error."""
        if errors(self.all()):
            self._refuse()

    @contextmanager
    def told_with_typesetting(self) -> Iterator[None]:
        """A TypesetError within tells of the sources too, at the lines where blocks stand."""
        try:
            yield
        except TypesetError as error:
            found = (*self.all(), *in_sources(error.findings, self._sources.manuscript))
            raise TypesetError(lowered(found, self._sources.lower)) from error

    def _refuse(self) -> None:
        raise SourceError(lowered(self.all(), self._sources.lower))


def _slow(sources: Sources) -> tuple[Finding, ...]:
    import rocbpress.press.finish  # noqa: F401 - loaded here, so that it is at hand when the galleys are
    from rocbpress.preflight.design.borders import check_borders
    from rocbpress.preflight.design.contrast import check_contrast
    from rocbpress.preflight.words.rules import check_words

    return (*check_words(sources.manuscript), *check_contrast(sources.layout, sources.printer),
            *check_borders(sources.layout))


def _positions(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """The *for position only* boxes: only a draft may hold them in silence."""
    return tuple(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="put the picture in, or render with --draft")
        for article in manuscript.articles() for block in article.blocks
        if block.kind == "fpo" and not draft)
