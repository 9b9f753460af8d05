"""Articles into flows, in reading order."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rocbpress.compose.addresses import ADDRESSES, address_list, with_addresses
from rocbpress.compose.articles import KINDS
from rocbpress.compose.cache import outlined, with_words
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
from rocbpress.sources.manuscript import Article, BlockKind, Manuscript, Section
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
    plans, outline = tuple(_plans(context)), outlined(context.manuscript)
    for plan in sorted(plans, key=lambda plan: (plan.name not in first, plan.turn)):
        if (plan.name, plan.fits) not in known:
            words = with_words(outline, plan.articles)
            known[plan.name, plan.fits] = _composed(plan, replace(context, manuscript=words), made)
    return tuple(known[plan.name, plan.fits] for plan in plans)


def compose_some(context: Context, names: Collection[str]) -> tuple[FlowGroup, ...]:
    """Of the groups of `compose_groups` those that begin with articles of these names."""
    return tuple(_composed(plan, context, lambda _flow: None) for plan in _plans(context)
                 if plan.name in names)


def compose_contents(context: Context) -> Flow:
    """The contents, from true page labels; as the context keeps them, where nothing in them has changed."""
    manuscript = context.manuscript
    pictured = tuple(map(manuscript.article, manuscript.issue.design.contents))
    plan = _Plan(".contents", lambda context: [
        (0, _flow(context, "contents", "contents", contents(context), matter=Matter.FRONT))], _LAST, pictured)
    words = with_words(outlined(manuscript), pictured)
    [flow] = _composed(plan, replace(context, manuscript=words), lambda _flow: None).flows
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

    `articles` are those whose words it needs, of the others it sees the outline alone; `fits` say what gives
    way in its articles.
    """

    name: str
    compose: Compose
    turn: tuple[bool, int, int]
    articles: tuple[Article, ...] = ()
    fits: tuple[tuple[str, Fit], ...] = ()
    accent: str = ""


def _composed(plan: _Plan, context: Context, made: Callable[[Flow], None]) -> FlowGroup:
    """The group as it is kept, else composed, and kept."""
    if plan.name in context.listed:
        context = replace(context, edition=replace(context.edition, addresses=False), omitted={})
    kept = context.kept.entry(plan.name, plan.articles, plan.fits, plan.accent, context.edition,
                              context.closing.get(plan.name, ()))
    if known := kept.find(context.pages):
        for flow in known.flows:
            made(flow)
        return known
    asked, flows = AskedPages(context.pages), {}
    layout = context.layout.in_accent(plan.accent)
    for place, flow in plan.compose(replace(context, pages=asked, layout=layout, fits=dict(plan.fits))):
        made(flow)
        flows[place] = flow
    group = FlowGroup(plan.name, tuple(flows[place] for place in sorted(flows)), asked.printed, plan.fits,
                      tuple(context.omitted))
    kept.keep(group)
    return group


def _plans(context: Context) -> Iterator[_Plan]:
    """In reading order."""
    manuscript, fits = context.manuscript, context.fits
    yield _Plan(".cover", lambda context: [
        (0, _flow(context, "cover", "cover", cover(context), matter=Matter.FRONT))], _LAST)
    if foreword := manuscript.foreword:
        yield _Plan(foreword.slug, lambda context: _group(context, [foreword], "", Matter.FRONT),
                    (False, 0, 0), (foreword,), _own(fits, [foreword]))
    for at, section in enumerate(manuscript.sections):
        if has_map(context, section):
            yield _Plan(f".section{at}", partial(_section_map, name=f"section{at}", section=section),
                        (True, 1, 0), accent=section.accent)
        for group in _groups(section, fits):
            yield _Plan(group[0].slug,
                        partial(_group, group=group, section=section.title, matter=Matter.BODY),
                        _turn(group), tuple(group), _own(fits, group), section.accent)
    imprint = (manuscript.imprint,) if manuscript.imprint else ()
    slugs = tuple(article.slug for article in imprint)
    yield _Plan(".back", lambda context: [(0, _flow(
        context, "back", "back", back_cover(context), matter=Matter.BACK, articles=slugs))], _LAST, imprint)


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
    """The fragments of an essay's flows; a part that runs in stands in that of what is before it."""
    waiting: dict[int, Fragment] = {}
    leads = {0: 0}
    for number in range(1, len(essay.blocks) + 1):
        leads[number] = leads[number - 1] if context.fit(f"{essay.slug}.{number}").runs_in else number
    for number, made in essay_fragments(context, essay):
        lead = leads[number]
        together = [each for each, first in leads.items() if first == lead]
        waiting[number] = made
        if all(each in waiting for each in together):
            yield lead, "essay" if lead else "opening", join(waiting[each] for each in together)


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
