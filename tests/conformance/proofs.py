"""Which validators an edition must satisfy, by the claims of its kind."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Dictionary, Name, Stream

from rocbpress.layout.editions import EDITIONS, Edition
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import PrinterProfile, read_printer
from rocbpress.preflight.paper.x4 import check_x4
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.workspace.workspace import Workspace
from tests.conformance.ink import ink_complaints
from tests.conformance.validators import one_program_a_face, page_validation, pdffonts, qpdf_check, verapdf

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def edition_of(path: Path) -> Edition:
    """The kind of edition, told from the file's name; mail has no suffix of its own."""
    for edition in EDITIONS.values():
        if edition.suffix and path.stem.endswith(edition.suffix):
            return edition
    return EDITIONS["mail"]


def complaints(path: Path) -> tuple[str, ...]:
    """All that the validators and our own check say against a finished edition."""
    found = [*qpdf_check(path), *pdffonts(path), *one_program_a_face(path)]
    if "a3a" in edition_of(path).claims:
        found += map(str, check_structure(path.read_bytes()))
        for profile in ("ua1", "3a"):
            found += [*page_validation(path, profile), *verapdf(path, profile)]
        return tuple(found)
    with TemporaryDirectory() as folder:
        copy = relabelled(path, Path(folder) / path.name)
        return (*found, *page_validation(copy, "2b"), *verapdf(copy, "2b"), *ink_complaints(path),
                *map(str, check_x4(path.read_bytes(), _printer())))


def _printer() -> PrinterProfile:
    return read_printer(read_layout(Workspace(Path(__file__).parents[2]), "rocb"), "fogra39")


def relabelled(path: Path, copy: Path) -> Path:
    """A PDF/X-4 file claimed to be PDF/A-2b instead: nobody validates X-4, but A-2b has the same fonts
    and streams, and forbids colour that the output intent does not cover."""
    with pikepdf.open(path) as pdf:
        for intent in pdf.Root.OutputIntents:
            intent.S = Name.GTS_PDFA1
        pdf.Root.Metadata = Stream(pdf, _PACKET.encode(), Type=Name.Metadata, Subtype=Name.XML)
        pdf.trailer.Info = pdf.make_indirect(Dictionary())
        pdf.save(copy, fix_metadata_version=False, static_id=True)
    return copy
