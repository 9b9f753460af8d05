"""Reads lists between three colons: events of a calendar, related articles."""

from __future__ import annotations

from rocbpress.findings.finding import Place
from rocbpress.findings.marks import Placed
from rocbpress.findings.validation import validate
from rocbpress.sources.markdown.figures import Events, Related
from rocbpress.sources.markdown.inline import NO_FIGURES, InlineRenderer
from rocbpress.sources.markdown.links import internal
from rocbpress.sources.markdown.tree import Node
from rocbpress.sources.yaml.places import read_yaml


def read_events(text: str, heading: Node, line: int, article: InlineRenderer) -> Events | None:
    """The calendar that begins in this line of the file; None if there are errors."""
    placed = _as_items(text, line, article)
    events = validate(Events, placed, article.diagnostics) if placed else None
    if events is None or placed is None:
        return None
    items = tuple(each.model_copy(update={"title_html": article.set_text(
        each.title, placed.spot("items", at, "title"), forbidden=NO_FIGURES)})
        for at, each in enumerate(events.items))
    return Events(items=items, heading_html=heading)


def read_related(text: str, heading: Node, line: int, article: InlineRenderer) -> Related | None:
    """The related articles named from this line on, as links that are verified with all others."""
    placed = _as_items(text, line, article)
    related = validate(Related, placed, article.diagnostics) if placed else None
    if related is None or placed is None:
        return None
    for at, name in enumerate(related.items):
        place = Place(article.diagnostics.file, *placed.spot("items", at))
        if link := internal(f"article:{name}", article.slug, place, empty=True):
            article.references.append(link)
    return Related(items=related.items, heading_html=heading)


def _as_items(text: str, line: int, article: InlineRenderer) -> Placed | None:
    """A bare list as the value of the one key of its model."""
    placed = read_yaml(text, article.diagnostics, line)
    if placed is None:
        return None
    marks = {("items", *path): mark for path, mark in placed.marks().items()}
    return Placed({"items": placed.value}, lambda: {(): placed.mark_at(()), **marks})
