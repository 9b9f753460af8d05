"""A worker: a process that typesets one flow after another, and what its parent does with it."""

from __future__ import annotations

import gc
import logging
import tempfile
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers import deadline
from rocbpress.typeset.workers.processes import follow_parent, interrupts_blocked

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_PATIENCE = 5.0  # seconds for the system to end a process that is killed
_HINT = "the machine may be short of memory: try --jobs 1"

log = logging.getLogger(__name__)


class Worker:
    """A process for one thread, which `stop` alone may be called from outside of.

    One that has died, whether at a flow or before it, costs one flow; the next has a new process.
    `folder` is for temporary files, which a process that is killed leaves behind.
    """

    def __init__(self, context: ForkServerContext | SpawnContext, fonts: Path, folder: str) -> None:
        self._context, self._arguments = context, (fonts, folder)
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None
        self._stopped = False

    def begin(self) -> Connection:
        """Start the process and wait until it is ready.

        TypesetError where the system refuses it, EOFError or OSError where it dies.
        """
        connection, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, *self._arguments), daemon=True)
        try:
            with theirs, interrupts_blocked():
                process.start()
        except (EOFError, OSError) as error:
            connection.close()
            raise TypesetError(Finding("worker-died", f"no process could be started: {error}",
                                       hint=_HINT)) from error
        self._process, self._connection = process, connection
        if self._stopped or not connection.poll(deadline.DEADLINE):
            process.kill()
        connection.recv()
        log.debug("worker %s is ready", process.pid)
        return connection

    def typeset(self, flow: Flow) -> Galley:
        """As `typeset`; TypesetError too for a process that dies, or takes longer than the deadline."""
        started = time.monotonic()
        try:
            connection = self._connection or self.begin()
            connection.send(flow)
            if not connection.poll(deadline.DEADLINE):
                self.end()
                raise deadline.too_long(flow)
            answer = connection.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise TypesetError(Finding("worker-died", f"the process typesetting {flow.name} died",
                                       hint=_HINT)) from error
        if isinstance(answer, Exception):
            raise answer
        log.debug("%s: %.2f s", flow.name, time.monotonic() - started)
        galley: Galley = answer
        return galley

    def stop(self) -> None:
        """From any thread: kill the process, also one that is starting."""
        self._stopped = True  # first: `begin` looks at it after it has set the process
        if self._process:
            self._process.kill()

    def end(self) -> None:
        """Kill the process, if there is one, and wait until it is gone."""
        if self._process and self._connection:
            self._process.kill()
            self._process.join(_PATIENCE)
            self._connection.close()
        self._process = self._connection = None


def _work(connection: Connection, fonts: Path, folder: str) -> None:
    from rocbpress.typeset.typeset import open_faces

    follow_parent()
    tempfile.tempdir = folder
    open_faces(fonts)
    gc.freeze()  # what every flow needs is not looked through again and again
    gc.set_threshold(20_000)
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(None)
        while True:
            connection.send(_answer(connection.recv(), fonts))


def _answer(flow: Flow, fonts: Path) -> Galley | Exception:
    from rocbpress.typeset.typeset import typeset

    try:
        return typeset(flow, fonts)
    except TypesetError as error:
        return error
    except Exception:  # a fault of ours: the parent's report shows where; not every exception can travel
        return RuntimeError(traceback.format_exc())
