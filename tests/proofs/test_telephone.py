"""Sixty megabytes of photographs as telephones take them become an issue that can be mailed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageStat

from rocbpress.preflight.tagged.rules import check_structure
from tests.photographs import QUARTERS, cmyk, encoded, make_issue, photograph, sixteen_bits, turned

PLAIN = 18
WHOLE_BLEED = (306, 221)  # centre of a lead picture, which is cut at its foot, in points from the upper left
FAR = 90  # points from there, where each quarter is seen
TOLERANCE = 40  # levels: detail greys the colours, and CMYK has no such blue


@pytest.fixture(scope="module")
def photographs() -> dict[str, bytes]:
    """By file name, in the order of their reports."""
    return {**{f"photo-{number}.jpg": encoded(photograph(number)) for number in range(PLAIN)},
            "turned.jpg": turned(photograph(100, (4032, 3024))), "cmyk.jpg": cmyk(photograph(101)),
            "grey.jpg": encoded(photograph(102).convert("L")),
            "deep.png": sixteen_bits(photograph(103, (1900, 1425)))}


@pytest.fixture(scope="module")
def rendered(photographs, tmp_path_factory) -> tuple[Path, str]:
    """The mail edition, and what was said while it was made."""
    root = tmp_path_factory.mktemp("telephone")
    make_issue(root, photographs)
    return root / "build" / "7" / "rocb-7.pdf", render(root, 0)


def render(root: Path, code: int) -> str:
    done = subprocess.run([sys.executable, "-c", "from rocbpress.cli.app import main; main()", "render", "7",
                           "--root", root], capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stderr


def test_sixty_megabytes_fit_into_five(photographs, rendered):
    """And the trade is reported with the size that the file has."""
    path, said = rendered

    assert sum(map(len, photographs.values())) > 60e6
    assert path.stat().st_size < 5e6
    trade = re.search(r"note: pictures-traded: photographs at (\d+) dpi, quality \d+: ([\d.]+) MB", said)
    assert trade and int(trade[1]) < 150 and float(trade[2]) == round(path.stat().st_size / 1e6, 2)


def test_the_file_keeps_its_structure(rendered):
    """It passes our own proof after the exchange."""
    assert check_structure(rendered[0].read_bytes()) == ()


def test_every_picture_stands_upright_in_its_colours(photographs, rendered):
    """The four quarters of each, on its page: however it was turned, in whatever colours it came."""
    pages = [page.render().to_pil().convert("RGB") for page in pypdfium2.PdfDocument(rendered[0])]
    leads = dict(zip(photographs, pages[-1 - len(photographs):-1], strict=True))

    for name, page in leads.items():
        for seen, quarter in zip(quarters(page), QUARTERS, strict=True):
            grey = Image.new("RGB", (1, 1), quarter).convert("L").getpixel((0, 0))
            assert isinstance(grey, int)
            wanted = (grey,) * 3 if name.startswith("grey") else quarter
            assert all(abs(a - b) < TOLERANCE for a, b in zip(seen, wanted, strict=True)), (name, seen)
    assert leads["deep.png"].getpixel(WHOLE_BLEED) == (255, 255, 255)


def quarters(page: Image.Image) -> list[tuple[float, ...]]:
    """The mean colour of each quarter of the lead picture, from the upper left, by rows."""
    found = []
    for row in (-1, 1):
        for column in (-1, 1):
            x, y = WHOLE_BLEED[0] + column * 2 * FAR, WHOLE_BLEED[1] + row * FAR
            found.append(tuple(ImageStat.Stat(page.crop((x - 30, y - 30, x + 30, y + 30))).mean))
    return found


@pytest.mark.parametrize("name", ["one.heic", "one.jpg"])
def test_heic_is_refused_with_a_hint(tmp_path, name):
    """By its suffix, and by its first bytes where it was only renamed."""
    make_issue(tmp_path, {name: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)})

    said = render(tmp_path, 3)

    assert "HEIC" in said or ".heic" in said
    assert "as JPEG" in said and "issues/7/articles/one.md:7" in said
