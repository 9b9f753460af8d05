"""Flows that wait for worker processes, each of which is looked after by a thread."""

from __future__ import annotations

import gc
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.deadline import typeset_within
from rocbpress.typeset.workers.processes import warm_up
from rocbpress.typeset.workers.worker import Worker

Submit = Callable[[Flow], Future[Galley]]


@contextmanager
def open_pool(fonts: Path, jobs: int, *, eager: bool = False) -> Iterator[Submit]:
    """A function that has a flow typeset in one of `jobs` processes; where `jobs` is 1, in this one.

    The first worker starts at once, the others as flows wait, or where `eager` at once too. A worker
    that dies or exceeds the deadline costs one flow, whose future raises TypesetError; the next has a
    new worker. Waiting flows can be cancelled, and are when the pool closes. In this process the
    deadline is that of `typeset_within`.
    """
    if jobs < 2:
        gc.enable()  # pages are a tangle of boxes, flow after flow
        yield partial(_typeset_here, fonts)
        return
    # A worker that is killed cannot remove its temporary files itself.
    with tempfile.TemporaryDirectory(prefix="rocbpress-", ignore_cleanup_errors=True) as folder:
        context = warm_up()
        pool = _Pool(jobs, lambda: Worker(context, fonts, folder))
        try:
            pool.start(jobs if eager else 1)
            yield pool.submit
        finally:
            pool.close()


def gather(galleys: Mapping[Future[Galley], Flow]) -> Iterator[tuple[Flow, Galley]]:
    """Each flow with its galley, in the order in which they are done.

    TypesetError holds the findings of all flows that have none, each once.
    """
    findings: list[Finding] = []
    for future in as_completed(galleys):
        try:
            galley = future.result()
        except TypesetError as error:
            findings.extend(error.findings)
        else:
            yield galleys[future], galley
    if findings:
        raise TypesetError(dict.fromkeys(findings))


class _Pool:
    """Flows that wait, and workers, each with its thread. `changed` guards the attributes."""

    def __init__(self, jobs: int, make_worker: Callable[[], Worker]) -> None:
        self.jobs, self.make_worker = jobs, make_worker
        self.changed = threading.Condition()
        self.waiting: deque[tuple[Flow, Future[Galley]]] = deque()
        self.workers: dict[threading.Thread, Worker] = {}
        self.free = 0  # workers without a flow, those included that are starting
        self.closed = False

    def submit(self, flow: Flow) -> Future[Galley]:
        """RuntimeError once the pool is closed."""
        future: Future[Galley] = Future()
        with self.changed:
            if self.closed:
                raise RuntimeError("the pool is closed")
            self.waiting.append((flow, future))
            if len(self.waiting) > self.free:
                self.start(1)
            self.changed.notify()
        return future

    def start(self, count: int) -> None:
        """So many more workers, up to the number of jobs."""
        with self.changed:
            for _ in range(min(count, self.jobs - len(self.workers))):
                worker = self.make_worker()
                thread = threading.Thread(target=self._look_after, args=(worker,), daemon=True)
                self.workers[thread] = worker
                self.free += 1
                thread.start()

    def close(self) -> None:
        """Cancel what waits and kill the workers; the future of a flow in work raises CancelledError."""
        with self.changed:
            self.closed = True
            left = [future for _, future in self.waiting]
            self.waiting.clear()
            self.changed.notify_all()
        for future in left:
            if future.cancel():
                future.set_running_or_notify_cancel()
        for worker in self.workers.values():
            worker.stop()
        for thread in self.workers:
            thread.join()

    def _look_after(self, worker: Worker) -> None:
        with suppress(TypesetError, EOFError, OSError):  # the next flow tells it
            worker.begin()
        while task := self._next():
            flow, future = task
            try:
                galley = worker.typeset(flow)
            except Exception as error:
                future.set_exception(CancelledError() if self.closed else error)
            else:
                future.set_result(galley)
            with self.changed:
                self.free += 1
        worker.end()

    def _next(self) -> tuple[Flow, Future[Galley]] | None:
        """The flow that waits longest; None once the pool is closed."""
        with self.changed:
            while not self.closed:
                if not self.waiting:
                    self.changed.wait()
                    continue
                flow, future = self.waiting.popleft()
                if future.set_running_or_notify_cancel():
                    self.free -= 1
                    return flow, future
        return None


def _typeset_here(fonts: Path, flow: Flow) -> Future[Galley]:
    future: Future[Galley] = Future()
    try:
        future.set_result(typeset_within(flow, fonts))
    except TypesetError as error:
        future.set_exception(error)
    return future
