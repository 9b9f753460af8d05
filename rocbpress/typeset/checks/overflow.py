"""Checks of space: text and pictures stay in their box, their measure, their page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rocbpress.typeset.boxes import Box, unwrapped
from rocbpress.typeset.checks.fault import NUDGE, SLACK, PageFault, in_mm, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox, PageGeometry

_SHORTEN = "shorten the text, or give it more room in the layout"


def text_keeps_to_its_box(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No line runs below a box whose height cannot grow, or is cut off by it."""
    lost: dict[Box, list[LineBox]] = {}
    for line in geometry.lines():
        for box in line.context.limits:
            if _foot(line) > _inner_foot(box) + SLACK:
                lost.setdefault(box, []).append(line)
                break
    for box, lines in lost.items():
        over = in_mm(max(map(_foot, lines)) - _inner_foot(box))
        cut = box.style["overflow"] != "visible"
        yield _text_fault("text-overset", lines, f"are cut off: {over} too low" if cut else
                          f"do not fit in their box: {over} too low")


def text_keeps_to_its_measure(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No line is wider than its column, box or cell."""
    for line in geometry.lines():
        block = line.context.block
        if block is None:
            continue
        left, _, right, _ = line.extent
        edge = block.content_box_x()
        over = max(right - edge - block.width, edge - left if block.style["direction"] == "rtl" else 0)
        if over > SLACK:
            yield PageFault("line-wide", f"the line {quoted(line.text)} is {in_mm(over)} too wide",
                            line.context.page, line.context.element,
                            hint="break the long word with a soft hyphen, or shorten it")


def text_keeps_to_the_page(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No line runs off the trim, nor, where it is placed freely, below the type area."""
    for page in geometry.pages:
        off = [line for line in page.lines if _is_off(line, page)]
        for lines in _by_element(off):
            yield _text_fault("text-off-page", lines, "run off the page")
        low = [line for line in page.lines if line not in off and line.context.placed
               and not line.context.limits and _foot(line) > page.foot + SLACK]
        for lines in _by_element(low):
            over = in_mm(max(map(_foot, lines)) - page.foot)
            yield _text_fault("text-overset", lines, f"run {over} into the margin")


def blocks_keep_to_the_page(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No block of the text is taller than the type area of a page."""
    for page in geometry.pages:
        tall = [block for block in page.blocks if block.context.in_flow
                and block.extent[3] > page.foot + NUDGE and block.extent[1] < block.extent[3]]
        holders = {id(box) for block in tall for box in _holders(block, tall)}
        for block in tall:
            if id(block.box) not in holders:
                over = in_mm(block.extent[3] - page.foot)
                yield _block_fault("block-tall", block, f"is {over} too tall for its page",
                                   "make it smaller, or split it in two")


def blocks_keep_to_their_measure(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No block, picture or table is wider than the text that it stands in."""
    for page in geometry.pages:
        wide = [block for block in page.blocks if not block.context.hidden and _excess(block) > SLACK]
        for block in wide:
            if _holders(block, wide):
                continue
            code, hint = "block-wide", "set a smaller width in the layout"
            if block.box.is_table_wrapper:
                code, hint = "table-wide", "shorten its longest words, or mark it {.wide}"
            yield _block_fault(code, block, f"is {in_mm(_excess(block))} wider than its column", hint)


def pictures_keep_to_the_page(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """What a picture shows is on the page; what bleeds may lose a tenth of it."""
    for page in geometry.pages:
        for block in page.pictures:
            left, top, right, foot = block.extent
            seen = (min(right, page.width) - max(left, 0), min(foot, page.height) - max(top, 0))
            if not block.context.hidden and (seen[0] < 0.9 * (right - left) or seen[1] < 0.9 * (foot - top)):
                yield _block_fault("picture-off-page", block, "runs off the page", "move it in the layout")


def notes_keep_to_the_page(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """A footnote is whole: none runs off its page, none is left out."""
    known = {line.context.element for line in geometry.lines() if line.context.note}
    for page in geometry.pages:
        # Notes grow upwards from the foot, so one that is too long runs off at the head.
        over = [line for line in page.lines if line.context.note
                and (line.extent[1] < page.head - SLACK or _foot(line) > page.foot + SLACK)]
        for lines in _by_element(over):
            yield _text_fault("note-overset", lines, "of a footnote run off the page",
                              "shorten the note, or split it in two")
        for element in page.calls:
            if element not in known and not any(note in known for note in element.iter()):
                yield PageFault("note-lost", "the footnote called here is on no page", page.number, element,
                                hint="shorten it, or write it into the text")


def _text_fault(code: str, lines: list[LineBox], trouble: str, hint: str = _SHORTEN) -> PageFault:
    words, context = " ".join(line.text for line in lines), lines[0].context
    return PageFault(code, f"the words {quoted(words)} {trouble}", context.page, context.element, hint=hint)


def _block_fault(code: str, block: BlockBox, trouble: str, hint: str) -> PageFault:
    context = block.context
    return PageFault(code, f"{block.named} {trouble}", context.page, context.element, hint=hint)


def _foot(line: LineBox) -> float:
    return line.extent[3]


def _inner_foot(box: Box) -> float:
    return box.content_box_y() + box.height + box.padding_bottom


def _is_off(line: LineBox, page: PageGeometry) -> bool:
    left, top, right, foot = line.extent
    return not line.context.note and (
        min(left, top) < -SLACK or right > page.width + SLACK or foot > page.height + SLACK)


def _by_element(lines: Iterable[LineBox]) -> Iterable[list[LineBox]]:
    found: dict[object, list[LineBox]] = {}
    for line in lines:
        found.setdefault(line.context.element, []).append(line)
    return found.values()


def _holders(block: BlockBox, blocks: Iterable[BlockBox]) -> list[Box]:
    """The boxes of those blocks that hold this one."""
    return [other.box for other in blocks if other is not block
            and block.box in map(unwrapped, other.box.descendants())]


def _excess(block: BlockBox) -> float:
    """How far a block runs out of its measure at the end of its lines; at their beginning it may hang."""
    if not block.measure:
        return 0
    rtl = block.box.style["direction"] == "rtl"
    return block.measure[0] - block.extent[0] if rtl else block.extent[2] - block.measure[1]
