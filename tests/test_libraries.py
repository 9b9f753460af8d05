"""WeasyPrint is imported without a process being started, and nothing stays changed."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import ctypes.util, sys
search, started = ctypes.util.find_library, []
sys.addaudithook(lambda event, _: started.append(event) if event == "subprocess.Popen" else None)
import rocbpress.typeset.typeset, weasyprint
assert ctypes.util.find_library is search
assert not started, started
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the search starts nothing")
def test_no_process_is_started():
    """Loading the typesetter asks neither ldconfig nor a compiler, and leaves the search as it was."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", PROBE], capture_output=True, text=True,
                          check=False)

    assert done.returncode == 0, done.stderr
