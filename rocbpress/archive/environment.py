"""The packages that an issue was made with, and how they are installed again."""

import re
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from rocbpress.archive.lock import read_lock
from rocbpress.findings.errors import UsageError
from rocbpress.workspace.creation import starter
from rocbpress.workspace.fingerprint import package_versions
from rocbpress.workspace.workspace import Workspace

FOLDER = "environments"  # of a workspace: what is kept of them, each by the start of its digest
_START = 12  # hexadecimal digits of a digest


def pins_digest() -> str:
    """SHA-256 of pylock.toml, if what is installed is what it pins; '' if not, or where there is none."""
    path = starter() / "pylock.toml"
    if not path.is_file():
        return ""
    data = path.read_bytes()
    pinned = {package["name"]: package["version"] for package in tomllib.loads(data.decode())["packages"]}
    installed = package_versions()
    same = all(pinned.get(name, version) == version for name, version in installed.items())
    return sha256(data).hexdigest() if same else ""


def environment_command(workspace: Workspace, number: int) -> str:
    """What installs the packages that an issue was locked with; '' where they are installed already.

    From the folder that is kept of them, if the workspace has it; else by their versions.
    """
    try:
        lock = read_lock(workspace, number)
    except UsageError:  # which is told elsewhere
        return ""
    wanted = _changed(lock["engines"])
    if not wanted:
        return ""
    kept = f"{FOLDER}/{lock.get('environment', '')[:_START]}"
    if lock.get("environment") and Path(workspace.root, kept, "requirements.lock").is_file():
        return f"pip install --no-index --find-links {kept}/wheels -r {kept}/requirements.lock"
    return f"pip install {' '.join(f'{name}=={version}' for name, version in sorted(wanted.items()))}"


def _changed(then: Mapping[str, str]) -> Mapping[str, str]:
    """The packages of other versions than now; a lock may come from a stranger, and is printed."""
    now = package_versions()
    return {name: then[name] for name in now if name in then and then[name] != now[name]
            and re.fullmatch(r"[\w.!+-]{1,40}", then[name], re.ASCII)}
