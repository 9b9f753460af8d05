"""Rules on links, notes and destinations (ISO 32000-1, 12.3.2 and 12.5; ISO 14289-1, 7.9 and 7.18)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rocbpress.assemble.objects import entry, object_number, raw_items
from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Annotation, Destination, Rule, Tagged
from rocbpress.preflight.tagged.tree import Element

_SCHEME_ONLY = re.compile(r"[a-z][a-z0-9+.-]*:(?://)?", re.IGNORECASE)
_SCHEMES = frozenset(("http", "https", "mailto", "ftp", "tel", "file", "data", "article", "page"))
_LIVE = ("http://", "https://", "mailto:")
_REACH = 72.0  # points: farther from a destination, a link is another's


def annotations_are_tagged(tagged: Tagged) -> Iterator[Finding]:
    """An annotation is held by one element, a Link for a link, to which the ParentTree leads back."""
    owners = {number: element for element in tagged.elements for _, number in element.annotations}
    rows = dict(tagged.parents)
    keys = Counter(entry(note.entries, "/StructParent") for note in _annotations(tagged))
    for note in _annotations(tagged):
        owner, key = owners.get(note.number), entry(note.entries, "/StructParent")
        where = tagged.place(note.page, owner.article if owner else "")
        row = object_number(rows.get(key))
        if owner is None or row != owner.number:
            yield Finding("link-untagged", f"{_name(note)} is not connected to its structure element", where)
        elif keys[key] > 1:
            yield Finding("link-key-shared", f"{_name(note)} shares its StructParent with another",
                          where)
        elif entry(note.entries, "/Subtype") == "/Link" and owner.kind != "Link":
            yield Finding("link-owner", f"{_name(note)} belongs to a {owner.kind}, not to a Link", where)


def links_are_whole(tagged: Tagged) -> Iterator[Finding]:
    """A Link has one annotation on each page that it crosses, and at least one."""
    there = {note.number: note.page for note in _annotations(tagged)}
    for element in tagged.elements:
        pages = Counter(page for page, _ in element.annotations)
        if element.kind == "Link" and not pages:
            yield Finding("link-empty", "a Link has no annotation", tagged.at(element))
        for page, times in pages.items():
            if times > 1:
                yield Finding("link-split", f"one link has {times} annotations on the same page",
                              tagged.place(page, element.article))
        for page, number in element.annotations:
            if there.get(number) != page:
                yield Finding("link-astray", "the annotation of a Link is not on the page it names",
                              tagged.place(page, element.article))


def links_have_names(tagged: Tagged) -> Iterator[Finding]:
    """The /Contents of a link says in words where it leads (ISO 14289-1, 7.18.5)."""
    for note in _links(tagged):
        name = str(entry(note.entries, "/Contents") or "").strip()
        where = tagged.place(note.page)
        if not name:
            yield Finding("link-nameless", "a link has no description", where)
        elif _SCHEME_ONLY.fullmatch(name) and name.rstrip("/").rstrip(":").lower() in _SCHEMES:
            yield Finding("link-nameless", f"the description of a link is only “{name}”", where)


def links_lead_somewhere(tagged: Tagged) -> Iterator[Finding]:
    """A link leads to a page of this file or to a web or mail address."""
    for note in _links(tagged):
        action, where = entry(note.entries, "/A"), tagged.place(note.page)
        if entry(action, "/S") == "/URI":
            address = str(entry(action, "/URI"))
            if not address.lower().startswith(_LIVE):
                yield Finding("link-address", f"{_name(note)} leads to {address}, which readers cannot open",
                              where)
        elif (target := note.target) is None:
            yield Finding("link-nowhere", f"{_name(note)} has no target", where)
        elif (spot := tagged.destination(target)) is None or spot.page < 0:
            yield Finding("link-dangling", f"{_name(note)} leads to {_shown(target)}, "
                          "which is not in this file", where)


def destinations_are_sound(tagged: Tagged) -> Iterator[Finding]:
    """Named destinations are sorted and unique, and like bookmarks lead to pages of this file."""
    names = tagged.names
    if list(names) != sorted(set(names)):
        twice = [name for name, times in Counter(names).items() if times > 1]
        yield Finding("destination-order", "the named destinations are not sorted" if not twice
                      else f"two destinations are called {_text(twice[0])}")
    for name, spot in tagged.destinations.items():
        if spot.page < 0:
            yield Finding("destination-foreign", f"destination {_text(name)} is not on a page of this file")
    for item in tagged.bookmarks():
        action = entry(item, "/A")
        found = tagged.destination(entry(action, "/D") if action else entry(item, "/Dest"))
        if found is None or found.page < 0:
            yield Finding("bookmark-dangling",
                          f"bookmark “{entry(item, '/Title')}” does not lead to a page of this file")


def notes_lead_back(tagged: Tagged) -> Iterator[Finding]:
    """A Note is reached by a Reference's link, and its own link leads back to that Reference."""
    boxes = {note.number: note for note in _links(tagged)}
    links: dict[int, list[Annotation]] = defaultdict(list)
    for element in tagged.elements:
        for holder in (element, *tagged.above(element)):
            if holder.kind in ("Note", "Reference"):
                links[holder.number].extend(boxes[n] for _, n in element.annotations if n in boxes)
                break
    notes = [e for e in tagged.elements if e.kind == "Note"]
    calls = [e for e in tagged.elements if e.kind == "Reference" and links[e.number]]
    called: dict[int, set[int]] = defaultdict(set)
    for call in calls:
        for number in _reached(tagged, links[call.number], notes, links):
            called[number].add(call.number)
    for note in notes:
        if not called[note.number]:
            yield Finding("note-uncalled", "a note has no reference that leads to it", tagged.at(note))
        elif not called[note.number] & _reached(tagged, links[note.number], calls, links):
            yield Finding("note-no-return", "a note does not lead back to its reference", tagged.at(note))


def _reached(tagged: Tagged, origins: list[Annotation], candidates: list[Element],
             links: dict[int, list[Annotation]]) -> set[int]:
    """Which of the candidates the links arrive at: on that page, the one whose own link is nearest."""
    reached: set[int] = set()
    for origin in origins:
        spot = tagged.destination(origin.target) if origin.target is not None else None
        near = [(distance, element.number) for element in candidates for link in links[element.number]
                if spot is not None and link.page == spot.page
                and (distance := _distance(spot, link)) <= _REACH]
        reached.update((min(near)[1],) if near else ())
    return reached


def _distance(spot: Destination, link: Annotation) -> float:
    """From a destination to the upper left corner of a link, in points."""
    left, _, _, head = link.box
    return abs((left if spot.x is None else spot.x) - left) + abs((head if spot.y is None else spot.y) - head)


def _annotations(tagged: Tagged) -> Iterator[Annotation]:
    for page in tagged.pages:
        yield from (note for note in page.annotations if entry(note.entries, "/Subtype") != "/Popup")


def _links(tagged: Tagged) -> Iterator[Annotation]:
    return (note for note in _annotations(tagged) if entry(note.entries, "/Subtype") == "/Link")


def _name(note: Annotation) -> str:
    contents = entry(note.entries, "/Contents")
    return f"the link “{contents}”" if contents else "a link"


def _shown(target: object) -> str:
    return f"“{target}”" if isinstance(target, str) else f"a page ({len(raw_items(target))} operands)"


def _text(name: bytes) -> str:
    encoding = "utf-16" if name.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
    return f"“{name.decode(encoding, 'replace')}”"


RULES: tuple[Rule, ...] = (
    notes_lead_back, annotations_are_tagged, links_are_whole, links_have_names, links_lead_somewhere,
    destinations_are_sound,
)
