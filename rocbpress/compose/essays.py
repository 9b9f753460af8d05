"""An essay: an opening page, then parts that each open a page of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from rocbpress.compose.articles import authors, has_long_facts, portraits
from rocbpress.compose.context import Context
from rocbpress.compose.fragments import Fragment, Measure, fragment, text_fragment, text_measure
from rocbpress.compose.maps import panel_drawing
from rocbpress.compose.side_headings import with_side_headings
from rocbpress.compose.strips import head_figures
from rocbpress.compose.templates import render
from rocbpress.copyfit.fit import Fit
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, BlockKind
from rocbpress.sources.markdown.blocks import divided
from rocbpress.sources.markdown.tree import EMPTY, Node, elements, rewritten, text

HANGING_LINES = 14  # of a numbered list beside the first text of an essay
HANGING_INDENT = 21.0  # points that the numbers take


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its heading block, what follows it, and whether the essay ends with it."""

    heading: Block
    blocks: tuple[Block, ...]
    last: bool

    @property
    def title(self) -> str:
        """The heading's words, escaped for an attribute."""
        return escape(text(self.title_html))

    @property
    def title_html(self) -> Node:
        """The heading's words, without the pictures in them."""
        return rewritten(self.words, {"img": lambda _: EMPTY})

    @property
    def words(self) -> Node:
        """The heading's words, and pictures as small as those."""
        return Node(children=self.heading.content.children)


def divide(article: Article) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first heading of level 2, and the parts."""
    opening, *parts = divided(article.blocks, 2)
    return opening, tuple(Part(part[0], part[1:], last=part is parts[-1]) for part in parts)


def essay_fragments(context: Context, article: Article) -> Iterator[tuple[int, Fragment]]:
    """The number and fragment of the opening (0) and of each part; those with maps last."""
    opening, parts = divide(article)
    drawn = {number for number, part in enumerate(parts, 1)
             if any(block.kind is BlockKind.MAP for block in part.blocks)}
    for number in sorted(range(len(parts) + 1), key=lambda number: (number in drawn, number == 0, number)):
        if number:
            fit = context.fit(f"{article.slug}.{number}")
            yield number, _part(context, article, parts[number - 1], fit)
        else:
            yield number, _opening(context, article, opening, parts)


def _opening(context: Context, article: Article, blocks: tuple[Block, ...],
             parts: tuple[Part, ...]) -> Fragment:
    body = fragment(context, article, blocks, text_measure(context, "across"), context.fit(article.slug))
    layout = context.layout
    writers = authors(context, article, layout.sizes["tile"])
    measure, pull = layout.measures["title"], layout.measures["pull"]
    most = layout.lines["title"]
    long = (not context.holds(article.title_html, "large", measure, most)
            or context.lines(article.title_html, "large", measure) > most)
    title = "middle" if long else "large"
    standfirst = article.head.standfirst_html
    html = render(
        layout, "opening", case=context, article=article, words=context.words, authors=writers, long=long,
        width=context.balance(article.title_html, title, measure),
        lines=(context.lines(article.title_html, title, measure), context.lines(standfirst, "quote", pull)),
        standfirst=context.markup(standfirst), standfirst_width=context.balance(standfirst, "quote", pull),
        parts=parts, body=body.html, figures=head_figures(context, article),
        drawing=panel_drawing(context), last=not parts,
        hangs_list=_hangs_list(context, blocks), long_facts=has_long_facts(context, article))
    return Fragment(html, (*portraits(writers), *body.assets))


def _hangs_list(context: Context, blocks: tuple[Block, ...]) -> bool:
    """Whether the one numbered list of the opening hangs beside the text, in the place of the list of parts.

    It does if it is as short as such a list: what hangs goes on to no other page.
    """
    lists = [block for block in blocks if block.content.tag == "ol"]
    if len(lists) != 1 or lists[0].notes:
        return False
    items = [item for item in lists[0].content.children if isinstance(item, Node)]
    measure = context.layout.measures.get("hanging", 0) - HANGING_INDENT
    plain = not any(each.tag in ("ul", "ol", "p", "pre") for item in items for each in elements(item))
    return plain and sum(context.lines(item, "small", measure) for item in items) <= HANGING_LINES


def _part(context: Context, article: Article, part: Part, fit: Fit) -> Fragment:
    blocks = with_side_headings(context, part.blocks, 3, "hanging")
    measures = context.layout.measures
    measure = Measure(measures["text"], measures["across"], measures.get("caption", 0.0))
    body = fragment(context, article, blocks, measure, fit)
    title = text_fragment(context, part.words, measure, Place(article.file, part.heading.line))
    width = context.balance(part.title_html, "middle", measures["text"])
    html = render(context.layout, "essay", case=context, article=article, words=context.words, part=part,
                  title=title.html, width=width, body=body.html)
    return Fragment(html, (*title.assets, *body.assets))
