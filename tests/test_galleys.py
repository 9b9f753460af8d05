from dataclasses import replace

import pytest

from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.cache import galley_entry
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files


@pytest.fixture
def flow(tmp_path):
    return Flow("rpsg", ("rpsg",), Matter.BODY, "Workshops", "Workshops 82", "<p>text</p>",
                (Asset("images/a.jpg", "d1", tmp_path / "a.jpg"),))


GALLEY = Galley("rpsg", b"%PDF-1.7\n\x00\xff\nbinary\n", (GalleyPage("report", 595.2756, 841.8898),),
                (Landmark("rpsg", 0, 52.63, 770.0, "RPSG \u2013 title", 2),),
                (Finding("runt", "last line", Place(block="rpsg#b3"), Severity.WARNING, "reword"),))


def test_a_galley_comes_back_as_it_was_saved(tmp_path, flow):
    """Bytes, landmarks and findings survive the store."""
    cache = Cache(tmp_path)
    galley_entry(cache, "faces", flow).keep(GALLEY)

    assert galley_entry(cache, "faces", flow).find() == GALLEY


@pytest.mark.parametrize("change", [
    {"html": "<p>texts</p>"}, {"name": "rpsg.2"}, {"assets": ()}])
def test_whatever_typesetting_reads_makes_a_miss(tmp_path, flow, change):
    """A changed document, name or picture is never answered with the former galley."""
    cache = Cache(tmp_path)
    galley_entry(cache, "faces", flow).keep(GALLEY)

    assert galley_entry(cache, "faces", replace(flow, **change)).find() is None


def test_a_changed_picture_makes_a_miss(tmp_path, flow):
    """The digest of a picture counts, not its address."""
    cache = Cache(tmp_path)
    galley_entry(cache, "faces", flow).keep(GALLEY)

    assert (
        galley_entry(
            cache, "faces", replace(flow, assets=(Asset("images/a.jpg", "d2", tmp_path / "a.jpg"),))
        ).find()
        is None
    )


def test_what_folios_say_is_no_input(tmp_path, flow):
    """Another section title or running title sets nothing anew."""
    cache = Cache(tmp_path)
    galley_entry(cache, "faces", flow).keep(GALLEY)

    assert (
        galley_entry(cache, "faces", replace(flow, section="Meetings", running="Meetings 82")).find()
        == GALLEY
    )


def test_other_faces_make_a_miss(tmp_path, flow):
    """Faces are part of every key."""
    galley_entry(Cache(tmp_path), "faces", flow).keep(GALLEY)

    assert galley_entry(Cache(tmp_path), "other faces", flow).find() is None


@pytest.mark.parametrize("damage", [
    lambda data: data[:-5], lambda _: b"", lambda data: data.replace(b"binary", b"binery"),
    lambda data: data[1:]])
def test_a_damaged_entry_is_made_again(tmp_path, flow, damage):
    """Truncated or altered entries are no hits."""
    cache = Cache(tmp_path)
    galley_entry(cache, "faces", flow).keep(GALLEY)
    [entry] = [p for p in tmp_path.rglob("*") if p.is_file()]
    entry.write_bytes(damage(entry.read_bytes()))

    assert galley_entry(cache, "faces", flow).find() is None


def test_a_changed_face_makes_a_miss(tmp_path, flow):
    """A face replaced by another under the same name sets all anew."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "a.ttf").write_bytes(b"one")
    galley_entry(Cache(tmp_path), digest_files(fonts), flow).keep(GALLEY)
    (fonts / "a.ttf").write_bytes(b"two")

    assert galley_entry(Cache(tmp_path), digest_files(fonts), flow).find() is None
