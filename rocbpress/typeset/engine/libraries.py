"""WeasyPrint loaded without what takes most of its time: processes that search, modules seldom used."""

import ctypes.util
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from rocbpress.workspace.libraries import FILES, IN_PACKAGE, library, package_folder

_DLL_FOLDERS = "WEASYPRINT_DLL_DIRECTORIES"


@contextmanager
def linker_finds(system: str = sys.platform) -> Iterator[None]:
    """While the block runs, this thread gets names of libraries without a search; no other sees a change.

    On Linux `find_library` asks ldconfig, gcc and ld for each name that WeasyPrint tries: over a
    hundred processes, half of the time of its import. It then opens what it was given, so a name
    that does not exist fails there, and the next is tried. On Windows and macOS nothing is looked for
    but the files of the package that brings them.
    """
    search, ours, folders = ctypes.util.find_library, threading.get_ident(), os.environ.get(_DLL_FOLDERS)

    def find_library(name: str) -> str | None:
        return _found(name, system) if threading.get_ident() == ours else search(name)

    ctypes.util.find_library = find_library
    if system == "win32":
        os.environ[_DLL_FOLDERS] = str(package_folder() / "bin")
    try:
        yield
    finally:
        ctypes.util.find_library = search
        if folders is not None:
            os.environ[_DLL_FOLDERS] = folders
        else:
            os.environ.pop(_DLL_FOLDERS, None)


def _found(name: str, system: str) -> str | None:
    """What to open for a library, as WeasyPrint calls it first: libpango-1.0-0, libharfbuzz-subset-0."""
    if system not in IN_PACKAGE:
        return f"lib{name}.so.0"
    called = re.fullmatch(r"lib(.+?)(?:-[\d.]+)+", name)
    return library(called[1], system) or None if called and called[1] in FILES else None


def without_vectors() -> None:
    """Let WeasyPrint have no harfbuzz-vector: few systems have it, and coloured glyphs would differ."""
    for name in ("text.ffi", "text.fonts", "pdf.fonts"):
        import_module(f"weasyprint.{name}").harfbuzz_vector = None  # type: ignore[attr-defined]


@contextmanager
def loaded_when_used(*names: str) -> Iterator[None]:
    """What is imported from these modules while the block runs is a stand-in that loads them when used.

    A module that is loaded already is left as it is. Afterwards an import finds the real ones.
    """
    missing = [name for name in names if name not in sys.modules]
    sys.modules |= {name: _StandIn(name) for name in missing}
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


class _StandIn(ModuleType):
    """A module whose functions and classes import it when they are called."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **options: getattr(import_module(self.__name__), name)(*args, **options)
