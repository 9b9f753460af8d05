"""Where each block of the sources stands on the pages of a flow."""

from collections.abc import Sequence

from rocbpress.typeset.boxes import POINTS, Rectangle, hull
from rocbpress.typeset.checks.geometry import PageGeometry, PageItem
from rocbpress.typeset.galley import Area
from rocbpress.typeset.tags.ancestry import Ancestry

_WORDS = 60  # characters of a block's text


def find_areas(pages: Sequence[PageGeometry], ancestry: Ancestry) -> tuple[Area, ...]:
    """An area for each page and column that has lines of a block, and for each of its pictures, in the order
    of the document.

    What belongs to no block counts for its article.
    """
    return tuple(area for page in pages for area in _on_page(page, ancestry))


def _on_page(page: PageGeometry, ancestry: Ancestry) -> list[Area]:
    blocks: dict[tuple[str, float, PageItem | None], list[PageItem]] = {}
    for item in page.shown:
        element = item.context.element
        around = None if element is None else ancestry.get(element)
        if around and (name := around.block or around.article):
            column = item.context.column
            picture = item if item.is_picture else None
            blocks.setdefault((name, column.position_x if column else 0, picture), []).append(item)
    return [_area(name, page.number, items) for (name, *_), items in blocks.items()]


def _area(name: str, page: int, items: Sequence[PageItem]) -> Area:
    left, top, right, foot = _points(hull([item.extent for item in items]))
    first = items[0]
    own = first.context.heading if first.context.heading is not None else first.context.element
    text = " ".join(item.text for item in items if item.text)[:_WORDS]
    return Area(name, page, "" if own is None else str(own.tag), text, left, top,
                round(right - left, 2), round(foot - top, 2))


def _points(extent: Rectangle) -> Rectangle:
    left, top, right, foot = (round(edge * POINTS, 2) for edge in extent)
    return left, top, right, foot
