"""The words of marked content, as a reader's software gets them (ISO 32000-1, 14.6 and 14.9.4)."""

import re
from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, DictionaryObject

from rocbpress.assemble.char_codes import read_texts
from rocbpress.assemble.objects import content_of, entry, number_of

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*\))*\)"
# Each alternative begins with a letter of its own, so that all between them is skipped at once.
_TOKEN = re.compile(
    rb"/([^\s\0()<>\[\]{}/%]*+)\s++(?:(<<(?:[^<>()]++|<[0-9A-Fa-f\s]*+>|" + _STRING + rb")*>>)\s*+BDC"
    rb"|BMC|[-.\d]++\s++Tf)"
    rb"|\[([^\]]*+)\]\s*+TJ|<([0-9A-Fa-f\s]*+)>\s*+(?:Tj|'|\")|EMC(?=\s|$)|" + _STRING, re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]*+)>")
_PLAIN = re.compile(rb"<</MCID (\d++)>>")


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
        for token in _TOKEN.finditer(content_of(holder)):
            name, properties, shown, string = token.groups()
            if name is None:
                if token[0] == b"EMC":
                    open_marks.pop()
                elif open_marks and (mark := open_marks[-1]) is not None:
                    codes = b"".join(_HEXADECIMAL.findall(shown)) if shown is not None else string or b""
                    said[mark] += _decoded(codes).translate(font)
            elif token[0].endswith(b"Tf"):
                font = self._font(fonts, f"/{name.decode('latin-1')}")
            else:
                around = open_marks[-1] if open_marks else None
                open_marks.append(None if name == b"Artifact" else _open(properties, around, said))
        return said

    def _font(self, fonts: object, name: str) -> Mapping[int, str]:
        number = number_of(fonts, name)
        if number not in self._fonts:
            texts = read_texts(entry(entry(fonts, name), "/ToUnicode").get_data())
            self._fonts[number] = _Font({
                code: bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for code, text in texts.items()})
        return self._fonts[number]


class _Font(dict[int, str]):
    """What is said of each code; nothing of those that the font does not explain."""

    def __missing__(self, code: int) -> str:
        return ""


def _decoded(codes: bytes) -> str:
    """The two-byte codes of hexadecimal digits, as the characters with these numbers."""
    return bytes.fromhex(codes.decode()).decode("utf-16-be", "surrogatepass")


def _open(properties: bytes | None, around: int | None, said: dict[int, str]) -> int | None:
    """The mark that what follows belongs to: None where ActualText has said it all."""
    if properties is None or b"/MCID" not in properties:
        return around
    if plain := _PLAIN.fullmatch(properties):
        said[number := int(plain[1])] = ""
        return number
    given = DictionaryObject.read_from_stream(BytesIO(properties), None)
    number = int(entry(given, "/MCID"))
    actual = entry(given, "/ActualText")
    said[number] = "" if actual is None else _text(actual)
    return number if actual is None else None


def _text(value: object) -> str:
    return bytes(value).decode("utf-16", "replace") if isinstance(value, ByteStringObject) else str(value)
