"""All flows of an edition typeset, until the page numbers printed in them are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rocbpress.assemble.pagination import Pagination
from rocbpress.assemble.pagination import paginate as number_pages
from rocbpress.compose.cache import open_group_cache
from rocbpress.compose.context import Context
from rocbpress.compose.flow_group import FlowGroup
from rocbpress.compose.flows import compose_addresses, compose_contents, compose_groups, compose_some
from rocbpress.compose.signatures import blank_pages
from rocbpress.copyfit.fit import Fits
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.press.breaks import moved_groups
from rocbpress.press.copyfit import choose_fits
from rocbpress.press.job import Job
from rocbpress.press.queue import TypesettingQueue
from rocbpress.press.read import Sources
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark

if TYPE_CHECKING:
    from rocbpress.assemble.reading import Opened

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Paginated:
    """Flows in reading order, each with its galley, and where their pages stand in the issue.

    `context` is what they were composed of in the end; `opened` are readers of some galleys' files, for
    one assembly.
    """

    flows: tuple[Flow, ...]
    galleys: tuple[Galley, ...]
    pagination: Pagination
    context: Context
    opened: Opened

    @property
    def fits(self) -> Fits:
        """What gave way in articles."""
        return self.context.fits


def paginate(issue: Sources, job: Job, queue: TypesettingQueue) -> Paginated:
    """Typeset until no printed page number is wrong any more; the contents come last.

    TypesetError for what cannot be set, and where numbers still change after three rounds.
    """
    groups, context = _settled(open_context(issue, job), queue, issue.fits)
    if not job.edition.live_links and issue.layout.addresses == "end":
        groups, context = _breaking_alike(groups, context, queue)
    flows = in_order(context, groups)
    flows = filled_up(flows, queue.galleys(flows), context)
    galleys = queue.galleys(flows)
    return Paginated(flows, galleys, number_pages(flows, galleys), context, queue.opened)


def open_context(issue: Sources, job: Job) -> Context:
    """What an edition is composed of, before any page number is known."""
    pictures = job.workspace.cache
    kept = open_group_cache(job.kept, issue.manuscript, issue.layout, pictures, job.workspace.fonts)
    return Context(issue.manuscript, issue.layout, job.edition, {}, pictures, kept=kept)


def as_before(issue: Sources, job: Job, before: Context) -> Context:
    """What an edition is composed of, with the page numbers and with what gave way as they were."""
    return replace(open_context(issue, job), pages=before.pages, fits=before.fits, listed=before.listed,
                   closing=before.closing)


def some_flows(context: Context, names: Collection[str]) -> tuple[Flow, ...]:
    """The flows of groups that begin with articles of these names."""
    return tuple(flow for group in compose_some(context, names) for flow in group.flows)


def set_as_before(context: Context, queue: TypesettingQueue, first: Collection[str] = ()) -> tuple[Flow, ...]:
    """All flows; most are in the queue.

    Groups named in `first` come first. What has changed elsewhere may have moved some of the numbers.
    Where no number is known, what prints numbers is not put into the queue.
    """
    groups = compose_groups(
        context, made=lambda flow: queue.put((flow,) if context.pages or not flow.prints_numbers else ()),
        first=first)
    return in_order(context, groups)


def in_order(context: Context, groups: Sequence[FlowGroup]) -> tuple[Flow, ...]:
    """All flows in reading order, with the contents and the list of addresses."""
    flows = tuple(flow for group in groups for flow in group.flows)
    flows = (*flows[:-1], *compose_addresses(context, groups), flows[-1])
    front = sum(flow.matter is Matter.FRONT for flow in flows)
    return (*flows[:front], compose_contents(context), *flows[front:])


def filled_up(flows: tuple[Flow, ...], galleys: Sequence[Galley], context: Context) -> tuple[Flow, ...]:
    """On paper, the flows with the blank pages that make whole signatures, before the back cover."""
    issue, edition = context.manuscript.issue, context.edition
    missing = -sum(len(galley.pages) for galley in galleys) % issue.print.signature if edition.bleed else 0
    if not missing:
        return flows
    blanks = blank_pages(context.layout, edition, missing, language=issue.language, title=issue.title)
    return (*flows[:-1], blanks, flows[-1])


def _settled(context: Context, queue: TypesettingQueue, locked: Fits | None,
             ) -> tuple[tuple[FlowGroup, ...], Context]:
    """Groups whose printed numbers are right, and the context with the page labels.

    What prints no number is set first; the pages of the rest are estimated, and mostly rightly.
    """
    fitted = locked is None and context.layout.fit is not None and context.manuscript.issue.fit
    groups = compose_groups(context, made=lambda flow: queue.put(() if flow.prints_numbers else (flow,),
                                                                 provisional=fitted))
    context = replace(context, pages=_estimated(groups, queue, provisional=fitted))
    queue.put((compose_contents(context),))  # mostly as it stays: a page more or less is seldom gained
    context = replace(context, fits=choose_fits(context, queue, groups) if locked is None else locked)
    return _numbered(groups, context, queue)


def _breaking_alike(groups: tuple[FlowGroup, ...], context: Context, queue: TypesettingQueue,
                    ) -> tuple[tuple[FlowGroup, ...], Context]:
    """The same, the addresses of links elsewhere wherever beside them they would move a line to another page.

    They end the last article of their group, if that moves none either, else they are listed by the issue.
    """
    while moved := moved_groups(context, groups, queue):
        first = moved - context.closing.keys()
        context = replace(context, listed=context.listed | moved, closing={
            name: addresses for name, addresses in context.closing.items() if name not in moved})
        groups = compose_groups(context, [group for group in groups if group.name not in moved])
        context = replace(context, closing={**context.closing, **{
            group.name: group.addresses for group in groups if group.name in first and group.addresses}})
        groups, context = _numbered([group for group in groups if group.name not in first], context, queue)
    return groups, context


def _numbered(groups: Sequence[FlowGroup], context: Context, queue: TypesettingQueue,
              ) -> tuple[tuple[FlowGroup, ...], Context]:
    """All groups, composed until every number that they print is right; `groups` are composed already."""
    for _ in range(ROUNDS):
        groups = compose_groups(context, groups, lambda flow: queue.put((flow,)))
        queue.put((compose_contents(context),))  # its numbers are right if those of the others are
        flows = tuple(flow for group in groups for flow in group.flows)
        context = replace(context, pages=number_pages(flows, queue.galleys(flows)).labels)
        if all(group.is_true(context.pages) for group in groups):
            return groups, context
    raise TypesetError(Finding(
        "pages-oscillate", f"page numbers still change after {ROUNDS} rounds",
        hint="remove a page: reference near the end of a full page"))


def _estimated(groups: Sequence[FlowGroup], queue: TypesettingQueue, *,
               provisional: bool) -> Mapping[str, str]:
    """The labels, if each flow that prints numbers has as many pages as that which is most like it."""
    flows = tuple(flow for group in groups for flow in group.flows)
    certain = tuple(flow for flow in flows if not flow.prints_numbers)
    try:
        known = dict(zip(certain, queue.galleys(certain, provisional=provisional), strict=True))
    except TypesetError:
        queue.galleys(flows)  # so that one run reports everything
        raise
    lengths: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for flow, galley in known.items():
        lengths[flow.kind].append((flow.words, len(galley.pages)))
    galleys = [known.get(flow) or _stand_in(flow, lengths[flow.kind]) for flow in flows]
    return number_pages(flows, galleys).labels


def _stand_in(flow: Flow, lengths: Sequence[tuple[int, int]]) -> Galley:
    """A galley without type, with as many words a page as the one of its kind that is nearest in length.

    `lengths` are words and pages of those that are set.
    """
    words, pages = min(lengths, key=lambda length: abs(length[0] - flow.words), default=(flow.words, 1))
    count = max(1, int(flow.words / max(1, words) * pages + 0.4))  # a last page is seldom full
    landmarks = (Landmark(flow.name, 0, 0, 0),) if flow.name in flow.articles else ()
    return Galley(flow.name, b"", (GalleyPage("", 0, 0),) * count, landmarks)
