"""Pictures and tables that an issue names: only files in its own folder are used."""

from pathlib import Path, PurePosixPath

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import did_you_mean
from rocbpress.workspace.names import folded, on_disk

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".svg")
TABLES = (".csv",)
_CURES = {
    **dict.fromkeys((".heic", ".heif", ".avif"), "save it as JPEG"),
    **dict.fromkeys((".gif", ".bmp"), "save it as PNG"),
    **dict.fromkeys((".pdf", ".eps", ".ai"), "save it as SVG"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV"),
    **dict.fromkeys((".docx", ".doc", ".pptx"), "save the picture in it as JPEG or PNG"),
}
_FOLDERS = {"image": "images", "data": "data"}


def find_file(name: str, folder: Path, diagnostics: Diagnostics, where: tuple[int, int], *,
              kinds: tuple[str, ...] = PICTURES, what: str = "image") -> Path | None:
    """The file `name` leads to inside `folder`, by its real place; None with an error at `where`."""
    if _leads_out(name, folder):
        diagnostics.add(f"{what}-outside", f"{name} is not inside the issue's folder", *where,
                        hint=_inside(name, folder, _FOLDERS[what]))
        return None
    found = on_disk(name, folder)
    path = found or folder / name
    if path.suffix.lower() not in kinds:
        known = " or ".join(", ".join(kind[1:] for kind in kinds).rsplit(", ", 1))
        diagnostics.add(f"{what}-kind", f"{name} is not a {known} file", *where,
                        hint=_CURES.get(path.suffix.lower(), ""))
        return None
    if not found or not path.is_file():
        diagnostics.add(f"{what}-missing", f"{name} does not exist", *where, hint=_nearest(path, folder))
        return None
    return path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the real place of a file, behind all links of the file system, is in the folder."""
    try:
        path.is_file()  # raises for a name that no file system takes, which resolving passes over
        return path.resolve().is_relative_to(folder.resolve())
    except UnicodeEncodeError:
        return True  # it can name no file here, which is told as missing
    except (OSError, RuntimeError):
        return False  # a loop of links, or a name no file system takes


def _leads_out(name: str, folder: Path) -> bool:
    pure = PurePosixPath(name)
    if not name or "\0" in name or "\\" in name or ":" in name or pure.is_absolute() or ".." in pure.parts:
        return True
    return not is_inside(folder / name, folder)


def _inside(name: str, folder: Path, place: str) -> str:
    """What to write for a file that is elsewhere, or for a path that is written in another way."""
    bare = name.replace("\\", "/").rpartition("/")[2] or "opening.jpg"
    if "\0" not in bare and is_inside(folder / place / bare, folder) and (folder / place / bare).is_file():
        return f"write {place}/{bare}"
    return f"copy the file into {place}/, and write {place}/{bare}"


def _nearest(path: Path, folder: Path) -> str:
    """The file that was probably meant: in its folder, or of this name in another one."""
    try:
        there = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except (OSError, UnicodeEncodeError):
        there = []
    for entry in sorted(folder.glob("*/*")):
        likely = folded(entry.name.strip()) == folded(path.name)
        if likely and entry.parent.name in _FOLDERS.values() and is_inside(entry, folder):
            shown = entry.relative_to(folder).as_posix()
            return f"write {shown}" if shown == shown.strip() else "rename the file, which ends with a space"
    if path.parent == folder or not there:
        return f"there is no folder {path.parent.name}" if not path.parent.is_dir() else ""
    return did_you_mean(path.name, there)
