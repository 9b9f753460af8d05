"""Both cores busy: processes that typeset flows as they are composed."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import FrameType

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley

DEADLINE = 60  # seconds: the longest flow of an issue takes five


Submit = Callable[[Flow], Future[Galley]]


@contextmanager
def open_pool(fonts: Path, jobs: int, *, eager: bool = False) -> Iterator[Submit]:
    """A function that has a flow set, on another processor where `jobs` is more than one.

    Workers start as they are needed, or all at once where `eager` says that there is much to do. The
    future that it gives raises TypesetError, or BrokenExecutor where a worker died. What is not
    yet begun when the pool closes is never set.
    """
    if jobs < 2:
        gc.enable()  # pages are a tangle of boxes, flow after flow
        yield partial(_at_once, fonts)
        return
    with (ProcessPoolExecutor(jobs, mp_context=warm_up(), initializer=_begin, initargs=(fonts,)) as pool,
          ThreadPoolExecutor(1) as clerk):
        ready = clerk.submit(pool.submit, int)  # the first worker is rehearsed before the first flow is there
        if eager:
            for _ in range(1, jobs):
                clerk.submit(pool.submit, int)
        try:
            yield _Counter(clerk, pool, fonts, ready).submit
        finally:
            clerk.shutdown(wait=True, cancel_futures=True)
            pool.shutdown(wait=True, cancel_futures=True)


def gather(galleys: Mapping[Future[Galley], Flow]) -> Iterator[tuple[Flow, Galley]]:
    """Each flow with its galley, in the order in which they are done.

    TypesetError holds what all flows complained of; a worker that dies is a finding too.
    """
    findings: list[Finding] = []
    for future in as_completed(galleys):
        flow = galleys[future]
        try:
            galley = future.result()
        except TypesetError as error:
            findings.extend(error.findings)
        except BrokenExecutor as error:
            raise TypesetError(Finding(
                "worker-died", f"the process that set {flow.name} died",
                hint="the machine may be short of memory: try --jobs 1")) from error
        else:
            yield flow, galley
    if findings:
        raise TypesetError(findings)


def warm_up(*modules: str) -> ForkServerContext:
    """Let the server that processes are forked from begin to load WeasyPrint and `modules`; no waiting.

    The first call in a process decides what is loaded.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rocbpress.typeset.warm", *modules])
    forkserver.ensure_running()
    return context


def typeset_within(flow: Flow, fonts: Path) -> Galley:
    """As `typeset`, but a flow that takes longer than DEADLINE is a TypesetError."""
    from rocbpress.typeset.typeset import typeset

    try:
        with _deadline():
            return typeset(flow, fonts)
    except _DeadlineError as error:
        where = Place(block=next(iter(flow.articles), ""))
        raise TypesetError(Finding(
            "flow-endless", f"{flow.name} was not set within {DEADLINE} seconds", where,
            hint="part the article; footnotes line upon line take longest")) from error


def follow_parent() -> None:
    """In a worker: end with the run, even one that SIGKILL ends; the fork server lives as long as workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _begin(fonts: Path) -> None:
    from rocbpress.typeset.typeset import warm_worker

    follow_parent()
    warm_worker(fonts)
    gc.freeze()  # what every flow needs is not looked through again and again
    gc.set_threshold(20_000)


@dataclass(slots=True)
class _Counter:
    """Takes flows for a pool, which cannot take any until its server is loaded, by a thread of its own.

    `taken` is counted by who brings flows, `handed` by the clerk, so that neither needs a lock.
    """

    clerk: Executor
    pool: Executor
    fonts: Path
    first: Future[Future[int]]
    taken: int = 0
    handed: int = 0

    def submit(self, flow: Flow) -> Future[Galley]:
        future: Future[Galley] = Future()
        self.taken += 1
        self.clerk.submit(self._hand_in, flow, future)
        return future

    def _hand_in(self, flow: Flow, future: Future[Galley]) -> None:
        try:
            # A lone flow waits for the first worker; the pool would start a second, in the way of the first.
            while self.taken - self.handed == 1 and not wait_for([self.first.result()], 0.005).done:
                pass
            self.pool.submit(typeset_within, flow, self.fonts).add_done_callback(partial(_pass_on, future))
        except Exception as error:  # told to who waits for the flow: nobody waits for the clerk
            future.set_exception(error)
        self.handed += 1


def _pass_on(future: Future[Galley], done: Future[Galley]) -> None:
    if done.cancelled():
        future.cancel()
    elif error := done.exception():
        future.set_exception(error)
    else:
        future.set_result(done.result())


def _at_once(fonts: Path, flow: Flow) -> Future[Galley]:
    future: Future[Galley] = Future()
    try:
        future.set_result(typeset_within(flow, fonts))
    except TypesetError as error:
        future.set_exception(error)
    return future


class _DeadlineError(BaseException):
    """No library's `except Exception` may swallow it."""


@contextmanager
def _deadline() -> Iterator[None]:
    """Interrupt what takes longer than a flow may: by the system's clock, or from another thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        with _deadline_of_thread():
            yield
        return
    before = signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _deadline_of_thread() -> Iterator[None]:
    thread, over, turn = ctypes.c_ulong(threading.get_ident()), threading.Event(), threading.Lock()

    def interrupt() -> None:
        with turn:
            if not over.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_DeadlineError))

    timer = threading.Timer(DEADLINE, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with turn:
            over.set()
        timer.cancel()


def _too_late(_signal: int, _frame: FrameType | None) -> None:
    raise _DeadlineError


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
