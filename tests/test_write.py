"""The file as it is written: sound, whole, and the same each time."""

import os
import pickle
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from rocbpress.assemble.write import serialise
from rocbpress.preflight.tagged.rules import check_structure
from tests.flow_documents import opened, some_words
from tests.small_proof import RECORD, article, bind, flow, set_all

BODY = f'<p>{some_words(300)}<span class="note" data-note="1">A note</span></p>'
FLOWS = [flow("one", article("one", BODY), running="Workshops"), flow("two", article("two", BODY))]
CLAIMED = {"ua1": b"<pdfuaid:part>1</pdfuaid:part>", "a3a": b"<pdfaid:part>3</pdfaid:part>",
           "x4": b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"}


@pytest.fixture(scope="module")
def proof():
    return bind(FLOWS)


@pytest.fixture(scope="module")
def data(proof):
    return proof.write(("ua1", "a3a"))


def test_the_file_is_sound(data):
    """qpdf's library finds no fault of syntax, and it is PDF 1.7 with its objects packed."""
    pdf = opened(data)

    assert data.startswith(b"%PDF-1.7\n")
    assert pdf.check_pdf_syntax() == []
    assert b"/Type/ObjStm" in data and b"/Type/XRef" in data


def test_lengths_are_exact(data):
    """Each stream ends where its /Length says: stricter readers than most check it."""
    ends = [(match.end() + int(match[1]), match[1]) for match in
            re.finditer(rb"/Length (\d+)>>\nstream\n", data)]

    assert len(ends) == data.count(b"\r\nendstream\nendobj\n") > 10
    assert all(data.startswith(b"\r\nendstream\nendobj\n", end) for end, _ in ends)


def test_nothing_unreachable_is_written(data):
    """Every object of the file is reached from its trailer, but those that hold the others."""
    pdf = opened(data)
    reached, todo = set(), [pdf.trailer]
    while todo:
        holder = todo.pop()
        if isinstance(holder, pikepdf.Object) and holder.is_indirect:
            if holder.objgen in reached:
                continue
            reached.add(holder.objgen)
        if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)):
            todo.extend(value for _, value in holder.items())
        elif isinstance(holder, pikepdf.Array):
            todo.extend(holder)

    carriers = {each.objgen for each in pdf.objects
                if isinstance(each, pikepdf.Stream) and each.get("/Type") in ("/ObjStm", "/XRef")}
    assert {each.objgen for each in pdf.objects if each.is_indirect} - carriers == reached


def test_the_same_issue_is_the_same_file(proof, data):
    """Written again, or assembled again: the same bytes."""
    assert proof.write(("ua1", "a3a")) == data
    assert bind(FLOWS).write(("ua1", "a3a")) == data


ELSEWHERE = """
import hashlib, pickle, sys
from pathlib import Path
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.workspace.workspace import Workspace
flows, galleys, record = pickle.loads(Path(sys.argv[1]).read_bytes())
layout = read_layout(Workspace(Path(sys.argv[2])), "rocb")
proof = assemble(flows, galleys, paginate(flows, galleys), layout, EDITIONS["mail"], record,
                 read_printer(layout, "fogra39"), Path(sys.argv[2]) / "fonts")
print(hashlib.sha256(proof.write(("ua1", "a3a"))).hexdigest())
"""


def test_neither_hash_seed_nor_time_zone_matters(tmp_path):
    """The bytes depend on the issue alone."""
    given_there = tmp_path / "galleys"
    given_there.write_bytes(pickle.dumps((FLOWS, set_all(FLOWS), RECORD)))

    said = [subprocess.run([sys.executable, "-c", ELSEWHERE, given_there, Path(__file__).parents[1]],
                           env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}, cwd=tmp_path,
                           check=True, capture_output=True, text=True).stdout
            for seed, zone in (("1", "Asia/Bangkok"), ("2", "UTC"))]

    assert said[0] == said[1] and len(said[0].strip()) == 64


@pytest.mark.parametrize("claims", [(), ("ua1",), ("ua1", "a3a"), ("x4",)])
def test_claims_are_written_only_when_asked(proof, claims):
    """A file says of itself what was proven of it, and nothing else."""
    written = proof.write(claims)

    assert {claim for claim, words in CLAIMED.items() if words in written} == set(claims)
    assert (b"pdfuaid" in written) == ("ua1" in claims)


def test_a_claim_changes_nothing_but_the_claim(proof):
    """What was proven without it holds with it."""
    bare, claimed = (opened(proof.write(claims)) for claims in ((), ("ua1", "a3a")))

    assert len(bare.objects) == len(claimed.objects)
    for before, after in zip(bare.pages, claimed.pages, strict=True):
        assert [part.read_raw_bytes() for part in before.Contents] == [
            part.read_raw_bytes() for part in after.Contents]
    assert bare.trailer.ID[0] != claimed.trailer.ID[0]


def test_the_file_passes_our_own_proof(proof):
    """With the claims, and without."""
    assert check_structure(proof.write(())) == check_structure(proof.write(("ua1", "a3a"))) == ()


def test_both_records_agree(data):
    """XMP and /Info tell of one title, author, subject, producer and date, which is the issue's."""
    pdf = pikepdf.open(BytesIO(data))  # a file of its own: to close the metadata writes them anew
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        told = [xmp["dc:title"], xmp["dc:creator"], xmp["dc:description"], xmp["pdf:Producer"],
                xmp["xmp:CreateDate"], xmp["xmp:ModifyDate"], xmp["dc:language"]]

    info = pdf.docinfo
    assert told == [RECORD.title, [RECORD.author], RECORD.subject, RECORD.producer, "2023-10-31T00:00:00Z",
                    "2023-10-31T00:00:00Z", {"en"}]
    assert [str(info[key]) for key in ("/Title", "/Author", "/Subject", "/Producer")] == [
        RECORD.title, RECORD.author, RECORD.subject, RECORD.producer]
    assert str(info.CreationDate) == str(info.ModDate) == "D:20231031000000Z"
    packet = opened(data).Root.Metadata
    assert [str(packet.Type), str(packet.Subtype)] == ["/Metadata", "/XML"]
    assert "/Filter" not in packet


def test_readers_open_it_as_a_publication(data):
    """Tagged, in its language, under its title, with the bookmarks shown and sRGB meant."""
    root = opened(data).Root

    assert root.Lang == "en" and root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    assert root.PageMode == "/UseOutlines"
    [intent] = root.OutputIntents
    assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3


def test_a_file_for_the_press_is_identified(data):
    """By what it was made from: the same issue has the same DocumentID (ISO 15930-7)."""
    written = [bind(flows, edition="print").write(()) for flows in (FLOWS, FLOWS, FLOWS[:1])]

    found = [re.search(rb"<xmpMM:DocumentID>uuid:(.*)</", each)[1].decode() for each in written]
    assert found[0] == found[1] != found[2]
    assert [str(UUID(text)) for text in found] == found
    assert opened(written[0]).docinfo.Trapped == "/False"
    assert b"DocumentID" not in data and "/Trapped" not in opened(data).docinfo


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.floats(-30000, 30000).map(lambda number: round(number, 4))


@settings(deadline=None)
@given(TEXT, TEXT, st.binary(max_size=20), NUMBER, st.integers(-2**31, 2**31 - 1), st.booleans())
def test_values_are_read_as_they_were_meant(text, name, data, real, whole, yes):
    """Strings in any script, names with any character, numbers of any size."""
    name = "/N" + name.replace("\0", "")
    values = ArrayObject([TextStringObject(text), NameObject(name), ByteStringObject(data), FloatObject(real),
                          NumberObject(whole), BooleanObject(yes), NullObject(),
                          DictionaryObject({NameObject(name): ArrayObject()})])
    pages = DictionaryObject({NameObject("/Type"): NameObject("/Pages"), NameObject("/Kids"): ArrayObject(),
                              NameObject("/Count"): NumberObject(0)})
    catalog = DictionaryObject({NameObject("/Type"): NameObject("/Catalog"), NameObject("/Pages"): pages,
                                NameObject("/V"): values})
    written = serialise(catalog, DictionaryObject())

    read = opened(written).Root.V
    assert str(read[0]) == text and str(read[1]) == name and bytes(read[2]) == data
    assert float(read[3]) == pytest.approx(real, abs=1e-5)
    assert [read[4], read[5], read[6]] == [whole, yes, None]
    assert list(read[7].keys()) == [name]
