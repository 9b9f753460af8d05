"""What a galley's pages hold, converted to the printer's inks.

The layout's colours come as CMYK already. What is left is what a drawing brought along, black that
nobody chose, and the spaces that WeasyPrint lists; pictures were converted before they were placed.
"""

from collections.abc import Iterable
from functools import lru_cache

from PIL import Image
from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from rocbpress.assemble.objects import decimal, entry, raw, raw_items, set_content
from rocbpress.assemble.operators import operations
from rocbpress.figures.images.inks import to_inks, to_srgb
from rocbpress.layout.printer import PrinterProfile
from rocbpress.workspace.fingerprint import FileState, file_state

Inks = tuple[float, ...]
_PRESS = NameObject("/DeviceCMYK")
_SCREEN = {b"rg": b"k", b"RG": b"K"}
_NEUTRAL = 1.5 / 255  # how far apart the parts of a grey may lie


def separate(pages: Iterable[PageObject], copied: Iterable[DictionaryObject],
             printer: PrinterProfile) -> None:
    """Turn RGB operators and gradients into inks, groups into the press's space; drop unused spaces.

    `copied` are all dictionaries of the galley.
    """
    for page in pages:
        for part in raw_items(raw(page, "/Contents")):
            _separate_content(part.get_object(), printer)
    for holder in copied:
        if entry(holder, "/S") == "/Transparency" and "/CS" in holder:
            holder[NameObject("/CS")] = _PRESS
        elif "/ShadingType" in holder:
            _separate_shading(holder, printer)
        elif isinstance(entry(holder, "/ColorSpace"), DictionaryObject):  # a page's or form's resources
            del holder["/ColorSpace"]
        if isinstance(holder, StreamObject) and (
                entry(holder, "/Subtype") == "/Form" or "/PatternType" in holder):
            _separate_content(holder, printer)


def inks_of(colour: tuple[float, float, float], printer: PrinterProfile) -> Inks:
    """Cyan, magenta, yellow and black of an sRGB colour; greys are black ink alone."""
    levels = tuple(round(min(max(part, 0), 1) * 255) for part in colour)
    if max(colour) - min(colour) <= _NEUTRAL:
        return 0, 0, 0, _black_of(levels[1], file_state(printer.icc))
    return _inks_of(levels, file_state(printer.icc), printer.ink)


def _separate_content(stream: StreamObject, printer: PrinterProfile) -> None:
    content = stream.get_data()
    if b" rg" not in content and b" RG" not in content:
        return
    pieces, position = [], 0
    for operation in operations(content):
        press = _SCREEN.get(operation.operator)
        if press is not None and len(operation.operands) == 3:
            red, green, blue = operation.numbers()
            inks = b" ".join(map(decimal, inks_of((red, green, blue), printer)))
            pieces += [content[position:operation.start], b"%s %s" % (inks, press)]
            position = operation.end
    set_content(stream, b"".join([*pieces, content[position:]]))


def _separate_shading(shading: DictionaryObject, printer: PrinterProfile) -> None:
    """A gradient between inks; those of three parts are WeasyPrint's, in sRGB."""
    functions = [entry(shading, "/Function")]
    while functions:
        function = functions.pop()
        functions += [part.get_object() for part in raw_items(raw(function, "/Functions"))]
        for key in ("/C0", "/C1"):
            parts = [float(part.get_object()) for part in raw_items(raw(function, key))]
            if len(parts) == 3:
                inks = inks_of((parts[0], parts[1], parts[2]), printer)
                function[NameObject(key)] = ArrayObject(map(FloatObject, inks))
                shading[NameObject("/ColorSpace")] = _PRESS


@lru_cache(maxsize=1024)
def _inks_of(levels: tuple[int, int, int], icc: FileState, limit: float) -> Inks:
    dot = Image.new("RGB", (1, 1), levels)
    parts = to_inks(dot, None, icc.path.read_bytes(), limit=limit).tobytes()
    return tuple(round(part / 255, 4) for part in parts)


def _black_of(level: int, icc: FileState) -> float:
    """How much black looks like a grey; black itself is all there is of it."""
    greys = _greys(icc)
    black = 255 if level == 0 else min(range(256), key=lambda each: abs(greys[each] - level))
    return round(black / 255, 4)


@lru_cache(maxsize=4)
def _greys(icc: FileState) -> tuple[int, ...]:
    """What each level of black ink on paper looks like, as a level of sRGB grey."""
    ramp = Image.new("CMYK", (256, 1))
    ramp.putdata([(0, 0, 0, level) for level in range(256)])
    return tuple(to_srgb(ramp, None, icc.path.read_bytes()).getchannel("G").tobytes())
