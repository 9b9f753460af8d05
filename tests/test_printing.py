"""Printers' profiles: given, of a layout's own, and faulty."""

import shutil

import pytest

from rocbpress.findings.errors import LayoutError
from rocbpress.layout.colour import Colour
from rocbpress.layout.printer import GIVEN, over_inked, read_printer
from tests.small_proof import layout

OWN = 'condition = "FOGRA51"\ndescription = "Ours"\nicc = "FOGRA39L_coated.icc"\ntotal_ink = 280\n'


def read(tmp_path, text, name="ours", **files):
    """The profile `name` of a layout whose own profile is `text`."""
    folder = tmp_path / "profiles"
    folder.mkdir(exist_ok=True)
    (folder / "ours.toml").write_text(text, "utf-8")
    for file, data in files.items():
        (folder / f"{file}.icc").write_bytes(data)
    return read_printer(layout().model_copy(update={"folder": tmp_path}), name)


def test_the_given_profile_is_the_settled_one():
    """FOGRA39, 300 %, 3 mm at least, marks, and an ICC file that is there."""
    printer = read_printer(layout(), "fogra39")

    assert (printer.condition, printer.ink, printer.marks) == ("FOGRA39", 300, True)
    assert 3 <= printer.bleed * 25.4 / 72 < 3.001 and printer.icc.is_file()


def test_a_printer_may_have_his_own(tmp_path):
    """In the layout's folder, with a given ICC file or one beside it."""
    assert read(tmp_path, OWN).condition == "FOGRA51"
    assert read(tmp_path, OWN, "fogra39").condition == "FOGRA39"
    shutil.copy(GIVEN / "FOGRA39L_coated.icc", tmp_path / "profiles" / "press.icc")
    assert read(tmp_path, OWN.replace("FOGRA39L_coated", "press")).icc.parent == tmp_path / "profiles"


@pytest.mark.parametrize(("text", "code", "words"), [
    (OWN.replace("FOGRA39L_coated", "FOGRA39L_coatd"), "printer-icc", "FOGRA39L_coated.icc"),
    (OWN.replace("FOGRA39L_coated.icc", "../layout.toml"), "printer-icc", "no ICC file"),
    (OWN.replace("FOGRA39L_coated", "screen"), "printer-icc", "not an ICC profile of a press"),
    (OWN + "bleed_mm = 5\n", "printer-bleed", "5 mm"),
    (OWN + "bleed_mm = 1\n", "printer-invalid",
     ":5:12: printer-invalid: bleed_mm is 1, but must be 3 or more"),
    (OWN + "ink = 3\n", "printer-invalid", ":5:1: printer-invalid: unknown key: ink"),
    (OWN.replace("280", "500"), "printer-invalid",
     ":4:13: printer-invalid: total_ink is 500, but must be 400 or less"),
    (OWN + "condition = [", "printer-syntax", ":5:14: printer-syntax: the file ends within a value"),
])
def test_a_faulty_profile_is_refused(tmp_path, text, code, words):
    """With the file that is at fault, and what is wrong in it."""
    with pytest.raises(LayoutError) as refused:
        read(tmp_path, text, screen=b"\0" * 200)

    [found] = refused.value.findings
    assert found.code == code and words in str(found) and "profiles/ours.toml" in str(found)


def test_an_unknown_profile_is_refused():
    """With the nearest that there is."""
    with pytest.raises(LayoutError, match="did you mean fogra39"):
        read_printer(layout(), "fogra93")


def test_the_palette_is_held_against_the_limit():
    """The layout's own colours fit; one that does not is named."""
    printer = read_printer(layout(), "fogra39")
    heavy = layout().model_copy(
        update={"palette": {"mud": Colour((0, 0, 0), (0.9, 0.8, 0.8, 0.6))}})

    assert over_inked(layout(), printer) == ()
    [found] = over_inked(heavy, printer)
    assert found.code == "palette-ink" and "mud" in found.message and "310 %" in found.message
