"""Checks of a layout: contrast of its colours, on screens and on paper, and names of disputed areas."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from PIL import Image

from rocbpress.figures.images.inks import to_srgb
from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.colour import contrast, difference
from rocbpress.layout.files import printed_sheets
from rocbpress.layout.layout import Layout
from rocbpress.layout.printer import PrinterProfile
from rocbpress.layout.toml import toml_place

# WCAG 2, 1.4.3: large text is of 18 points, or of 14 in bold.
LEAST, LEAST_LARGE = 4.5, 3.0
APART = 12.0  # of CIELAB: beyond what press and screen differ by for a colour that both can show
_TEXT_COLOUR = re.compile(r"(?<![-\w])color:\s*var\(--([\w-]+)\)")

Srgb = tuple[float, float, float]


def check_contrast(layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    """Pairs in layout.toml with too little contrast, and text colours of its styles that are in no pair."""
    on_paper = f"on paper ({printer.condition})"
    found = [*_pairs(layout, _shown(layout), "on screens"),
             *_pairs(layout, _printed(layout, printer), on_paper)]
    for accent, changed in layout.accents.items():
        own, where = layout.in_accent(accent), f" in the accent {accent}"
        found += _pairs(own, _shown(own), "on screens" + where, changed)
        found += _pairs(own, _printed(own, printer), on_paper + where, changed)
    return (*found, *_undeclared(layout))


def check_palette(layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    """Colours whose inks look unlike their sRGB, by the printer's profile."""
    return tuple(finding for accent in ("", *layout.accents) for finding in _unlike(layout, printer, accent))


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    path, shown = layout.folder / "layout.toml", f"layouts/{layout.name}/layout.toml"
    return tuple(border_findings(layout.disputed, partial(toml_place, path, shown, "disputed")))


def _pairs(layout: Layout, colours: Mapping[str, Srgb], where: str,
           changed: Collection[str] | None = None) -> Iterator[Finding]:
    """Pairs with too little contrast; with `changed`, only of those with one of these colours."""
    pairs = ((name, pair.ground, least) for pair in layout.grounds
             for names, least in ((pair.text, LEAST), (pair.large, LEAST_LARGE)) for name in names
             if changed is None or name in changed or pair.ground in changed)
    for name, background, least in pairs:
        ratio = contrast(colours[name], colours[background])
        if ratio < least:
            yield Finding("contrast-low", f"{name} on {background} has a contrast of {ratio:.2f} : 1 "
                          f"{where}; it needs {least:g} : 1", Place(f"layouts/{layout.name}/layout.toml"),
                          hint="make one colour darker or the other lighter")


def _unlike(layout: Layout, printer: PrinterProfile, accent: str) -> Iterator[Finding]:
    own, table = layout.in_accent(accent), ("accents", accent) if accent else ("palette",)
    file = f"layouts/{layout.name}/layout.toml"
    shown, printed = _shown(own), _printed(own, printer)
    for name in layout.accents[accent] if accent else own.palette:
        apart = difference(shown[name], printed[name])
        if apart > APART:
            yield Finding(
                "palette-unlike", f"the srgb and cmyk of {name} are two colours: their difference is "
                f"{apart:.0f}, at most {APART:g} is a match", toml_place(layout.folder / "layout.toml", file,
                *table, name), Severity.WARNING, f"on paper it looks like {_hex(printed[name])}")


def _hex(srgb: Srgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in srgb)


def _shown(layout: Layout) -> dict[str, Srgb]:
    return {name: colour.srgb for name, colour in layout.palette.items()}


def _printed(layout: Layout, printer: PrinterProfile) -> dict[str, Srgb]:
    """What the inks of each colour look like, by the printer's profile."""
    image = Image.new("CMYK", (len(layout.palette), 1))
    for at, colour in enumerate(layout.palette.values()):
        image.putpixel((at, 0), tuple(round(ink * 255) for ink in colour.cmyk))
    seen = to_srgb(image, None, printer.icc.read_bytes()).tobytes()
    return {name: (seen[at] / 255, seen[at + 1] / 255, seen[at + 2] / 255)
            for at, name in zip(range(0, len(seen), 3), layout.palette, strict=True)}


def _undeclared(layout: Layout) -> Iterator[Finding]:
    declared = {name for pair in layout.grounds for name in (*pair.text, *pair.large)}
    for sheet in printed_sheets(layout.folder):
        for number, line in enumerate(sheet.read_text("utf-8").splitlines(), 1):
            for found in _TEXT_COLOUR.finditer(line):
                if found[1] not in declared:
                    place = Place(f"layouts/{layout.name}/{sheet.name}", number, found.start() + 1)
                    yield Finding("contrast-unknown", f"text is {found[1]}, which no [[contrast]] of "
                                  "layout.toml lists", place, Severity.WARNING,
                                  "list it under [[contrast]] with its background")
