"""Prepared pictures, kept by the digest of all that made them."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from math import ceil, inf
from pathlib import Path
from typing import Any

import PIL

from rocbpress.figures.asset import Asset, AssetOrigin
from rocbpress.figures.images.probe import read
from rocbpress.figures.svg import clean, is_drawing, size_of
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.files import put
from rocbpress.workspace.fingerprint import digest_files

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
            height: float = 0, quality: int = 82, ink: float = 300, where: Place = _NOWHERE) -> Prepared:
    """The picture upright, stripped of metadata, and no larger than it is printed.

    `width` and `height` are printed points: the picture covers that place, or keeps its own shape
    where height is 0. `profile` is the press's (FOGRA39 coated where none is given) and `ink` its
    limit in percent, for CMYK editions. SourceError as in `probe` and `clean`, at `where`.
    """
    data = read(source, where)
    press = profile or COATED
    recipe = {"width": width, "height": height, "resolution": edition.resolution, "space": edition.space,
              "quality": quality, "ink": ink}
    origin = hashlib.sha256(data).hexdigest()
    known = {**recipe, "origin": origin, "pillow": PIL.__version__, "code": _code(),
             "press": hashlib.sha256(press.read_bytes()).hexdigest()}
    key = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
    record = _load(store, key) or _save(store, key, *_make(source, data, recipe, press, where))
    return _prepared(store, record, known, AssetOrigin(source, width, height), where)


def _make(source: Path, data: bytes, recipe: dict[str, Any], press: Path, where: Place,
          ) -> tuple[bytes, dict[str, Any]]:
    if is_drawing(data):
        cleaned = clean(data, where=where)
        across, down = size_of(cleaned)
        pixels = ceil(recipe["width"] / 72 * recipe["resolution"])
        return cleaned, {"suffix": ".svg", "width": pixels, "height": max(1, round(pixels * down / across)),
                         "findings": []}
    # Pillow's decoders are loaded only for a picture that is not in the store.
    from rocbpress.figures.images.convert import Conversion, convert_image

    made = convert_image(source, Conversion(**recipe, press=press), where)
    return made.data, {"suffix": made.suffix, "width": made.width, "height": made.height,
                       "findings": [asdict(replace(finding, where=_NOWHERE)) for finding in made.findings]}


def _prepared(store: Path, record: dict[str, Any], known: dict[str, Any], place: AssetOrigin,
              where: Place) -> Prepared:
    """The address names source and place, not resolution or quality: a galley outlives those."""
    name = f"{known['origin']} {known['width']:.3f} {known['height']:.3f}"
    address = f"picture:{hashlib.sha256(name.encode()).hexdigest()[:20]}{record['suffix']}"
    asset = Asset(address, record["digest"], _path(store, record), place)
    inches = max(known["width"] / record["width"], known["height"] / record["height"]) / 72
    resolution = inf if record["suffix"] == ".svg" else 1 / inches
    findings = tuple(Finding(f["code"], f["message"], where, Severity(f["severity"]), f["hint"])
                     for f in record["findings"])
    return Prepared(asset, record["width"], record["height"], resolution, findings)


def _path(store: Path, record: dict[str, Any]) -> Path:
    digest: str = record["digest"]
    return store / digest[:2] / f"{digest}{record['suffix']}"


def _load(store: Path, key: str) -> dict[str, Any] | None:
    """The record of a picture whose file is still what was written; None where it must be made again."""
    kept = Cache(store).find(key)
    if kept is None:
        return None
    record: dict[str, Any] = json.loads(kept)
    path = _path(store, record)
    try:
        data = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):  # the folder may be only to be read
        os.utime(path)  # as young as its record: what is asked for stays longest
    return record if hashlib.sha256(data).hexdigest() == record["digest"] else None


def _save(store: Path, key: str, data: bytes, record: dict[str, Any]) -> dict[str, Any]:
    """The picture first, then the record that vouches for it."""
    record = {**record, "digest": hashlib.sha256(data).hexdigest()}
    put(data, _path(store, record))
    Cache(store).keep(key, json.dumps(record, sort_keys=True, ensure_ascii=False).encode())
    return record


@cache
def _code() -> str:
    """The digest of all that makes a picture of a source here."""
    package = Path(__file__).parent
    drawings = hashlib.sha256((package.parent / "svg.py").read_bytes()).hexdigest()
    return f"{digest_files(package, '*.py')} {drawings}"
