"""The package that brings Pango to Windows and macOS holds all that is opened there, and all that this needs.

The folder that ROCBPRESS_WHEELS names has its wheels, as `nox -s wheels` downloads them.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rocbpress.workspace.libraries import FILES, PACKAGE

WHEELS = os.environ.get("ROCBPRESS_WHEELS", "")
pytestmark = pytest.mark.skipif(not WHEELS, reason="nox -s wheels downloads the wheels")

# What Windows 10 has itself, and Python's own runtime.
WINDOWS = re.compile(r"api-ms-win-.*|(advapi32|dnsapi|iphlpapi|kernel32|ole32|shell32|shlwapi|user32|ws2_32"
                     r"|vcruntime140(_1)?)\.dll", re.IGNORECASE)
MACOS = re.compile(r"/usr/lib/|/System/Library/Frameworks/")


@pytest.fixture(scope="module", params=["win_amd64", "macosx"])
def unpacked(request, tmp_path_factory):
    """The libraries of a system's wheel, and which system it is."""
    [wheel] = Path(WHEELS).glob(f"{PACKAGE.replace('-', '_')}-*{request.param}*.whl")
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if re.search(r"gstreamer_libs/(bin/[^/]+\.dll|lib/[^/]+\.dylib)$", name):
                archive.extract(name, folder)
    [home] = folder.glob("*.data/purelib/gstreamer_libs")
    return home, request.param


def test_every_library_and_what_it_stands_on_is_there(unpacked):
    """From what is opened, file by file: each is in the wheel, or the system's own."""
    home, system = unpacked
    needs = _windows if system == "win_amd64" else _macos
    todo = [home / files[2 if needs is _windows else 1] for files in FILES.values()]
    found: set[str] = set()
    while todo:
        path = todo.pop()
        assert path.is_file(), f"{path.name} is missing"
        if path.name not in found:
            found.add(path.name)
            todo += [path.with_name(name) for name in needs(path)]

    assert len(found) == 18, sorted(found)


def test_each_function_that_is_called_is_exported(unpacked):
    """What WeasyPrint declares of Pango, HarfBuzz, fontconfig and GObject, but for drawings of glyphs."""
    home, system = unpacked
    exported = set[str]()
    for files in FILES.values():
        exported |= (_exports_windows(home / files[2]) if system == "win_amd64"
                     else _exports_macos(home / files[1]))
    declared = set(re.findall(r"\b((?:pango|hb|g|Fc)_?\w+)\s*\(", _declarations()))

    missing = {name for name in declared - exported if not name.startswith("hb_vector_")}
    assert len(declared) > 90 and not missing, sorted(missing)


def _declarations() -> str:
    from importlib.util import find_spec

    found = find_spec("weasyprint.text")
    assert found and found.submodule_search_locations
    source = (Path(found.submodule_search_locations[0]) / "ffi.py").read_text("utf-8")
    return re.sub(r"typedef [^;]*;|/\*.*?\*/|//[^\n]*", "", source.split("def _dlopen")[0], flags=re.DOTALL)


def _windows(path: Path) -> Iterator[str]:
    import pefile

    with pefile.PE(str(path), fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"],
                                      pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"]])
        for kind in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
            for entry in getattr(image, kind, ()):
                if not WINDOWS.fullmatch(entry.dll.decode()):
                    yield entry.dll.decode()


def _exports_windows(path: Path) -> set[str]:
    import pefile

    with pefile.PE(str(path), fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
        return {symbol.name.decode() for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name}


def _macos(path: Path) -> Iterator[str]:
    from macholib.MachO import MachO

    for header in MachO(str(path)).headers:
        for _, _, other in header.walkRelocatables():
            if not MACOS.match(other):
                assert other.startswith("@rpath/"), other
                yield other.removeprefix("@rpath/")


def _exports_macos(path: Path) -> set[str]:
    from macholib.MachO import MachO
    from macholib.SymbolTable import SymbolTable

    image = MachO(str(path))
    return {name.decode().removeprefix("_") for header in image.headers
            for _, name in SymbolTable(image, header).extdefsyms}


