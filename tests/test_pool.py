"""Processes that set type: one that dies is a finding, whenever it does."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.workers.pool import gather, open_pool
from tests.flow_documents import FONTS, make_flow

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds its workers in /proc")


def workers():
    """The processes that the server has forked."""
    server = forkserver._forkserver._forkserver_pid
    return [int(word) for task in Path(f"/proc/{server}/task").glob("*/children")
            for word in task.read_text().split()]


def test_a_worker_that_dies_while_more_is_laid_down_is_one_finding():
    """What is submitted afterwards raises nothing by itself."""
    flow = make_flow("<p>One</p>")
    with open_pool(FONTS, 2) as submit:
        first = submit(flow)
        while not workers():
            time.sleep(0.01)
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        first.exception()
        later = submit(make_flow("<p>Two</p>"))

        with pytest.raises(TypesetError) as stopped:
            list(gather({first: flow, later: flow}))

    assert [finding.code for finding in stopped.value.findings] == ["worker-died"]


def test_a_process_that_cannot_be_started_leaves_nobody_waiting(monkeypatch):
    """Whoever waits for the flow is told what the system refused."""
    def refuse(_descriptors):
        raise OSError("no more processes")

    monkeypatch.setattr(forkserver, "connect_to_new_process", refuse)
    with open_pool(FONTS, 2) as submit:
        told = submit(make_flow("<p>One</p>")).exception(timeout=20)

    assert "no more processes" in str(told)
