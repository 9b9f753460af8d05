"""Pictures come out upright, in the right colours, no larger than needed; unfit ones are findings."""

from __future__ import annotations

import math
import random
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFile

from rocbpress.figures.images.prepare import COATED, Prepared, prepare
from rocbpress.figures.images.probe import Probe, probe
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Place
from rocbpress.layout.editions import EDITIONS

MAIL, PRINT, ARCHIVE = (EDITIONS[name] for name in ("mail", "print", "archive"))
RED, GREEN, BLUE = (200, 40, 30), (30, 140, 60), (40, 60, 180)


def photograph(width: int = 600, height: int = 400) -> Image.Image:
    """A red left half, green above blue on the right, with a grain that no graphic has."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), fill=GREEN)
    draw.rectangle((width // 2, height // 2, width, height), fill=BLUE)
    grain = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))
    return Image.blend(image, grain, 0.04)


def saved(folder: Path, name: str, image: Image.Image, **options: Any) -> Path:
    image.save(folder / name, **options)
    return folder / name


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def near(colour: Any, wanted: Any, by: int = 24) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


def code_of(path: Path) -> str:
    with pytest.raises(SourceError) as stopped:
        probe(path)
    finding, = stopped.value.findings
    return finding.code


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def opened(prepared: Prepared) -> Image.Image:
    image = Image.open(prepared.asset.path)
    image.load()
    return image


@pytest.mark.parametrize("suffix", ["jpg", "png", "tiff", "webp"])
@pytest.mark.parametrize(("orientation", "undo"), [
    (2, Image.Transpose.FLIP_LEFT_RIGHT), (3, Image.Transpose.ROTATE_180),
    (4, Image.Transpose.FLIP_TOP_BOTTOM), (5, Image.Transpose.TRANSPOSE), (6, Image.Transpose.ROTATE_90),
    (7, Image.Transpose.TRANSVERSE), (8, Image.Transpose.ROTATE_270)])
def test_a_turned_picture_stands_upright(
        tmp_path: Path, store: Path, suffix: str, orientation: int, undo: Image.Transpose):
    """However the camera was held, and in every format, up is up and the size is told upright."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(tmp_path, f"a.{suffix}", photograph(240, 160).transpose(undo), exif=exif)

    image = opened(prepare(path, width=57.6, edition=MAIL, store=store)).convert("RGB")

    assert (probe(path).width, probe(path).height) == (240, 160)
    assert image.size == (120, 80)
    assert near(image.getpixel((20, 40)), RED)
    assert near(image.getpixel((90, 15)), GREEN)
    assert near(image.getpixel((90, 65)), BLUE)


def test_resolution_is_the_editions(tmp_path: Path, store: Path):
    """A picture has the edition's pixels an inch at its printed width, and its address stays."""
    path = saved(tmp_path, "a.jpg", photograph(1800, 1200))

    mail, archive = (prepare(path, width=144, edition=edition, store=store) for edition in (MAIL, ARCHIVE))

    assert (mail.width, mail.height, mail.resolution) == (300, 200, 150)
    assert (archive.width, archive.height, archive.resolution) == (600, 400, 300)
    assert mail.asset.url == archive.asset.url
    assert mail.asset.digest != archive.asset.digest


def test_a_small_picture_is_not_enlarged(tmp_path: Path, store: Path):
    """Its own pixels are kept, and the resolution says how few they are."""
    prepared = prepare(saved(tmp_path, "a.png", photograph(100, 50)), width=144, edition=PRINT, store=store)

    assert (prepared.width, prepared.height, prepared.resolution) == (100, 50, 50)


def test_a_picture_that_fills_a_place_covers_it(tmp_path: Path, store: Path):
    """Of a wide picture in an upright place the height decides, so what is left has its resolution."""
    path = saved(tmp_path, "a.jpg", photograph(1200, 600))

    prepared = prepare(path, width=72, height=144, edition=MAIL, store=store)

    assert (prepared.width, prepared.height, prepared.resolution) == (600, 300, 150)


def test_nothing_but_pixels_is_left(tmp_path: Path, store: Path):
    """Neither owner, comment nor what is hung on goes out with a picture, kept or encoded anew."""
    exif = Image.Exif()
    exif[0x010F] = "secret maker"
    path = saved(tmp_path, "a.jpg", photograph(), exif=exif, comment=b"secret comment", quality=40)
    trailing = tmp_path / "b.jpg"
    trailing.write_bytes(path.read_bytes() + b"secret film")
    tagged = saved(tmp_path, "c.png", photograph().quantize(8), exif=exif)

    for source in (path, trailing, tagged):
        data = prepare(source, width=600, edition=MAIL, store=store).asset.path.read_bytes()
        assert b"secret" in source.read_bytes()
        assert b"secret" not in data
        assert b"Exif" not in data


def test_a_fit_jpeg_is_kept_as_it_is(tmp_path: Path, store: Path):
    """A small JPEG of low quality is not encoded a second time: the same pixels come out."""
    rough = Image.blend(photograph(), Image.effect_noise((600, 400), 90).convert("RGB"), 0.5)
    path = saved(tmp_path, "a.jpg", rough, quality=40)

    image = opened(prepare(path, width=600, edition=MAIL, store=store))

    assert ImageChops.difference(image, Image.open(path)).getbbox() is None


def test_quality_trades_bytes(tmp_path: Path, store: Path):
    """Lower quality is smaller; from 90 on colour is kept in every pixel."""
    path = saved(tmp_path, "a.png", photograph())

    made = {quality: prepare(path, width=300, edition=MAIL, store=store, quality=quality).asset.path
            for quality in (60, 82, 92)}

    sizes = [made[quality].stat().st_size for quality in (60, 82, 92)]
    assert sizes == sorted(set(sizes))
    layers = [cast(Any, Image.open(BytesIO(made[quality].read_bytes()))).layer[0] for quality in (82, 92)]
    assert [layer[1:3] for layer in layers] == [(2, 2), (1, 1)]


@pytest.mark.parametrize("edition", [MAIL, PRINT])
def test_grey_stays_grey(tmp_path: Path, store: Path, edition):
    """Grey is never spread over three or four colours, 16 bits come down to 8 in the right shade."""
    grey = photograph().convert("L")
    deep = Image.frombytes("I;16", (2, 1), struct.pack("<2H", 0x1234, 0xC0FF))
    paths = saved(tmp_path, "a.jpg", grey), saved(tmp_path, "b.png", deep)

    plain, shades = (opened(prepare(path, width=100, edition=edition, store=store)) for path in paths)

    assert plain.mode == shades.mode == "L"
    assert (shades.getpixel((0, 0)), shades.getpixel((1, 0))) == (0x12, 0xC0)


def test_graphics_stay_sharp(tmp_path: Path, store: Path):
    """Few colours or transparency remain a PNG of 8 bits; an opaque alpha channel is dropped."""
    flag = Image.new("RGB", (300, 200), RED)
    see_through = photograph().convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(see_through.size))
    solid = photograph().convert("RGBA")

    made = [opened(prepare(saved(tmp_path, f"{name}.png", image), width=72, edition=MAIL, store=store))
            for name, image in (("flag", flag), ("palette", flag.quantize(4)), ("see", see_through),
                                ("solid", solid))]

    assert [(image.format, image.mode) for image in made] == [
        ("PNG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("JPEG", "RGB")]
    assert near(made[1].getpixel((10, 10)), RED, 2)


def test_print_is_in_the_presss_inks(tmp_path: Path, store: Path):
    """Photographs and graphics become CMYK through the profile; back in sRGB they look the same."""
    for image, name in ((photograph(), "a.jpg"), (Image.new("RGB", (300, 200), RED), "b.png")):
        made = opened(prepare(saved(tmp_path, name, image), width=72, edition=PRINT, store=store))

        assert (made.format, made.mode) == ("JPEG", "CMYK")
        seen = ImageCms.profileToProfile(made, str(COATED), ImageCms.createProfile("sRGB"), outputMode="RGB")
        assert near(seen.getpixel((40, 100)), RED)


def test_no_pixel_has_more_ink_than_the_press_bears(tmp_path: Path, store: Path):
    """In dark grain, the hardest case for JPEG, no two neighbours pass the limit by more than two percent."""
    grain = Image.frombytes("RGB", (400, 400), bytes(b // 6 for b in random.Random(3).randbytes(480000)))
    path = saved(tmp_path, "a.png", grain)

    for limit in (300, 260):
        image = opened(prepare(path, width=96, edition=PRINT, store=store, ink=limit))
        totals = [sum(pixel) / 2.55 for pixel in cast(Any, image.get_flattened_data())]
        assert max(totals) > limit - 30
        assert not any(one > limit + 2 and other > limit + 2 for step in (1, image.width)
                       for one, other in zip(totals, totals[step:], strict=False))


@pytest.mark.parametrize("adobe", [True, False])
def test_cmyk_is_shown_in_its_colours(tmp_path: Path, store: Path, adobe: bool):
    """CMYK with and without Adobe's inversion comes out red in sRGB, and red again in print."""
    inks = ImageCms.profileToProfile(
        photograph(), ImageCms.createProfile("sRGB"), str(COATED), outputMode="CMYK")
    assert inks
    path = saved(tmp_path, "a.jpg", inks if adobe else ImageChops.invert(inks), quality=95, subsampling=0)
    if not adobe:
        marker = path.read_bytes().index(b"\xff\xee")
        path.write_bytes(path.read_bytes()[:marker] + path.read_bytes()[marker + 16:])

    mail = opened(prepare(path, width=144, edition=MAIL, store=store))
    press = opened(prepare(path, width=144, edition=PRINT, store=store))

    assert mail.mode == "RGB"
    assert near(mail.getpixel((40, 100)), RED)
    assert press.mode == "CMYK"
    assert near(press.getpixel((80, 200)), inks.getpixel((80, 200)), 40)


def test_a_cmyk_picture_is_red_on_the_page(tmp_path: Path, store: Path):
    """What WeasyPrint makes of the prepared JPEG is shown by a viewer in the right colours."""
    from weasyprint import HTML

    prepared = prepare(saved(tmp_path, "a.png", photograph()), width=144, edition=PRINT, store=store)
    page = ("<style>@page{size:144pt 96pt;margin:0}img{display:block;width:144pt}</style>"
            f"<img src='{prepared.asset.path.as_uri()}'>")

    pdf = HTML(string=page).write_pdf()

    shown = pypdfium2.PdfDocument(pdf)[0].render().to_pil()
    assert near(shown.getpixel((30, 40)), RED, 60)
    assert near(shown.getpixel((110, 70)), BLUE, 60)


def test_transparency_lost_in_print_is_told(tmp_path: Path, store: Path):
    """A transparent picture stands on white in print, with a warning; a wrong profile is one, too."""
    clear = Image.new("RGBA", (100, 100), (*RED, 0))
    path = saved(tmp_path, "a.png", clear)
    odd = saved(tmp_path, "b.jpg", photograph(), icc_profile=COATED.read_bytes())

    for _ in range(2):  # made, and found in the store
        flat, kept, doubtful = (
            prepare(source, width=72, edition=edition, store=store, where=Place("x.md", 3))
            for source, edition in ((path, PRINT), (path, MAIL), (odd, MAIL)))
        assert [finding.code for finding in flat.findings] == ["image-flattened"]
        assert sum(pixel(opened(flat), 50, 50)) < 12
        assert kept.findings == ()
        assert [(f.code, f.where.line) for f in doubtful.findings] == [("image-profile", 3)]


def test_a_wide_gamut_is_brought_into_srgb(tmp_path: Path, store: Path):
    """A phone's picture with a profile of its own is converted, not merely stripped of it."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = lab.replace(b"rXYZ", b"tXYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tXYZ", b"bXYZ", 1)
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "Odd!".encode("utf-16-be"))
    path = saved(tmp_path, "a.jpg", Image.new("RGB", (200, 200), (220, 20, 20)), icc_profile=swapped)

    red, _, blue = pixel(opened(prepare(path, width=72, edition=MAIL, store=store)), 50, 50)

    assert blue > 150 > red


def test_the_same_picture_is_made_once(tmp_path: Path, store: Path):
    """A second call answers from the store, with the same value and without decoding."""
    path = saved(tmp_path, "a.jpg", photograph())
    first = prepare(path, width=72, edition=MAIL, store=store)
    made = first.asset.path.stat().st_ino

    assert prepare(path, width=72, edition=MAIL, store=store) == first
    assert first.asset.path.stat().st_ino == made
    assert prepare(path, width=72, edition=MAIL, store=tmp_path / "other").asset.digest == first.asset.digest


def test_a_damaged_entry_is_made_again(tmp_path: Path, store: Path):
    """A file of the store that was changed or cut is not used."""
    path = saved(tmp_path, "a.jpg", photograph())
    first = prepare(path, width=72, edition=MAIL, store=store)
    whole = first.asset.path.read_bytes()

    first.asset.path.write_bytes(whole[:100])

    assert prepare(path, width=72, edition=MAIL, store=store) == first
    assert first.asset.path.read_bytes() == whole


@pytest.mark.parametrize("change", [
    {"width": 80}, {"height": 300}, {"quality": 70}, {"edition": ARCHIVE}, {"edition": PRINT},
    {"edition": replace(MAIL, resolution=110)}], ids=str)
def test_every_input_makes_another_picture(tmp_path: Path, store: Path, change: dict):
    """Nothing that can change the bytes is missing from the key."""
    path = saved(tmp_path, "a.jpg", photograph(1200, 800))
    given: dict[str, Any] = {"width": 72, "edition": MAIL, "store": store}

    assert (prepare(path, **given).asset.digest
            != prepare(path, **{**given, **change}).asset.digest
            == prepare(path, **{**given, **change, "store": tmp_path / "fresh"}).asset.digest)


def test_a_sound_picture_is_described(tmp_path: Path):
    """Format, upright pixels and mode are told by content, whatever the file's name says."""
    path = saved(tmp_path, "a.jpg", photograph(), format="PNG")

    assert probe(path) == Probe("PNG", 600, 400, "RGB")


@pytest.mark.parametrize("suffix", ["jpg", "png", "tiff", "webp"])
@pytest.mark.parametrize("lenient", [True, False])
def test_a_cut_picture_is_damaged(
        tmp_path: Path, store: Path, suffix: str, lenient: bool, monkeypatch: pytest.MonkeyPatch):
    """Half a file is never set as half a picture, even after WeasyPrint has told Pillow to be lenient."""
    path = saved(tmp_path, f"a.{suffix}", photograph())
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)

    assert code_of(path) == "image-damaged"
    with pytest.raises(SourceError, match="image-damaged"):
        prepare(path, width=72, edition=MAIL, store=store)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


def png(width: int, height: int, pixels: bytes, *, interlaced: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b""))


@pytest.mark.parametrize(("data", "code"), [
    (png(20, 20, b"\0" * 21 * 20), ""),
    (png(8, 8, b"\0" * 79, interlaced=1), ""),
    (png(20, 10, b"\0" * 21 * 20), "image-damaged"),
    (png(20, 40, b"\0" * 21 * 20), "image-damaged"),
    (png(9000, 9000, b"\0"), "image-too-large"),
    (png(50_000, 50_000, b"\0"), "image-too-large"),
    (png(20, 20, b"\0" * 500_000_000), "image-damaged"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image-heic"),
    (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "image-unsupported"),
    (b"GIF89a\1\0\1\0\0\0\0;", "image-unsupported"),
    (b"%PDF-1.7", "image-unsupported"),
    (b"\xff\xd8\xff\xe0", "image-damaged"),
    (b"\xff\xd8" + b"\0" * 500, "image-damaged"),
    (b"", "image-damaged"),
    (b"no picture at all", "image-unsupported"),
    (b"<html><body/></html>", "drawing-broken"),
], ids=range(16))
def test_unfit_pictures_are_findings(tmp_path: Path, data: bytes, code: str):
    """A lying header, a bomb, a foreign format: each has its code, and none takes long."""
    path = tmp_path / "a.jpg"
    path.write_bytes(data)

    assert (code_of(path) if code else probe(path).format) == (code or "PNG")


def test_findings_help(tmp_path: Path):
    """The finding stands where the picture is named, and says what to do."""
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")

    with pytest.raises(SourceError) as stopped:
        probe(path, where=Place("issues/82/articles/a.md", 14, 3))

    assert str(stopped.value) == ("issues/82/articles/a.md:14:3: image-heic: IMG_1.HEIC is a HEIC file "
                                  "(export it as JPEG (photographs) or PNG (graphics))")
    assert code_of(tmp_path / "none.jpg") == "image-missing"


def test_pixels_that_are_no_colours_are_refused(tmp_path: Path, store: Path):
    """Measurements in floating point are no picture."""
    path = saved(tmp_path, "a.tiff", Image.new("F", (20, 20), 0.5))

    with pytest.raises(SourceError, match="image-mode"):
        prepare(path, width=72, edition=MAIL, store=store)


def test_random_bytes_in_a_picture_are_found_or_shown(tmp_path: Path, store: Path):
    """Damage anywhere in a file ends in a finding or in a picture, in nothing else."""
    dice = random.Random(11)
    for suffix in ("jpg", "png", "tiff", "webp"):
        out = BytesIO()
        photograph(90, 60).save(out, suffix.replace("jpg", "jpeg"))
        for number in range(60):
            data = bytearray(out.getvalue())
            for _ in range(3):
                data[dice.randrange(len(data) if number % 2 else 60)] = dice.randrange(256)
            path = tmp_path / f"a.{suffix}"
            path.write_bytes(data)
            try:
                assert prepare(path, width=30, edition=PRINT, store=store).width > 0
            except SourceError as stopped:
                assert stopped.findings


def test_a_drawing_is_cleaned_and_keeps_its_shape(tmp_path: Path, store: Path):
    """SVG goes out as SVG, without its script, and counts as sharp at every size."""
    path = tmp_path / "a.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><script>x</script>'
                    '<path d="M0 0h9"/></svg>')

    prepared = prepare(path, width=144, edition=MAIL, store=store)

    assert b"script" not in prepared.asset.path.read_bytes()
    assert (prepared.width, prepared.height, prepared.resolution) == (300, 200, math.inf)
    assert probe(path) == Probe("SVG", 1000, 667, "")
