"""What joining galleys costs, by the page."""

from __future__ import annotations

import time
from statistics import median

from rocbpress.assemble.proof import assemble
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.press.finish import _record
from rocbpress.press.job import Job, processors
from rocbpress.press.paginate import set_issue
from rocbpress.press.pipeline import _room
from rocbpress.press.queue import open_press
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.workspace import Workspace

ROUNDS = 3


def assembly_per_page(workspace: Workspace, number: int) -> float:
    """Milliseconds of processor time a page, from galleys to the bytes of the file; the median of three."""
    manuscript = read_manuscript(workspace, number)
    layout = read_layout(workspace, manuscript.issue.layout)
    edition = EDITIONS["mail"]
    printer = read_printer(layout, manuscript.issue.print.profile)
    order = Job(workspace, number, edition, processors(), workspace.cache)
    with open_press(workspace.fonts, order.jobs) as submit:
        room = _room(order, submit, lambda _done, _total: None, lambda: None, None)
        setting = set_issue(manuscript, layout, edition, room)
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        assemble(setting.flows, setting.galleys, setting.pagination, layout, edition,
                 _record(manuscript), printer, workspace.fonts).write(edition.claims)
        spent.append(time.process_time() - before)
    return 1000 * median(spent) / len(setting.pagination.pages)
