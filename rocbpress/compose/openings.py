"""Which picture opens an article, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rocbpress.compose.context import Context
from rocbpress.compose.pictures import OPENS, PlacedPicture, aspect, keeps_whole, lead_picture
from rocbpress.compose.standfirsts import introduces, own_standfirst
from rocbpress.copyfit.fit import DRAWN, Fit
from rocbpress.figures.images.cropping import Point
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block
from rocbpress.sources.markdown.figures import Picture

UPRIGHT = 1.15  # width over height, from which a picture does not open within one column
PORTRAIT = 1.1  # and up to which one is a portrait


@dataclass(frozen=True, slots=True)
class Opening:
    """The block and picture that open an article, as shown, and the other blocks.

    `rest` has all blocks where none opens; `bare` forbids a map, too.
    """

    rest: tuple[Block, ...]
    block: Block | None = None
    picture: Picture | None = None
    shown: PlacedPicture | None = None
    bare: bool = False


def report_opening(context: Context, article: Article, fit: Fit = DRAWN) -> Opening:
    """The first picture that stands alone: above the title, or at the head of the first column.

    What the article asks for goes before the issue's design. Where the report shares a page the picture
    runs to no edge; where the fit takes its height away it stands in the column.
    """
    block, picture, rest = _first(article.blocks)
    design = context.manuscript.issue.design.openings
    if block is None or picture is None:
        return Opening(rest, bare=bool(design) or article.head.opening == "none")
    where = Place(article.file, block.line)
    asked = article.head.opening if keeps_whole(context.layout) else None
    asked = asked or ("none" if design == "plain" else None)
    if asked == "none":
        return Opening(article.blocks, bare=True)
    upright = keeps_whole(context.layout) and aspect(picture.path, where) < UPRIGHT
    if asked == "upright" or (not asked and (upright or fit.lead == 0)):
        column = replace(block, spec=_in_column(picture, article))
        first = not own_standfirst(context, article) and introduces(context, rest)
        return Opening((*rest[:first], column, *rest[first:]), bare=True)
    framed = {"framed": True, "bleed": False}.get(asked or "", fit.runs_in or None)
    shown = lead_picture(context, picture.path, where, focus=focus_of(picture, article),
                         framed=framed, height=fit.lead or 0)
    return Opening(rest, block, picture, shown, bare=True)


def portrait_opening(context: Context, article: Article) -> Opening:
    """The first picture that stands alone, if it is the portrait of the writer.

    It is if it is upright and no photo is named for the writer; `opening: upright` decides in its stead.
    """
    block, picture, rest = _first(article.blocks)
    if block is None or picture is None or not keeps_whole(context.layout):
        return Opening(rest, block, picture)
    head = article.head
    upright = aspect(picture.path, Place(article.file, block.line)) <= PORTRAIT
    taken = not head.authors or bool(head.authors[0].photo)
    if taken or not (head.opening == "upright" or (upright and not head.opening)):
        return Opening(article.blocks)
    return Opening(rest, block, picture)


def focus_of(picture: Picture, article: Article) -> Point | None:
    """What a crop of the opening picture keeps: its own words go before those of the head."""
    return picture.focus or article.head.focus


def _in_column(picture: Picture, article: Article) -> Picture:
    """A picture that opens within one column is not wide."""
    classes = (*(name for name in picture.classes if name != "wide"), OPENS)
    return picture.model_copy(update={"classes": classes, "focus": focus_of(picture, article)})


def _first(blocks: Sequence[Block]) -> tuple[Block | None, Picture | None, tuple[Block, ...]]:
    """The block of the first picture that stands alone; the picture; and the other blocks."""
    for at, block in enumerate(blocks):
        if isinstance(block.spec, Picture) and block.spec.row == 1:
            return block, block.spec, (*blocks[:at], *blocks[at + 1:])
    return None, None, tuple(blocks)
