"""Charts by the values that Word kept of them (ECMA-376, 21.2)."""

from __future__ import annotations

from collections.abc import Iterator

from rocbpress.importing.blocks import Block, Cell, Figures, Paragraph, Run, Table
from rocbpress.importing.elements import words_in
from rocbpress.importing.package import Element, find, number, tag

_DRAWN = {"barChart": "bars", "bar3DChart": "bars", "lineChart": "lines", "line3DChart": "lines"}
_MOST = 60  # rows that are still legible as a figure
Values = dict[int, str]


def chart(root: Element, place: str, near: str) -> tuple[Block | None, str]:
    """The chart as a figure or a table, None where it has no values; and all words that stand in its part."""
    raw = " ".join(" ".join([each.text or "" for each in root.iter(tag("c:v"), tag("a:t"))]).split())
    plot = find(root, "c:chart/c:plotArea")
    kinds = [each for each in (plot if plot is not None else ()) if find(each, "c:ser") is not None]
    found = [each for kind in kinds for each in kind.iterfind(tag("c:ser"))]
    read = [_series(each, at) for at, each in enumerate(found)]
    if not read:
        return None, raw
    title = " ".join(words_in(find(root, "c:chart/c:title")).split())
    if not title:
        title = (read[0][0] if len(read) == 1 else "") or " ".join(near.split())[:80] or "Chart"
    labels = max((labels for _, labels, _ in read), key=len)
    rows = sorted({at for _, _, values in read for at in values} | set(labels))
    names = tuple(name for name, _, _ in read)
    kind = _DRAWN.get(str(kinds[0].tag).rpartition("}")[2], "") if len(kinds) == 1 else ""
    numbers = [[_number(values.get(at, "")) for _, _, values in read] for at in rows]
    whole = [tuple(each for each in row if each is not None) for row in numbers]
    said = [labels.get(at, str(at + 1)) for at in rows]
    if kind and len(rows) in range(2, _MOST) and all(len(row) == len(names) for row in whole) and all(
            map(str.strip, said)) and len(set(said)) == len(said) and len(set(names)) == len(names):
        series = names if len(names) > 1 else ()
        return Figures(kind, title, series, tuple(zip(said, whole, strict=True)), place), raw
    head = tuple(_cell(name) for name in ("", *names))
    body = tuple((_cell(label), *(_cell(_written(values.get(at, ""))) for _, _, values in read))
                 for at, label in zip(rows, said, strict=True))
    return Table((head, *body), place, head=1, caption=(Run(title),)), raw


def _series(element: Element, at: int) -> tuple[str, Values, Values]:
    """Its name, its labels and its values by their places."""
    name = " ".join(each.text or "" for each in _all(find(element, "c:tx"), "c:v")).strip()
    label = find(element, "c:cat")
    label = find(element, "c:xVal") if label is None else label
    value = find(element, "c:val")
    value = find(element, "c:yVal") if value is None else value
    return name or f"Series {at + 1}", _points(label), _points(value)


def _points(element: Element | None) -> Values:
    """Of labels on several levels those of all levels, the outermost first."""
    values: Values = {}
    levels = list(_all(element, "c:lvl")) or ([element] if element is not None else [])
    for level in levels:
        for point in level.iter(tag("c:pt")):
            at = number(point.get("idx", ""))
            values[at] = " ".join(filter(None, (words(point), values.get(at, ""))))
    return values


def words(point: Element) -> str:
    """What a point says."""
    return " ".join(each.text or "" for each in point.iter(tag("c:v"))).strip()


def _all(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iter(tag(name))


def _number(text: str) -> float | None:
    try:
        found = round(float(text), 6)
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def _written(text: str) -> str:
    found = _number(text)
    return text if found is None else f"{found:,.10g}" if abs(found) >= 10_000 else f"{found:.10g}"


def _cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),)),) if text else ())
