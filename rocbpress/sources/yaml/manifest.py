"""issue.yaml and publishers.yaml, validated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import did_you_mean, errors
from rocbpress.findings.marks import Placed
from rocbpress.findings.validation import validate
from rocbpress.sources.files import find_file, is_inside
from rocbpress.sources.reading import read_text
from rocbpress.sources.yaml.places import read_yaml
from rocbpress.sources.yaml.values import (
    Bytes,
    Day,
    DayOrInterval,
    Focus,
    Language,
    Line,
    MailboxText,
    Slug,
    Strict,
    Web,
    Words,
)
from rocbpress.workspace.workspace import Workspace


class Publisher(Strict):
    """Who publishes: an entry of issues/publishers.yaml, or written in issue.yaml."""

    name: Words = Field(description="in full")
    short: Words = Field(description="as in running text: ROCB A/P")
    office: Line = Field(default="", description="the part of the organisation")
    address: str = Field(default="", description="in one line or several")
    telephone: Line = Field(default="", description="in international form")
    email: Line = Field(default="", description="for readers")
    mail_from: MailboxText = Field(default="", description="who sends the mailing, if not email: a@b.org")
    mail_to: MailboxText = Field(default="", description="to whom it is addressed, if not to the sender")
    reply_to: MailboxText = Field(default="", description="where answers to it go, if not to the sender")
    website: Line = Field(default="", description="https://…")
    web: Web = Field(default="", description="where the web editions stand: https://example.org/newsletter")
    logo: str = Field(default="", description="a file in issues/: SVG, PNG or TIFF")
    logo_alt: str = Field(default="", description="what the logo says or shows; without it, the name")


class Cover(Strict):
    image: Words = Field(description="images/cover.jpg")
    alt: Words = Field(description="what the picture shows")
    credit: Line = Field(default="", description="who took or drew it")
    focus: Focus | None = Field(
        default=None, description="what a crop keeps, in percent from left and top: [50, 30]")


class SectionHead(Strict):
    """A section as issue.yaml lists it."""

    title: Line = Field(default="", description="inline Markdown; a section may go without")
    lead: str = Field(default="", description="Markdown that stands before the articles")
    accent: Slug | None = Field(default=None, description="the colour of its pages, if not the issue's")
    articles: tuple[Slug, ...] = Field(min_length=1, description="names of files in articles/, in order")


class Design(Strict):
    """What of the layout an issue chooses; None is as the layout has it."""

    accent: Slug | None = Field(default=None, description="an accent of the layout: teal")
    cover: Literal["photograph", "map", "band", "full"] | None = Field(
        default=None, description="photograph and full need cover: {image: …}; band is a band of colour")
    openings: Literal["map", "picture", "plain"] | None = Field(
        default=None, description="how reports open: one map for a section; pictures alone; without either")
    contents: tuple[Slug, ...] = Field(
        default=(), max_length=3, description="articles whose first pictures stand in the contents")


class Teaser(Strict):
    article: Slug = Field(description="an article of the issue")
    title: Line = Field(default="", description="words for the cover, if not its title")


def _named(given: object) -> object:
    return {"article": given} if isinstance(given, str) else given


class Mail(Strict):
    attachment_limit: Bytes = Field(
        default=5_000_000, json_schema_extra={"default": "5 MB"},
        description="how large the mail edition should be at most: 5 MB")


class Print(Strict):
    signature: int = Field(default=1, ge=1, le=64, description="pages come to a multiple of this")
    profile: Slug = Field(default="fogra39", description="a printer's profile of layout.toml")


def _publisher_form(given: object) -> str:
    return "mapping" if isinstance(given, dict | Publisher) else "key"


class Issue(Strict):
    """issue.yaml: order and particulars of an issue."""

    number: int = Field(ge=0, le=999_999, description="as the folder is named")
    title: Words = Field(description="of the newsletter: E-Newsletter")
    publisher: Annotated[
        Annotated[Slug, Tag("key")] | Annotated[Publisher, Tag("mapping")], Discriminator(_publisher_form),
    ] = Field(description="a key of publishers.yaml, or its particulars here")
    date: Day = Field(description="of publication: 2023-10-31")
    covers: Line = Field(default="", description="printed on the cover: July to September 2023")
    photographs: Literal["cleaned", "originals"] = Field(
        default="cleaned", description="originals: archives keep position, owner and serial numbers")
    period: DayOrInterval | None = Field(default=None, description="what it covers: 2023-07-01/2023-09-30")
    language: Language = Field(description="BCP 47: en, th, zh-Hant")
    layout: Slug = Field(description="a folder of layouts/")
    cover: Cover | None = Field(default=None, description="a picture for the cover")
    design: Design = Field(default=Design(), description="accent, cover and openings")
    highlights: tuple[Slug, ...] = Field(
        default=(), description="articles named on the cover, 'In This Issue'")
    teasers: tuple[Annotated[Teaser, BeforeValidator(_named)], ...] = Field(
        default=(), max_length=3, description="articles on the cover in their stead, set large")
    foreword: Slug | None = Field(default=None, description="a letter: articles/foreword.md")
    sections: tuple[SectionHead, ...] = Field(min_length=1, description="in reading order")
    imprint: Slug | None = Field(default=None, description="the back cover: articles/imprint.md")
    mail: Mail = Field(default=Mail(), description="the mail edition")
    web: Web = Field(default="", description="where the web editions stand, if not where the publisher says")
    print: Print = Field(default=Print(), description="the print edition")
    fit: bool = Field(default=True, description="false: every article set as drawn, nothing gives way")
    lower: tuple[str, ...] = Field(
        default=(), description="codes of warnings that this issue takes as notes")
    approved: str = Field(
        default="", description="when and by whom, in words: 27 November 2026, the Head of Office")
    published: Day | None = Field(
        default=None, description="the day it went out; from then on it is kept as it is")


@dataclass(frozen=True, slots=True)
class Manifest:
    """issue.yaml as validated, and the line and column of everything in it."""

    issue: Issue
    placed: Placed


def read_issue(workspace: Workspace, number: int) -> Issue:
    """issue.yaml without its articles; SourceError with every error in it."""
    diagnostics = Diagnostics(workspace.relative(workspace.issue(number) / "issue.yaml"))
    manifest = read_manifest(workspace, number, diagnostics)
    if manifest is None:
        raise SourceError(in_order(diagnostics))
    return manifest.issue


def read_manifest(workspace: Workspace, number: int, diagnostics: Diagnostics) -> Manifest | None:
    """issue.yaml with its places; None where it cannot be validated."""
    path = workspace.issue(number) / "issue.yaml"
    text = _text_inside(path, diagnostics)
    placed = read_yaml(text, diagnostics) if text is not None else None
    issue = validate(Issue, placed, diagnostics) if placed else None
    if issue is None or placed is None:
        return None
    manifest = Manifest(issue, placed)
    if issue.number != number:
        diagnostics.add("number-differs", f"number is {issue.number}, but the folder is named {number}",
                        *manifest.placed.spot("number"), hint=f"write number: {number}, or rename the folder")
    return None if errors(diagnostics.found) else manifest


def read_publisher(workspace: Workspace, manifest: Manifest, diagnostics: Diagnostics) -> Publisher | None:
    """The publisher that an issue names, or describes."""
    named = manifest.issue.publisher
    publisher = named if isinstance(named, Publisher) else _listed(workspace, named, manifest, diagnostics)
    if publisher and publisher.logo:
        path = find_file(publisher.logo, workspace.issues, diagnostics, manifest.placed.spot("publisher"))
        logo = path.relative_to(workspace.issues).as_posix() if path else publisher.logo
        return publisher.model_copy(update={"logo": logo})
    return publisher


def _listed(workspace: Workspace, key: str, manifest: Manifest, diagnostics: Diagnostics) -> Publisher | None:
    path = workspace.issues / "publishers.yaml"
    own = diagnostics.about(workspace.relative(path))
    if not path.is_file():
        diagnostics.add("publisher-unknown", f"{key} is not defined: there is no {own.file}",
                        *manifest.placed.spot("publisher"),
                        hint="write name: and short: of the publisher here instead")
        return None
    text = _text_inside(path, own)
    placed = read_yaml(text, own) if text is not None else None
    if placed is None:
        return None
    if not isinstance(placed.value, dict) or key not in placed.value:
        known = placed.value if isinstance(placed.value, dict) else {}
        diagnostics.add("publisher-unknown", f"{key} is not in {own.file}",
                        *manifest.placed.spot("publisher"), hint=did_you_mean(key, known))
        return None
    marks = {path[1:]: mark for path, mark in placed.marks().items() if path[:1] == (key,)}
    return validate(Publisher, Placed(placed.value[key], lambda: marks), own)


def _text_inside(path: Path, diagnostics: Diagnostics) -> str | None:
    """The text of a file, if it is really in its folder; None with an error."""
    if not is_inside(path, path.parent):
        diagnostics.add("file-outside", "the file is a link that leads out of its folder", 1,
                        hint="copy the file itself here")
        return None
    return read_text(path, path.parent, diagnostics)
