"""A photograph that tells of its owner, and what nobody else may learn of it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRETS = (b"Louis's telephone", b"L. Chan's own", b"SN-123456", b"SN-lens-9", b"the notes of a maker",
           b"Melaka", b"2,11.4N")
XMP = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''
 xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:aux='http://ns.adobe.com/exif/1.0/aux/'
 xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
 exif:GPSLatitude="2,11.4N" aux:SerialNumber="SN-123456" dc:format="kept">
<photoshop:City>Melaka</photoshop:City></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(kind: str) -> bytes:
    """A photograph that tells all, turned aside and with a profile."""
    image = Image.effect_mandelbrot((900, 700), (-2, -1, 1, 1), 40).convert("RGB")
    exif = image.getexif()
    exif[0x0112], exif[0x010F], exif[0x013C] = 6, "A maker", "Louis's telephone"
    own = exif.get_ifd(0x8769)
    own[0xA430], own[0xA431], own[0xA435] = "L. Chan's own", "SN-123456", "SN-lens-9"
    own[0x927C], own[0x9003] = b"the notes of a maker", "2023:07:03 10:00:00"
    position = exif.get_ifd(0x8825)
    position[1], position[2], position[3], position[4] = "N", (2.0, 11.0, 24.0), "E", (102.0, 15.0, 3.0)
    out = BytesIO()
    more: dict[str, object] = {"xmp": XMP} if kind in ("JPEG", "WEBP") else {}
    if kind == "PNG":
        words = PngInfo()
        words.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
        words.add_text("Raw profile type exif", "exif\n  20\n4c2e")
        more = {"pnginfo": words}
    image.save(out, kind, exif=exif, icc_profile=PROFILE, **more)
    return out.getvalue()
