"""Figures and lists as their authors describe them: pictures, maps, bars, key figures, events and others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, model_validator
from pydantic_core import PydanticCustomError

from rocbpress.sources.markdown.tree import EMPTY, Node
from rocbpress.sources.yaml.values import DayOrInterval, Focus, Said, Strict, Words


def _pairs(given: object) -> object:
    """A mapping in the order it was written; a list of names alone is an order without values."""
    if isinstance(given, dict):
        return tuple(given.items())
    if isinstance(given, list) and all(isinstance(name, str) for name in given):
        return tuple((name, None) for name in given)
    return given


def _bar_rows(given: object) -> object:
    if isinstance(given, dict):
        return tuple((label, value if isinstance(value, list) else [value]) for label, value in given.items())
    return given


Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Picture(Strict):
    """`src` is relative to the issue's folder, `path` where it lies; `alt` is '' only if decorative.

    `credit` says who took or drew it, `source` where what it shows is from.
    `row` is how many pictures its paragraph holds: they stand side by side. `focus` is what a crop
    keeps, in percent from the left and from the top.
    """

    src: str
    path: Path
    alt: str = ""
    decorative: bool = False
    caption_html: InstanceOf[Node] = EMPTY
    credit: str = ""
    source: str = ""
    classes: tuple[str, ...] = ()
    row: int = 1
    focus: Focus | None = None


class Gallery(Strict):
    """Pictures in rows under one caption."""

    pictures: tuple[Picture, ...]
    caption_html: InstanceOf[Node] = EMPTY
    source: str = ""


def _rising(limits: tuple[float, ...]) -> tuple[float, ...]:
    rising = sorted(set(limits))
    if list(limits) != rising:
        raise PydanticCustomError("figure-breaks", "must go up from number to number", {
            "hint": f"write breaks: [{', '.join(f'{each:g}' for each in rising)}]"})
    return limits


class MapPlace(Strict):
    """A place on a map, in degrees."""

    name: Words
    latitude: Latitude
    longitude: Longitude


class Map(Strict):
    """`ranked`: the rows are an order without values; a row without value otherwise has no figure."""

    title: Words
    kind: Literal["choropleth", "locator"] = "choropleth"
    region: Words = "world"
    rows: Annotated[tuple[tuple[Words, float | None], ...], BeforeValidator(_pairs)] = ()
    data: str = ""
    breaks: Annotated[tuple[float, ...], AfterValidator(_rising)] = ()
    ranked: bool = False
    marked: tuple[Words, ...] = ()
    places: tuple[MapPlace, ...] = ()
    unit: str = ""
    source: str = ""
    note: str = ""
    alt: str = ""

    @model_validator(mode="before")
    @classmethod
    def _order(cls, given: object) -> object:
        if isinstance(given, dict) and isinstance(given.get("rows"), list) and "ranked" not in given:
            plain = all(isinstance(name, str) for name in given["rows"])
            return {**given, "ranked": plain}
        return given

    @model_validator(mode="after")
    def _something_to_show(self) -> Map:
        if self.rows and self.data:
            raise PydanticCustomError("figure-data", "a map takes rows or data, not both")
        if not (self.rows or self.data or self.marked or self.places):
            raise PydanticCustomError("figure-data", "a map needs rows, data, marked or places")
        return self


class Bars(Strict):
    """`rows` pairs a label with one value a series; an unnamed single series has `series` ()."""

    title: Words
    series: tuple[Words, ...] = ()
    rows: Annotated[tuple[tuple[Words, tuple[float, ...]], ...], BeforeValidator(_bar_rows)] = ()
    data: str = ""
    unit: str = ""
    source: str = ""
    note: str = ""
    alt: str = ""

    @model_validator(mode="after")
    def _as_long_as_series(self) -> Bars:
        if bool(self.rows) == bool(self.data):
            raise PydanticCustomError("figure-data", "{kind} need either rows or data",
                                      {"kind": type(self).__name__.lower()})
        for label, values in self.rows:
            if len(values) != max(1, len(self.series)):
                raise PydanticCustomError("figure-data", "{label} has {count} values for {series} series", {
                    "label": label, "count": len(values), "series": max(1, len(self.series))})
        return self


class Lines(Bars):
    """A line for each series; the labels of the rows are the steps from left to right, such as years."""


class Fpo(Strict):
    """*For position only*: a keyline box where a picture is still to come."""

    title: Words
    kind: str = ""
    alt: str = ""
    note: str = ""


class KeyFigure(Strict):
    value: Said = Field(description="set large: 1,100")
    label: Words = Field(description="what the value counts, with its unit")


class KeyFigures(Strict):
    """A strip of large numerals."""

    items: tuple[KeyFigure, ...] = Field(min_length=1)


class Event(Strict):
    """A line of a calendar; its title is inline Markdown."""

    dates: DayOrInterval
    title: Words
    place: str = ""
    title_html: InstanceOf[Node] = EMPTY


class Events(Strict):
    """A calendar, in the order in which it was written; its heading is empty if it has none."""

    items: tuple[Event, ...] = Field(min_length=1)
    heading_html: InstanceOf[Node] = EMPTY


def _listed(given: object) -> object:
    return [given] if isinstance(given, str) else given


class Related(Strict):
    """Articles to read on, each as `slug`, or as `slug#heading` or `slug#figure`."""

    items: Annotated[tuple[Words, ...], BeforeValidator(_listed), Field(min_length=1)]
    heading_html: InstanceOf[Node] = EMPTY
