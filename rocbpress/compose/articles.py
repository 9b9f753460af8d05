"""Articles of each kind as the layout's templates set them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rocbpress.compose.context import Context
from rocbpress.compose.fragments import Fragment, Measure, fragment, head_figures, text_measure
from rocbpress.compose.maps import venue_drawing
from rocbpress.compose.measure import line_count
from rocbpress.compose.pictures import PlacedPicture, cropped, lead_picture
from rocbpress.compose.side_headings import with_side_headings
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block
from rocbpress.sources.markdown.figures import Picture

FACTS_FRAME = 3  # lines that rule, paddings and the box's own heading take
FACTS_AIR = 0.5  # lines below each fact


@dataclass(frozen=True, slots=True)
class Author:
    """A writer as templates print one; `portrait` None prints the initials."""

    name: str
    role: str
    alt: str
    portrait: PlacedPicture | None


def report(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """Kicker, title and two columns under the lead picture, or under a map of the venue."""
    measures = context.layout.measures
    lead, picture, rest = _lead(article.blocks)
    shown = lead_picture(context, picture.path, Place(article.file, lead.line)) if lead and picture else None
    intro, body = (rest[:1], rest[1:]) if rest and rest[0].kind == "paragraph" else ((), rest)
    measure = Measure(measures["column"], measures["across"])
    opening = fragment(context, article, intro, measure)
    columns = fragment(context, article, with_side_headings(context, body, 2, "hanging-report"), measure)
    drawing = None if lead or runs_in else venue_drawing(context, article)
    title_measure = measures["headline-facts" if article.head.facts and not runs_in else "headline"]
    html = render(
        context.layout, "report", case=context, article=article, words=context.words, runs_in=runs_in,
        lead=lead, shown=shown, caption=context.markup(picture.caption_html) if picture else "",
        drawing=drawing, kicker=kicker(context, article), facts_height=_facts_height(context, article),
        width=context.balance(article.title, "middle", title_measure),
        intro=opening.html, figures=head_figures(context, article), columns=columns.html)
    return Fragment(html, (*((shown.asset,) if shown else ()), *opening.assets, *columns.assets))


def message(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A person's words beside a portrait or initials."""
    _, picture, rest = _lead(article.blocks)
    return _written(context, article, picture, {"body": rest}, title="middle", runs_in=runs_in)


def letter(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A letter: salutation, text, the signature in its own hand, name and office."""
    _, picture, rest = _lead(article.blocks)
    greets = len(rest) > 1 and rest[0].kind == "paragraph"
    return _written(context, article, picture, {"salutation": rest[:greets], "body": rest[greets:]},
                    title="large", runs_in=runs_in)


def _written(context: Context, article: Article, picture: Picture | None,
             parts: Mapping[str, Sequence[Block]], *, title: str, runs_in: bool) -> Fragment:
    """A message or letter of these parts, set in the measure of the text; its title is set in that size."""
    made = {name: fragment(context, article, blocks, text_measure(context)) for name, blocks in parts.items()}
    writers = authors(context, article, context.layout.sizes["portrait"], picture)
    html = render(context.layout, article.head.kind, case=context, article=article, words=context.words,
                  runs_in=runs_in, authors=writers, figures=head_figures(context, article),
                  width=context.balance(article.title, title, context.layout.measures["text"]),
                  **{name: part.html for name, part in made.items()})
    return Fragment(html, (*portraits(writers), *(asset for part in made.values() for asset in part.assets)))


KINDS: Mapping[str, Callable[..., Fragment]] = MappingProxyType(
    {"report": report, "message": message, "letter": letter})


def kicker(context: Context, article: Article) -> str:
    """Date and place on one line: '3–7 July 2023 · Melaka, Malaysia'."""
    return " · ".join(filter(None, (context.when(article), article.head.place)))


def authors(context: Context, article: Article, size: tuple[float, float],
            lead: Picture | None = None) -> tuple[Author, ...]:
    """The writers; a lead picture is the portrait of the first."""
    writers = []
    for position, person in enumerate(article.head.authors):
        own = lead if position == 0 else None
        path = own.path if own else context.manuscript.folder / person.photo if person.photo else None
        shown = cropped(context, path, size, Place(article.file)) if path else None
        writers.append(Author(person.name, person.role, own.alt if own else person.alt, shown))
    return tuple(writers)


def portraits(writers: Sequence[Author]) -> tuple[Asset, ...]:
    """The pictures of those writers who have one."""
    return tuple(writer.portrait.asset for writer in writers if writer.portrait)


def _lead(blocks: Sequence[Block]) -> tuple[Block | None, Picture | None, tuple[Block, ...]]:
    """The block of the first picture that stands alone, which leads; the picture; and the other blocks."""
    for at, block in enumerate(blocks):
        if isinstance(block.spec, Picture) and block.spec.row == 1:
            return block, block.spec, (*blocks[:at], *blocks[at + 1:])
    return None, None, tuple(blocks)


def _facts_height(context: Context, article: Article) -> float:
    """The height of the box of key facts in points, a whole number of lines; 0 where there are none.

    Beside the head of a report it must not run into the columns below.
    """
    facts, titles, line = article.head.facts, context.layout.titles, context.layout.measures["line"]
    if not facts:
        return 0.0
    measure = context.layout.measures["facts"]
    lines = sum(line_count(term, titles["label"], measure) + line_count(fact, titles["entry"], measure)
                for term, fact in facts.items())
    return line * (FACTS_FRAME + lines + FACTS_AIR * (len(facts) + len(facts) % 2))
