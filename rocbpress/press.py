"""The stages in order: manuscript, layout, setting, and what finishes an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.compose.standing import Rack, open_rack
from rocbpress.desk import Room, Tick, open_press
from rocbpress.engines import digest_files
from rocbpress.errors import SourceError, TypesetError
from rocbpress.findings import Finding, Place, Severity, errors
from rocbpress.frozen import frozen_layout
from rocbpress.galleys import open_store
from rocbpress.layout import Layout, read_layout
from rocbpress.order import Order
from rocbpress.pool import Submit
from rocbpress.preflight.ledger import entered
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.manuscript import check_glyphs, in_order
from rocbpress.preflight.placing import in_sources
from rocbpress.printing import PrinterProfile, read_printer
from rocbpress.setting import set_issue
from rocbpress.shelf import Shelf
from rocbpress.sources.manuscript import Manuscript, read_manuscript
from rocbpress.typeset.galley import Galley

if TYPE_CHECKING:
    from rocbpress.assemble.reading import Opened
    from rocbpress.finishing import Impression


def press(order: Order, tick: Tick) -> Impression:
    """All stages of one edition; a PressError holds every finding of the stage that stops it."""
    empty = order.cache is None or not order.cache.is_dir()
    with open_press(order.workspace.fonts, order.jobs, order.scheduler, eager=empty) as submit:
        return _pressed(order, tick, submit)


def _pressed(order: Order, tick: Tick, submit: Submit) -> Impression:
    standing = Shelf(order.cache / "copy") if order.cache else None
    manuscript = read_manuscript(order.workspace, order.number, standing)
    layout = read_layout(order.workspace, manuscript.issue.layout, _frozen(order, manuscript))
    printer = read_printer(layout, manuscript.issue.print.profile)
    lower = layout.lowered.union(manuscript.issue.lower)
    told = (*manuscript.findings, *_positions(manuscript, draft=order.draft),
            *check_glyphs(manuscript, order.workspace.fonts, standing), *check_lowered(layout, manuscript))
    meanwhile = cache(partial(_meanwhile, manuscript, layout, printer, standing))
    if errors(told):
        raise SourceError(lowered(in_order((*told, *meanwhile())), lower))
    opened: Opened = {}
    room = replace(_room(order, submit, tick, meanwhile, _rack(order, manuscript, layout)),
                   ahead=partial(_open, opened))
    try:
        setting = set_issue(manuscript, layout, order.edition, room)
    except TypesetError as error:
        found = (*in_order((*told, *meanwhile())), *in_sources(error.findings, manuscript))
        raise TypesetError(lowered(found, lower)) from error
    told = in_order((*told, *meanwhile()))
    if errors(told):
        raise SourceError(lowered(told, lower))
    from rocbpress.finishing import finish

    return finish(order, manuscript, layout, printer, setting, told, opened)


def _open(opened: Opened, galley: Galley) -> None:
    from rocbpress.assemble.reading import open_pdf

    if galley.pdf not in opened:
        opened[galley.pdf] = open_pdf(galley.pdf)


def _meanwhile(manuscript: Manuscript, layout: Layout, printer: PrinterProfile,
               kept: Shelf | None) -> tuple[Finding, ...]:
    """What can be done while other processes typeset: checks without galleys, the last stages loaded."""
    import rocbpress.finishing  # noqa: F401 - loaded here, so that it is at hand when the galleys are
    from rocbpress.preflight.borders import check_borders
    from rocbpress.preflight.manuscript import check_words

    house = ("contrast", layout.name, digest_files(layout.folder), printer.condition,
             sha256(printer.icc.read_bytes()).hexdigest())
    return (*check_words(manuscript, kept), *entered(kept, house, lambda: _contrast(layout, printer)),
            *check_borders(layout))


def _contrast(layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    from rocbpress.preflight.contrast import check_contrast

    return check_contrast(layout, printer)


def _frozen(order: Order, manuscript: Manuscript) -> Path | None:
    """The layout of its time, for a locked issue."""
    if order.current_layout:
        return None
    return frozen_layout(order.workspace, order.number, manuscript.issue.layout)


def _room(order: Order, submit: Submit, tick: Tick, meanwhile: Callable[[], object],
          rack: Rack | None) -> Room:
    store = open_store(order.cache, order.workspace.fonts) if order.cache else None
    return Room(submit, order.workspace.pictures, store, tick, meanwhile, rack)


def _rack(order: Order, manuscript: Manuscript, layout: Layout) -> Rack | None:
    work = order.workspace
    return open_rack(Shelf(order.cache / "takes"), manuscript, layout, order.edition, work.pictures,
                     work.fonts) if order.cache else None


def _positions(manuscript: Manuscript, *, draft: bool) -> tuple[Finding, ...]:
    """The *for position only* boxes: only a draft may hold them in silence."""
    return tuple(
        Finding("position-only", "a picture is still to come here", Place(article.file, block.line),
                severity=Severity.WARNING, hint="put the picture in, or render with --draft")
        for article in manuscript.articles() for block in article.blocks
        if block.kind == "fpo" and not draft)
