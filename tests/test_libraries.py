"""WeasyPrint is imported without a process being started, and nothing stays changed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rocbpress.workspace.libraries import FILES, cure, library
from tests.workspaces import ROOT

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


# In a process with a package of that name on its path: what WeasyPrint asks for first, and what it is given.
ELSEWHERE = """
import ctypes.util, os, re, sys
from importlib.util import find_spec
from pathlib import Path
from rocbpress.typeset.engine.libraries import linker_finds
from rocbpress.workspace.libraries import FILES, library
folder = Path(find_spec("weasyprint.text").submodule_search_locations[0])
asked = re.findall(r"_dlopen\\(\\s*ffi, '([^']+)'", (folder / "ffi.py").read_text())
assert len(asked) == 7
os.environ["WEASYPRINT_DLL_DIRECTORIES"] = "as it was"
with linker_finds(sys.argv[1]):
    given = {name: ctypes.util.find_library(name) for name in asked}
    assert ctypes.util.find_library("m") is None
    assert os.environ["WEASYPRINT_DLL_DIRECTORIES"] == (
        "as it was" if sys.argv[1] == "darwin" else str(Path(sys.argv[2], "bin")))
assert os.environ["WEASYPRINT_DLL_DIRECTORIES"] == "as it was"
assert {name for name, path in given.items() if path is None} == {"libharfbuzz-vector-0"}
assert {path for path in given.values() if path} == {library(name, sys.argv[1]) for name in FILES}
suffix = {"darwin": ".dylib", "win32": ".dll"}[sys.argv[1]]
assert all(Path(path).suffix == suffix for path in given.values() if path)
assert all(Path(path).parent.parent == Path(sys.argv[2]) for path in given.values() if path)
"""


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_the_files_of_the_package_are_opened(tmp_path, system):
    """Each library that WeasyPrint asks for is a file of the package, and nothing else is looked for."""
    home = tmp_path / "gstreamer_libs"
    for files in FILES.values():
        path = home / files[1 if system == "darwin" else 2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (home / "__init__.py").touch()
    done = subprocess.run([sys.executable, "-c", ELSEWHERE, system, str(home)], capture_output=True,
                          text=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)})

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_without_the_package_there_is_no_library_and_a_cure(system):
    """Nothing of the system stands in, and the cure is pip's."""
    assert {library(name, system) for name in FILES} == {""}
    assert cure(system) == "pip install gstreamer-libs==1.28.8"
    assert cure(system).removeprefix("pip install ") in (ROOT / "pyproject.toml").read_text("utf-8")
