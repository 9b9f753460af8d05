"""A workspace taken out of an archive edition."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from rocbpress.archive.embedded import ExtractedFile, read_embedded
from rocbpress.archive.lock import engine_versions
from rocbpress.assemble.enclosure import RECORD
from rocbpress.findings.errors import UsageError, WriteError
from rocbpress.findings.finding import Finding
from rocbpress.workspace.files import publish

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\..*)?")
_UNWANTED = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"|?*\\]')
_LONGEST, _PATH = 240, 1000  # bytes: disks take 255 of a name, and a file is first written under a longer one
_WIDTH = 80  # signs of a name that are shown
_HOMES = ("issues", "layouts", "fonts")
_NOTHING = "this is no file of rocbpress: nothing was written"


def restore(pdf: bytes, folder: Path) -> tuple[Path, ...]:
    """Write the sources of an archive edition into an empty or new folder; what was written.

    UsageError, with every name that is at fault, before anything is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Finding("restore-occupied", f"{folder.name} is not an empty folder",
                                 hint="name a new one: nothing is ever overwritten"))
    carried = read_embedded(pdf)
    if faults := tuple(_faults(carried)):
        raise UsageError(faults)
    try:
        for each in carried:
            publish(each.data, folder / each.name)
    except WriteError:
        for home in _HOMES:  # half a workspace would pass for a whole one
            shutil.rmtree(folder / home, ignore_errors=True)
        (folder / RECORD).unlink(missing_ok=True)
        raise
    for home in _HOMES:
        (folder / home).mkdir(exist_ok=True)
    return tuple(folder / each.name for each in carried)


def made_with_others(folder: Path) -> tuple[str, ...]:
    """Engines of other versions than a restored workspace was last made with; none where it does not say."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        then = {"rocbpress": str(record["rocbpress"]), **dict(record["engines"])}
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    now = engine_versions()
    return tuple(f"{name} is {now[name] or 'missing'} here, was {_shown(str(then[name])) or 'missing'}"
                 for name in sorted(now.keys() & then.keys()) if now[name] != then[name])


def _faults(carried: tuple[ExtractedFile, ...]) -> Iterator[Finding]:
    seen = Counter(_folded(each.name) for each in carried)
    for each in carried:
        if reason := _name_fault(each.name):
            yield Finding("restore-name", f"the file carries “{_shown(each.name)}”, but {reason}",
                          hint=_NOTHING)
        if seen[_folded(each.name)] > 1:
            yield Finding("restore-twice", f"the file carries “{_shown(each.name)}” twice, or nearly so",
                          hint=_NOTHING)
        if any(str(above) in seen for above in PurePosixPath(_folded(each.name)).parents):
            yield Finding("restore-within", f"the file carries “{_shown(each.name)}” inside of another file",
                          hint=_NOTHING)


def _name_fault(name: str) -> str:
    """Why a name may not be written below a folder, on whichever system; '' for one that may."""
    if name == RECORD:
        return ""
    if _UNWANTED.search(name):
        return "that has a drive letter, a backslash or a sign that no file of ours has"
    parts = name.split("/")
    faults = (
        (name.startswith("/"), "that starts at the root of the disk"),
        (not {"", ".", ".."}.isdisjoint(parts), "that leads out of the folder"),
        (len(name.encode()) > _PATH or any(len(part.encode()) > _LONGEST for part in parts),
         "that is longer than disks allow"),
        (any(_DEVICES.fullmatch(part) or part[-1:] in (".", " ") for part in parts),
         "some systems know no such file"),
        (len(parts) < 2 or parts[0] not in _HOMES, f"that is in none of {', '.join(_HOMES)}"))
    return next((words for fault, words in faults if fault), "")


def _folded(name: str) -> str:
    """A name as disks see it that know no capitals, or write an accent in two ways."""
    return normalize("NFC", name).casefold()


def _shown(name: str) -> str:
    """A name that a terminal shows, whatever a stranger wrote into it."""
    whole = name if len(name) <= _WIDTH else name[:_WIDTH] + "…"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in whole)
