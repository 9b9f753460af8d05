"""What an issue asks for and no page shows: venues beyond a section's map, highlights beside teasers."""

from collections.abc import Iterator

from rocbpress.figures.maps.region import BADGE, window_view
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.layout import Layout
from rocbpress.sources.manuscript import Manuscript


def check_unshown(manuscript: Manuscript, layout: Layout) -> Iterator[Finding]:
    """Warnings for both; the first only where issue and layout open sections by a map."""
    issue = manuscript.issue
    if issue.highlights and issue.teasers and "teaser" in layout.titles:
        yield Finding("highlights-unshown", "the cover has teasers, so the highlights are not printed",
                      Place(manuscript.file), Severity.WARNING, "remove highlights: or teasers:")
    if issue.design.openings == "map" and layout.maps.section is not None:
        view = window_view(layout.maps.section, None)
        for article in (each for section in manuscript.sections for each in section.articles):
            venue = article.head.venue
            if article.head.kind != "report" or venue is None or venue.latitude is None or (
                    venue.longitude is None):
                continue
            if not view.holds(view.at(venue.latitude, venue.longitude), margin=BADGE):
                place = venue.name or venue.country
                yield Finding("venue-off-map", f"{place} is not on the map of its section",
                              Place(article.file), Severity.WARNING,
                              "remove its venue:, or choose openings: picture under design:")
