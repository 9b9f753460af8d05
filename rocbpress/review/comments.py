"""Comments of a reviewed draft, each at the line of the sources that it is about."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rocbpress.assemble.objects import Box
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.printer import MM
from rocbpress.preflight.words.units import seen
from rocbpress.review.annotations import Annotation, clean
from rocbpress.review.glyphs import size_of, within
from rocbpress.review.record import Draft, DraftArea, DraftPage
from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.workspace import Workspace

_NEAR = 60.0  # points: how far from a block a note in the margin may lie
_QUOTED, _SAMPLE = 12, 24  # words that are quoted, points of a drawing that are looked at
_WHOLE, _FEW = 0.5, 4  # of a block: a stamp that covers as much of more of them is about the page
_TEXT = 2_000_000  # bytes of a source


@dataclass(frozen=True, slots=True)
class Comment:
    """An annotation with the block that it is about, if any, and the words that it marks.

    `id` is the same whenever the file is read; `page` is the printed number. `file` and `line` are those
    of the sources as they are now, and `text` is that line.
    """

    id: str
    annotation: Annotation
    page: str
    block: str = ""
    file: str = ""
    line: int = 0
    text: str = ""
    marked: str = ""

    def finding(self, *, done: bool = False) -> Finding:
        """The comment as commands tell it."""
        code = "comment-resolved" if done or self.annotation.state else (
            "comment-open" if self.file else "comment-unplaced")
        return Finding(code, self.said(), Place(self.file, self.line, page=self.page), Severity.NOTE)

    def said(self) -> str:
        """The whole thread in a sentence, with its place on the page where it is about no block."""
        note = self.annotation
        author = note.author or "somebody"
        said = f"{note.kind} by {author}"
        if self.marked:
            said = f"{note.kind} by {author} on “{self.marked}”"
        elif not self.file:
            said = f"{note.kind} by {author} at {_spot(note.box)}"
        said = f"{said}: “{note.words}”" if note.words else said
        for each in note.replies:
            said = f"{said}; reply by {each.author or 'somebody'}: “{each.words}”"
        return f"{said} ({note.state})" if note.state else said


class _Source:
    """A file as the draft was made of it, beside the file of today."""

    def __init__(self, then: str, now: str) -> None:
        self.then, self.now = then.split("\n"), now.split("\n")
        matcher = SequenceMatcher(None, self.then, self.now, autojunk=False)
        self._blocks = matcher.get_matching_blocks() if len(self.then) * len(self.now) < 1 << 24 else []

    def line_of(self, line: int, marked: str) -> int:
        """The line of today where a line of then is, or the words that it goes on with; from 1."""
        at = self._with_words(line - 1, marked)
        for before, after in pairwise([(0, 0, 0), *self._blocks]):
            if at < after[0]:
                return 1 + min(before[1] + at - before[0], max(after[1] - 1, before[1]), len(self.now) - 1)
            if at < after[0] + after[2]:
                return 1 + after[1] + at - after[0]
        return min(line, len(self.now))

    def _with_words(self, at: int, marked: str) -> int:
        """The line of a block, which begins at one, that has the first of the words."""
        words = seen(" ".join(marked.split()[:3]))
        for step, line in enumerate(self.then[at:at + 60] if words else ()):
            if step and not line.strip():
                break
            if words in seen(line):
                return at + step
        return at


def place_comments(annotations: Sequence[Annotation], draft: Draft, workspace: Workspace,
                   ) -> tuple[Comment, ...]:
    """Each comment at its line, by the places of the draft's blocks."""
    sources: dict[str, _Source] = {}
    names = Counter[str]()
    return tuple(_placed(each, _id(each, names), draft, workspace, sources) for each in annotations)


def _id(note: Annotation, names: Counter[str]) -> str:
    """A name for a comment as it is: another once somebody changes its words."""
    facts = repr((note.name, note.author, note.words, note.page, note.kind, *map(round, note.box)))
    name = hashlib.sha256(facts.encode()).hexdigest()[:16]
    names[name] += 1
    return name if names[name] == 1 else f"{name}-{names[name]}"


def _placed(note: Annotation, name: str, draft: Draft, workspace: Workspace, sources: dict[str, _Source],
            ) -> Comment:
    pages = draft.record.pages
    page = pages[note.page] if note.page < len(pages) else DraftPage("")
    area, marked = _area(note, page.areas)
    if area is None or not area.file:
        return Comment(name, note, page.label)
    if area.file not in sources:
        then = draft.texts.get(area.file, "")
        sources[area.file] = _Source(then, _today(area.file, workspace) or then)
    source = sources[area.file]
    line = source.line_of(area.line, marked) if area.line else 0
    text = source.now[line - 1] if 0 < line <= len(source.now) else ""
    return Comment(name, note, page.label, area.block, area.file, line, text, marked)


def _today(file: str, workspace: Workspace) -> str:
    """The text of a file of the workspace; '' where there is none: a stranger's draft may name any."""
    try:
        return read_inside(workspace.root / file, workspace.issues, _TEXT).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def _area(note: Annotation, areas: Sequence[DraftArea]) -> tuple[DraftArea | None, str]:
    """The block that a comment is about, and the words that it marks: by these, else by its place."""
    if note.marks:
        found = [(area, words) for area in areas if (words := _marked(area, note.places))]
        if found:
            every = [word for _, words in found for word in words]
            return max(found, key=lambda each: len(each[1]))[0], _quoted(every)
    places = note.places or (note.box,)
    if not note.marks and sum(_overlap(note.box, area.box) > _WHOLE * size_of(area.box)
                              for area in areas) > _FEW:
        return None, ""
    sample = places[::1 + len(places) // _SAMPLE]
    best, at = max(((_hits(sample, area), -at) for at, area in enumerate(areas)), default=(0.0, 0))
    if best > 0:
        return areas[-at], ""
    x, y = (places[0][0] + places[0][2]) / 2, (places[0][1] + places[0][3]) / 2
    around_it = [area for area in areas if within(area.box, x, y)]
    if around_it:
        return min(around_it, key=lambda area: size_of(area.box)), ""
    near = [(_distance(places[0], box), at) for at, area in enumerate(areas) for box in _boxes(area)]
    distance, at = min(near, default=(_NEAR, 0))
    return (areas[at], "") if distance < _NEAR else (None, "")


def _hits(places: Sequence[Box], area: DraftArea) -> float:
    """How much of an area's words, or of its picture, lies in the places."""
    touched = [place for place in places if _overlap(place, area.box) > 0]
    return sum(_overlap(place, box) for place in touched for box in _boxes(area))


def _boxes(area: DraftArea) -> list[Box]:
    """Its words: a block with a note reaches round all between; a picture is one box."""
    return [area.spot(at) for at in range(len(area.words))] or [area.box]


def _marked(area: DraftArea, places: Sequence[Box]) -> list[str]:
    """The words of an area whose middles are in one of the places."""
    if not any(_overlap(place, area.box) > 0 for place in places):
        return []
    found = []
    for at, word in enumerate(area.words):
        left, foot, right, head = area.spot(at)
        if any(within(place, (left + right) / 2, (foot + head) / 2) for place in places):
            found.append(word)
    return found


def _quoted(words: Sequence[str]) -> str:
    return clean(" ".join(words[:_QUOTED])) + (" …" if len(words) > _QUOTED else "")


def _overlap(one: Box, other: Box) -> float:
    """How much of two boxes is common; a point or line within counts a little."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.01) * max(height, 0.01) if width >= 0 and height >= 0 else 0.0


def _distance(one: Box, other: Box) -> float:
    """How far apart two boxes are, sideways and up or down together."""
    across = max(one[0] - other[2], other[0] - one[2], 0)
    upright = max(one[1] - other[3], other[1] - one[3], 0)
    return across + 2 * upright  # a note in the margin is beside its line


def _spot(box: Box) -> str:
    """A place of a page in words."""
    return f"{box[0] / MM:.0f} mm from the left, {box[3] / MM:.0f} mm from the foot"


def draft_number(title: str) -> int:
    """The number that the title of a draft says: viewers keep it, though some drop what is embedded."""
    number = title.rpartition(": draft ")[2]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def as_json(comment: Comment, *, done: bool) -> Mapping[str, object]:
    """A comment for programs, and for the preview."""
    note = comment.annotation
    return {"id": comment.id, "author": note.author, "kind": note.kind, "words": note.words,
            "marked": comment.marked, "state": note.state, "done": done,
            "replies": [{"author": each.author, "words": each.words} for each in note.replies],
            "said": comment.said(), "file": comment.file, "line": comment.line, "text": comment.text,
            "page": comment.page, "block": comment.block, "box": [round(edge, 1) for edge in note.box]}
