"""What is kept of an edition's pages, so that a later render can be compared with them."""

import json
import zipfile
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO

import pypdfium2
from PIL import Image
from pydantic import TypeAdapter

from rocbpress.archive.appearance import Ink, Shape, glyphs_of, picture_of, shapes_of
from rocbpress.archive.construction import constructions

_FILES, _SWELLS = 20_000, 1 << 28  # of a snapshot: a page has two files, and at most some 100 kB
_PIXELS = 2_000  # of a side, at 50 dpi: a page of a metre
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: pages have no time of their own


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it looks and as it is read.

    `spots` are the origins of the glyphs of `text` in 1/100 pt, x and y by turns. `structure`,
    `alternatives` and `links` are in reading order, on the page where an element starts.
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


def take_snapshot(pdf: bytes) -> Snapshot:
    """All that is kept of the pages of a finished file."""
    particulars, constructed = constructions(pdf)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return Snapshot(particulars, tuple(
            Page(read.label, *glyphs_of(page), tuple(shapes_of(page)), tuple(read.structure),
                 tuple(read.alternatives), tuple(read.links), picture_of(page))
            for read, page in zip(constructed, document, strict=True)))


def pack(snapshot: Snapshot) -> bytes:
    """A ZIP of JSON and WebP files, which any tool opens; the same bytes for the same snapshot."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "particulars.json", _text(snapshot.particulars))
        for at, page in enumerate(snapshot.pages, 1):
            fields = asdict(page)
            picture = fields.pop("picture")
            _put(archive, f"{at:04}.json", _text(fields))
            _put(archive, f"{at:04}.webp", picture, compress=False)
    return out.getvalue()


def unpack(data: bytes) -> Snapshot:
    """The snapshot that was packed; ValueError for other bytes, also for those that swell without bound."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = archive.infolist()
            if len(files) > _FILES or sum(each.file_size for each in files) > _SWELLS:
                raise ValueError("more than the pages of an issue")
            return _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, AttributeError, EOFError, RecursionError,
            NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(str(error)) from error


def _unpacked(archive: zipfile.ZipFile) -> Snapshot:
    read_page = TypeAdapter(Page).validate_python
    names = sorted(name for name in archive.namelist() if name[:4].isdecimal() and name.endswith(".json"))
    found = ({**json.loads(archive.read(name)), "picture": archive.read(f"{name[:-5]}.webp")}
             for name in names)
    pages = tuple(map(read_page, found))
    for page in pages:
        with Image.open(BytesIO(page.picture), formats=("WEBP",)) as picture:
            if max(picture.size) > _PIXELS:
                raise ValueError("a picture that is larger than a page")
            picture.load()
    particulars = TypeAdapter(tuple[str, ...]).validate_python(json.loads(archive.read("particulars.json")))
    return Snapshot(particulars, pages)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, compress: bool = True) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # else it tells on which system it was made
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED, 9)
