"""Drawn photographs of people, whose heads' boxes are written down."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]  # left, top, right, foot in pixels
WALL, FLOOR, COAT = (226, 232, 224), (196, 204, 190), (60, 78, 66)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A photograph by its pixels, and its people: rows of so many heads, from `top` to `foot` in percent."""

    name: str
    size: tuple[int, int]
    rows: tuple[int, ...]
    top: float = 12
    foot: float = 62

    @property
    def heads(self) -> tuple[Box, ...]:
        """The box of each head, from 4 percent of the width to 96."""
        width, height = self.size
        deep = (self.foot - self.top) / 100 * height / len(self.rows)
        high = min(0.8 * deep, 0.92 * width / max(self.rows) * 0.8 * 4 / 3)
        boxes = []
        for row, count in enumerate(self.rows):
            top = self.top / 100 * height + row * deep
            step = (0.92 * width - 0.75 * high) / max(1, count - 1)
            for at in range(count):
                left = 0.04 * width + at * step if count > 1 else width / 2 - 0.375 * high
                boxes.append((left, top, left + 0.75 * high, top + high))
        return tuple(boxes)

    def colour(self, head: int) -> tuple[int, int, int]:
        """No two heads are of one colour, nor of one that anything else on a page has."""
        return 255 - 9 * (head % 12), 20 + 25 * (head // 12), 110 + 12 * (head % 12)

    def png(self) -> bytes:
        """The picture: people before a wall."""
        width, height = self.size
        image = Image.new("RGB", self.size, WALL)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0.8 * height, width, height), fill=FLOOR)
        for left, top, right, foot in self.heads:
            deep = foot - top
            draw.rectangle((left - 0.2 * deep, foot, right + 0.2 * deep, foot + 0.9 * deep), fill=COAT)
        for number, (left, top, right, foot) in enumerate(self.heads):
            draw.ellipse((left, top, right, foot), fill=self.colour(number))
        out = BytesIO()
        image.save(out, "PNG")
        return out.getvalue()


CROWDS = tuple(Crowd(*row) for row in (
    ("hall", (2400, 1600), (9, 10)), ("stage", (2400, 1600), (12,), 20, 45),
    ("handshake", (2400, 1600), (2,), 6, 50),
    ("three-two", (2100, 1400), (6, 7, 8), 8, 66), ("telephone", (2400, 1800), (8, 9), 10, 70),
    ("near", (2400, 1800), (3,), 4, 72), ("classroom", (2000, 1500), (5, 6, 7), 5, 75),
    ("camera", (2560, 1440), (11, 12), 10, 68), ("cinema", (2560, 1440), (4,), 5, 78),
    ("wide", (2600, 1100), (14,), 20, 70), ("panorama", (3600, 1200), (18,), 25, 60),
    ("very-wide", (4000, 800), (20,), 15, 75), ("ribbon", (4000, 400), (24,), 20, 80),
    ("five-four", (2000, 1600), (6, 6), 8, 70), ("square", (1600, 1600), (4, 5), 10, 75),
    ("nearly-square", (1800, 1600), (3,), 8, 60), ("upright", (1200, 1600), (1,), 6, 55),
    ("upright-group", (1200, 1600), (4, 5), 12, 60), ("two-three", (1400, 2100), (2,), 8, 40),
    ("tall", (1080, 1920), (3, 3), 15, 55), ("very-tall", (700, 2100), (1, 2), 5, 60),
    ("tower", (500, 2500), (1, 1, 1), 4, 85), ("small", (900, 600), (6,), 10, 60),
    ("middling", (1300, 870), (5, 6), 10, 65),
))
