"""Blocks of an article as set in a measure, with the pictures they name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from rocbpress.compose.charts import chart
from rocbpress.compose.context import Context
from rocbpress.compose.galleries import placed_gallery
from rocbpress.compose.line_charts import line_chart
from rocbpress.compose.listings import related_articles
from rocbpress.compose.maps import map_drawing
from rocbpress.compose.pictures import (
    OPENING_LINES,
    OPENS,
    TALLEST,
    PlacedPicture,
    figure_picture,
    in_line,
    keeps_whole,
)
from rocbpress.compose.rows import beside, in_rows, lines_of
from rocbpress.compose.strips import figure_strips
from rocbpress.compose.tables import as_set
from rocbpress.compose.templates import render
from rocbpress.copyfit.changed import shifted
from rocbpress.copyfit.fit import DRAWN, Fit
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, Box
from rocbpress.sources.markdown.figures import (
    Bars,
    Events,
    Fpo,
    Gallery,
    KeyFigures,
    Lines,
    Map,
    Picture,
    Related,
)
from rocbpress.sources.markdown.scripts import runs
from rocbpress.sources.markdown.tree import Node, element, elements, text
from rocbpress.workspace.names import place_of_file

TAB = 8  # letters from stop to stop in program text
DataSpec = Map | Bars | Fpo | KeyFigures | Events | Related


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths in points: of the text, of what is set across it, and of a margin for captions or 0."""

    text: float
    across: float
    margin: float = 0.0


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


def fragment(context: Context, article: Article, blocks: Iterable[Block], measure: Measure,
             fit: Fit = DRAWN) -> Fragment:
    """The blocks in order, but those that `fit` moves; figures drawn by the layout's templates."""
    rows = list(in_rows(blocks))
    for name, later in fit.moves:
        rows = shifted(rows, [row[0].id for row in rows], name, later)
    return join(_set(context, article, row[0], measure, fit.size(row[0].id)) if len(row) == 1 else
                _set_row(context, article, row, measure, fit.size(row[0].id)) for row in rows)


def figure_label(context: Context, article: Article, block: Block) -> str:
    """What a figure is called by: 'Figure 3.'; '' outside essays, where figures have no numbers."""
    numbered = article.head.kind == "essay" and block.number
    return f"{context.words['figure']}\u00a0{block.number}." if numbered else ""


def _set(context: Context, article: Article, block: Block, measure: Measure, scale: float) -> Fragment:
    label, where = figure_label(context, article, block), Place(article.file, block.line)
    match block.spec:
        case None:
            return text_fragment(context, block.content, measure, where)
        case Picture() as spec:
            across = "wide" in spec.classes and _is_wider(context, measure)
            if across and abs(scale - in_column(measure)) < 1e-3:
                across, scale = False, 1.0
            tallest = OPENING_LINES if OPENS in spec.classes else TALLEST
            shown = figure_picture(context, spec.path, scale * (measure.across if across else measure.text),
                                   where, tallest=int(scale * tallest), focus=spec.focus)
            return _picture(context, block, spec, shown, label=label, across=across,
                            margin=0.0 if across else measure.margin)
        case Gallery() as spec:
            return _gallery(context, block, spec, measure, label, scale, where)
        case Box() as spec:
            room = measure.text - context.layout.measures["box"]
            inside = fragment(context, article, spec.blocks, Measure(room, room))
            return Fragment(_drawn(context, "box", block, box=spec, body=inside.html), inside.assets)
        case spec:
            return Fragment(_data_figure(context, block, spec, measure, label, where))


def in_column(measure: Measure) -> float:
    """The scale at which a wide picture stands in the column of the text."""
    return measure.text / measure.across


def _data_figure(context: Context, block: Block, spec: DataSpec, measure: Measure, label: str,
                 where: Place) -> Markup:
    """What is drawn or listed from data alone, without pictures."""
    width = measure.across
    match spec:
        case Map() as spec:
            return _drawn(context, "map", block, map=spec, label=label,
                          drawing=map_drawing(context, spec, width, where))
        case Lines() as spec:
            return _drawn(context, "lines", block, lines=spec, label=label,
                          chart=line_chart(context, spec, width))
        case Bars() as spec:
            return _drawn(context, "bars", block, bars=spec, label=label,
                          chart=chart(context, spec, width, width - measure.text))
        case Fpo() as spec:
            return _drawn(context, "fpo", block, fpo=spec, label=label)
        case KeyFigures() as spec:
            return _drawn(context, "strip", block, strips=figure_strips(context, spec.items, width))
        case Events() | Related():
            return _listing(context, block, spec)


def _listing(context: Context, block: Block, spec: Events | Related) -> Markup:
    """A calendar or related articles, under words of its own or of the layout, which may have none."""
    heading = context.markup(spec.heading_html) or context.words.get(block.kind, "")
    if isinstance(spec, Events):
        return _drawn(context, "events", block, events=spec, heading=heading)
    return _drawn(context, "read", block, related=tuple(related_articles(context, spec)), heading=heading)


def text_fragment(context: Context, content: Node, measure: Measure, where: Place) -> Fragment:
    """A block of words, with the pictures in its lines prepared and its program text broken."""
    measures, assets = context.layout.measures, list[Asset]()

    def picture(image: Node) -> Node:
        shown = in_line(context, place_of_file(image.get("src"), context.manuscript.folder), where)
        assets.append(shown.asset)
        size = f"width:{shown.width:g}pt;height:{shown.height:g}pt"
        return replace(image, attributes={**image.attributes, "src": shown.asset.url, "style": size})

    def code(block: Node) -> Node:
        return _with_marked_lines(block, int((measure.text - measures["code"]) / measures["letter"]))

    wide = "wide" in content.get("class").split()
    if content.tag == "table":
        content = as_set(context, content, measure.across if wide else measure.text)
    if wide and measure.text != measures["text"]:
        content = element("div", {"class": "across"}, content)  # a table, across the columns of a report
    html = context.markup(_balanced_pull(context, content, measure), img=picture, pre=code)
    return Fragment(html, tuple(assets))


def _with_marked_lines(block: Node, letters: int) -> Node:
    """A `pre` with each line of more letters, which must be broken, in an element for the style to mark.

    Letters of other scripts are marked as they are in running text.
    """
    parts: list[Node] = []
    attributes = next(code.attributes for code in block.children if isinstance(code, Node))
    # A wrapped line is a block of its own: a line end beside it would print as an empty line, and an
    # element that goes on after it would be read before it.
    for wrapped, lines in groupby(text(block).removesuffix("\n").expandtabs(TAB).split("\n"),
                                  key=lambda line: len(line) > letters):
        style = " ".join(filter(None, (attributes.get("class"), "wrapped" if wrapped else "")))
        parts += [element("code", {"class": style}, *_marked_runs(words))
                  for words in (lines if wrapped else ("\n".join(lines),))]
    return replace(block, children=tuple(parts))


def _marked_runs(words: str) -> Iterator[Node | str]:
    for run in runs(words, ""):
        yield (element("span", {"lang": run.language, "class": f"script-{run.code}"}, run.text)
               if run.code else run.text)


def _set_row(context: Context, article: Article, row: tuple[Block, ...], measure: Measure,
             scale: float) -> Fragment:
    """Pictures side by side, across if one of them is wide; in several lines where they are many."""
    across = any("wide" in block.spec.classes for block in row if isinstance(block.spec, Picture))
    across = across and _is_wider(context, measure)
    width, lines = measure.across if across else measure.text, []
    for line in lines_of(row, width, context.layout.measures["gutter"]):
        specs = [(block.spec, Place(article.file, block.line)) for block in line
                 if isinstance(block.spec, Picture)]
        shown = beside(context, specs, width * scale)
        labels = [figure_label(context, article, block) for block in line]
        figures = join(_picture(context, block, spec, one, label=label, across=False)
                       for block, (spec, _), one, label in zip(line, specs, shown, labels, strict=True))
        html = render(context.layout, "row", figures=figures.html, across=across, block=row[0])
        lines.append(Fragment(html, figures.assets))
    return join(lines)


def _is_wider(context: Context, measure: Measure) -> bool:
    """Whether there is more room across than in the text; older layouts are not asked."""
    return measure.across > measure.text or not keeps_whole(context.layout)


def _picture(context: Context, block: Block, spec: Picture, shown: PlacedPicture, *, label: str,
             across: bool, margin: float = 0.0) -> Fragment:
    """A figure; its caption is set beside it, if the text has a margin for it and it is no longer."""
    words = f"{label} {picture_caption(context, spec).striptags()}".strip()
    line = context.layout.measures["line"]
    high = line * context.lines(words, "label", margin) if margin and words else 0.0
    drawn = _drawn(context, "picture", block, picture=spec, shown=shown, label=label,
                   caption=context.markup(spec.caption_html), across=across,
                   margin=margin if 0 < high <= shown.height else 0.0)
    return Fragment(drawn, (shown.asset,))


def picture_caption(context: Context, picture: Picture) -> Markup:
    """Caption, credit and source in a line."""
    said = [context.markup(picture.caption_html)]
    for word, name in (("photo", picture.credit), ("source", picture.source)):
        if name:
            said.append(Markup('<span class="credit">{}: {}</span>').format(context.words[word], name))
    return Markup(" ").join(filter(None, said))


def _gallery(context: Context, block: Block, spec: Gallery, measure: Measure, label: str,
             scale: float, where: Place) -> Fragment:
    """Pictures in rows across the text, under one caption."""
    across = _is_wider(context, measure) and keeps_whole(context.layout)
    made = placed_gallery(context, spec, measure.across if across else measure.text, where,
                          scale=scale)
    drawn = _drawn(context, "gallery", block, gallery=made, label=label, source=spec.source, across=across,
                   caption=context.markup(spec.caption_html))
    return Fragment(drawn, tuple(shown.asset for row in made.rows for _, shown in row))


def _balanced_pull(context: Context, block: Node, measure: Measure) -> Node:
    """A pull quote's lines are balanced as a title's are; beside the wide measure it has more room."""
    if block.tag != "blockquote" or "pull" not in block.get("class").split():
        return block
    measures = context.layout.measures
    room, rule = measures["pull"] if measure.text == measures["text"] else measure.text, measures["pull-rule"]
    first = next((each for each in elements(block) if each.tag == "p"), block)
    width = context.balance(first, "pull", room - rule) + rule
    return replace(block, attributes={"style": f"width:{width:g}pt", **block.attributes})


def _drawn(context: Context, template: str, block: Block, **values: object) -> Markup:
    return render(context.layout, template, case=context, block=block, words=context.words, **values)
