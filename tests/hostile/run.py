"""Each kind of hostile file taken as far as the program takes it, to the codes of what is told."""

from __future__ import annotations

from pathlib import Path

from rocbpress.figures.asset import Conversion
from rocbpress.figures.images.convert import convert_image
from rocbpress.figures.images.prepare import COATED
from rocbpress.figures.images.private import without_private
from rocbpress.figures.images.probe import probe
from rocbpress.figures.svg import clean
from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Place
from rocbpress.layout.editions import Space
from rocbpress.preflight.words.rules import check_words
from rocbpress.sources.manuscript import read_manuscript
from tests.small_issue import make

SPACES: tuple[Space, ...] = ("srgb", "cmyk")
WHERE = Place("issues/5/articles/one.md", 5)


def clean_drawing(data: bytes) -> tuple[str, ...]:
    """A drawing read; each finding is at the line that shows it."""
    return _told(lambda: clean(data, where=WHERE) and ())


def convert_picture(data: bytes, path: Path) -> tuple[str, ...]:
    """A picture looked at, cut for an archive, and converted for a screen and for a press."""
    def work() -> list[str]:
        path.write_bytes(data)
        without_private(data)
        probe(path, where=WHERE)
        return [finding.code for space in SPACES for finding in convert_image(
            path.name, data, Conversion(200, 300, 300, space, 82, 300), COATED.read_bytes(), WHERE)[3]]
    return _told(work)


def read_text(parts: dict[str, str], root: Path) -> tuple[str, ...]:
    """An issue read, and its words checked."""
    def work() -> list[str]:
        manuscript = read_manuscript(make(root, **parts), 5)
        return [finding.code for finding in (*manuscript.findings, *check_words(manuscript))]
    return _told(work)


def _told(work: object) -> tuple[str, ...]:
    try:
        return tuple(sorted(set(work())))  # type: ignore[operator]  # one of the functions above
    except PressError as error:
        assert all(finding.where.file for finding in error.findings)
        return tuple(sorted({finding.code for finding in error.findings}))
