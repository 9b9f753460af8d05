"""The system calls of hostile layouts, locks, archives and fonts: nothing is opened outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.proofs.sampling import some
from tests.proofs.tracing import CAN_TRACE, TRACE, read_calls
from tests.workspaces import ROOT

# Every call that takes a path; those by a descriptor have names without a slash in front.
CALLS = "%file,socket,connect"
OPENING = re.compile(r'\b(?:open|openat|openat2|creat|truncate|unlink|unlinkat|rename\w*|mkdir\w*|chmod)'
                     r'\([^"]*"([^"]+)"(?![^\n]*O_PATH)[^\n]*\) += \d')
FILES = ("test_hostile_layouts.py", "test_restore.py", "test_hostile_locks.py", "test_layout_files.py",
         "test_contained.py")
SYSTEM = ("/usr/", "/lib", "/bin/", "/etc/ld.so.", "/etc/fonts/", "/etc/localtime", "/etc/mime.types",
          "/etc/python3", "/proc/", "/sys/", "/dev/")
# Python's own questions for who runs it and where packages may be, whatever a test does.
ASKED = frozenset({"/", "/proc", "/etc/apache2/mime.types", "/etc/nsswitch.conf", "/etc/inputrc"})


@pytest.mark.skipif(not CAN_TRACE, reason="no strace that may trace here")
@pytest.mark.parametrize("file", some(FILES, 2))
def test_nothing_outside_is_opened_or_changed(tmp_path, file):
    """Each of the hostile inputs of a file of tests, in processes that are traced."""
    trace = tmp_path / "trace"
    done = subprocess.run(
        [*TRACE, "-e", f"trace={CALLS}", "-o", trace, sys.executable, "-m", "pytest", "-q",
         "-p", "no:cacheprovider", "-p", "no:randomly", "--basetemp", tmp_path / "tests", f"tests/{file}"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "USER": "tester"})
    calls = read_calls(trace.read_text("utf-8", "replace"))
    touched = set(OPENING.findall(calls))

    assert done.returncode == 0, done.stdout[-3000:]
    assert len(touched) > 100 and not re.findall(r"AF_INET6?", calls)
    assert sorted(filter(is_outside, touched - ASKED)) == []


def is_outside(name: str) -> bool:
    """Whether an absolute name is none of Python, the system, the project or the temporary folder."""
    packages = [path for path in sys.path if path.endswith("site-packages")]
    ours = (str(ROOT), gettempdir(), sys.prefix, sys.base_prefix, str(Path(sys.executable).parent), *packages)
    return name.startswith("/") and not name.startswith((*ours, *SYSTEM))
