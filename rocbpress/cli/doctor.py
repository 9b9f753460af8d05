"""What this machine needs and lacks, with the command that installs it."""

import sys
from dataclasses import dataclass

from rocbpress.workspace.fingerprint import library_versions, package_versions
from rocbpress.workspace.libraries import cure
from rocbpress.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Check:
    """One thing: its version or state, and a command or advice, empty where nothing is wrong."""

    what: str
    state: str
    cure: str = ""


def examine(workspace: Workspace | None) -> tuple[Check, ...]:
    """Python, packages, C libraries, then fonts and layouts of the workspace, if it was found."""
    python = ".".join(map(str, sys.version_info[:3]))
    checks = [Check("Python", python, "" if sys.version_info >= (3, 11) else "install Python 3.11")]
    checks += [Check(name, version or "missing", "" if version else f"pip install {name}")
                 for name, version in package_versions().items()]
    checks += [Check(name, version or "missing", "" if version else cure())
                 for name, version in library_versions().items()]
    if workspace is None:
        return *checks, Check("workspace", "not found", "go to the newsletter's folder, or use --root")
    faces = len(list(workspace.fonts.glob("*/*.ttf")))
    layouts = sorted(p.parent.name for p in workspace.layouts.glob("*/layout.toml"))
    return (*checks,
            Check("fonts", str(faces), "" if faces else "put the fonts back into fonts/"),
            Check("layouts", ", ".join(layouts) or "none", "" if layouts else "put a layout into layouts/"))
