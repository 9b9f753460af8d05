"""Pictures without loss: the same pixels, compressed by one library on every system."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import deflate
import pytest
from PIL import Image

from rocbpress.figures.images.png import deflated_rows, png_data, png_file
from tests.flow_documents import make_picture, opened, set_body


def noisy(mode):
    """A picture with many colours and, where the mode has it, all opacities."""
    bands = [Image.linear_gradient("L").resize((97, 61)).rotate(90 * turn) for turn in range(len(mode))]
    return Image.merge(mode, bands)


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_no_pixel_changes(mode):
    image = noisy(mode)

    with Image.open(BytesIO(png_file(image))) as opened:
        assert opened.mode == mode
        assert opened.tobytes() == image.tobytes()


def test_a_palette_keeps_to_as_few_bits_as_will_do():
    image = noisy("RGB").quantize(4)

    with Image.open(BytesIO(png_file(image, optimize=True))) as opened:
        assert opened.convert("RGB").tobytes() == image.convert("RGB").tobytes()
    assert png_file(image, optimize=True)[24] == 2  # bits a pixel


def test_the_data_is_one_chunk_of_libdeflates():
    """Whatever zlib Pillow was built with, the bytes are of the library that is the same everywhere."""
    made = png_file(noisy("RGB"))
    data, = png_data(made)

    assert data == deflate.zlib_compress(zlib.decompress(data), 9)
    assert data == deflated_rows(noisy("RGB"))
    assert struct.pack(">I", zlib.crc32(b"IDAT" + data)) in made


def test_pictures_on_a_page_are_of_that_library_too(tmp_path):
    picture = make_picture(tmp_path)
    with opened(set_body(f"<img src={picture.url} alt=Blue>", assets=(picture,)).pdf) as pdf:
        [image] = pdf.pages[0].get_images().values()
        data = image.read_raw_bytes()

    assert data == deflate.zlib_compress(zlib.decompress(data), 9)
