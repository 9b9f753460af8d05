"""Key figures: large numerals with what they count, side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.measure import text_width
from rocbpress.compose.templates import render
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.figures import KeyFigure

STRIP = 4  # key figures that stand in one strip
_BESIDE_A_SENDER = ("letter", "message")  # kinds whose figures keep to the measure of the text


@dataclass(frozen=True, slots=True)
class FigureStrip:
    """Key figures side by side, each `step` points from the last; `small` where a value is long."""

    items: tuple[KeyFigure, ...]
    step: float
    small: bool


def head_figures(context: Context, article: Article) -> Markup:
    """The key figures of the article's own head; '' where it has none."""
    measures = context.layout.measures
    room = measures["text" if article.head.kind in _BESIDE_A_SENDER else "across"]
    strips = figure_strips(context, article.head.figures, room)
    return render(context.layout, "strip", block=None, strips=strips) if strips else Markup("")


def figure_strips(context: Context, items: tuple[KeyFigure, ...], room: float) -> tuple[FigureStrip, ...]:
    """Four to a strip so many points wide, or as many as stand side by side in small type.

    The fewer there are, the wider each may be.
    """
    gutter, face = context.layout.measures["gutter"], context.layout.titles["middle"]
    widest = max((text_width(item.value, face) for item in items), default=0.0)
    most = max(1, min(STRIP, int((room + gutter) / (widest + gutter))))
    rows = [items[at:at + most] for at in range(0, len(items), most)]
    return tuple(_strip(context, row, room, columns=max(12 // STRIP, 12 // len(row))) for row in rows)


def _strip(context: Context, row: tuple[KeyFigure, ...], room: float, *, columns: int) -> FigureStrip:
    gutter = context.layout.measures["gutter"]
    step = columns * (room + gutter) / 12
    widest = max(text_width(item.value, context.layout.titles["large"]) for item in row)
    return FigureStrip(row, step, small=widest > step - gutter)
