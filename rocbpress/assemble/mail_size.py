"""The mail edition within what a mailbox takes: pictures are made lighter, and a finding says how far."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rocbpress.assemble.pictures import pictures_of, replace_pictures
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


def fit_to_mailbox(proof: Proof, flows: Sequence[Flow], edition: Edition, limit: int, *, pictures: Path,
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
    step = STEPS[min(bisect_left(STEPS, True, key=lambda step: scale.size(step) <= limit), len(STEPS) - 1)]
    lightened = replace_pictures(proof, scale.samples(step))
    size = len(lightened.write(edition.claims))
    if size <= limit:
        return Fitted(lightened, (_reduced(step, before, size),))
    ceiling = max(ceiling, limit)
    severity = Severity.ERROR if size > ceiling else Severity.WARNING
    findings = (_overweight(step, size, (limit, ceiling), severity), *scale.heaviest(step, root, severity))
    if severity is Severity.ERROR:
        raise PreflightError(findings)
    return Fitted(lightened, findings)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A picture of the proof, and the places it was prepared for: several, if each has all its pixels."""

    samples: ImageSamples
    origins: tuple[AssetOrigin, ...]


@dataclass(slots=True)
class _Scale:
    """Sizes of the file at each step, from its pictures alone: nothing else in it changes."""

    before: int
    placed: Mapping[bytes, _Placed]
    edition: Edition
    pictures: Path
    known: dict[Step, Mapping[bytes, ImageSamples]] = field(default_factory=dict)

    def samples(self, step: Step) -> Mapping[bytes, ImageSamples]:
        """The pictures of this step that are lighter than those they replace."""
        if step not in self.known:
            made = {known: self._made(placed, step) for known, placed in self.placed.items()}
            self.known[step] = {known: each for known, each in made.items()
                                if each.size < self.placed[known].samples.size}
        return self.known[step]

    def size(self, step: Step) -> int:
        """Bytes of the whole file, to some dozens."""
        return self.before + sum(each.size - self.placed[known].samples.size
                                 for known, each in self.samples(step).items())

    def heaviest(self, step: Step, root: Path, severity: Severity) -> tuple[Finding, ...]:
        """The files that take most of what is left at this step."""
        sizes: dict[Path, int] = defaultdict(int)
        for known, placed in self.placed.items():
            sizes[placed.origins[0].source] += self.samples(step).get(known, placed.samples).size
        heavy = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST]
        return tuple(Finding("picture-heavy", f"this picture takes {size / 1e6:.2f} MB of the mail edition",
                             Place(_below(root, source)), severity,
                             hint="make it smaller on the page, or leave it out") for source, size in heavy)

    def _made(self, placed: _Placed, step: Step) -> ImageSamples:
        """The picture at this step; the largest, where several places share it."""
        edition = replace(self.edition, resolution=min(step.resolution, self.edition.resolution))
        prepared = (prepare(origin.source, width=origin.width, height=origin.height, edition=edition,
                            quality=step.quality, store=self.pictures) for origin in placed.origins)
        return max((lighter(each.asset.path.read_bytes(), step.quality) for each in prepared),
                   key=lambda samples: samples.width)


def _placed(proof: Proof, flows: Sequence[Flow]) -> Mapping[bytes, _Placed]:
    """The pictures that can be prepared once more, by the digests of their samples in the proof."""
    present = pictures_of(proof)
    origins: dict[Path, dict[AssetOrigin, None]] = defaultdict(dict)
    for asset in (asset for flow in flows for asset in flow.assets):
        if asset.origin and asset.path.suffix != ".svg":
            origins[asset.path][asset.origin] = None
    made = ((image_samples(path.read_bytes()), tuple(each)) for path, each in origins.items())
    return {each.digest: _Placed(each, places) for each, places in made if each.digest in present}


def _reduced(step: Step, before: int, size: int) -> Finding:
    what = step if step is not STEPS[0] else f"transparent photographs as JPEG, quality {step.quality}"
    return Finding("pictures-traded", f"{what}: {size / 1e6:.2f} MB instead of {before / 1e6:.2f} MB",
                   severity=Severity.NOTE)


def _overweight(step: Step, size: int, limits: tuple[int, int], severity: Severity) -> Finding:
    aim, ceiling = (f"{limit / 1e6:g} MB" for limit in limits)
    return Finding("mail-too-large", f"even with {step} the mail edition has {size / 1e6:.2f} MB, "
                   f"more than {aim}", severity=severity,
                   hint=f"leave out pictures; nothing above {ceiling} is mailed")


def _below(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
