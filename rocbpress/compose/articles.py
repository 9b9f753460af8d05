"""Articles of each kind as the layout's templates set them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rocbpress.compose.context import Context
from rocbpress.compose.facts import facts_height
from rocbpress.compose.fragments import Fragment, Measure, head_figures, passage
from rocbpress.compose.maps import venue_drawing
from rocbpress.compose.pictures import PlacedPicture, cropped, lead_picture
from rocbpress.compose.side_headings import hanging
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block
from rocbpress.sources.markdown.figures import Picture


@dataclass(frozen=True, slots=True)
class Author:
    """A person with a portrait, or none."""

    name: str
    role: str
    alt: str
    portrait: PlacedPicture | None


@dataclass(frozen=True, slots=True)
class Lead:
    """The picture that stands at the head of an article, with its block's id and name."""

    id: str
    name: str
    line: int
    spec: Picture


def report(case: Context, article: Article, *, runs_in: bool) -> Fragment:
    """Kicker, title and two columns under the lead picture, or under a map of the venue."""
    measures = case.layout.measures
    lead, rest = _lead(article.blocks)
    shown = lead_picture(case, lead.spec.path, Place(article.file, lead.line)) if lead else None
    intro, body = (rest[:1], rest[1:]) if rest and rest[0].kind == "paragraph" else ((), rest)
    measure = Measure(measures["column"], measures["across"])
    opening = passage(case, article, intro, measure)
    columns = passage(case, article, hanging(case, body, 2, "hanging-report"), measure)
    drawing = None if lead or runs_in else venue_drawing(case, article)
    title_measure = measures["headline-facts" if article.head.facts and not runs_in else "headline"]
    html = render(
        case.layout, "report", case=case, article=article, words=case.words, runs_in=runs_in,
        lead=lead, shown=shown, caption=case.markup(lead.spec.caption_html) if lead else "",
        drawing=drawing, kicker=kicker(case, article), facts_height=facts_height(case, article),
        width=case.balance(article.title, "middle", title_measure),
        intro=opening.html, figures=head_figures(case, article), columns=columns.html)
    return Fragment(html, (*_asset(shown), *opening.assets, *columns.assets))


def message(case: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A person's words beside a portrait or initials."""
    lead, rest = _lead(article.blocks)
    text = case.layout.measures["text"]
    body = passage(case, article, rest, Measure(text, text))
    writers = authors(case, article, case.layout.sizes["portrait"], lead)
    html = render(case.layout, "message", case=case, article=article, words=case.words, runs_in=runs_in,
                  authors=writers, body=body.html, figures=head_figures(case, article),
                  width=case.balance(article.title, "middle", text))
    return Fragment(html, (*_portraits(writers), *body.assets))


def letter(case: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A letter: salutation, text, the signature in its own hand, name and office."""
    lead, rest = _lead(article.blocks)
    text = case.layout.measures["text"]
    greeting, body = (rest[:1], rest[1:]) if len(rest) > 1 and rest[0].kind == "paragraph" else ((), rest)
    measure = Measure(text, text)
    salutation, letter_body = passage(case, article, greeting, measure), passage(case, article, body, measure)
    writers = authors(case, article, case.layout.sizes["portrait"], lead)
    html = render(case.layout, "letter", case=case, article=article, words=case.words, runs_in=runs_in,
                  authors=writers, salutation=salutation.html, body=letter_body.html,
                  figures=head_figures(case, article),
                  width=case.balance(article.title, "large", text))
    return Fragment(html, (*_portraits(writers), *salutation.assets, *letter_body.assets))


KINDS: Mapping[str, Callable[..., Fragment]] = MappingProxyType(
    {"report": report, "message": message, "letter": letter})


def kicker(case: Context, article: Article) -> str:
    """Date and place on one line: '3–7 July 2023 · Melaka, Malaysia'."""
    return " · ".join(filter(None, (case.when(article), article.head.place)))


def authors(case: Context, article: Article, size: tuple[float, float],
            lead: Lead | None = None) -> tuple[Author, ...]:
    """The writers; a lead picture is the portrait of the first."""
    writers = []
    for position, person in enumerate(article.head.authors):
        own = lead if position == 0 else None
        path = own.spec.path if own else case.manuscript.folder / person.photo if person.photo else None
        shown = cropped(case, path, size, Place(article.file)) if path else None
        writers.append(Author(person.name, person.role, own.spec.alt if own else person.alt, shown))
    return tuple(writers)


def _portraits(writers: Sequence[Author]) -> tuple[Asset, ...]:
    return tuple(writer.portrait.asset for writer in writers if writer.portrait)


def _asset(shown: PlacedPicture | None) -> tuple[Asset, ...]:
    return (shown.asset,) if shown else ()


def _lead(blocks: Sequence[Block]) -> tuple[Lead | None, tuple[Block, ...]]:
    """The first picture that stands alone, which leads, and what is left."""
    for at, block in enumerate(blocks):
        if isinstance(block.spec, Picture) and block.spec.row == 1:
            return Lead(block.id, block.name, block.line, block.spec), (*blocks[:at], *blocks[at + 1:])
    return None, tuple(blocks)
