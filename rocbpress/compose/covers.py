"""Cover, contents and back cover: the pages that belong to the issue as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.cover_words import highlights_size, masthead_size
from rocbpress.compose.details import detail
from rocbpress.compose.fragments import Fragment, Measure, fragment, text_measure
from rocbpress.compose.maps import cover_drawing, home_drawing
from rocbpress.compose.measure import line_count
from rocbpress.compose.pictures import PlacedPicture, aspect, cropped, fitted
from rocbpress.compose.teasers import PICTURES_TAKE, contents_pictures, teasers
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, Section
from rocbpress.sources.markdown.blocks import divided
from rocbpress.sources.markdown.scripts import is_rtl
from rocbpress.workspace.names import place_of_file

PICTURED = ("photograph", "full")  # covers that show the issue's picture
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
    assets: tuple[Asset, ...] = ()
    turns: bool = False


@dataclass(frozen=True, slots=True)
class ImprintColumn:
    """A part of the imprint under its heading."""

    heading: Markup
    body: Markup


def cover(context: Context) -> Fragment:
    """The photograph or the region, masthead, number, period, and what is in this issue."""
    issue, publisher = context.manuscript.issue, context.manuscript.publisher
    measures = context.layout.measures
    form, folder = _form(context), context.manuscript.folder
    shown = fitted(context, place_of_file(issue.cover.image, folder), context.layout.sizes[form],
                   Place(context.manuscript.file), issue.cover.focus, at="50% 50%",
                   cure="choose another focus") if issue.cover and form in PICTURED else None
    size, large = teasers(context)
    articles = [context.manuscript.article(slug) for slug in issue.highlights if not large]
    size = size or highlights_size(context, [each.title_html for each in articles])
    highlights = [(context.link(f"article:{each.slug}", each.title_html),
                   context.balance(each.title_html, size.title, measures[size.measure])) for each in articles]
    organisation, _, office = publisher.name.partition(", ")
    html = render(
        context.layout, "cover", case=context, issue=issue, words=context.words, publisher=publisher,
        organisation=organisation, office=office, form=form, shown=shown, highlights=highlights,
        drawing=cover_drawing(context) if form == "map" else None,
        teasers=large, many=size.small, crowded="crowded" in size.names, inside=" ".join(size.names),
        masthead=masthead_size(context, organisation, office),
        covers_width=context.balance(issue.covers, "middle", measures["covers"]),
        logo=(mark := logo(context)))
    return Fragment(html, tuple(each.asset for each in (shown, mark) if each))


def logo(context: Context) -> PlacedPicture | None:
    """The publisher's, whole and within the layout's place for it; None where there is none of either."""
    name, place = context.manuscript.publisher.logo, context.layout.sizes.get("logo")
    if not name or not place:
        return None
    path, where = context.manuscript.folder.parent / name, Place(context.manuscript.file)
    shape = aspect(path, where)
    width = min(place[0], place[1] * shape)
    return cropped(context, path, (round(width, 3), round(width / shape, 3)), where, (50, 50))


def _form(context: Context) -> str:
    """The form of the cover: the one asked for, else the photograph that the issue has, else the map."""
    issue = context.manuscript.issue
    return issue.design.cover or ("photograph" if issue.cover else "map")


def contents(context: Context) -> Fragment:
    """Sections as headings, titles as links, date and place, page numbers in a column."""
    groups = tuple(_group(context, section) for section in context.manuscript.sections)
    lines = [_lines(context, group) for group in groups]
    closer = [_lines(context, group) - TIGHT * (len(group.entries) - 1) for group in groups]
    pictures = tuple(contents_pictures(context))
    holds = dict(context.layout.lines)
    holds["head"] += PICTURES_TAKE if pictures else 0
    turn = 0 if _fit(closer, holds) else _turn(closer, holds)
    groups = tuple(replace(group, turns=at == turn > 0) for at, group in enumerate(groups))
    tight = not _fit(lines[:turn or None], holds)
    html = render(context.layout, "contents", case=context, words=context.words, groups=groups, tight=tight,
                  pictures=pictures, rtl=is_rtl(context.manuscript.issue.language))
    return Fragment(html, (*(each.picture.asset for each in pictures),
                           *(asset for group in groups for asset in group.assets)))


def back_cover(context: Context) -> Fragment:
    """The office on the map, then address, contact and the parts of the imprint."""
    imprint = context.manuscript.imprint
    parts = divided(imprint.blocks, *range(2, 7)) if imprint else ()
    columns = [_column(context, imprint, part) for part in parts if imprint and part]
    html = render(context.layout, "back", case=context, words=context.words, imprint=imprint,
                  publisher=context.manuscript.publisher, columns=[column for column, _ in columns],
                  drawing=home_drawing(context), logo=(mark := logo(context)))
    return Fragment(html, (*((mark.asset,) if mark else ()),
                           *(asset for _, assets in columns for asset in assets)))


def _fit(lines: Sequence[float], holds: Mapping[str, int]) -> bool:
    """Whether groups of so many lines go on the first page; the space below the last may be missing."""
    return holds["head"] + sum(lines) - 1 <= holds["contents"]


def _turn(lines: Sequence[float], holds: Mapping[str, int]) -> int:
    """Which group begins the second page: the last that leaves a quarter of it filled, and half of the first.

    0 where none does: then a group is divided between its entries.
    """
    return max((at for at in range(1, len(lines)) if _fit(lines[:at], holds)
                and holds["head"] + sum(lines[:at]) > holds["contents"] // 2
                and sum(lines[at:]) > holds["contents"] // 4), default=0)


def _group(context: Context, section: Section) -> ContentsGroup:
    essay_alone = not section.title and section.articles[0].head.kind == "essay"
    title = context.markup(section.title_html) or Markup.escape(context.words["essay"] if essay_alone else "")
    lead = fragment(context, section.articles[0], section.lead, text_measure(context))
    entries = tuple(_entry(context, each, leads=essay_alone) for each in section.articles)
    return ContentsGroup(title, lead.html, entries, lead.assets)


def _entry(context: Context, article: Article, *, leads: bool) -> ContentsEntry:
    entry = context.layout.measures["entry"]
    width = context.balance(article.title_html, "middle", entry) if leads else entry
    title = context.link(f"article:{article.slug}", article.title_html)
    return ContentsEntry(article, title, context.page_of(article), detail(context, article), leads, width)


def _lines(context: Context, group: ContentsGroup) -> int:
    """How many lines the group takes on the page, its rule and spaces included."""
    titles, measure = context.layout.titles, context.layout.measures["entry"]
    lead = line_count(group.lead.striptags(), titles["entry"], context.layout.measures["text"]) + 1 \
        if group.lead else 0
    return 1 + lead + sum(
        2 * context.lines(entry.article.title_html, "middle", measure) + 3 if entry.leads
        else context.lines(entry.article.title_html, "entry", measure) + 2 for entry in group.entries)


def _column(context: Context, imprint: Article,
            blocks: tuple[Block, ...]) -> tuple[ImprintColumn, tuple[Asset, ...]]:
    """A part of the imprint, which may begin with a heading."""
    heading, rest = (blocks[0], blocks[1:]) if blocks[0].level else (None, blocks)
    width = context.layout.measures.get("imprint", context.layout.measures["text"])
    measure = Measure(width, width)
    body = fragment(context, imprint, rest, measure)
    head = fragment(context, imprint, [heading], measure) if heading else Fragment(Markup(""))
    return ImprintColumn(head.html, body.html), (*head.assets, *body.assets)
