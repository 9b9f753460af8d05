"""How processes of ours begin and end, here for those that typeset and those that make whole issues."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker, util
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, NoReturn

from rocbpress.workspace.temporary import clear_own, process_folder

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_SOCKET = 80  # bytes: the address of a socket has 104 at most, and its own name 18
# Windows has no fork server, and on macOS a process that has loaded system frameworks may not fork.
_SPAWNED = (os.environ.get("ROCBPRESS_START_METHOD") == "spawn" or sys.platform == "darwin"
            or "forkserver" not in multiprocessing.get_all_start_methods())
METHOD = "spawn" if _SPAWNED else "forkserver"


def warm_up(*modules: str) -> ForkServerContext | SpawnContext:
    """The context that starts processes; its fork server, if any, begins to load WeasyPrint and `modules`.

    The first call in a process decides what is loaded. It does not wait.
    """
    if METHOD == "spawn":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    # What `util.get_temp_dir` would choose for sockets stays if this process is killed.
    folder = str(process_folder())
    if len(folder) <= _SOCKET:
        config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
        config["tempdir"] = folder
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["rocbpress.typeset.preload", "rocbpress.typeset.workers.worker", *modules])
    resource_tracker.ensure_running()  # which would unblock interrupts
    with interrupts_blocked():
        forkserver.ensure_running()
    return context


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


def leave() -> NoReturn:
    """End this process without freeing its memory piece by piece, which takes a second after long work."""
    util._exit_function()  # type: ignore[attr-defined]  # what multiprocessing does in the end
    os._exit(0)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    clear_own()
    os._exit(1)
