"""Pictures that were made to break a press, by name: headers that lie, bombs, loops, damaged profiles."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from random import Random

from PIL import Image, ImageCms

NOISE = Image.effect_noise((120, 90), 80)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    pixels: bytes,
    *,
    depth: int = 8,
    colour: int = 2,
    interlaced: int = 0,
    extra: bytes = b"",
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(pixels, 9))
        + chunk(b"IEND", b"")
    )


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with other sides in its frame header."""
    at = max(jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def tiff(entries: list[tuple[int, int, int, int]], tail: bytes = b"") -> bytes:
    return (
        b"II*\0"
        + struct.pack("<IH", 8, len(entries))
        + b"".join(struct.pack("<HHII", *each) for each in sorted(entries))
        + bytes(4)
        + tail
    )


def jpegs() -> Iterator[tuple[str, bytes]]:
    rgb = NOISE.convert("RGB")
    plain, progressive = saved(rgb, "JPEG"), saved(rgb, "JPEG", progressive=True)
    cmyk = saved(NOISE.convert("CMYK"), "JPEG")
    for name, data in (("plain", plain), ("progressive", progressive), ("cmyk", cmyk)):
        for width, height in (
            (30_000, 2_600),
            (2_600, 30_000),
            (65_535, 65_535),
            (0, 9),
            (9, 0),
            (1, 65_500),
            (8_900, 8_900),
        ):
            yield f"jpeg-{name}-{width}x{height}", resized(data, width, height)
        yield f"jpeg-{name}-cut", data[: len(data) // 2]
        yield f"jpeg-{name}-short", data[:30]
        yield f"jpeg-{name}-tail", data + bytes(1_000_000)
        yield f"jpeg-{name}-twice", data * 2
        yield f"jpeg-{name}-no-end", data[:-2]
    scan = progressive[progressive.find(b"\xff\xda") : -2]
    yield "jpeg-scans", resized(progressive[:-2] + scan * 3_000 + b"\xff\xd9", 4_000, 4_000)
    yield "jpeg-scans-small", progressive[:-2] + scan * 500 + b"\xff\xd9"
    for value in (b"Adobe", b"Adobe\0\x64\0\0\0\0\x09", b"Adobe\0\x64\0\0\0\0\x02", b"Adob" + bytes(20)):
        yield f"jpeg-adobe-{value[-1]}-{len(value)}", segment(cmyk, 0xEE, value)
    yield "jpeg-no-tables", plain.replace(b"\xff\xdb", b"\xff\xfe").replace(b"\xff\xc4", b"\xff\xfe")
    yield "jpeg-components", plain.replace(b"\x03\x01\x22\x00", b"\xff\x01\x22\x00")
    yield "jpeg-icc-part", segment(plain, 0xE2, b"ICC_PROFILE\0\x01\x09" + bytes(99))
    yield "jpeg-exif-empty", segment(plain, 0xE1, b"Exif\0\0")
    loop = tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8), (0x0112, 3, 1, 6)])
    yield "jpeg-exif-loop", segment(plain, 0xE1, b"Exif\0\0" + loop)
    yield (
        "jpeg-exif-far",
        segment(plain, 0xE1, b"Exif\0\0" + tiff([(0x0112, 2, 4_000_000_000, 4_000_000_000)])),
    )
    yield "jpeg-exif-turn", segment(plain, 0xE1, b"Exif\0\0" + tiff([(0x0112, 3, 1, 99)]))
    yield "jpeg-exif-words", segment(plain, 0xE1, b"Exif\0\0" + tiff([(0x0112, 2, 4, 0x41414141)]))
    yield (
        "jpeg-exif-many",
        segment(plain, 0xE1, b"Exif\0\0" + tiff([(n, 2, 60_000, 8) for n in range(5_000)])),
    )
    yield "jpeg-xmp-open", segment(plain, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"<exif:GPSA>" * 5_000)
    yield "jpeg-comments", plain[:2] + (b"\xff\xfe\xff\xff" + bytes(65_533)) * 300 + plain[2:]
    yield (
        "jpeg-mpo",
        segment(plain, 0xE2, b"MPF\0" + tiff([(0xB000, 7, 4, 0x30303130), (0xB001, 4, 1, 4_000_000)])),
    )
    yield "jpeg-gif", saved(NOISE.convert("P"), "GIF")
    yield "jpeg-lossless", plain.replace(b"\xff\xc0", b"\xff\xc3")
    yield "jpeg-arithmetic", plain.replace(b"\xff\xc0", b"\xff\xc9")


def pngs() -> Iterator[tuple[str, bytes]]:
    bomb = zlib.compress(bytes(50_000_000), 9)
    grey = bytes(91 * 120)
    for colour, samples in ((0, 1), (2, 3), (3, 1), (4, 2), (6, 4)):
        for depth in (1, 2, 4, 8, 16):
            row = bytes(1 + (40 * depth * samples + 7) // 8)
            yield (
                f"png-{colour}-{depth}",
                png(
                    40,
                    30,
                    row * 30,
                    depth=depth,
                    colour=colour,
                    extra=chunk(b"PLTE", bytes(range(48))) if colour == 3 else b"",
                ),
            )
    yield "png-interlaced", png(120, 90, grey, colour=0, interlaced=1)
    yield "png-interlaced-odd", png(120, 90, grey, colour=0, interlaced=7)
    yield "png-depth", png(120, 90, grey, depth=99)
    yield "png-no-palette", png(120, 90, grey, colour=3)
    yield (
        "png-palette-short",
        png(120, 90, bytes([0] + [250] * 120) * 90, colour=3, extra=chunk(b"PLTE", bytes(3))),
    )
    yield (
        "png-trns",
        png(40, 30, bytes(41 * 30), colour=3, extra=chunk(b"PLTE", bytes(9)) + chunk(b"tRNS", bytes(300))),
    )
    for side in (0, 1, 30_000, 30_001, 2**31 - 1, 2**32 - 1):
        yield f"png-side-{side}", png(side, 40, bytes(99))
    yield "png-zero", png(8_900, 8_900, bytes(8_901 * 8_900), colour=0)
    yield "png-iccp-bomb", png(120, 90, grey, colour=0, extra=chunk(b"iCCP", b"x\0\0" + bomb))
    yield "png-ztxt-bomb", png(120, 90, grey, colour=0, extra=chunk(b"zTXt", b"x\0\0" + bomb))
    yield "png-ztxt-bombs", png(120, 90, grey, colour=0, extra=chunk(b"zTXt", b"x\0\0" + bomb) * 100)
    yield "png-itxt-bomb", png(120, 90, grey, colour=0, extra=chunk(b"iTXt", b"x\0\1\0\0\0" + bomb))
    yield (
        "png-xmp-bomb",
        png(120, 90, grey, colour=0, extra=chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + bomb)),
    )
    yield (
        "png-xmp-open",
        png(
            120,
            90,
            grey,
            colour=0,
            extra=chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b' exif:GPS="' * 200_000),
        ),
    )
    yield "png-itxt-broken", png(120, 90, grey, colour=0, extra=chunk(b"iTXt", b"XML:com.adobe.xmp"))
    yield "png-exif", png(120, 90, grey, colour=0, extra=chunk(b"eXIf", tiff([(0x8769, 4, 1, 8)] * 60_000)))
    yield "png-actl", png(120, 90, grey, colour=0, extra=chunk(b"acTL", struct.pack(">II", 2**31, 0)))
    yield "png-fctl", png(120, 90, grey, colour=0, extra=chunk(b"fcTL", bytes(26)))
    yield "png-chunks", png(120, 90, grey, colour=0, extra=chunk(b"tEXt", b"a\0b") * 100_000)
    yield "png-crc", png(120, 90, grey, colour=0)[:-6] + b"abcdef"
    yield "png-animated", saved(NOISE, "PNG", save_all=True, append_images=[NOISE] * 20)
    yield "png-cut", png(120, 90, grey, colour=0)[:50]
    yield "png-head", png(120, 90, grey, colour=0)[:8]
    yield "png-chunk-long", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31) + b"IHDR"
    yield "png-idat-none", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0))


def tiffs() -> Iterator[tuple[str, bytes]]:
    base = [
        (256, 4, 1, 64),
        (257, 4, 1, 48),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (277, 3, 1, 1),
        (278, 4, 1, 48),
        (279, 4, 1, 64 * 48),
    ]
    pixels = bytes(4_000)
    changes = {
        "width": (256, 4, 1, 2**31),
        "height": (257, 4, 1, 2**31),
        "no-width": (256, 4, 1, 0),
        "depth": (258, 3, 1, 999),
        "depths": (258, 3, 2**31, 8),
        "compression": (259, 3, 1, 60_000),
        "lzw": (259, 3, 1, 5),
        "deflate": (259, 3, 1, 8),
        "jpeg": (259, 3, 1, 7),
        "old-jpeg": (259, 3, 1, 6),
        "fax": (259, 3, 1, 4),
        "packbits": (259, 3, 1, 32_773),
        "lerc": (259, 3, 1, 34_887),
        "photometric": (262, 3, 1, 99),
        "strips": (273, 4, 2**31, 8),
        "strips-many": (273, 4, 900, 8),
        "strip-far": (273, 4, 1, 2**32 - 1),
        "rows": (278, 4, 1, 2**32 - 1),
        "no-rows": (278, 4, 1, 0),
        "counts": (279, 4, 1, 2**32 - 1),
        "samples": (277, 3, 1, 60_000),
        "no-samples": (277, 3, 1, 0),
        "planar": (284, 3, 1, 2),
        "float": (339, 3, 1, 3),
        "predictor": (317, 3, 1, 99),
        "profile": (34_675, 7, 2**31, 8),
        "tag": (65_000, 2, 2**32 - 1, 8),
        "turn": (274, 3, 1, 77),
        "private": (34_665, 4, 1, 8),
        "tile-width": (322, 4, 1, 2**31),
        "tile": (324, 4, 1, 200),
        "xmp": (700, 7, 2**20, 8),
    }
    for name, change in changes.items():
        entries = [each for each in base if each[0] != change[0]] + [change]
        yield f"tiff-{name}", tiff(entries, pixels)
    yield "tiff-big", b"II+\0\x08\0\0\0" + bytes(100)
    yield "tiff-loop", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    yield "tiff-16", saved(Image.new("I;16", (40, 30), 30_000), "TIFF")
    yield "tiff-float-32", saved(Image.new("F", (40, 30), 3.5), "TIFF")
    yield "tiff-int", saved(Image.new("I", (40, 30), 3), "TIFF")
    yield "tiff-lab", saved(Image.new("LAB", (40, 30)), "TIFF")
    yield "tiff-cut", saved(NOISE, "TIFF")[:5_000]
    yield "tiff-deflate-cut", saved(NOISE, "TIFF", compression="tiff_deflate")[:-900]
    yield "tiff-pages", saved(NOISE, "TIFF", save_all=True, append_images=[NOISE] * 30)


def webps() -> Iterator[tuple[str, bytes]]:
    plain, lossless = saved(NOISE.convert("RGB"), "WEBP"), saved(NOISE.convert("RGB"), "WEBP", lossless=True)
    yield "webp-cut", plain[:900]
    yield "webp-lossless-cut", lossless[:900]
    yield "webp-head", plain[:12]
    yield "webp-78MP", saved(Image.new("RGB", (8_850, 8_850)), "WEBP", lossless=True, method=0, quality=0)
    yield (
        "webp-animated",
        saved(NOISE.convert("RGB"), "WEBP", save_all=True, append_images=[NOISE.convert("RGB")] * 9),
    )
    yield "webp-size", plain[:4] + b"\xff\xff\xff\xff" + plain[8:]
    exif = struct.pack("<I", 12) + tiff([])[:12]
    yield "webp-exif", plain + b"EXIF" + exif
    yield "webp-xmp", plain + b"XMP " + struct.pack("<I", 4_000_000_000)


def profiles() -> Iterator[tuple[str, bytes]]:
    """A sound profile damaged at random, in pictures of three kinds; and profiles of something else."""
    sound = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    dice = Random(15)
    for number in range(27):
        damaged = bytearray(sound)
        for _ in range(1 + number * 3):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        kind = ("JPEG", "PNG", "TIFF")[number % 3]
        yield f"profile-{number}", saved(NOISE.convert("RGB"), kind, icc_profile=bytes(damaged))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for name, profile in (
        ("cut", sound[:200]),
        ("empty", b"\0"),
        ("text", b"profile" * 99),
        ("lab", lab),
        ("head", sound[:128] + b"\xff\xff\xff\xff" + sound[132:]),
        ("zeros", bytes(3_000)),
    ):
        for mode in ("RGB", "L", "CMYK"):
            yield f"profile-{name}-{mode}", saved(NOISE.convert(mode), "JPEG", icc_profile=profile)


def pictures() -> Iterator[tuple[str, bytes]]:
    """All of them."""
    yield from jpegs()
    yield from pngs()
    yield from tiffs()
    yield from webps()
    yield from profiles()
    yield from (
        ("empty", b""),
        ("byte", b"\xff"),
        ("nul", bytes(99)),
        ("text", b"hello"),
        ("html", b"<html>"),
        ("pdf", b"%PDF-1.7"),
        ("heic", b"\0\0\0\x18ftypheic"),
        ("bmp", b"BM" + bytes(99)),
    )
