"""An issue held open: workers, drafts, galleys and slips stay, so that a turn makes only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace

from rocbpress.compose.context import Context
from rocbpress.findings.errors import AssemblyError, PressError, SourceError, TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.preflight.locate import in_sources
from rocbpress.preflight.lowering import lowered
from rocbpress.press.checks import open_checks
from rocbpress.press.finish import find_on_pages
from rocbpress.press.job import Job
from rocbpress.press.paginate import Paginated, as_before, open_context, paginate, set_as_before, some_flows
from rocbpress.press.queue import TypesettingQueue, open_queue, open_workers
from rocbpress.press.read import Sources, with_layout
from rocbpress.preview.shown import Sheet, ShownPage, Slips, sheets_of, shown_pages
from rocbpress.sources.articles import Draft
from rocbpress.sources.standing_in import Standing, faulty_articles, read_around_faults
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.pool import Submit
from rocbpress.workspace.cache import Entry
from rocbpress.workspace.fingerprint import digest_files
from rocbpress.workspace.memory import Memory

Tell = Callable[[str, Mapping[str, object]], None]  # the name of an event, and its data
_VARYING = ("image", "fill", "room", "over")  # of a page, what changes though it stays
EDITION_NAMES = ("mail", "print", "archive")


class GivenUpError(Exception):
    """A turn that ends early, for what it sets has changed again."""


@dataclass(slots=True)
class View:
    """What is shown of an edition, and what it was composed of; `issue` is None before its first turn."""

    issue: Sources | None = None
    context: Context | None = None
    sheets: tuple[Sheet, ...] = ()
    pages: dict[str, ShownPage] = field(default_factory=dict)


@dataclass(slots=True)
class Resident:
    """The pipeline of one issue, called again and again: `with` it open, `turn` after each change.

    `tell` takes the events of a turn as they come; `waiting` is whether another turn is asked for.
    `looking` are the keys of the pages that somebody looks at.
    """

    job: Job
    tell: Tell
    waiting: Callable[[], bool] = lambda: False
    looking: Sequence[str] = ()
    view: View = field(default_factory=View)
    slips: Slips = field(init=False)
    _memory: Memory = field(default_factory=Memory)
    _drafts: dict[str, Draft] = field(default_factory=dict)
    _pool: ExitStack = field(default_factory=ExitStack)
    _submit: Submit | None = None
    _faces: str = ""

    def __post_init__(self) -> None:
        # In this process nothing is typeset: WeasyPrint would be changed for all of it.
        self.job = replace(self.job, jobs=max(2, self.job.jobs), memory=self._memory)
        self.slips = Slips(self.job.workspace.fonts)

    def __enter__(self) -> Resident:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def show_edition(self, job: Job) -> None:
        """From the next turn on, another edition of the same issue."""
        self.job = replace(job, jobs=self.job.jobs, memory=self._memory)
        self.view = View()

    def turn(self) -> tuple[Finding, ...]:
        """Set and show what has changed; what is found so far. PressError where there is nothing to show.

        An article with faults is shown as it was last without. GivenUpError where another turn waits, once
        what is looked at is shown.
        """
        faults: tuple[Finding, ...] = ()
        faulty: set[str] = set()
        while True:  # each time with fewer of the articles as they are now
            standing = read_around_faults(
                self.job.workspace, self.job.number, self.job.kept, self._drafts, faulty)
            issue = with_layout(standing.manuscript, self.job)
            try:
                pages = self._set(issue)
                break
            except (SourceError, TypesetError) as error:
                blamed = faulty_articles(error.findings, standing.manuscript) - faulty
                if not blamed:
                    raise
                faulty |= blamed
                faults += in_sources(error.findings, standing.manuscript)
        self._remember(standing, issue, pages)
        self._memory.turn()
        self.slips.turn()
        return self._findings(issue, pages, faults)

    def keep(self) -> None:
        """Write what is new into the cache."""
        for path, value in self._memory.unwritten().items():
            Entry(path).keep(value)

    def stop(self) -> None:
        """End all processes at once, from another thread than that of the turn."""
        self._pool.close()

    def _set(self, issue: Sources, *, again: bool = True) -> Paginated:
        """The issue's pages, shown as they come; a pool that is broken is opened anew, once."""
        try:
            with open_queue(self.job, self._workers(), self._tick) as queue:
                queue.assembles = False  # another process does
                self._show_as_before(issue, queue)
                pages = paginate(issue, self.job, queue)
        except TypesetError as error:
            if again and any(finding.code == "worker-died" for finding in error.findings):
                self._close_pool()
                return self._set(issue, again=False)
            raise
        self._show(issue, sheets_of(pages.flows, pages.galleys))
        return pages

    def _workers(self) -> Submit:
        """The workers, with the faces that there are now."""
        faces = digest_files(self.job.workspace.fonts)
        if self._submit is None or faces != self._faces:
            self._close_pool()
            self._submit = self._pool.enter_context(open_workers(self.job))
            self._faces = faces
        return self._submit

    def _close_pool(self) -> None:
        self._pool.close()
        self._submit = None

    def _tick(self, _done: int, _total: int) -> None:
        if self.waiting():
            raise GivenUpError

    def _show_as_before(self, issue: Sources, queue: TypesettingQueue) -> None:
        """All flows with the last turn's page numbers, each as soon as it is set, what is looked at first."""
        context = as_before(issue, self.job, self.view.context or open_context(issue, self.job))
        looked = self._looked_at()
        slugs = {name.partition(".")[0] for name in looked}
        queue.tick = lambda _done, _total: None
        galleys: dict[str, Galley] = {sheet.flow.name: sheet.galley for sheet in self.view.sheets}
        if context.pages:
            self._show_looked_at(issue, queue, some_flows(context, slugs), galleys)
        flows = set_as_before(context, queue, slugs)
        wanted = [flow for flow in flows if context.pages or not flow.prints_numbers]
        missing = looked & {flow.name for flow in wanted}
        for flow, galley in queue.as_done(wanted):
            missing.discard(flow.name)
            former, galleys[flow.name] = galleys.get(flow.name), galley
            if former is None or former.pdf != galley.pdf:
                self._show_some(issue, flows, galleys, looked | {flow.name})
            if self.waiting() and not missing:
                raise GivenUpError
        queue.tick = self._tick

    def _show_looked_at(self, issue: Sources, queue: TypesettingQueue, flows: Sequence[Flow],
                        galleys: dict[str, Galley]) -> None:
        """These flows before any other is composed, among all others as they were."""
        new = {flow.name: flow for flow in flows}
        among = [new.get(sheet.flow.name, sheet.flow) for sheet in self.view.sheets]
        for flow, galley in queue.as_done(flows):
            former, galleys[flow.name] = galleys.get(flow.name), galley
            if former and former.pdf != galley.pdf:
                self._show_some(issue, among, galleys, {flow.name})

    def _looked_at(self) -> set[str]:
        """The names of the flows that somebody looks at."""
        return {key.rpartition(":")[0] for key in self.looking}

    def _show_some(self, issue: Sources, flows: Sequence[Flow], galleys: Mapping[str, Galley],
                   names: set[str]) -> None:
        """Show these flows; where others have moved, the numbers on their pages can wait."""
        try:
            sheets = sheets_of(flows, [galleys.get(flow.name) for flow in flows])
        except AssemblyError:  # a heading that has moved to another flow, where one of the two is still old
            return
        self._show(issue, sheets, names)

    def _show(self, issue: Sources, sheets: tuple[Sheet, ...], names: set[str] | None = None) -> None:
        """Tell which pages there are, where that has changed, then new pictures: of these flows, or all."""
        edition, shared = self.job.edition, f"{issue.layout.folder} {self._faces} {_design(issue)}"
        set_ones = [sheet for sheet in sheets if sheet.galley.pdf]
        known = {sheet.flow.name: slip for sheet in set_ones
                 if (slip := self.slips.known(sheet, edition, shared))}
        self.view.issue, self.view.sheets = issue, sheets
        self._tell_pages(shown_pages(sheets, known, self.view.pages, issue, edition))
        looked = self._looked_at()
        for sheet in sorted(set_ones, key=lambda sheet: sheet.flow.name not in looked):
            if sheet.flow.name not in known and (names is None or sheet.flow.name in names):
                known[sheet.flow.name] = self.slips.make(sheet, issue, edition, shared)
                self._tell_pages(shown_pages(sheets, known, self.view.pages, issue, edition))

    def _tell_pages(self, pages: Iterable[ShownPage]) -> None:
        """An event `pages` where some came, went or moved, `some` where only pictures changed."""
        new, old = {page.key: page for page in pages}, self.view.pages
        self.view.pages = new
        if [_bare(page) for page in new.values()] != [_bare(page) for page in old.values()]:
            self.tell("pages", {"pages": [asdict(page) for page in new.values()], "editions": EDITION_NAMES})
        elif changed := {key: {name: getattr(page, name) for name in _VARYING}
                         for key, page in new.items() if page != old[key]}:
            self.tell("some", {"pages": changed})

    def _remember(self, standing: Standing, issue: Sources, pages: Paginated) -> None:
        good = {slug: draft for slug, draft in standing.drafts.items() if slug not in standing.replaced}
        self._drafts = {slug: good.get(slug) or self._drafts.get(slug, draft)
                        for slug, draft in standing.drafts.items()}
        self.view.issue, self.view.context = issue, pages.context

    def _findings(self, issue: Sources, pages: Paginated, faults: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """All that can be known without the assembled file."""
        try:
            checked = open_checks(issue, self.job).all()
        except PressError as error:
            checked = error.findings
        found = (*faults, *checked, *find_on_pages(issue.manuscript, pages, self.job.edition))
        return tuple(dict.fromkeys(lowered(found, issue.lower)))


def _bare(page: ShownPage) -> ShownPage:
    return replace(page, image=None, fill=0.0, room=0, over=0)


def _design(issue: Sources) -> str:
    """What a slip takes from the layout, by content."""
    layout = issue.layout
    return repr((layout.furniture, sorted(layout.palette.items()), layout.overprint, issue.printer))
