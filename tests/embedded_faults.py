"""Changes to a file with embedded files, each of which makes one fault."""

from io import BytesIO

import pikepdf
from pikepdf import Name

from rocbpress.assemble.embedded_files import EmbeddedFile, Role, embed
from tests.small_proof import article, bind, flow


def unnamed(pdf):
    del pdf.Root.AF[0].UF


def unrelated(pdf):
    pdf.Root.AF[0].AFRelationship = Name.Original


def loose(pdf):
    del pdf.Root.AF[0]


def tampered(pdf):
    pdf.Root.AF[0].EF.F.write(b"other bytes")


def dateless(pdf):
    del pdf.Root.AF[0].EF.F.Params.ModDate


def disordered(pdf):
    names = pdf.Root.Names.EmbeddedFiles.Names
    first = list(names)[:2]
    del names[0], names[0]
    names.extend(first)


ENCLOSED = (EmbeddedFile("b.md", b"Words\n" * 50, Role.SOURCE, "Words"),
            EmbeddedFile("a.csv", b"a,1\n", Role.DATA, "Numbers"))
DAMAGES = [
    (unnamed, {"enclosure-unsound"}), (unrelated, {"enclosure-unsound"}), (tampered, {"enclosure-unsound"}),
    (dateless, {"enclosure-unsound"}), (loose, {"enclosure-loose", "enclosure-unlisted"}),
    (disordered, {"enclosure-order"})]


def damaged(damage):
    """A file with embedded files, changed."""
    with pikepdf.open(BytesIO(embed(bind([flow("one", article("one", "<p>Some words.</p>"))]),
                                    ENCLOSED).write(()))) as pdf:
        damage(pdf)
        out = BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()
