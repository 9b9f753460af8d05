"""Which engines set a page, told without importing them: their versions are part of every digest."""

import ctypes
import hashlib
import os
import platform
import re
import sys
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from rocbpress.workspace.libraries import IN_PACKAGE, PACKAGE, library

PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools",
            "uharfbuzz", "pypdf", "pillow", "jinja2", "markdown-it-py", "mdit-py-plugins",
            "icu4py", "deflate", "pydantic", "pydantic-core", "markupsafe", "pyyaml", "segno", "codespell",
            *((PACKAGE,) if sys.platform in IN_PACKAGE else ()))

_LIBRARIES = ("pango", "pangoft2", "harfbuzz", "harfbuzz-subset")
# What those stand on, by the start of a file's name: each changes lines, outlines or bytes.
_BENEATH = {"freetype": "libfreetype", "fontconfig": "libfontconfig", "fribidi": "libfribidi",
            "glib": "libglib-2.0", "libthai": "libthai", "graphite2": "libgraphite2",
            "harfbuzz-subset": "libharfbuzz-subset"}
LARGE = 65_536  # bytes
LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})

_Entry = tuple[tuple[str, ...], os.DirEntry[str]]
_VERSION_CALLS = {"pango": "pango_version_string", "harfbuzz": "hb_version_string"}


class FileState(NamedTuple):
    """A file as it is: the key under which a process may hold what it made of the file."""

    path: Path
    size: int
    modified: int
    inode: int


def file_state(path: Path) -> FileState:
    """OSError where there is no such file."""
    state = path.stat()
    return FileState(path, state.st_size, state.st_mtime_ns, state.st_ino)


@cache
def library_versions() -> dict[str, str]:
    """Each C library that typesetting needs: its version, 'present' where it tells none, or ''."""
    return {name: _version(name) for name in _LIBRARIES}


@cache
def versions_beneath() -> dict[str, str]:
    """What the C libraries stand on, by the versions in their files' names; only Linux tells them.

    These are the versions of interfaces: 6.18.1 is that of FreeType 2.12.1.
    """
    library_versions()  # which loads them
    maps = Path("/proc/self/maps")
    lines = maps.read_text("utf-8", "replace").splitlines() if maps.exists() else []
    mapped = {line.rpartition("/")[2] for line in lines}
    files = {stem: name for name in sorted(mapped) for stem, so, _ in [name.partition(".so.")] if so}
    return {name: files[stem].partition(".so.")[2] for name, stem in _BENEATH.items() if stem in files}


@cache
def package_versions() -> dict[str, str]:
    """Each Python package that can change a page, with its version, '' where it is missing."""
    return {name: _installed().get(_plain(name), "") for name in PACKAGES}


def engines() -> str:
    """All versions in one line, for digests: also of what compresses, and knows letters, in Python itself."""
    found = {**package_versions(), **library_versions(), **versions_beneath(),
             "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return " ".join(f"{name}={found[name]}" for name in sorted(found))


def digest_files(root: Path, pattern: str = "*", *, without: Collection[str] = ()) -> str:
    """SHA-256 over names (below `root`) and bytes of all files that match, never their times.

    Files with a name in `without` do not count.

    A link that leads out of `root` is not followed: it counts by where it leads, size and time. A link
    to a folder counts by where it leads.
    """
    sha = hashlib.sha256()
    files, links = _below(root)
    for parts, entry in sorted(files, key=itemgetter(0)):
        if entry.name in without or not fnmatchcase(entry.name, pattern):
            continue
        state = entry.stat()
        sha.update(os.fsencode(f"{'/'.join(parts)}\0{state.st_size}\0"))
        if entry.is_symlink() and not Path(entry).resolve().is_relative_to(root.resolve()):
            sha.update(os.fsencode(f"{Path(entry).readlink()}\0{state.st_mtime_ns}\0"))
        elif state.st_size < LARGE:
            sha.update(hashlib.sha256(Path(entry).read_bytes()).digest())
        else:
            sha.update(_large(file_state(Path(entry))))
    for parts, entry in sorted(links, key=itemgetter(0)):
        sha.update(os.fsencode(f"{'/'.join(parts)}\0{Path(entry).readlink()}\0"))
    return sha.hexdigest()


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """What `digest_files` gives for a folder of these files by their names below it."""
    sha = hashlib.sha256()
    for name in sorted(files, key=lambda name: name.split("/")):
        sha.update(f"{name}\0{len(files[name])}\0".encode() + hashlib.sha256(files[name]).digest())
    return sha.hexdigest()


def _below(folder: Path | str, above: tuple[str, ...] = ()) -> tuple[list[_Entry], list[_Entry]]:
    """All files, and all links to folders, each with the names that lead to it."""
    files: list[_Entry] = []
    links: list[_Entry] = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            parts = (*above, entry.name)
            with suppress(OSError):  # a loop of links is neither
                if not entry.is_dir():
                    files += [(parts, entry)] if entry.is_file() else []
                elif entry.is_symlink():
                    links.append((parts, entry))
                elif entry.name != "__pycache__":
                    for found, below in zip((files, links), _below(entry.path, parts), strict=True):
                        found.extend(below)
    return files, links


@cache
def own_code() -> str:
    """SHA-256 over all files of rocbpress itself, in hexadecimal; read once in a process."""
    return digest_files(Path(__file__).parents[1])


@lru_cache(maxsize=512)
def _large(file: FileState) -> bytes:
    """The digest of a face or photograph, which is read once in a process as long as it stays as it is."""
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


@cache
def _installed() -> dict[str, str]:
    """Versions by name, from the folders that installers leave; importlib.metadata would load its parsers."""
    found: dict[str, str] = {}
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        for entry in folder.glob("*.dist-info"):
            name, _, number = entry.name.removesuffix(".dist-info").partition("-")
            found.setdefault(_plain(name), number)  # the first on the path is the one that is imported
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _version(name: str) -> str:
    try:
        opened = ctypes.CDLL(file) if (file := library(name)) else None
    except OSError:
        opened = None
    if opened is None or name not in _VERSION_CALLS:
        return "present" if opened else ""
    call = getattr(opened, _VERSION_CALLS[name])
    call.restype = ctypes.c_char_p
    return str(call().decode())
