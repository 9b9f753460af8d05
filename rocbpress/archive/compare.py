"""Two snapshots of an edition compared page by page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageChops

from rocbpress.archive.appearance import Shape
from rocbpress.archive.snapshot import Page, Snapshot

SLACK = 2  # hundredths of a point: less is rounding, and a comma that is kerned anew moves further
PIXEL_SLACK = 32  # of 255: edges of letters that lie a hundredth of a point elsewhere
PICTURE_SLACK = 12  # of 255: the same photograph, packed by another version of a library


class Kind(StrEnum):
    """What can change on a page."""

    REWORDED = "reworded"
    MOVED = "moved"
    RECOLOURED = "re-coloured"
    FACE = "a face replaced"
    PICTURE = "picture"
    DRAWING = "drawing"
    STRUCTURE = "structure"
    ALTERNATIVE = "alternative text"
    LINK = "link"
    LOOK = "another look"
    ADDED = "page added"
    REMOVED = "page removed"
    PARTICULARS = "title, language or bookmarks"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed on a page: its label, its place in either edition from 0 (-1: not there), how."""

    label: str
    before: int
    after: int
    kinds: tuple[Kind, ...]


def compare(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Every page that differs, in order; what concerns the whole file comes first, with the label ''."""
    found = []
    if before.particulars != after.particulars:
        found.append(Difference("", -1, -1, (Kind.PARTICULARS,)))
    for old, new in _pairs(before.pages, after.pages):
        if old < 0:
            found.append(Difference(after.pages[new].label, old, new, (Kind.ADDED,)))
        elif new < 0:
            found.append(Difference(before.pages[old].label, old, new, (Kind.REMOVED,)))
        elif kinds := tuple(changes(before.pages[old], after.pages[new])):
            found.append(Difference(after.pages[new].label, old, new, kinds))
    return tuple(found)


def changes(before: Page, after: Page) -> Iterator[Kind]:
    """The kinds of change between two pages; none for pages that are equivalent."""
    visible = [kind for kind, differs in _VISIBLE if differs(before, after)]
    if Kind.FACE in visible and Kind.MOVED in visible:
        visible.remove(Kind.MOVED)  # another face has other widths
    yield from visible or ([] if look_alike(before.picture, after.picture) else [Kind.LOOK])
    for kind, field in _READ:
        if getattr(before, field) != getattr(after, field):
            yield kind


def look_alike(before: bytes, after: bytes, slack: int = PIXEL_SLACK) -> bool:
    """Whether two small pictures are the same within `slack` levels of 255."""
    return before == after or difference_mask(before, after, slack).getbbox() is None


def difference_mask(before: bytes, after: bytes, slack: int = PIXEL_SLACK) -> Image.Image:
    """White where two small pictures differ by more than `slack` levels of 255, black elsewhere."""
    old, new = opened(before), opened(after)
    if old.size != new.size:
        return Image.new("L", new.size, 255)
    red, green, blue = ImageChops.difference(old, new).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if value > slack else 0 for value in range(256)])


def opened(picture: bytes) -> Image.Image:
    """A small picture, in RGB."""
    return Image.open(BytesIO(picture)).convert("RGB")


def _pairs(before: tuple[Page, ...], after: tuple[Page, ...]) -> Iterator[tuple[int, int]]:
    """Which page became which; -1 where one has no counterpart.

    Digits are left out when pages are recognised: one that comes in gives all later ones another folio.
    """
    olds, news = (["".join(letter for letter in page.text if not letter.isdigit()) for page in pages]
                  for pages in (before, after))
    for _, old, old_end, new, new_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        for step in range(max(old_end - old, new_end - new)):
            yield (old + step if old + step < old_end else -1), (new + step if new + step < new_end else -1)


def _moved(before: Page, after: Page) -> bool:
    """Where the words are the same; a text of other words lies elsewhere by itself."""
    if before.text != after.text:
        return False
    boxes = (pair for old, new in _placed(before, after) for pair in zip(old.box, new.box, strict=True))
    spots = zip(before.spots, after.spots, strict=True)
    return any(abs(old - new) > SLACK for pairs in (spots, boxes) for old, new in pairs)


def _recoloured(before: Page, after: Page) -> bool:
    letters = before.text == after.text and _spread(before, "colour") != _spread(after, "colour")
    return letters or any(old.look != new.look for old, new in _placed(before, after) if old.kind == "path")


def _face(before: Page, after: Page) -> bool:
    if before.text != after.text:
        return {ink.face for ink in before.inks} != {ink.face for ink in after.inks}
    return any(_spread(before, trait) != _spread(after, trait) for trait in ("face", "size"))


def _picture(before: Page, after: Page) -> bool:
    """Other bytes count where they look otherwise: what sets a page may pack the same picture anew."""
    old, new = ([shape.look for shape in page.shapes if shape.kind == "picture"] for page in (before, after))
    return len(old) != len(new) or (
        old != new and not look_alike(before.picture, after.picture, PICTURE_SLACK))


def _drawing(before: Page, after: Page) -> bool:
    """Lines and areas come or gone; those of a text of other words follow its lines."""
    old, new = ([kind for kind in _kinds(page) if kind != "picture"] for page in (before, after))
    return before.text == after.text and old != new


_VISIBLE: tuple[tuple[Kind, Callable[[Page, Page], bool]], ...] = (
    (Kind.REWORDED, lambda before, after: before.text != after.text), (Kind.MOVED, _moved),
    (Kind.RECOLOURED, _recoloured), (Kind.FACE, _face), (Kind.PICTURE, _picture), (Kind.DRAWING, _drawing))
_READ = ((Kind.STRUCTURE, "structure"), (Kind.ALTERNATIVE, "alternatives"), (Kind.LINK, "links"))


def _placed(before: Page, after: Page) -> Iterator[tuple[Shape, Shape]]:
    """Shapes beside what became of them, where they are as many and of the same kinds."""
    if _kinds(before) == _kinds(after):
        yield from zip(before.shapes, after.shapes, strict=True)


def _kinds(page: Page) -> list[str]:
    return [shape.kind for shape in page.shapes]


def _spread(page: Page, trait: str) -> list[object]:
    """A trait of each glyph: runs may be cut in other places and be the same."""
    return [getattr(ink, trait) for ink in page.inks for _ in range(ink.glyphs)]
