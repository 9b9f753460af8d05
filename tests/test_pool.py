"""Worker processes: one that dies or never ends costs one flow and hangs nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import CancelledError, wait
from pathlib import Path
from typing import cast

import pytest

from rocbpress.findings.errors import TypesetError, WriteError
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.workers.pool import gather, open_pool
from tests.flow_documents import FONTS, make_flow
from tests.process_tree import (
    FORKED,
    PATIENCE,
    children,
    codes,
    eventually,
    fork_server,
    kill_at_random,
    sessions,
    short,
    workers,
)
from tests.systems import LINUX
from tests.workspaces import ROCBPRESS

pytestmark = LINUX


def endless():
    """A flow that takes some hours."""
    return make_flow("".join(f"<p>Words <span class='note'>{number}</span></p>" for number in range(4000)),
                     style="@page { size: 40mm 40mm }")


def test_a_worker_that_dies_is_one_finding():
    """What is submitted afterwards has a new worker."""
    flow, other = short(), short("Two")
    with open_pool(FONTS, 2) as submit:
        first = submit(flow)
        assert eventually(workers)
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        first.exception(timeout=PATIENCE)
        later = submit(other)

        with pytest.raises(TypesetError) as stopped:
            list(gather({first: flow, later: other}))

    assert [finding.code for finding in stopped.value.findings] == ["worker-died"]
    assert later.result().pages


def test_a_worker_that_dies_at_a_flow_is_told_soon():
    """The flow that it was at, and no other, within five seconds."""
    with open_pool(FONTS, 1 + 1) as submit:
        assert submit(short()).result(timeout=PATIENCE)
        (worker,) = workers()
        lost = submit(endless())
        time.sleep(0.3)
        os.kill(worker, signal.SIGKILL)
        told = wait([lost], timeout=5)

        assert told.done and codes(lost) == ["worker-died"]
        assert submit(short()).result(timeout=PATIENCE)


@pytest.mark.parametrize("seed", range(25))
def test_workers_killed_at_random_moments(seed):
    """Each flow has a galley or is told of as worker-died, whenever processes die; nothing is left."""
    kill_at_random(random.Random(seed))


@FORKED
def test_the_fork_server_may_die_too():
    """The next worker has a new one."""
    with open_pool(FONTS, 2) as submit:
        assert submit(short()).result(timeout=PATIENCE)
        os.kill(fork_server(), signal.SIGKILL)
        told = [codes(submit(short())) for _ in range(3)]

        assert told[-1] == [] and {code for each in told for code in each} <= {"worker-died"}


def test_a_flow_without_end_costs_no_other(monkeypatch):
    """It is told of at its article; what waits behind it goes on."""
    monkeypatch.setattr("rocbpress.typeset.workers.pool.DEADLINE", 3.0)
    with open_pool(FONTS, 2) as submit:
        long = [submit(endless()), submit(endless())]
        others = [submit(short(str(number))) for number in range(4)]
        pages = [len(other.result(timeout=PATIENCE).pages) for other in others]

        assert [codes(future) for future in long] == [["flow-endless"]] * 2
        assert pages == [1] * 4
        assert len(workers()) <= 2


def test_a_library_that_does_not_return_is_ended(monkeypatch):
    """Fontconfig, asked for 50,000 families in one call, hears no signal: the system ends its process."""
    monkeypatch.setattr("rocbpress.typeset.workers.pool.DEADLINE", 1.0)
    with open_pool(FONTS, 2) as submit:
        lost = submit(make_flow("<p>Words</p>", style=f"p{{font-family:{'a,' * 50_000}b}}"))

        assert codes(lost) == ["flow-endless"]
        assert codes(submit(short("next"))) == []


@pytest.mark.parametrize("memory", [177_200_048, 206_100_099, 221_400_126, 243_500_165])
def test_a_flow_without_bounds_costs_no_other(monkeypatch, capfd, memory):
    """One that takes too much memory is told of at its article, wherever memory ends; what waits goes on."""
    monkeypatch.setattr("rocbpress.typeset.workers.pool.MEMORY", memory)
    with open_pool(FONTS, 2) as submit:
        large = submit(make_flow("<p>Words and words.</p>" * 60_000))
        others = [submit(short(str(number))) for number in range(2)]

        assert codes(large) == ["flow-memory"]
        assert [codes(other) for other in others] == [[], []]
    assert capfd.readouterr().err == ""


def test_what_waits_can_be_cancelled():
    """Its galley is never made, and a flow that is typeset already goes on."""
    with open_pool(FONTS, 2) as submit:
        futures = [submit(make_flow("<p>Words and words.</p>" * 200)) for _ in range(6)]
        given_up = [future for future in reversed(futures) if future.cancel()]
        done = wait(futures, timeout=PATIENCE)

        assert len(given_up) >= 3 and not done.not_done
        assert all(len(future.result().pages) > 1 for future in futures if future not in given_up)


def test_closing_gives_up_what_is_not_done():
    """A pool closes at once, whatever it is at; nobody waits for ever, and nothing more is taken."""
    with open_pool(FONTS, 2) as submit:
        futures = [submit(endless()) for _ in range(4)]
        assert eventually(lambda: sum(future.running() for future in futures) == 2)
        closing = time.monotonic()

    assert time.monotonic() - closing < 10 and not workers()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(timeout=PATIENCE)
    with pytest.raises(RuntimeError):
        submit(short())


def test_a_pool_is_used_again_and_again():
    """Its workers stay, and the pool after it has workers of its own."""
    with open_pool(FONTS, 2) as submit:
        first = submit(short()).result(timeout=PATIENCE)
        before = workers()
        time.sleep(0.2)
        again = [submit(short()).result(timeout=PATIENCE) for _ in range(5)]

        assert again == [first] * 5 and workers() == before
    with open_pool(FONTS, 2) as submit:
        assert submit(short()).result(timeout=PATIENCE) == first
        assert not set(workers()) & set(before)


def test_one_flow_has_one_worker():
    """A second would take the processor that the parent composes on."""
    with open_pool(FONTS, 4) as submit:
        assert submit(short()).result(timeout=PATIENCE)
        assert len(workers()) == 1
        wait([submit(short(str(number))) for number in range(8)], timeout=PATIENCE)
        assert 1 < len(workers()) <= 4


def test_an_eager_pool_starts_all():
    """Before there is any flow."""
    with open_pool(FONTS, 3, eager=True):
        assert eventually(lambda: len(workers()) == 3)


def test_interrupts_are_the_parent_s():
    """A worker that hears Ctrl-C as well goes on; the parent decides."""
    with open_pool(FONTS, 2) as submit:
        first = submit(short()).result(timeout=PATIENCE)
        before = workers()
        for _ in range(3):
            for worker in before:
                os.kill(worker, signal.SIGINT)
            time.sleep(0.1)

        assert submit(short()).result(timeout=PATIENCE) == first
        assert workers() == before


@pytest.mark.parametrize("delay", [0, 0.05, 0.2, 0.5, 1, 2])
def test_an_interrupt_ends_all_processes_in_silence(tmp_path, delay):
    """Ctrl-C reaches every process of a terminal: no traceback of any, and none is left."""
    words = [ROCBPRESS, "render", "82", "--jobs", "2", "--no-cache", "--output", tmp_path]
    command = subprocess.Popen(words, cwd=FONTS.parent, stderr=subprocess.PIPE, text=True,
                               start_new_session=True,
                               # In a background job interrupts are ignored, and that is inherited.
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert eventually(lambda: children(command.pid))  # before, it is Python itself that starts
    time.sleep(delay)
    os.killpg(command.pid, signal.SIGINT)
    said = command.communicate(timeout=PATIENCE)[1]

    assert command.returncode and "Traceback" not in said and "internal error" not in said
    assert eventually(lambda: command.pid not in sessions())
    assert not list(tmp_path.iterdir())


def test_a_process_that_cannot_be_started_is_told(monkeypatch):
    """Whoever waits for the flow is told what the system refused."""
    def refuse(*_arguments):
        raise OSError("no more processes")

    for place in ("forkserver.connect_to_new_process", "util.spawnv_passfds"):
        monkeypatch.setattr(f"multiprocessing.{place}", refuse)
    with open_pool(FONTS, 2) as submit:
        told = submit(short()).exception(timeout=PATIENCE)

    assert "worker-died" in str(told) and "no more processes" in str(told)


def test_a_fault_of_ours_keeps_its_traceback():
    """What a worker raises otherwise reaches the parent with the place where it was raised."""
    with open_pool(FONTS, 2) as submit:
        told = submit(cast(Flow, None)).exception(timeout=PATIENCE)

        assert isinstance(told, RuntimeError) and "typeset.py" in str(told)
        assert submit(short()).result(timeout=PATIENCE)


def test_a_worker_that_cannot_begin_is_told(monkeypatch, tmp_path):
    """By the parent: the worker prints nothing, for the parent may have been interrupted meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with open_pool(FONTS, 2) as submit:
        assert submit(short()).result(timeout=PATIENCE)
        shutil.rmtree(*tmp_path.iterdir())
        os.kill(workers()[0], signal.SIGKILL)
        wait([submit(short())], timeout=PATIENCE)  # the flow that finds it dead
        told = [submit(short()).exception(timeout=PATIENCE) for _ in range(3)]

    assert all(isinstance(each, WriteError) and "temporary files" in str(each) for each in told)


def test_without_a_fork_server(tmp_path):
    """Where a system has none, processes are spawned: the same galleys, and a death is told."""
    script = tmp_path / "spawned.py"
    script.write_text(f"""
import multiprocessing, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
if __name__ == "__main__":
    from rocbpress.typeset.workers.pool import open_pool
    from tests.flow_documents import FONTS, make_flow
    flow = make_flow("<p>One</p>")
    with open_pool(FONTS, 2) as submit:
        galley = submit(flow).result(60)
        (worker,) = multiprocessing.active_children()
        worker.kill()
        lost = submit(flow).exception(60)
        print(submit(flow).result(60) == galley, lost.findings[0].code)
    print(multiprocessing.active_children())
""")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "ROCBPRESS_START_METHOD": "spawn"})

    assert (done.stdout.split("\n"), done.stderr) == (["True worker-died", "[]", ""], "")


@pytest.mark.parametrize(("asked", "method"), [("", "forkserver"), ("spawn", "spawn"), ("x", "forkserver")])
def test_the_method_is_the_system_s(asked, method):
    """The fork server on Linux, for what is spawned loads WeasyPrint by itself; a variable may choose."""
    code = "from rocbpress.typeset.workers.processes import METHOD; print(METHOD)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "ROCBPRESS_START_METHOD": asked})

    assert done.stdout == f"{method}\n"
