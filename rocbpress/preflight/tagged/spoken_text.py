"""The words of marked content, as a reader's software gets them (ISO 32000-1, 14.6 and 14.9.4)."""

import re
from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, DictionaryObject

from rocbpress.assemble.char_codes import read_codes
from rocbpress.assemble.objects import content_of, entry, number_of
from rocbpress.assemble.operators import operations

_NAME = re.compile(rb"/([^\s\0()<>\[\]{}/%]*)")
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))


class SpokenText:
    """The text of every mark of a file; a page or form is read when its first mark is asked for."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._streams: dict[int, Mapping[int, str]] = {}
        self._fonts: dict[int, Mapping[int, str]] = {}

    def words(self, stream: int, mark: int) -> str:
        """What is said of a mark; `stream` is the object number of its page or form."""
        if stream not in self._streams:
            self._streams[stream] = self._read(self._reader.get_object(stream))
        return self._streams[stream].get(mark, "")

    def _read(self, holder: object) -> Mapping[int, str]:
        fonts = entry(entry(holder, "/Resources"), "/Font")
        said: dict[int, str] = {}
        open_marks: list[int | None] = []
        font: Mapping[int, str] = {}
        content = content_of(holder)
        for operation in operations(content):
            operator, operands = operation.operator, content[operation.after:operation.end]
            if operator == b"Tf":
                font = self._font(fonts, operation.name())
            elif operator in (b"BDC", b"BMC"):
                open_marks.append(_open(operands, open_marks[-1] if open_marks else None, said))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in _SHOWING and open_marks and (mark := open_marks[-1]) is not None:
                codes = bytes.fromhex(b"".join(_STRING.findall(operands)).decode())
                said[mark] += "".join(font.get(int.from_bytes(codes[at:at + 2], "big"), "")
                                      for at in range(0, len(codes), 2))
        return said

    def _font(self, fonts: object, name: str) -> Mapping[int, str]:
        number = number_of(fonts, name)
        if number not in self._fonts:
            self._fonts[number] = {code: bytes.fromhex(one.text.decode()).decode("utf-16-be", "replace")
                                   for code, one in read_codes(entry(fonts, name)).items()}
        return self._fonts[number]


def _open(operands: bytes, around: int | None, said: dict[int, str]) -> int | None:
    """The mark that what follows belongs to: None in an artifact, or where ActualText has said it all."""
    tag = _NAME.search(operands)
    if tag and tag[1] == b"Artifact":
        return None
    properties = operands[operands.find(b"<<"):]
    if b"/MCID" not in properties:
        return around
    given = DictionaryObject.read_from_stream(BytesIO(properties), None)
    number = int(entry(given, "/MCID"))
    actual = entry(given, "/ActualText")
    said[number] = "" if actual is None else _text(actual)
    return number if actual is None else None


def _text(value: object) -> str:
    return bytes(value).decode("utf-16", "replace") if isinstance(value, ByteStringObject) else str(value)
