"""The particulars at the head of an article."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field, InstanceOf, model_validator
from pydantic_core import PydanticCustomError

from rocbpress.sources.markdown.figures import KeyFigure, Latitude, Longitude
from rocbpress.sources.markdown.tree import EMPTY, Node
from rocbpress.sources.yaml.values import (
    DayOrInterval,
    DayOrWords,
    Focus,
    Language,
    Line,
    Said,
    Strict,
    Words,
)

_CLOSING = frozenset({"title", "authors", "figures", "facts", "contact", "links", "sponsors"})
# The keys whose words articles of each kind print; the contents name the place of any.
PRINTED: Mapping[str, frozenset[str]] = MappingProxyType({
    "essay": _CLOSING | {"standfirst"}, "report": _CLOSING | {"place", "standfirst"},
    "message": _CLOSING | {"from", "to"}, "letter": _CLOSING | {"signature"}, "imprint": frozenset()})


class Person(Strict):
    """An author or the writer of a message."""

    name: Words = Field(description="as it is printed: Mr Louis CHAN")
    role: Line = Field(default="", description="office and organisation")
    photo: str = Field(default="", description="a portrait: images/chan.jpg")
    alt: str = Field(default="", description="what the portrait shows; required with a photo")
    focus: Focus | None = Field(
        default=None, description="what a crop of the photo keeps, in percent from left and top: [50, 30]")


class Venue(Strict):
    """Where an event was held, for the locator map; an online one has a country alone."""

    latitude: Latitude | None = Field(default=None, description="degrees, north positive")
    longitude: Longitude | None = Field(default=None, description="degrees, east positive")
    country: Words = Field(description="ISO 3166 alpha-3 code or English name: MYS, Malaysia")
    name: Line = Field(default="", description="how the place is marked on the map")

    @model_validator(mode="after")
    def _both_or_neither(self) -> Venue:
        if (self.latitude is None) != (self.longitude is None):
            raise PydanticCustomError("venue-half", "give both latitude and longitude, or neither")
        return self


class Link(Strict):
    """A link at the end of a report."""

    title: Words = Field(description="the words of the link")
    url: Words = Field(description="https://…, http://… or mailto:…")


class FrontMatter(Strict):
    """Everything at the head of articles/<slug>.md."""

    title: Words = Field(description="inline Markdown, no links")
    kind: Literal["essay", "report", "message", "letter", "imprint"] = Field(description="picks the template")
    dates: DayOrInterval | None = Field(default=None, description="2023-07-03, or 2023-07-03/2023-07-07")
    place: Line = Field(default="", description="where it was: Melaka, Malaysia")
    venue: Venue | None = Field(default=None, description="coordinates for a locator map")
    authors: tuple[Person, ...] = Field(default=(), description="who wrote it")
    start: Literal["auto", "page", "run-in"] = Field(
        default="auto", description="auto: as the pages fill; page: on one of its own; run-in: on the same "
                                    "page as the article before")
    fit: bool = Field(default=True, description="false: set as drawn, nothing gives way")
    opening: Literal["bleed", "framed", "upright", "none"] | None = Field(
        default=None, description="the first picture: to the edges, whole within the margins, in one column, "
                                  "or in its place in the text")
    focus: Focus | None = Field(
        default=None, description="what a crop of the first picture keeps, as percent from left and top: "
                                  "[50, 30]")
    language: Language | None = Field(
        default=None, description="BCP 47, where it is not the issue's: en, th, zh-Hant")
    standfirst: str = Field(
        default="", description="two or three lines under the title of an essay or a report, inline "
                                "Markdown")
    teaser: str = Field(
        default="", description="a sentence or two for the mailing, inline Markdown; else its first ones")
    figures: tuple[KeyFigure, ...] = Field(default=(), description="key figures: value and label")
    signature: Line = Field(default="", description="as signed, in its own script: 倉本智和")
    from_: DayOrWords | None = Field(
        default=None, alias="from", description="a message: from where, or from when")
    to: DayOrWords | None = Field(default=None, description="a message: to where, or until when")
    facts: dict[Words, Said] = Field(default={}, description="a side box: Participants: 25")
    contact: str = Field(default="", description="whom to ask, inline Markdown")
    links: tuple[Link, ...] = Field(default=(), description="at the end of a report")
    sponsors: tuple[Words, ...] = Field(default=(), description="at the end of a report")
    qr: str = Field(default="", description="an address that is printed as a QR code at the end: https://…")


class ArticleHead(FrontMatter):
    """Front matter with its inline Markdown set: empty where the article has none."""

    standfirst_html: InstanceOf[Node] = EMPTY
    contact_html: InstanceOf[Node] = EMPTY
    teaser_html: InstanceOf[Node] = EMPTY
