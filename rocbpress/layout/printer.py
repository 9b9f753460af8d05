"""Printers' profiles: the condition that a file is made for, and what the press allows."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import Strict, existing
from rocbpress.layout.toml import read_toml, toml_place
from rocbpress.workspace.contained import is_inside

GIVEN = Path(__file__).parent / "profiles"
MM = 72 / 25.4
_LARGEST = 16_000_000  # bytes of an ICC profile; those of presses have 0.5 to 3 million


def _for_press(icc: Path) -> Path:
    """A profile of an output in CMYK."""
    with icc.open("rb") as file:
        head = file.read(40)
    # ICC.1, 7.2: the device's class, its colour space, the signature.
    kind = (head[12:16], head[16:20], head[36:40])
    if icc.stat().st_size > _LARGEST or kind != (b"prtr", b"CMYK", b"acsp"):
        raise PydanticCustomError("printer-icc", "{name} is not an ICC profile of a press in CMYK", {
            "name": icc.name, "hint": "ask the printer for the profile of the printing condition"})
    return icc


class PrinterProfile(Strict):
    """A printing condition: `condition` as `registry` names it, `icc` the file with the profile of its inks.

    `ink` is the most that the four inks may add up to, in per cent; `marks` whether the sheet has crop marks.
    """

    condition: Annotated[str, Field(min_length=1)]
    registry: str = "http://www.color.org"
    description: Annotated[str, Field(min_length=1)]
    icc: Annotated[
        Path, existing("printer-icc", "there is no ICC file {name}", "*.icc",
                       lambda context: (context.folder, GIVEN)), AfterValidator(_for_press)]
    ink: Annotated[float, Field(ge=100, le=400, alias="total_ink")]
    bleed_mm: Annotated[float, Field(ge=3)] = 3
    marks: bool = True

    @property
    def bleed(self) -> float:
        """In points, rounded up to a thousandth so that no millimetre is lost."""
        return ceil(self.bleed_mm * MM * 1000) / 1000


def read_printer(layout: Layout, name: str) -> PrinterProfile:
    """The profile of that name: the layout's own, else one of those given; LayoutError for a faulty one."""
    own = layout.folder / "profiles"
    path = next((path for folder in (own, GIVEN) if is_inside(path := folder / f"{name}.toml", folder)), None)
    if path is None:
        known = {found.stem for folder in (own, GIVEN) for found in folder.glob("*.toml")}
        raise LayoutError(Finding("printer-unknown", f"there is no printer's profile {name}",
                                  Place(f"layouts/{layout.name}/profiles"), hint=did_you_mean(name, known)))
    shown = f"layouts/{layout.name}/profiles/{path.name}" if path.parent == own else path.name
    printer = read_toml(PrinterProfile, path, shown, "printer")
    if printer.bleed_mm > layout.bleed_mm:
        raise LayoutError(Finding(
            "printer-bleed", f"the printer needs {printer.bleed_mm:g} mm of bleed, the layout {layout.name} "
            f"has {layout.bleed_mm:g} mm", toml_place(path, shown, "bleed_mm"),
            hint="raise bleed_mm in layout.toml, and extend what runs into the bleed"))
    return printer


def over_inked(layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    """A finding for each colour of the layout's palette that needs more ink than the press allows."""
    colours = {("palette", name): colour for name, colour in layout.palette.items()} | {
        ("accents", accent, name): entry.colour()
        for accent, changed in layout.accents.items() for name, entry in changed.items()}
    sums = {keys: sum(colour.cmyk) * 100 for keys, colour in colours.items()}
    sheet, shown = layout.folder / "layout.toml", f"layouts/{layout.name}/layout.toml"
    return tuple(
        Finding("palette-ink", f"the colour {keys[-1]} adds up to {ink:.0f} % of ink, the printer's limit is "
                f"{printer.ink:g} %", toml_place(sheet, shown, *keys, "cmyk"),
                hint="lower cyan, magenta and yellow, or use black instead")
        for keys, ink in sums.items() if ink > printer.ink + 0.01)
