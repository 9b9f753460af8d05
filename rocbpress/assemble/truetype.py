"""One TrueType program out of several subsets of a face that kept its glyph ids.

Glyphs are spliced as bytes: nothing is compiled, so outlines stay as the foundry drew them. Only
the tables that a CIDFontType2 needs are kept (ISO 32000-1, 9.9).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_KEPT = ("cvt ", "fpgm", "prep")
_MAGIC = 0xB1B0AFBA  # OpenType, 'head': the sum of the whole file
_POSTSCRIPT_NAME = 6


@dataclass(frozen=True, slots=True)
class Subset:
    """A TrueType program with the ids of the glyphs that are used of it."""

    tables: Mapping[str, bytes]
    glyphs: frozenset[int]

    @property
    def count(self) -> int:
        """How many glyph ids the program has."""
        return int.from_bytes(self.tables["maxp"][4:6], "big")


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
    """One program that has every glyph of the subsets under its id."""
    total = max(subset.count for subset in subsets)
    outlines: dict[int, bytes] = {}
    metrics: dict[int, bytes] = {}
    for subset in subsets:
        _gather(subset, outlines, metrics)
    first = subsets[0].tables
    glyf, loca = _lay_out(outlines, total)
    head = first["head"][:8] + bytes(4) + first["head"][12:50] + b"\0\1" + first["head"][52:]
    tables = {tag: first[tag] for tag in _KEPT if tag in first} | {
        "glyf": glyf, "loca": loca, "head": head,
        "hhea": first["hhea"][:34] + total.to_bytes(2, "big"),
        "hmtx": b"".join(metrics.get(glyph, bytes(4)) for glyph in range(total)),
        "maxp": _largest(subset.tables["maxp"] for subset in subsets)}
    return _bind(tables)


def _gather(subset: Subset, outlines: dict[int, bytes], metrics: dict[int, bytes]) -> None:
    """Add the outlines and metrics of a subset to those at hand, where they lack them.

    Parts of composite glyphs are no used glyphs, but they have outlines.
    """
    tables, count = subset.tables, subset.count
    if tables["head"][50:52] == b"\0\1":
        offsets = struct.unpack_from(f">{count + 1}I", tables["loca"])
    else:
        offsets = tuple(2 * word for word in struct.unpack_from(f">{count + 1}H", tables["loca"]))
    drawn = {glyph for glyph in range(count) if offsets[glyph] != offsets[glyph + 1]}
    for glyph in drawn - outlines.keys():
        outlines[glyph] = tables["glyf"][offsets[glyph]:offsets[glyph + 1]]
    for glyph in (drawn | subset.glyphs) - metrics.keys():
        if glyph < count:
            metrics[glyph] = _metric(tables, glyph)


def _metric(tables: Mapping[str, bytes], glyph: int) -> bytes:
    """Advance and left side bearing; glyphs after the last advance share it (OpenType, 'hmtx')."""
    hmtx, full = tables["hmtx"], int.from_bytes(tables["hhea"][34:36], "big")
    if glyph < full:
        return hmtx[4 * glyph:4 * glyph + 4]
    bearing = 4 * full + 2 * (glyph - full)
    return hmtx[4 * full - 4:4 * full - 2] + hmtx[bearing:bearing + 2]


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
