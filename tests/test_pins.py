"""The pinned packages are what the project asks for, for each system and each version of Python."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.pins import PYTHONS, ROOT, SYSTEMS, as_pylock, as_requirements, pinned, serves

PYLOCK = (ROOT / "pylock.toml").read_text("utf-8")
PACKAGES = list(pinned(tomllib.loads(PYLOCK)))
WANTED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
NAMES = {"Windows": ("win32", "Windows", "nt", "AMD64"),
         "macOS, arm64": ("darwin", "Darwin", "posix", "arm64"),
         "macOS, x86_64": ("darwin", "Darwin", "posix", "x86_64"),
         "Linux, x86_64": ("linux", "Linux", "posix", "x86_64"),
         "Linux, aarch64": ("linux", "Linux", "posix", "aarch64")}


def environment(system, python):
    platform, name, operating, machine = NAMES[system]
    return {"sys_platform": platform, "platform_system": name, "os_name": operating,
            "platform_machine": machine, "python_version": f"{python[0]}.{python[1]}",
            "python_full_version": f"{python[0]}.{python[1]}.0", "implementation_name": "cpython",
            "platform_python_implementation": "CPython"}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_package_has_a_wheel(system, python):
    """Nothing has to be compiled anywhere, and nothing that is asked for is left out."""
    around = environment(system, python)
    here = [package for package in PACKAGES
            if not package["marker"] or Marker(package["marker"]).evaluate(around)]

    lacking = [package["name"] for package in here
               if not any(serves(wheel["name"], system, python) for wheel in package["wheels"])]
    versions = {package["name"]: package["version"] for package in here}
    wrong = [str(wanted) for wanted in map(Requirement, WANTED)
             if (not wanted.marker or wanted.marker.evaluate(around))
             and str(versions.get(wanted.name)) not in wanted.specifier]
    assert not lacking and not wrong and ("gstreamer-libs" in versions) == (not system.startswith("Linux"))


def test_both_files_say_the_same_and_name_no_address():
    """They are written as they are read, with hashes of 64 digits alone."""
    requirements = (ROOT / "requirements.lock").read_text("utf-8")

    assert as_pylock(PACKAGES) == PYLOCK and as_requirements(PACKAGES) == requirements
    assert "://" not in PYLOCK + requirements
    assert all(len(wheel["sha256"]) == 64 for package in PACKAGES for wheel in package["wheels"])


def test_the_oldest_macos_is_named():
    """That for which each package has a wheel."""
    needed = []
    for package in PACKAGES:
        oldest = [re.search(r"macosx_(\d+)_", wheel["name"]) for system in ("macOS, arm64", "macOS, x86_64")
                  for wheel in package["wheels"] if serves(wheel["name"], system, PYTHONS[0])]
        needed += [min(int(found[1]) if found else 0 for found in oldest)] if oldest else []

    assert f"macOS {max(needed)} and later" in (ROOT / "README.md").read_text("utf-8")
