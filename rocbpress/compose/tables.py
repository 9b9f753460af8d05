"""Tables: figures that stand one below another, and what the head says where it is repeated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rocbpress.compose.context import Context
from rocbpress.compose.measure import text_width
from rocbpress.sources.markdown.tree import Node, element, elements, text

_FIGURE = re.compile(r"(?:[A-Z]{3}|[$€£¥])?[  ]?[-−+±<>~]?\d[\d,  ]*(?P<part>\.\d+)?[  ]?%?")
_NONE = frozenset({"", "-", "–", "—", "…", "n/a", "n.a."})
_SHORT = 0.25  # of the measure: a name of a row up to here is not broken
_BOLD = 1.06  # how much wider words run in the weight of captions


def as_set(context: Context, table: Node, measure: float) -> Node:
    """The table with its columns of figures marked, and a row that says it goes on, if the layout has a word.

    Figures stand right, those with fewer decimals clear of the edge by `--after`; `min-width` keeps a
    caption from being broken over a narrow table. Older layouts' styles know nothing of either.
    """
    bodies = [part for part in _nodes(table) if part.tag == "tbody"]
    after = dict(_columns_of_figures(context, [row for body in bodies for row in _nodes(body)]))
    word = context.words.get("continued", "")
    parts = [part if part.tag == "caption" else _marked(context, part, after, measure * _SHORT)
             for part in _nodes(table)]
    if word:
        parts = [_continued(part, word) if part.tag == "thead" else part for part in parts]
    attributes = table.attributes
    if caption := next((each for each in elements(table) if each.tag == "caption"), None):
        width = min(measure, _BOLD * text_width(caption, context.layout.titles["label"]))
        attributes = {**attributes, "style": f"min-width:{width:.0f}pt"}
    return replace(table, attributes=attributes, children=tuple(parts))


def _columns_of_figures(context: Context, rows: list[Node]) -> Iterator[tuple[int, Mapping[int, float]]]:
    """Each column but the first that holds figures and nothing else, with the room after each in points."""
    face = context.layout.titles["label"]
    columns = zip(*(_nodes(row) for row in rows), strict=False)
    for at, cells in enumerate(columns):
        words = [text(cell).strip() for cell in cells]
        found = [_FIGURE.fullmatch(each) for each in words]
        if not any(found) or any(not match and said not in _NONE
                                 for match, said in zip(found, words, strict=True)):
            continue
        given = {cell.get("class") for cell in cells}
        if given & {"align-left", "align-center"} or (at == 0 and "align-right" not in given):
            continue  # a first column names the rows
        decimals = [(match and match["part"]) or "" for match in found]
        most = max(decimals, key=len)
        width = text_width(most, face)
        yield at, {row: width - text_width(part, face) for row, part in enumerate(decimals)}


def _nodes(holder: Node) -> list[Node]:
    """Parts of a table, rows of a part, cells of a row."""
    return [each for each in holder.children if isinstance(each, Node)]


def _marked(context: Context, part: Node, columns: Mapping[int, Mapping[int, float]], short: float) -> Node:
    """The head or the body of a table with the class of figures on their cells, and of short first cells."""
    rows = []
    for number, row in enumerate(_nodes(part)):
        cells = [_figure(cell, columns[at].get(number, 0.0) if part.tag == "tbody" else 0.0)
                 if at in columns else _short(context, cell, short) if at == 0 else cell
                 for at, cell in enumerate(_nodes(row))]
        rows.append(replace(row, children=tuple(cells)))
    return replace(part, children=tuple(rows))


def _short(context: Context, cell: Node, most: float) -> Node:
    """A name that is short enough to stand in one line."""
    if text_width(cell, context.layout.titles["label"]) > most:
        return cell
    return replace(cell, attributes={**cell.attributes, "class": f"{cell.get('class')} short".strip()})


def _figure(cell: Node, after: float) -> Node:
    attributes = {**cell.attributes, "class": f"{cell.get('class')} numeral".strip()}
    if after > 0.01:
        attributes["style"] = f"--after:{after:.2f}pt"
    return replace(cell, attributes=attributes)


def _continued(head: Node, word: str) -> Node:
    """A head with a row above that typesetting shows only where the head is repeated."""
    span = max(len(_nodes(row)) for row in _nodes(head))
    cell = element("td", {"colspan": str(span)}, word)
    return replace(head, children=(element("tr", {"class": "continued"}, cell), *head.children))
