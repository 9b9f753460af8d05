"""What is kept of an edition's pages, so that a later making of it can be held against them."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: pages have no time of their own


@dataclass(frozen=True, slots=True)
class Ink:
    """A run of glyphs alike: PostScript name of the face, size in points, colours in hexadecimal."""

    face: str
    size: float
    colour: str
    glyphs: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path or a placed picture: what it is, its colours or its digest, its box in 1/100 pt."""

    kind: str
    look: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it looks and as it is read.

    `spots` are the origins of the glyphs of `text` in 1/100 pt, x and y by turns. `structure`,
    `alternatives` and `links` stand in reading order on the page where an element starts.
    `picture` is a WebP without loss, at 50 dpi.
    """

    label: str
    text: str
    spots: tuple[int, ...]
    inks: tuple[Ink, ...]
    shapes: tuple[Shape, ...]
    structure: tuple[str, ...]
    alternatives: tuple[str, ...]
    links: tuple[str, ...]
    picture: bytes

    def digests(self) -> dict[str, str]:
        """SHA-256 of text, structure (with alternatives and links) and picture, 16 digits of each."""
        construction = json.dumps([self.structure, self.alternatives, self.links], ensure_ascii=False)
        return {"text": _digest(self.text.encode()), "structure": _digest(construction.encode()),
                "picture": _digest(self.picture)}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All pages of an edition, and what it says of itself: title, language, bookmarks."""

    particulars: tuple[str, ...]
    pages: tuple[Page, ...]


def pack(portrait: Snapshot) -> bytes:
    """A ZIP of JSON and WebP files, which any tool opens; the same bytes for the same portrait."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "particulars.json", _text(portrait.particulars))
        for at, page in enumerate(portrait.pages, 1):
            said = asdict(page)
            picture = said.pop("picture")
            _put(archive, f"{at:04}.json", _text(said))
            _put(archive, f"{at:04}.webp", picture, dense=True)
    return out.getvalue()


def unpack(data: bytes) -> Snapshot:
    """The portrait that was packed; zipfile's, json's and Python's own errors for other bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if name[:4].isdecimal() and name.endswith(".json"))
        pages = tuple(_page(json.loads(archive.read(name)), archive.read(name.replace(".json", ".webp")))
                      for name in names)
        return Snapshot(tuple(json.loads(archive.read("particulars.json"))), pages)


def _page(said: dict[str, Any], picture: bytes) -> Page:
    return Page(
        said["label"], said["text"], tuple(said["spots"]), tuple(Ink(**ink) for ink in said["inks"]),
        tuple(Shape(each["kind"], each["look"], _box(each["box"])) for each in said["shapes"]),
        tuple(said["structure"]), tuple(said["alternatives"]), tuple(said["links"]), picture)


def _box(box: list[int]) -> tuple[int, int, int, int]:
    left, foot, right, head = box
    return left, foot, right, head


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, dense: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # else it tells on which system it was made
    archive.writestr(entry, data, zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED, 9)
