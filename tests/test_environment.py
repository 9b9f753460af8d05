"""The packages that an issue was locked with can be had again, by what verify prints."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tomllib
import zlib
from importlib.metadata import version
from pathlib import Path

import pytest

from rocbpress.archive.environment import environment_command, pins_digest
from rocbpress.archive.lock import read_lock
from rocbpress.workspace.fingerprint import engines, package_versions
from rocbpress.workspace.workspace import Workspace
from tests.archived import edit
from tests.workspaces import ROOT, run


@pytest.fixture
def locked(locked_archive, tmp_path):
    """A copy of a locked issue, and a function that changes its lock."""
    workspace = Workspace(tmp_path / "newsletter")
    shutil.copytree(locked_archive.root, workspace.root, symlinks=True)
    path = workspace.issues / "7" / "issue.lock"

    def change(**keys):
        lock = json.loads(path.read_text("utf-8"))
        lock["engines"] |= keys.pop("engines", {})
        path.write_text(json.dumps(lock | keys), "utf-8")

    return workspace, change


def test_packages_of_other_versions_are_named_by_verify(locked):
    """In pip's own words, and nothing that a version could not be."""
    workspace, change = locked
    assert environment_command(workspace, 7) == ""
    change(engines={"pypdf": "7.0.9", "pillow": "11.0.0", "jinja2": "3.1; reboot", "python": "3.9.1"})
    edit(workspace, "articles/ports.md", "stands alone", "stands along")
    done = run(workspace.root, "verify", "7")

    assert done.returncode == 7
    assert [line for line in done.stderr.splitlines() if "pip" in line] == [
        "issue 7: the packages that it was locked with: pip install pillow==11.0.0 pypdf==7.0.9"]


def test_where_they_are_kept_they_come_from_there(locked):
    """From the folder that is named by the digest of pylock.toml, if the workspace has it."""
    workspace, change = locked
    change(engines={"pypdf": "7.0.9"}, environment="4f2a" * 16)
    assert environment_command(workspace, 7) == "pip install pypdf==7.0.9"
    kept = workspace.root / "environments/4f2a4f2a4f2a"
    kept.mkdir(parents=True)
    (kept / "requirements.lock").touch()

    assert environment_command(workspace, 7) == (
        "pip install --no-index --find-links environments/4f2a4f2a4f2a/wheels "
        "-r environments/4f2a4f2a4f2a/requirements.lock")


def test_a_lock_with_a_digest_that_is_none_is_damaged(locked):
    """It could name any folder."""
    workspace, change = locked
    change(engines={"pypdf": "7.0.9"}, environment="../../..")

    assert environment_command(workspace, 7) == ""


def test_a_lock_notes_the_pins_where_they_are_installed(locked_archive):
    """And only there: the digest says that these versions made the pages."""
    pins = (ROOT / "pylock.toml").read_bytes()
    wanted = {each["name"]: each["version"] for each in tomllib.loads(pins.decode())["packages"]}
    same = all(wanted.get(name, version) == version for name, version in package_versions().items())

    assert pins_digest() == (hashlib.sha256(pins).hexdigest() if same else "")
    assert read_lock(locked_archive, 7).get("environment", "") == ""  # it was given none
    assert {"weasyprint", "pypdf", "uharfbuzz", "deflate"} <= wanted.keys()


@pytest.mark.parametrize("name", ["pypdf", "pydantic-core", "markdown-it-py", "markupsafe", "pyyaml"])
def test_versions_of_packages_are_those_that_are_installed(name):
    """By whatever hyphens, dots and capitals their folders are named."""
    assert package_versions()[name] == version(name)


def test_what_compresses_a_file_is_among_the_engines():
    """Another zlib may pack the same page into other bytes."""
    assert f"zlib={zlib.ZLIB_RUNTIME_VERSION}" in engines().split()


BENEATH = {"freetype": "libfreetype", "fontconfig": "libfontconfig", "fribidi": "libfribidi",
           "glib": "libglib-2.0", "libthai": "libthai", "graphite2": "libgraphite2"}


@pytest.mark.parametrize("name", BENEATH)
def test_what_lays_out_letters_is_among_the_engines(name):
    """Pango breaks Thai by one library, and draws by others: each is named with the version of its file."""
    said = engines().split()
    maps = Path("/proc/self/maps")
    mapped = maps.read_text("utf-8", "replace") if maps.exists() else ""
    files = set(re.findall(rf"/{re.escape(BENEATH[name])}\.so\.([\d.]+)$", mapped, re.MULTILINE))
    if not files:
        pytest.skip("the system has no such file")

    assert [each for each in said if each.startswith(f"{name}=")] == [f"{name}={file}" for file in files]
