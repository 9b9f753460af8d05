"""Pictures prepared for their places, and cached by all that they were made from."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, inf
from pathlib import Path

import PIL

from rocbpress.figures.asset import Asset, AssetOrigin, Conversion
from rocbpress.figures.images.private import without_private
from rocbpress.figures.images.probe import read
from rocbpress.figures.svg import clean, is_drawing, size_of
from rocbpress.figures.svg_faces import DrawingFaces
from rocbpress.findings.errors import WriteError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.editions import Edition
from rocbpress.workspace.cache import Cache, note_refusal
from rocbpress.workspace.files import put
from rocbpress.workspace.fingerprint import digest_files
from rocbpress.workspace.temporary import process_folder

COATED = Path(__file__).parents[2] / "layout" / "profiles" / "FOGRA39L_coated.icc"
_NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be placed: pixels, and pixels per inch at the printed size.

    A drawing has the pixels that it would need at the edition's resolution, and infinite resolution.
    """

    asset: Asset
    width: int
    height: int
    resolution: float
    findings: tuple[Finding, ...] = ()


def prepare(source: Path, *, width: float, edition: Edition, store: Path, profile: Path | None = None,
            height: float = 0, quality: int = 82, ink: float = 300, where: Place = _NOWHERE,
            faces: DrawingFaces | None = None) -> Prepared:
    """The picture upright, stripped of metadata, and no larger than it is printed.

    `width` and `height` are printed points: the picture covers that place, or keeps its own shape
    where height is 0. `profile` is the press's (FOGRA39 coated where none is given) and `ink` its
    limit in percent, for CMYK editions; `faces` are for words in a drawing. SourceError as in `probe` and
    `clean`, at `where`.
    """
    data = read(source, where)
    press = (profile or COATED).read_bytes()
    conversion = Conversion(width, height, edition.resolution, edition.space, quality, ink)
    # What an archive carries is set as what it was made from.
    origin = hashlib.sha256(without_private(data)).hexdigest()
    entry = Cache(store).entry("pictures", origin=origin, pillow=PIL.__version__, code=_code(),
                               press=hashlib.sha256(press).hexdigest(), conversion=conversion,
                               faces=faces.families if faces and is_drawing(data) else ())
    picture: _Picture | None = entry.find()
    if picture is None or not _is_sound(store, picture):
        picture, prepared = _make(source, data, conversion, press, where, faces)
        try:
            put(prepared, picture.path(store))  # first the picture, then the entry that vouches for it
            entry.keep(picture)
        except WriteError as error:
            note_refusal(error)
            store = process_folder()
            put(prepared, picture.path(store))
    return _prepared(store, picture, origin, AssetOrigin(source, width, height), where)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A file of the store by its digest; the findings have no place, for several may show it."""

    digest: str
    suffix: str
    width: int
    height: int
    findings: tuple[Finding, ...] = ()

    def path(self, store: Path) -> Path:
        return store / "pictures" / self.digest[:2] / f"{self.digest}{self.suffix}"


def _make(source: Path, data: bytes, conversion: Conversion, press: bytes, where: Place,
          faces: DrawingFaces | None) -> tuple[_Picture, bytes]:
    if is_drawing(data):
        prepared = clean(data, where=where, name=source.name, faces=faces)
        across, down = size_of(prepared)
        pixels = ceil(conversion.width / 72 * conversion.resolution)
        return _Picture(hashlib.sha256(prepared).hexdigest(), ".svg", pixels,
                        max(1, round(pixels * down / across))), prepared
    # Pillow's decoders are loaded only for a picture that is not in the store.
    from rocbpress.figures.images.convert import convert_image

    prepared, suffix, size, findings = convert_image(source.name, data, conversion, press, where)
    return _Picture(hashlib.sha256(prepared).hexdigest(), suffix, *size,
                    tuple(replace(finding, where=_NOWHERE) for finding in findings)), prepared


def _prepared(store: Path, picture: _Picture, origin: str, place: AssetOrigin, where: Place) -> Prepared:
    """The address names source and place, not resolution or quality: a galley outlives those."""
    name = f"{origin} {place.width:.3f} {place.height:.3f}"
    address = f"picture:{hashlib.sha256(name.encode()).hexdigest()[:20]}{picture.suffix}"
    inches = max(place.width / picture.width, place.height / picture.height) / 72
    return Prepared(Asset(address, picture.digest, picture.path(store), place), picture.width, picture.height,
                    inf if picture.suffix == ".svg" else 1 / inches,
                    tuple(replace(finding, where=where) for finding in picture.findings))


def _is_sound(store: Path, picture: _Picture) -> bool:
    """Whether the file is still what was written."""
    path = picture.path(store)
    try:
        data = path.read_bytes()
    except OSError:
        return False
    with suppress(OSError):  # the folder may be only to be read
        os.utime(path)  # as young as its entry: what is asked for stays longest
    return hashlib.sha256(data).hexdigest() == picture.digest


@cache
def _code() -> str:
    """The digest of all that makes a picture of a source here."""
    package = Path(__file__).parent
    return f"{digest_files(package, '*.py')} {digest_files(package.parent, 'svg*.py')}"
