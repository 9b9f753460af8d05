"""What a photograph tells of its owner goes into no archive; the picture itself is untouched."""

from __future__ import annotations

import shutil
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image, IptcImagePlugin

from rocbpress.archive.embedded import read_embedded
from rocbpress.archive.lock import lock_issue
from rocbpress.archive.restore import restore
from rocbpress.archive.verify import Verdict, verify_issue
from rocbpress.figures.images.private import without_private
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.private_pictures import SECRETS, photograph
from tests.small_issue import HEAD, ISSUE, make
from tests.workspaces import ROOT


def said(data: bytes) -> tuple[object, ...]:
    """What must stay: pixels, profile, how the camera was held, who made it and when."""
    with Image.open(BytesIO(data)) as image:
        exif = image.getexif()
        return (image.tobytes(), image.info.get("icc_profile"), exif.get(0x0112), exif.get(0x010F),
                exif.get_ifd(0x8769).get(0x9003))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_only_what_is_private_is_cut(kind):
    """Nowhere in the file are the words of the owner, and its position is gone; all else is as it was."""
    data = photograph(kind)
    clean = without_private(data)
    with Image.open(BytesIO(clean)) as image:
        exif, packet = image.getexif(), image.info.get("xmp", b"") or b""
        assert exif.get_ifd(0x8825) == {} and 0x8825 not in exif and 0x013C not in exif
        assert not exif.get_ifd(0x8769).keys() & {0x927C, 0xA430, 0xA431, 0xA435}

    assert clean != data and said(clean) == said(data)
    assert not [secret for secret in SECRETS if secret in clean + bytes(packet)]
    assert without_private(clean) == clean
    if kind != "PNG":  # what is cut is overwritten in its place
        assert len(clean) == len(data)


def test_the_picture_behind_the_picture_is_cut_too():
    """Telephones write pairs of pictures into one file, each with its own position."""
    twice = photograph("JPEG") * 2

    assert without_private(twice) == without_private(photograph("JPEG")) * 2


def test_places_of_agencies_are_cut():
    """IPTC: the city goes, the caption stays."""
    def dataset(number: int, words: bytes) -> bytes:
        return b"\x1c\x02" + bytes([number]) + len(words).to_bytes(2, "big") + words
    held = dataset(120, b"Customs officers") + dataset(90, b"Melaka")
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(held).to_bytes(4, "big") + held
    plain = BytesIO()
    Image.new("RGB", (40, 30)).save(plain, "JPEG")
    data = plain.getvalue()
    clean = without_private(data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:])
    with Image.open(BytesIO(clean)) as image:
        found = IptcImagePlugin.getiptcinfo(image)

    assert found == {(2, 120): b"Customs officers", (2, 90): b"      "}


@pytest.mark.parametrize("data", [
    b"", b"\xff\xd8\xff", b"II*\0\xff\xff\xff\xff", b"RIFF\0\0\0\0WEBPEXIF\xff",
    b"\x89PNG\r\n\x1a\n\0\0\xff\xffIDAT", b"<svg/>", b"MM\0*\0\0\0\x08\xff\xff"])
def test_what_is_damaged_is_left(data):
    """It is told elsewhere."""
    assert without_private(data) == data


def archive(root, number: int = 5) -> tuple[bytes, list[str]]:
    made = press(Job(Workspace(root), number, EDITIONS["archive"], 2, None), lambda *_: None)
    return made.data, [finding.code for finding in made.result.findings]


def test_a_restored_workspace_makes_the_same_archive(tmp_path):
    """Byte for byte, and verified as identical, though its pictures and the logo have been cut.

    With `photographs: originals` none is, and each is told.
    """
    originals = {f"issues/5/images/a.{kind}": photograph(kind.upper())
                 for kind in ("jpeg", "tiff", "png", "webp")}
    body = "Words.\n\n" + "".join(f'![A port]({name[9:]} "The port")\n\n' for name in originals)
    root = tmp_path / "first"
    make(root, head=HEAD, body=body, issue=ISSUE + "lower: [page-thin]\n", files={
        "../publishers.yaml": "office: {name: The Office, short: Office, logo: logo.png}\n"})
    (root / "layouts").rmdir()
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    originals["issues/logo.png"] = photograph("PNG")
    for name, original in originals.items():
        (root / name).write_bytes(original)
    for name in ("opening.jpg", "chan.jpg"):
        (root / "issues" / "5" / "images" / name).unlink()
    data, codes = archive(root)
    restored = tmp_path / "restored"
    restore(data, restored)
    again, _ = archive(restored)
    lock_issue(Workspace(root), 5, {"archive": data})
    for name in ("issue.lock", ".lock", ".layout"):
        (root / "issues" / "5" / name).rename(restored / "issues" / "5" / name)
    [verified] = verify_issue(Workspace(restored), 5, 2, lambda _done, _total: None)
    kept = shutil.copytree(root, tmp_path / "kept", symlinks=True)
    (kept / "issues" / "5" / "issue.yaml").write_text(ISSUE + "photographs: originals\nlower: [page-thin]\n")
    whole, told = archive(kept)

    carried, left = ({each.name: each.data for each in read_embedded(made)} for made in (data, whole))
    for name, original in originals.items():
        assert carried[name] == without_private(original) and left[name] == original
        assert not [secret for secret in SECRETS if secret in carried[name]]
    assert sha256(again).hexdigest() == sha256(data).hexdigest()
    assert verified.verdict is Verdict.IDENTICAL
    assert told.count("photograph-private") == 5 and "photograph-private" not in codes
