"""Compression by one library on every system: the zlib that Python brings along differs among them."""

import deflate

_LEVEL = 10  # of 12: a tenth smaller than level 9 of zlib, in the same time


def compress(data: bytes, level: int = _LEVEL) -> bytes:
    """A zlib stream (RFC 1950), as the filter FlateDecode reads it (ISO 32000-1, 7.4.4)."""
    return bytes(deflate.zlib_compress(data, level))
