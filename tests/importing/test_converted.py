"""Files of other word processors come by way of LibreOffice where it is installed, else with a hint."""

from __future__ import annotations

import shutil

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.importing.importing import import_file
from tests.importing.kept import arrive
from tests.importing.word_xml import p, package, zipped

RTF = r"{\rtf1\ansi {\b A title}\par Words of a report\'2e {\v concealed}\par}"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (
    f'<office:document-content xmlns:office="{_OPEN}:office:1.0" xmlns:text="{_OPEN}:text:1.0" '
    f'office:version="1.2">'
    "<office:body><office:text><text:p>Words of a report.</text:p></office:text></office:body>"
    "</office:document-content>").encode(), "META-INF/manifest.xml": (
    f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
    'manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>').encode()}
FILES = {"report.rtf": RTF.encode(), "report.odt": zipped(ODT)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice is installed")
@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_another_program_becomes_an_article(tmp_path, name):
    """Its words, and a note that somebody else's program was between."""
    path = tmp_path / name
    path.write_bytes(FILES[name])

    arrived = arrive(path, tmp_path / "issue")

    assert "Words of a report." in arrived.text
    assert "concealed" not in arrived.text
    assert "word-converted" in {each.code for each in arrived.imported.findings}


@pytest.mark.parametrize("name", sorted(FILES))
def test_without_libreoffice_there_is_a_hint(tmp_path, monkeypatch, name):
    """One line, which says what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / name
    path.write_bytes(FILES[name])

    with pytest.raises(SourceError) as refused:
        import_file(path, "sent")

    assert [(each.code, each.hint) for each in refused.value.findings] == [
        ("word-old", "open it in its own program, and save it as .docx")]


@pytest.mark.parametrize("name", ["report.rtf", "report.odt", "report.doc"])
def test_what_is_only_named_so_is_never_given_to_it(tmp_path, name):
    """A file that is something else by its first bytes."""
    path = tmp_path / name
    path.write_bytes(b"<html><img src='http://198.51.100.7/x.png'></html>")

    with pytest.raises(SourceError) as refused:
        import_file(path, "sent")

    assert refused.value.findings[0].code == "word-damaged"


def test_a_new_file_by_an_old_name_is_read(tmp_path):
    """A .docx that somebody called .doc."""
    path = tmp_path / "report.doc"
    path.write_bytes(package({"document": f"<w:body>{p('Words of a report.')}</w:body>"}))

    assert "Words of a report." in import_file(path, "sent").files["articles/sent.md"].decode()


@pytest.mark.parametrize("name", ["letter.msg", "report.pages", "report.pdf", "figures.xls", "report"])
def test_other_files_have_a_hint(tmp_path, name):
    """What to save it as."""
    path = tmp_path / name
    path.write_bytes(b"x")

    with pytest.raises(SourceError) as refused:
        import_file(path, "sent")

    assert [(each.code, bool(each.hint)) for each in refused.value.findings] == [("import-kind", True)]
