"""Whole issues side by side: each in a process of its own, told in their order."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from rocbpress.cli.render import Batch, recalled, render_issue, tell
from rocbpress.cli.terminal import attempt, say
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.press.results import environment_digest
from rocbpress.typeset.workers.processes import follow_parent, warm_up

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

# All that a process would import before it begins.
STAGES = ("rocbpress.cli.app", "rocbpress.press.pipeline", "rocbpress.press.finish")
PATIENCE = 5.0  # seconds for a process that is told to end


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of an issue: an exit code, and the words on the way to it."""

    code: int
    words: str


def render_all(batches: Sequence[Batch], jobs: int) -> int:
    """Make what has changed of every issue, and tell of each in turn, whatever became of the others.

    The exit code is that of the earliest stage at which an issue stopped; 0 where none did.
    """
    house = environment_digest(batches[0].orders[0].workspace)
    known = [recalled(batch, house) for batch in batches]
    missing = [each for each, outcomes in zip(batches, known, strict=True) if not outcomes]
    codes: dict[int, int] = {}
    with closing(side_by_side(missing, jobs)) as results:
        for batch, outcomes in zip(batches, known, strict=True):
            if outcomes:
                tell(batch, outcomes)
                continue
            told = next(results)
            sys.stderr.write(told.words)
            if told.code:
                codes[batch.number] = told.code
    left = f", not {', '.join(map(str, codes))}" if codes else ""
    say(f"{len(batches) - len(codes)} of {len(batches)} issues rendered{left}")
    return min(codes.values(), default=0)


def side_by_side(batches: Sequence[Batch], jobs: int) -> Generator[BatchResult, None, None]:
    """What came of each issue, in their order; `jobs` of them are at work at a time.

    A process makes one issue and ends, so that nothing grows with their number, and one that dies
    takes no other with it. None outlives this one, nor the iterator.
    """
    if not batches:
        return
    context = warm_up(*STAGES)
    waiting = deque(enumerate(batches))
    at_work: dict[Connection, tuple[int, BaseProcess]] = {}
    told: dict[int, BatchResult] = {}
    try:
        for turn in range(len(batches)):
            while turn not in told:
                while waiting and len(at_work) < jobs:
                    number, batch = waiting.popleft()
                    ear, process = _begin(context, batch)
                    at_work[ear] = number, process
                heard = wait(list(at_work))
                for ear in [each for each in at_work if each in heard]:
                    number, process = at_work.pop(ear)
                    told[number] = _hear(ear, process, batches[number])
            yield told.pop(turn)
    finally:
        _dismiss([process for _, process in at_work.values()])


def _begin(context: ForkServerContext | SpawnContext, batch: Batch) -> tuple[Connection, BaseProcess]:
    ear, mouth = context.Pipe(duplex=False)
    process = context.Process(target=_render, args=(batch, mouth))
    process.start()
    mouth.close()  # the process has the only other one: when it dies, the ear hears it
    return ear, process


def _hear(ear: Connection, process: BaseProcess, batch: Batch) -> BatchResult:
    try:
        told: BatchResult = ear.recv()
    except EOFError:
        died = Finding("worker-died", f"the process that set issue {batch.number} died",
                       hint="the machine may be short of memory: try --jobs 1")
        told = BatchResult(TypesetError.exit_code, f"{died}\n")
    ear.close()
    process.join()
    return told


def _dismiss(processes: Sequence[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()


def _render(batch: Batch, mouth: Connection) -> None:
    """In its own process: the words are kept, to be told when it is the issue's turn."""
    follow_parent()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(1))  # what was set up is taken down
    words = StringIO()
    with redirect_stderr(words):
        code = attempt(lambda: render_issue(batch))
    mouth.send(BatchResult(code, words.getvalue()))
