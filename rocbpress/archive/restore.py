"""A workspace taken out of an archive edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from rocbpress.enclosures import RECORD
from rocbpress.errors import UsageError
from rocbpress.findings import Finding
from rocbpress.preflight.carried import Carried, read_carried
from rocbpress.publish import publish

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_HOMES = ("issues", "layouts", "fonts")
_NOTHING = "this is no file of rocbpress: nothing was written"


def restore(pdf: bytes, folder: Path) -> tuple[Path, ...]:
    """Write the sources of an archive edition into an empty or new folder; what was written.

    UsageError, with every name that is at fault, before anything is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Finding("restore-occupied", f"{folder.name} is not an empty folder",
                                 hint="name a new one: nothing is ever overwritten"))
    carried = read_carried(pdf)
    if faults := tuple(_faults(carried)):
        raise UsageError(faults)
    for each in carried:
        publish(each.data, folder / each.name)
    for home in _HOMES:
        (folder / home).mkdir(exist_ok=True)
    return tuple(folder / each.name for each in carried)


def _faults(carried: tuple[Carried, ...]) -> Iterator[Finding]:
    seen = Counter(_folded(each.name) for each in carried)
    for each in carried:
        if reason := _name_fault(each.name):
            yield Finding("restore-name", f"the file carries “{each.name}”, but {reason}", hint=_NOTHING)
        if seen[_folded(each.name)] > 1:
            yield Finding("restore-twice", f"the file carries “{each.name}” twice, or nearly so",
                          hint=_NOTHING)
        if any(str(above) in seen for above in PurePosixPath(_folded(each.name)).parents):
            yield Finding("restore-within", f"the file carries “{each.name}” inside of another file",
                          hint=_NOTHING)


def _name_fault(name: str) -> str:
    """Why a name may not be written below a folder, on whichever system; '' for one that may."""
    if name == RECORD:
        return ""
    parts = name.split("/")
    faults = (
        (name.startswith("/"), "that starts at the root of the disk"),
        (_UNWANTED.search(name), "that has a drive letter, a backslash or a sign that no file of ours has"),
        (not {"", ".", ".."}.isdisjoint(parts), "that leads out of the folder"),
        (any(_DEVICES.fullmatch(part) or part[-1:] in (".", " ") for part in parts),
         "some systems know no such file"),
        (len(parts) < 2 or parts[0] not in _HOMES, f"that is in none of {', '.join(_HOMES)}"))
    return next((words for fault, words in faults if fault), "")


def _folded(name: str) -> str:
    """A name as disks see it that know no capitals, or write an accent in two ways."""
    return normalize("NFC", name).casefold()
