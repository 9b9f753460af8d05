"""In a worker's process: one flow after another, within bounds of time and memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from rocbpress.findings.errors import PressError, TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.confinement import confine
from rocbpress.typeset.workers.processes import follow_parent

DEADLINE = 60.0  # seconds of the processor: the longest flow of an issue takes five
OUT_OF_MEMORY = 75  # exit status of a process that has no memory left to answer with
_GRACE = 5.0  # seconds of the processor after its deadline, until a process that is not in Python is ended


def work(connection: Connection, fonts: Path, folder: Path, readable: Sequence[Path],
         deadline: float, memory: int) -> None:
    """Answer each flow that comes with its galley, or with why there is none, until the parent is gone."""
    sys.unraisablehook = _ignore_short_memory
    try:
        fault = _prepare(fonts, folder, readable, memory)
        connection.send(fault)
        while not fault:
            connection.send(_answer(connection.recv(), fonts, deadline))
    except MemoryError:  # wherever: an answer takes memory, too
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        return


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
        raise
    except Exception:  # a bug: the parent's report shows where; not every exception can travel
        return RuntimeError(traceback.format_exc())


def _ignore_short_memory(unraisable: sys.UnraisableHookArgs) -> None:
    if unraisable.exc_type is not MemoryError:
        sys.__unraisablehook__(unraisable)


def _end_at(seconds: float) -> None:
    """Let the system end this process then: a library that does not return to Python hears no signal."""
    if hasattr(signal, "SIGXCPU"):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def typeset_within(flow: Flow, fonts: Path, deadline: float = DEADLINE) -> Galley:
    """As `typeset`, but TypesetError for a flow that takes longer than the deadline.

    The deadline is of processor time, so that a busy machine refuses nothing. Only a main thread can be
    interrupted, and only by a system with SIGPROF; elsewhere there is no deadline.
    """
    from rocbpress.typeset.typeset import typeset

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return typeset(flow, fonts)
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, deadline)
    try:
        return typeset(flow, fonts)
    except _Overdue as error:
        raise too_long(flow, deadline) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def too_long(flow: Flow, deadline: float) -> TypesetError:
    return TypesetError(Finding(
        "flow-endless", f"typesetting {flow.name} took longer than {deadline:.0f} seconds",
        Place(block=next(iter(flow.articles), "")),
        hint="split the article; many footnotes close together take longest"))


class _Overdue(BaseException):
    """No library's `except Exception` may swallow it."""


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise _Overdue
