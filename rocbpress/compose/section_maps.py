"""One map that opens a section of reports: its venues numbered, with their reports and pages."""

from dataclasses import dataclass

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.fragments import Fragment
from rocbpress.compose.maps import venues_drawing
from rocbpress.compose.templates import render
from rocbpress.sources.frontmatter import Venue
from rocbpress.sources.manuscript import Article, Section
from rocbpress.sources.markdown.tree import element


@dataclass(frozen=True, slots=True)
class VenueReport:
    """A report on an event: a link by its title, its dates, its page as a reference."""

    title: Markup
    when: str
    page: Markup


@dataclass(frozen=True, slots=True)
class NumberedVenue:
    """A place as its reports name it, and these."""

    number: int
    name: str
    reports: tuple[VenueReport, ...]


def has_map(context: Context, section: Section) -> bool:
    """Whether issue and layout open the section by a map: two reports at least have places on it."""
    return (context.manuscript.issue.design.openings == "map" and context.layout.maps.section is not None
            and sum(_place(article) is not None for article in section.articles) > 1)


def section_map(context: Context, section: Section) -> Fragment:
    """The page: the map, the section's title, and the list of venues."""
    held: dict[Venue, list[Article]] = {}
    for article in section.articles:
        if venue := _place(article):
            held.setdefault(venue, []).append(article)
    sites = [(venue.name or venue.country, venue.latitude or 0.0, venue.longitude or 0.0) for venue in held]
    venues = tuple(
        NumberedVenue(number, articles[0].head.place or site[0],
                      tuple(_report(context, article) for article in articles))
        for number, (site, articles) in enumerate(zip(sites, held.values(), strict=True), 1))
    return Fragment(render(
        context.layout, "section", case=context, words=context.words, venues=venues,
        title=context.markup(section.title_html), drawing=venues_drawing(context, sites)))


def _place(article: Article) -> Venue | None:
    """Where a report's event was held, if it has a place on a map."""
    venue = article.head.venue if article.head.kind == "report" else None
    return venue if venue and venue.latitude is not None and venue.longitude is not None else None


def _report(context: Context, article: Article) -> VenueReport:
    address = f"article:{article.slug}"
    page = element("a", {"class": "page-ref", "href": address, "data-page": article.slug})
    return VenueReport(context.link(address, article.title_html), context.when(article), context.markup(page))
