"""WeasyPrint loaded without what takes most of its time: processes that search, modules seldom used."""

import ctypes.util
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def linker_finds() -> Iterator[None]:
    """While the block runs, this thread gets names of libraries without a search; no other sees a change.

    On Linux `find_library` asks ldconfig, gcc and ld for each name that WeasyPrint tries: over a
    hundred processes, half of the time of its import. It then opens what it was given, so a name
    that does not exist fails there, and the next is tried.
    """
    search, ours = ctypes.util.find_library, threading.get_ident()
    if not sys.platform.startswith("linux"):
        yield
        return

    def find_library(name: str) -> str | None:
        return f"lib{name}.so.0" if threading.get_ident() == ours else search(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = search


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
