"""Blocks of an article as semantic HTML, by the program's own templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rocbpress.compose.charts import chart
from rocbpress.compose.context import Context
from rocbpress.compose.fragments import figure_label
from rocbpress.compose.rows import in_rows
from rocbpress.figures.numbers import number
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Block, Box
from rocbpress.sources.markdown.figures import (
    Bars,
    Events,
    Fpo,
    Gallery,
    KeyFigure,
    KeyFigures,
    Lines,
    Map,
    Picture,
    Related,
)
from rocbpress.sources.markdown.tree import Node
from rocbpress.web.addresses import named, page_of
from rocbpress.web.charts import WIDE, venue_map, web_lines, web_map
from rocbpress.web.pictures import WebPicture
from rocbpress.web.words import WORDS, Words

BESIDE = 3  # pictures of a gallery in one row
ALL_NAMES = 12  # countries of a legend that are named one by one


@cache
def templates() -> Environment:
    """The templates of all layouts, which are ours."""
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                       trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in its figure: as files, how it is described, its width in per cent of its height."""

    files: WebPicture
    alt: str
    share: int


@dataclass(slots=True)
class Blocks:
    """Writes the blocks of one article; `shares` are those of the pictures in rows, for the style sheet."""

    words: Words
    shares: set[int]
    first: bool = True

    def write(self, blocks: Iterable[Block]) -> Markup:
        """All of them in order; pictures of one paragraph side by side."""
        return Markup("\n").join(self._row(row) if len(row) > 1 else self._one(row[0])
                                 for row in in_rows(blocks))

    def picture(self, block: Block, spec: Picture) -> Markup:
        """A figure."""
        return self._drawn("picture", block, pictures=(self._shown(spec, block),), spec=spec)

    def venue(self) -> Markup:
        """The map that opens a report without a picture; '' for none."""
        drawn = venue_map(self._context, self.words.article)
        return self._macro("venue", drawn=drawn) if drawn else Markup("")

    def figures(self, items: tuple[KeyFigure, ...]) -> Markup:
        """Large numerals with what they count; '' for none."""
        return self._macro("strip", items=items) if items else Markup("")

    @property
    def _context(self) -> Context:
        return self.words.context

    def _one(self, block: Block) -> Markup:
        self.words.line = block.line
        match block.spec:
            case None:
                return self._text(block)
            case Picture() as spec:
                return self.picture(block, spec)
            case Gallery() as spec:
                pictures = [self._shown(each, block) for each in spec.pictures]
                rows = -(-len(pictures) // BESIDE)
                return self._drawn("gallery", block, spec=spec, credits=_credits(spec), rows=[
                    pictures[at * len(pictures) // rows:(at + 1) * len(pictures) // rows]
                    for at in range(rows)])
            case Box() as spec:
                return self._drawn("box", block, box=spec, body=self.write(spec.blocks))
            case KeyFigures() as spec:
                return self.figures(spec.items)
            case spec:
                return self._data_figure(block, spec)

    def _data_figure(self, block: Block, spec: Map | Bars | Fpo | Events | Related) -> Markup:
        context = self._context
        match spec:
            case Map() as spec:
                return self._map(block, spec)
            case Lines() as spec:
                return self._drawn("lines", block, spec=spec, drawn=web_lines(context, spec))
            case Bars() as spec:
                return self._drawn("bars", block, spec=spec, chart=chart(context, spec, WIDE))
            case Fpo() as spec:
                return self._drawn("fpo", block, spec=spec)
            case Events() as spec:
                return self._drawn("events", block, spec=spec, days=context.days)
            case Related() as spec:
                return self._drawn("read", block, spec=spec, articles=[*map(self._related, spec.items)])

    def _text(self, block: Block) -> Markup:
        content = block.content
        if block.level == 2 and block.number:
            heading = Node("span", {"class": "n"}, (f"{block.number} ",))
            content = Node(content.tag, content.attributes, (heading, *content.children))
        return self.words.markup(content)

    def _map(self, block: Block, spec: Map) -> Markup:
        drawn = web_map(self._context, spec, Place(self.words.article.file, block.line))
        palette, space = self._context.layout.map_palette, self._context.edition.space
        legend = [(palette[each.colour].css(space), each) for each in drawn.drawing.legend]
        rows = [(name, "" if value is None else number(value)) for name, value in spec.rows]
        return self._drawn("map", block, spec=spec, drawn=drawn, legend=legend, rows=rows,
                           places=[each.name for each in spec.places])

    def _related(self, name: str) -> tuple[str, Markup, str]:
        slug, _, heading = name.partition("#")
        article = self._context.manuscript.article(slug)
        target = f"{slug}--{heading.removeprefix(f'{slug}--')}" if heading else ""
        title = next((Node(children=each.content.children) for each in article.blocks
                      if each.level and each.name == target), article.title_html)
        return named(page_of(slug), target), self.words.markup(title), self._context.when_and_where(article)

    def _row(self, row: tuple[Block, ...]) -> Markup:
        figures = Markup("\n").join(self._one(block) for block in row)
        return self._macro("row", figures=figures)

    def _shown(self, spec: Picture, block: Block) -> Shown:
        words = self.words
        files = words.pictures.show(spec.path, words.article.slug, Place(words.article.file, block.line))
        share = max(1, round(100 * files.width / files.height))
        self.shares.add(share)
        return Shown(files, spec.alt, share)

    def _drawn(self, macro: str, block: Block, **values: object) -> Markup:
        return self._macro(macro, block=block, label=figure_label(self._context, self.words.article, block),
                           **values)

    def _macro(self, name: str, **values: object) -> Markup:
        """Call a macro; the first picture of an article is loaded at once, others as they are scrolled to."""
        drawn: Markup = _macros(name)(t={**WORDS, **self._context.words}, write=self.words.markup, **values)
        if self.first and "<img" in drawn:
            self.first = False
            drawn = Markup(str(drawn).replace(' loading="lazy"', ' fetchpriority="high"', 1))
        return drawn


def _macros(name: str) -> Any:
    return getattr(templates().get_template("blocks.html.j2").module, name)


def _credits(gallery: Gallery) -> str:
    """Each name once, in the order of the pictures."""
    return ", ".join(dict.fromkeys(each.credit for each in gallery.pictures if each.credit))


