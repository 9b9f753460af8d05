"""The stages in order, for one edition of an issue."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from rocbpress.compose.cache import open_flow_cache
from rocbpress.press.checks import SourceChecks
from rocbpress.press.job import Job
from rocbpress.press.paginate import set_issue
from rocbpress.press.queue import Room, Tick, open_press
from rocbpress.press.read import Sources, read_sources
from rocbpress.typeset.cache import open_galleys
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.pool import Submit
from rocbpress.workspace.cache import Cache

if TYPE_CHECKING:
    from rocbpress.assemble.reading import Opened
    from rocbpress.press.finish import Rendered

log = logging.getLogger(__name__)


def press(order: Job, tick: Tick) -> Rendered:
    """All stages of one edition; a PressError holds every finding of the stage that stops it."""
    nothing_kept = order.cache is None or not (order.cache / "galleys").is_dir()
    with open_press(order.workspace.fonts, order.jobs, order.scheduler, eager=nothing_kept) as submit:
        sources = read_sources(order)
        log.info("issue %d read: %d articles", order.number, len(tuple(sources.manuscript.articles())))
        checks = SourceChecks(order, sources)
        checks.stop_at_once()
        opened: Opened = {}
        with checks.told_with_typesetting():
            setting = set_issue(sources.manuscript, sources.layout, order.edition,
                                _room(order, sources, submit, tick, checks, opened))
        log.info("typeset: %d flows on %d pages", len(setting.flows), len(setting.pagination.pages))
        checks.stop()
        log.info("sources checked: %d findings", len(checks.all()))
        from rocbpress.press.finish import finish

        rendered = finish(order, sources, setting, checks.all(), opened)
        log.info("%s assembled and checked: %d bytes", order.file_name, rendered.outcome.size)
        return rendered


def _room(order: Job, sources: Sources, submit: Submit, tick: Tick, checks: SourceChecks,
          opened: Opened) -> Room:
    """What typesetting is given besides the issue; None for caches makes everything anew."""
    work, cache = order.workspace, Cache(order.cache)
    store = open_galleys(cache, work.fonts)
    rack = open_flow_cache(cache, sources.manuscript, sources.layout, order.edition,
                     work.cache, work.fonts) if cache.folder else None
    return Room(submit, work.cache, store, tick, checks.all, rack, partial(_open, opened))


def _open(opened: Opened, galley: Galley) -> None:
    from rocbpress.assemble.reading import open_pdf

    if galley.pdf not in opened:
        opened[galley.pdf] = open_pdf(galley.pdf)
