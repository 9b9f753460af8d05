"""The stages in order, for one edition of an issue."""

import logging

from rocbpress.press.checks import check_sources
from rocbpress.press.job import Job, Rendered
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import Tick, open_queue, open_workers
from rocbpress.press.read import read
from rocbpress.typeset.workers.pool import Submit

log = logging.getLogger(__name__)


def press(job: Job, tick: Tick) -> Rendered:
    """One edition, with workers of its own, who start while the issue is read."""
    with open_workers(job) as submit:
        return render(job, submit, tick)


def render(job: Job, submit: Submit, tick: Tick) -> Rendered:
    """All stages of one edition; a PressError holds every finding of the stage that stops it.

    It may be called again and again with the same workers. An exception that `tick` raises gives the
    run up: no flow that still waits is typeset.
    """
    issue = read(job)
    log.info("issue %d read: %d articles", job.number, len(tuple(issue.manuscript.articles())))
    checks = check_sources(issue, job)
    with checks.beside_typesetting(), open_queue(job, submit, tick, checks.all) as queue:
        pages = paginate(issue, job, queue)
    log.info("typeset: %d flows on %d pages", len(pages.flows), len(pages.pagination.pages))
    checks.stop()
    log.info("sources checked: %d findings", len(checks.all()))

    # What needs pypdf is loaded while the workers are busy.
    from rocbpress.press.finish import assemble, embed, finish, fit_to_mailbox
    from rocbpress.press.source_files import originals_told, source_files

    proof = assemble(issue, pages, job)
    fitted = fit_to_mailbox(proof, issue, pages, job)
    whole = embed(fitted, source_files(proof, issue, pages, job))
    told = (*checks.all(), *originals_told(issue.manuscript, job))
    rendered = finish(whole, issue, pages, told, job)
    log.info("%s assembled and checked: %d bytes", job.file_name, rendered.result.size)
    return rendered
