"""The annotations that reviewers make in a PDF, read without trust (ISO 32000-1, 12.5)."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

from rocbpress.archive.embedded import reading
from rocbpress.assemble.objects import Box, entry, object_number, raw, raw_items, resolve
from rocbpress.review.record import tidy

_PAGES, _ANNOTATIONS, _NUMBERS, _REPLIES = 5_000, 4_000, 800, 50  # at most, of a file and of one of them
_COMMENTS = 2_000  # that are told
_LONGEST = 2_000  # characters that a reviewer's words are told with
_FARTHEST = 20_000.0  # points: no page is larger
# What programs call what people do (table 169); the others are no comments.
KINDS: Mapping[str, str] = {
    "/Highlight": "highlight", "/Underline": "underline", "/Squiggly": "underline", "/StrikeOut": "deletion",
    "/Caret": "insertion", "/Text": "note", "/FreeText": "text", "/Ink": "drawing", "/Line": "drawing",
    "/Square": "drawing", "/Circle": "drawing", "/Polygon": "drawing", "/PolyLine": "drawing",
    "/Stamp": "stamp", "/FileAttachment": "attachment", "/Redact": "deletion", "/Sound": "recording"}
_STATES = {"accepted", "rejected", "cancelled", "completed", "marked"}  # 12.5.6.3; others undo one of them
_TAG = re.compile("<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment."""

    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A comment with its replies: `page` counts from 0, `box` is its /Rect.

    `places` are where it points, as boxes: of marked words, of a drawn line, of the point of a callout.
    `marks` is whether they are words. `name` is its /NM. `state` is '' or one of the standard's, in small
    letters.
    """

    page: int
    kind: str
    author: str
    words: str
    box: Box
    places: tuple[Box, ...] = ()
    marks: bool = False
    name: str = ""
    state: str = ""
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All comments of a file in the order of its pages, its title, and whether some were too many to read."""

    annotations: tuple[Annotation, ...]
    title: str
    cut: bool = False


@dataclass(slots=True, eq=False)
class _Note:
    """An annotation on a page, with what is found to belong to it."""

    page: int
    entries: Any
    number: int
    group: list[Any] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)
    popup: str = ""


def read_annotations(pdf: bytes) -> Reviewed:
    """The comments in a file; UsageError for one that cannot be read."""
    with reading(pdf, strict=False) as reader:
        if reader.is_encrypted:
            reader.decrypt("")
        notes = list(islice(_notes(reader.root_object), _ANNOTATIONS + 1))
        title = clean(entry(entry(reader.trailer, "/Info"), "/Title"))
        threads = _threads(notes[:_ANNOTATIONS])
        cut = len(notes) > _ANNOTATIONS or len(threads) > _COMMENTS
        return Reviewed(tuple(map(_read, threads[:_COMMENTS])), title, cut)


def clean(value: object) -> str:
    """A string of the file in one line: nothing in it steers a terminal or the reading direction."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    text = tidy(value[:2 * _LONGEST])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _notes(catalog: object) -> Iterator[_Note]:
    """Every annotation that may be a comment or belong to one, in the order of the pages."""
    for at, page in enumerate(_pages(entry(catalog, "/Pages"))):
        for reference in raw_items(entry(page, "/Annots")):
            entries = resolve(reference)
            if isinstance(entries, dict) and (_kind(entries) or entry(entries, "/Subtype") == "/Popup"):
                yield _Note(_own_index(page, at), entries, object_number(reference))


def _pages(root: object) -> Iterator[object]:
    """The pages of a tree that may lead back to itself."""
    stack, seen, count = [root], set[int](), 0
    while stack and count < _PAGES:
        node = stack.pop()
        if id(node) in seen or not isinstance(node, dict):
            continue
        seen.add(id(node))
        if "/Kids" in node:
            stack += [resolve(kid) for kid in reversed(raw_items(entry(node, "/Kids"))[:_PAGES])]
        else:
            count += 1
            yield node


def _own_index(page: object, at: int) -> int:
    """The index that a page had in the draft, where it says so: a reviewer may send back a few of them."""
    own = entry(entry(entry(page, "/PieceInfo"), "/rocbpress"), "/Private")
    return int(own) if isinstance(own, int) and 0 <= own < _PAGES else at


def _threads(notes: Sequence[_Note]) -> list[_Note]:
    """Those that are no reply, no state and no part of another, with what belongs to each."""
    by_number = {note.number: note for note in notes if note.number}
    by_name = {name: note for note in notes if (name := clean(entry(note.entries, "/NM")))}
    roots: list[_Note] = []
    for note in notes:
        root = _root(note, by_number, by_name)
        if entry(note.entries, "/Subtype") == "/Popup":
            parent = by_number.get(object_number(raw(note.entries, "/Parent")))
            if parent:
                parent.popup = parent.popup or _words(note.entries)
        elif root is note:
            roots.append(note)
        elif state := _state(note):
            if _is_about(note, root, by_number, by_name):
                root.states.append((clean(entry(note.entries, "/M")), state))
        elif entry(note.entries, "/RT") == "/Group":
            root.group.append(note.entries)
        elif (words := _words(note.entries)) and len(root.replies) < _REPLIES:
            root.replies.append(Reply(clean(entry(note.entries, "/T")), words))
    return roots


def _root(note: _Note, by_number: Mapping[int, _Note], by_name: Mapping[str, _Note]) -> _Note:
    """What a note replies to in the end; of a circle the first in the file."""
    way = [note]
    while above := _above(way[-1], by_number, by_name):
        if above in way:
            way.append(min(way[way.index(above):], key=lambda each: each.number))
            break
        way.append(above)
    return way[-1] if _kind(way[-1].entries) else note


def _above(note: _Note, by_number: Mapping[int, _Note], by_name: Mapping[str, _Note]) -> _Note | None:
    reference = raw(note.entries, "/IRT")
    if reference is None:
        return None
    return by_number.get(object_number(reference)) or by_name.get(clean(resolve(reference)))


def _state(note: _Note) -> str:
    return clean(entry(note.entries, "/State")).lstrip("/").casefold()


def _is_about(note: _Note, root: _Note, by_number: Mapping[int, _Note], by_name: Mapping[str, _Note]) -> bool:
    """Whether a state is one of the comment, not of a reply: it follows this, or a former state of it.

    ISO 32000-1, 12.5.6.3.
    """
    seen = [note]
    while (above := _above(seen[-1], by_number, by_name)) and above is not root and above not in seen:
        if not _state(above):
            return False
        seen.append(above)
    return True


def _read(note: _Note) -> Annotation:
    entries, parts = note.entries, [note.entries, *note.group]
    kinds = {_kind(part) for part in parts}
    words = next((words for part in parts if (words := _words(part))), note.popup)
    marked = [box for part in parts for box in _quads(part)]
    places = marked or list(islice((box for part in parts for box in _points(part)), _NUMBERS))
    states = [state for _, state in sorted(note.states)]
    state = states[-1] if states and states[-1] in _STATES else ""
    kind = "replacement" if kinds >= {"insertion", "deletion"} else _kind(entries)
    return Annotation(note.page, kind, clean(entry(entries, "/T")), words or _stamped(entries), _box(entries),
                      tuple(places), bool(marked), clean(entry(entries, "/NM")), state, tuple(note.replies))


def _kind(entries: object) -> str:
    return KINDS.get(str(entry(entries, "/Subtype")), "")


def _words(entries: object) -> str:
    """/Contents, else the words of the rich text /RC (12.7.3.4)."""
    if words := clean(entry(entries, "/Contents")):
        return words
    rich = entry(entries, "/RC")
    text = rich.get_data() if hasattr(rich, "get_data") else rich
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return clean(unescape(_TAG.sub(" ", text[:20 * _LONGEST]))) if isinstance(text, str) else ""


def _stamped(entries: object) -> str:
    """What a stamp says by its name: /Approved, /SBRejected."""
    name = entry(entries, "/Name") if _kind(entries) == "stamp" else None
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean(str(name)).lstrip("/").removeprefix("SB"))
    return "" if name is None or "#" in spaced else spaced


def _box(entries: object) -> Box:
    """/Rect; empty at the origin where it is none."""
    numbers = _numbers(entry(entries, "/Rect"))
    if len(numbers) != 4:
        return 0, 0, 0, 0
    (left, right), (foot, head) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, foot, right, head


def _quads(entries: object) -> Iterator[Box]:
    """Each of the quadrilaterals, whatever the order of its corners: programs differ (12.5.6.10)."""
    numbers = _numbers(entry(entries, "/QuadPoints"))
    for at in range(0, len(numbers) - 7, 8):
        xs, ys = numbers[at:at + 8:2], numbers[at + 1:at + 8:2]
        yield min(xs), min(ys), max(xs), max(ys)


def _points(entries: object) -> Iterator[Box]:
    """The points of a drawn line, or that which a callout leads to."""
    callout = _numbers(entry(entries, "/CL"))[:2]
    strokes = (_numbers(stroke) for stroke in raw_items(entry(entries, "/InkList")))
    for numbers in ([callout] if len(callout) == 2 else strokes):
        yield from ((x, y, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False))


def _numbers(array: object) -> list[float]:
    """The numbers of an array; none where one of them is none, or lies on no page."""
    items = [resolve(item) for item in raw_items(array)[:_NUMBERS]]
    if not all(isinstance(item, int | float) and not isinstance(item, bool) for item in items):
        return []
    numbers = [float(item) for item in items]
    return numbers if all(math.isfinite(each) and abs(each) < _FARTHEST for each in numbers) else []
