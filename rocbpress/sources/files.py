"""Pictures and tables that an issue names: only files in its own folder are used."""

from pathlib import Path, PurePosixPath

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import did_you_mean

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".svg")
TABLES = (".csv",)
_CURES = {
    **dict.fromkeys((".heic", ".heif", ".avif"), "save it as JPEG"),
    **dict.fromkeys((".gif", ".bmp"), "save it as PNG"),
    **dict.fromkeys((".pdf", ".eps", ".ai"), "save it as SVG"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV"),
}


def find_file(name: str, folder: Path, diagnostics: Diagnostics, where: tuple[int, int], *,
              kinds: tuple[str, ...] = PICTURES, what: str = "image") -> Path | None:
    """The file `name` leads to inside `folder`, by its real place; None with an error at `where`."""
    if _leads_out(name, folder):
        diagnostics.add(f"{what}-outside", f"{name} is not inside the issue's folder", *where,
                             hint="put the file into the issue and name it like images/opening.jpg")
        return None
    path = folder / name
    if path.suffix.lower() not in kinds:
        known = " or ".join(", ".join(kind[1:] for kind in kinds).rsplit(", ", 1))
        diagnostics.add(f"{what}-kind", f"{name} is not a {known} file", *where,
                        hint=_CURES.get(path.suffix.lower(), ""))
        return None
    if not path.is_file():
        diagnostics.add(f"{what}-missing", f"{name} does not exist", *where, hint=_nearest(path))
        return None
    return path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the real place of a file, behind all links of the file system, is in the folder."""
    try:
        path.is_file()  # raises for a name that no file system takes, which resolving passes over
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False  # a loop of links, or a name no file system takes


def _leads_out(name: str, folder: Path) -> bool:
    pure = PurePosixPath(name)
    if not name or "\0" in name or "\\" in name or ":" in name or pure.is_absolute() or ".." in pure.parts:
        return True
    return not is_inside(folder / name, folder)


def _nearest(path: Path) -> str:
    try:
        there = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return f"there is no folder {path.parent.name}"
    return did_you_mean(path.name, there)
