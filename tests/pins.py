"""The pinned packages: pylock.toml (PEP 751) and requirements.lock, made of what uv resolves.

`nox -s pins` writes both. Neither names an address: files are looked for in the folder `wheels` beside
pylock.toml, or by their hashes wherever pip gets them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parents[1]
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
# By the sign of a platform in the names of wheels, as a pattern.
SYSTEMS = {
    "Windows": r"win_amd64", "macOS, arm64": r"macosx_\d+_\d+_(arm64|universal2)",
    "macOS, x86_64": r"macosx_\d+_\d+_(x86_64|universal2|intel)",
    "Linux, x86_64": r"manylinux\w*_x86_64", "Linux, aarch64": r"manylinux\w*_aarch64"}
_HEAD = 'lock-version = "1.0"\ncreated-by = "rocbpress"\nrequires-python = ">=3.11"\n'


def serves(wheel: str, system: str, python: tuple[int, int]) -> bool:
    """Whether a wheel, by its name, can be installed on a system of SYSTEMS with a version of Python."""
    _, _, _, tags = parse_wheel_filename(wheel)
    major, minor = python
    for tag in tags:
        platform = tag.platform == "any" or re.fullmatch(SYSTEMS[system], tag.platform)
        stable = re.fullmatch(r"cp3(\d+)", tag.interpreter)
        older = tag.abi == "abi3" and stable is not None and int(stable[1]) <= minor
        if platform and (older or tag.interpreter == "py3" or (tag.interpreter == f"py{major}{minor}")
                         or (tag.interpreter == f"cp{major}{minor}" == tag.abi)):
            return True
    return False


def pinned(resolved: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each package of a lock file with the wheels that serve a system and a Python of ours."""
    for package in resolved["packages"]:
        wheels = [{"name": name, "size": wheel["size"], "sha256": wheel["hashes"]["sha256"]}
                  for wheel in package.get("wheels", ())
                  for name in [wheel.get("name") or re.split(r"[/\\]", wheel.get("url") or wheel["path"])[-1]]
                  if any(serves(name, system, python) for system in SYSTEMS for python in PYTHONS)]
        yield {"name": package["name"], "version": package["version"], "marker": package.get("marker", ""),
               "wheels": sorted(wheels, key=lambda wheel: str(wheel["name"]))}


def as_pylock(packages: Sequence[Mapping[str, Any]]) -> str:
    """The text of pylock.toml."""
    parts = [_HEAD]
    for package in packages:
        marker = f'marker = "{package["marker"]}"\n' if package["marker"] else ""
        wheels = "\n".join(
            f'    {{ path = "wheels/{wheel["name"]}", size = {wheel["size"]}, '
            f'hashes = {{ sha256 = "{wheel["sha256"]}" }} }},' for wheel in package["wheels"])
        parts.append(f'[[packages]]\nname = "{package["name"]}"\nversion = "{package["version"]}"\n'
                     f"{marker}wheels = [\n{wheels}\n]\n")
    return "\n".join(parts)


def as_requirements(packages: Sequence[Mapping[str, Any]]) -> str:
    """The text of requirements.lock."""
    lines = []
    for package in packages:
        marker = f" ; {package['marker']}" if package["marker"] else ""
        hashes = sorted({wheel["sha256"] for wheel in package["wheels"]})
        lines.append(" \\\n    ".join((f"{package['name']}=={package['version']}{marker}",
                                       *(f"--hash=sha256:{each}" for each in hashes))))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both files of the lock file of uv that is named."""
    packages = list(pinned(tomllib.loads(Path(sys.argv[1]).read_text("utf-8"))))
    (ROOT / "pylock.toml").write_text(as_pylock(packages), "utf-8", newline="\n")
    (ROOT / "requirements.lock").write_text(as_requirements(packages), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
