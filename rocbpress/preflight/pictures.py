"""Pictures as they come out in an edition: sharp enough, whole enough, no heavier than need be."""

from __future__ import annotations

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

CUT = 0.5  # of a picture: what leaves more than half of it away shows something else
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
    sights = (PictureUse(asset.origin.source, asset.showing, edition)
              for flow in flows for asset in flow.assets if asset.origin and asset.showing)
    return tuple(dict.fromkeys(
        replace(finding, where=_exact(finding.where, sight.source, manuscript))
        for sight in sights for rule in RULES for finding in rule(sight)))


def preparing_was_sound(sight: PictureUse) -> Iterator[Finding]:
    """Colours and profile were what they should be; what was lost on the way is told."""
    yield from sight.showing.findings


def pictures_are_sharp(sight: PictureUse) -> Iterator[Finding]:
    """Enough pixels an inch, at the size at which the picture is shown: it is never enlarged unseen."""
    edition, has = sight.edition, sight.showing.resolution
    wanted = edition.sharp
    if has < wanted:
        grade = Severity.ERROR if has < edition.coarse else Severity.WARNING
        yield Finding("picture-coarse", f"{sight.name} has {has:.0f} pixels an inch at its printed size; the "
                      f"{edition.name} edition wants {wanted}", sight.showing.where, grade,
                      f"give it {ceil(wanted / has * 10) / 10:g} times the pixels, or place it smaller")


def pictures_are_whole(sight: PictureUse) -> Iterator[Finding]:
    """A picture whose shape differs much from its place loses what may matter."""
    if sight.showing.cut > CUT:
        yield Finding("picture-cut", f"{sight.showing.cut:.0%} of {sight.name} is cut off, to fit its place",
                      sight.showing.where, Severity.WARNING,
                      "crop it yourself, so that what matters is kept")


def pictures_weigh_little(sight: PictureUse) -> Iterator[Finding]:
    """No file is so heavy that it slows every run and fills the archive edition, which carries it whole."""
    size = sight.source.stat().st_size
    if size > HEAVY:
        yield Finding("image-heavy", f"{sight.name} has {size / 1e6:.0f} MB", sight.showing.where,
                      Severity.WARNING, "export it as JPEG, at most 8000 pixels wide")


def _exact(where: Place, picture: Path, manuscript: Manuscript) -> Place:
    """Where the picture is named, if only the file that does so is known: a portrait's, a cover's."""
    if where.line:
        return where
    name = picture.relative_to(manuscript.folder).as_posix()
    source = Source(manuscript.folder.parents[1] / where.file, where.file)
    return SourcePassage(source, 1, name, "").place(name)


RULES: tuple[Rule, ...] = (
    preparing_was_sound, pictures_are_sharp, pictures_are_whole, pictures_weigh_little,
)
