"""A prepared picture or drawing, by the address that a document names it by."""

from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.editions import Space


@dataclass(frozen=True, slots=True)
class AssetOrigin:
    """What a picture was prepared from: its file, and its place's points (height 0: its own shape)."""

    source: Path
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Conversion:
    """What prepared bytes depend on besides source and profile: the place in points (height 0: its own
    shape), pixels an inch, colours, JPEG quality, the printer's limit of ink in percent.
    """

    width: float
    height: float
    resolution: int
    space: Space
    quality: int
    ink: float


@dataclass(frozen=True, slots=True)
class Rendition:
    """How a picture comes out: pixels an inch of its printed size, at most the edition's and infinite
    for a drawing; the share of it that its place cuts off; what was found while it was prepared.

    `edges` says where it is cut, `cure` what to type against that; `chosen` if its focus is given.
    """

    where: Place
    resolution: float
    cut: float = 0.0
    findings: tuple[Finding, ...] = ()
    edges: str = ""
    cure: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """A prepared picture or drawing that the flow's document names by `url` (never a real path).

    Neither `origin` nor `showing` is an input of typesetting: one tells how the same picture is
    prepared once more, the other how good it is where it stands.
    """

    url: str
    digest: str
    path: Path
    origin: AssetOrigin | None = None
    showing: Rendition | None = None
