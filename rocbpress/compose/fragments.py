"""Blocks of an article as set in a measure, with the pictures they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from rocbpress.compose.charts import chart
from rocbpress.compose.code_blocks import with_marked_lines
from rocbpress.compose.context import Context
from rocbpress.compose.maps import map_drawing
from rocbpress.compose.measure import text_width
from rocbpress.compose.pictures import PlacedPicture, figure_picture, in_line
from rocbpress.compose.rows import beside, in_rows, lines_of
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, Box
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigures, Map, Picture
from rocbpress.sources.markdown.tree import Node, elements
from rocbpress.sources.markdown.typography import plain

STRIP = 4  # key figures that stand in one strip


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths in points: of the text, and of what is set across it."""

    text: float
    across: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment of HTML and the pictures it names."""

    html: Markup
    assets: tuple[Asset, ...] = ()


def join(passages: Iterable[Fragment]) -> Fragment:
    """One passage after the other."""
    each = tuple(passages)
    return Fragment(Markup("\n").join(p.html for p in each), tuple(a for p in each for a in p.assets))


def passage(case: Context, article: Article, blocks: Iterable[Block], measure: Measure) -> Fragment:
    """The blocks in order, figures drawn by the layout's templates."""
    return join(_set(case, article, row[0], measure) if len(row) == 1 else
                _set_row(case, article, row, measure) for row in in_rows(blocks))


def figure_label(case: Context, article: Article, block: Block) -> str:
    """What a figure is called by: 'Figure 3.'; '' outside essays, where figures have no numbers."""
    numbered = article.head.kind == "essay" and block.number
    return f"{case.words['figure']}\u00a0{block.number}." if numbered else ""


def head_figures(case: Context, article: Article) -> Markup:
    """The key figures of the article's own head; '' where it has none."""
    figures = article.head.figures
    return render(case.layout, "strip", block=None, strips=strips(case, figures)) if figures else Markup("")


def _set(case: Context, article: Article, block: Block, measure: Measure) -> Fragment:
    label, where = figure_label(case, article, block), Place(article.file, block.line)
    match block.spec:
        case None:
            return _text(case, block.content, measure, where)
        case Picture() as spec:
            across = "wide" in spec.classes
            shown = figure_picture(case, spec.path, measure.across if across else measure.text, where)
            return _picture(case, block, spec, shown, label=label, across=across)
        case Map() as spec:
            return Fragment(_drawn(case, "map", block, map=spec, label=label,
                                  drawing=map_drawing(case, spec, measure.across, where)))
        case Bars() as spec:
            return Fragment(_drawn(case, "bars", block, bars=spec, label=label,
                                  chart=chart(case, spec, measure.across)))
        case Fpo() as spec:
            return Fragment(_drawn(case, "fpo", block, fpo=spec, label=label))
        case KeyFigures() as spec:
            return Fragment(_drawn(case, "strip", block, strips=strips(case, spec.items)))
        case Box() as spec:
            room = measure.text - case.layout.measures["box"]
            inside = passage(case, article, spec.blocks, Measure(room, room))
            return Fragment(_drawn(case, "box", block, box=spec, body=inside.html), inside.assets)


def _text(case: Context, content: Node, measure: Measure, where: Place) -> Fragment:
    """A block of words, with the pictures in its lines prepared and its program text broken."""
    measures, assets = case.layout.measures, list[Asset]()

    def picture(image: Node) -> Node:
        shown = in_line(case, case.manuscript.folder / image.get("src"), where)
        assets.append(shown.asset)
        size = f"width:{shown.width:g}pt;height:{shown.height:g}pt"
        return replace(image, attributes={**image.attributes, "src": shown.asset.url, "style": size})

    def code(block: Node) -> Node:
        return with_marked_lines(block, measure.text - measures["code"], measures["letter"])

    html = case.markup(_balanced_pull(case, content, measure), img=picture, pre=code)
    return Fragment(html, tuple(assets))


def _set_row(case: Context, article: Article, row: tuple[Block, ...], measure: Measure) -> Fragment:
    """Pictures side by side, across if one of them is wide; in several lines where they are many."""
    across = any("wide" in block.spec.classes for block in row if isinstance(block.spec, Picture))
    width, lines = measure.across if across else measure.text, []
    for line in lines_of(row, width, case.layout.measures["gutter"]):
        specs = [(block.spec, Place(article.file, block.line)) for block in line
                 if isinstance(block.spec, Picture)]
        shown = beside(case, specs, width)
        labels = [figure_label(case, article, block) for block in line]
        figures = join(_picture(case, block, spec, one, label=label, across=False)
                       for block, (spec, _), one, label in zip(line, specs, shown, labels, strict=True))
        lines.append(Fragment(render(case.layout, "row", figures=figures.html, across=across), figures.assets))
    return join(lines)


def _picture(case: Context, block: Block, spec: Picture, shown: PlacedPicture, *, label: str, across: bool) -> Fragment:
    drawn = _drawn(case, "picture", block, picture=spec, shown=shown, label=label,
                   caption=case.markup(spec.caption_html), across=across)
    return Fragment(drawn, (shown.asset,))


def _balanced_pull(case: Context, block: Node, measure: Measure) -> Node:
    """A pull quote's lines are balanced as a title's are; beside the wide measure it has more room."""
    if block.tag != "blockquote" or "pull" not in block.get("class").split():
        return block
    measures = case.layout.measures
    room, rule = measures["pull"] if measure.text == measures["text"] else measure.text, measures["pull-rule"]
    first = next((each for each in elements(block) if each.tag == "p"), block)
    width = case.balance(plain(first), "pull", room - rule) + rule
    return replace(block, attributes={"style": f"width:{width:g}pt", **block.attributes})


def _drawn(case: Context, template: str, block: Block, **values: Any) -> Markup:
    return render(case.layout, template, case=case, block=block, words=case.words, **values)


@dataclass(frozen=True, slots=True)
class FigureStrip:
    """Key figures side by side, each `step` points from the last; `small` where a value is long."""

    items: tuple[Any, ...]
    step: float
    small: bool


def strips(case: Context, items: tuple[Any, ...]) -> tuple[FigureStrip, ...]:
    """Four to a strip; the fewer there are, the wider each may be."""
    rows = [items[at:at + STRIP] for at in range(0, len(items), STRIP)]
    return tuple(_strip(case, row, columns=max(3, 12 // max(len(row), 1))) for row in rows)


def _strip(case: Context, row: tuple[Any, ...], *, columns: int) -> FigureStrip:
    gutter = case.layout.measures["gutter"]
    step = columns * (case.layout.measures["across"] + gutter) / 12
    widest = max(text_width(item.value, case.layout.titles["large"]) for item in row)
    return FigureStrip(row, step, small=widest > step - gutter)
