"""Pictures as an edition shows them: sharp enough, whole enough, not too heavy."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from rocbpress.figures.asset import Rendition
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.preflight.words.text import Source, SourcePassage
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.flow import Flow

CUT = 0.15  # of a picture: more than that may be a head
CHOSEN = 0.5  # and where its focus is given: a crop of more than half shows something else
NEAR = 0.98  # of the pixels that are asked for: nobody sees the difference, and sizes are rounded
HEAVY = 20_000_000  # bytes: a photograph of 80 million pixels comes to less


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture where it is shown: its file, as what, in which edition."""

    source: Path
    showing: Rendition
    edition: Edition

    @property
    def name(self) -> str:
        """As an officer knows it."""
        return self.source.name


Rule = Callable[[PictureUse], Iterator[Finding]]


def check_pictures(manuscript: Manuscript, flows: Iterable[Flow], edition: Edition) -> tuple[Finding, ...]:
    """What is wrong with the pictures of an edition, once at each place that shows them."""
    uses = (PictureUse(asset.origin.source, asset.showing, edition)
              for flow in flows for asset in flow.assets if asset.origin and asset.showing)
    return tuple(dict.fromkeys(
        replace(finding, where=_exact(finding.where, use.source, manuscript))
        for use in uses for rule in RULES for finding in rule(use)))


def preparing_lost_nothing(use: PictureUse) -> Iterator[Finding]:
    """What was lost when the picture was prepared: transparency, a colour profile."""
    yield from use.showing.findings


def pictures_are_sharp(use: PictureUse) -> Iterator[Finding]:
    """Enough pixels per inch at the size at which the picture is shown."""
    edition, has = use.edition, use.showing.resolution
    needed = edition.sharp
    if has < needed * NEAR:
        grade = Severity.ERROR if has < edition.coarse else Severity.WARNING
        yield Finding("picture-coarse", f"{use.name} has {has:.0f} pixels per inch at its printed size; "
                      f"the {edition.name} edition needs {needed}", use.showing.where, grade,
                      f"use one with {ceil(needed / has * 10) / 10:g} times the pixels")


def pictures_are_whole(use: PictureUse) -> Iterator[Finding]:
    """A picture whose shape differs much from its place loses what may matter."""
    showing = use.showing
    if showing.cut > (CHOSEN if showing.chosen else CUT):
        yield Finding("picture-cut", f"{showing.cut:.0%} of {use.name} is cut off at the {showing.edges}",
                      showing.where, Severity.WARNING,
                      showing.cure or "crop it yourself, to keep what matters")


def pictures_weigh_little(use: PictureUse) -> Iterator[Finding]:
    """No file is so heavy that it slows every run and fills the archive edition, which carries it whole."""
    size = use.source.stat().st_size
    if size > HEAVY:
        yield Finding("image-heavy", f"{use.name} is {size / 1e6:.0f} MB large", use.showing.where,
                      Severity.WARNING, "export it as JPEG, at most 8000 pixels wide")


def _exact(where: Place, picture: Path, manuscript: Manuscript) -> Place:
    """Where the picture is named, if only the file that names it is known: for an author's or the cover's."""
    if where.line:
        return where
    name = picture.relative_to(manuscript.folder).as_posix()
    source = Source(manuscript.folder.parents[1] / where.file, where.file)
    return SourcePassage(source, 1, name, "").place(name)


RULES: tuple[Rule, ...] = (
    preparing_lost_nothing, pictures_are_sharp, pictures_are_whole, pictures_weigh_little,
)
