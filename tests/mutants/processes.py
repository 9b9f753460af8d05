"""Work shared among forked processes, each with a copy of the project that no other touches."""

from __future__ import annotations

import importlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

_LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "__pycache__")
_READY = ("weasyprint", "pypdf", "pikepdf", "pdfplumber", "hypothesis.strategies", "PIL.Image",
          "fontTools.ttLib", "fontTools.subset", "uharfbuzz", "pypdfium2", "markdown_it", "pydantic", "typer",
          "jinja2", "yaml", "lxml")
_PROCESSOR_SECONDS = 300  # of one process, before the system kills it


def share(root: Path, jobs: Sequence[Any], processes: int, work: Callable[[Any, Path], None]) -> None:
    """Call `work` with each job and a copy of the project that no other process has."""
    for name in _READY:
        importlib.import_module(name)
    waiting, put = os.pipe()
    os.write(put, b"".join(number.to_bytes(4, "big") for number in range(len(jobs))))
    os.close(put)
    workers = [_fork(lambda: _work_off(root, jobs, waiting, work)) for _ in range(min(processes, len(jobs)))]
    if sum(os.waitpid(worker, 0)[1] for worker in workers):
        raise SystemExit("a process failed: see above")
    os.close(waiting)


def _work_off(root: Path, jobs: Sequence[Any], waiting: int, work: Callable[[Any, Path], None]) -> int:
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(root, Path(folder, "copy"), ignore=_LEFT_OUT))
        while number := os.read(waiting, 4):
            work(jobs[int.from_bytes(number, "big")], copy)
    return 0


def run_tests(copy: Path, words: Sequence[str], plugin: Callable[[], object], *, seconds: float) -> str:
    """Run pytest in the copy: "passed", "failed", "timeout", or "broken" where it ran no test."""
    shutil.rmtree(copy / "build", ignore_errors=True)
    child = _fork(lambda: _pytest(copy, words, plugin))
    until = time.monotonic() + seconds
    status = None
    while status is None:
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
        elif time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            status = -signal.SIGPROF
        time.sleep(0.02)
    _end_all(copy.parent)
    if status in (-signal.SIGPROF, -signal.SIGXCPU):
        return "timeout"
    return {pytest.ExitCode.OK: "passed", pytest.ExitCode.USAGE_ERROR: "broken",
            pytest.ExitCode.NO_TESTS_COLLECTED: "broken"}.get(status, "failed")  # type: ignore[call-overload]


def _end_all(folder: Path) -> None:
    """Kill what the tests left running, also in other sessions: their TMPDIR is the folder (proc(5))."""
    for file in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"TMPDIR={folder}".encode() in file.read_bytes().split(b"\0"):
                os.kill(int(file.parent.name), signal.SIGKILL)


def _pytest(copy: Path, words: Sequence[str], plugin: Callable[[], object]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS + 1))
    said = os.open(copy.parent / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy), "TMPDIR": str(copy.parent)}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode, tempfile.tempdir = False, str(copy.parent)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "rocbpress")]:
        del sys.modules[name]
    sys.path[:] = [str(copy), *(name for name in sys.path
                               if name not in ("", str(Path(__file__).parents[2])))]
    importlib.invalidate_caches()
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:randomly",
                            "-W", "ignore::pytest.PytestAssertRewriteWarning",
                            "--basetemp", str(copy.parent / "pytest"), *words], plugins=[plugin()]))


def _fork(run: Callable[[], int]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        code = run()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
