"""Pieces of WordprocessingML, and the package around them, written by hand so that a test may write
anything."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
              'xmlns:o="urn:schemas-microsoft-com:office:office" '
              'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
              'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
              'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
              'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
              'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
              'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
              'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
              'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"')
_MARKUP = ("<w:", "<m:", "<mc:")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument."
# Of a part: how its root is written, its content type, and the last word of its relationship.
PARTS = {
    "document": ("w:document", f"{_TYPE}wordprocessingml.document.main+xml", "officeDocument"),
    "styles": ("w:styles", f"{_TYPE}wordprocessingml.styles+xml", "styles"),
    "numbering": ("w:numbering", f"{_TYPE}wordprocessingml.numbering+xml", "numbering"),
    "footnotes": ("w:footnotes", f"{_TYPE}wordprocessingml.footnotes+xml", "footnotes"),
    "endnotes": ("w:endnotes", f"{_TYPE}wordprocessingml.endnotes+xml", "endnotes"),
    "comments": ("w:comments", f"{_TYPE}wordprocessingml.comments+xml", "comments"),
    "header1": ("w:hdr", f"{_TYPE}wordprocessingml.header+xml", "header"),
    "footer1": ("w:ftr", f"{_TYPE}wordprocessingml.footer+xml", "footer"),
    "charts/chart1": ("c:chartSpace", f"{_TYPE}drawingml.chart+xml", "chart"),
    "diagrams/data1": ("dgm:dataModel", f"{_TYPE}drawingml.diagramData+xml", "diagramData"),
}
_DRAWING = ('<w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><wp:docPr id="{}" name="{}"{}/>'
            '<a:graphic><a:graphicData uri="{}">{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def t(words: str) -> str:
    """Text of a run."""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def r(words: str, properties: str = "") -> str:
    """A run; `properties` such as `<w:b/>`."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(words)}</w:r>"


def p(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; words that are no markup yet are made a run."""
    inside = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    runs = content if content.startswith(_MARKUP) or not content else r(content)
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{runs}</w:p>"


def item(words: str, number: int, level: int = 0) -> str:
    """An item of a list of numbering.xml: 1 has bullets, 2 numbers."""
    return p(words, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: str) -> str:
    """A table of rows made by `row`."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of cells made by `cell`, or of plain words."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A cell of paragraphs or of plain words."""
    inside = content if content.startswith(("<w:p", "<w:tbl")) else p(content)
    end = "<w:p/>" if inside.endswith("</w:tbl>") else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}{end}</w:tc>"


def text_box(paragraphs: str) -> str:
    """A run with a text box as Word writes it: once as a shape, once for readers that know only VML."""
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
            '<wp:docPr id="7" name="Text Box 7"/><a:graphic><a:graphicData uri="'
            'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
            f"<w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
            "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
            f"<w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>")


def picture(relation: str, alt: str = "", name: str = "Picture 1") -> str:
    """A run with a picture of word/media."""
    described = f" descr={quoteattr(alt)}" if alt else ""
    inside = (f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
              f'<pic:blipFill><a:blip '
              f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
              '<pic:spPr/></pic:pic>')
    return _DRAWING.format(4000000, 3000000, 1, name, described,
                           "http://schemas.openxmlformats.org/drawingml/2006/picture", inside)


def chart(relation: str) -> str:
    """A run with the chart of a part."""
    return _DRAWING.format(5000000, 3000000, 2, "Chart 2", "",
                           "http://schemas.openxmlformats.org/drawingml/2006/chart",
                           f'<c:chart r:id="{relation}"/>')


def diagram(relation: str) -> str:
    """A run with the SmartArt of a part."""
    return _DRAWING.format(5000000, 3000000, 3, "Diagram 3", "",
                           "http://schemas.openxmlformats.org/drawingml/2006/diagram",
                           f'<dgm:relIds r:dm="{relation}"/>')


def field(code: str, result: str) -> str:
    """Runs of a field, with its code and its last result."""
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
            f'{escape(code)} '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


@cache
def png(width: int = 120, height: int = 90, shade: int = 128) -> bytes:
    """A plain picture that is no copy of another of other shade."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([shade, 90, 160]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def package(parts: Mapping[str, str], media: Mapping[str, bytes] | None = None,
            links: Mapping[str, str] | None = None, raw: Mapping[str, bytes] | None = None) -> bytes:
    """A .docx: `parts` by their names in PARTS, as what stands in their roots; relationship ids are
    `document`'s parts' names without folder, `media`'s names, and those given for `links`."""
    files: dict[str, bytes] = {}
    types = ['<Default Extension="rels" '
             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>'
             '<Default Extension="png" ContentType="image/png"/>'
             '<Default Extension="jpeg" ContentType="image/jpeg"/>'
             '<Default Extension="emf" ContentType="image/x-emf"/>']
    relations = []
    for name, content in parts.items():
        root, kind, relation = PARTS[name]
        files[f"word/{name}.xml"] = f"{_HEAD}<{root} {NAMESPACES}>{content}</{root}>".encode()
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>')
        if name != "document":
            relations.append(f'<Relationship Id="{name.rpartition("/")[2]}" Type="{R}/{relation}" '
                             f'Target="{name}.xml"/>')
    for name, data in (media or {}).items():
        files[f"word/media/{name}"] = data
        relations.append(f'<Relationship Id="{name.partition(".")[0]}" Type="{R}/image" '
                         f'Target="media/{name}"/>')
    relations += [f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(target)} '
                  'TargetMode="External"/>' for key, target in (links or {}).items()]
    files["word/_rels/document.xml.rels"] = _wrapped("Relationships", "relationships", "".join(relations))
    files["_rels/.rels"] = _wrapped("Relationships", "relationships", (
        f'<Relationship Id="main" Type="{R}/officeDocument" Target="word/document.xml"/>'))
    files["[Content_Types].xml"] = _wrapped("Types", "content-types", "".join(types))
    return zipped({**dict(sorted(files.items(), key=lambda each: each[0] != "[Content_Types].xml")),
                   **(raw or {})})


def _wrapped(root: str, kind: str, content: str) -> bytes:
    space = f"http://schemas.openxmlformats.org/package/2006/{kind}"
    return f'{_HEAD}<{root} xmlns="{space}">{content}</{root}>'.encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP whose bytes depend on nothing but what is in it."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name, (2023, 7, 3, 0, 0, 0)), data, ZIP_DEFLATED)
    return out.getvalue()
