"""The archive edition carries what made it, and from that it is made again to the byte."""

import hashlib
import json
import mimetypes
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from rocbpress.assemble.embedded_files import EmbeddedFile, Role, embed, faces_of
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.press.source_files import collect
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.workspace import Workspace
from tests.embedded_faults import (
    DAMAGES,
    ENCLOSED,
    damaged,
)
from tests.photographs import ROOT, encoded, make_issue, photograph
from tests.small_proof import RECORD, article, bind, flow

ARCHIVE = EDITIONS["archive"]
PHOTO = encoded(photograph(5, (1300, 900)))
ARTICLE = """\
---
title: About colours
kind: report
authors: [{name: Ms Photographer, photo: images/écran.jpg, alt: A field}]
---
Words before.

![A field in four colours](images/colours.jpg)

![A small field](images/dot.png)

```bars
title: Shares
data: data/shares.csv
unit: "%"
```
"""
LOCK = b'{"layout": {"name": "another", "sha256": ""}}'  # of a layout that the issue names no more
LEFT_OVER = ("articles/draft.md", "images/unused.jpg", "images/.hidden.jpg", "issue.yaml~")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    """An issue with pictures of three kinds, a table, and files that are no part of it."""
    made = make_issue(tmp_path_factory.mktemp("workspace"), {"colours.jpg": PHOTO})
    folder = made.issues / "7"
    (folder / "articles" / "colours.md").write_text(ARTICLE, "utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "shares.csv").write_text("label,Share\nBeer,57.9\nSpirits,12.1\n", "utf-8")
    (folder / "images" / "écran.jpg").write_bytes(encoded(photograph(6, (300, 400))))
    photograph(7, (40, 40)).save(folder / "images" / "dot.png")
    for name in LEFT_OVER:
        (folder / name).write_bytes(b"---\ntitle: Draft\nkind: report\n---\n")
    (folder / "issue.lock").write_bytes(LOCK)
    return made


def printed(workspace: Workspace, edition: str = "archive") -> bytes:
    order = Job(workspace, 7, EDITIONS[edition], 1, None)
    return press(order, lambda _done, _total: None).data


@pytest.fixture(scope="module")
def data(workspace) -> bytes:
    return printed(workspace)


@pytest.fixture(scope="module")
def carried(data) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return {each.filename: each.get_file().read_bytes() for each in pdf.attachments.values()}


def test_it_carries_what_the_issue_is_made_of(workspace, carried):
    """Manifest, article, pictures, table, publishers, layout and faces, as they are in the workspace."""
    own = {name for name in carried if name.startswith("issues/")}

    assert own == {"issues/publishers.yaml", *(f"issues/7/{name}" for name in (
        "issue.yaml", "articles/colours.md", "images/colours.jpg", "images/écran.jpg", "images/dot.png",
        "data/shares.csv"))}
    layout = {path.relative_to(ROOT).as_posix() for path in (ROOT / "layouts" / "rocb").rglob("*")
              if path.is_file()}
    assert layout <= set(carried)
    assert all((workspace.root / name).read_bytes() == data for name, data in carried.items()
               if name != "rocbpress.json")


def test_faces_come_with_their_licences(carried):
    """Whole files of every face, each with the licence that lies beside it."""
    faces = [Path(name) for name in carried if name.startswith("fonts/") and name.endswith(".ttf")]

    assert faces and {face.parent / "OFL.txt" for face in faces} <= set(map(Path, carried))


def test_from_what_it_carries_it_is_made_again(carried, data, tmp_path):
    """Unpacked into an empty folder, the issue becomes the same file to the byte."""
    for name, content in carried.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    # Fontconfig is global to a process, so other faces need another one.
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from rocbpress.cli.app import main; main()",
            "render",
            "7",
            "--root",
            tmp_path,
            "--edition",
            "archive",
        ],
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "build" / "7" / "rocb-7-archive.pdf").read_bytes() == data


def test_the_same_issue_is_the_same_archive(workspace, data):
    """Made twice: one file."""
    assert printed(workspace) == data


def test_the_record_tells_versions_and_digests(carried):
    """Every other file with its SHA-256 and size, in order, and every package with its version.

    Python and the system's libraries are not in it: two that set the same pages make the same file.
    """
    record = json.loads(carried["rocbpress.json"])

    assert [(each["path"], each["size"], each["sha256"]) for each in record["files"]] == [
        (name, len(carried[name]), hashlib.sha256(carried[name]).hexdigest())
        for name in sorted(carried) if name != "rocbpress.json"]
    assert record["issue"] == 7 and record["engines"]["weasyprint"]
    assert "python" not in record and not {"pango", "harfbuzz"} & record["engines"].keys()


def test_only_the_archive_carries_files(workspace):
    """What is mailed and what is printed hold no sources."""
    pdf = pikepdf.open(BytesIO(printed(workspace, "mail")))

    assert "/AF" not in pdf.Root and "/EmbeddedFiles" not in pdf.Root.Names


def test_each_file_says_how_it_belongs_to_the_document(data):
    """Associated with the document as source, data or supplement, with type, date, size and digest."""
    pdf = pikepdf.open(BytesIO(data))
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    specifications = dict(zip(map(str, names[::2]), names[1::2], strict=True))

    assert [each.objgen for each in pdf.Root.AF] == [each.objgen for each in specifications.values()]
    said = {name: (str(each.AFRelationship), str(each.EF.F.Subtype)) for name, each in specifications.items()}
    assert said["issues/7/issue.yaml"] == ("/Source", "/application/yaml")
    assert said["issues/7/data/shares.csv"] == ("/Data", "/text/csv")
    assert said["issues/7/images/dot.png"] == ("/Source", "/image/png")
    assert said["rocbpress.json"] == ("/Supplement", "/application/json")
    assert said["fonts/source-sans-3/SourceSans3_700Bold.ttf"] == ("/Supplement", "/font/ttf")
    accented = specifications["issues/7/images/%C3%A9cran.jpg"]
    assert str(accented.UF) == "issues/7/images/écran.jpg"
    assert all(each.Desc and str(each.EF.F.Params.ModDate) == "D:20240131000000Z"
               for each in specifications.values())


def test_texts_are_compressed_and_photographs_are_not_again(data):
    """A JPEG stands in the file as it is."""
    pdf = pikepdf.open(BytesIO(data))
    files = {str(each.UF): each.EF.F for each in pdf.Root.AF}

    assert files["issues/7/images/colours.jpg"].read_raw_bytes() == PHOTO
    assert files["rocbpress.json"].Filter == "/FlateDecode"


def test_the_file_passes_our_own_proof(data):
    """And is sound to qpdf's library."""
    assert check_structure(data) == ()
    assert pikepdf.open(BytesIO(data)).check_pdf_syntax() == []


@pytest.mark.parametrize(("damage", "codes"), DAMAGES)
def test_a_damaged_enclosure_is_found(damage, codes):
    """Before anything is claimed of the file."""
    assert {finding.code for finding in check_structure(damaged(damage))} == codes


@pytest.fixture(scope="module")
def proof():
    return bind([flow("one", article("one", "<p>Some words.</p>"))])


def test_enclosing_changes_no_page(proof):
    """The proof that came is written as before; the other has the files and the same pages."""
    before = proof.write(())
    after = embed(proof, ENCLOSED)

    assert proof.write(()) == before
    assert after.digest != proof.digest and embed(proof, ()) is proof
    old, new = (pikepdf.open(BytesIO(each)) for each in (before, after.write(())))
    assert [part.read_bytes() for page in old.pages for part in page.Contents] == [
        part.read_bytes() for page in new.pages for part in page.Contents]
    assert str(new.docinfo.Title) == RECORD.title and list(new.attachments) == ["a.csv", "b.md"]


def test_faces_that_nothing_names_stay_at_home(proof, workspace):
    """A family is carried if it is in the file, or named by layout or styles; then the whole of it."""
    assert "SourceSerif4-Regular" in faces_of(proof) and "ZenKurenaido-Regular" not in faces_of(proof)
    manuscript, layout = read_manuscript(workspace, 7), read_layout(workspace, "rocb")
    plain = flow("one", article("one", "<p>Words.</p>"))
    bare = collect(ARCHIVE, workspace, manuscript, layout, [plain], faces_of(proof))
    signed = collect(ARCHIVE, workspace, manuscript, layout, [plain],
                     {*faces_of(proof), "ZenKurenaido-Regular"})

    families = [{each.name.split("/")[1] for each in found if each.name.startswith("fonts/")}
                for found in (bare, signed)]
    assert "zen-kurenaido" not in families[0] and families[1] == families[0] | {"zen-kurenaido"}
    assert {"source-serif-4", "source-sans-3"} <= families[0]


@pytest.mark.parametrize("name", [
    "a.css", "a.csv", "a.txt", "a.json", "a.png", "a.JPEG", "a.jpg", "a.tif", "a.svg"])
def test_files_are_of_the_types_that_programs_know(name):
    """Those of the standard library: whoever opens an attachment gets the program that is meant for it."""
    assert EmbeddedFile(name, b"", Role.SOURCE, "").media_type == (
        mimetypes.MimeTypes().guess_type(name)[0])
