"""Rules of room: text and pictures stay in their box, their measure, their page."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.checks.fault import NUDGE, SLACK, PageFault, in_mm, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox, PageGeometry
from rocbpress.typeset.tags.nodes import Box

_SHORTEN = "shorten the text, or give it more room in the layout"


def text_keeps_to_its_box(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No line runs below a box whose height cannot grow, or is cut off by it."""
    lost: dict[Box, list[LineBox]] = {}
    for line in laid.lines():
        for box in line.around.limits:
            if _foot(line) > _inner_foot(box) + SLACK:
                lost.setdefault(box, []).append(line)
                break
    for box, lines in lost.items():
        over = in_mm(max(map(_foot, lines)) - _inner_foot(box))
        cut = box.style["overflow"] != "visible"
        fate = f"are cut off, {over} too low" if cut else f"run {over} out of their box"
        yield PageFault("text-overset", f"the words {quoted(_words(lines))} {fate}", lines[0].around.page,
                      lines[0].around.element, hint=_SHORTEN)


def text_keeps_to_its_measure(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No line is wider than its column, box or cell."""
    for line in laid.lines():
        block = line.around.block
        if block is None:
            continue
        left, _, right, _ = line.ink
        edge = block.content_box_x()
        over = max(right - edge - block.width, edge - left if block.style["direction"] == "rtl" else 0)
        if over > SLACK:
            yield PageFault("line-wide", f"the line {quoted(line.text)} is {in_mm(over)} wider than its "
                          "measure", line.around.page, line.around.element,
                          hint="break the long word with a soft hyphen, or shorten it")


def text_keeps_to_the_page(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No line runs off the trim, nor, where it is placed freely, below the type area."""
    for page_box in laid.page_boxes:
        off = [line for line in page_box.lines if _is_off(line, page_box)]
        for lines in _by_element(off):
            yield PageFault("text-off-page", f"the words {quoted(_words(lines))} run off the page",
                          page_box.number, lines[0].around.element, hint=_SHORTEN)
        low = [line for line in page_box.lines if line not in off and line.around.placed
               and not line.around.limits and _foot(line) > page_box.foot + SLACK]
        for lines in _by_element(low):
            over = in_mm(max(map(_foot, lines)) - page_box.foot)
            yield PageFault("text-overset", f"the words {quoted(_words(lines))} run {over} into the margin",
                          page_box.number, lines[0].around.element, hint=_SHORTEN)


def blocks_keep_to_the_page(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No block of the text is taller than what a page has room for."""
    for page_box in laid.page_boxes:
        tall = [block for block in page_box.blocks if block.flows and block.border[3] > page_box.foot + NUDGE
                and block.border[1] < block.border[3]]
        for block in _innermost(tall):
            yield PageFault("block-tall", f"{_named(block)} is {in_mm(block.border[3] - page_box.foot)} too tall "
                          "for its page", page_box.number, block.around.element,
                          hint="make it smaller, or part it in two")


def blocks_keep_to_their_measure(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No block, picture or table is wider than the text that it stands in."""
    for page_box in laid.page_boxes:
        wide = [block for block in page_box.blocks if not block.around.hidden and _excess(block) > SLACK]
        for block in _outermost(wide):
            code = "table-wide" if block.box.is_table_wrapper else "block-wide"
            yield PageFault(code, f"{_named(block)} is {in_mm(_excess(block))} wider than "
                          "its measure", page_box.number, block.around.element,
                          hint="shorten its longest words, or set it {.wide}" if code == "table-wide" else "")


def pictures_keep_to_the_page(laid: DocumentGeometry) -> Iterator[PageFault]:
    """What a picture shows lies on the page; what bleeds may lose a tenth of it."""
    for page_box in laid.page_boxes:
        for block in page_box.pictures:
            left, top, right, foot = block.border
            seen = (min(right, page_box.width) - max(left, 0), min(foot, page_box.height) - max(top, 0))
            if not block.around.hidden and (seen[0] < 0.9 * (right - left) or seen[1] < 0.9 * (foot - top)):
                yield PageFault("picture-off-page", f"{_named(block)} runs off the page", page_box.number,
                              block.around.element)


def notes_keep_to_the_page(laid: DocumentGeometry) -> Iterator[PageFault]:
    """A footnote is whole: none runs off its page, none is left out."""
    known = {line.around.element for line in laid.lines() if line.around.note}
    for page_box in laid.page_boxes:
        # Notes grow upwards from the foot, so one that is too long runs off at the head.
        over = [line for line in page_box.lines if line.around.note
                and (line.ink[1] < page_box.head - SLACK or _foot(line) > page_box.foot + SLACK)]
        for lines in _by_element(over):
            yield PageFault("note-overset", f"the footnote’s words {quoted(_words(lines))} run off the "
                          "page", page_box.number, lines[0].around.element,
                          hint="shorten the note, or part it in two")
        for element in page_box.calls:
            if element not in known and not any(note in known for note in element.iter()):
                yield PageFault("note-lost", "the footnote called here stands on no page", page_box.number,
                              element)


def _foot(line: LineBox) -> float:
    return line.ink[3]


def _inner_foot(box: Box) -> float:
    return float(box.content_box_y() + box.height + box.padding_bottom)


def _is_off(line: LineBox, page_box: PageGeometry) -> bool:
    if line.around.note:
        return False
    left, top, right, foot = line.ink
    return min(left, top) < -SLACK or right > page_box.width + SLACK or foot > page_box.height + SLACK


def _words(lines: list[LineBox]) -> str:
    return " ".join(line.text for line in lines)


def _by_element(lines: list[LineBox]) -> Iterator[list[LineBox]]:
    found: dict[object, list[LineBox]] = {}
    for line in lines:
        found.setdefault(line.around.element, []).append(line)
    yield from found.values()


def _innermost(blocks: list[BlockBox]) -> Iterator[BlockBox]:
    """Those that hold none of the others."""
    holders = {id(box) for block in blocks for box in _above(block, blocks)}
    return (block for block in blocks if id(block.box) not in holders)


def _outermost(blocks: list[BlockBox]) -> Iterator[BlockBox]:
    """Those that none of the others holds."""
    return (block for block in blocks if not _above(block, blocks))


def _above(block: BlockBox, blocks: list[BlockBox]) -> list[Box]:
    return [other.box for other in blocks if other is not block
            and block.box in (getattr(child, "_box", child) for child in other.box.descendants())]


def _excess(block: BlockBox) -> float:
    """How far a block runs out of its measure at the end of its lines; at their beginning it may hang."""
    if not block.measure:
        return 0
    rtl = block.box.style["direction"] == "rtl"
    return block.measure[0] - block.border[0] if rtl else block.border[2] - block.measure[1]


def _named(block: BlockBox) -> str:
    if block.box.is_table_wrapper:
        return "the table"
    if block.is_picture:
        alt = block.box.element.get("alt") or block.box.element.get("aria-label") or ""
        return f"the picture {quoted(alt)}" if alt else "a picture"
    text = " ".join("".join(box.text for box in block.box.descendants()
                            if isinstance(box, boxes.TextBox)).split())
    return f"the block {quoted(text, 40)}" if text else "an empty block"
