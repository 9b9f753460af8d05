"""The C libraries that typesetting calls: the system's on Linux, those of a package on Windows and macOS."""

import shutil
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

PACKAGE, RELEASE = "gstreamer-libs", "1.28.8"  # of PyPI: it has no wheel for Linux
IN_PACKAGE = ("darwin", "win32")
# By name: what the linker finds on Linux, the file of the package for macOS, and the one for Windows.
FILES: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "pango": ("libpango-1.0.so.0", "lib/libpango-1.0.0.dylib", "bin/pango-1.0-0.dll"),
    "pangoft2": ("libpangoft2-1.0.so.0", "lib/libpangoft2-1.0.0.dylib", "bin/pangoft2-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "lib/libharfbuzz.0.dylib", "bin/harfbuzz.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "lib/libharfbuzz-subset.0.dylib",
                        "bin/harfbuzz-subset.dll"),
    "fontconfig": ("libfontconfig.so.1", "lib/libfontconfig.1.dylib", "bin/fontconfig-1.dll"),
    "gobject": ("libgobject-2.0.so.0", "lib/libgobject-2.0.0.dylib", "bin/gobject-2.0-0.dll"),
})
_APT = "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"


def library(name: str, system: str = sys.platform) -> str:
    """What to open for a library of FILES: its name on Linux, else a path, '' where the file is missing."""
    linux, *others = FILES[name]
    if system not in IN_PACKAGE:
        return linux
    path = package_folder() / others[IN_PACKAGE.index(system)]
    return str(path) if path.is_file() else ""


@cache
def package_folder() -> Path:
    """Where the package's files are; a folder that does not exist where it is not installed."""
    found = find_spec("gstreamer_libs")
    places = found.submodule_search_locations if found else None
    return Path(places[0]) if places else Path(sys.prefix, "no-gstreamer-libs")


def cure(system: str = sys.platform) -> str:
    """What installs the libraries on a system."""
    if system in IN_PACKAGE:
        return f"pip install {PACKAGE}=={RELEASE}"
    return _APT if shutil.which("apt-get") else "install Pango 1.50 or later, HarfBuzz and its subset library"
