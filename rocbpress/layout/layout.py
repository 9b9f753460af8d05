"""A layout: paper, palette, faces, words, templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.layout.colour import ROLES, Colour
from rocbpress.layout.schema import Furniture, Ground, LayoutFile, Region, ScriptFace, Title, Window
from rocbpress.layout.toml import read_toml
from rocbpress.workspace.workspace import Workspace


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
    windows = {"cover": file.maps.cover, "panel": file.maps.panel, "back": file.maps.back}
    return Layout(
        name, folder, palette, file.furniture, file.styles, file.faces, file.titles, file.measures,
        file.sizes, file.lines, windows={name: window for name, window in windows.items() if window},
        map_palette={role: palette[name] for role, name in {**ROLES, **file.maps.colours}.items()},
        words={code: each.words for code, each in file.languages.items()},
        months={code: each.months for code, each in file.languages.items()},
        region=file.region, bleed_mm=file.bleed_mm, lowered=file.lowered, disputed=file.disputed,
        grounds=file.contrast)
