"""Pages that hold too little, which only the whole issue shows."""

from collections.abc import Iterator, Sequence

from rocbpress.assemble.pagination import Pagination
from rocbpress.compose.signatures import BLANK
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley

THIN = 1 / 3  # of the type area's height: pages with less on them look forgotten


def thin_pages(flows: Sequence[Flow], galleys: Sequence[Galley], pagination: Pagination,
               ) -> Iterator[Finding]:
    """A warning for each page that is less than a third full, except where a section or a part ends."""
    pages = iter(pagination.pages)
    for at, (flow, galley) in enumerate(zip(flows, galleys, strict=True)):
        for number, (page, printed) in enumerate(zip(galley.pages, pages, strict=False), 1):
            opens = number == 1 < len(galley.pages)
            ends = number == len(galley.pages) and _ends(flow, flows[at + 1:at + 2])
            if page.fill < THIN and not (opens or ends or page.name == BLANK):
                yield Finding("page-thin", f"only {page.fill:.0%} of the height of the page is filled",
                              Place(page=printed.label, block=flow.articles[-1] if flow.articles else ""),
                              Severity.WARNING, "lengthen or shorten the article, or let the next run in")


def _ends(flow: Flow, following: Sequence[Flow]) -> bool:
    """Whether a section, a part of an essay or the front matter ends with this flow."""
    if not following:
        return True
    after = following[0]
    return (after.matter, after.section) != (flow.matter, flow.section) or after.articles == flow.articles
