"""How processes of ours begin and end, here for those that typeset and those that make whole issues."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import resource_tracker, util
from multiprocessing.connection import wait
from shutil import rmtree
from typing import TYPE_CHECKING

from rocbpress.workspace.temporary import make_temporary

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

# Windows has no fork server.
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def warm_up(*modules: str) -> ForkServerContext | SpawnContext:
    """The context that starts processes; its fork server, if any, begins to load WeasyPrint and `modules`.

    The first call in a process decides what is loaded. It does not wait.
    """
    if METHOD == "spawn":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    _keep_sockets_together()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rocbpress.typeset.preload", "rocbpress.typeset.workers.pool", *modules])
    resource_tracker.ensure_running()  # which would unblock interrupts
    with interrupts_blocked():
        forkserver.ensure_running()
    return context


@cache
def _keep_sockets_together() -> None:
    """Let the folder of multiprocessing's sockets be one that goes even if this process is killed."""
    own = make_temporary()
    util.Finalize(None, rmtree, args=(own, True), exitpriority=-100)
    # What `util.get_temp_dir` would choose. One within ours makes addresses longer than a socket may have.
    multiprocessing.current_process()._config["tempdir"] = str(own)  # type: ignore[attr-defined]


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """A process that starts within is not stopped by Ctrl-C until it calls `follow_parent`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def follow_parent() -> None:
    """In a new process: leave Ctrl-C to the parent, and end when that ends, even by SIGKILL."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
