"""Pictures of a proof replaced by others of the same shape: nothing is typeset again."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pypdf.generic import NameObject, StreamObject

from rocbpress.assemble.objects import encoded, entry
from rocbpress.assemble.proof import Proof
from rocbpress.figures.images.image_xobject import ImageSamples, digest

_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
# What belongs to the samples, and goes with them (ISO 32000-1, table 89).
_OF_SAMPLES = frozenset(("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/Filter",
                         "/DecodeParms", "/SMask", "/Length"))


def pictures_of(proof: Proof) -> frozenset[bytes]:
    """The digests of all pictures that the galleys brought into the proof."""
    return frozenset(_images(proof))


def replace_pictures(proof: Proof, samples: Mapping[bytes, ImageSamples]) -> Proof:
    """The proof with new samples for the pictures that have the digests named.

    Places, sizes on the page and the structure stay as they are: an image fills the unit square
    whatever its pixels (ISO 32000-1, 8.9.5.1). KeyError where the proof has no such picture.
    """
    images = _images(proof)
    changed = {id(images[known]): _image(images[known], each) for known, each in samples.items()}
    made_from = b"".join(known + samples[known].digest for known in sorted(samples))
    return replace(proof, replaced=MappingProxyType({**proof.replaced, **changed}),
                   digest=hashlib.sha256(proof.digest + made_from).digest())


def _images(proof: Proof) -> dict[bytes, StreamObject]:
    # Assembly keeps one XObject for each content, so a digest names one.
    streams = (value for value in proof.writer._objects if isinstance(value, StreamObject))
    return {_digest(stream): stream for stream in streams if entry(stream, "/Subtype") == "/Image"}


def _digest(image: StreamObject) -> bytes:
    mask = entry(image, "/SMask")
    return digest(image._data, mask._data if mask is not None else b"")


def _image(former: StreamObject, samples: ImageSamples) -> StreamObject:
    """An image XObject with new samples and all else of the former one."""
    image = _stream(samples, samples.data, samples.colours, jpeg=samples.jpeg)
    if samples.mask:
        image[NameObject("/SMask")] = _stream(samples, samples.mask, 1, jpeg=False)
    image.update({key: value for key, value in former.items() if key not in _OF_SAMPLES})
    return image


def _stream(samples: ImageSamples, data: bytes, colours: int, *, jpeg: bool) -> StreamObject:
    # Each row of a PNG names its own predictor (ISO 32000-1, table 10).
    rows = {"/Predictor": 15, "/Colors": colours, "/Columns": samples.width}
    return encoded(data, {
        "/Type": NameObject("/XObject"), "/Subtype": NameObject("/Image"),
        "/Width": samples.width, "/Height": samples.height,
        "/ColorSpace": NameObject(_SPACES[colours]), "/BitsPerComponent": 8,
        "/Filter": NameObject("/DCTDecode" if jpeg else "/FlateDecode"),
        "/DecodeParms": None if jpeg else rows})
