"""Both cores busy: processes that typeset what is missing, the longest flow first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import FrameType

from rocbpress.errors import TypesetError
from rocbpress.findings import Finding, Place
from rocbpress.flow import Flow
from rocbpress.typeset.galley import Galley

DEADLINE = 60  # seconds: the longest flow of an issue takes five


def typeset_all(flows: Iterable[Flow], fonts: Path, jobs: int) -> Iterator[tuple[Flow, Galley]]:
    """Each flow with its galley, in the order in which they are done.

    TypesetError holds what all flows complained of; a worker that dies is a finding too.
    """
    longest_first = sorted(flows, key=lambda flow: -len(flow.html))
    if jobs < 2 or not longest_first:
        yield from _gather((flow, partial(_typeset, flow, fonts)) for flow in longest_first)
        return
    context = warm_up()
    workers = min(jobs, len(longest_first))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent) as pool:
        futures = {pool.submit(_typeset, flow, fonts): flow for flow in longest_first}
        try:
            yield from _gather((futures[future], future.result) for future in as_completed(futures))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def warm_up() -> ForkServerContext:
    """Let the server that workers are forked from begin to load WeasyPrint; does not wait for it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rocbpress.typeset.warm"])
    forkserver.ensure_running()
    return context


def _gather(results: Iterable[tuple[Flow, Callable[[], Galley]]]) -> Iterator[tuple[Flow, Galley]]:
    """Go on after a failure, so that one run tells of all."""
    findings: list[Finding] = []
    for flow, result in results:
        try:
            galley = result()
        except TypesetError as error:
            findings.extend(error.findings)
        except BrokenProcessPool as error:
            raise TypesetError(Finding(
                "worker-died", f"the process that set {flow.name} died",
                hint="the machine may be short of memory: try --jobs 1")) from error
        else:
            yield flow, galley
    if findings:
        raise TypesetError(findings)


def _typeset(flow: Flow, fonts: Path) -> Galley:
    from rocbpress.typeset.pages import typeset

    try:
        with _deadline():
            return typeset(flow, fonts)
    except _DeadlineError as error:
        where = Place(block=next(iter(flow.articles), ""))
        raise TypesetError(Finding(
            "flow-endless", f"{flow.name} was not set within {DEADLINE} seconds", where,
            hint="part the article; footnotes line upon line take longest")) from error


class _DeadlineError(BaseException):
    """No library's `except Exception` may swallow it."""


@contextmanager
def _deadline() -> Iterator[None]:
    """Interrupt what takes longer than a flow may; only where the system has such a clock."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_late(_signal: int, _frame: FrameType | None) -> None:
    raise _DeadlineError


def _follow_parent() -> None:
    """End with the run, even one that SIGKILL ends: the fork server lives as long as its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
