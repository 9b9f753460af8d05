"""How each page of a tagged PDF is read: structure, alternative texts, links."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rocbpress.assemble.objects import entry, key_of
from rocbpress.preflight.tagged.document import Annotation, Destination, Tagged, read_tagged
from rocbpress.preflight.tagged.tree import Element

_ATTRIBUTES = ("/Scope", "/ColSpan", "/RowSpan", "/ListNumbering")
_SPOKEN = ("/Alt", "/ActualText", "/E")


@dataclass(slots=True)
class Construction:
    """The half of a page that is read aloud; the fields are those of `snapshot.Page`."""

    label: str
    structure: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def constructions(pdf: bytes) -> tuple[tuple[str, ...], list[Construction]]:
    """What the file says of itself, and each page in order; pypdf's own errors for what is no PDF."""
    tagged = read_tagged(pdf)
    pages = [Construction(sheet.label) for sheet in tagged.pages]
    _read_structure(tagged, pages)
    names = {spot: name.decode("utf-8", "replace") for name, spot in tagged.destinations.items()}
    for page, sheet in zip(pages, tagged.pages, strict=True):
        for note in sheet.annotations:
            page.links.append(_target(note, tagged, names))
            page.alternatives.append(f"link: {entry(note.entries, '/Contents') or ''}")
    for spot, name in names.items():
        if spot.page >= 0:
            pages[spot.page].links.append(f"destination {name}")
    return tuple(_particulars(tagged)), pages


def _read_structure(tagged: Tagged, pages: list[Construction]) -> None:
    depths: list[int] = []
    ranks = _ranks(tagged)
    for at, element in enumerate(tagged.elements):
        depths.append(depths[element.parent] + 1 if element.parent >= 0 else 0)
        if element.page < 0:
            continue
        traits = [f"{name}={value}" for name in _ATTRIBUTES
                  if (value := element.attribute(name)) is not None]
        if language := entry(element.entries, "/Lang"):
            traits.append(str(language))
        if at in ranks:
            traits.append(f"#{ranks[at]}")
        pages[element.page].structure.append(" ".join([str(depths[at]), element.kind, *traits]))
        pages[element.page].alternatives += [
            f"{element.kind}{key}: {text}" for key in _SPOKEN
            if (text := entry(element.entries, key)) is not None]


def _ranks(tagged: Tagged) -> dict[int, int]:
    """Which content of its page an element starts with, counted among the elements of that page.

    The order alone counts: where a text grows by a line, marks get other numbers and ranks do not.
    """
    firsts: dict[int, list[tuple[tuple[int, int], int]]] = defaultdict(list)
    for at, element in enumerate(tagged.elements):
        if element.marks and element.page >= 0:
            firsts[element.page].append((_first(element, tagged), at))
    return {at: rank for page in firsts.values() for rank, (_, at) in enumerate(sorted(page), 1)}


def _first(element: Element, tagged: Tagged) -> tuple[int, int]:
    """The page's own marks, then those of the forms drawn on it."""
    stream, mark = element.marks[0]
    own = stream == tagged.pages[element.page].number
    return (0 if own else 1), mark


def _target(note: Annotation, tagged: Tagged, names: Mapping[Destination, str]) -> str:
    """Where a link leads: an address, a destination by name, or a place on a page by its label."""
    action = entry(note.entries, "/A")
    if entry(action, "/S") == "/URI":
        return f"to {entry(action, '/URI')}"
    if isinstance(target := note.target, str | bytes):
        return f"to {key_of(target).decode('utf-8', 'replace')}"
    spot = tagged.destination(target)
    if spot is None or spot.page < 0:
        return "to nowhere"
    named = names.get(spot)
    return f"to {named}" if named else f"to page {tagged.pages[spot.page].label} {spot.x} {spot.y}"


def _particulars(tagged: Tagged) -> Iterator[str]:
    yield f"language {entry(tagged.catalog, '/Lang')}"
    information: Mapping[str, object] = tagged.reader.metadata or {}
    for key in ("/Title", "/Author", "/Subject", "/Keywords"):
        yield f"{key[1:].lower()} {information.get(key, '')}"
    for item in tagged.bookmarks():
        yield f"bookmark {entry(item, '/Title')}"
