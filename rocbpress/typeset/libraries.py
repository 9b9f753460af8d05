"""Pango and its kin found by the dynamic linker alone, without the processes that Python would start."""

from __future__ import annotations

import ctypes.util
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def linker_finds() -> Iterator[None]:
    """While the block runs, this thread is told the names of libraries unsearched; no other sees a change.

    On Linux `find_library` asks ldconfig, gcc and ld for each name that WeasyPrint tries: over a
    hundred processes, half of the time of its import. It then opens what it was told, so a name that
    leads nowhere fails there, and the next is tried.
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
