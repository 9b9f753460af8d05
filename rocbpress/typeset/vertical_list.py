"""The vertical list of a flow as set: its lines and what is kept whole, with where each stands."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import POINTS, Box, unwrapped
from rocbpress.typeset.checks.geometry import PageGeometry, PageItem
from rocbpress.typeset.galley import ItemKind, VerticalItem
from rocbpress.typeset.tags.ancestry import Ancestry, Surroundings

_WHOLE = frozenset({"avoid", "avoid-page", "avoid-column"})
_ROWS = boxes.TableRowBox, boxes.TableCaptionBox
_NOWHERE = Surroundings()


def vertical_list(pages: Sequence[PageGeometry], ancestry: Ancestry) -> tuple[VerticalItem, ...]:
    """What stands in each page's type area, in the order of the document.

    A heading's lines are told apart, as are notes; of what is placed freely only that with a data-fit
    of its own is listed, and each article's own box.
    """
    paragraphs: dict[Element | None, int] = {}
    return tuple(item for page in pages for item in _page_items(page, ancestry, paragraphs))


def page_fill(items: Sequence[VerticalItem], height: float) -> float:
    """The share of a page's text frame that lines and figures cover, from 0 to 1: the mean of its columns.

    `items` are those of the page, `height` is that of its type area in points.
    """
    shown = [item for item in items if item.kind not in ("note", "article")]
    columns = {item.left for item in shown if item.columns > 1} or {0.0}
    covered = (_covered([(item.top, item.foot) for item in shown if item.columns == 1 or item.left == column],
                        height) for column in columns)
    return round(sum(covered) / len(columns) / height, 3) if height else 0.0


def _covered(spans: list[tuple[float, float]], height: float) -> float:
    """How much of a height the spans cover together."""
    covered, reached = 0.0, 0.0
    for top, foot in sorted(spans):
        covered += max(0.0, min(foot, height) - max(top, reached))
        reached = max(reached, min(foot, height))
    return covered


def _page_items(page: PageGeometry, ancestry: Ancestry,
                paragraphs: dict[Element | None, int]) -> Iterator[VerticalItem]:
    listed: set[int] = set()  # boxes within what is listed already
    for item in page.items:
        kind = _kind(item)
        if kind is None or id(item.box) in listed:
            continue
        rows = [item.box]
        if not (item.text or kind == "article"):
            inner = list(_within(item.box))
            listed.update(map(id, inner))
            if item.box.is_table_wrapper:
                rows = [box for box in inner if isinstance(box, _ROWS)] or rows
        block = item.context.block.element if item.context.block else item.context.element
        paragraph = paragraphs.setdefault(block, len(paragraphs) + 1) if kind == "line" else 0
        element = item.context.element
        around = ancestry[element] if element is not None else _NOWHERE
        for row in rows:
            yield _item(kind, row, page, item, around, paragraph)


def _kind(item: PageItem) -> ItemKind | None:
    """What kind of item it is; None for what is not listed."""
    context, box = item.context, item.box
    own = box.element if isinstance(box, boxes.BlockLevelBox) else None
    if context.hidden and not (own is not None and own.get("data-fit")):
        return None
    if own is not None and own.get("data-article"):
        return "article"
    if context.placed:
        return "placed" if own is not None and own.get("data-fit") else None
    if item.text:
        return "note" if context.note else "heading" if context.heading is not None else "line"
    if context.note or isinstance(box, boxes.InlineReplacedBox):
        return None
    kept = box.style["break_inside"] in _WHOLE or isinstance(box, boxes.ReplacedBox) or box.is_table_wrapper
    if not kept:
        return None
    return "whole" if context.heading is None else "heading"


def _item(kind: ItemKind, box: Box, page: PageGeometry, item: PageItem, around: Surroundings,
          paragraph: int) -> VerticalItem:
    is_line, column = bool(item.text), item.context.column
    block = item.context.block if is_line else box if box is item.box else None
    top, height = (box.position_y, box.height) if is_line else (box.border_box_y(), box.border_height())
    pictures = [each for each in _within(box)
                if isinstance(each, boxes.ReplacedBox) and each.element_tag == "img"]
    picture, uncut = max(((each.border_height(), _uncut(each)) for each in pictures), default=(0.0, 0.0))
    width = (max(each.border_box_x() + each.border_width() for each in pictures)
             - min(each.border_box_x() for each in pictures) if pictures else 0.0)
    return VerticalItem(
        kind, around.article, around.block, around.fit, page.number,
        left=round(column.position_x * POINTS) if column else 0,
        columns=max(1, round(page.measure / column.width)) if column and column.width else 1,
        top=round((top - page.head) * POINTS, 2), height=round(height * POINTS, 2), paragraph=paragraph,
        picture=round(picture * POINTS, 2), width=round(width * POINTS, 2),
        uncut=round(uncut * POINTS, 2),
        margin=round(box.margin_top * POINTS, 2) if kind == "whole" and box is item.box else 0.0,
        below=round(block.margin_bottom * POINTS, 2) if block else 0.0,
        figure=kind == "whole" and (picture > 0 or box.element_tag == "figure"))


def _uncut(picture: Box) -> float:
    """How high a picture would be in its own shape."""
    ratio = picture.replacement.get_intrinsic_size(1, picture.style["font_size"])[2]
    return picture.border_width() / ratio if ratio else picture.border_height()


def _within(box: Box) -> Iterator[Box]:
    """The box and all that it holds."""
    yield box
    for child in box.children or ():
        yield from _within(unwrapped(child))

