"""What the editions differ in: one table, no branches elsewhere."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Space = Literal["srgb", "cmyk"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One kind of file an issue becomes.

    `space` is the colour space of everything on the page; `resolution` the pictures' most pixels
    per inch at printed size; `bleed` whether pages carry bleed and marks; `live_links` whether
    links are annotations (else they are printed as text); `claims` the standards to be proven
    before they are written into the file; `step_down` whether pictures give way until the file can
    be mailed; `attachments` whether it carries all that it was made from. A picture of fewer pixels
    per inch than `sharp` is warned of, of fewer than `coarse` refused. `addresses` is whether a link that
    is not live is followed by its address. `folder` is the name of the folder that an edition is which is no
    PDF.
    """

    name: str
    suffix: str
    space: Space
    resolution: int
    bleed: bool
    live_links: bool
    claims: tuple[str, ...]
    step_down: bool = False
    attachments: bool = False
    sharp: int = 0
    coarse: int = 0
    addresses: bool = True
    folder: str = ""


EDITIONS: MappingProxyType[str, Edition] = MappingProxyType({
    edition.name: edition for edition in (
        Edition("mail", "", "srgb", 150, bleed=False, live_links=True, claims=("ua1", "a3a"),
                step_down=True, sharp=96),
        Edition("print", "-print", "cmyk", 300, bleed=True, live_links=False, claims=("x4",),
                sharp=250, coarse=150),
        Edition("archive", "-archive", "srgb", 300, bleed=False, live_links=True,
                claims=("ua1", "a3a"), attachments=True),
    )
})
# Pages for a browser: not among the three that are locked and kept.
WEB = Edition("web", "-web", "srgb", 150, bleed=False, live_links=True, claims=(), folder="web")
