"""Fenced blocks of YAML: maps, bars, lines, boxes for position only, key figures."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from rocbpress.findings.marks import Placed
from rocbpress.findings.validation import validate
from rocbpress.sources.files import TABLES, find_file
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigures, Lines, Map
from rocbpress.sources.markdown.inline import InlineRenderer
from rocbpress.sources.markdown.tables import country_values, read_rows, series_values
from rocbpress.sources.yaml.places import read_yaml

Drawn = Map | Bars | Fpo | KeyFigures


def read_figure(kind: str, text: str, where: tuple[int, int], article: InlineRenderer) -> Drawn | None:
    """The figure that a fenced block describes, with its table read; None if there are errors.

    `where` are line and column of the first letter of its text.
    """
    placed = read_yaml(text, article.diagnostics, *where)
    if placed is None:
        return None
    if kind == "figures":  # a bare list: the value of the one key of its model
        placed = _as_items(placed)
    spec: Drawn | None = validate(FIGURE_KINDS[kind], placed, article.diagnostics)
    if isinstance(spec, Map | Bars) and spec.data:
        spec = _from_table(spec, placed, article)
    if isinstance(spec, Lines) and len(spec.rows) == 1:
        article.diagnostics.add("figure-data", "lines need two rows or more", *where,
                                hint="show a single row as bars")
    return spec


def _from_table(spec: Map | Bars, placed: Placed, article: InlineRenderer) -> Map | Bars:
    path = find_file(spec.data, article.folder, article.diagnostics, placed.spot("data"), kinds=TABLES,
                     what="data")
    return _with_table(spec, path, article) if path else spec


def nearest_kind(word: str) -> str:
    """The kind of fence that was probably meant; '' where it is a language of program code."""
    near = [kind for kind in FIGURE_KINDS if sorted(kind) == sorted(word)]
    near = near or get_close_matches(word, FIGURE_KINDS, n=1, cutoff=0.7)
    return near[0] if near and word not in FIGURE_KINDS else ""


FIGURE_KINDS: Mapping[str, type[Drawn]] = {
    "map": Map, "bars": Bars, "lines": Lines, "fpo": Fpo, "figures": KeyFigures}


def _as_items(placed: Placed) -> Placed:
    marks = {("items", *path): mark for path, mark in placed.marks().items()}
    return Placed({"items": placed.value}, lambda: {(): placed.mark_at(()), **marks})


def _with_table(spec: Map | Bars, path: Path, article: InlineRenderer) -> Map | Bars:
    """The figure with the rows of a CSV file, which is one of the files that the article uses."""
    article.used.add(path)
    folder = article.diagnostics.file.split("/articles/")[0]
    own = article.diagnostics.about(f"{folder}/{path.relative_to(article.folder).as_posix()}")
    rows = read_rows(path, article.folder, own)
    if isinstance(spec, Map):
        return spec.model_copy(update={"rows": country_values(rows, own)})
    series, values = series_values(rows, own)
    return spec.model_copy(update={"series": series, "rows": values})
