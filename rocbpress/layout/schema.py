"""layout.toml as it is written: every key with what it may hold, checked before anything is made of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rocbpress.layout.colour import Colour


def holds(*names: str) -> AfterValidator:
    """A table of more than is asked for is no fault, one of less is."""
    def complete(table: dict[str, Any]) -> dict[str, Any]:
        if missing := [name for name in names if name not in table]:
            raise ValueError(f"there is no {' and no '.join(missing)}")
        return table

    return AfterValidator(complete)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Percent = Annotated[float, Field(ge=0, le=100)]
_Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
_Points = Annotated[float, Field(ge=0)]
_Size = tuple[_Points, _Points]
_Count = Annotated[int, Field(ge=1)]


class ColourEntry(_Entry):
    srgb: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
    cmyk: tuple[_Percent, _Percent, _Percent, _Percent]
    role: str = ""

    def colour(self) -> Colour:
        red, green, blue = (int(self.srgb[at:at + 2], 16) / 255 for at in (1, 3, 5))
        cyan, magenta, yellow, black = (part / 100 for part in self.cmyk)
        return Colour((red, green, blue), (cyan, magenta, yellow, black))


class LineEntry(_Entry):
    face: str
    size: Annotated[float, Field(gt=0)]
    colour: str


class FurnitureEntry(_Entry):
    baseline: _Points
    margin: _Points
    pages: frozenset[str]
    later: frozenset[str] = frozenset()
    folio: LineEntry
    running: LineEntry


class TitleEntry(_Entry):
    face: str
    size: Annotated[float, Field(gt=0)]
    spacing: float = 0


class FaceEntry(_Entry):
    family: Annotated[str, Field(pattern=r"^[\w -]+$")]
    scale: Annotated[float, Field(gt=0)] = 1
    lines: Annotated[int, Field(ge=1)] = 1


class PlaceEntry(_Entry):
    name: str
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class RegionEntry(_Entry):
    home: _Code
    place: PlaceEntry
    members: tuple[_Code, ...]
    towns: tuple[PlaceEntry, ...] = ()


class GroundEntry(_Entry):
    ground: str
    text: tuple[str, ...] = ()
    large: tuple[str, ...] = ()


class LanguageEntry(_Entry):
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    words: Annotated[dict[str, str], holds("essay", "figure", "page", "region")]


class WindowEntry(_Entry):
    width: _Points
    height: _Points
    scale: Annotated[float, Field(gt=0)]
    at: tuple[float, float]
    centre: tuple[float, float] | None = None


class MapsEntry(_Entry):
    """The windows of the covers' maps, each of which a layout may do without, and the colours of all maps."""

    cover: WindowEntry | None = None
    panel: WindowEntry | None = None
    back: WindowEntry | None = None
    colours: dict[str, str] = {}


class LayoutFile(_Entry):
    styles: tuple[str, ...]
    bleed_mm: Annotated[float, Field(ge=3)] = 3
    lowered: frozenset[str] = frozenset()
    furniture: FurnitureEntry
    measures: Annotated[dict[str, _Points], holds(
        "line", "gutter", "column", "text", "across", "pull", "page", "lead", "strip", "locator", "title",
        "headline", "headline-facts", "covers", "highlight", "entry", "facts", "box", "pull-rule", "code",
        "letter")]
    sizes: Annotated[dict[str, _Size], holds("portrait", "tile", "photograph", "labels")]
    lines: Annotated[dict[str, _Count], holds("title", "highlights", "contents", "head")]
    maps: MapsEntry = MapsEntry()
    faces: dict[Annotated[str, Field(pattern="^[a-z]{4}$")], FaceEntry] = {}
    titles: Annotated[dict[str, TitleEntry], holds(
        "large", "middle", "entry", "small", "label", "pull", "quote")]
    languages: dict[str, LanguageEntry]
    region: RegionEntry
    disputed: dict[str, str] = {}
    contrast: tuple[GroundEntry, ...] = ()
    palette: dict[str, ColourEntry]


