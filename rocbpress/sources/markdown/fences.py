"""Fenced blocks of YAML: maps, bars, boxes for position only, key figures."""

from __future__ import annotations

from collections.abc import Mapping
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
    """The issue's folder, where findings go, and the set of files that the article uses."""

    folder: Path
    diagnostics: Diagnostics
    used: set[Path]


def read_figure(fence: Fence, context: FenceContext) -> Drawn | None:
    """The figure that a fenced block describes, with its table read; None if there are errors."""
    placed = read_yaml(fence.text, context.diagnostics, fence.line, fence.column)
    if placed is None:
        return None
    if fence.kind == "figures":  # a bare list: the value of the one key of its model
        placed = _as_items(placed)
    spec: Drawn | None = validate(FIGURE_KINDS[fence.kind], placed, context.diagnostics)
    if not isinstance(spec, Map | Bars) or not spec.data:
        return spec
    spot = placed.mark_at(("data",)).spot
    path = find_file(spec.data, context.folder, context.diagnostics, spot, kinds=TABLES, what="data")
    return _with_table(spec, path, context) if path else spec


def nearest_kind(word: str) -> str:
    """The kind of fence that was probably meant; '' where it is a language of program code."""
    near = get_close_matches(word, FIGURE_KINDS, n=1, cutoff=0.7)
    return near[0] if near and word not in FIGURE_KINDS else ""


FIGURE_KINDS: Mapping[str, type[Drawn]] = {"map": Map, "bars": Bars, "fpo": Fpo, "figures": KeyFigures}


def _as_items(placed: Placed) -> Placed:
    marks = {("items", *path): mark for path, mark in placed.marks().items()}
    return Placed({"items": placed.value}, lambda: {(): placed.mark_at(()), **marks})


def _with_table(spec: Map | Bars, path: Path, context: FenceContext) -> Map | Bars:
    """The figure with the rows of a CSV file, which is one of the files that the article uses."""
    context.used.add(path)
    folder = context.diagnostics.file.split("/articles/")[0]
    own = context.diagnostics.about(f"{folder}/{path.relative_to(context.folder).as_posix()}")
    rows = read_rows(path, own)
    if isinstance(spec, Map):
        return spec.model_copy(update={"rows": country_values(rows, own)})
    series, values = series_values(rows, own)
    return spec.model_copy(update={"series": series, "rows": values})
