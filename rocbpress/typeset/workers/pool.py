"""Flows typeset by worker processes while others are composed, or one by one in this process."""

from __future__ import annotations

import gc
import logging
import pickle
import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import LifoQueue
from types import FrameType
from typing import TYPE_CHECKING

from rocbpress.findings.errors import PressError, TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.confinement import MEMORY, confine
from rocbpress.typeset.workers.processes import follow_parent, interrupts_blocked, warm_up
from rocbpress.workspace.temporary import temporary_folder

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

DEADLINE = 60.0  # seconds of the processor: the longest flow of an issue takes five
_SILENCE = 10  # deadlines by the clock, on a busy machine, until a process that does not answer is ended
_GRACE = 5.0  # seconds of the processor after its deadline, until a process that is not in Python is ended
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


def typeset_within(flow: Flow, fonts: Path, deadline: float | None = None) -> Galley:
    """As `typeset`, but TypesetError for a flow that takes longer than the deadline.

    The deadline is of processor time, so that a busy machine refuses nothing. Only a main thread can be
    interrupted, and only by a system with SIGPROF; elsewhere there is no deadline.
    """
    from rocbpress.typeset.typeset import typeset

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return typeset(flow, fonts)
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, deadline or DEADLINE)
    try:
        return typeset(flow, fonts)
    except _Overdue as error:
        raise _too_long(flow) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


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
                    raise _too_long(flow)
                answer: Galley | Exception = connection.recv()
            except (EOFError, OSError) as error:
                overdue = self._is_overdue()
                self.end()
                if self.stopped:
                    raise CancelledError from error
                if overdue:
                    raise _too_long(flow) from error
                raise _died(f"the process typesetting {flow.name} died") from error
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

    def _is_overdue(self) -> bool:
        """Whether the system ended the process at the bound of `_end_at`."""
        if self.process is None or not hasattr(signal, "SIGXCPU"):
            return False
        self.process.join(_PATIENCE)
        return self.process.exitcode == -signal.SIGXCPU

    def _begin(self) -> Connection:
        """EOFError where the process dies before it is ready, TypesetError where the system refuses it."""
        if self.stopped:
            raise CancelledError
        connection, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(theirs, *self.arguments), daemon=True)
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


def _work(connection: Connection, fonts: Path, folder: Path, readable: Sequence[Path],
          deadline: float, memory: int) -> None:
    """In a worker's process."""
    with suppress(EOFError, OSError):  # the parent is gone
        fault = _prepare(fonts, folder, readable, memory)
        connection.send(fault)
        while not fault:
            connection.send(_answer(connection.recv(), fonts, deadline))


def _prepare(fonts: Path, folder: Path, readable: Sequence[Path], memory: int) -> Exception | None:
    """Why the process cannot typeset: the parent tells it, which may have been interrupted by now."""
    from rocbpress.typeset.typeset import open_faces

    try:
        confine((fonts, *readable), (folder,), memory)  # before there is another thread, which would be free
        follow_parent()
        tempfile.tempdir = str(folder)
        open_faces(fonts)
    except PressError as error:
        return error
    except Exception:
        return RuntimeError(traceback.format_exc())
    gc.freeze()  # what every flow needs is not looked through again and again
    gc.set_threshold(20_000)
    return None


def _answer(flow: Flow, fonts: Path, deadline: float) -> Galley | Exception:
    _end_at(time.process_time() + deadline + _GRACE)
    try:
        return typeset_within(flow, fonts, deadline)
    except TypesetError as error:
        return error
    except MemoryError:
        return _too_large(flow)
    except Exception:  # a bug: the parent's report shows where; not every exception can travel
        return RuntimeError(traceback.format_exc())


def _end_at(seconds: float) -> None:
    """Let the system end this process then: a library that does not return to Python hears no signal."""
    if hasattr(signal, "SIGXCPU"):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def _typeset_by(idle: LifoQueue[_Worker], flow: Flow) -> Galley:
    worker = idle.get()
    try:
        return worker.typeset(flow)
    finally:
        idle.put(worker)


def _typeset_here(fonts: Path, flow: Flow) -> Future[Galley]:
    future: Future[Galley] = Future()
    try:
        future.set_result(typeset_within(flow, fonts))
    except TypesetError as error:
        future.set_exception(error)
    return future


def _died(message: str) -> TypesetError:
    return TypesetError(Finding("worker-died", message,
                                hint="the machine may be short of memory: try --jobs 1"))


def _too_long(flow: Flow) -> TypesetError:
    return TypesetError(Finding(
        "flow-endless", f"typesetting {flow.name} took longer than {DEADLINE:.0f} seconds",
        Place(block=next(iter(flow.articles), "")),
        hint="split the article; many footnotes close together take longest"))


def _too_large(flow: Flow) -> TypesetError:
    return TypesetError(Finding(
        "flow-memory", f"typesetting {flow.name} took more than {MEMORY / 1e9:g} GB of memory",
        Place(block=next(iter(flow.articles), "")),
        hint="split the article, or simplify its drawings"))


class _Overdue(BaseException):
    """No library's `except Exception` may swallow it."""


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise _Overdue
