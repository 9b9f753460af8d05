"""What a draft shows beside its pages: number and time, a light mark across, numbers of lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import atan2, cos, hypot, sin
from pathlib import Path

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.folios import fonts_of, set_line
from rocbpress.assemble.marks import Form, mark_pages
from rocbpress.assemble.objects import Box, decimal
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.proof import Proof
from rocbpress.assemble.shaping import RunningFace
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import Lettering
from rocbpress.review.glyphs import SetBlock, on_one_line
from rocbpress.review.numbering import NumberedDraft
from rocbpress.review.outlines import outlined

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_HEAD, _SIZE, _PLATE = 16.0, 7.5, 3.5  # points: from the head of the trim, of the letters, around them
_ACROSS, _TALL = 0.62, 100.0  # of the diagonal, and the size that the mark is drawn in
_NUMBER, _CLEAR = 5.0, 3.5  # points: of the numbers of lines, and between them and the lines
_FAR = 60.0  # points from a line to the next: that is a footnote
_ALPHAS = {"/DraftLight": 0.1, "/DraftPlate": 0.85}
_GREY = b"0.42 g"
_PREFIX = "Draft"


def stamp(proof: Proof, draft: NumberedDraft, pages: Sequence[NumberedPage], layout: Layout, fonts: Path,
          marks: Mapping[int, bytes]) -> None:
    """Mark each page of a proof as the draft's; `marks` are operators for some, by their indices."""
    running: dict[Path, RunningFace] = {}
    faces = Faces(proof.writer, fonts)
    line = lettering(layout, _SIZE)
    first, shown, width = set_line(label(draft), "en", line, running, _PREFIX)
    mark, across = outlined(f"Draft {draft.number}", "en", lettering(layout, _TALL))
    digits = {f"/DraftDigit{digit}": outlined(str(digit), "en", lettering(layout, _NUMBER))
              for digit in range(10)}
    forms = {"/DraftMark": Form(b"%s\nf" % mark, (-5, -40, across + 5, 120)),
             **{name: Form(b"%s\nf" % drawn, (-1, -2, 6, 8)) for name, (drawn, _) in digits.items()}}
    drawn = [b"\n".join((_mark(page, across), marks.get(at, b""), _label(page, first, shown, width)))
             for at, page in enumerate(pages)]
    mark_pages(proof, drawn, fonts_of(running, faces, _PREFIX), forms, _ALPHAS)
    faces.finish()


def label(draft: NumberedDraft) -> str:
    """How a draft is named in the margin: Draft 3, 27 November 2026, 21:40."""
    made = datetime.fromisoformat(draft.made)
    return f"Draft {draft.number}, {made.day} {_MONTHS[made.month - 1]} {made.year}, {made:%H:%M}"


def lettering(layout: Layout, size: float) -> Lettering:
    """The face of a layout's running titles, in another size."""
    return layout.furniture.running.model_copy(update={"size": size})


def line_numbers(blocks: Iterable[SetBlock], layout: Layout) -> dict[int, bytes]:
    """The numbers of all lines, from 1 on each page, left of each block; those of notes come last."""
    width = outlined("0", "en", lettering(layout, _NUMBER))[1]
    lines: dict[int, list[tuple[bool, float, Box]]] = {}
    for block in blocks:
        lines.setdefault(block.page, []).extend(
            (is_note, block.box[0], line) for is_note, line in _lines(block))
    drawn = {}
    for page, own in lines.items():
        ordered = sorted(own, key=lambda each: each[0])
        numbers = [_placed(f"/DraftDigit{digit}", left - _CLEAR - width * (len(str(number)) - at),
                           foot + 0.3 * (head - foot))
                   for number, (_, left, (_, foot, _, head)) in enumerate(ordered, 1)
                   for at, digit in enumerate(str(number))]
        drawn[page] = b"%s\n%s" % (_GREY, b"\n".join(numbers))
    return drawn


def _lines(block: SetBlock) -> Iterator[tuple[bool, Box]]:
    """A letter of each line of a block, from head to foot, and whether the line is of a note far below."""
    letters = [glyph.box for glyph in block.glyphs if not glyph.text.isspace()]
    last: Box | None = None
    is_note = False
    for box in sorted(letters, key=lambda box: -box[1]):
        if last is None or not (on_one_line(last, box) or last[1] - box[1] < 4):
            is_note = is_note or (last is not None and last[1] - box[1] > _FAR)
            yield is_note, box
            last = box


def _placed(form: str, x: float, y: float) -> bytes:
    return b"q 1 0 0 1 %s %s cm %s Do Q" % (decimal(round(x, 2)), decimal(round(y, 2)), form.encode())


def _mark(page: NumberedPage, across: float) -> bytes:
    """The mark from the lower left to the upper right, through the middle."""
    angle = atan2(page.height, page.width)
    scale = _ACROSS * hypot(page.width, page.height) / across
    turn = (scale * cos(angle), scale * sin(angle), -scale * sin(angle), scale * cos(angle))
    half, low = across / 2, 0.33 * _TALL  # the middle of the letters
    x = page.width / 2 - turn[0] * half - turn[2] * low
    y = page.height / 2 - turn[1] * half - turn[3] * low
    return b"q /DraftLight gs 0.35 g %s cm /DraftMark Do Q" % b" ".join(map(decimal, (*turn, x, y)))


def _label(page: NumberedPage, font: bytes, shown: bytes, width: float) -> bytes:
    """Number and time in the middle of the head margin, on white where a picture reaches there."""
    left, foot = (page.width - width) / 2, page.height - _HEAD
    plate = (left - _PLATE, foot - _PLATE, width + 2 * _PLATE, _SIZE + 1.4 * _PLATE)
    return b"q /DraftPlate gs 1 g %s re f Q\n%s BT %s 1 0 0 1 %s %s Tm %s ET" % (
        b" ".join(map(decimal, plate)), _GREY, font, decimal(left), decimal(foot), shown)
