"""Flows typeset by worker processes while others are composed, or one by one in this process."""

from __future__ import annotations

import logging
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.confinement import MEMORY
from rocbpress.typeset.workers.processes import interrupts_blocked, warm_up
from rocbpress.typeset.workers.worker import DEADLINE, OUT_OF_MEMORY, too_long, typeset_within, work
from rocbpress.workspace.temporary import temporary_folder

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_SILENCE = 10  # deadlines by the clock, on a busy machine, until a process that does not answer is ended
_PATIENCE = 5.0  # seconds for the system to end a process that is killed

Submit = Callable[[Flow], Future[Galley]]
log = logging.getLogger(__name__)


@contextmanager
def open_pool(fonts: Path, jobs: int, *, eager: bool = False, readable: Sequence[Path] = (),
              ) -> Iterator[Submit]:
    """A function that has a flow typeset in one of `jobs` processes; where `jobs` is 1, in this one.

    The first process starts at once, the others as flows wait, or where `eager` at once too. One that
    dies costs one flow, whose future raises TypesetError; the next has a new process. Waiting flows can
    be cancelled; what is not done when the pool closes raises CancelledError. Each flow has the deadline
    of `typeset_within`. Besides the fonts, processes may read what is in the folders `readable`.
    """
    if jobs < 2:
        yield partial(_typeset_here, fonts)
        return
    # A process that is killed cannot remove its temporary files itself.
    with (temporary_folder() as folder,
          ThreadPoolExecutor(jobs) as threads):
        context = warm_up()
        workers = [_Worker(context, fonts, folder, readable) for _ in range(jobs)]
        idle: LifoQueue[_Worker] = LifoQueue()  # whose process runs already is taken first
        for worker in reversed(workers):
            idle.put(worker)
        for worker in workers[:jobs if eager else 1]:
            threading.Thread(target=worker.begin, daemon=True).start()
        try:
            yield lambda flow: threads.submit(_typeset_by, idle, flow)
        finally:
            for worker in workers:
                worker.stop()
            for worker in workers:
                worker.end()


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


class _Worker:
    """A process that typesets one flow after another; one that has died is followed by a new one.

    `stop` may be called from any thread; `lock` lets one thread at a time do the rest.
    """

    def __init__(self, context: ForkServerContext | SpawnContext, fonts: Path, folder: Path,
                 readable: Sequence[Path]) -> None:
        self.context, self.arguments = context, (fonts, folder, tuple(readable), DEADLINE, MEMORY)
        self.lock = threading.RLock()
        self.process: BaseProcess | None = None
        self.connection: Connection | None = None
        self.stopped = False

    def begin(self) -> None:
        """Start the process ahead of the first flow, which fails if this does."""
        with self.lock, suppress(TypesetError, CancelledError, EOFError, OSError):
            if not self.connection:
                self._begin()

    def typeset(self, flow: Flow) -> Galley:
        """As `typeset`; TypesetError too for a process that dies, or takes longer than the deadline."""
        started = time.monotonic()
        with self.lock:
            try:
                connection = self.connection or self._begin()
                # `send` holds a buffer that Python 3.13 cannot free where the process has died.
                connection.send_bytes(pickle.dumps(flow))
                if not connection.poll(DEADLINE * _SILENCE):
                    self.end()
                    raise too_long(flow, DEADLINE)
                answer: Galley | Exception = connection.recv()
            except (EOFError, OSError) as error:
                status = self._exit_status()
                self.end()
                if self.stopped:
                    raise CancelledError from error
                raise _ended(flow, status) from error
        if isinstance(answer, Exception):
            raise answer
        log.debug("%s typeset in %.2f s", flow.name, time.monotonic() - started)
        return answer

    def stop(self) -> None:
        """Kill the process, also one that is just starting; there is no other after it."""
        self.stopped = True  # first: who starts a process looks at it after that
        if self.process:
            self.process.kill()

    def end(self) -> None:
        """Kill the process, if there is one, and wait until it is gone."""
        with self.lock:
            if self.process and self.connection:
                self.process.kill()
                self.process.join(_PATIENCE)
                self.connection.close()
            self.process = self.connection = None

    def _exit_status(self) -> int | None:
        if self.process:
            self.process.join(_PATIENCE)
        return self.process.exitcode if self.process else None

    def _begin(self) -> Connection:
        """EOFError where the process dies before it is ready, TypesetError where the system refuses it."""
        if self.stopped:
            raise CancelledError
        connection, theirs = self.context.Pipe()
        process = self.context.Process(target=work, args=(theirs, *self.arguments), daemon=True)
        try:
            with theirs, interrupts_blocked():
                process.start()
        except (EOFError, OSError) as error:
            connection.close()
            raise _died(f"no process could be started: {error}") from error
        self.process, self.connection = process, connection
        if self.stopped or not connection.poll(DEADLINE * _SILENCE):
            process.kill()
        if fault := connection.recv():
            self.end()
            raise fault
        log.debug("process %s is ready", process.pid)
        return connection


def _typeset_by(idle: LifoQueue[_Worker], flow: Flow) -> Galley:
    worker = idle.get()
    try:
        return worker.typeset(flow)
    finally:
        idle.put(worker)


def _typeset_here(fonts: Path, flow: Flow) -> Future[Galley]:
    future: Future[Galley] = Future()
    try:
        future.set_result(typeset_within(flow, fonts, DEADLINE))
    except TypesetError as error:
        future.set_exception(error)
    return future


def _ended(flow: Flow, status: int | None) -> TypesetError:
    """For the exit status of a process that ended while it typeset the flow."""
    if status == OUT_OF_MEMORY:
        return _too_large(flow)
    if hasattr(signal, "SIGXCPU") and status == -signal.SIGXCPU:  # the bound of `_end_at`
        return too_long(flow, DEADLINE)
    return _died(f"the process typesetting {flow.name} died")


def _died(message: str) -> TypesetError:
    return TypesetError(Finding("worker-died", message,
                                hint="the machine may be short of memory: try --jobs 1"))


def _too_large(flow: Flow) -> TypesetError:
    return TypesetError(Finding(
        "flow-memory", f"typesetting {flow.name} took more than {MEMORY / 1e9:g} GB of memory",
        Place(block=next(iter(flow.articles), "")),
        hint="split the article, or simplify its drawings"))
