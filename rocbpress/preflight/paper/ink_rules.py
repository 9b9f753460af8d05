"""Rules of colour in print: inks only, within the limit of the press, small text in black alone."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from pypdf.generic import DictionaryObject, StreamObject

from rocbpress.assemble.objects import entry
from rocbpress.figures.images.inks import overinked
from rocbpress.findings.finding import Finding, Severity
from rocbpress.preflight.paper.colour_spaces import image_prints, name_of, prints
from rocbpress.preflight.paper.painting import Inks, Text
from rocbpress.preflight.paper.printed_file import PrintedFile, Rule

SMALL = 10.5  # points: text up to this size is read, not looked at, and shows every misregister
THINNEST = 0.25  # points
_SLACK = 0.0001
_WORDS = {
    "operator": "a colour is RGB (operator {})", "space": "a colour is in {}",
    "image": "a picture is in {}", "shading": "a gradient is in {}", "group": "a transparency group is in {}",
}


def colours_are_inks(printed: PrintedFile) -> Iterator[Finding]:
    """No operator, picture, gradient or group in RGB, Lab or a screen's profile (ISO 15930-7)."""
    for index, painting in enumerate(printed.paintings):
        for kind, name in painting.foreign:
            yield Finding(f"rgb-{kind}", _WORDS[kind].format(name), printed.place(index),
                          hint="use CMYK for every colour of a print edition")


def nothing_unseen_is_screened(printed: PrintedFile) -> Iterator[Finding]:
    """What no page paints is made of inks as well: other tools check every object of the file."""
    seen = set[int]().union(*(painting.seen for painting in printed.paintings))
    for number, value in printed.tagged.dictionaries():
        for kind, name in _screened(value) if id(value) not in seen else ():
            yield Finding(f"rgb-{kind}-unseen", f"object {number}, which is on no page: "
                          + _WORDS[kind].format(name))


def paint_fits_the_ink(printed: PrintedFile) -> Iterator[Finding]:
    """No colour outside pictures has more ink than the printer's limit."""
    for index, painting in enumerate(printed.paintings):
        ink = painting.heaviest * 100
        if ink > printed.printer.ink + _SLACK:
            yield Finding("ink-limit", f"a colour has {ink:.0f} % of ink; the limit of the printer is "
                          f"{printed.printer.ink:g} %", printed.place(index),
                          hint="reduce cyan, magenta and yellow")


def pictures_fit_the_ink(printed: PrintedFile) -> Iterator[Finding]:
    """No two neighbouring pixels of a picture have more ink than the printer's limit, and two percent."""
    known: dict[int, bool] = {}
    for index, painting in enumerate(printed.paintings):
        for number, picture in painting.pictures.items():
            if number not in known:
                known[number] = _overinked(picture, printed.printer.ink)
            if known[number]:
                yield Finding("ink-limit", f"a picture has more than {printed.printer.ink:g} % of ink",
                              printed.place(index))


def lines_can_be_seen(printed: PrintedFile) -> Iterator[Finding]:
    """No line is thinner than a quarter of a point, which presses print broken or not at all."""
    for index, painting in enumerate(printed.paintings):
        if painting.thinnest < THINNEST - _SLACK:
            yield Finding("rule-thin", f"a line is {painting.thinnest:.2f} pt thick, less than "
                          f"{THINNEST:g} pt", printed.place(index), Severity.WARNING, hint="make it thicker")


def small_text_is_black(printed: PrintedFile) -> Iterator[Finding]:
    """Text up to 10.5 pt is black ink alone, at any strength, or reversed out of a darker background.

    A warning: it prints, and a drawing from elsewhere may have coloured labels.
    """
    for index, painting in enumerate(printed.paintings):
        for inks in dict.fromkeys(text.inks for text in painting.texts if _mixed(text)):
            yield Finding("text-mixed", f"small text is printed in {_described(inks)}",
                          printed.place(index), Severity.WARNING,
                          hint="print text up to 10.5 pt in black ink alone")


def _mixed(text: Text) -> bool:
    if text.inks is not None and not any(text.inks[:3]):
        return False
    return text.size <= SMALL and (text.inks is None or sum(text.inks) >= text.background)


def _described(inks: Inks | None) -> str:
    if inks is None:
        return "a colour that is not an ink"
    return " + ".join(f"{part * 100:.0f} % {name}" for part, name in zip(
        inks, ("cyan", "magenta", "yellow", "black"), strict=True) if part)


def _screened(value: DictionaryObject) -> Iterator[tuple[str, str]]:
    """Colour spaces of an object that are no inks: what it is, and the name of the space."""
    space = entry(value, "/ColorSpace")
    if entry(value, "/Subtype") == "/Image" and not image_prints(value):
        yield "image", name_of(space)
    if "/ShadingType" in value and not prints(space):
        yield "shading", name_of(space)
    group = entry(entry(value, "/Group"), "/CS")
    if group is not None and not prints(group):
        yield "group", name_of(group)
    for listed in space.values() if isinstance(space, DictionaryObject) else ():
        if not prints(listed):
            yield "space", name_of(listed)


def _overinked(picture: object, limit: float) -> bool:
    """Whether a JPEG in CMYK, as which all photographs come, has too much ink somewhere."""
    if (not isinstance(picture, StreamObject) or entry(picture, "/Filter") != "/DCTDecode"
            or entry(picture, "/ColorSpace") != "/DeviceCMYK"):
        return False
    with Image.open(BytesIO(picture._data)) as image:
        return image.mode == "CMYK" and overinked(image, limit)


RULES: tuple[Rule, ...] = (
    colours_are_inks, nothing_unseen_is_screened, paint_fits_the_ink, pictures_fit_the_ink,
    small_text_is_black, lines_can_be_seen,
)
