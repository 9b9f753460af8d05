"""Pictures of pages as preview shows them, beside those of the file that is published."""

from __future__ import annotations

import pypdfium2
from PIL import ImageChops

from rocbpress.assemble.slips import make_slip
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.finish import assemble
from rocbpress.press.job import Job
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import open_queue, open_workers
from rocbpress.press.read import read
from tests.shared_cache import shared_cache


def pages_shown_otherwise(workspace, number, edition, layout="kept"):
    """The numbers of the pages whose slips differ by a pixel from the assembled file."""
    job = Job(workspace, number, EDITIONS[edition], 2, shared_cache(), layout=layout)
    issue = read(job)
    with open_workers(job) as submit, open_queue(job, submit) as queue:
        pages = paginate(issue, job, queue)
    whole = _images(assemble(issue, pages, job).write(()))
    shown, first = [], 0
    for galley in pages.galleys:
        sheets = pages.pagination.pages[first:first + len(galley.pages)]
        first += len(sheets)
        slip = make_slip(galley, sheets, issue.layout, job.edition, issue.printer, workspace.fonts)
        shown += _images(slip.pdf)
    return [at for at, (one, other) in enumerate(zip(whole, shown, strict=True), 1)
            if one.size != other.size or ImageChops.difference(one, other).getbbox()]


def _images(pdf):
    """Every page at 108 dpi."""
    return [page.render(scale=1.5).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]
