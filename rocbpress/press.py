"""The stages in order: manuscript, layout, setting, and what finishes an edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.desk import Room, Tick
from rocbpress.errors import SourceError, TypesetError
from rocbpress.findings import Finding, Place, Severity, errors
from rocbpress.frozen import frozen_layout
from rocbpress.galleys import open_store
from rocbpress.layout import Layout, read_layout
from rocbpress.order import Order
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.manuscript import check_glyphs, in_order
from rocbpress.preflight.placing import in_sources
from rocbpress.printing import PrinterProfile, read_printer
from rocbpress.setting import set_issue
from rocbpress.sources.manuscript import Manuscript, read_manuscript

if TYPE_CHECKING:
    from rocbpress.finishing import Impression


def press(order: Order, tick: Tick) -> Impression:
    """All stages of one edition; a PressError holds every finding of the stage that stops it."""
    manuscript = read_manuscript(order.workspace, order.number)
    layout = read_layout(order.workspace, manuscript.issue.layout, _frozen(order, manuscript))
    printer = read_printer(layout, manuscript.issue.print.profile)
    lower = layout.lowered.union(manuscript.issue.lower)
    told = (*manuscript.findings, *_positions(manuscript, draft=order.draft),
            *check_glyphs(manuscript, order.workspace.fonts), *check_lowered(layout, manuscript))
    meanwhile = cache(partial(_meanwhile, manuscript, layout, printer))
    if errors(told):
        raise SourceError(lowered(in_order((*told, *meanwhile())), lower))
    try:
        setting = set_issue(manuscript, layout, order.edition, _room(order, tick, meanwhile))
    except TypesetError as error:
        found = (*in_order((*told, *meanwhile())), *in_sources(error.findings, manuscript))
        raise TypesetError(lowered(found, lower)) from error
    told = in_order((*told, *meanwhile()))
    if errors(told):
        raise SourceError(lowered(told, lower))
    from rocbpress.finishing import finish

    return finish(order, manuscript, layout, printer, setting, told)


def _meanwhile(manuscript: Manuscript, layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    """What can be done while other processes typeset: checks without galleys, the last stages loaded."""
    import rocbpress.finishing  # noqa: F401 - loaded here, so that it is at hand when the galleys are
    from rocbpress.preflight.borders import check_borders
    from rocbpress.preflight.contrast import check_contrast
    from rocbpress.preflight.manuscript import check_words

    return (*check_words(manuscript), *check_contrast(layout, printer), *check_borders(layout))


def _frozen(order: Order, manuscript: Manuscript) -> Path | None:
    """The layout of its time, for a locked issue."""
    if order.current_layout:
        return None
    return frozen_layout(order.workspace, order.number, manuscript.issue.layout)


def _room(order: Order, tick: Tick, meanwhile: Callable[[], object]) -> Room:
    work = order.workspace
    store = open_store(order.cache, work.fonts) if order.cache else None
    return Room(work.fonts, work.pictures, store, order.jobs, tick, meanwhile, order.scheduler)


def _positions(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """The *for position only* boxes: only a draft may hold them in silence."""
    return tuple(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="put the picture in, or render with --draft")
        for article in manuscript.articles() for block in article.blocks
        if block.kind == "fpo" and not draft)
