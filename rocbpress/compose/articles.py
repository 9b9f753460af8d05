"""Articles of each kind as the layout's templates set them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.fragments import (
    Fragment,
    Measure,
    fragment,
    picture_caption,
    text_measure,
)
from rocbpress.compose.maps import venue_drawing
from rocbpress.compose.measure import high_line_count, line_count
from rocbpress.compose.openings import Opening, focus_of, portrait_opening, report_opening
from rocbpress.compose.pictures import PlacedPicture, fitted, keeps_whole
from rocbpress.compose.side_headings import with_side_headings
from rocbpress.compose.standfirsts import introduction, own_standfirst
from rocbpress.compose.strips import head_figures
from rocbpress.compose.templates import render
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place
from rocbpress.sources.frontmatter import Person
from rocbpress.sources.manuscript import Article, Block
from rocbpress.sources.markdown.figures import Picture
from rocbpress.workspace.names import place_of_file

FACTS_FRAME = 3  # lines that rule, paddings and the box's own heading take
FACTS_AIR = 0.5  # lines below each fact
_ABOVE_SENDER = 2  # lines from the rule of a message


@dataclass(frozen=True, slots=True)
class Author:
    """A writer as templates print one; `portrait` None prints the initials.

    A portrait from the article's text has a block, and perhaps a caption.
    """

    name: str
    role: str
    alt: str
    portrait: PlacedPicture | None
    block: Block | None = None
    caption: str = ""


def report(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """Kicker, title and two columns under the lead picture, or under a map of the venue."""
    measures, fit = context.layout.measures, context.fit(article.slug)
    opening = report_opening(context, article, fit)
    picture, shown, rest = opening.picture, opening.shown, opening.rest
    intro, body, long = introduction(context, article, rest)
    measure = Measure(measures["column"], measures["across"])
    first = fragment(context, article, intro, measure)
    own = own_standfirst(context, article)
    columns = fragment(context, article, with_side_headings(context, body, 2, "hanging-report"), measure, fit)
    drawing = None if opening.bare or runs_in > bool(fit.facts_map) else venue_drawing(context, article, fit)
    writers = authors(context, article, context.layout.sizes["tile"]) if keeps_whole(context.layout) else ()
    facts_height, long_facts = key_facts_height(context, article), has_long_facts(context, article)
    if drawing and fit.facts_map:
        facts_height += facts_map_height(context, fit.facts_map, hatched=bool(drawing.swatch))
    beside = facts_height and not (long_facts or fit.facts_across)
    title_measure = measures["headline-facts" if beside else "headline"]
    html = render(
        context.layout, "report", case=context, article=article, words=context.words, runs_in=runs_in,
        lead=opening.block, shown=shown, authors=writers or article.head.authors,
        caption=context.markup(picture.caption_html) if picture else "",
        drawing=None if fit.facts_map else drawing, facts_map=drawing if fit.facts_map else None,
        fit=fit, kicker=kicker(context, article),
        facts_height=facts_height, long_facts=long_facts,
        width=context.balance(article.title_html, "middle", title_measure),
        intro=Markup("<p>{}</p>").format(context.markup(own)) if own else first.html, long=long,
        figures=head_figures(context, article), columns=columns.html)
    return Fragment(html, (*((shown.asset,) if shown else ()), *first.assets, *columns.assets,
                           *portraits(writers)))


def message(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A person's words beside a portrait or initials."""
    opening = portrait_opening(context, article)
    return _written(context, article, opening, {"body": opening.rest}, title="middle", runs_in=runs_in)


def letter(context: Context, article: Article, *, runs_in: bool) -> Fragment:
    """A letter: salutation, text, the signature in its own hand, name and office."""
    opening = portrait_opening(context, article)
    rest = opening.rest
    greets = len(rest) > 1 and rest[0].kind == "paragraph"
    return _written(context, article, opening, {"salutation": rest[:greets], "body": rest[greets:]},
                    title="large", runs_in=runs_in)


def _written(context: Context, article: Article, opening: Opening,
             parts: Mapping[str, Sequence[Block]], *, title: str, runs_in: bool) -> Fragment:
    """A message or letter of these parts, set in the measure of the text; its title is set in that size."""
    fit = context.fit(article.slug)
    made = {name: fragment(context, article, blocks, text_measure(context), fit)
            for name, blocks in parts.items()}
    sizes = context.layout.sizes
    place = sizes.get(article.head.kind, sizes["portrait"])
    writers = authors(context, article, place, opening)
    long_facts = has_long_facts(context, article, _above_facts(context, article, title, place[1]))
    html = render(context.layout, article.head.kind, case=context, article=article, words=context.words,
                  runs_in=runs_in, fit=fit, packed=fit.runs_in and article.head.start != "run-in",
                  authors=writers, figures=head_figures(context, article), long_facts=long_facts,
                  sender=_sender_height(context, article, writers, place, facts=not long_facts),
                  width=context.balance(article.title_html, title, context.layout.measures["text"]),
                  **{name: part.html for name, part in made.items()})
    return Fragment(html, (*portraits(writers), *(asset for part in made.values() for asset in part.assets)))


KINDS: Mapping[str, Callable[..., Fragment]] = MappingProxyType(
    {"report": report, "message": message, "letter": letter})


def kicker(context: Context, article: Article) -> str:
    """Date and place on one line: '3–7 July 2023 · Melaka, Malaysia'."""
    return " · ".join(filter(None, (context.when(article), article.head.place)))


def authors(context: Context, article: Article, size: tuple[float, float],
            opening: Opening | None = None) -> tuple[Author, ...]:
    """The writers; the picture that opens a message or letter is the portrait of the first."""
    writers = []
    for position, person in enumerate(article.head.authors):
        if opening and opening.block and opening.picture and position == 0:
            writers.append(_portrayed(context, article, person, size, opening.block, opening.picture))
            continue
        path = place_of_file(person.photo, context.manuscript.folder) if person.photo else None
        shown = fitted(context, path, size, Place(article.file), person.focus,
                       cure="choose another focus") if path else None
        writers.append(Author(person.name, person.role, person.alt, shown))
    return tuple(writers)


def _portrayed(context: Context, article: Article, person: Person, size: tuple[float, float],
               block: Block, picture: Picture) -> Author:
    """A writer whose portrait is a picture of the article's text."""
    keeps = keeps_whole(context.layout)
    shown = fitted(context, picture.path, size, Place(article.file, block.line if keeps else 0),
                   focus_of(picture, article), cure='write {focus="50,30"} after it, percent from left, top')
    caption = picture_caption(context, picture) if keeps else ""
    return Author(person.name, person.role, picture.alt, shown, block if keeps else None, caption)


def portraits(writers: Sequence[Author]) -> tuple[Asset, ...]:
    """The pictures of those writers who have one."""
    return tuple(writer.portrait.asset for writer in writers if writer.portrait)


def has_long_facts(context: Context, article: Article, above: float = 0) -> bool:
    """Whether the facts, below so many points, go on over the page: then they stand in the text."""
    layout = context.layout
    return key_facts_height(context, article) + above > layout.lines["contents"] * layout.measures["line"]


def _above_facts(context: Context, article: Article, title: str, portrait: float) -> float:
    """How many points the title and the writers take that stand above the facts in the margin."""
    line = context.layout.measures["line"]
    titles = context.lines(article.title_html, title, context.layout.measures["text"])
    high = titles * (3 if title == "large" else 2) + 3
    return (line * (high + _names_lines(context, article))
            + len(article.head.authors) * (portrait + line))


def _sender_height(context: Context, article: Article, writers: Sequence[Author],
                   portrait: tuple[float, float], *, facts: bool) -> float:
    """How many points a message needs, at least, for what stands in the margin beside its text."""
    layout = context.layout
    line, measure = layout.measures["line"], layout.measures["facts"]
    dated = sum(bool(given) for given in (article.head.from_, article.head.to))
    captions = sum(line_count(Markup(writer.caption).striptags(), layout.titles["label"], measure)
                   for writer in writers if writer.caption)
    lines = _ABOVE_SENDER + _names_lines(context, article) + dated + bool(dated) + captions
    initials = layout.sizes.get("initials", portrait)
    pictures = sum(line + (portrait if writer.portrait else initials)[1] for writer in writers)
    return line * lines + pictures + (2 * line + key_facts_height(context, article) if facts else 0)


def _names_lines(context: Context, article: Article) -> int:
    layout = context.layout
    return sum(line_count(words, layout.titles["entry"], layout.measures["facts"])
               for person in article.head.authors for words in (person.name, person.role) if words)


def facts_map_height(context: Context, height: float, *, hatched: bool) -> float:
    """What a map so many points high takes in the key facts, in points, with what is said of borders."""
    layout, measures = context.layout, context.layout.measures
    said = " ".join(context.words[name] for name in ("undetermined", "map-borders")[not hatched:])
    line, lines = measures["line"], line_count(said, layout.titles["label"], measures["facts"])
    return line * (ceil(height / line) + ceil(lines * measures.get("small", line) / line))


def key_facts_height(context: Context, article: Article) -> float:
    """The height of the box of key facts in points, a whole number of lines; 0 where there are none.

    Beside the head of a report it must not run into the columns below.
    """
    facts, titles, line = article.head.facts, context.layout.titles, context.layout.measures["line"]
    if not facts:
        return 0.0
    measure = context.layout.measures["facts"]
    lines = sum(high_line_count(words, titles[title], measure, article.language)
                for words, title in (each for term, fact in facts.items()
                                     for each in ((term, "label"), (fact, "entry"))))
    return line * (FACTS_FRAME + lines + FACTS_AIR * (len(facts) + len(facts) % 2))
