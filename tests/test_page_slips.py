"""What preview shows of a page is what is printed."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import ImageChops

from rocbpress.assemble.slips import make_slip
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.finish import assemble, issue_record
from rocbpress.press.job import Job
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import open_queue, open_workers
from rocbpress.press.read import read
from tests.shared_cache import shared_cache


def images(pdf):
    """Every page at 108 dpi."""
    return [page.render(scale=1.5).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("number", [0, 82])
@pytest.mark.parametrize("edition", ["mail", "print", "archive"])
def test_a_slip_shows_what_the_file_shows(newsletter, number, edition):
    """Each page of it has the same picture as in the assembled file, to the pixel."""
    job = Job(newsletter, number, EDITIONS[edition], 2, shared_cache())
    issue = read(job)
    with open_workers(job) as submit, open_queue(job, submit) as queue:
        pages = paginate(issue, job, queue)
    whole = images(assemble(issue, pages, job).write(()))
    shown, first = [], 0
    for galley in pages.galleys:
        sheets = pages.pagination.pages[first:first + len(galley.pages)]
        first += len(sheets)
        slip = make_slip(galley, sheets, issue.layout, job.edition, issue.printer, newsletter.fonts)
        shown += images(slip.pdf)

    different = [at for at, (one, other) in enumerate(zip(whole, shown, strict=True), 1)
                 if one.size != other.size or ImageChops.difference(one, other).getbbox()]
    assert different == [] and issue_record(issue.manuscript).title
