"""The validators run here, and object to what is wrong: a silent one would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

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
    twin = pdf.make_indirect(pikepdf.Dictionary(descriptor))
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
