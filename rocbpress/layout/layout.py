"""A layout: paper, palette, faces, words, templates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.layout.colour import Colour
from rocbpress.layout.map_roles import CLASSES, ROLES, Window
from rocbpress.layout.schema import GroundEntry, LayoutFile, LineEntry, MapsEntry, PlaceEntry
from rocbpress.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RunningLine:
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
    folio: RunningLine
    running: RunningLine
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
    besides. `faces` are those of other scripts than Latin, by their codes. `measures` are lengths
    in points by name, `sizes` width and height, `lines` how many lines a place holds. `windows` are the
    maps of the covers that the layout has, `map_palette` the colours of maps by the part they play.
    `words` maps a language (ISO 639-1) to the words that the layout itself prints; `months` to its
    twelve months.
    """

    name: str
    folder: Path
    palette: Mapping[str, Colour]
    furniture: Furniture
    styles: tuple[str, ...]
    faces: Mapping[str, ScriptFace]
    titles: Mapping[str, Title]
    measures: Mapping[str, float]
    sizes: Mapping[str, tuple[float, float]]
    lines: Mapping[str, int]
    windows: Mapping[str, Window]
    map_palette: Mapping[str, Colour]
    words: Mapping[str, Mapping[str, str]]
    months: Mapping[str, tuple[str, ...]]
    region: Region
    bleed_mm: float
    lowered: frozenset[str]
    disputed: Mapping[str, str]
    grounds: tuple[Ground, ...] = ()


def _site(place: PlaceEntry) -> tuple[str, float, float]:
    return place.name, place.latitude, place.longitude


def _windows(maps: MapsEntry) -> Mapping[str, Window]:
    found = {"cover": maps.cover, "panel": maps.panel, "back": maps.back}
    return MappingProxyType({name: Window(entry.width, entry.height, entry.scale, entry.at, entry.centre)
                             for name, entry in found.items() if entry})


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
    return _LayoutReader(workspace, name, folder, workspace.relative(path)).layout()


@dataclass(frozen=True, slots=True)
class _LayoutReader:
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
            measures=MappingProxyType(file.measures), sizes=MappingProxyType(file.sizes),
            lines=MappingProxyType(file.lines), windows=_windows(file.maps),
            map_palette=self._map_palette(file.maps.colours, palette),
            words={code: MappingProxyType(each.words) for code, each in file.languages.items()},
            months={code: each.months for code, each in file.languages.items()},
            region=Region(region.home, _site(region.place), region.members, tuple(map(_site, region.towns))),
            bleed_mm=file.bleed_mm, lowered=file.lowered, disputed=MappingProxyType(file.disputed),
            grounds=tuple(self._ground(ground, palette) for ground in file.contrast))

    def _file(self) -> LayoutFile:
        try:
            text = (self.folder / "layout.toml").read_text("utf-8")
            return LayoutFile.model_validate(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LayoutError(Finding("layout-syntax", str(error), Place(self.shown),
                                      hint="layout.toml is TOML in UTF-8")) from error
        except ValidationError as error:
            raise LayoutError(Finding(
                "layout-invalid", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}",
                Place(self.shown), hint="docs/layouts.md tells of every key")
                for fault in error.errors()) from error

    def _line(self, line: LineEntry, palette: Mapping[str, Colour]) -> RunningLine:
        self._check_colour(line.colour, palette)
        return RunningLine(self._face(line.face), line.size, palette[line.colour])

    def _ground(self, ground: GroundEntry, palette: Mapping[str, Colour]) -> Ground:
        for name in (ground.ground, *ground.text, *ground.large):
            self._check_colour(name, palette)
        return Ground(ground.ground, ground.text, ground.large)

    def _map_palette(self, given: Mapping[str, str], palette: Mapping[str, Colour]) -> Mapping[str, Colour]:
        for role in given:
            if role not in ROLES or role in CLASSES:
                raise self._missing("layout-colour", f"maps.colours: no part of a map is called {role}",
                                    did_you_mean(role, set(ROLES) - CLASSES))
        names = {**ROLES, **given}
        for name in names.values():
            self._check_colour(name, palette)
        return MappingProxyType({role: palette[name] for role, name in names.items()})

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
