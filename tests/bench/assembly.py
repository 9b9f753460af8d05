"""What joining galleys costs, by the page."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.finish import assemble
from rocbpress.press.job import Job, processors
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import open_queue, open_workers
from rocbpress.press.read import read
from rocbpress.workspace.workspace import Workspace

ROUNDS = 3


def assembly_per_page(workspace: Workspace, number: int) -> float:
    """Milliseconds of processor time a page, from galleys to the bytes of the file; the median of three."""
    job = Job(workspace, number, EDITIONS["mail"], processors(), workspace.cache)
    issue = read(job)
    with open_workers(job) as submit, open_queue(job, submit) as queue:
        pages = replace(paginate(issue, job, queue), opened={})
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        assemble(issue, pages, job).write(job.edition.claims)
        spent.append(time.process_time() - before)
    return 1000 * median(spent) / len(pages.pagination.pages)
