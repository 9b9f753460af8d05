"""All flows of an edition set, with page numbers that stand still."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rocbpress.assemble.pagination import Pagination, paginate
from rocbpress.compose.signatures import blank_pages
from rocbpress.compose.takes import Take
from rocbpress.editions import Edition
from rocbpress.errors import TypesetError
from rocbpress.findings import Finding
from rocbpress.flow import Flow, Matter
from rocbpress.flows import compose_contents, compose_takes
from rocbpress.galleys import GalleyStore
from rocbpress.layout import Layout
from rocbpress.pool import typeset_all
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.galley import Galley

ROUNDS = 3

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Room:
    """Where type is set: the faces, the kept galleys (None sets everything anew), the pictures."""

    fonts: Path
    pictures: Path
    galleys: GalleyStore | None
    jobs: int
    tick: Tick


@dataclass(frozen=True, slots=True)
class Setting:
    """Flows in reading order, each with its galley, and where their pages stand in the issue."""

    flows: tuple[Flow, ...]
    galleys: tuple[Galley, ...]
    pagination: Pagination


def set_issue(manuscript: Manuscript, layout: Layout, edition: Edition, room: Room) -> Setting:
    """Typeset until no printed page number is wrong any more; the contents come last.

    TypesetError where the numbers still move after three rounds.
    """
    kept: dict[str, Galley] = {}
    takes: tuple[Take, ...] = ()
    pages: Mapping[str, str] = {}
    for _ in range(ROUNDS):
        takes = compose_takes(manuscript, layout, edition, pages, pictures=room.pictures, former=takes)
        flows = tuple(flow for take in takes for flow in take.flows)
        pages = paginate(flows, _galleys(flows, room, kept)).labels
        if all(take.is_true(pages) for take in takes):
            break
    else:
        raise TypesetError(Finding(
            "pages-oscillate", f"printed page references still move after {ROUNDS} rounds",
            hint="take out a page: reference near the end of a full page"))
    contents = compose_contents(manuscript, layout, edition, pages, pictures=room.pictures)
    front = sum(flow.matter is Matter.FRONT for flow in flows)
    whole = (*flows[:front], contents, *flows[front:])
    whole = _filled_up(whole, _galleys(whole, room, kept), manuscript, layout, edition)
    galleys = _galleys(whole, room, kept)
    return Setting(whole, galleys, paginate(whole, galleys))


def _filled_up(flows: tuple[Flow, ...], galleys: tuple[Galley, ...], manuscript: Manuscript, layout: Layout,
               edition: Edition) -> tuple[Flow, ...]:
    """On paper, the flows with the blank pages that make whole signatures, before the back cover."""
    issue = manuscript.issue
    missing = -sum(len(galley.pages) for galley in galleys) % issue.print.signature if edition.bleed else 0
    if not missing:
        return flows
    blanks = blank_pages(layout, edition, missing, language=issue.language, title=issue.title)
    return (*flows[:-1], blanks, flows[-1])


def _galleys(flows: Sequence[Flow], room: Room, kept: dict[str, Galley]) -> tuple[Galley, ...]:
    """Galleys from this run, else from the store, else from the press."""
    keys = [flow.digest() for flow in flows]
    missing = []
    for key, flow in zip(keys, flows, strict=True):
        if key in kept:
            continue
        galley = room.galleys.load(flow) if room.galleys else None
        if galley is None:
            missing.append(flow)
        else:
            kept[key] = galley
    for done, (flow, galley) in enumerate(typeset_all(missing, room.fonts, room.jobs), 1):
        kept[flow.digest()] = galley
        room.tick(done, len(missing))
        if room.galleys:
            room.galleys.save(flow, galley)
    if missing and room.galleys:
        room.galleys.clear()
    return tuple(kept[key] for key in keys)
