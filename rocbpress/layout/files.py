"""The files of a layout, looked at before any is used: none leads elsewhere, each can be read."""

import re
from collections.abc import Iterator
from pathlib import Path

from rocbpress.findings.finding import Finding, Place
from rocbpress.findings.marks import place_of
from rocbpress.workspace.contained import leading_out, read_inside

MAIL_SHEET = "mail.css"  # of the mailing: it is never printed
LARGEST = {".css": 1 << 18, ".j2": 1 << 18}  # bytes; the longest sheet of a layout of ours has 11,000
WEB_SHEET = "web.css"  # of the web edition, which no page is set with
DEEPEST = 60  # brackets within brackets in a sheet
_CODES = {".css": "layout-style", ".j2": "layout-template"}
# Strings and comments of CSS, in which brackets mean nothing (CSS Syntax 3).
_QUOTED = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?", re.DOTALL)
_BRACKET = re.compile(r"[](){}[]")


def check_files(folder: Path, shown: str) -> Iterator[Finding]:
    """A finding for each link that leads out of the folder, and each sheet or template that is unreadable."""
    for path in leading_out(folder):
        name = f"{shown}/{path.relative_to(folder).as_posix()}"
        yield Finding("layout-outside", "this link leads out of the layout's folder", Place(name),
                      hint="put a copy of the file in its place")
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _CODES and not path.is_symlink()):
        yield from _unreadable(path, folder, f"{shown}/{path.relative_to(folder).as_posix()}")


def printed_sheets(folder: Path) -> list[Path]:
    """The style sheets in a layout's folder that set pages."""
    return sorted(path for path in folder.glob("*.css") if path.name not in (MAIL_SHEET, WEB_SHEET))


def check_fonts(fonts: Path) -> Iterator[Finding]:
    """A finding for each link that leads out of the folder: no face from elsewhere may be opened."""
    for path in leading_out(fonts):
        yield Finding("layout-outside", "this link leads out of fonts/",
                      Place(f"fonts/{path.relative_to(fonts).as_posix()}"),
                      hint="put a copy of the file in its place, with its licence")


def _unreadable(path: Path, folder: Path, shown: str) -> Iterator[Finding]:
    code = _CODES[path.suffix]
    try:
        data = read_inside(path, folder, LARGEST[path.suffix])
        text = data.decode("utf-8")
    except OSError as error:
        yield Finding(code, f"the file cannot be read: {error.strerror}", Place(shown),
                      hint="a sheet or template has 256 kB at most")
        return
    except UnicodeDecodeError as error:
        where = place_of(data[:error.start].decode("utf-8", "replace"))
        yield Finding(code, f"the byte {data[error.start]:02X} is not UTF-8", Place(shown, *where),
                      hint="save the file as UTF-8")
        return
    if path.suffix == ".css" and (at := _too_deep(text)) is not None:
        yield Finding(code, f"brackets stand within brackets more than {DEEPEST} deep",
                      Place(shown, *place_of(text[:at])), hint="close them, or write simpler rules")


def _too_deep(text: str) -> int | None:
    """Where a sheet has more than DEEPEST open brackets."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    depth = 0
    for found in _BRACKET.finditer(plain):
        depth = max(0, depth + (1 if found[0] in "({[" else -1))
        if depth > DEEPEST:
            return found.start()
    return None
