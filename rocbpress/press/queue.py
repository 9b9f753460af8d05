"""The desk: where flows are laid to be set, and galleys lie ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from rocbpress.compose.cache import FlowCache
from rocbpress.typeset.cache import GalleyCache
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.pool import Submit, gather, open_pool

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Room:
    """Where type is set: the press, the pictures, the kept galleys and takes (None makes everything anew).

    While other processes typeset, `meanwhile` is done once, then `ahead` for one galley after another
    that is there already.
    """

    submit: Submit
    pictures: Path
    galleys: GalleyCache
    tick: Tick
    meanwhile: Callable[[], object] = lambda: None
    rack: FlowCache | None = None
    ahead: Callable[[Galley], object] = lambda _galley: None


def open_press(fonts: Path, jobs: int, scheduler: str = "", *,
               eager: bool = False) -> AbstractContextManager[Submit]:
    """The press: processes here, or the Dask cluster at an address; what it gives is as `open_pool` says."""
    if not scheduler:
        return open_pool(fonts, jobs, eager=eager)
    from rocbpress.typeset.workers.dask import open_cluster

    return open_cluster(scheduler, fonts)


@dataclass(slots=True)
class TypesettingQueue:
    """Galleys of this run, else from the store, else from the press, which works while we compose."""

    room: Room
    ready: dict[str, Galley] = field(default_factory=dict)
    in_press: dict[str, tuple[Future[Galley], Flow]] = field(default_factory=dict)
    done: int = 0
    _keys: dict[int, tuple[Flow, str]] = field(default_factory=dict)

    def lay(self, flows: Iterable[Flow]) -> None:
        """Have flows set that are not yet, the longest first; does not wait for them."""
        for flow in sorted(flows, key=lambda flow: -len(flow.html)):
            key = self._key(flow)
            if key in self.ready or key in self.in_press:
                continue
            galley: Galley | None = self.room.galleys.entry(flow).find()
            if galley is None:
                self.in_press[key] = self.room.submit(flow), flow
            else:
                self.ready[key] = galley

    def galleys(self, flows: Iterable[Flow]) -> tuple[Galley, ...]:
        """The galleys of these flows; TypesetError as `gather` has it, once all in press are done."""
        wanted = tuple(flows)
        self.lay(wanted)
        if self.in_press:
            self.room.meanwhile()
            self._go_ahead()
        total = self.done + len(self.in_press)
        for flow, galley in gather(dict(self.in_press.values())):
            self.ready[self._key(flow)] = galley
            self.done += 1
            self.room.tick(self.done, total)
            self.room.galleys.entry(flow).keep(galley)
        self.in_press.clear()
        return tuple(self.ready[self._key(flow)] for flow in wanted)

    def _go_ahead(self) -> None:
        for galley in self.ready.values():
            if all(future.done() for future, _ in self.in_press.values()):
                return
            self.room.ahead(galley)

    def _key(self, flow: Flow) -> str:
        """The digest of the flow, taken once; the flow is held too, so that its `id()` stays its own."""
        if id(flow) not in self._keys:
            self._keys[id(flow)] = flow, flow.digest()
        return self._keys[id(flow)][1]
