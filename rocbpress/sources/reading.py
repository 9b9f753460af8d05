"""Text files from people who are not trusted: size, encoding, characters, words that never end."""

import re
import unicodedata
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.marks import place_of
from rocbpress.workspace.contained import OutsideError, open_inside

TEXT_LIMIT = 500_000  # bytes: an article of two hundred pages
LINE_LIMIT = 10_000  # and as many lines as these have
# No word of any language is longer; scripts that write without spaces get the length of a long paragraph.
_LONG_WORD = re.compile(
    r"[^\s\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff]{1001,}|\S{20001,}")
# Controls, separators that some readers count as lines and others do not, overrides of the reading
# direction that can make a text look like another, and code points that are no characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff"
    "\U0001fffe\U0001ffff]")
_OVERRIDES = range(0x202A, 0x2070)
_OTHERS = {b"PK\x03\x04": "a Word or zip file", b"\xd0\xcf": "an old Word file", b"%PDF": "a PDF",
           b"{\\rtf": "an RTF file", b"<!DOCTYPE": "a web page", b"<html": "a web page",
           b"\xff\xfe": "saved as UTF-16 (“Unicode”)", b"\xfe\xff": "saved as UTF-16 (“Unicode”)"}


def read_text(path: Path, folder: Path, diagnostics: Diagnostics) -> str | None:
    """The text of a file below `folder` with line feeds only; None with an error if it cannot be used."""
    try:
        with open_inside(path, folder) as file:
            data = file.read(TEXT_LIMIT + 1)
    except OutsideError:
        diagnostics.add("file-unreadable", "this is a folder, or no file that can be read", 1)
        return None
    except OSError as error:
        diagnostics.add("file-unreadable", f"the file cannot be read: {error.strerror}", 1)
        return None
    if len(data) > TEXT_LIMIT:
        diagnostics.add("file-too-large", f"the file is larger than {TEXT_LIMIT // 1000} kB", 1,
                        hint="split the article")
        return None
    if path.suffix not in (".yaml", ".yml") and data.count(b"\n") > LINE_LIMIT:  # YAML has its own limits
        diagnostics.add("file-too-large", f"the file has more than {LINE_LIMIT:,} lines", LINE_LIMIT + 1,
                        hint="split the article")
        return None
    return _decoded(data, diagnostics)


def _decoded(data: bytes, diagnostics: Diagnostics) -> str | None:
    hint = "save it again as plain text, and choose the encoding UTF-8"
    if kind := next((kind for start, kind in _OTHERS.items() if data.startswith(start)), ""):
        diagnostics.add("text-encoding", f"the file is {kind}, not plain text in UTF-8", 1, 1, hint=hint)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[:error.start].decode("utf-8", "replace")
        diagnostics.add(
            "text-encoding", f"the file is not saved as UTF-8: the byte {data[error.start]:02X} is none of "
            "its letters", *place_of(before), hint=hint)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_sound(text, diagnostics) else None


def forbidden_character(text: str) -> tuple[int, str, str] | None:
    """Offset, code and words for the first character that may not stand in a source."""
    hit = _FORBIDDEN.search(text)
    if not hit:
        return None
    point = ord(hit[0])
    if point in _OVERRIDES:
        return hit.start(), "text-direction", f"U+{point:04X} changes the reading direction invisibly"
    name = unicodedata.name(hit[0], "a control character")
    return hit.start(), "text-control", f"U+{point:04X} ({name.lower()}) cannot be printed"


def _is_sound(text: str, diagnostics: Diagnostics) -> bool:
    if bad := forbidden_character(text):
        offset, code, words = bad
        before = text[:offset].split()[-1:]
        diagnostics.add(code, words, *place_of(text[:offset]),
                        hint=f"delete it: it stands after “{before[0][-20:]}”" if before else "delete it")
    if word := _LONG_WORD.search(text):
        diagnostics.add("word-too-long", f"a word of {len(word[0]):,} characters without a space",
                        *place_of(text[:word.start()]))
    return not bad and not word
