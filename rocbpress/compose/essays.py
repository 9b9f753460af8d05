"""An essay: an opening page, then parts that each open a page of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from rocbpress.compose.articles import authors
from rocbpress.compose.context import Context
from rocbpress.compose.fragments import Fragment, Measure, head_figures, passage
from rocbpress.compose.maps import panel_drawing
from rocbpress.compose.measure import line_count
from rocbpress.compose.side_headings import hanging
from rocbpress.compose.templates import render
from rocbpress.sources.manuscript import Article, Block, BlockKind
from rocbpress.sources.markdown.tree import Node, text
from rocbpress.sources.markdown.typography import plain


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
        """The heading's words."""
        return Node(children=self.heading.content.children)


def divide(article: Article) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first heading of level 2, and the parts."""
    starts = [at for at, block in enumerate(article.blocks)
              if block.kind == "heading" and block.level == 2]
    ends = [*starts[1:], len(article.blocks)] if starts else []
    parts = tuple(Part(article.blocks[start], article.blocks[start + 1:end], last=end == len(article.blocks))
                  for start, end in zip(starts, ends, strict=True))
    return article.blocks[:starts[0]] if starts else article.blocks, parts


def essay_fragments(case: Context, article: Article) -> Iterator[tuple[int, str, Fragment]]:
    """The number, page name and fragment of each flow (0 the opening, then the parts), maps last."""
    opening, parts = divide(article)
    drawn = [any(block.kind is BlockKind.MAP for block in part.blocks) for part in parts]
    for number, part in enumerate(parts, 1):
        if not drawn[number - 1]:
            yield number, "essay", _part(case, article, part)
    yield 0, "opening", _opening(case, article, opening, parts)
    for number, part in enumerate(parts, 1):
        if drawn[number - 1]:
            yield number, "essay", _part(case, article, part)


def _opening(case: Context, article: Article, blocks: tuple[Block, ...], parts: tuple[Part, ...]) -> Fragment:
    body = passage(case, article, blocks, _measure(case))
    layout = case.layout
    writers = authors(case, article, layout.sizes["tile"])
    measure, pull = layout.measures["title"], layout.measures["pull"]
    long = line_count(article.title, layout.titles["large"], measure) > layout.lines["title"]
    title = layout.titles["middle" if long else "large"]
    words = plain(article.head.standfirst_html)
    lines = line_count(article.title, title, measure), line_count(words, layout.titles["quote"], pull)
    html = render(
        layout, "opening", case=case, article=article, words=case.words, authors=writers, long=long,
        width=case.balance(article.title, "middle" if long else "large", measure),
        lines=lines, standfirst=case.markup(article.head.standfirst_html),
        standfirst_width=case.balance(words, "quote", pull),
        parts=parts, body=body.html, figures=head_figures(case, article),
        drawing=panel_drawing(case), last=not parts,
        hangs_list=sum(block.content.tag == "ol" for block in blocks) == 1)
    portraits = tuple(writer.portrait.asset for writer in writers if writer.portrait)
    return Fragment(html, (*portraits, *body.assets))


def _part(case: Context, article: Article, part: Part) -> Fragment:
    body = passage(case, article, hanging(case, part.blocks, 3, "hanging"), _measure(case))
    width = case.balance(text(part.title_html), "middle", case.layout.measures["text"])
    html = render(case.layout, "essay", case=case, article=article, words=case.words, part=part,
                  title=case.markup(part.title_html), width=width, body=body.html)
    return Fragment(html, body.assets)


def _measure(case: Context) -> Measure:
    return Measure(case.layout.measures["text"], case.layout.measures["across"])
