"""The pages of an edition as they are shown: keys, pictures by digest, and where blocks stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.pagination import paginate as number_pages
from rocbpress.assemble.printer_boxes import margin_of
from rocbpress.assemble.slips import Slip, make_slip
from rocbpress.compose.signatures import BLANK
from rocbpress.layout.editions import Edition
from rocbpress.preflight.thin_pages import words_at_end
from rocbpress.press.read import Sources
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Area, Galley, GalleyPage


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: `key` is its flow and its place in that, from 0; lengths are points of the whole sheet.

    `image` is the digest of its picture, None while it is not set. `fill` is that of its galley's page. On
    the last of a flow, `room` is for about so many words, and so many less, `over`, would save the page.
    """

    key: str
    flow: str
    article: str
    title: str
    label: str
    width: float
    height: float
    image: str | None
    fill: float
    room: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flow as set, with its own pages of the issue."""

    flow: Flow
    galley: Galley
    pages: tuple[NumberedPage, ...]


def sheets_of(flows: Sequence[Flow], galleys: Sequence[Galley | None]) -> tuple[Sheet, ...]:
    """Each flow with its numbered pages; one without a galley has a blank page."""
    known = [galley or Galley(flow.name, b"", (GalleyPage(flow.kind, 595.276, 841.89),), ())
             for flow, galley in zip(flows, galleys, strict=True)]
    pages = iter(number_pages(flows, known).pages)
    return tuple(Sheet(flow, galley, tuple(next(pages) for _ in galley.pages))
                 for flow, galley in zip(flows, known, strict=True))


class Slips:
    """Slips of the last two turns, made when they are asked for, by all that they are made of."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._now: dict[object, Slip] = {}
        self._before: dict[object, Slip] = {}

    def turn(self) -> None:
        """Let go what the last turn did not ask for."""
        self._now, self._before = {}, self._now

    def known(self, sheet: Sheet, edition: Edition, shared: str) -> Slip | None:
        """The slip of a sheet, if there is one; `shared` tells layout and faces by their content."""
        key = _key(sheet, edition, shared)
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return self._now.get(key)

    def make(self, sheet: Sheet, issue: Sources, edition: Edition, shared: str) -> Slip:
        """The slip of a sheet; AssemblyError as `make_slip`."""
        slip = self.known(sheet, edition, shared)
        if slip is None:
            slip = self._now[_key(sheet, edition, shared)] = make_slip(
                sheet.galley, sheet.pages, issue.layout, edition, issue.printer, self._fonts)
        return slip

    def find(self, digest: str) -> tuple[Slip, int] | None:
        """The slip with the page of that digest, and its index."""
        for slip in (*self._now.values(), *self._before.values()):
            if digest in slip.digests:
                return slip, slip.digests.index(digest)
        return None


def _key(sheet: Sheet, edition: Edition, shared: str) -> object:
    facts = tuple((page.label, page.recto, page.begins, page.name, page.width, page.height)
                  for page in sheet.pages)
    return sheet.galley.pdf, sheet.flow.running, sheet.flow.language, facts, edition.name, shared


def shown_pages(sheets: Iterable[Sheet], slips: Mapping[str, Slip], former: Mapping[str, ShownPage],
                issue: Sources, edition: Edition) -> tuple[ShownPage, ...]:
    """All pages in order; one whose slip is not there yet has the picture that it had before."""
    titles = {article.slug: article.title for article in issue.manuscript.articles()}
    around = 2 * margin_of(issue.printer) if edition.bleed else 0.0
    pages = []
    for sheet in sheets:
        flow, slip = sheet.flow, slips.get(sheet.flow.name)
        slug = flow.articles[0] if flow.articles else ""
        for at, page in enumerate(sheet.pages):
            key = f"{flow.name}:{at}"
            before = former.get(key)
            room, over = words_at_end(flow, sheet.galley) if at == len(sheet.pages) - 1 else (0, 0)
            pages.append(ShownPage(
                key, flow.name, slug, titles.get(slug, "" if flow.name == BLANK else flow.kind.capitalize()),
                page.label, round(page.width + around, 3), round(page.height + around, 3),
                slip.digests[at] if slip else before.image if before else None,
                sheet.galley.pages[at].fill, room, over))
    return tuple(pages)


def moved_areas(sheet: Sheet, index: int, issue: Sources, edition: Edition) -> tuple[Area, ...]:
    """The areas of a page, from the upper left corner of its picture."""
    around = margin_of(issue.printer) if edition.bleed else 0.0
    return tuple(replace(area, x=round(area.x + around, 2), y=round(area.y + around, 2))
                 for area in sheet.galley.areas if area.page == index)
