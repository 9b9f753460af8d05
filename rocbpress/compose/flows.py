"""Articles into flows, in reading order."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rocbpress.compose.addresses import ADDRESSES, address_list, with_addresses
from rocbpress.compose.articles import KINDS
from rocbpress.compose.cache import outline_of, seen_of
from rocbpress.compose.context import Context
from rocbpress.compose.covers import back_cover, contents, cover
from rocbpress.compose.essays import essay_fragments
from rocbpress.compose.flow_group import AskedPages, FlowGroup
from rocbpress.compose.fragments import Fragment, join
from rocbpress.compose.long_words import with_breaks
from rocbpress.compose.measure import shortened, text_width
from rocbpress.compose.scripts import in_scripts
from rocbpress.compose.section_maps import has_map, section_map
from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.copyfit.fit import DRAWN, Fit, Fits
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.sources.manuscript import Article, Block, BlockKind, Box, Manuscript, Section
from rocbpress.sources.markdown.figures import Related
from rocbpress.sources.markdown.tree import elements
from rocbpress.typeset.flow import Flow, Matter

_UNREAD = re.compile(r"<svg.*?</svg>|<[^>]*>", re.DOTALL)  # markup and drawings
_LAST = (False, 3, 0)  # the turn of what waits for nothing and nothing waits for
_NO_HEADING = " "  # of articles that share pages in a section without a title: running titles name the issue
FOLIO = 60.0  # points beside a running title that are the page number's
# Flows as soon as they are composed, each with its place among the others of its group.
Compose = Callable[[Context], Iterable[tuple[int, Flow]]]


def compose(manuscript: Manuscript, layout: Layout, edition: Edition, pages: Mapping[str, str], *,
            pictures: Path) -> tuple[Flow, ...]:
    """Every flow but the contents, in reading order, from the labels in `pages`."""
    groups = compose_groups(Context(manuscript, layout, edition, pages, pictures))
    return tuple(flow for group in groups for flow in group.flows)


def compose_groups(context: Context, former: Iterable[FlowGroup] = (),
                   made: Callable[[Flow], None] = lambda _flow: None,
                   first: Collection[str] = ()) -> tuple[FlowGroup, ...]:
    """The groups of every flow but the contents, in reading order: cover, foreword, sections, back cover.

    A reference to a landmark that has no label reads '00'. Groups of `former`, composed of the same
    manuscript, are taken where all numbers in them are still true and the same gives way; others from
    those that the context keeps. Each flow goes to `made` as soon as it is there, those of groups named in
    `first` before others. Raises LayoutError, and
    SourceError for what only drawing finds out, such as a country that has no shape.
    """
    known = {(group.name, group.fits): group for group in former if group.is_true(context.pages)}
    plans = tuple(_plans(context))
    for plan in sorted(plans, key=lambda plan: (plan.name not in first, plan.turn)):
        if (plan.name, plan.fits) not in known:
            known[plan.name, plan.fits] = _composed(plan, context, made)
    return tuple(known[plan.name, plan.fits] for plan in plans)


def compose_contents(context: Context) -> Flow:
    """The contents, from true page labels; as the context keeps them, where nothing in them has changed."""
    manuscript = context.manuscript
    plan = _Plan(
        ".contents", lambda context: [
            (0, _flow(context, "contents", "contents", contents(context), matter=Matter.FRONT))], _LAST,
        tuple(map(manuscript.article, manuscript.issue.design.contents)), tuple(manuscript.articles()),
        files=manuscript.used)
    [flow] = _composed(plan, context, lambda _flow: None).flows
    return flow


def compose_addresses(context: Context, groups: Sequence[FlowGroup]) -> tuple[Flow, ...]:
    """Pages that list the addresses of links which are printed without them; none where all have theirs."""
    if not (listed := address_list(context, groups)):
        return ()
    title, made = listed
    return (_flow(context, "addresses", "index", made, matter=Matter.BODY, heading=title),)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a group is composed: its name (no article's begins with a dot), when its turn is, its accent.

    `articles` are those whose words it needs, `others` those of which it needs the outline, `files` what
    it may show besides; `fits` say what gives way in its articles.
    """

    name: str
    compose: Compose
    turn: tuple[bool, int, int]
    articles: tuple[Article, ...] = ()
    others: tuple[Article, ...] = ()
    fits: tuple[tuple[str, Fit], ...] = ()
    accent: str = ""
    files: Collection[Path] = ()


def _composed(plan: _Plan, context: Context, made: Callable[[Flow], None]) -> FlowGroup:
    """The group as it is kept, else composed, and kept."""
    seen = seen_of(context.manuscript, plan.articles, plan.others, plan.files)
    if plan.name in context.listed:
        context = replace(context, edition=replace(context.edition, addresses=False), omitted={})
    kept = context.kept.entry(plan.name, seen, plan.fits, plan.accent, context.edition,
                              context.closing.get(plan.name, ()))
    if known := kept.find(context.pages):
        for flow in known.flows:
            made(flow)
        return known
    asked, flows = AskedPages(context.pages), {}
    layout = context.layout.in_accent(plan.accent)
    for place, flow in plan.compose(replace(
            context, manuscript=seen, pages=asked, layout=layout, fits=dict(plan.fits))):
        made(flow)
        flows[place] = flow
    group = FlowGroup(plan.name, tuple(flows[place] for place in sorted(flows)), asked.printed, plan.fits,
                      tuple(context.omitted))
    kept.keep(group)
    return group


def _plans(context: Context) -> Iterator[_Plan]:
    """In reading order."""
    manuscript, fits = context.manuscript, context.fits
    named = (*manuscript.issue.highlights, *(each.article for each in manuscript.issue.teasers))
    yield _Plan(".cover", lambda context: [
        (0, _flow(context, "cover", "cover", cover(context), matter=Matter.FRONT))], _LAST,
        others=tuple(map(manuscript.article, named)),
        files=(manuscript.folder / manuscript.issue.cover.image,) if manuscript.issue.cover else ())
    if foreword := manuscript.foreword:
        yield _Plan(foreword.slug, lambda context: _group(context, [foreword], "", Matter.FRONT),
                    (False, 0, 0), (foreword,), _named_in(manuscript, [foreword]), _own(fits, [foreword]))
    for at, section in enumerate(manuscript.sections):
        if has_map(context, section):
            outline = replace(section, articles=tuple(map(outline_of, section.articles)))
            yield _Plan(f".section{at}", partial(_section_map, name=f"section{at}", section=outline),
                        (True, 1, 0), others=section.articles, accent=section.accent)
        for group in _groups(section, fits):
            others = (*_named_in(manuscript, group), *_held_before(section, group))
            yield _Plan(group[0].slug,
                        partial(_group, group=group, section=section.title, matter=Matter.BODY),
                        _turn(group), tuple(group), others, _own(fits, group), section.accent)
    imprint = (manuscript.imprint,) if manuscript.imprint else ()
    slugs = tuple(article.slug for article in imprint)
    yield _Plan(".back", lambda context: [(0, _flow(
        context, "back", "back", back_cover(context), matter=Matter.BACK, articles=slugs))], _LAST, imprint)


def _named_in(manuscript: Manuscript, group: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that those of a group name as related."""
    names = {name.partition("#")[0] for article in group for spec in _specs(article.blocks)
             if isinstance(spec, Related) for name in spec.items}
    return tuple(article for article in manuscript.articles() if article.slug in names)


def _specs(blocks: Iterable[Block]) -> Iterator[object]:
    for block in blocks:
        yield block.spec
        yield from _specs(block.spec.blocks if isinstance(block.spec, Box) else ())


def _held_before(section: Section, group: Sequence[Article]) -> tuple[Article, ...]:
    """The articles before a group that had the venue of one of its own, whose map it need not show again."""
    venues = [article.head.venue for article in group if article.head.venue]
    return tuple(article for article in section.articles[:section.articles.index(group[0])]
                 if article.head.venue in venues)


def _section_map(context: Context, name: str, section: Section) -> Iterator[tuple[int, Flow]]:
    yield 0, _flow(context, name, "section", section_map(context, section), matter=Matter.BODY,
                   section=section.title)


def _turn(group: Sequence[Article]) -> tuple[bool, int, int]:
    """Whether it cannot be set yet, for it waits for page numbers; how long its maps take; its length.

    What is quickly composed comes first, so that typesetting has work while maps are drawn.
    """
    essay, blocks = group[0].head.kind not in KINDS, [block for article in group for block in article.blocks]
    waits = not essay and any(each.get("data-page") for block in blocks for each in elements(block.content))
    if essay or any(block.kind is BlockKind.MAP for block in blocks):
        return waits, 2, -len(blocks)
    return waits, 1 if any(article.head.venue for article in group) else 0, -len(blocks)


def _own(fits: Fits, group: Sequence[Article]) -> tuple[tuple[str, Fit], ...]:
    """Each article of a group with what gives way in it; of an essay each part in which anything does."""
    parts = [name for name in fits if name.partition(".")[0] == group[0].slug != name]
    return tuple((name, fits.get(name, DRAWN)) for name in [*(article.slug for article in group), *parts])


def _groups(section: Section, fits: Fits) -> Iterator[list[Article]]:
    """Articles that share pages: each that runs in joins the one before; an essay shares with none."""
    group: list[Article] = []
    for article in section.articles:
        shares = fits[article.slug].runs_in if article.slug in fits else article.head.start == "run-in"
        joins = shares and article.head.kind in KINDS
        if group and not (joins and group[-1].head.kind in KINDS):
            yield group
            group = []
        group.append(article)
    if group:
        yield group


def _group(context: Context, group: list[Article], section: str,
           matter: Matter) -> Iterator[tuple[int, Flow]]:
    first = group[0]
    if listed := context.closing.get(first.slug):
        *before, last = group
        group = [*before, with_addresses(last, listed, context.words.get("addresses", ADDRESSES))]
        first = group[0]
    slugs = tuple(article.slug for article in group)
    if first.head.kind not in KINDS:
        for number, page, made in _joined(context, first):
            yield number, _flow(context, f"{first.slug}.{number}" if number else first.slug, page, made,
                        matter=matter, articles=slugs, section=section, heading=first.title,
                        language=first.language)
        return
    made = join(KINDS[article.head.kind](context, article, runs_in=position > 0)
                for position, article in enumerate(group))
    yield 0, _flow(context, first.slug, first.head.kind, made, matter=matter, articles=slugs,
                   section=section, heading=section or (first.title if len(slugs) == 1 else _NO_HEADING),
                   language="" if section else first.language)


def _joined(context: Context, essay: Article) -> Iterator[tuple[int, str, Fragment]]:
    """The fragments of an essay's flows; a part that runs in stands in that of the part before it."""
    waiting: dict[int, Fragment] = {}
    leads: dict[int, int] = {}
    for number in range(1, len(essay.blocks) + 1):
        leads[number] = leads[number - 1] if context.fit(f"{essay.slug}.{number}").runs_in else number
    for number, page, made in essay_fragments(context, essay):
        lead = leads.get(number, 0)
        together = [each for each, first in leads.items() if first == lead and number] or [number]
        waiting[number] = made
        if all(each in waiting for each in together):
            yield lead, page, join(waiting[each] for each in together)


def _flow(context: Context, name: str, page: str, made: Fragment, *, matter: Matter,
          articles: tuple[str, ...] = (), section: str = "", heading: str = "", language: str = "") -> Flow:
    """A whole document, with its running title, whose heading is in that language, or the issue's."""
    spoken, language = language, context.manuscript.issue.language
    body = with_breaks(in_scripts(made.html, language))
    html = render(context.layout, "document", page=page, issue_line=context.issue_line, body=body,
                  language=language, styles=style_sheets(context.layout, context.edition, page, body))
    spoken = spoken or language
    running = _running(context, heading.replace("\u2060", ""), spoken) if heading else ""
    assets = tuple(dict.fromkeys(made.assets))
    return Flow(name, articles, matter, section, running, str(html), assets, kind=page,
                words=len(_UNREAD.sub(" ", body).split()), prints_numbers="data-page=" in body,
                language=spoken)


def _running(context: Context, heading: str, language: str) -> str:
    """Heading and issue, an em-space between; a heading too long is cut at a word."""
    issue, line = context.issue_line.replace("\u2060", ""), context.layout.furniture.running
    if not heading.strip():
        return issue
    room = context.layout.measures["across"] - text_width(f"\u2003{issue}", line, language) - FOLIO
    return f"{shortened(heading, line, room, language)}\u2003{issue}"
