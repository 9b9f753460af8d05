"""Whole issues side by side: each in a process of its own, reported in their order."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing, redirect_stderr
from io import StringIO
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from rocbpress.cli.render import Batch, render_issue, unchanged
from rocbpress.cli.streams import clear_line, has_colour, say
from rocbpress.cli.terminal import attempt, bar
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.press.queue import Tick
from rocbpress.press.results import environment_digest
from rocbpress.typeset.workers.processes import follow_parent, warm_up
from rocbpress.workspace.temporary import clear_temporary

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

# All that a process would import before it begins.
STAGES = ("rocbpress.cli.app", "rocbpress.press.pipeline", "rocbpress.press.finish")
PATIENCE = 5.0  # seconds for a process that is told to end


BatchResult = tuple[int, str]
"""What came of an issue: an exit code, and what was printed meanwhile."""


def render_all(batches: Sequence[Batch], jobs: int) -> int:
    """Make what has changed of every issue, and report each in turn, whatever became of the others.

    The exit code is that of the earliest stage at which an issue stopped; 0 where none did.
    """
    environment = environment_digest(batches[0].jobs[0].workspace)
    known = [unchanged(batch, environment) for batch in batches]
    codes: dict[int, int] = {}
    changed = [batch for batch, results in zip(batches, known, strict=True) if not results]
    with bar("issues:") as tick, closing(side_by_side(changed, jobs, tick)) as rendered:
        for batch, results in zip(batches, known, strict=True):
            clear_line()
            if results:
                render_issue(batch, results)
                continue
            code, words = next(rendered)
            clear_line()
            say(words, end="")
            if code:
                codes[batch.number] = code
    failed = f", not {', '.join(map(str, codes))}" if codes else ""
    say(f"{len(batches) - len(codes)} of {len(batches)} issues rendered{failed}")
    return min(codes.values(), default=0)


def side_by_side(batches: Sequence[Batch], jobs: int, tick: Tick = lambda _done, _total: None,
                 ) -> Generator[BatchResult, None, None]:
    """The result of each issue, in their order; `jobs` of them are rendered at a time, `tick` counts them.

    A process makes one issue and ends, so that nothing grows with their number, and one that dies
    takes no other with it. None outlives this one, nor the iterator.
    """
    if not batches:
        return
    context = warm_up(*STAGES)
    waiting = deque(enumerate(batches))
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    done: dict[int, BatchResult] = {}
    try:
        for turn in range(len(batches)):
            while turn not in done:
                tick(turn + len(done), len(batches))
                while waiting and len(running) < jobs:
                    number, batch = waiting.popleft()
                    receiver, process = _start(context, batch)
                    running[receiver] = number, process
                ready = wait(list(running))
                for receiver in [each for each in running if each in ready]:
                    number, process = running.pop(receiver)
                    done[number] = _receive(receiver, process, batches[number])
            yield done.pop(turn)
    finally:
        _end([process for _, process in running.values()])


def _start(context: ForkServerContext | SpawnContext, batch: Batch) -> tuple[Connection, BaseProcess]:
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_render, args=(batch, sender), kwargs={"colour": has_colour()})
    process.start()
    sender.close()  # the process has the only other one: when it dies, the receiver is at its end
    return receiver, process


def _receive(receiver: Connection, process: BaseProcess, batch: Batch) -> BatchResult:
    try:
        result: BatchResult = receiver.recv()
    except EOFError:
        died = Finding("worker-died", f"the process that rendered issue {batch.number} died",
                       hint="the machine may be short of memory: try --jobs 1")
        result = TypesetError.exit_code, f"{died}\n"
    receiver.close()
    process.join()
    return result


def _end(processes: Sequence[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join(PATIENCE)
    clear_temporary(*(process.pid or 0 for process in processes))  # of those that had to be killed


def _render(batch: Batch, sender: Connection, *, colour: bool) -> None:
    """In its own process: what is printed is kept until it is the issue's turn."""
    follow_parent()
    for name in ("SIGTERM", "SIGHUP"):
        # What was set up is taken down; nohup has SIGHUP ignored, here as in the parent.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), lambda _signal, _frame: sys.exit(1))
    if colour:  # of the terminal that the words are for
        os.environ["FORCE_COLOR"] = "1"
    words = StringIO()
    with redirect_stderr(words):
        code = attempt(lambda: render_issue(batch))
    sender.send((code, words.getvalue()))
