"""Small flows set with the vendored faces and bound to an issue."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from rocbpress.assemble.metadata import Record
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import Proof, assemble
from rocbpress.figures.asset import Asset
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import Layout, read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.layout.schema import Furniture, RunningLine
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.typeset import typeset
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import FONTS, make_flow

INK = Colour((0.1, 0.1, 0.2), (0, 0, 0, 1))
FURNITURE = Furniture.model_construct(
    baseline=12, margin=20, pages=frozenset({"report"}),
    folio=RunningLine.model_construct(
        face=FONTS / "source-sans-3" / "SourceSans3_700Bold.ttf", size=9, colour="folio"),
    running=RunningLine.model_construct(
        face=FONTS / "source-sans-3" / "SourceSans3_400Regular.ttf", size=8, colour="folio"))
BARE = FURNITURE.model_copy(update={"pages": frozenset()})
RECORD = Record("ROCB A/P E-Newsletter 82", "WCO ROCB A/P", "July to September 2023", "en",
                datetime(2023, 10, 31, tzinfo=UTC), "rocbpress")


def flow(name: str, body: str, *, page: str = "report", section: str = "", running: str = "",
         matter: Matter = Matter.BODY, language: str = "en", style: str = "",
         assets: tuple[Asset, ...] = ()) -> Flow:
    """A flow of the CSS page `page`, on paper small enough that things break soon."""
    made = make_flow(body, style=f"html {{ page: {page} }} {style}", assets=assets,
                     language=f' lang="{language}"')
    return dataclasses.replace(made, name=name, matter=matter, section=section, running=running)


def article(slug: str, body: str, title: str = "") -> str:
    """An article that opens here, with its title."""
    title = title or slug.capitalize()
    return (f'<article data-article="{slug}" id="{slug}" data-bookmark="{title}" data-level="2">'
            f"<h1>{title}</h1>{body}</article>")


@cache
def layout(furniture: Furniture = FURNITURE) -> Layout:
    """The real layout with running matter of our own, so that its measures are known."""
    real = read_layout(Workspace(Path(__file__).parents[1]), "rocb")
    return real.model_copy(update={"furniture": furniture, "palette": {**real.palette, "folio": INK}})


def set_all(flows: Sequence[Flow]) -> tuple[Galley, ...]:
    return tuple(_set(each) for each in flows)


@cache
def _set(each: Flow) -> Galley:
    return typeset(each, FONTS)


def bind(flows: Sequence[Flow], *, furniture: Furniture = FURNITURE, edition: str = "mail",
         record: Record = RECORD) -> Proof:
    """The flows typeset, numbered and assembled."""
    galleys = set_all(flows)
    return assemble(flows, galleys, paginate(flows, galleys), layout(furniture), EDITIONS[edition], record,
                    read_printer(layout(), "fogra39"), FONTS)


def pictures(pdf: bytes) -> list[Image.Image]:
    """Every page as a picture at 72 dpi."""
    with_pages = pypdfium2.PdfDocument(pdf)
    return [page.render().to_pil() for page in with_pages]


def texts(pdf: bytes) -> list[str]:
    """The text of every page, as a reader copies it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


