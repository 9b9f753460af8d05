"""A layout: paper, palette, faces, words, templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.layout.colour import Colour
from rocbpress.layout.map_roles import ROLES
from rocbpress.layout.schema import Ground, LayoutFile, Region, ScriptFace, Title, Window
from rocbpress.layout.toml import read_toml
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
class Layout:
    """What layout.toml says, and where templates and styles lie.

    `styles` are the sheets of every flow, in order; a template may have one of its own name
    too. `faces` are those of other scripts than Latin, by their codes. `measures` are lengths
    in points by name, `sizes` width and height, `lines` how many lines a place holds. `windows` are the
    maps of the covers that the layout has, `map_palette` the colours of maps by the part they play.
    `words` maps a language (ISO 639-1) to the words that the layout itself prints; `months` to its
    twelve months.
    """

    name: str
    folder: Path
    palette: Mapping[str, Colour]
    furniture: Furniture
    styles: tuple[Path, ...]
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


def read_layout(workspace: Workspace, name: str, frozen: Path | None = None) -> Layout:
    """The layout of that name, or the copy of it in the folder `frozen`.

    LayoutError with every error in layout.toml, or if there is no such layout.
    """
    folder = frozen or workspace.layouts / name
    path = folder / "layout.toml"
    if "/" in name or not path.is_file():
        known = [found.parent.name for found in workspace.layouts.glob("*/layout.toml")]
        raise LayoutError(Finding("layout-unknown", f"there is no layout {name}",
                                  Place(workspace.relative(path)), hint=did_you_mean(name, known)))
    diagnostics = Diagnostics(workspace.relative(path))
    file = read_toml(LayoutFile, path, diagnostics, "layout", workspace.fonts)
    if file is None:
        raise LayoutError(in_order(diagnostics))
    return _layout(file, name, folder)


def _layout(file: LayoutFile, name: str, folder: Path) -> Layout:
    palette = {name: entry.colour() for name, entry in file.palette.items()}
    furniture, maps = file.furniture, file.maps
    folio, running = (RunningLine(line.face, line.size, palette[line.colour])
                      for line in (furniture.folio, furniture.running))
    windows = {"cover": maps.cover, "panel": maps.panel, "back": maps.back}
    return Layout(
        name=name, folder=folder, palette=MappingProxyType(palette),
        furniture=Furniture(furniture.baseline, furniture.margin, furniture.pages, folio, running,
                            furniture.later),
        styles=file.styles, faces=file.faces, titles=file.titles,
        measures=MappingProxyType(file.measures), sizes=MappingProxyType(file.sizes),
        lines=MappingProxyType(file.lines),
        windows=MappingProxyType({name: window for name, window in windows.items() if window}),
        map_palette=MappingProxyType(
            {role: palette[name] for role, name in {**ROLES, **maps.colours}.items()}),
        words={code: MappingProxyType(each.words) for code, each in file.languages.items()},
        months={code: each.months for code, each in file.languages.items()},
        region=file.region, bleed_mm=file.bleed_mm,
        lowered=file.lowered, disputed=MappingProxyType(file.disputed),
        grounds=file.contrast)
