"""Every word of both issues against what lies behind it, as poppler draws the page."""

from __future__ import annotations

import subprocess
from collections import Counter
from typing import Any

import pytest
from PIL import Image

from rocbpress.layout.colour import contrast

DOTS = 72  # per inch: a pixel is a point
LARGE, LARGE_BOLD = 18.0, 14.0  # points; WCAG 2, 1.4.3
ROUNDING = 0.05


def test_every_word_stands_out_from_its_ground(printed, tmp_path):
    """4.5 : 1 for text, 3 : 1 for large text, on each page, maps and panels included."""
    path, pages = printed
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", path, tmp_path / "page"], check=True)
    pictures = [Image.open(each).convert("RGB") for each in sorted(tmp_path.glob("page*.png"))]

    low, seen = [], 0
    for page, picture in zip(pages, pictures, strict=True):
        for chars in _words(page.chars):
            seen += 1
            ratio = contrast(_colour(chars[0]), _ground(picture, chars))
            large = chars[0]["size"] >= (LARGE_BOLD if "Bold" in chars[0]["fontname"] else LARGE)
            if ratio < (3.0 if large else 4.5) - ROUNDING:
                low.append((page.page_number, "".join(char["text"] for char in chars), round(ratio, 2)))
    assert seen > 3000
    assert low == []


def _words(chars):
    """Glyphs that stand together between spaces, of one size and colour."""
    word: list[dict[str, Any]] = []
    for char in chars:
        if word and not _goes_on(word[-1], char):
            yield word
            word = []
        word += [char] * (not char["text"].isspace())
    if word:
        yield word


def _goes_on(last, char):
    near = abs(char["x0"] - last["x1"]) < char["size"] and abs(char["top"] - last["top"]) < 1
    return near and all(char[key] == last[key] for key in ("size", "non_stroking_color")) and not (
        char["text"].isspace())


def _colour(char):
    given = char["non_stroking_color"]
    return tuple(given) if len(given) == 3 else (given[0],) * 3


def _ground(picture, chars):
    """The commonest colour above the word and beside it; below it there may be a line."""
    left, right = int(min(c["x0"] for c in chars)) - 1, int(max(c["x1"] for c in chars)) + 1
    lift = int(chars[0]["size"] / 10) + 1  # clear of capitals
    top, foot = int(min(c["top"] for c in chars)) - lift, int(max(c["bottom"] for c in chars))
    edge = [(x, y) for x in range(left, right + 1) for y in (top, top + 1)]
    edge += [(x, y) for y in range(top, foot + 1) for x in (left, right)]
    width, height = picture.size
    seen = Counter(picture.getpixel((x, y)) for x, y in edge if 0 <= x < width and 0 <= y < height)
    return tuple(part / 255 for part in seen.most_common(1)[0][0])


def test_a_word_too_pale_is_found():
    """The measure sees what it is for: grey on a lighter grey is 2.4 : 1."""
    picture = Image.new("RGB", (40, 20), (200, 200, 200))
    char = {"x0": 5, "x1": 30, "top": 5, "bottom": 15, "text": "A", "size": 10,
            "non_stroking_color": (0.5, 0.5, 0.5)}

    assert contrast(_colour(char), _ground(picture, [char])) == pytest.approx(2.4, abs=0.1)
