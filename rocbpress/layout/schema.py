"""layout.toml as it is written: every key with what it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal, LiteralString, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from rocbpress.findings.finding import did_you_mean
from rocbpress.findings.validation import written
from rocbpress.layout.colour import CLASSES, ROLES, Colour
from rocbpress.layout.fit import FitTable
from rocbpress.layout.toml import LayoutContext
from rocbpress.workspace.contained import is_inside

SHEETS = Path(__file__).parent / "styles"


class Strict(BaseModel):
    """A table that a person wrote: frozen, and without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def context_of(info: ValidationInfo) -> LayoutContext:
    """What the file that is validated may refer to."""
    assert isinstance(info.context, LayoutContext)
    return info.context


def _with(*names: str) -> AfterValidator:
    """A validator of tables that may have more keys than these, but not fewer."""
    def check(table: dict[str, object]) -> dict[str, object]:
        if missing := [name for name in names if name not in table]:
            raise PydanticCustomError("key-missing", "missing key: {names}", {"names": ", ".join(missing)})
        return table

    return AfterValidator(check)


def _some_room(table: dict[str, float]) -> dict[str, float]:
    """Measures that others are divided by, or that maps and pictures fill: a point at least."""
    for name in ("line", "text", "column", "across", "page", "lead", "strip", "locator", "letter"):
        if table[name] < 1:
            raise PydanticCustomError("layout-invalid", "{name} is {given}, but must be 1 or more", {
                "name": name, "given": f"{table[name]:g}"})
    return table


def _date(form: str) -> str:
    """How a day is written: the year is the first or the last of the three."""
    fields = re.findall(r"\{\w*\}|[{}]", form)
    if fields not in (["{day}", "{month}", "{year}"], ["{year}", "{month}", "{day}"]):
        raise PydanticCustomError("layout-invalid", "write date as {forms}", {
            "forms": "{day} {month} {year}, or {year} {month} {day}, with the signs between them"})
    return form


def existing(code: LiteralString, message: LiteralString, pattern: str,
             folders: Callable[[LayoutContext], tuple[Path, ...]]) -> BeforeValidator:
    """A validator of names of files, which are in one of the folders; the first that has it counts."""
    def find(name: object, info: ValidationInfo) -> object:
        if not isinstance(name, str):
            return name
        among = folders(context_of(info))
        found = next((folder / name for folder in among if is_inside(folder / name, folder)), None)
        if found is None or ".." in Path(name).parts:
            known = {path.relative_to(folder).as_posix() for folder in among for path in folder.glob(pattern)}
            raise PydanticCustomError(code, message, {"name": name, "hint": did_you_mean(name, known)})
        return found

    return BeforeValidator(find)


def _colour(name: str, info: ValidationInfo) -> str:
    if name not in (known := context_of(info).colours):
        raise PydanticCustomError("layout-colour", "the palette has no colour {name}",
                                  {"name": name, "hint": did_you_mean(name, known)})
    return name


def _role(name: str) -> str:
    if name not in (known := set(ROLES) - CLASSES):
        raise PydanticCustomError("layout-colour", "maps have no part of this name",
                                  {"hint": did_you_mean(name, known)})
    return name


_Percent = Annotated[float, Field(ge=0, le=100)]
_Code = Annotated[str, written("[A-Z]{3}", "layout-invalid", "write a country like THA (ISO 3166)")]
_Script = Annotated[str, written("[a-z]{4}", "layout-invalid", "write a script like thai (ISO 15924)")]
_Family = Annotated[str, written(r"[\w -]+", "layout-invalid", "use letters, digits, spaces and hyphens")]
_LARGEST = 14_400  # points: the widest page of PDF (ISO 32000-1, annex C.2)
_Points = Annotated[float, Field(ge=0, le=_LARGEST)]
_Positive = Annotated[float, Field(ge=0.01, le=_LARGEST)]
_Offset = Annotated[float, Field(ge=-_LARGEST, le=_LARGEST)]
_Size = tuple[_Points, _Points]
_Count = Annotated[int, Field(ge=1, le=1000)]
_Face = Annotated[Path, existing("layout-face", "fonts/{name} does not exist", "*/*.ttf",
                                 lambda context: (context.fonts,))]
_Sheet = Annotated[Path, existing("layout-style", "{name} does not exist in this layout", "*.css",
                                  lambda context: (context.folder, SHEETS))]
_ColourName = Annotated[str, AfterValidator(_colour)]
_Role = Annotated[str, AfterValidator(_role)]
CoverForm = Literal["photograph", "map", "band", "full"]


class ColourEntry(Strict):
    srgb: Annotated[str, written("#[0-9a-fA-F]{6}", "layout-invalid", "write a colour like #043564")]
    cmyk: tuple[_Percent, _Percent, _Percent, _Percent]
    role: str = ""

    def colour(self) -> Colour:
        red, green, blue = (int(self.srgb[at:at + 2], 16) / 255 for at in (1, 3, 5))
        cyan, magenta, yellow, black = (part / 100 for part in self.cmyk)
        return Colour((red, green, blue), (cyan, magenta, yellow, black))


class ScriptFace(Strict):
    """The family of a script, its size beside Latin, and the lines of the grid that a line of it takes.

    `titles` is how high its line of a title is at least, as a multiple of its size.
    A pictorial one sets figures and signs within a run itself, and has neither bold nor italic: emoji.
    """

    family: _Family
    scale: _Positive = 1
    lines: _Count = 1
    titles: _Positive = 1
    pictorial: bool = False


class Lettering(Strict):
    """How a line is set: the file of its Latin face, its size in points; `others` are of other scripts."""

    face: _Face
    size: _Positive
    _others: dict[str, ScriptFace] = PrivateAttr(default_factory=dict)

    @property
    def others(self) -> Mapping[str, ScriptFace]:
        return self._others


class RunningLine(Lettering):
    """A line of running matter, in a colour of the palette."""

    colour: _ColourName


class Furniture(Strict):
    """The place a layout reserves for folio and running title, in points of the trim.

    `baseline` is measured from the foot, `margin` from either side; folios stand at the outer
    edge, running titles at the inner. Only pages whose CSS name is in `pages` carry them, and those in
    `later` from the second page of their flow on.
    """

    baseline: _Points
    margin: _Points
    pages: frozenset[str]
    later: frozenset[str] = frozenset()
    folio: RunningLine
    running: RunningLine


class Title(Lettering):
    """How titles of one size are set, so that their lines can be balanced; `spacing` is in points."""

    spacing: _Offset = 0


class Site(NamedTuple):
    """A place in degrees, north and east positive."""

    name: str
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Region(Strict):
    """What the covers' maps show: members lit (ISO 3166 alpha-3), one place of `home` marked.

    `towns` are named on locator maps of countries of small islands.
    """

    home: _Code
    place: Site
    members: tuple[_Code, ...]
    towns: tuple[Site, ...] = ()


class Ground(Strict):
    """A colour that text stands on, and the colours of that text: of any size, and large alone."""

    ground: _ColourName
    text: tuple[_ColourName, ...] = ()
    large: tuple[_ColourName, ...] = ()


class LanguageEntry(Strict):
    """The twelve months, how a day is written, and the words that the layout itself prints."""

    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    date: Annotated[str, AfterValidator(_date)] = "{day}\u00a0{month} {year}"
    words: Annotated[dict[str, str], _with("essay", "figure", "page", "region")]


class Window(Strict):
    """Where a map of the covers is drawn: points wide and high, `scale` in points per degree.

    `centre` is latitude and longitude, and falls on the point `at` from the top left corner; without one
    it is the place that the map marks.
    """

    width: _Points
    height: _Points
    scale: _Positive
    at: tuple[_Offset, _Offset]
    centre: tuple[_Offset, _Offset] | None = None


class MapsEntry(Strict):
    """The windows of the covers' maps, each optional, and the colours of all maps.

    With `leaders` names of countries are on their own land or led to it, those of members first.
    """

    cover: Window | None = None
    panel: Window | None = None
    back: Window | None = None
    section: Window | None = None
    leaders: bool = False
    colours: dict[_Role, _ColourName] = {}


def _for_maps(palette: dict[str, ColourEntry], info: ValidationInfo) -> dict[str, ColourEntry]:
    maps: MapsEntry | None = info.data.get("maps")  # absent if it has errors of its own
    needed = {**ROLES, **maps.colours} if maps else {}
    if missing := sorted({name for name in needed.values() if name not in palette}):
        raise PydanticCustomError("layout-colour", "maps need the colour {names}", {
            "names": ", ".join(missing), "hint": "add it, or name another under [maps.colours]"})
    return palette


class LayoutFile(Strict):
    styles: tuple[_Sheet, ...]
    bleed_mm: Annotated[float, Field(ge=3, le=100)] = 3
    overprint: bool = False
    lowered: frozenset[str] = frozenset()
    furniture: Furniture
    measures: Annotated[dict[str, _Points], _with(
        "line", "gutter", "column", "text", "across", "pull", "page", "lead", "strip", "locator", "title",
        "headline", "headline-facts", "covers", "highlight", "entry", "facts", "box", "pull-rule", "code",
        "letter"), AfterValidator(_some_room)]
    sizes: Annotated[dict[str, _Size], _with("portrait", "tile", "photograph", "labels")]
    lines: Annotated[dict[str, _Count], _with("title", "highlights", "contents", "head")]
    maps: MapsEntry = MapsEntry()
    faces: dict[_Script, ScriptFace] = {}
    titles: Annotated[dict[str, Title], _with(
        "large", "middle", "entry", "small", "label", "pull", "quote")]
    languages: dict[str, LanguageEntry]
    region: Region
    disputed: dict[str, str] = {}
    grounds: Annotated[tuple[Ground, ...], Field(alias="contrast")] = ()
    fit: FitTable | None = None
    colours: Annotated[dict[str, ColourEntry], AfterValidator(_for_maps), Field(alias="palette")]
    accents: dict[str, dict[_ColourName, ColourEntry]] = {}
    covers: tuple[CoverForm, ...] = ("photograph", "map")
    notes: Literal["plain", "ruled"] = "plain"
    addresses: Literal["beside", "end"] = "beside"
    approval: bool = False

    def model_post_init(self, _context: LayoutContext, /) -> None:
        """Let every line know the faces of other scripts."""
        for line in (*self.titles.values(), self.furniture.folio, self.furniture.running):
            line._others.update(self.faces)
