"""Files of other word processors, made Word files by a LibreOffice that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.blocks import Document
from rocbpress.importing.document import word_document
from rocbpress.importing.told import Teller

SECONDS = 60  # a cold start on an old machine takes ten
_HINT = "open it in its own program, and save it as .docx"
_PROGRAMS = ("soffice", "libreoffice")
_STARTS = {".rtf": (b"{\\rtf",), ".odt": (b"PK",), ".doc": (b"\xd0\xcf\x11\xe0",)}
# Links to other files and to the web are never followed, macros never run.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


def read_converted(path: Path) -> Document:
    """The file at `path`, by way of .docx; SourceError where no LibreOffice is installed, or it fails."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK") and suffix == ".doc":
        return word_document(path.read_bytes(), path.name)  # a new file by its old name
    if not start.startswith(_STARTS.get(suffix, (b"",))):
        raise _refused(path, "word-damaged", f"it is no {suffix} file, or not all of it is there")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise _refused(path, "word-old", f"{suffix} files are read with LibreOffice, which is not installed "
                       f"here")
    teller = Teller(path.name)
    teller.tell("word-converted", f"LibreOffice made the {suffix} file a Word file: compare the article with "
                f"it",
                severity=Severity.NOTE)
    document = word_document(_converted(program, path), path.name)
    return replace(document, told=(*teller.told, *document.told))


def _refused(path: Path, code: str, message: str) -> SourceError:
    return SourceError(Finding(code, message, Place(path.name), hint=_HINT))


def _converted(program: str, path: Path) -> bytes:
    """The file as .docx, made in a folder and with a profile of their own, both deleted afterwards."""
    with TemporaryDirectory(prefix="rocbpress-import-") as name:
        folder = Path(name).resolve()
        source = folder / f"source{path.suffix.lower()}"
        shutil.copyfile(path, source)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        out = folder / "out"
        _run([program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
              "--convert-to", "docx:Office Open XML Text", "--outdir", str(out), str(source)], folder, path)
        made = out / "source.docx"
        if not made.is_file():
            raise _refused(path, "word-damaged", "LibreOffice cannot read it")
        return made.read_bytes()


def _run(command: list[str], folder: Path, path: Path) -> None:
    """Run a command in a group of its own, all of which ends with it or with its time."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise _refused(path, "word-old",
                           f"LibreOffice did not read it within {SECONDS} seconds") from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()
