"""Marked content: which sequence belongs to which element, and what a reader gets out of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf
import weasyprint.pdf

from rocbpress.typeset.tags.nodes import Box
from rocbpress.typeset.tags.structure import StructureTree
from rocbpress.typeset.tags.text import plain

GlyphMaps = Mapping[bytes, Mapping[int, str]]

_GLYPHS = re.compile(rb"<([0-9a-f]+)>")


class ContentMark(NamedTuple):
    """Where a box was drawn: the form that holds it (None: the page itself), and its number there."""

    form: Any
    number: int


@dataclass(slots=True)
class Sequence:
    """A marked-content sequence: `at` is its BDC in the stream, `shows` its text operators and fonts."""

    at: int
    shows: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MarkedStream:
    """A content stream with marks: `page` it shows on, `form` where it is not the page itself."""

    page: int
    form: Any
    boxes: tuple[Box, ...]


def number_marks(pdf: Any, streams: list[Any], tree: StructureTree, maps: GlyphMaps) -> tuple[MarkedStream, ...]:
    """Number the marks of each stream that are part of the tree; make the others artifacts."""
    sheets = []
    for page, stream in enumerate(streams):
        by_number = {tag["mcid"]: box for box, tag in stream._tags.items()}
        for content in (stream, *_forms(pdf, stream, streams)):
            boxes = tuple(_number_stream(content.stream, by_number, tree, maps))
            if boxes or content is stream:
                sheets.append(MarkedStream(page, None if content is stream else content, boxes))
    return tuple(sheets)


def glyph_maps(document: Any) -> GlyphMaps:
    """What readers take each glyph for, by the name of the font in a page's resources."""
    return {font.hash.encode(): font.to_unicode for font in document.fonts.values()}


def _forms(pdf: Any, stream: Any, streams: list[Any]) -> Iterator[Any]:
    """Groups, such as opacity makes, hold their own marks but share the page's list of boxes."""
    for item in pdf.objects:
        if (isinstance(item, weasyprint.pdf.Stream) and item not in streams
                and item._tags is stream._tags and b"BDC" in item.stream):
            yield item


def _number_stream(
    items: list[Any], by_number: Mapping[int, Box], tree: StructureTree, maps: GlyphMaps,
) -> Iterator[Box]:
    count = 0
    for sequence in _sequences(items):
        properties = items[sequence.at - 1]
        box = by_number[properties["MCID"]]
        owner = tree.owners.get(box)
        if owner is None or owner.is_artifact:
            items[sequence.at - 2] = "/Artifact"
            properties.clear()
            properties["Type"] = owner.entries["Type"] if owner else "/Layout"
            continue
        properties["MCID"] = count
        count += 1
        if box in tree.words and sequence.shows:
            _say(items, sequence, tree.words[box], box in tree.spaced, maps)
        yield box


def _sequences(items: list[Any]) -> Iterator[Sequence]:
    """All sequences with an MCID, in the order of the stream; artifacts may stand inside or between."""
    open_sequences: list[Sequence | None] = []
    found: list[Sequence] = []
    font = b""
    for at, item in enumerate(items):
        if not isinstance(item, bytes):
            continue
        if item in (b"BDC", b"BMC"):
            marked = item == b"BDC" and "MCID" in items[at - 1]
            open_sequences.append(Sequence(at) if marked else None)
            if open_sequences[-1] is not None:
                found.append(open_sequences[-1])
        elif item == b"EMC":
            open_sequences.pop()
        elif item.endswith(b" Tf"):
            font = item[1:].split()[0]
        elif item.endswith(b" TJ") and open_sequences and open_sequences[-1] is not None:
            open_sequences[-1].shows.append((at, font))
    yield from found


def _say(items: list[Any], sequence: Sequence, words: str, spaced: bool, maps: GlyphMaps) -> None:
    """Make the sequence read as it was written, with the space that the end of a line swallowed.

    Where the glyph map cannot say the words, ActualText does, beside the MCID (ISO 32000-1, 14.9.4).
    Arabic and Hebrew are none of the words: poppler and pdfium would turn their ActualText round.
    """
    at, font = sequence.shows[-1]
    space = next((glyph for glyph, text in maps[font].items() if text == " "), None)
    wanted = plain(words)
    if not _is_said(items, sequence, wanted, maps) or (spaced and space is None):
        items[sequence.at - 1]["ActualText"] = pydyf.String(wanted + " " * spaced)
    elif spaced:
        items[at] = items[at].removesuffix(b"] TJ") + f"<{space:04x}>] TJ".encode()


def _is_said(items: list[Any], sequence: Sequence, wanted: str, maps: GlyphMaps) -> bool:
    # Readers place combining marks by geometry and may put them on the wrong side of their letter.
    if any(unicodedata.category(c) in ("Mn", "Mc") for c in wanted):
        return False
    said = "".join(_decode(items[at], maps[font]) for at, font in sequence.shows)
    return said == wanted


def _decode(show: bytes, glyphs: Mapping[int, str]) -> str:
    codes = b"".join(_GLYPHS.findall(show))
    return "".join(glyphs.get(int(codes[i:i + 4], 16), "") for i in range(0, len(codes), 4))
