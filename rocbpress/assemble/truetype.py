"""One TrueType program out of several subsets of a face that kept its glyph ids.

Glyphs are spliced as bytes: nothing is compiled, so outlines stay as the foundry drew them. Only
the tables that a CIDFontType2 needs are kept (ISO 32000-1, 9.9).

Only ids of used glyphs are the face's own. WeasyPrint subsets twice, the second time renumbering
what lies beyond the last used glyph: the parts of composites, whose ids so mean another glyph in
each subset. They are told apart by content, and stand at the end of the joined program.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_KEPT = ("cvt ", "fpgm", "prep")
_MAGIC = 0xB1B0AFBA  # OpenType, 'head': the sum of the whole file
_POSTSCRIPT_NAME = 6
# OpenType, 'glyf': flags of a composite's component, with the bytes that each adds
_WORDS, _MORE = 0x1, 0x20
_SCALES = ((0x8, 2), (0x40, 4), (0x80, 8))


@dataclass(frozen=True, slots=True)
class Subset:
    """A TrueType program with the ids of the glyphs that are used of it."""

    tables: Mapping[str, bytes]
    glyphs: frozenset[int]

    def drawn(self, glyph: int) -> tuple[bytes, bytes]:
        """A glyph's outline and its metric: advance and left side bearing."""
        tables = self.tables
        if tables["head"][50:52] == b"\0\1":
            start, end = struct.unpack_from(">2I", tables["loca"], 4 * glyph)
        else:
            start, end = (2 * word for word in struct.unpack_from(">2H", tables["loca"], 2 * glyph))
        hmtx, full = tables["hmtx"], int.from_bytes(tables["hhea"][34:36], "big")
        if glyph < full:
            metric = hmtx[4 * glyph:4 * glyph + 4]
        else:  # glyphs after the last advance share it (OpenType, 'hmtx')
            bearing = 4 * full + 2 * (glyph - full)
            metric = hmtx[4 * full - 4:4 * full - 2] + hmtx[bearing:bearing + 2]
        return tables["glyf"][start:end], metric


def read_tables(program: bytes) -> dict[str, bytes]:
    """The tables of a TrueType program by tag; ValueError for any other kind of program."""
    if program[:4] not in (b"\0\1\0\0", b"true"):
        raise ValueError("not a TrueType program")
    tables = {}
    for index in range(int.from_bytes(program[4:6], "big")):
        tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        tables[tag.decode("latin-1")] = program[offset:offset + length]
    return tables


def postscript_name(tables: Mapping[str, bytes]) -> str:
    """The face's PostScript name from its 'name' table; empty where it has none."""
    table = tables.get("name", bytes(6))
    _, count, strings = struct.unpack_from(">HHH", table)
    for index in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if kind == _POSTSCRIPT_NAME:
            data = table[strings + offset:strings + offset + length]
            return data.decode("latin-1" if platform == 1 else "utf-16-be")
    return ""


def join(subsets: Sequence[Subset]) -> bytes:
    """One program that has every used glyph of the subsets under its id.

    ValueError where two subsets draw one glyph differently, so that they are of two faces.
    """
    joint = _Joint(max(max(subset.glyphs, default=0) for subset in subsets) + 1)
    for subset in subsets:
        for glyph in sorted(subset.glyphs | {0}):
            joint.place(glyph, subset)
    total = joint.next
    first = subsets[0].tables
    glyf, loca = _lay_out(joint.outlines, total)
    head = first["head"][:8] + bytes(4) + first["head"][12:50] + b"\0\1" + first["head"][52:]
    limits = _largest(subset.tables["maxp"] for subset in subsets)
    return _bind({tag: first[tag] for tag in _KEPT if tag in first} | {
        "glyf": glyf, "loca": loca, "head": head,
        "hhea": first["hhea"][:34] + total.to_bytes(2, "big"),
        "hmtx": b"".join(joint.metrics.get(glyph, bytes(4)) for glyph in range(total)),
        "maxp": limits[:4] + total.to_bytes(2, "big") + limits[6:]})


@dataclass(slots=True)
class _Joint:
    """The glyphs placed so far; `next` is the id of the next part that has no id of its own."""

    next: int
    outlines: dict[int, bytes] = field(default_factory=dict)
    metrics: dict[int, bytes] = field(default_factory=dict)
    parts: dict[tuple[bytes, bytes], int] = field(default_factory=dict)

    def place(self, glyph: int, subset: Subset) -> None:
        """Put a used glyph under its id."""
        outline, metric = subset.drawn(glyph)
        if glyph not in self.metrics:
            self.outlines[glyph], self.metrics[glyph] = self._assemble(outline, subset), metric
        elif metric != self.metrics[glyph] or (
                not _composite(outline) and outline.rstrip(b"\0") != self.outlines[glyph].rstrip(b"\0")):
            raise ValueError(f"glyph {glyph} is drawn in two ways")

    def _assemble(self, outline: bytes, subset: Subset) -> bytes:
        """A composite whose parts are named by their ids in the joined program."""
        if not _composite(outline):
            return outline
        assembled = bytearray(outline)
        for at in _components(outline):
            part = int.from_bytes(outline[at:at + 2], "big")
            assembled[at:at + 2] = self._part(part, subset).to_bytes(2, "big")
        return bytes(assembled)

    def _part(self, glyph: int, subset: Subset) -> int:
        if glyph in subset.glyphs:
            return glyph
        outline, metric = subset.drawn(glyph)
        drawn = self._assemble(outline, subset), metric
        if drawn not in self.parts:
            self.parts[drawn] = self.next
            self.outlines[self.next], self.metrics[self.next] = drawn
            self.next += 1
        return self.parts[drawn]


def _composite(outline: bytes) -> bool:
    return outline[:1] >= b"\x80"  # OpenType, 'glyf': a negative number of contours


def _components(outline: bytes) -> Iterator[int]:
    """Where the glyph ids of a composite's components stand."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = int.from_bytes(outline[at:at + 2], "big")
        yield at + 2
        at += 4 + (4 if flags & _WORDS else 2) + sum(size for flag, size in _SCALES if flags & flag)


def _lay_out(outlines: Mapping[int, bytes], total: int) -> tuple[bytes, bytes]:
    """The tables 'glyf' and 'loca', offsets in the long format."""
    glyf = bytearray()
    offsets = [0]
    for glyph in range(total):
        outline = outlines.get(glyph, b"")
        glyf += outline + bytes(-len(outline) % 4)
        offsets.append(len(glyf))
    return bytes(glyf), struct.pack(f">{total + 1}I", *offsets)


def _largest(tables: Iterable[bytes]) -> bytes:
    """A 'maxp' whose every limit holds for all the programs."""
    rows = [struct.unpack(f">{len(table) // 2}H", table) for table in tables]
    return struct.pack(f">{len(rows[0])}H", *map(max, *rows, rows[0]))


def _bind(tables: Mapping[str, bytes]) -> bytes:
    """A font file of the tables, in the order of their tags, with true checksums."""
    power = len(tables).bit_length() - 1
    header = struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 16 << power, power,
                         16 * (len(tables) - (1 << power)))
    offset = len(header) + 16 * len(tables)
    body = bytearray()
    for tag, table in sorted(tables.items()):
        header += struct.pack(">4sIII", tag.encode("latin-1"), _sum(table), offset + len(body), len(table))
        if tag == "head":
            adjustment = offset + len(body) + 8
        body += table + bytes(-len(table) % 4)
    program = bytearray(header + body)
    program[adjustment:adjustment + 4] = ((_MAGIC - _sum(bytes(program))) % 2**32).to_bytes(4, "big")
    return bytes(program)


def _sum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 2**32
