"""Pictures at the size they have on the page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, inf, isfinite
from pathlib import Path

from rocbpress.compose.context import Context
from rocbpress.figures.asset import Asset, Rendition
from rocbpress.figures.images.cropping import AT_SIDE, MOST, Point, crop, lines_for
from rocbpress.figures.images.prepare import Prepared, prepare
from rocbpress.figures.images.probe import Probe, probe
from rocbpress.figures.svg_faces import DrawingFaces
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Place
from rocbpress.layout.layout import Layout
from rocbpress.layout.script_faces import family_of
from rocbpress.workspace.fingerprint import FileState, file_state

TALLEST = 36  # lines that a picture may fill
OPENS = "opens"  # the class of one at the head of a report's first column,
OPENING_LINES = 30  # where it may fill these, so that it has room below the title
LEAD_LINES = 18  # and a lead within the margins, so that the text begins on its page,
WHOLE_LINES = 20  # where it is not cut: 16 : 9 on twelve columns
FULL_BLEED = 1800  # pixels of width from which a lead picture may run to the edges
IN_MARGINS = 1100  # and from which it may take twelve columns
IN_LINE = 9.0  # points that a picture in running text is high
FLATTEST = 2.0  # width over height of a lead to the edges


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as placed: points wide and high; it is cropped to that shape.

    `placing` is how CSS places it there ('' in the middle); `space` points below it stay white, so that
    the text goes on on its grid.
    """

    asset: Asset
    width: float
    height: float
    placing: str = ""
    space: float = 0.0

    @property
    def style(self) -> str:
        """All of it as CSS."""
        space = f"margin-bottom:{self.space:.6g}pt" if self.space else ""
        size = f"width:{self.width}pt;height:{self.height}pt"
        return ";".join(filter(None, (size, self.placing, space)))


def keeps_whole(layout: Layout) -> bool:
    """Whether pictures are cut as little as can be, at the foot; older layouts cut them about the middle."""
    return "lead-tallest" in layout.measures


def figure_picture(context: Context, path: Path, width: float, where: Place, *,
                   tallest: int = TALLEST, focus: Point | None = None) -> PlacedPicture:
    """A figure's picture in its own shape, on whole lines of text, of which it fills at most `tallest`.

    One that would be higher is narrower.
    """
    line = context.layout.measures["line"]
    if not keeps_whole(context.layout):
        prepared = _prepared(context, path, (width, 0), where)
        lines = round(width * prepared.height / prepared.width / line)
        return _shown(prepared, width, line * min(max(lines, 2), tallest), where)
    shape = aspect(path, where)
    high = min(width / shape, tallest * line)
    return on_lines(context, path, (min(width, round(high * shape, 3)), high), where, focus)


def on_lines(context: Context, path: Path, size: tuple[float, float], where: Place,
             focus: Point | None) -> PlacedPicture:
    """A picture of this size that ends on a line, or is followed by white to the next."""
    line = context.layout.measures["line"]
    room = line * lines_for(size[1], line)
    shown = min(size[1], room)
    return replace(cropped(context, path, (size[0], round(shown, 3)), where, focus),
                   space=max(0.0, round(room - shown, 3)))


def cropped(context: Context, path: Path, size: tuple[float, float], where: Place,
            focus: Point | None = None, *, cure: str = "") -> PlacedPicture:
    """A picture that fills a place of the layout; `cure` says what to type where too much is cut off."""
    prepared = _prepared(context, path, size, where)
    return _shown(prepared, *size, where, focus, cure=cure, middle=not keeps_whole(context.layout))


def fitted(context: Context, path: Path, size: tuple[float, float], where: Place,
           focus: Point | None = None, *, at: str = "0 0", cure: str = "") -> PlacedPicture:
    """A picture that fills a place if little is cut off, or if its focus is given; else whole within it.

    `at` is where the whole picture stands then, as CSS says it.
    """
    keeps = keeps_whole(context.layout)
    shape = aspect(path, where) if keeps else 0.0
    lost = crop(shape or 1.0, size[0] / size[1], None)
    if not keeps or focus or (lost.share <= MOST and lost.left <= AT_SIDE):
        return cropped(context, path, size, where, focus, cure=cure)
    width = min(size[0], size[1] * shape)
    whole = cropped(context, path, (round(width, 3), round(width / shape, 3)), where)
    return replace(whole, width=size[0], height=size[1], placing=f"object-fit:contain;object-position:{at}")


def in_line(context: Context, path: Path, where: Place) -> PlacedPicture:
    """A picture as high as letters, in its own shape."""
    prepared = _prepared(context, path, (4 * IN_LINE, 0), where)
    return _shown(prepared, round(IN_LINE * prepared.width / prepared.height, 2), IN_LINE, where)


def lead_picture(context: Context, path: Path, where: Place, *, focus: Point | None = None,
                 framed: bool | None = None, height: float = 0) -> PlacedPicture:
    """To three edges, on twelve columns or on eight, as far as the pixels of the original carry.

    Its own pixels decide, not the edition's, so that the three editions break pages alike; `framed`
    decides in their stead. To the edges its height follows its shape, or is `height`, as far as that cuts
    off no more than is allowed; within the margins it is whole, and at most `height` points high.
    """
    measures = context.layout.measures
    size = probed(path, where)
    across = measures["across" if size.width >= IN_MARGINS else "text"]
    if not keeps_whole(context.layout):
        if size.width >= FULL_BLEED:
            return cropped(context, path, (measures["page"], measures["lead"]), where)
        return figure_picture(context, path, across, where, tallest=LEAD_LINES)
    if framed if framed is not None else not may_bleed(context, path, where):
        lines = floor(height / measures["line"]) or WHOLE_LINES
        width = min(across, measures["page"])
        return figure_picture(context, path, width, where, tallest=lines, focus=focus)
    drawn = _bleed_height(context, size.width / size.height)
    high = min(drawn, max(height, least_height(context, path, where))) if height else drawn
    return cropped(context, path, (measures["page"], high), where, focus,
                   cure="write focus: [50, 30] in the head, percent from left and top, or opening: framed")


def may_bleed(context: Context, path: Path, where: Place) -> bool:
    """Whether a picture can lead from edge to edge: sharp enough, and cut but a little, at the foot alone."""
    size = probed(path, where)
    shape, page = size.width / size.height, context.layout.measures["page"]
    lost = crop(shape, page / _bleed_height(context, shape), None)
    return size.width >= FULL_BLEED and lost.share <= MOST and lost.left < AT_SIDE / 10


def least_height(context: Context, path: Path, where: Place) -> float:
    """To how many points of height, on the grid, a lead to the edges may be cut: MOST of it goes."""
    shape = aspect(path, where)
    least = (1 - MOST) * context.layout.measures["page"] / shape
    return min(_bleed_height(context, shape), _on_grid(context, least, ceil))


def aspect(path: Path, where: Place) -> float:
    """Width over height of the original, upright."""
    size = probed(path, where)
    return size.width / size.height


def probed(path: Path, where: Place) -> Probe:
    """What the file holds, looked at once; SourceError as from `probe`, also where there is no such file."""
    try:
        return _probed(file_state(path))
    except (OSError, SourceError):
        return probe(path, where=where)


@lru_cache(maxsize=512)
def _probed(file: FileState) -> Probe:
    return probe(file.path)


def _bleed_height(context: Context, shape: float) -> float:
    """How high a lead of this shape is from edge to edge: on the grid, from 2 : 1 to the layout's most."""
    measures = context.layout.measures
    high = max(measures["page"] / max(shape, 0.01), measures["page"] / FLATTEST)
    return _on_grid(context, min(high, measures["lead-tallest"]), floor)


def _on_grid(context: Context, height: float, rounded: Callable[[float], int]) -> float:
    """A height that ends on a line, as that of the layout's leads does."""
    lead, line = context.layout.measures["lead"], context.layout.measures["line"]
    lines = (height - lead) / line
    return lead + line * (round(lines) if abs(lines - round(lines)) < 0.01 else rounded(lines))


def _shown(prepared: Prepared, width: float, height: float, where: Place, focus: Point | None = None, *,
           cure: str = "", middle: bool = True) -> PlacedPicture:
    """The picture in its place, which it covers: about its middle, or as `crop` says."""
    scale = max(width / prepared.width, height / prepared.height)
    lost = crop(prepared.width / prepared.height, width / height, (50, 50) if middle else focus)
    resolution = 72 / scale if isfinite(prepared.resolution) else inf
    showing = Rendition(where, resolution, lost.share, prepared.findings, lost.edges, cure, bool(focus))
    placing = "" if middle or not lost.position else f"object-position:{lost.position}"
    return PlacedPicture(replace(prepared.asset, showing=showing), width, height, placing)


def _prepared(context: Context, path: Path, size: tuple[float, float], where: Place) -> Prepared:
    printer, layout = context.printer, context.layout
    families = (family_of(layout.titles["label"].face), *(face.family for face in layout.faces.values()))
    return prepare(path, width=size[0], height=size[1], edition=context.edition, store=context.pictures,
                   profile=printer.icc, ink=printer.ink, where=where,
                   faces=DrawingFaces(tuple(dict.fromkeys(families)), layout.fonts))
