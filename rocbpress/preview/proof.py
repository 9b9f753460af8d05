"""The file that would be published, made and checked in a process of its own while pages are looked at."""

from __future__ import annotations

import gc
import traceback
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Finding
from rocbpress.press.job import Job
from rocbpress.typeset.workers.processes import follow_parent, interrupts_blocked, warm_up


@dataclass(frozen=True, slots=True)
class Proven:
    """What came of it: the file, None where an error forbids it, and all findings.

    `fault` is the report of an error of ours.
    """

    pdf: bytes | None
    findings: tuple[Finding, ...]
    fault: str = ""


@dataclass(slots=True)
class Prover:
    """A process that runs the whole pipeline, one job after another; one that dies has a successor.

    `end` may be called from any thread.
    """

    _process: BaseProcess | None = None
    _connection: Connection | None = None
    _ended: bool = field(default=False)

    def prove(self, job: Job, *, again: bool = True) -> Proven:
        """The edition as `render` would make it; waits for that, and tries `again` where a process dies."""
        try:
            connection = self._connection or self._begin()
            # All is set already: what is not, is set in that process.
            connection.send(replace(job, jobs=1, memory=None))
            answer: Proven = connection.recv()
        except (EOFError, OSError) as error:
            self._close()
            if again and not self._ended:
                return self.prove(job, again=False)
            return Proven(None, (), f"the process that checks the file died: {error}")
        return answer

    def end(self) -> None:
        """Kill the process, also while another thread waits for it; there is no other after it."""
        self._ended = True
        self._close()

    def _close(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if process:
            process.kill()
            process.join(1)
        if connection:
            with suppress(OSError):
                connection.close()

    def _begin(self) -> Connection:
        context = warm_up()
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        with theirs, interrupts_blocked():
            process.start()
        self._process, self._connection = process, ours
        return ours


def _work(connection: Connection) -> None:
    follow_parent()
    with suppress(EOFError, OSError):  # the parent is gone
        while True:
            connection.send(_prove(connection.recv()))
            gc.collect()  # nobody waits, and the collector comes seldom in a process made for one run


def _prove(job: Job) -> Proven:
    from rocbpress.press.pipeline import press
    from rocbpress.press.results import open_results

    try:
        results = open_results(job)
        rendered = press(job, lambda _done, _total: None)
        results.keep(rendered.result)
    except PressError as error:
        return Proven(None, error.findings)
    except Exception:  # a bug: told in the browser, while pages go on being shown
        return Proven(None, (), traceback.format_exc())
    return Proven(rendered.data, rendered.result.findings)
