"""A worker gives up what typesetting does not need: other files, the network, most of the memory (Linux)."""

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MEMORY = 1_500_000_000  # bytes of its own: the largest flow of an issue with photographs takes 0.2
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/proc", "/dev/null", "/dev/urandom")

# Landlock (landlock(7)): the numbers of its calls and its rights over files and TCP, by version.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14  # a file takes no rights of folders
_TCP = 0b11


def confine(readable: Iterable[Path], writable: Iterable[Path], memory: int = MEMORY) -> None:
    """For the rest of this process, and for threads that it starts from now on.

    Where the system has no Landlock (before Linux 5.13, or switched off), files stay open to it.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(ImportError):  # a Python without it: files are closed all the same
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return
    rights = _ALL[min(version, 3)]
    handled = struct.pack("QQ", rights, _TCP) if version >= 4 else struct.pack("Q", rights)
    rules = system.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return
    reading = _EXECUTE | _READ_FILE | _READ_DIR
    interpreter = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *filter(None, sys.path))
    for path in (*_SYSTEM, *interpreter, *map(os.fspath, readable)):
        _allow(system, rules, path, reading)
    _allow(system, rules, "/dev/null", reading | _WRITE_FILE)
    for path in map(os.fspath, writable):
        _allow(system, rules, path, rights)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(system: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no rights
        return
    allowed = rights if Path(path).is_dir() else rights & _OF_FILES
    system.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", allowed, place), 0)
    os.close(place)
