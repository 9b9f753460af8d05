"""What a photograph tells of its owner: cut from a file before it is given away.

Position, owner, serial numbers and notes of the maker are overwritten where they stand, so that the
coded picture, its orientation and its profile keep their places (Exif 3.0, 4.6; XMP 1, 7; IPTC-IIM 4.2).
"""

import re
import struct
import zlib
from collections.abc import Iterator

from rocbpress.workspace.compression import compress

_EXIF, _GPS = 0x8769, 0x8825
# HostComputer, MakerNote, CameraOwnerName, BodySerialNumber, LensSerialNumber, CameraSerialNumber.
_PRIVATE = frozenset({0x013C, _GPS, 0x927C, 0xA430, 0xA431, 0xA435, 0xC62F})
_XMP_TAG, _IPTC_TAG, _PHOTOSHOP_TAG = 0x02BC, 0x83BB, 0x8649
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_NAME = (rb"(?:[\w-]+:(?:GPS|Gps)\w*|(?:aux|exifEX):(?:Body|Lens)?SerialNumber|aux:OwnerName"
         rb"|exifEX:CameraOwnerName|exif:MakerNote|tiff:HostComputer|photoshop:(?:City|State|Country)"
         rb"|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location(?:Created|Shown))")
_XMP = re.compile(rb"\s" + _NAME + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')"
                  rb"|<(" + _NAME + rb")\b[^>]*?(?:/>|>.*?</\1\s*>)", re.DOTALL)
_IPTC = re.compile(rb"\x1c\x02[\x1a\x1b\x5a\x5c\x5f\x64\x65]")  # places, city, province, country
_XYZ = re.compile(rb"\xa9xyz(?=..\x15\xc7|\x00)", re.DOTALL)  # the position of a film behind the picture
_RAW = re.compile(rb"Raw profile type (?:exif|iptc|xmp|APP1)\0")
_MOST = 64  # directories of tags: more are a loop
_MOST_XMP, _MOST_NAMES = 1_000_000, 300  # of a packet that is searched: cameras write a few dozen
_NAMED = re.compile(rb"[\s<]" + _NAME)


def without_private(data: bytes) -> bytes:
    """The file of a picture without what is private; as it is where nothing is, or where it is no picture."""
    cut = bytearray(data)
    if data[:2] == b"\xff\xd8":
        _cut_jpeg(cut)
    elif data[:4] in (b"II*\0", b"MM\0*"):
        _cut_tiff(cut, 0, len(cut))
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        for kind, start, end in _webp_chunks(cut):
            if kind == b"EXIF":
                _cut_tiff(cut, start + 6 * (cut[start:start + 4] == b"Exif"), end)
            elif kind == b"XMP ":
                _cut_xmp(cut, start, end)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        return b"".join((data[:8], *_png_chunks(data)))
    return bytes(cut)


def _cut_jpeg(cut: bytearray) -> None:
    """All segments of the picture and of those behind it, which telephones add (CIPA DC-007)."""
    at = 0
    while (at := cut.find(b"\xff\xd8\xff", at)) >= 0:
        at += 2
        while at + 4 <= len(cut) and cut[at] == 0xFF and cut[at + 1] not in (0xD9, 0xDA):
            start, end = at + 4, min(len(cut), at + 2 + int.from_bytes(cut[at + 2:at + 4], "big"))
            if cut[start:start + 6] == b"Exif\0\0":
                _cut_tiff(cut, start + 6, end)
            elif cut[start:start + 20] == b"http://ns.adobe.com/":
                _cut_xmp(cut, start, end)
            elif cut[start:start + 10] == b"Photoshop ":
                _cut_iptc(cut, start, end)
            at = max(end, at + 2)
    for found in list(_XYZ.finditer(cut)):
        size = int.from_bytes(cut[found.start() - 4:found.start()], "big") if found.start() >= 4 else 0
        end = min(len(cut), found.start() - 4 + size, found.end() + 256)
        cut[found.end() + 4:end] = b" " * max(0, end - found.end() - 4)


def _cut_xmp(cut: bytearray, start: int, end: int) -> None:
    """Overwrite what is private; a packet made to be searched for ever is overwritten whole."""
    packet = bytes(cut[start:end])
    if len(packet) > _MOST_XMP or sum(1 for _ in _NAMED.finditer(packet)) > _MOST_NAMES:
        cut[start:end] = b" " * len(packet)
        return
    cut[start:end] = _XMP.sub(lambda found: b" " * len(found[0]), packet)


def _cut_iptc(cut: bytearray, start: int, end: int) -> None:
    """Overwrite the words of each dataset that names a place."""
    for found in _IPTC.finditer(bytes(cut[start:end])):
        at = start + found.end()
        size = int.from_bytes(cut[at:at + 2], "big")
        if size < 0x8000 and at + 2 + size <= end:
            cut[at + 2:at + 2 + size] = b" " * size


def _cut_tiff(cut: bytearray, start: int, end: int) -> None:
    """The tags of all directories that begin at `start` (TIFF 6.0, section 2)."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(cut[start:start + 2]))
    if order is None or end - start < 8:
        return
    todo = [int(struct.unpack_from(order + "I", cut, start + 4)[0])]
    seen: set[int] = set()
    while todo and len(seen) < _MOST:
        offset = todo.pop()
        if offset and offset not in seen and start + offset + 2 <= end:
            seen.add(offset)
            todo += _cut_directory(cut, start, end, offset, order)


def _cut_directory(cut: bytearray, start: int, end: int, offset: int, order: str) -> Iterator[int]:
    """Take the private tags out of a directory; the offsets of those that follow from it."""
    at = start + offset
    count = struct.unpack_from(order + "H", cut, at)[0]
    close = at + 2 + 12 * count
    if close + 4 > end:
        return
    entries = [bytes(cut[place:place + 12]) for place in range(at + 2, close, 12)]
    following = bytes(cut[close:close + 4])
    kept = []
    for entry in entries:
        tag, kind, number, value = struct.unpack(order + "HHII", entry)
        size = _SIZES.get(kind, 1) * number
        spot = (start + value, start + value + size)
        inside = size > 4 and spot[0] >= start and spot[1] <= end
        if tag not in _PRIVATE:
            kept.append(entry)
        if tag == _GPS:
            _clear_directory(cut, start, end, value, order)
        elif tag in _PRIVATE and inside:
            cut[slice(*spot)] = bytes(size)
        elif tag == _EXIF:
            yield value
        elif tag == _XMP_TAG and inside:
            _cut_xmp(cut, *spot)
        elif tag in (_IPTC_TAG, _PHOTOSHOP_TAG) and inside:
            _cut_iptc(cut, *spot)
    if len(kept) < len(entries):
        whole = struct.pack(order + "H", len(kept)) + b"".join(kept) + following
        cut[at:close + 4] = whole.ljust(close + 4 - at, b"\0")
    yield struct.unpack(order + "I", following)[0]


def _clear_directory(cut: bytearray, start: int, end: int, offset: int, order: str) -> None:
    """Overwrite a directory with all that it points to."""
    at = start + offset
    if at + 2 > end:
        return
    close = min(end, at + 2 + 12 * struct.unpack_from(order + "H", cut, at)[0])
    for place in range(at + 2, close - 11, 12):
        _, kind, number, value = struct.unpack_from(order + "HHII", cut, place)
        size = _SIZES.get(kind, 1) * number
        if size > 4 and start + value + size <= end:
            cut[start + value:start + value + size] = bytes(size)
    cut[at:close] = bytes(close - at)


def _webp_chunks(data: bytes | bytearray) -> Iterator[tuple[bytes, int, int]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4:at + 8], "little")
        yield bytes(data[at:at + 4]), at + 8, min(len(data), at + 8 + size)
        at += 8 + size + size % 2


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of the file, with what is private cut (PNG 3, 5.3 and 11.3)."""
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at:at + 4], "big")
        kind, held = data[at + 4:at + 8], data[at + 8:end - 4]
        clean = _png_words(kind, held)
        if clean == held:
            yield data[at:end]
        elif clean is not None:
            yield (len(clean).to_bytes(4, "big") + kind + clean + zlib.crc32(kind + clean).to_bytes(4, "big"))
        at = end
    yield data[at:]


def _png_words(kind: bytes, held: bytes) -> bytes | None:
    """What a chunk may say; None for one that repeats in text what a camera wrote."""
    if kind in (b"tEXt", b"zTXt", b"iTXt") and _RAW.match(held):
        return None
    cut = bytearray(held)
    if kind == b"eXIf":
        _cut_tiff(cut, 0, len(cut))
    elif kind == b"iTXt" and held.startswith(b"XML:com.adobe.xmp\0"):
        head = held.find(b"\0", held.find(b"\0", 20) + 1) + 1
        if held[18:19] == b"\1":
            try:
                packet = zlib.decompressobj().decompress(held[head:], _MOST_XMP + 1)
            except zlib.error:
                return None
            if len(packet) > _MOST_XMP:
                return None
            cut = bytearray(packet)
            _cut_xmp(cut, 0, len(cut))
            return held if bytes(cut) == packet else held[:head] + compress(bytes(cut))
        _cut_xmp(cut, head, len(cut))
    return bytes(cut)
