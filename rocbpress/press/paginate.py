"""All flows of an edition set, with page numbers that stand still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rocbpress.assemble.pagination import Pagination, paginate
from rocbpress.compose.cache import FlowCache
from rocbpress.compose.flow_group import FlowGroup
from rocbpress.compose.flows import compose_contents, compose_groups
from rocbpress.compose.signatures import blank_pages
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.press.queue import Room, TypesettingQueue
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Paginated:
    """Flows in reading order, each with its galley, and where their pages stand in the issue."""

    flows: tuple[Flow, ...]
    galleys: tuple[Galley, ...]
    pagination: Pagination


def set_issue(manuscript: Manuscript, layout: Layout, edition: Edition, room: Room) -> Paginated:
    """Typeset until no printed page number is wrong any more; the contents come last.

    TypesetError where the numbers still move after three rounds.
    """
    copy = Composer(manuscript, layout, edition, room.pictures, room.rack)
    desk = TypesettingQueue(room)
    flows, pages = _settled(copy, desk)
    contents = copy.contents(pages)
    front = sum(flow.matter is Matter.FRONT for flow in flows)
    whole = (*flows[:front], contents, *flows[front:])
    whole = _filled_up(whole, desk.galleys(whole), copy)
    galleys = desk.galleys(whole)
    return Paginated(whole, galleys, paginate(whole, galleys))


@dataclass(frozen=True, slots=True)
class Composer:
    """What flows are composed of."""

    manuscript: Manuscript
    layout: Layout
    edition: Edition
    pictures: Path
    rack: FlowCache | None = None

    def takes(self, pages: Mapping[str, str], former: Iterable[FlowGroup], made: Callable[[Flow], None],
              ) -> tuple[FlowGroup, ...]:
        """The takes in which the labels `pages` are printed; each new flow goes to `made` at once."""
        return compose_groups(self.manuscript, self.layout, self.edition, pages, pictures=self.pictures,
                             former=former, rack=self.rack, made=made)

    def contents(self, pages: Mapping[str, str]) -> Flow:
        """The contents in which the labels `pages` are printed."""
        return compose_contents(self.manuscript, self.layout, self.edition, pages, pictures=self.pictures)


def _settled(copy: Composer, desk: TypesettingQueue) -> tuple[tuple[Flow, ...], Mapping[str, str]]:
    """Flows whose printed numbers are true, and the labels.

    What prints no number is set first; the pages of the rest are foreseen, and mostly rightly.
    """
    takes = copy.takes({}, (), lambda flow: desk.lay(() if flow.prints_numbers else (flow,)))
    pages = _foreseen(takes, desk)
    for _ in range(ROUNDS):
        takes = copy.takes(pages, takes, lambda flow: desk.lay((flow,)))
        desk.lay((copy.contents(pages),))  # its numbers are right if those of the others are
        flows = tuple(flow for take in takes for flow in take.flows)
        pages = paginate(flows, desk.galleys(flows)).labels
        if all(take.is_true(pages) for take in takes):
            return flows, pages
    raise TypesetError(Finding(
        "pages-oscillate", f"printed page references still move after {ROUNDS} rounds",
        hint="take out a page: reference near the end of a full page"))


def _foreseen(takes: Sequence[FlowGroup], desk: TypesettingQueue) -> Mapping[str, str]:
    """The labels, if each flow that prints numbers has as many pages as that which is most like it."""
    flows = tuple(flow for take in takes for flow in take.flows)
    certain = tuple(flow for flow in flows if not flow.prints_numbers)
    try:
        known = dict(zip(certain, desk.galleys(certain), strict=True))
    except TypesetError:
        desk.galleys(flows)  # so that one run tells of all that is wrong
        raise
    likes: dict[str, list[_Like]] = defaultdict(list)
    for flow, galley in known.items():
        likes[flow.kind].append(_Like(flow.words, len(galley.pages)))
    return paginate(flows, [known.get(flow) or _stand_in(flow, likes[flow.kind]) for flow in flows]).labels


@dataclass(frozen=True, slots=True)
class _Like:
    """Words and pages of a flow that has been set."""

    words: int
    pages: int


def _stand_in(flow: Flow, likes: Sequence[_Like]) -> Galley:
    """A galley without type, with as many words a page as the one of its kind that is nearest in length."""
    nearest = min(likes, key=lambda like: abs(like.words - flow.words), default=_Like(flow.words, 1))
    count = max(1, int(flow.words / max(1, nearest.words) * nearest.pages + 0.4))  # a last page is seldom full
    landmarks = (Landmark(flow.name, 0, 0, 0),) if flow.name in flow.articles else ()
    return Galley(flow.name, b"", (GalleyPage("", 0, 0),) * count, landmarks)


def _filled_up(flows: tuple[Flow, ...], galleys: tuple[Galley, ...], copy: Composer) -> tuple[Flow, ...]:
    """On paper, the flows with the blank pages that make whole signatures, before the back cover."""
    issue, edition = copy.manuscript.issue, copy.edition
    missing = -sum(len(galley.pages) for galley in galleys) % issue.print.signature if edition.bleed else 0
    if not missing:
        return flows
    blanks = blank_pages(copy.layout, edition, missing, language=issue.language, title=issue.title)
    return (*flows[:-1], blanks, flows[-1])
