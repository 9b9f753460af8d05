"""The validators run here, and object to what is wrong: a silent one would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.conformance.ink import ink_complaints
from tests.conformance.proofs import relabelled
from tests.conformance.validators import one_program_a_face, page_validation, pdffonts, qpdf_check, verapdf
from tests.tagged_document import good_document


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(good_document())
    return path


def without(good: Path, change: Callable[[pikepdf.Pdf], object]) -> Path:
    with pikepdf.open(BytesIO(good.read_bytes())) as pdf:
        change(pdf)
        pdf.save(good, fix_metadata_version=False)
    return good


def untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def unembed(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor.FontFile2


def embed_twice(pdf: pikepdf.Pdf) -> None:
    descriptor = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor
    twin = pdf.make_indirect(pikepdf.Dictionary(dict(descriptor.items())))
    twin.FontFile2 = pdf.make_stream(descriptor.FontFile2.read_bytes())
    pdf.Root.Twin = twin


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("validator", [page_validation, verapdf])
def test_a_right_document_passes_and_an_untagged_one_fails(
        validator: Callable[[Path, str], tuple[str, ...]], profile: str, good: Path):
    """Both validators pass the sample in both profiles, and miss its mark of being tagged."""
    assert validator(good, profile) == ()
    assert validator(without(good, untag), profile)


def test_a_relabelled_copy_is_held_against_the_other_claim(good: Path, tmp_path: Path):
    """The copy passes as PDF/A-2b, which the original does not claim."""
    assert verapdf(good, "2b")
    assert verapdf(relabelled(good, tmp_path / "copy.pdf"), "2b") == ()
    assert page_validation(tmp_path / "copy.pdf", "2b") == ()


def test_qpdf_objects_to_a_cut_file(good: Path):
    """Syntax is checked to the end of the file."""
    assert qpdf_check(good) == ()

    good.write_bytes(good.read_bytes()[:-200])

    assert qpdf_check(good)


def test_fonts_are_looked_at(good: Path):
    """A font without its program, and a face with two, are complained of."""
    assert pdffonts(good) == one_program_a_face(good) == ()
    assert "2 font programs" in one_program_a_face(without(good, embed_twice))[0]
    assert "not embedded" in pdffonts(without(good, unembed))[0]


SMALL, LARGE = b"BT /F 10 Tf 20 150 Td <0007000a> Tj ET", b"BT /F 40 Tf 20 20 Td <0007000a> Tj ET"


@pytest.mark.parametrize(("content", "complaint"), [
    (b"0 0 0 1 k " + SMALL, ""), (b"0 0 0 .7 k " + SMALL, ""), (b"1 .7 0 .4 k " + LARGE, ""),
    (b".1 .03 .01 0 k 0 0 900 900 re f 0 0 0 1 k " + SMALL, ""),
    (b"1 .7 .1 .4 k 0 0 900 900 re f 0 .5 1 0 k " + SMALL, ""),
    (b"1 .7 0 .4 k " + SMALL, "not black alone"), (b".6 .4 .4 1 k " + SMALL, "not black alone"),
    (b"1 .7 .7 .6 k 0 0 20 20 re f", ""), (b"1 .7 .7 .7 k 0 0 20 20 re f", "up to 31"),
])
def test_ink_is_measured_as_it_is_laid_down(good: Path, content: bytes, complaint: str):
    """Small text on paper is black alone, nothing is over 300 percent and two points."""
    with pikepdf.open(BytesIO(good.read_bytes())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(good)

    found = ink_complaints(good)

    assert len(found) == bool(complaint) and complaint in "".join(found)
