"""A workspace restored from an archive edition."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rocbpress.archive.embedded import ExtractedFile, read_embedded
from rocbpress.archive.lock import engine_changes, engine_versions
from rocbpress.assemble.embedded_files import RECORD
from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding
from rocbpress.workspace.creation import FOLDERS, create_workspace, is_free
from rocbpress.workspace.names import UNWANTED, folded, is_refused

_LONGEST, _PATH = 240, 1000  # bytes: disks take 255 of a name, and a file is first written under a longer one
_WIDTH = 80  # signs of a name that are shown
_NOT_OURS = "do not use this file: rocbpress does not write such names"


def restore(pdf: bytes, folder: Path) -> tuple[Path, ...]:
    """Write the sources of an archive edition into an empty or new folder; what was written.

    UsageError, with every name that is at fault, before anything is written.
    """
    if not is_free(folder):
        raise UsageError(Finding("restore-occupied", f"{folder.name} is not an empty folder",
                                 hint="name a new or empty folder"))
    files = read_embedded(pdf)
    if faults := tuple(_faults(files)):
        raise UsageError(faults)
    create_workspace(((each.name, each.data) for each in files), folder)
    return tuple(folder / each.name for each in files)


def made_with_others(folder: Path) -> tuple[str, ...]:
    """Engines of other versions than a restored workspace was last made with; none where it does not say."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        then = {"rocbpress": str(record["rocbpress"]), **dict(record["engines"])}
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return engine_changes({name: _printable(str(version)) for name, version in then.items()},
                          then.keys() & engine_versions())


def _faults(files: tuple[ExtractedFile, ...]) -> Iterator[Finding]:
    seen = Counter(folded(each.name) for each in files)
    for each in files:
        name = f"the embedded file “{_printable(each.name)}”"
        if reason := _name_fault(each.name):
            yield Finding("restore-name", f"{name} {reason}", hint=_NOT_OURS)
        if seen[folded(each.name)] > 1:
            yield Finding("restore-twice", f"{name} has the same name as another, or nearly so",
                          hint=_NOT_OURS)
        if any(str(above) in seen for above in PurePosixPath(folded(each.name)).parents):
            yield Finding("restore-within", f"{name} is inside another file", hint=_NOT_OURS)


def _name_fault(name: str) -> str:
    """Why a name may not be written below a folder, on any system; '' for one that may."""
    if name == RECORD:
        return ""
    parts = name.split("/")
    faults = (
        (UNWANTED.search(name), "has a drive letter, a backslash or another character that is not allowed"),
        (name.startswith("/"), "starts at the root of the disk"),
        (not {"", ".", ".."}.isdisjoint(parts), "leads out of the folder"),
        (len(name.encode(errors="replace")) > _PATH
         or any(len(part.encode(errors="replace")) > _LONGEST for part in parts),
         "has a name that is too long"),
        (any(map(is_refused, parts)),
         "has a name that some systems cannot write"),
        (len(parts) < 2 or parts[0] not in FOLDERS, f"is not in {', '.join(FOLDERS)}"))
    return next((words for fault, words in faults if fault), "")


def _printable(name: str) -> str:
    """A name safe to show in a terminal."""
    whole = name if len(name) <= _WIDTH else name[:_WIDTH] + "…"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in whole)
