"""Processes seen from outside: who lives, who has started whom; and workers killed while they work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import wait
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest

from rocbpress.typeset.workers.pool import open_pool
from rocbpress.typeset.workers.processes import METHOD
from tests.flow_documents import FONTS, make_flow

PATIENCE = 60.0  # seconds: only what hangs takes so long
FORKED = pytest.mark.skipif(METHOD != "forkserver", reason="of fork servers alone")


def children(parent):
    """The processes that a process has started, by any of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def workers():
    """The processes that the server has forked, or this one has spawned."""
    if METHOD == "spawn":
        return [process.pid for process in multiprocessing.active_children() if process.pid]
    server = fork_server()
    return children(server) if server else []


def fork_server():
    from multiprocessing import forkserver

    return cast(Any, forkserver)._forkserver._forkserver_pid


def is_spawned(process):
    """Whether multiprocessing has spawned it, and not as its resource tracker."""
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def eventually(condition):
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


def sessions():
    """The sessions of all processes that are no zombies (proc(5): state and session of stat)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if state != "Z":
                found.add(int(session))
    return found


def short(words="One"):
    return make_flow(f"<p>{words}</p>")


def codes(future):
    error = future.exception(timeout=PATIENCE)
    return [finding.code for finding in error.findings] if error else []


def kill_at_random(chance):
    with open_pool(FONTS, 2, eager=chance.random() < 0.5) as submit:
        futures = []
        for turn in range(4):
            time.sleep(chance.random() ** 3 * 0.3)
            for worker in workers():
                if chance.random() < 0.6:
                    with suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGKILL)
            futures.append(submit(short(f"{turn}")))
        done = wait(futures, timeout=PATIENCE)

        assert not done.not_done
        assert {code for future in futures for code in codes(future)} <= {"worker-died"}
        # A worker for each job may have died since, each at the cost of a flow.
        assert [not codes(submit(short("after"))) for _ in range(3)][-1]
    assert eventually(lambda: not workers())
