"""One run of a command measured from outside, with all the processes that it starts."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans of the run become ours, so that their time is counted
_PAUSE = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of the clock and of the processors; the most memory at one time, in bytes, all processes."""

    wall: float
    processor: float
    peak: int


def measure(command: list[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command to its end; CalledProcessError with what it said where it fails."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before, started = _spent(), time.monotonic()
    # A file, for a pipe would wait for whatever the command leaves behind, as no terminal does.
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment},
                                   stdout=subprocess.DEVNULL, stderr=said)
        peak, done = [0], threading.Event()
        watch = threading.Thread(target=_watch, args=(peak, done))
        watch.start()
        process.wait()
        wall = time.monotonic() - started
        said.seek(0)
        complaint = said.read()
    done.set()
    watch.join()
    _reap()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=complaint)
    return Run(wall, _spent() - before, peak[0])


def middle(runs: list[Run]) -> Run:
    """The median of each figure; of memory the greatest."""
    return Run(median(run.wall for run in runs), median(run.processor for run in runs),
               max(run.peak for run in runs))


def interleaved(kinds: Mapping[str, Callable[[int], Run]]) -> dict[str, Run]:
    """Each kind in turn, five times over, so that a machine that slows down slows all."""
    runs: dict[str, list[Run]] = {name: [] for name in kinds}
    for turn in range(ROUNDS):
        for name, run in kinds.items():
            runs[name].append(run(turn))
            print(f"{turn + 1}/{ROUNDS} {name}: {runs[name][-1].wall:.2f} s", file=sys.stderr)
    return {name: middle(each) for name, each in runs.items()}


def tree_memory() -> int:
    """Bytes of all processes that this one has started, shared pages counted once."""
    return sum(map(memory_of, descendants(os.getpid())))


def _spent() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _reap() -> None:
    """Wait for what the command left behind, such as the server that its workers were forked from."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def _watch(peak: list[int], done: threading.Event) -> None:
    while not done.wait(_PAUSE):
        peak[0] = max(peak[0], tree_memory())


def descendants(number: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    try:
        told = [task.read_text() for task in Path(f"/proc/{number}/task").glob("*/children")]
    except OSError:  # it has ended while we looked
        return []
    found = []
    for child in (int(word) for text in told for word in text.split()):
        found += [child, *descendants(child)]
    return found


def memory_of(number: int) -> int:
    """The proportional set size: pages that several processes share are counted once in all."""
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)
