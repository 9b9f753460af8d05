"""The typesetting queue: flows that workers typeset while others are composed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rocbpress.findings.errors import LayoutError, TypesetError
from rocbpress.layout.files import check_fonts
from rocbpress.press.job import Job
from rocbpress.typeset.cache import galley_entry
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.pool import Submit, gather, open_pool
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files
from rocbpress.workspace.temporary import process_folder

if TYPE_CHECKING:
    from rocbpress.assemble.reading import Opened

# The kinds of flows in which something may give way.
FITTED = frozenset({"letter", "message", "report", "essay", "opening"})
Tick = Callable[[int, int], None]  # galleys that are done, of how many


def open_workers(job: Job) -> AbstractContextManager[Submit]:
    """Processes here, or the Dask cluster of the job; what it gives is as `open_pool` says.

    LayoutError where links in fonts/ lead elsewhere: fontconfig would open what they name.
    """
    if wrong := tuple(check_fonts(job.workspace.fonts)):
        raise LayoutError(wrong)
    if not job.scheduler:
        nothing_kept = job.cache is None or not (job.cache / "galleys").is_dir()
        readable = (job.workspace.root, process_folder(), *((job.cache,) if job.cache else ()))
        return open_pool(job.workspace.fonts, job.jobs, eager=nothing_kept, readable=readable)
    from rocbpress.typeset.workers.dask import open_cluster

    return open_cluster(job.scheduler, job.workspace.fonts)


@contextmanager
def open_queue(job: Job, submit: Submit, tick: Tick = lambda _done, _total: None,
               while_waiting: Callable[[], object] = lambda: None) -> Iterator[TypesettingQueue]:
    """An empty queue; flows that still wait when it closes are never typeset."""
    faces = digest_files(job.workspace.fonts) if job.cache else ""
    queue = TypesettingQueue(submit, job.kept, faces, tick, while_waiting)
    try:
        yield queue
    finally:
        queue.cancel()


@dataclass(slots=True)
class TypesettingQueue:
    """Galleys of this run, else from the cache, else from the workers.

    While these are busy, `while_waiting` is done, then what is there already is `opened` for assembly, if
    there is to be one.
    """

    submit: Submit
    kept: Cache
    faces: str
    tick: Tick
    while_waiting: Callable[[], object]
    opened: Opened = field(default_factory=dict)
    assembles: bool = True
    _ready: dict[str, Galley] = field(default_factory=dict)
    _waiting: dict[str, tuple[Future[Galley], Flow]] = field(default_factory=dict)
    _done: int = 0
    _digests: dict[int, tuple[Flow, str]] = field(default_factory=dict)

    def put(self, flows: Iterable[Flow], *, provisional: bool = False) -> None:
        """Have flows typeset that are not yet, the longest first; does not wait for them.

        What may be provisional need not be drawn where it is likely to be set otherwise.
        """
        for flow in sorted(flows, key=lambda flow: -len(flow.html)):
            digest = self._digest(flow)
            may_lack = provisional and flow.kind in FITTED
            ready = self._ready.get(digest)
            if digest in self._waiting or (ready and (ready.pdf or may_lack)):
                continue
            galley: Galley | None = galley_entry(self.kept, self.faces, flow).find()
            if galley is None or not (galley.pdf or may_lack):
                self._waiting[digest] = self.submit(replace(flow, provisional=may_lack)), flow
            else:
                self._ready[digest] = galley

    def galleys(self, flows: Iterable[Flow], *, provisional: bool = False) -> tuple[Galley, ...]:
        """The galleys of these flows; TypesetError as `gather` has it, once all that waits is done.

        Drawn, as long as they may not be provisional.
        """
        wanted = tuple(flows)
        for _ in range(2):  # what waits may be provisional
            self.put(wanted, provisional=provisional)
            for _ in self.as_done(()):
                pass
        return tuple(self._ready[self._digest(flow)] for flow in wanted)

    def as_done(self, flows: Iterable[Flow]) -> Iterator[tuple[Flow, Galley]]:
        """Each of these flows, and of those put before, with its galley as soon as it is there.

        TypesetError as `gather` has it, in the end.
        """
        wanted = tuple(flows)
        self.put(wanted)
        yield from [(flow, self._ready[digest]) for flow in wanted
                    if (digest := self._digest(flow)) in self._ready]
        if self._waiting:
            self.while_waiting()
            if self.assembles:
                self._open_ahead()
        total = self._done + len(self._waiting)
        for flow, galley in gather(dict(self._waiting.values())):
            self._ready[self._digest(flow)] = galley
            self._done += 1
            self.tick(self._done, total)
            galley_entry(self.kept, self.faces, flow).keep(galley)
            yield flow, galley
        self._waiting.clear()

    def attempt(self, flows: Iterable[Flow]) -> tuple[Galley | None, ...]:
        """The galleys of these flows, which are provisional; None for one that cannot be set."""
        wanted = tuple(flows)
        with suppress(TypesetError):
            self.galleys(wanted, provisional=True)
        self._waiting.clear()
        return tuple(self._ready.get(self._digest(flow)) for flow in wanted)

    def cancel(self) -> None:
        """Typeset nothing more."""
        for future, _ in self._waiting.values():
            future.cancel()

    def _open_ahead(self) -> None:
        from rocbpress.assemble.reading import open_pdf

        for galley in self._ready.values():
            if all(future.done() for future, _ in self._waiting.values()):
                return
            if galley.pdf and galley.pdf not in self.opened:
                self.opened[galley.pdf] = open_pdf(galley.pdf)

    def _digest(self, flow: Flow) -> str:
        """Of a flow, taken once; the flow is held too, so that its `id()` stays its own."""
        if id(flow) not in self._digests:
            self._digests[id(flow)] = flow, flow.digest()
        return self._digests[id(flow)][1]
