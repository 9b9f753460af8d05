"""Pages that hold too little, which only the whole issue shows."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from rocbpress.assemble.pagination import Pagination
from rocbpress.compose.signatures import BLANK
from rocbpress.copyfit.choose import SEVERAL, THIRD
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, VerticalItem


def thin_pages(flows: Sequence[Flow], galleys: Sequence[Galley], pagination: Pagination,
               holding: Mapping[str, str] = MappingProxyType({})) -> Iterator[Finding]:
    """A warning for each page that is less than a third full, with the least that would cure it.

    `holding` are the keys by which heads of articles keep them from sharing a page. Where a flow opens, its
    design leaves space; so may the last page of a section of several articles.
    """
    pages = iter(pagination.pages)
    for at, (flow, galley) in enumerate(zip(flows, galleys, strict=True)):
        for number, (page, printed) in enumerate(zip(galley.pages, pages, strict=False), 1):
            opens = number == 1 < len(galley.pages)
            ends = number == len(galley.pages) and _may_end_thin(flows, at)
            if page.fill < THIRD and flow.articles and not (opens or ends or page.name == BLANK):
                yield Finding("page-thin", f"only {page.fill:.0%} of the page is filled",
                              Place(page=printed.label, block=flow.articles[-1]), Severity.WARNING,
                              _cure(flow, galley, number - 1, holding.get(flow.articles[-1], "")))


def holding_keys(manuscript: Manuscript) -> Mapping[str, str]:
    """The keys in the head of each article, or in issue.yaml, that let it share no page."""
    return {article.slug: " and ".join(
        key for key, holds in (("start:", article.head.start == "page"), ("fit:", not article.head.fit),
                               ("fit: in issue.yaml", not manuscript.issue.fit)) if holds)
            for article in manuscript.articles()}


def words_at_end(flow: Flow, galley: Galley) -> tuple[int, int]:
    """About how many words the last page of a flow has room for, and how many would save the page.

    Counted by the lines of the flow; 0 for what does not apply.
    """
    last = len(galley.pages) - 1
    lines = [item for item in galley.items if item.kind == "line"]
    own = [item for item in lines if item.page == last]
    if not own or not flow.articles:
        return 0, 0
    page, each = galley.pages[last], flow.words / len(lines)
    room = (1 - page.fill) * page.area[1] / own[0].height * own[0].columns
    return int(each * room) // 5 * 5, _round(each * len(own)) if last else 0


def _may_end_thin(flows: Sequence[Flow], at: int) -> bool:
    """Whether a section of several articles ends with this flow, or the front or back matter."""
    flow, following = flows[at], flows[at + 1:at + 2]
    if flow.matter is not Matter.BODY:
        return True
    own = {slug for each in flows if each.section == flow.section for slug in each.articles}
    return len(own) >= SEVERAL and (not following or following[0].section != flow.section
                                    or following[0].matter is not Matter.BODY)


def _cure(flow: Flow, galley: Galley, page: int, keys: str) -> str:
    """About how many words are to be cut or added, counted by the lines of the flow."""
    lines = [item for item in galley.items if item.kind == "line"]
    own = [item for item in lines if item.page == page]
    each = flow.words / len(lines) if lines else 0
    wanted = _lines_wanted(own, galley.pages[page].area[1]) - len(own)
    add = f"add about {_round(each * wanted)}" if own and wanted > 0 else "add some"
    if page == 0 or page < len(galley.pages) - 1 or not own:
        return f"{add} words to the article" + (f", or let it share a page: remove {keys}" if keys else "")
    return f"cut about {_round(each * len(own))} words to save the page, or {add} to fill it"


def _lines_wanted(own: Sequence[VerticalItem], height: float) -> float:
    """The lines of which a page needs a THIRD, in all its columns, and two more in each."""
    return (THIRD * height / own[0].height + 2) * own[0].columns if own else 0.0


def _round(words: float) -> int:
    """To the next five: nobody counts more closely."""
    return max(5, -(-int(words) // 5) * 5)
