"""Words drawn as outlines: what is drawn so is neither copied, searched nor selected with the text."""

from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.basePen import BasePen

from rocbpress.assemble.folios import parts_of
from rocbpress.assemble.objects import decimal
from rocbpress.layout.schema import Lettering
from rocbpress.layout.script_faces import font_of
from rocbpress.workspace.fingerprint import file_state

Point = tuple[float, float]


def outlined(text: str, language: str, line: Lettering) -> tuple[bytes, float]:
    """The operators that draw a line of text from the origin on, to be filled, and its width in points.

    A letter that no face has is drawn as that face's sign for it.
    """
    drawn, x = [], 0.0
    for part, face, size in parts_of(text, language, line):
        operators, width = _drawn(part, face, size, x)
        drawn.append(operators)
        x += width
    return b"\n".join(drawn), x


def _drawn(text: str, face: Path, size: float, x: float) -> tuple[bytes, float]:
    font = font_of(file_state(face))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"kern": True, "lnum": True, "locl": False})
    scale = size / font.scale[0]
    pen, width = _Pen(scale), 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.origin = (x + (width + place.x_offset) * scale, place.y_offset * scale)
        font.draw_glyph_with_pen(info.codepoint, pen)
        width += place.x_advance
    return b"\n".join(pen.operators), width * scale


class _Pen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes path operators (ISO 32000-1, 8.5.2); BasePen makes cubic curves of TrueType's."""

    def __init__(self, scale: float) -> None:
        super().__init__(None)
        self.operators: list[bytes] = []
        self.origin = (0.0, 0.0)
        self._scale = scale

    def _moveTo(self, point: Point) -> None:  # noqa: N802 - names of fontTools
        self._write(b"m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802
        self._write(b"l", point)

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802
        self._write(b"c", one, two, end)

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append(b"h")

    def _write(self, operator: bytes, *points: Point) -> None:
        places = (round(origin + at * self._scale, 3) for point in points
                  for origin, at in zip(self.origin, point, strict=True))
        self.operators.append(b" ".join([*map(decimal, places), operator]))
