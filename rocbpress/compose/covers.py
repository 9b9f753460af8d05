"""Cover, contents and back cover: the pages that belong to the issue as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.fragments import Fragment, Measure, passage
from rocbpress.compose.maps import cover_drawing, home_drawing
from rocbpress.compose.measure import line_count
from rocbpress.compose.pictures import PlacedPicture, cropped
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, Section

TIGHT = 0.5  # of a line less below each entry of a group but its last, on a page that would else run over


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents; `leads` where it is set large."""

    article: Article
    title: Markup
    page: str
    detail: str
    leads: bool
    width: float


@dataclass(frozen=True, slots=True)
class ContentsGroup:
    """A section of the contents; its title is '' where it goes without; it may turn to a new page."""

    title: Markup
    lead: Markup
    entries: tuple[ContentsEntry, ...]
    turns: bool = False


@dataclass(frozen=True, slots=True)
class ImprintColumn:
    """A part of the imprint under its heading."""

    heading: Markup
    body: Markup


def cover(case: Context) -> Fragment:
    """The photograph or the region, masthead, number, period, and what is in this issue."""
    given, measures = case.manuscript.issue.cover, case.layout.measures
    shown = _photograph(case, case.manuscript.folder / given.image) if given else None
    articles = [case.manuscript.article(slug) for slug in case.manuscript.issue.highlights]
    highlights = [(case.link(f"article:{each.slug}", each.title_html),
                   case.balance(each.title, "quote", measures["highlight"])) for each in articles]
    organisation, _, office = case.manuscript.publisher.name.partition(", ")
    html = render(case.layout, "cover", case=case, issue=case.manuscript.issue, words=case.words,
                  publisher=case.manuscript.publisher, organisation=organisation, office=office,
                  shown=shown, drawing=None if shown else cover_drawing(case), highlights=highlights,
                  many=_is_over(case, articles, "quote", 2), crowded=_is_over(case, articles, "entry", 1),
                  covers_width=case.balance(case.manuscript.issue.covers, "middle", measures["covers"]))
    return Fragment(html, (shown.asset,) if shown else ())


def _is_over(case: Context, articles: Sequence[Article], title: str, leading: int) -> bool:
    """Whether these titles, each line `leading` lines high, want more room than the cover has below the map.

    It has that of the layout's number of large lines below a period of two.
    """
    titles, measures = case.layout.titles, case.layout.measures
    period = line_count(case.manuscript.issue.covers, titles["middle"], measures["covers"])
    lines = sum(line_count(each.title, titles[title], measures["highlight"]) for each in articles)
    room = 2 * (case.layout.lines["highlights"] + 2 - period)
    return leading * (lines + (len(articles) - 1) / 2) > room


def contents(case: Context) -> Fragment:
    """Sections as headings, titles as links, date and place, page numbers in a column."""
    groups = tuple(_group(case, section) for section in case.manuscript.sections)
    lines = [_lines(case, group) for group in groups]
    closer = [_lines(case, group) - TIGHT * (len(group.entries) - 1) for group in groups]
    holds = case.layout.lines
    turn = 0 if _fit(closer, holds) else _turn(closer, holds)
    groups = tuple(replace(group, turns=at == turn > 0) for at, group in enumerate(groups))
    tight = not _fit(lines[:turn or None], holds)
    html = render(case.layout, "contents", case=case, words=case.words, groups=groups, tight=tight)
    return Fragment(html)


def back_cover(case: Context) -> Fragment:
    """The office on the map, then address, contact and the parts of the imprint."""
    imprint = case.manuscript.imprint
    columns = tuple(_columns(case, imprint)) if imprint else ()
    html = render(case.layout, "back", case=case, words=case.words, publisher=case.manuscript.publisher,
                  imprint=imprint, columns=[column for column, _ in columns], drawing=home_drawing(case))
    return Fragment(html, tuple(asset for _, assets in columns for asset in assets))


def _fit(lines: Sequence[float], holds: Mapping[str, int]) -> bool:
    """Whether groups of so many lines go on the first page; the space below the last may be missing."""
    return holds["head"] + sum(lines) - 1 <= holds["contents"]


def _turn(lines: Sequence[float], holds: Mapping[str, int]) -> int:
    """Which group begins the second page: the last that leaves a quarter of it filled; 0 where none can."""
    return max((at for at in range(1, len(lines)) if _fit(lines[:at], holds)
                and sum(lines[at:]) > holds["contents"] // 4), default=0)


def _photograph(case: Context, path: Path) -> PlacedPicture:
    return cropped(case, path, case.layout.sizes["photograph"], Place(case.manuscript.file))


def _group(case: Context, section: Section) -> ContentsGroup:
    essay_alone = not section.title and section.articles[0].head.kind == "essay"
    title = case.markup(section.title_html) or Markup.escape(case.words["essay"] if essay_alone else "")
    lead = passage(case, section.articles[0], section.lead, _measure(case))
    return ContentsGroup(title, lead.html, tuple(_entry(case, each, leads=essay_alone) for each in section.articles))


def _entry(case: Context, article: Article, *, leads: bool) -> ContentsEntry:
    entry = case.layout.measures["entry"]
    width = case.balance(article.title, "middle", entry) if leads else entry
    return ContentsEntry(article, case.link(f"article:{article.slug}", article.title_html), case.page_of(article),
                 detail(case, article), leads, width)


def detail(case: Context, article: Article) -> str:
    """What stands in grey under a title: date and place, else who wrote it."""
    where = ", ".join(filter(None, (case.when(article), article.head.place)))
    if where or not article.head.authors:
        return where
    if article.head.kind == "message":
        return article.head.authors[0].role
    return ", ".join(filter(None, (*(each.name for each in article.head.authors),
                                   article.head.authors[0].role if len(article.head.authors) == 1 else "")))


def _lines(case: Context, group: ContentsGroup) -> int:
    """How many lines the group takes on the page, its rule and spaces included."""
    titles, measure = case.layout.titles, case.layout.measures["entry"]
    lead = line_count(group.lead.striptags(), titles["entry"], case.layout.measures["text"]) + 1 \
        if group.lead else 0
    return 1 + lead + sum(
        2 * line_count(entry.article.title, titles["middle"], measure) + 3 if entry.leads
        else line_count(entry.article.title, titles["entry"], measure) + 2 for entry in group.entries)


def _columns(case: Context, imprint: Article) -> list[tuple[ImprintColumn, tuple[Asset, ...]]]:
    """The parts of the imprint, divided at its headings."""
    parts: list[tuple[Block | None, list[Block]]] = []
    for block in imprint.blocks:
        if block.kind == "heading":
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
        else:
            parts.append((None, [block]))
    return [_column(case, imprint, heading, blocks) for heading, blocks in parts]


def _column(case: Context, imprint: Article, heading: Block | None,
            blocks: Sequence[Block]) -> tuple[ImprintColumn, tuple[Asset, ...]]:
    body = passage(case, imprint, blocks, _measure(case))
    return ImprintColumn(case.markup(heading.content) if heading else Markup(""), body.html), body.assets


def _measure(case: Context) -> Measure:
    return Measure(case.layout.measures["text"], case.layout.measures["text"])
