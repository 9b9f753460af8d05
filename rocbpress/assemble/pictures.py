"""Pictures of a proof exchanged for others of the same shape: nothing is typeset again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pypdf.generic import (
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from rocbpress.assemble.objects import dictionary, entry
from rocbpress.assemble.proof import Proof
from rocbpress.figures.images.image_xobject import ImageSamples, digest

_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
# What belongs to the samples, and goes with them (ISO 32000-1, table 89).
_OF_SAMPLES = frozenset(("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/Filter",
                         "/DecodeParms", "/SMask", "/Length"))


def pictures_of(proof: Proof) -> frozenset[bytes]:
    """The digests of all plates that the galleys brought into the proof."""
    return frozenset(_images(proof))


def exchange(proof: Proof, plates: Mapping[bytes, ImageSamples]) -> Proof:
    """The proof with plates in the place of those that have the digests named.

    Places, sizes on the page and the structure stay as they are: an image fills the unit square
    whatever its pixels (ISO 32000-1, 8.9.5.1). KeyError where the proof has no such plate.
    """
    images = _images(proof)
    changed = {id(images[known]): _image(images[known], plate) for known, plate in plates.items()}
    made_from = b"".join(known + plates[known].digest for known in sorted(plates))
    return replace(proof, exchanged=MappingProxyType({**proof.exchanged, **changed}),
                   digest=hashlib.sha256(proof.digest + made_from).digest())


def _images(proof: Proof) -> dict[bytes, StreamObject]:
    # Assembly keeps one XObject for each content, so a digest names one.
    streams = (thing for thing in proof.writer._objects if isinstance(thing, StreamObject))
    return {_digest(stream): stream for stream in streams if entry(stream, "/Subtype") == "/Image"}


def _digest(image: StreamObject) -> bytes:
    mask: Any = entry(image, "/SMask")
    return digest(image._data, mask._data if mask is not None else b"")


def _image(former: StreamObject, plate: ImageSamples) -> StreamObject:
    """An image XObject with the samples of the plate and all else of the former one."""
    image = _samples(plate, plate.data, plate.colours, jpeg=plate.jpeg)
    if plate.mask:
        image[NameObject("/SMask")] = _samples(plate, plate.mask, 1, jpeg=False)
    image.update({key: value for key, value in former.items() if key not in _OF_SAMPLES})
    return image


def _samples(plate: ImageSamples, data: bytes, colours: int, *, jpeg: bool) -> StreamObject:
    stream = EncodedStreamObject()
    stream._data = data
    stream.update(dictionary({
        "/Type": NameObject("/XObject"), "/Subtype": NameObject("/Image"),
        "/Width": NumberObject(plate.width), "/Height": NumberObject(plate.height),
        "/ColorSpace": NameObject(_SPACES[colours]), "/BitsPerComponent": NumberObject(8),
        "/Filter": NameObject("/DCTDecode" if jpeg else "/FlateDecode"),
        "/DecodeParms": None if jpeg else _png_rows(plate.width, colours)}))
    return stream


def _png_rows(width: int, colours: int) -> DictionaryObject:
    """How rows of a PNG are undone: each names its own predictor (ISO 32000-1, table 10)."""
    return dictionary({"/Predictor": NumberObject(15), "/Colors": NumberObject(colours),
                       "/Columns": NumberObject(width)})
