"""The mail edition within what a mailbox takes: pictures give way, and it is told how far."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rocbpress.assemble.pictures import exchange, pictures_of
from rocbpress.assemble.proof import Proof
from rocbpress.figures.asset import AssetOrigin
from rocbpress.figures.images.image_xobject import ImageSamples, image_samples, lighter
from rocbpress.figures.images.prepare import prepare
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.typeset.flow import Flow

CEILING = 7_000_000  # bytes: base64 makes them 9.6 million, which a mailbox of 10 MB still takes
HEAVIEST = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What pictures are held to: pixels per inch at printed size, and JPEG quality."""

    resolution: int
    quality: int

    def __str__(self) -> str:
        return f"photographs at {self.resolution} dpi, quality {self.quality}"


# The first is what the edition is made with; there, only transparent photographs give way.
STEPS = (Step(150, 82), Step(130, 78), Step(110, 72), Step(100, 66), Step(96, 60))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A proof whose file is no larger than it may be, and what that took.

    `data` is that file, where it had to be written to be weighed.
    """

    proof: Proof
    findings: tuple[Finding, ...] = ()
    data: bytes | None = None


def fit(proof: Proof, flows: Sequence[Flow], edition: Edition, limit: int, *, pictures: Path,
        root: Path, ceiling: int = CEILING) -> Fitted:
    """The proof as it is where its file has at most `limit` bytes, else with lighter pictures.

    The first of STEPS that fits is taken; where none does, the last one, with a warning, or a
    PreflightError above `ceiling` bytes (and above `limit`). Both name the heaviest pictures by their
    files below `root`. Smaller pictures are kept in the folder `pictures`.
    """
    if not edition.step_down:
        return Fitted(proof)
    data = proof.write(edition.claims)
    before = len(data)
    if before <= limit:
        return Fitted(proof, data=data)
    scale = _Scale(before, _placed(proof, flows), edition, pictures)
    at = min(bisect_left(STEPS, True, key=lambda step: scale.size(step) <= limit), len(STEPS) - 1)
    lightened = exchange(proof, scale.plates(STEPS[at]))
    size = len(lightened.write(edition.claims))
    if size <= limit:
        return Fitted(lightened, (_traded(STEPS[at], before, size),))
    ceiling = max(ceiling, limit)
    severity = Severity.ERROR if size > ceiling else Severity.WARNING
    findings = (_overweight(STEPS[at], size, (limit, ceiling), severity),
                *scale.heaviest(STEPS[at], root, severity))
    if severity is Severity.ERROR:
        raise PreflightError(findings)
    return Fitted(lightened, findings)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A plate of the proof, and the places it was prepared for: several, if each wanted all its pixels."""

    plate: ImageSamples
    origins: tuple[AssetOrigin, ...]


@dataclass(slots=True)
class _Scale:
    """Weighs the file at each step, from plates alone: nothing else in it changes."""

    before: int
    placed: Mapping[bytes, _Placed]
    edition: Edition
    pictures: Path
    known: dict[Step, Mapping[bytes, ImageSamples]] = field(default_factory=dict)

    def plates(self, step: Step) -> Mapping[bytes, ImageSamples]:
        """The plates of this step that are lighter than those they replace."""
        if step not in self.known:
            made = {known: self._made(placed, step) for known, placed in self.placed.items()}
            self.known[step] = {known: each for known, each in made.items()
                                if each.size < self.placed[known].plate.size}
        return self.known[step]

    def size(self, step: Step) -> int:
        """Bytes of the whole file, to some dozens."""
        return self.before + sum(each.size - self.placed[known].plate.size
                                 for known, each in self.plates(step).items())

    def heaviest(self, step: Step, root: Path, severity: Severity) -> tuple[Finding, ...]:
        """The files that take most of what is left at this step."""
        sizes: dict[Path, int] = defaultdict(int)
        for known, placed in self.placed.items():
            kept = self.plates(step).get(known, placed.plate)
            sizes[placed.origins[0].source] += kept.size
        heavy = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST]
        return tuple(Finding("picture-heavy", f"{size / 1e6:.2f} MB of the mail edition is this picture",
                             Place(_below(root, source)), severity,
                             hint="place it smaller, or leave it out") for source, size in heavy)

    def _made(self, placed: _Placed, step: Step) -> ImageSamples:
        """The picture at this step; the largest, where several places share it."""
        edition = replace(self.edition, resolution=min(step.resolution, self.edition.resolution))
        made = []
        for origin in placed.origins:
            prepared = prepare(origin.source, width=origin.width, height=origin.height, edition=edition,
                               quality=step.quality, store=self.pictures)
            made.append(lighter(prepared.asset.path.read_bytes(), step.quality))
        return max(made, key=lambda each: each.width)


def _placed(proof: Proof, flows: Sequence[Flow]) -> Mapping[bytes, _Placed]:
    """The pictures that can be prepared once more, by the digests of their plates in the proof."""
    there = pictures_of(proof)
    origins: dict[Path, dict[AssetOrigin, None]] = defaultdict(dict)
    for asset in (asset for flow in flows for asset in flow.assets):
        if asset.origin and asset.path.suffix != ".svg":
            origins[asset.path][asset.origin] = None
    made = ((image_samples(path.read_bytes()), tuple(each)) for path, each in origins.items())
    return {each.digest: _Placed(each, places) for each, places in made if each.digest in there}


def _traded(step: Step, before: int, size: int) -> Finding:
    what = step if step is not STEPS[0] else f"transparent photographs as JPEG, quality {step.quality}"
    return Finding("pictures-traded", f"{what}: {size / 1e6:.2f} MB instead of {before / 1e6:.2f} MB",
                   severity=Severity.NOTE)


def _overweight(step: Step, size: int, limits: tuple[int, int], severity: Severity) -> Finding:
    aim, ceiling = (f"{limit / 1e6:g} MB" for limit in limits)
    return Finding("mail-too-large", f"even with {step} the mail edition has {size / 1e6:.2f} MB, "
                   f"not {aim}", severity=severity, hint=f"more than {ceiling} is never mailed")


def _below(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
