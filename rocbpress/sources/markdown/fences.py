"""Fenced blocks of YAML: maps, bars, boxes for position only, key figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.marks import Placed
from rocbpress.findings.validation import validate
from rocbpress.sources.files import TABLES, find_file
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigures, Map
from rocbpress.sources.markdown.tables import country_values, read_rows, series_values
from rocbpress.sources.yaml.places import read_yaml

Drawn = Map | Bars | Fpo | KeyFigures


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block's text, and where its first letter stands."""

    kind: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FenceContext:
    """What reading a figure needs beside it: the issue's folder, where to note faults and files read."""

    folder: Path
    diagnostics: Diagnostics
    used: set[Path]


def read_figure(fence: Fence, desk: FenceContext) -> Drawn | None:
    """The figure that a fenced block describes, with its table read; None with errata."""
    placed = read_yaml(fence.text, desk.diagnostics, fence.line, fence.column)
    return FENCES[fence.kind](placed, desk) if placed else None


def nearest_kind(word: str) -> str:
    """The kind of fence that was probably meant; '' where it is a language of program code."""
    near = get_close_matches(word, FENCES, n=1, cutoff=0.7)
    return near[0] if near and word not in FENCES else ""


def _map(placed: Placed, desk: FenceContext) -> Map | None:
    spec = validate(Map, placed, desk.diagnostics)
    path = _table(spec, placed, desk) if spec else None
    if spec and path:
        rows = country_values(read_rows(path, _about(path, desk)), _about(path, desk))
        return spec.model_copy(update={"rows": rows})
    return spec


def _bars(placed: Placed, desk: FenceContext) -> Bars | None:
    spec = validate(Bars, placed, desk.diagnostics)
    path = _table(spec, placed, desk) if spec else None
    if spec and path:
        series, rows = series_values(read_rows(path, _about(path, desk)), _about(path, desk))
        return spec.model_copy(update={"series": series, "rows": rows})
    return spec


def _fpo(placed: Placed, desk: FenceContext) -> Fpo | None:
    return validate(Fpo, placed, desk.diagnostics)


def _figures(placed: Placed, desk: FenceContext) -> KeyFigures | None:
    """A bare list; it is validated as the value of the one key that the model has."""
    marks = {("items", *path): mark for path, mark in placed.marks().items()}
    whole = Placed({"items": placed.value}, lambda: {(): placed.mark_at(()), **marks})
    return validate(KeyFigures, whole, desk.diagnostics)


FENCES: dict[str, Callable[[Placed, FenceContext], Drawn | None]] = {
    "map": _map, "bars": _bars, "fpo": _fpo, "figures": _figures,
}


def _table(spec: Map | Bars, placed: Placed, desk: FenceContext) -> Path | None:
    if not spec.data:
        return None
    spot = placed.mark_at(("data",)).spot
    path = find_file(spec.data, desk.folder, desk.diagnostics, spot, kinds=TABLES, what="data")
    if path:
        desk.used.add(path)
    return path


def _about(path: Path, desk: FenceContext) -> Diagnostics:
    folder = desk.diagnostics.file.split("/articles/")[0]
    return desk.diagnostics.about(f"{folder}/{path.relative_to(desk.folder).as_posix()}")
