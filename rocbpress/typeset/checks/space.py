"""Checks of space: text and pictures stay in their box, their measure, their page, and apart."""

from collections.abc import Iterable, Iterator, Sequence

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import Box, unwrapped
from rocbpress.typeset.checks.fault import NUDGE, SLACK, PageFault, in_mm, quoted
from rocbpress.typeset.checks.geometry import PageGeometry, PageItem, lines_of
from rocbpress.typeset.tags.roles import alternative

HANGING = 3.0  # CSS pixels: 0.8 mm by which a line may hang over, where no break would be better
_THIRD = 1 / 3  # of a line's height: less than that is a descender
_SHORTEN = "shorten the text, or give it more room in the layout"


def text_keeps_to_its_box(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No line runs below a box whose height cannot grow, or is cut off by it."""
    lost: dict[Box, list[PageItem]] = {}
    for line in lines_of(pages):
        for box in line.context.limits:
            if line.extent[3] > _inner_foot(box) + SLACK:
                lost.setdefault(box, []).append(line)
                break
    for box, lines in lost.items():
        over = in_mm(max(line.extent[3] for line in lines) - _inner_foot(box))
        trouble = "do not fit in their box" if box.style["overflow"] == "visible" else "are cut off"
        yield _text_fault("text-overset", lines, f"{trouble}: {over} too low")


def text_keeps_to_its_measure(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No line is wider than its column, box or cell."""
    for line in lines_of(pages):
        if (block := line.context.block) is None:
            continue
        left, _, right, _ = line.extent
        edge = block.content_box_x()
        over = max(right - edge - block.width, edge - left if block.style["direction"] == "rtl" else 0)
        if over > HANGING:
            yield PageFault("line-wide", f"the line {quoted(line.text)} is {in_mm(over)} too wide",
                            line.context, "write &shy; where the long word may break, or shorten it")


def text_keeps_to_the_page(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No line runs off the trim, nor, where it is placed freely, below the type area."""
    for page in pages:
        off = [line for line in page.lines if not line.context.note and (
            min(line.extent[:2]) < -SLACK or line.extent[2] > page.width + SLACK
            or line.extent[3] > page.height + SLACK)]
        for lines in _by_element(off):
            yield _text_fault("text-off-page", lines, "run off the page")
        low = [line for line in page.lines if line not in off and line.context.placed
               and not line.context.limits and line.extent[3] > page.foot + SLACK]
        for lines in _by_element(low):
            over = in_mm(max(line.extent[3] for line in lines) - page.foot)
            yield _text_fault("text-overset", lines, f"run {over} into the margin")


def blocks_keep_to_the_page(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No block of the text is taller than the type area of a page."""
    for page in pages:
        tall = [block for block in page.blocks if block.context.in_flow
                and block.extent[3] - _lower(block) > page.foot + NUDGE
                and block.extent[1] < block.extent[3]]
        holders = {id(box) for block in tall for box in _holders(block, tall)}
        for block in tall:
            if id(block.box) not in holders:
                over = in_mm(block.extent[3] - page.foot)
                yield PageFault("block-tall", f"{_named(block)} is {over} too tall for its page",
                                block.context, "make it smaller, or split it in two")


def _lower(block: PageItem) -> float:
    """How much lower its words stand in their lines: those of high scripts at the foot."""
    sunk = block.context.sunk
    return sunk if 0 < sunk < block.box.style["font_size"] else 0.0


def blocks_keep_to_their_measure(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No block, picture or table is wider than the text around it."""
    for page in pages:
        wide = [block for block in page.blocks if not block.context.hidden and _excess(block) > SLACK]
        for block in wide:
            if _holders(block, wide):
                continue
            code, hint = "block-wide", "set a smaller width in the layout"
            if block.box.is_table_wrapper:
                code, hint = "table-wide", "shorten its longest words, or mark it {.wide}"
            yield PageFault(code, f"{_named(block)} is {in_mm(_excess(block))} wider than its column",
                            block.context, hint)


def pictures_keep_to_the_page(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """What a picture shows is on the page; what bleeds may lose a tenth of it."""
    for page in pages:
        for block in filter(_is_visible_picture, page.items):
            left, top, right, foot = block.extent
            across, down = min(right, page.width) - max(left, 0), min(foot, page.height) - max(top, 0)
            if across < 0.9 * (right - left) or down < 0.9 * (foot - top):
                yield PageFault("picture-off-page", f"{_named(block)} runs off the page", block.context,
                                "move it in the layout")


def notes_keep_to_the_page(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """A footnote is whole: none runs off its page, none is left out."""
    known = {line.context.element for line in lines_of(pages) if line.context.note}
    for page in pages:
        # Notes grow upwards from the foot, so one that is too long runs off at the head.
        over = [line for line in page.lines if line.context.note
                and (line.extent[1] < page.head - SLACK or line.extent[3] > page.foot + SLACK)]
        for lines in _by_element(over):
            yield _text_fault("note-overset", lines, "of a footnote run off the page",
                              "shorten the note, or split it in two")
        for call in page.calls:
            if call.element is not None and known.isdisjoint(call.element.iter()):
                yield PageFault("note-lost", "the footnote called here is on no page", call,
                                "shorten it, or write it into the text")


def pictures_cover_no_text(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No picture is painted over words; words may stand on a picture (CSS 2.1, appendix E)."""
    for page in pages:
        order = page.order
        pictures = list(filter(_is_visible_picture, page.items))
        for line in page.lines if pictures else ():
            covering = [picture for picture in pictures if order[picture] > order[line]
                        and _overlaps(picture, line) and not _share_a_line(picture, line)]
            if covering:
                message = f"{_named(covering[-1])} covers the words {quoted(line.text)}"
                yield PageFault("text-covered", message, line.context, "move the picture in the layout")


def _text_fault(code: str, lines: list[PageItem], trouble: str, hint: str = _SHORTEN) -> PageFault:
    words = " ".join(line.text for line in lines)
    return PageFault(code, f"the words {quoted(words)} {trouble}", lines[0].context, hint)


def _inner_foot(box: Box) -> float:
    return box.content_box_y() + box.height + box.padding_bottom


def _by_element(lines: Iterable[PageItem]) -> Iterable[list[PageItem]]:
    found: dict[object, list[PageItem]] = {}
    for line in lines:
        found.setdefault(line.context.element, []).append(line)
    return found.values()


def _holders(block: PageItem, blocks: Iterable[PageItem]) -> list[Box]:
    """The boxes of those blocks that hold this one."""
    return [other.box for other in blocks if other is not block
            and block.box in map(unwrapped, other.box.descendants())]


def _excess(block: PageItem) -> float:
    """How far a block runs out of its measure at the end of its lines; at their beginning it may hang."""
    container = block.context.block
    if container is None or not block.box.is_in_normal_flow():
        return 0
    left = container.content_box_x()
    if block.box.style["direction"] == "rtl":
        return left - block.extent[0]
    return block.extent[2] - (left + container.width)


def _is_visible_picture(item: PageItem) -> bool:
    return item.is_picture and not item.context.hidden


def _share_a_line(picture: PageItem, line: PageItem) -> bool:
    """Whether the picture is part of the same paragraph, where words leave space for it."""
    return (isinstance(picture.box, boxes.InlineReplacedBox)
            and picture.context.block is line.context.block)


def _overlaps(picture: PageItem, line: PageItem) -> bool:
    left, top, right, foot = line.extent
    across = min(right, picture.extent[2]) - max(left, picture.extent[0])
    down = min(foot, picture.extent[3]) - max(top, picture.extent[1])
    return across > SLACK and down > (foot - top) * _THIRD


def _named(block: PageItem) -> str:
    """What messages call a block: a picture by its alternative text, others by their words."""
    if block.box.is_table_wrapper:
        return "the table"
    if block.is_picture:
        alt = alternative(block.box.element) if block.box.element is not None else ""
        return f"the picture {quoted(alt)}" if alt else "a picture"
    text = " ".join("".join(box.text for box in block.box.descendants()
                            if isinstance(box, boxes.TextBox)).split())
    return f"the block {quoted(text, 40)}" if text else "an empty block"
