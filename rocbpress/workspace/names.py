"""Names of files, as the systems see them on which a workspace may be kept."""

import re
from pathlib import Path, PurePosixPath
from unicodedata import normalize

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\..*)?")
UNWANTED = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"|?*\\]')


def is_refused(part: str) -> bool:
    """Whether Windows takes no file or folder of this name: a device, or one that ends in a dot or space."""
    return bool(_DEVICES.fullmatch(part)) or part[-1:] in (".", " ")


def folded(name: str) -> str:
    """A name as disks see it that ignore case, or write an accent in two ways."""
    return normalize("NFC", name).casefold()


def on_disk(name: str, folder: Path) -> Path | None:
    """Where the file is that is written `name`: to the letter, also on a disk that ignores case.

    Accents alone may be composed otherwise, as macOS does it.
    """
    place = folder
    for part in PurePosixPath(name).parts:
        try:
            there = [each.name for each in place.iterdir()]
        except OSError:
            return None
        alike = (each for each in there if normalize("NFC", each) == normalize("NFC", part))
        found = part if part in there else next(alike, None)
        if found is None:
            return None
        place /= found
    return place


def place_of_file(name: str, folder: Path) -> Path:
    """As `on_disk`, for a file that was found there once."""
    return on_disk(name, folder) or folder / name
