"""Fontconfig pinned to the faces of a workspace, so that no system font can reach a page."""

import os
from html import escape
from pathlib import Path

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.workspace.temporary import process_folder

SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})

# A dictionary of libthai with one word that is not used: breaks between words come with the text, by a
# better one, and Pango, which asks libthai, would add others.
_NO_WORDS = Path(__file__).with_name("thai")
_SEALED = Path(__file__).with_name("sealed.conf")
# Pango asks for the family "emoji" where a picture is meant, a figure in a key among them.
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  {folders}
  <cachedir>{cache}</cachedir>
  <alias binding="strong"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
</fontconfig>
"""
_pinned: list[Path] = []


def hide_system_faces() -> None:
    """Let fontconfig see no face at all; importing WeasyPrint would scan all of the system's."""
    if not _pinned:
        _point_to(_SEALED)


def pin_faces(fonts: Path) -> None:
    """Make `fonts` the only folder with faces, for the rest of this process.

    Fontconfig is global to a process, so a second folder is a TypesetError.
    """
    folder = fonts.resolve()
    if not _pinned:
        _point_to(_write_configuration(folder))
        _pinned.append(folder)
    elif _pinned != [folder]:
        raise TypesetError(Finding(
            "faces-mixed", f"this process already uses the fonts of {_pinned[0]}, not of {folder}",
            hint="start another process for other fonts"))


def face_files(fonts: Path) -> tuple[Path, ...]:
    """All files with faces in the folder, at any depth."""
    return tuple(sorted(p for p in fonts.rglob("*") if p.suffix.lower() in SUFFIXES))


def check_faces(fonts: Path, found: int) -> None:
    """TypesetError unless fontconfig found exactly the faces of the folder.

    More than these would be system fonts; fewer, files that it could not read.
    """
    if found != (expected := len(face_files(fonts))) or not found:
        raise TypesetError(Finding(
            "faces-unread", f"fontconfig finds {found} fonts, but the fonts folder has {expected} files",
            hint="each file must be one static TrueType font"))


def _point_to(configuration: Path) -> None:
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    os.environ["LIBTHAI_DICTDIR"] = str(_NO_WORDS)
    for name in ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        os.environ.pop(name, None)


def _write_configuration(fonts: Path) -> Path:
    # A scan of the folder takes 11 ms, so a cache for this process alone is enough, and none can be stale.
    private = process_folder()
    path = private / "fonts.conf"
    # Each folder by itself: of faces that serve alike the first counts, and file systems differ in order.
    folders = "\n  ".join(f"<dir>{escape(str(folder))}</dir>"
                          for folder in sorted({file.parent for file in face_files(fonts)}))
    path.write_text(_CONFIGURATION.format(folders=folders, cache=escape(str(private / "cache"))), "utf-8")
    return path
