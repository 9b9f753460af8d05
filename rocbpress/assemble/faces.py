"""One font program a face, however many galleys use it (ISO 32000-1, 9.7 and 9.9)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from rocbpress.assemble.char_codes import Character, glyph_map, read_codes, unicode_map, width_array
from rocbpress.assemble.objects import add, deflated, dictionary
from rocbpress.assemble.truetype import Subset, join, postscript_name, read_tables
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding

_FIXED_PITCH = 1  # ISO 32000-1, table 123: a small subset may look it

_OWN = ("/FontName", "/FontFile2", "/CIDSet")


@dataclass(slots=True)
class _Coding:
    """A font dictionary to be, with the codes that galleys use it by."""

    font: DictionaryObject
    reference: IndirectObject
    codes: dict[int, Character] = field(default_factory=dict)

    def agrees(self, codes: Mapping[int, Character]) -> bool:
        return all(self.codes.get(code, character) == character for code, character in codes.items())


@dataclass(slots=True)
class _Face:
    """A face: its subsets by the digest of their program, and its codings.

    Mostly one coding serves all galleys. Where two galleys mean different text or another glyph by
    one code, each keeps a coding of its own, and both share the program.
    """

    measures: dict[str, Any] = field(default_factory=dict)
    subsets: dict[bytes, Subset] = field(default_factory=dict)
    codings: list[_Coding] = field(default_factory=list)


class Faces:
    """All faces of the issue; fonts are taken galley by galley and made when all are known."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._faces: dict[str, _Face] = {}

    def take(self, font: Any) -> IndirectObject:
        """The font that stands for a Type0 font of a galley.

        AssemblyError for one that cannot be joined: no TrueType program, or codes of its own kind.
        """
        name = str(font["/BaseFont"]).lstrip("/").split("+")[-1]
        descendant = font["/DescendantFonts"][0].get_object()
        descriptor = descendant["/FontDescriptor"]
        if font["/Encoding"] != "/Identity-H" or "/FontFile2" not in descriptor:
            raise AssemblyError(Finding(
                "face-unjoinable", f"{name} is no TrueType face with Identity-H codes",
                hint="put the face into fonts/ as static TrueType"))
        return self.add(descriptor["/FontFile2"].get_data(), descriptor, read_codes(font), name)

    def add(self, program: bytes, descriptor: DictionaryObject, codes: Mapping[int, Character],
            name: str = "") -> IndirectObject:
        """The font in which `codes` draw glyphs of `program`, a subset that kept the face's glyph ids.

        `name` is used where the program has no PostScript name of its own.
        """
        tables = read_tables(program)
        face = self._faces.setdefault(postscript_name(tables) or name, _Face())
        _measure(face.measures, descriptor)
        key = hashlib.sha256(program).digest()
        used = frozenset(character.glyph for character in codes.values())
        known = face.subsets.get(key)
        face.subsets[key] = Subset(tables, used | known.glyphs if known else used)
        coding = next((coding for coding in face.codings if coding.agrees(codes)), None)
        if coding is None:
            font = DictionaryObject()
            coding = _Coding(font, add(self._writer, font))
            face.codings.append(coding)
        coding.codes.update(codes)
        return coding.reference

    def finish(self) -> None:
        """Make every font; the faces are complete."""
        for name, face in self._faces.items():
            try:
                program = join(tuple(face.subsets.values()))
            except ValueError as error:
                raise AssemblyError(Finding("face-differs", f"two faces are named {name}: {error}",
                                            hint="keep one of their files in fonts/")) from error
            tagged = NameObject(f"/{_subset_tag(program)}+{name}")
            stream = deflated(program, {"/Length1": NumberObject(len(program))})
            descriptor = add(self._writer, dictionary(face.measures | {
                "/FontName": tagged, "/FontFile2": add(self._writer, stream)}))
            for coding in face.codings:
                coding.font.update(self._font(tagged, descriptor, coding.codes))

    def _font(self, name: NameObject, descriptor: IndirectObject,
              codes: Mapping[int, Character]) -> DictionaryObject:
        table = glyph_map(codes)
        gids = NameObject("/Identity") if table is None else add(self._writer, deflated(table))
        descendant = dictionary({
            "/Type": NameObject("/Font"), "/Subtype": NameObject("/CIDFontType2"), "/BaseFont": name,
            "/CIDSystemInfo": dictionary({
                "/Registry": TextStringObject("Adobe"), "/Ordering": TextStringObject("Identity"),
                "/Supplement": NumberObject(0)}),
            "/CIDToGIDMap": gids, "/W": width_array(codes), "/FontDescriptor": descriptor})
        return dictionary({
            "/Type": NameObject("/Font"), "/Subtype": NameObject("/Type0"), "/BaseFont": name,
            "/Encoding": NameObject("/Identity-H"),
            "/ToUnicode": add(self._writer, deflated(unicode_map(codes))),
            "/DescendantFonts": ArrayObject([add(self._writer, descendant)])})


def _measure(measures: dict[str, Any], descriptor: Any) -> None:
    """Let a face's descriptor hold for one more subset: its box and flags must not be too narrow."""
    found = {key: descriptor[key] for key in descriptor if key not in _OWN}
    flags, box = found["/Flags"] & ~_FIXED_PITCH, found["/FontBBox"]
    if measures:
        known = measures["/FontBBox"]
        box = ArrayObject([*map(min, known[:2], box[:2]), *map(max, known[2:], box[2:])])
    measures.update({**found, **measures, "/Flags": NumberObject(flags), "/FontBBox": box})


def _subset_tag(program: bytes) -> str:
    """Six letters that name the subset (ISO 32000-1, 9.6.4), from its content."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
