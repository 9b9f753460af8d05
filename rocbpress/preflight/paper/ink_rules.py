"""Rules of colour on paper: only inks, no more of them than the press bears, small text in black alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf.generic import DictionaryObject, IndirectObject

from rocbpress.figures.images.inks import overinked
from rocbpress.findings.finding import Finding, Severity
from rocbpress.preflight.paper.colour_spaces import image_prints, name_of, prints
from rocbpress.preflight.paper.painting import Inks, Text
from rocbpress.preflight.paper.printed_file import PrintedFile
from rocbpress.preflight.tagged.tree import entry, resolve

SMALL = 10.5  # points: text up to this size is read, not looked at, and shows every misregister
THINNEST = 0.25  # points
_SLACK = 0.0001
_WORDS = {
    "operator": "something is painted in RGB ({})", "space": "something is painted in {}",
    "image": "a picture is in {}", "shading": "a gradient is in {}", "group": "a group is mixed in {}",
}


def colours_are_inks(forme: PrintedFile) -> Iterator[Finding]:
    """No operator, picture, gradient or group in RGB, Lab or a screen's profile (ISO 15930-7)."""
    for index, painting in enumerate(forme.paintings):
        for kind, name in painting.foreign:
            yield Finding(f"rgb-{kind}", _WORDS[kind].format(name), forme.place(index),
                          hint="all colour of a print edition is CMYK")


def nothing_unseen_is_screened(forme: PrintedFile) -> Iterator[Finding]:
    """What no page paints is made of inks as well, so that no tool trips over it."""
    seen = set[int]().union(*(painting.seen for painting in forme.paintings))
    reader = forme.tagged.reader
    for number in range(1, int(entry(reader.trailer, "/Size"))):
        thing = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(thing, DictionaryObject) and id(thing) not in seen:
            for kind, name in _screened(thing):
                yield Finding(f"rgb-{kind}-unseen", f"object {number}, which no page shows: "
                              + _WORDS[kind].format(name))


def paint_fits_the_ink(forme: PrintedFile) -> Iterator[Finding]:
    """No colour but a picture's comes to more ink than the press bears."""
    for index, painting in enumerate(forme.paintings):
        ink = painting.heaviest * 100
        if ink > forme.printer.ink + _SLACK:
            yield Finding("ink-limit", f"a colour comes to {ink:.0f} % of ink, the printer's limit is "
                          f"{forme.printer.ink:g} %", forme.place(index),
                          hint="take cyan, magenta and yellow down")


def pictures_fit_the_ink(forme: PrintedFile) -> Iterator[Finding]:
    """No two neighbouring pixels of a picture carry more ink than the press bears, and two points."""
    known: dict[int, bool] = {}
    for index, painting in enumerate(forme.paintings):
        for number, picture in painting.pictures.items():
            if number not in known:
                known[number] = _overinked(picture, forme.printer.ink)
            if known[number]:
                yield Finding("ink-limit", f"a picture comes to more than {forme.printer.ink:g} % of ink",
                              forme.place(index))


def lines_can_be_seen(forme: PrintedFile) -> Iterator[Finding]:
    """No line is thinner than a quarter of a point, which presses print broken or not at all."""
    for index, painting in enumerate(forme.paintings):
        if painting.thinnest < THINNEST - _SLACK:
            yield Finding("rule-thin", f"a line is {painting.thinnest:.2f} pt thick, less than {THINNEST:g}",
                          forme.place(index), Severity.WARNING, hint="draw it thicker")


def small_text_is_black(forme: PrintedFile) -> Iterator[Finding]:
    """Text up to 10.5 pt is black ink alone, at any strength, or reversed out of a darker ground.

    A warning: it prints, and a drawing from elsewhere may have coloured labels.
    """
    for index, painting in enumerate(forme.paintings):
        for inks in dict.fromkeys(text.inks for text in painting.texts if _mixed(text)):
            yield Finding("text-mixed", f"small text is printed in {_said(inks)}", forme.place(index),
                          Severity.WARNING, hint="text up to 10.5 pt is black ink alone, on paper")


def _mixed(text: Text) -> bool:
    if text.inks is not None and not any(text.inks[:3]):
        return False
    return text.size <= SMALL and (text.inks is None or sum(text.inks) >= text.ground)


def _said(inks: Inks | None) -> str:
    if inks is None:
        return "a colour that is no ink"
    return " + ".join(f"{part * 100:.0f} % {name}" for part, name in zip(
        inks, ("cyan", "magenta", "yellow", "black"), strict=True) if part)


def _screened(thing: Any) -> Iterator[tuple[str, str]]:
    """What an object says of itself that is no ink: kind and name of the space."""
    space = entry(thing, "/ColorSpace")
    if entry(thing, "/Subtype") == "/Image" and not image_prints(thing):
        yield "image", name_of(space)
    if "/ShadingType" in thing and not prints(space):
        yield "shading", name_of(space)
    group = entry(entry(thing, "/Group"), "/CS")
    if group is not None and not prints(group):
        yield "group", name_of(group)
    for listed in space.values() if isinstance(space, DictionaryObject) else ():
        if not prints(listed):
            yield "space", name_of(resolve(listed))


def _overinked(picture: Any, limit: float) -> bool:
    """Whether a JPEG in CMYK, as which all photographs come, has too much ink somewhere."""
    if entry(picture, "/Filter") != "/DCTDecode" or entry(picture, "/ColorSpace") != "/DeviceCMYK":
        return False
    with Image.open(BytesIO(picture._data)) as image:
        return image.mode == "CMYK" and overinked(image, limit)
