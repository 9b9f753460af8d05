"""Printers' profiles: the condition that a file is made for, and what the press bears."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.layout.layout import Layout

GIVEN = Path(__file__).parent / "profiles"
MM = 72 / 25.4
_HINT = "see rocbpress/profiles/fogra39.toml for every key"


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """A printing condition: `condition` as `registry` names it, `icc` the profile of its inks.

    `ink` is the most that the four inks may come to, in per cent; `bleed` is in points, rounded up
    to a thousandth so that no millimetre is lost; `marks` whether the sheet has crop marks.
    """

    name: str
    condition: str
    registry: str
    description: str
    icc: Path
    ink: float
    bleed: float
    marks: bool


class _ProfileFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    condition: Annotated[str, Field(min_length=1)]
    registry: str = "http://www.color.org"
    description: Annotated[str, Field(min_length=1)]
    icc: str
    total_ink: Annotated[float, Field(ge=100, le=400)]
    bleed_mm: Annotated[float, Field(ge=3)] = 3
    marks: bool = True


def read_printer(layout: Layout, name: str) -> PrinterProfile:
    """The profile of that name: the layout's own, else one of those given; LayoutError for a faulty one."""
    own = layout.folder / "profiles"
    path = next((path for folder in (own, GIVEN) if (path := folder / f"{name}.toml").is_file()), None)
    if path is None:
        known = {found.stem for folder in (own, GIVEN) for found in folder.glob("*.toml")}
        raise LayoutError(Finding("printer-unknown", f"there is no printer's profile {name}",
                                  Place(f"layouts/{layout.name}/profiles"), hint=did_you_mean(name, known)))
    shown = Place(f"layouts/{layout.name}/profiles/{path.name}" if path.parent == own else path.name)
    file = _read(path, shown)
    if file.bleed_mm > layout.bleed_mm:
        raise LayoutError(Finding(
            "printer-bleed", f"the printer wants {file.bleed_mm:g} mm of bleed, the layout {layout.name} "
            f"has {layout.bleed_mm:g} mm", shown,
            hint="raise bleed_mm in layout.toml, and what runs into it"))
    return PrinterProfile(name, file.condition, file.registry, file.description, _icc(path, file.icc, shown),
                          file.total_ink, ceil(file.bleed_mm * MM * 1000) / 1000, file.marks)


def over_inked(layout: Layout, printer: PrinterProfile) -> tuple[Finding, ...]:
    """The colours of the layout's palette that carry more ink than the press bears."""
    sums = {name: sum(colour.cmyk) * 100 for name, colour in layout.palette.items()}
    return tuple(
        Finding("palette-ink", f"the colour {name} comes to {ink:.0f} % of ink, the printer's limit is "
                f"{printer.ink:g} %", Place(f"layouts/{layout.name}/layout.toml"),
                hint="take cyan, magenta and yellow down, or black up instead of them")
        for name, ink in sums.items() if ink > printer.ink + 0.01)


def _read(path: Path, shown: Place) -> _ProfileFile:
    try:
        return _ProfileFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(Finding("printer-syntax", str(error), shown,
                                  hint="a printer's profile is TOML in UTF-8")) from error
    except ValidationError as error:
        raise LayoutError(Finding("printer-invalid", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}",
                                  shown, hint=_HINT) for fault in error.errors()) from error


def _icc(path: Path, name: str, shown: Place) -> Path:
    """The ICC file beside the profile, else one of those given; it must describe an output in CMYK."""
    icc = next((icc for folder in (path.parent, GIVEN) if (icc := folder / name).is_file()), None)
    if icc is None or "/" in name or "\\" in name:
        known = {found.name for folder in (path.parent, GIVEN) for found in folder.glob("*.icc")}
        raise LayoutError(Finding("printer-icc", f"there is no ICC file {name}", shown,
                                  hint=did_you_mean(name, known)))
    head = icc.read_bytes()[:40]
    # ICC.1, 7.2: the device's class, its colour space, the signature.
    if (head[12:16], head[16:20], head[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        raise LayoutError(Finding("printer-icc", f"{name} is no ICC profile of a press in CMYK", shown,
                                  hint="ask the printer for the profile of the output condition"))
    return icc
