"""A stand-in for Windows: the program where Python lacks what only POSIX has, in all of its processes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.changes import small_workspace
from tests.program import PACKAGE, modules
from tests.systems import POSIX
from tests.workspaces import run

LACKING = """
import os, signal, sys
sys.modules |= dict.fromkeys(("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog"))
for module, names in (
        (signal, "SIGHUP SIGPROF SIGXCPU SIGALRM SIGUSR1 SIGPIPE setitimer pthread_sigmask alarm pause"),
        (os, "sched_getaffinity fork forkpty mkfifo geteuid getuid getgid setsid killpg chown lchown fchmod "
             "O_NOFOLLOW O_DIRECTORY O_NONBLOCK getloadavg statvfs umask")):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
for known in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
    known.clear()
os.environ["ROCBPRESS_START_METHOD"] = "spawn"
"""
pytestmark = POSIX  # Windows itself lacks more
OPTIONAL = {"dask", "distributed", "pillow_heif"}


@pytest.fixture(scope="module")
def lacking(tmp_path_factory):
    """The environment of a Python that lacks all that, as do those that it starts."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(LACKING)
    return {"PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, lacking):
    """A small issue, locked."""
    root = small_workspace(tmp_path_factory.mktemp("newsletter"))
    locked = run(root, "lock", "5", environment=lacking)
    assert locked.returncode == 0, locked.stderr
    return root


def test_every_module_can_be_imported(lacking):
    """None needs what Windows lacks."""
    names = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
             for path in modules()]
    code = ("import importlib, os, sys\n"
            "assert not hasattr(os, 'fork') and sys.modules['fcntl'] is None\n"
            "for name in sys.argv[1:]:\n"
            "    try: importlib.import_module(name)\n"
            f"    except ImportError as error: assert error.name in {OPTIONAL}, (name, error)\n"
            "print('done')")
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=False,
                          env={**os.environ, **lacking})

    assert done.stdout == "done\n", done.stderr


def test_an_issue_is_made_as_elsewhere(lacking, tmp_path):
    """The same bytes, by two processes that are spawned; each issue in a process of its own too."""
    root = small_workspace(tmp_path)
    whole = run(root, "render", "5", "--jobs", "2", "--no-cache", "--edition", "archive", "--output", "whole")
    for words in (("5", "--output", "less"), ("--all", "--output", "all")):
        done = run(root, "render", *words, "--edition", "archive", "--jobs", "2", "--no-cache",
                   environment=lacking)
        assert (done.returncode, whole.returncode) == (0, 0) and "Traceback" not in done.stderr, done.stderr

    made = [(root / name).read_bytes() for name in (
        "whole/rocb-5-archive.pdf", "less/rocb-5-archive.pdf", "all/5/rocb-5-archive.pdf")]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("words", [("doctor",), ("verify", "5"), ("new", "6", "--from", "5"), ("mail", "5")])
def test_every_command_works(lacking, workspace, words):
    """None ends in a fault of the program, nor did `lock` before."""
    done = run(workspace, *words, environment=lacking)

    assert done.returncode == (3 if words[0] == "mail" else 0), done.stderr  # it has no address
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr
