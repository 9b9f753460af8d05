"""Marked content: which sequence belongs to which element, and what a reader gets out of it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pydyf
from weasyprint import Document
from weasyprint.pdf.stream import Stream

from rocbpress.typeset.boxes import Box
from rocbpress.typeset.tags.structure import StructureTree
from rocbpress.typeset.tags.text import plain

# What readers take each glyph for, by the name of the font in a page's resources.
GlyphMaps = Mapping[bytes, Mapping[int, str]]

_GLYPHS = re.compile(rb"<([0-9a-f]+)>")


@dataclass(slots=True)
class MarkedContent:
    """A marked-content sequence: `at` is its BDC in the stream, `texts` its text operators and fonts."""

    at: int
    texts: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MarkedStream:
    """A content stream with marks: `page` it shows on, `form` where it is not the page itself."""

    page: int
    form: Stream | None
    boxes: tuple[Box, ...]


def number_marks(
    pdf: pydyf.PDF, document: Document, streams: Sequence[Stream], tree: StructureTree,
) -> tuple[MarkedStream, ...]:
    """Number the marks of each stream that are part of the tree; make the others artifacts."""
    maps = {font.hash.encode(): font.to_unicode for font in document.fonts.values()}
    marked = []
    for page, stream in enumerate(streams):
        by_number = {tag["mcid"]: box for box, tag in stream._tags.items()}
        for content in (stream, *_forms(pdf, stream, streams)):
            boxes = tuple(_number_stream(content, by_number, tree, maps))
            if boxes or content is stream:
                marked.append(MarkedStream(page, None if content is stream else content, boxes))
    return tuple(marked)


def _forms(pdf: pydyf.PDF, stream: Stream, streams: Sequence[Stream]) -> Iterator[Stream]:
    """Groups, such as opacity makes, hold their own marks but share the page's list of boxes."""
    for item in pdf.objects:
        if (isinstance(item, Stream) and item not in streams
                and item._tags is stream._tags and b"BDC" in item.stream):
            yield item


def _number_stream(
    content: Stream, by_number: Mapping[int, Box], tree: StructureTree, maps: GlyphMaps,
) -> Iterator[Box]:
    count = 0
    for sequence in _sequences(content):
        properties = content.stream[sequence.at - 1]
        box = by_number[properties["MCID"]]
        owner = tree.owners.get(box)
        if owner is None or owner.is_artifact:
            content.stream[sequence.at - 2] = "/Artifact"
            properties.clear()
            properties["Type"] = owner.entries["Type"] if owner else "/Layout"
            continue
        properties["MCID"] = count
        count += 1
        if box in tree.words and sequence.texts:
            _set_text(content, sequence, tree.words[box], box in tree.spaced, maps)
        yield box


def _sequences(content: Stream) -> list[MarkedContent]:
    """All sequences with an MCID, in the order of the stream; artifacts may stand inside or between."""
    open_sequences: list[MarkedContent | None] = []
    found: list[MarkedContent] = []
    font = b""
    for at, item in enumerate(content.stream):
        if not isinstance(item, bytes):
            continue
        if item in (b"BDC", b"BMC"):
            marked = item == b"BDC" and "MCID" in content.stream[at - 1]
            open_sequences.append(sequence := MarkedContent(at) if marked else None)
            found += [sequence] if sequence else []
        elif item == b"EMC":
            open_sequences.pop()
        elif item.endswith(b" Tf"):
            font = item[1:].split()[0]
        elif item.endswith(b" TJ") and open_sequences and (sequence := open_sequences[-1]):
            sequence.texts.append((at, font))
    return found


def _set_text(content: Stream, sequence: MarkedContent, words: str, spaced: bool, maps: GlyphMaps) -> None:
    """Make the sequence read as it was written, with the space that the end of a line swallowed.

    Where the glyph map cannot express the words, ActualText does, beside the MCID (ISO 32000-1, 14.9.4).
    Arabic and Hebrew are none of the words: poppler and pdfium would turn their ActualText round.
    """
    items = content.stream
    at, font = sequence.texts[-1]
    space = next((glyph for glyph, text in maps[font].items() if text == " "), None)
    wanted = plain(words)
    # Readers place combining marks by geometry and may put them on the wrong side of their letter.
    combining = any(unicodedata.category(character) in ("Mn", "Mc") for character in wanted)
    shown = "".join(_decode(items[at], maps[font]) for at, font in sequence.texts)
    if combining or shown != wanted or (spaced and space is None):
        items[sequence.at - 1]["ActualText"] = pydyf.String(wanted + " " * spaced)
    elif spaced:
        items[at] = items[at].removesuffix(b"] TJ") + f"<{space:04x}>] TJ".encode()


def _decode(show: bytes, glyphs: Mapping[int, str]) -> str:
    codes = b"".join(_GLYPHS.findall(show))
    return "".join(glyphs.get(int(codes[i:i + 4], 16), "") for i in range(0, len(codes), 4))
