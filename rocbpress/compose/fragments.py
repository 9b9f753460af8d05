"""Blocks of an article as set in a measure, with the pictures they name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from rocbpress.compose.charts import chart
from rocbpress.compose.context import Context
from rocbpress.compose.maps import map_drawing
from rocbpress.compose.measure import text_width
from rocbpress.compose.pictures import PlacedPicture, figure_picture, in_line
from rocbpress.compose.rows import beside, in_rows, lines_of
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, Box
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigure, KeyFigures, Map, Picture
from rocbpress.sources.markdown.scripts import runs
from rocbpress.sources.markdown.tree import Node, TreeBuilder, element, elements, text
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


def text_measure(context: Context, across: str = "text") -> Measure:
    """The measure of running text; what is set across it is as wide as the layout's measure of that name."""
    return Measure(context.layout.measures["text"], context.layout.measures[across])


def join(fragments: Iterable[Fragment]) -> Fragment:
    """One fragment after the other."""
    each = tuple(fragments)
    return Fragment(Markup("\n").join(p.html for p in each), tuple(a for p in each for a in p.assets))


def fragment(context: Context, article: Article, blocks: Iterable[Block], measure: Measure) -> Fragment:
    """The blocks in order, figures drawn by the layout's templates."""
    return join(_set(context, article, row[0], measure) if len(row) == 1 else
                _set_row(context, article, row, measure) for row in in_rows(blocks))


def figure_label(context: Context, article: Article, block: Block) -> str:
    """What a figure is called by: 'Figure 3.'; '' outside essays, where figures have no numbers."""
    numbered = article.head.kind == "essay" and block.number
    return f"{context.words['figure']}\u00a0{block.number}." if numbered else ""


def head_figures(context: Context, article: Article) -> Markup:
    """The key figures of the article's own head; '' where it has none."""
    strips = _strips(context, article.head.figures)
    return render(context.layout, "strip", block=None, strips=strips) if strips else Markup("")


def _set(context: Context, article: Article, block: Block, measure: Measure) -> Fragment:
    label, where = figure_label(context, article, block), Place(article.file, block.line)
    match block.spec:
        case None:
            return _text(context, block.content, measure, where)
        case Picture() as spec:
            across = "wide" in spec.classes
            shown = figure_picture(context, spec.path, measure.across if across else measure.text, where)
            return _picture(context, block, spec, shown, label=label, across=across)
        case Map() as spec:
            return Fragment(_drawn(context, "map", block, map=spec, label=label,
                                  drawing=map_drawing(context, spec, measure.across, where)))
        case Bars() as spec:
            return Fragment(_drawn(context, "bars", block, bars=spec, label=label,
                                  chart=chart(context, spec, measure.across)))
        case Fpo() as spec:
            return Fragment(_drawn(context, "fpo", block, fpo=spec, label=label))
        case KeyFigures() as spec:
            return Fragment(_drawn(context, "strip", block, strips=_strips(context, spec.items)))
        case Box() as spec:
            room = measure.text - context.layout.measures["box"]
            inside = fragment(context, article, spec.blocks, Measure(room, room))
            return Fragment(_drawn(context, "box", block, box=spec, body=inside.html), inside.assets)


def _text(context: Context, content: Node, measure: Measure, where: Place) -> Fragment:
    """A block of words, with the pictures in its lines prepared and its program text broken."""
    measures, assets = context.layout.measures, list[Asset]()

    def picture(image: Node) -> Node:
        shown = in_line(context, context.manuscript.folder / image.get("src"), where)
        assets.append(shown.asset)
        size = f"width:{shown.width:g}pt;height:{shown.height:g}pt"
        return replace(image, attributes={**image.attributes, "src": shown.asset.url, "style": size})

    def code(block: Node) -> Node:
        return _with_marked_lines(block, int((measure.text - measures["code"]) / measures["letter"]))

    html = context.markup(_balanced_pull(context, content, measure), img=picture, pre=code)
    return Fragment(html, tuple(assets))


def _with_marked_lines(block: Node, letters: int) -> Node:
    """A `pre` with each line of more letters, which must be broken, in an element for the style to mark.

    Letters of other scripts are marked as they are in running text.
    """
    lines = TreeBuilder()
    wrapped = True
    for line in text(block).removesuffix("\n").split("\n"):
        # A wrapped line is a block of its own: a line end beside it would print as an empty line.
        before, wrapped = wrapped, len(line) > letters
        words = [element("span", {"lang": run.language, "class": f"script-{run.code}"}, run.text)
                 if run.code else run.text for run in runs(line, "")]
        lines.add(*(("\n",) if not before and not wrapped else ()),
                  *((element("span", {"class": "wrapped"}, *words),) if wrapped else words))
    return replace(block, children=tuple(
        replace(code, children=lines.tree().children) for code in block.children if isinstance(code, Node)))


def _set_row(context: Context, article: Article, row: tuple[Block, ...], measure: Measure) -> Fragment:
    """Pictures side by side, across if one of them is wide; in several lines where they are many."""
    across = any("wide" in block.spec.classes for block in row if isinstance(block.spec, Picture))
    width, lines = measure.across if across else measure.text, []
    for line in lines_of(row, width, context.layout.measures["gutter"]):
        specs = [(block.spec, Place(article.file, block.line)) for block in line
                 if isinstance(block.spec, Picture)]
        shown = beside(context, specs, width)
        labels = [figure_label(context, article, block) for block in line]
        figures = join(_picture(context, block, spec, one, label=label, across=False)
                       for block, (spec, _), one, label in zip(line, specs, shown, labels, strict=True))
        html = render(context.layout, "row", figures=figures.html, across=across)
        lines.append(Fragment(html, figures.assets))
    return join(lines)


def _picture(context: Context, block: Block, spec: Picture, shown: PlacedPicture, *, label: str,
             across: bool) -> Fragment:
    drawn = _drawn(context, "picture", block, picture=spec, shown=shown, label=label,
                   caption=context.markup(spec.caption_html), across=across)
    return Fragment(drawn, (shown.asset,))


def _balanced_pull(context: Context, block: Node, measure: Measure) -> Node:
    """A pull quote's lines are balanced as a title's are; beside the wide measure it has more room."""
    if block.tag != "blockquote" or "pull" not in block.get("class").split():
        return block
    measures = context.layout.measures
    room, rule = measures["pull"] if measure.text == measures["text"] else measure.text, measures["pull-rule"]
    first = next((each for each in elements(block) if each.tag == "p"), block)
    width = context.balance(plain(first), "pull", room - rule) + rule
    return replace(block, attributes={"style": f"width:{width:g}pt", **block.attributes})


def _drawn(context: Context, template: str, block: Block, **values: object) -> Markup:
    return render(context.layout, template, case=context, block=block, words=context.words, **values)


@dataclass(frozen=True, slots=True)
class FigureStrip:
    """Key figures side by side, each `step` points from the last; `small` where a value is long."""

    items: tuple[KeyFigure, ...]
    step: float
    small: bool


def _strips(context: Context, items: tuple[KeyFigure, ...]) -> tuple[FigureStrip, ...]:
    """Four to a strip; the fewer there are, the wider each may be."""
    rows = [items[at:at + STRIP] for at in range(0, len(items), STRIP)]
    return tuple(_strip(context, row, columns=max(3, 12 // len(row))) for row in rows)


def _strip(context: Context, row: tuple[KeyFigure, ...], *, columns: int) -> FigureStrip:
    gutter = context.layout.measures["gutter"]
    step = columns * (context.layout.measures["across"] + gutter) / 12
    widest = max(text_width(item.value, context.layout.titles["large"]) for item in row)
    return FigureStrip(row, step, small=widest > step - gutter)
