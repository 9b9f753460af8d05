"""A layout: paper, palette, faces, words, templates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rocbpress.colour import Colour
from rocbpress.errors import LayoutError
from rocbpress.findings import Finding, Place, did_you_mean
from rocbpress.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """How a line of running matter is set: the face's file, size in points, colour."""

    face: Path
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Furniture:
    """The place a layout reserves for folio and running title, in points of the trim.

    `baseline` is measured from the foot, `margin` from either side; folios stand at the outer
    edge, running titles at the inner. Only pages whose CSS name is in `pages` carry them, and those in
    `later` from the second page of their flow on.
    """

    baseline: float
    margin: float
    pages: frozenset[str]
    folio: Line
    running: Line
    later: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Title:
    """How titles of one size are set, so that their lines can be balanced: `spacing` in points."""

    face: Path
    size: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Region:
    """What the covers' maps show: members lit (ISO 3166 alpha-3), one place of `home` marked, in degrees.

    `towns` are named on locator maps of countries of small islands.
    """

    home: str
    place: tuple[str, float, float]
    members: tuple[str, ...]
    towns: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A colour that text stands on, and the colours of that text: of any size, and large alone."""

    ground: str
    text: tuple[str, ...]
    large: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptFace:
    """The family of a script, its size beside Latin, and the lines of the grid that a line of it takes."""

    family: str
    scale: float
    lines: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What layout.toml says, and where templates and styles lie.

    `styles` are the sheets of every flow, in order; a template may have one of its own name
    besides. `faces` are those of other scripts than Latin, by their codes. `measures` are widths
    in points by name. `words` maps a language (ISO 639-1) to the words that the layout itself
    prints; `months` to its twelve months.
    """

    name: str
    folder: Path
    palette: Mapping[str, Colour]
    furniture: Furniture
    styles: tuple[str, ...]
    faces: Mapping[str, ScriptFace]
    titles: Mapping[str, Title]
    measures: Mapping[str, float]
    words: Mapping[str, Mapping[str, str]]
    months: Mapping[str, tuple[str, ...]]
    region: Region
    bleed_mm: float
    lowered: frozenset[str]
    disputed: Mapping[str, str]
    grounds: tuple[Ground, ...] = ()


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Percent = Annotated[float, Field(ge=0, le=100)]
_Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
_Points = Annotated[float, Field(ge=0)]


class _Colour(_Entry):
    srgb: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
    cmyk: tuple[_Percent, _Percent, _Percent, _Percent]
    role: str = ""

    def colour(self) -> Colour:
        red, green, blue = (int(self.srgb[at:at + 2], 16) / 255 for at in (1, 3, 5))
        cyan, magenta, yellow, black = (part / 100 for part in self.cmyk)
        return Colour((red, green, blue), (cyan, magenta, yellow, black))


class _Line(_Entry):
    face: str
    size: Annotated[float, Field(gt=0)]
    colour: str


class _Furniture(_Entry):
    baseline: _Points
    margin: _Points
    pages: frozenset[str]
    later: frozenset[str] = frozenset()
    folio: _Line
    running: _Line


class _Title(_Entry):
    face: str
    size: Annotated[float, Field(gt=0)]
    spacing: float = 0


class _Face(_Entry):
    family: Annotated[str, Field(pattern=r"^[\w -]+$")]
    scale: Annotated[float, Field(gt=0)] = 1
    lines: Annotated[int, Field(ge=1)] = 1


class _Place(_Entry):
    name: str
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class _Region(_Entry):
    home: _Code
    place: _Place
    members: tuple[_Code, ...]
    towns: tuple[_Place, ...] = ()


class _Ground(_Entry):
    ground: str
    text: tuple[str, ...] = ()
    large: tuple[str, ...] = ()


class _Language(_Entry):
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    words: dict[str, str]


class _LayoutFile(_Entry):
    styles: tuple[str, ...]
    bleed_mm: Annotated[float, Field(ge=3)] = 3
    lowered: frozenset[str] = frozenset()
    furniture: _Furniture
    measures: dict[str, _Points]
    faces: dict[Annotated[str, Field(pattern="^[a-z]{4}$")], _Face] = {}
    titles: dict[str, _Title]
    languages: dict[str, _Language]
    region: _Region
    disputed: dict[str, str] = {}
    contrast: tuple[_Ground, ...] = ()
    palette: dict[str, _Colour]


def _site(place: _Place) -> tuple[str, float, float]:
    return place.name, place.latitude, place.longitude


def read_layout(workspace: Workspace, name: str, frozen: Path | None = None) -> Layout:
    """The layout of that name, validated; LayoutError names layout.toml and every fault in it.

    `frozen` is the folder of a copy that is read in its place.
    """
    folder = frozen or workspace.layouts / name
    path = folder / "layout.toml"
    if "/" in name or not path.is_file():
        known = [found.parent.name for found in workspace.layouts.glob("*/layout.toml")]
        raise LayoutError(Finding("layout-unknown", f"there is no layout {name}",
                                  Place(workspace.relative(path)), hint=did_you_mean(name, known)))
    return _Reading(workspace, name, folder, workspace.relative(path)).layout()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One layout file being read: where it lies and how messages name it."""

    workspace: Workspace
    name: str
    folder: Path
    shown: str

    def layout(self) -> Layout:
        file = self._file()
        palette = {name: entry.colour() for name, entry in file.palette.items()}
        furniture, region = file.furniture, file.region
        return Layout(
            name=self.name, folder=self.folder, palette=MappingProxyType(palette),
            furniture=Furniture(furniture.baseline, furniture.margin, furniture.pages,
                                self._line(furniture.folio, palette),
                                self._line(furniture.running, palette), furniture.later),
            styles=tuple(self._style(name) for name in file.styles),
            faces={code: ScriptFace(face.family, face.scale, face.lines)
                   for code, face in file.faces.items()},
            titles={name: Title(self._face(title.face), title.size, title.spacing)
                    for name, title in file.titles.items()},
            measures=MappingProxyType(file.measures),
            words={code: MappingProxyType(each.words) for code, each in file.languages.items()},
            months={code: each.months for code, each in file.languages.items()},
            region=Region(region.home, _site(region.place), region.members, tuple(map(_site, region.towns))),
            bleed_mm=file.bleed_mm, lowered=file.lowered, disputed=MappingProxyType(file.disputed),
            grounds=tuple(self._ground(ground, palette) for ground in file.contrast))

    def _file(self) -> _LayoutFile:
        try:
            text = (self.folder / "layout.toml").read_text("utf-8")
            return _LayoutFile.model_validate(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LayoutError(Finding("layout-syntax", str(error), Place(self.shown),
                                      hint="layout.toml is TOML in UTF-8")) from error
        except ValidationError as error:
            raise LayoutError(Finding(
                "layout-invalid", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}",
                Place(self.shown), hint="see layouts/rocb/layout.toml for every key")
                for fault in error.errors()) from error

    def _line(self, line: _Line, palette: Mapping[str, Colour]) -> Line:
        self._check_colour(line.colour, palette)
        return Line(self._face(line.face), line.size, palette[line.colour])

    def _ground(self, ground: _Ground, palette: Mapping[str, Colour]) -> Ground:
        for name in (ground.ground, *ground.text, *ground.large):
            self._check_colour(name, palette)
        return Ground(ground.ground, ground.text, ground.large)

    def _check_colour(self, name: str, palette: Mapping[str, Colour]) -> None:
        if name not in palette:
            raise self._missing("layout-colour", f"the palette has no colour {name}",
                                did_you_mean(name, palette))

    def _face(self, name: str) -> Path:
        path = self.workspace.fonts / name
        if not path.is_file():
            known = [p.relative_to(self.workspace.fonts).as_posix()
                     for p in self.workspace.fonts.glob("*/*.ttf")]
            raise self._missing("layout-face", f"there is no face fonts/{name}",
                                did_you_mean(name, known))
        return path

    def _style(self, name: str) -> str:
        if not (self.folder / name).is_file():
            raise self._missing("layout-style", f"there is no style sheet {name} in this layout",
                                did_you_mean(name, (p.name for p in self.folder.glob("*.css"))))
        return name

    def _missing(self, code: str, message: str, hint: str) -> LayoutError:
        return LayoutError(Finding(code, message, Place(self.shown), hint=hint))
