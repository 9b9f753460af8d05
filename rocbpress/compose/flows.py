"""Articles into flows, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from rocbpress.compose.articles import KINDS
from rocbpress.compose.cache import FlowCache, outlined, with_words
from rocbpress.compose.context import Context
from rocbpress.compose.covers import back_cover, contents, cover
from rocbpress.compose.essays import essay_fragments
from rocbpress.compose.flow_group import AskedPages, FlowGroup
from rocbpress.compose.fragments import Fragment, join
from rocbpress.compose.measure import shortened, text_width
from rocbpress.compose.scripts import in_scripts
from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import Title
from rocbpress.sources.manuscript import Article, BlockKind, Manuscript, Section
from rocbpress.sources.markdown.scripts import runs
from rocbpress.sources.markdown.tree import elements
from rocbpress.typeset.flow import Flow, Matter

_UNREAD = re.compile(r"<svg.*?</svg>|<[^>]*>", re.DOTALL)  # markup and drawings
FOLIO = 60.0  # points beside a running title that are the page number's
# Flows as soon as they are composed, each with its place among the others.
Make = Callable[[Context], Iterable[tuple[int, Flow]]]


def compose(manuscript: Manuscript, layout: Layout, edition: Edition, pages: Mapping[str, str], *,
            pictures: Path) -> tuple[Flow, ...]:
    """Every flow but the contents, in reading order, from the labels in `pages`."""
    takes = compose_groups(manuscript, layout, edition, pages, pictures=pictures)
    return tuple(flow for take in takes for flow in take.flows)


def compose_groups(manuscript: Manuscript, layout: Layout, edition: Edition, pages: Mapping[str, str], *,
                  pictures: Path, former: Iterable[FlowGroup] = (), rack: FlowCache | None = None,
                  made: Callable[[Flow], None] = lambda _flow: None) -> tuple[FlowGroup, ...]:
    """The takes of every flow but the contents, in reading order: cover, foreword, sections, back cover.

    `pages` maps landmarks to printed labels; a reference to one that is missing reads '00'. Takes of
    `former`, composed of the same manuscript, are taken over where all numbers in them are still true;
    what stands on the rack is taken from there. Each flow goes to `made` as soon as it is there.
    Prepared pictures are kept in the folder `pictures`. Raises LayoutError, and SourceError for what
    only drawing finds out, such as a country that has no shape.
    """
    known = {take.name: take for take in former if take.is_true(pages)}
    outline = outlined(manuscript)
    pieces = tuple(_pieces(manuscript))
    for piece in sorted(pieces, key=attrgetter("turn")):
        if piece.name not in known:
            case = Context(with_words(outline, piece.articles), layout, edition, pages, pictures)
            known[piece.name] = _standing(piece, case, rack, made) or _take(piece, case, rack, made)
    return tuple(known[piece.name] for piece in pieces)


def _standing(piece: _Piece, case: Context, rack: FlowCache | None, made: Callable[[Flow], None]) -> FlowGroup | None:
    take = rack.find(piece.name, piece.articles, case.pages) if rack else None
    for flow in take.flows if take else ():
        made(flow)
    return take


def _take(piece: _Piece, case: Context, rack: FlowCache | None, made: Callable[[Flow], None]) -> FlowGroup:
    asked, flows = AskedPages(case.pages), {}
    for place, flow in piece.make(replace(case, pages=asked)):
        made(flow)
        flows[place] = flow
    take = FlowGroup(piece.name, tuple(flows[place] for place in sorted(flows)), asked.printed)
    if rack:
        rack.keep(take, piece.articles)
    return take


def compose_contents(manuscript: Manuscript, layout: Layout, edition: Edition, pages: Mapping[str, str], *,
                     pictures: Path) -> Flow:
    """The contents, from true page labels."""
    case = Context(manuscript, layout, edition, pages, pictures)
    return _flow(case, "contents", "contents", contents(case), matter=Matter.FRONT)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is composed in one go: its name (no article's begins with a stop), how, and when its turn is.

    `articles` are those whose blocks it needs; of the others it sees the heads alone.
    """

    name: str
    make: Make
    turn: tuple[bool, int, int]
    articles: tuple[Article, ...]


def _pieces(manuscript: Manuscript) -> Iterator[_Piece]:
    """In reading order."""
    yield _Piece(".cover", lambda case: [
        (0, _flow(case, "cover", "cover", cover(case), matter=Matter.FRONT))], (False, 3, 0), ())
    if foreword := manuscript.foreword:
        yield _Piece(foreword.slug, lambda case: _group(case, [foreword], "", Matter.FRONT),
                     (False, 0, 0), (foreword,))
    for section in manuscript.sections:
        for group in _groups(section):
            yield _Piece(group[0].slug,
                         partial(_group, group=group, section=section.title, matter=Matter.BODY),
                         _turn(group), tuple(group))
    imprint = (manuscript.imprint,) if manuscript.imprint else ()
    slugs = tuple(article.slug for article in imprint)
    yield _Piece(".back", lambda case: [
        (0, _flow(case, "back", "back", back_cover(case), matter=Matter.BACK, articles=slugs))],
                 (False, 3, 0), imprint)


def _turn(group: Sequence[Article]) -> tuple[bool, int, int]:
    """Whether it cannot be set yet, for it waits for page numbers; how long its maps take; its length.

    What is quickly composed comes first, so that the press has work while maps are drawn.
    """
    essay, blocks = group[0].head.kind not in KINDS, [block for article in group for block in article.blocks]
    waits = not essay and any(each.get("data-page") for block in blocks for each in elements(block.content))
    if essay or any(block.kind is BlockKind.MAP for block in blocks):
        return waits, 2, -len(blocks)
    return waits, 1 if any(article.head.venue for article in group) else 0, -len(blocks)


def _groups(section: Section) -> Iterator[list[Article]]:
    """Articles that share pages: each that runs in joins the one before; an essay shares with none."""
    group: list[Article] = []
    for article in section.articles:
        joins = article.head.start == "run-in" and article.head.kind in KINDS
        if group and not (joins and group[-1].head.kind in KINDS):
            yield group
            group = []
        group.append(article)
    if group:
        yield group


def _group(case: Context, group: list[Article], section: str, matter: Matter) -> Iterator[tuple[int, Flow]]:
    first = group[0]
    slugs = tuple(article.slug for article in group)
    if first.head.kind not in KINDS:
        for number, page, made in essay_fragments(case, first):
            yield number, _flow(case, f"{first.slug}.{number}" if number else first.slug, page, made,
                        matter=matter, articles=slugs, section=section, heading=first.title)
        return
    made = join(KINDS[article.head.kind](case, article, runs_in=position > 0)
                for position, article in enumerate(group))
    yield 0, _flow(case, first.slug, first.head.kind, made, matter=matter, articles=slugs,
                   section=section, heading=section or first.title)


def _flow(case: Context, name: str, page: str, made: Fragment, *, matter: Matter,
          articles: tuple[str, ...] = (), section: str = "", heading: str = "") -> Flow:
    """A whole document, with its running title."""
    language = case.manuscript.issue.language
    body = in_scripts(made.html, language)
    html = render(case.layout, "document", page=page, issue_line=case.issue_line, body=body,
                  language=language, styles=style_sheets(case.layout, case.edition, page, body))
    running = _running(case, heading.replace("\u2060", "")) if heading else ""
    return Flow(name, articles, matter, section, running, str(html), tuple(dict.fromkeys(made.assets)), kind=page,
                words=len(_UNREAD.sub(" ", body).split()), prints_numbers="data-page=" in body)


def _running(case: Context, heading: str) -> str:
    """Heading and issue, an em-space between; a heading too long is cut at a word.

    The face of running matter is a Latin one: of a heading in another script only the issue is left.
    """
    issue, line = case.issue_line.replace("\u2060", ""), case.layout.furniture.running
    if any(run.code for run in runs(heading, "")):
        return issue
    label = Title(face=line.face, size=line.size)
    room = case.layout.measures["across"] - text_width(f"\u2003{issue}", label) - FOLIO
    return f"{shortened(heading, label, room)}\u2003{issue}"
