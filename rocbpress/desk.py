"""The desk: where flows are laid to be set, and galleys lie ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from rocbpress.flow import Flow
from rocbpress.galleys import GalleyStore
from rocbpress.pool import Submit, gather, open_pool
from rocbpress.typeset.galley import Galley

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Room:
    """Where type is set: the faces, the kept galleys (None sets everything anew), the pictures.

    `scheduler` is the address of a Dask cluster that sets it; empty for processes here. `meanwhile`
    is done once while other processes typeset.
    """

    fonts: Path
    pictures: Path
    galleys: GalleyStore | None
    jobs: int
    tick: Tick
    meanwhile: Callable[[], object] = lambda: None
    scheduler: str = ""


def open_press(room: Room) -> AbstractContextManager[Submit]:
    """The press of the room: here, or out of the house; what it gives is as `open_pool` says."""
    if not room.scheduler:
        return open_pool(room.fonts, room.jobs)
    from rocbpress.cluster import open_cluster

    return open_cluster(room.scheduler, room.fonts)


@dataclass(slots=True)
class Desk:
    """Galleys of this run, else from the store, else from the press, which works while we compose."""

    room: Room
    submit: Submit
    ready: dict[str, Galley] = field(default_factory=dict)
    in_press: dict[str, tuple[Future[Galley], Flow]] = field(default_factory=dict)
    done: int = 0

    def lay(self, flows: Iterable[Flow]) -> None:
        """Have flows set that are not yet, the longest first; does not wait for them."""
        for flow in sorted(flows, key=lambda flow: -len(flow.html)):
            key = flow.digest()
            if key in self.ready or key in self.in_press:
                continue
            galley = self.room.galleys.load(flow) if self.room.galleys else None
            if galley is None:
                self.in_press[key] = self.submit(flow), flow
            else:
                self.ready[key] = galley

    def galleys(self, flows: Iterable[Flow]) -> tuple[Galley, ...]:
        """The galleys of these flows; TypesetError as `gather` has it, once all in press are done."""
        wanted = tuple(flows)
        self.lay(wanted)
        if self.in_press:
            self.room.meanwhile()
        total = self.done + len(self.in_press)
        for flow, galley in gather(dict(self.in_press.values())):
            self.ready[flow.digest()] = galley
            self.done += 1
            self.room.tick(self.done, total)
            if self.room.galleys:
                self.room.galleys.save(flow, galley)
        self.in_press.clear()
        return tuple(self.ready[flow.digest()] for flow in wanted)
