"""issue.yaml and publishers.yaml, validated."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rocbpress.sources.values import Bytes, Day, DayOrInterval, Language, Slug, Strict, Words


class Publisher(Strict):
    """Who publishes: an entry of issues/publishers.yaml, or written in issue.yaml."""

    name: Words = Field(description="in full")
    short: Words = Field(description="as in running text: ROCB A/P")
    office: str = Field(default="", description="the part of the organisation")
    address: str = Field(default="", description="in one line or several")
    telephone: str = Field(default="", description="in international form")
    email: str = Field(default="", description="for readers")
    website: str = Field(default="", description="https://…")
    logo: str = Field(default="", description="a file in issues/: SVG, PNG or TIFF")


class Cover(Strict):
    image: Words = Field(description="images/cover.jpg")
    alt: Words = Field(description="what the picture shows")


class SectionHead(Strict):
    """A section as issue.yaml lists it."""

    title: str = Field(default="", description="inline Markdown; a section may go without")
    lead: str = Field(default="", description="Markdown that stands before the articles")
    articles: tuple[Slug, ...] = Field(min_length=1, description="names of files in articles/, in order")


class Mail(Strict):
    attachment_limit: Bytes = Field(
        default=5_000_000, description="how large the mail edition should be at most: 5 MB")


class Print(Strict):
    signature: int = Field(default=1, ge=1, le=64, description="pages come to a multiple of this")
    profile: Slug = Field(default="fogra39", description="a printer's profile of layout.toml")


def _publisher_form(given: Any) -> str:
    return "mapping" if isinstance(given, dict | Publisher) else "key"


class Issue(Strict):
    """issue.yaml: order and particulars of an issue."""

    number: int = Field(ge=0, le=999_999, description="as the folder is named")
    title: Words = Field(description="of the newsletter: E-Newsletter")
    publisher: Annotated[
        Annotated[Slug, Tag("key")] | Annotated[Publisher, Tag("mapping")], Discriminator(_publisher_form),
    ] = Field(description="a key of publishers.yaml, or its particulars here")
    date: Day = Field(description="of publication: 2023-10-31")
    covers: str = Field(default="", description="printed on the cover: July to September 2023")
    period: DayOrInterval | None = Field(default=None, description="what it covers: 2023-07-01/2023-09-30")
    language: Language = Field(description="BCP 47: en, th, zh-Hant")
    layout: Slug = Field(description="a folder of layouts/")
    cover: Cover | None = Field(default=None, description="a picture for the cover")
    highlights: tuple[Slug, ...] = Field(
        default=(), description="articles named on the cover, 'In This Issue'")
    foreword: Slug | None = Field(default=None, description="a letter: articles/foreword.md")
    sections: tuple[SectionHead, ...] = Field(min_length=1, description="in reading order")
    imprint: Slug | None = Field(default=None, description="the back cover: articles/imprint.md")
    mail: Mail = Field(default=Mail(), description="the mail edition")
    print: Print = Field(default=Print(), description="the print edition")
    published: Day | None = Field(
        default=None, description="the day it went out; from then on it is kept as it is")
