"""A line of running matter shaped with a vendored face: kerning, lining figures, no ligatures."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import uharfbuzz as hb
from pypdf.generic import NumberObject

from rocbpress.assemble.char_codes import Character
from rocbpress.assemble.faces import open_face, postscript_name
from rocbpress.assemble.objects import decimal
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding

# A ligature's code would say several letters; the galleys' code of that glyph may say something else.
# No language is given: what a face does without one, some do for another.
_FEATURES = {"kern": True, "lnum": True, "liga": False, "clig": False, "calt": False, "locl": False}
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060)) | {0xA0: " "}
_UNSAID = "\u200b"  # the text of a glyph whose cluster another glyph has said


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line as the operators that show it, once its font is set, and its width in points."""

    operators: bytes
    width: float


class RunningFace:
    """A vendored face, with the glyphs that lines have been set in so far."""

    def __init__(self, path: Path) -> None:
        self.characters: dict[int, Character] = {}
        self._path = path
        self._face = open_face(path)
        self.name = postscript_name(self._face)
        self._font = hb.Font(self._face)

    def shape(self, text: str, size: float) -> Shaped:
        """Set a line of at least one letter at `size` points.

        AssemblyError where the face lacks one of its characters.
        """
        text = text.translate(_UNSEEN)
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, _FEATURES)
        glyphs = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        if missing := [text[cluster] for glyph, cluster in glyphs if not glyph]:
            raise AssemblyError(Finding(
                "glyph-missing", f"{self._path.name} has no glyph for {missing[0]} (U+{ord(missing[0]):04X})",
                hint="name another face for running matter in layout.toml"))
        self._keep(text, glyphs)
        scale = size / self._face.upem
        rows = [(place.y_offset * scale, self._row(info.codepoint, place))
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)]
        return Shaped(_show(rows), sum(place.x_advance for place in buffer.glyph_positions) * scale)

    def _keep(self, text: str, glyphs: list[tuple[int, int]]) -> None:
        """Note what the glyphs of a line say: each what it was first set for."""
        starts = sorted({cluster for _, cluster in glyphs})
        unsaid = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        for glyph, cluster in glyphs:
            end = unsaid.pop(cluster, None)
            said = _UNSAID if end is None else text[cluster:end]
            width = NumberObject(self._thousandths(self._font.get_glyph_h_advance(glyph)))
            character = Character(glyph, width, said.encode("utf-16-be").hex().encode())
            self.characters.setdefault(glyph, character)

    def _row(self, glyph: int, place: hb.GlyphPosition) -> bytes:
        """A glyph with the adjustments around it that make up for /W (ISO 32000-1, 9.4.3)."""
        thousand = 1000 / self._face.upem
        after = self._thousandths(self._font.get_glyph_h_advance(glyph)) - place.x_advance * thousand
        before = place.x_offset * thousand
        return b"%s<%04x>%s" % (decimal(-before) if before else b"", glyph,
                                decimal(after + before) if after + before else b"")

    def _thousandths(self, units: int) -> int:
        return round(units * 1000 / int(self._face.upem))


def _show(rows: list[tuple[float, bytes]]) -> bytes:
    """TJ arrays, those of raised glyphs under a text rise of their own."""
    operators = []
    for rise, run in groupby(rows, key=itemgetter(0)):
        array = b"[" + b" ".join(row for _, row in run) + b"] TJ"
        operators.append(b"%s Ts %s 0 Ts" % (decimal(rise), array) if rise else array)
    return b" ".join(operators)
