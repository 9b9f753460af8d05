"""A run that a signal ends, as terminals, shells and systems send it: to the whole group of processes."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.process_tree import PATIENCE, children, eventually, sessions
from tests.workspaces import ROCBPRESS

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_at(chance, root, tmp_path, number=None):
    """Send a signal at a random moment of a run: no traceback, no process, no file is left."""
    with TemporaryDirectory(prefix="t") as place:  # a short name, as sockets need
        _end_at(chance, root, tmp_path, Path(place), number or chance.choice(ENDING))


def _end_at(chance, root, tmp_path, place, number):
    options = ["--all"] if chance.random() < 0.25 else ["7", "--edition", "all"]
    command = subprocess.Popen(
        [ROCBPRESS, "render", *options, "--jobs", "2", "--no-cache", "--root", root,
         "--output", tmp_path / "out"],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(place)},
        # In a background job interrupts are ignored, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert eventually(lambda: children(command.pid))  # before, it is Python itself that starts
    try:
        said = command.communicate(timeout=chance.random() ** 2 * 4)[1]
    except subprocess.TimeoutExpired:
        os.killpg(command.pid, number)
        said = command.communicate(timeout=PATIENCE)[1]

    assert "Traceback" not in said and "internal error" not in said, said
    assert eventually(lambda: command.pid not in sessions())
    # Once all is written Python leaves signals to the system, whose own end counts as 128 + number too.
    ended = {0, 128 + number, *([-number] if said.endswith("rendered\n") else ())}
    assert command.returncode in ended, (command.returncode, said)
    assert [path.relative_to(place) for path in place.rglob("*")] == []
    assert not list((tmp_path / "out").rglob(".*"))
