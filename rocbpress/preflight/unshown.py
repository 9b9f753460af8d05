"""What an issue asks for and no page shows: venues off a map, highlights beside teasers, a full cover."""

from collections.abc import Iterator

from rocbpress.figures.images.cropping import MOST, crop
from rocbpress.figures.images.probe import probe
from rocbpress.figures.maps.region import BADGE, window_view
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.layout import Layout
from rocbpress.sources.keys import key_place
from rocbpress.sources.manuscript import Manuscript


def check_unshown(manuscript: Manuscript, layout: Layout) -> Iterator[Finding]:
    """Warnings; that of venues only where issue and layout open sections by a map."""
    yield from _cover(manuscript, layout)
    yield from _venues(manuscript, layout)


def _cover(manuscript: Manuscript, layout: Layout) -> Iterator[Finding]:
    issue, place = manuscript.issue, layout.sizes.get("full")
    if issue.design.cover == "full" and issue.cover and not issue.cover.focus and place:
        picture = probe(manuscript.folder / issue.cover.image, where=Place(manuscript.file))
        if crop(picture.width / picture.height, place[0] / place[1], None).share > MOST:
            yield Finding("cover-unfilled", "the cover picture has not the shape of the page, so it does not "
                          "fill the cover", manuscript.place("cover", "image"), Severity.WARNING,
                          "write cover: photograph under design:, or give the picture a focus:")
    if issue.highlights and issue.teasers and "teaser" in layout.titles:
        yield Finding("highlights-unshown", "the cover has teasers, so the highlights are not printed",
                      manuscript.place("highlights"), Severity.WARNING, "remove highlights: or teasers:")


def _venues(manuscript: Manuscript, layout: Layout) -> Iterator[Finding]:
    if manuscript.issue.design.openings == "map" and layout.maps.section is not None:
        view = window_view(layout.maps.section, None)
        for article in (each for section in manuscript.sections for each in section.articles):
            venue = article.head.venue
            if article.head.kind != "report" or venue is None or venue.latitude is None or (
                    venue.longitude is None):
                continue
            if not view.holds(view.at(venue.latitude, venue.longitude), margin=BADGE):
                place = venue.name or venue.country
                yield Finding("venue-off-map", f"{place} is not on the map of its section",
                              key_place(manuscript.folder / "articles" / f"{article.slug}.md", article.file,
                                        "venue"), Severity.WARNING,
                              "remove its venue:, or choose openings: picture under design:")
