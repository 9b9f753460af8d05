"""One font program a face, cut from its file in fonts/ for all galleys at once (ISO 32000-1, 9.7 and 9.9)."""

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import uharfbuzz as hb
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from rocbpress.assemble.char_codes import Character, glyph_map, read_codes, unicode_map, width_array
from rocbpress.assemble.objects import add, deflated, dictionary, entry, raw_items
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.engine.faces import face_files
from rocbpress.typeset.rtl.subset import OUTLINES, subset_face

_SYMBOLIC, _SERIF, _ITALIC = 4, 2, 64  # ISO 32000-1, table 123


@dataclass(slots=True)
class _Font:
    """A font dictionary to be, with the codes that galleys use it by."""

    entries: DictionaryObject
    reference: IndirectObject
    codes: dict[int, Character] = field(default_factory=dict)

    def agrees(self, codes: Mapping[int, Character]) -> bool:
        return all(self.codes.get(code, character) == character for code, character in codes.items())


class Faces:
    """All faces of the issue; fonts are taken galley by galley and made when all are known.

    Mostly one font serves all galleys. Where two galleys mean different text or another glyph by one
    code, each keeps a font of its own, and both share the program.
    """

    def __init__(self, writer: PdfWriter, fonts: Path) -> None:
        self._writer = writer
        self._fonts: dict[str, list[_Font]] = {}
        self._files: dict[str, list[Path]] = defaultdict(list)
        for path in face_files(fonts):
            self._files[postscript_name(open_face(path))].append(path)

    def merge(self, font: DictionaryObject) -> IndirectObject:
        """The font that stands for a Type0 font of a galley.

        AssemblyError for one that is no TrueType face, or has codes of its own kind.
        """
        [descendant] = raw_items(entry(font, "/DescendantFonts"))
        program = entry(entry(descendant.get_object(), "/FontDescriptor"), "/FontFile2")
        if entry(font, "/Encoding") != "/Identity-H" or not isinstance(program, StreamObject):
            name = str(entry(font, "/BaseFont")).lstrip("/").split("+")[-1]
            raise AssemblyError(Finding(
                "face-unjoinable", f"{name} is not a TrueType face with Identity-H codes",
                hint="put the face into fonts/ as static TrueType"))
        return self.add(postscript_name(hb.Face(program.get_data())), read_codes(font))

    def add(self, name: str, codes: Mapping[int, Character]) -> IndirectObject:
        """The font in which `codes` draw glyphs of the face with this PostScript name."""
        fonts = self._fonts.setdefault(name, [])
        font = next((font for font in fonts if font.agrees(codes)), None)
        if font is None:
            entries = DictionaryObject()
            font = _Font(entries, add(self._writer, entries))
            fonts.append(font)
        font.codes.update(codes)
        return font.reference

    def finish(self) -> None:
        """Make every font; AssemblyError for a face that is not in fonts/, or there in two forms."""
        for name, fonts in self._fonts.items():
            face = open_face(self._file(name))
            characters = [character for font in fonts for character in font.codes.values()]
            program = subset_face(face, {character.glyph for character in characters}, OUTLINES)
            tagged = NameObject(f"/{_subset_tag(program)}+{name}")
            stream = deflated(program, {"/Length1": len(program)})
            widest = max(float(character.width) for character in characters)
            descriptor = add(self._writer, _descriptor(face, tagged, widest, add(self._writer, stream)))
            for font in fonts:
                font.entries.update(self._entries(tagged, descriptor, font.codes))

    def _file(self, name: str) -> Path:
        files = self._files.get(name, [])
        if len({path.read_bytes() for path in files}) > 1:
            raise AssemblyError(Finding(
                "face-differs", f"two faces are named {name}: {', '.join(path.name for path in files)}",
                hint="keep one of their files in fonts/"))
        if not files:
            raise AssemblyError(Finding("face-unjoinable", f"{name} is not a face of fonts/",
                                        hint="put the face into fonts/ as static TrueType"))
        return files[0]

    def _entries(self, name: NameObject, descriptor: IndirectObject,
                 codes: Mapping[int, Character]) -> DictionaryObject:
        """A Type0 font with one CIDFontType2 (ISO 32000-1, 9.7.4 and 9.7.6)."""
        table = glyph_map(codes)
        gids = NameObject("/Identity") if table is None else add(self._writer, deflated(table))
        descendant = dictionary({
            "/Type": NameObject("/Font"), "/Subtype": NameObject("/CIDFontType2"), "/BaseFont": name,
            "/CIDSystemInfo": {"/Registry": "Adobe", "/Ordering": "Identity", "/Supplement": 0},
            "/CIDToGIDMap": gids, "/W": width_array(codes), "/FontDescriptor": descriptor})
        return dictionary({
            "/Type": NameObject("/Font"), "/Subtype": NameObject("/Type0"), "/BaseFont": name,
            "/Encoding": NameObject("/Identity-H"),
            "/ToUnicode": add(self._writer, deflated(unicode_map(codes))),
            "/DescendantFonts": [add(self._writer, descendant)]})


def open_face(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))


def postscript_name(face: hb.Face) -> str:
    """The face's PostScript name from its 'name' table; empty where it has none."""
    return face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""


def _descriptor(face: hb.Face, name: NameObject, widest: float, program: IndirectObject) -> DictionaryObject:
    """The FontDescriptor, in thousandths of the size (ISO 32000-1, 9.8)."""
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    ascent, descent = (round(units * 1000 / face.upem)
                       for units in (extents.ascender, extents.descender))
    slant = round(font.get_style_value(hb.StyleTag.SLANT_ANGLE))
    serif = "Serif" in (face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "")
    flags = _SYMBOLIC | (_SERIF if serif else 0) | (_ITALIC if slant else 0)
    return dictionary({
        "/Type": NameObject("/FontDescriptor"), "/FontName": name, "/Flags": flags,
        "/FontBBox": (0, descent, math.ceil(widest), ascent), "/ItalicAngle": slant, "/Ascent": ascent,
        "/Descent": descent, "/CapHeight": ascent, "/StemV": 80, "/FontFile2": program})


def _subset_tag(program: bytes) -> str:
    """Six letters that name the subset (ISO 32000-1, 9.6.4), from its content."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
