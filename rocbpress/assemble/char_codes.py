"""The character codes of a composite font: what each draws, how wide it is, what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, StreamObject

from rocbpress.assemble.objects import entry, raw_items

_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_MOST = 100  # entries in a block (Adobe Technical Note 5014)


@dataclass(frozen=True, slots=True)
class Character:
    """A glyph id, its width in thousandths of the size, and its text as UTF-16BE in hexadecimal."""

    glyph: int
    width: NumberObject | FloatObject
    text: bytes


def read_codes(font: DictionaryObject) -> dict[int, Character]:
    """The codes of a Type0 font with Identity-H encoding (ISO 32000-1, 9.7.4, 9.10.3)."""
    [descendant] = raw_items(entry(font, "/DescendantFonts"))
    texts = read_texts(entry(font, "/ToUnicode").get_data())
    glyphs = entry(descendant.get_object(), "/CIDToGIDMap")
    table = glyphs.get_data() if isinstance(glyphs, StreamObject) else None
    return {code: Character(code if table is None else int.from_bytes(table[2 * code:2 * code + 2], "big"),
                            width, texts.get(code, b""))
            for code, width in _read_widths(entry(descendant.get_object(), "/W")).items()}


def width_array(codes: Mapping[int, Character]) -> ArrayObject:
    """/W: each run of codes with its widths (ISO 32000-1, 9.7.4.3)."""
    array = ArrayObject()
    for code in sorted(codes):
        if code - 1 not in codes:
            run = ArrayObject()
            array.extend((NumberObject(code), run))
        run.append(codes[code].width)
    return array


def unicode_map(codes: Mapping[int, Character]) -> bytes:
    """The content of /ToUnicode (ISO 32000-1, 9.10.3)."""
    lines = [b"/CIDInit /ProcSet findresource begin", b"12 dict begin", b"begincmap",
             b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
             b"/CMapName /Adobe-Identity-UCS def", b"/CMapType 2 def",
             b"1 begincodespacerange", b"<0000> <ffff>", b"endcodespacerange"]
    entries = [b"<%04x> <%s>" % (code, codes[code].text) for code in sorted(codes) if codes[code].text]
    for first in range(0, len(entries), _MOST):
        block = entries[first:first + _MOST]
        lines += [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
    lines += [b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end"]
    return b"\n".join(lines)


def glyph_map(codes: Mapping[int, Character]) -> bytes | None:
    """The content of /CIDToGIDMap; None where every code is its glyph's id."""
    if all(code == character.glyph for code, character in codes.items()):
        return None
    table = bytearray(2 * (max(codes) + 1))
    for code, character in codes.items():
        table[2 * code:2 * code + 2] = character.glyph.to_bytes(2, "big")
    return bytes(table)


def read_texts(cmap: bytes) -> dict[int, bytes]:
    return {int(code, 16): text.lower()
            for block in _BLOCK.findall(cmap) for code, text in _MAPPED.findall(block)}


def _read_widths(array: ArrayObject) -> dict[int, NumberObject | FloatObject]:
    widths = {}
    rest = iter(array)
    for first in rest:
        for code, width in enumerate(next(rest), int(first)):
            widths[code] = width
    return widths
