"""A small tagged PDF with one of everything the structural rules look at, right in every respect."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

FACE = Path(__file__).parents[1] / "fonts" / "source-sans-3" / "SourceSans3_400Regular.ttf"
LETTERS = "abcdefghijklmnopqrstuvwxyz "
WIDTH, HEIGHT = 300, 400
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A sample</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2023-10-31T00:00:00Z</xmp:CreateDate><pdf:Producer>by hand</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def good_document() -> bytes:
    """Two pages: an article with heading, link, note and figure; one with list, table and a group."""
    return _Sample().write()


class _Sample:
    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.codes, font = _font(self.pdf)
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.pages = [self.page(font) for _ in range(2)]
        self.rows: dict[int, Object] = {0: Array(), 1: Array()}
        self.contents = [["/Artifact BMC", "0.5 g 0 0 300 20 re f", "EMC"] for _ in self.pages]
        self.identifiers: dict[str, Object] = {}

    def page(self, font: Object) -> Object:
        entries = Dictionary(Type=Name.Page, MediaBox=[0, 0, WIDTH, HEIGHT], Tabs=Name.S, Annots=Array(),
                             StructParents=len(self.pdf.pages), Resources=Dictionary(Font=Dictionary(F=font)))
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(entries)))
        return self.pdf.pages[-1].obj

    def element(self, kind: str, parent: Object, **entries: Any) -> Object:
        made = self.pdf.make_indirect(Dictionary(
            Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, K=Array(), **entries))
        parent.K.append(made)
        if "ID" in entries:
            self.identifiers[entries["ID"]] = made
        return made

    def text(self, element: Object, page: int, words: str, x: float, y: float) -> Object:
        code = "".join(f"{self.codes[letter]:04x}" for letter in words)
        return self.mark(element, page, f"BT /F 12 Tf {x} {y} Td <{code}> Tj ET")

    def mark(self, element: Object, page: int, operators: str) -> Object:
        mcid = len(self.rows[page])
        self.rows[page].append(element)
        element.Pg = self.pages[page]
        element.K.append(mcid)
        self.contents[page] += [f"/{str(element.S)[1:]} <</MCID {mcid}>> BDC", operators, "EMC"]
        return element

    def link(self, element: Object, page: int, box: list[float], **entries: Any) -> None:
        key = max(self.rows) + 1
        note = self.pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, F=4, Rect=box, StructParent=key, Border=[0, 0, 0],
            P=self.pages[page], **entries))
        self.pages[page].Annots.append(note)
        element.K.append(Dictionary(Type=Name.OBJR, Pg=self.pages[page], Obj=note))
        self.rows[key] = element

    def spot(self, page: int, x: float, y: float) -> Array:
        return Array([self.pages[page], Name.XYZ, x, y, 0])

    def first_article(self, document: Object) -> None:
        article = self.element("Art", document, ID="article:one")
        self.text(self.element("H1", article), 0, "first", 20, 360)
        paragraph = self.text(self.element("P", article), 0, "see the", 20, 330)
        link = self.text(self.element("Link", paragraph), 0, "second", 70, 330)
        self.link(link, 0, [70, 325, 110, 340], Dest=String("two"), Contents="second")
        web = self.text(self.element("Link", paragraph), 0, "site", 120, 330)
        self.link(web, 0, [120, 325, 140, 340], Contents="site",
                  A=Dictionary(S=Name.URI, URI=String("https://www.example.org/")))
        call = self.element("Reference", paragraph)
        called = self.text(self.element("Link", call), 0, "a", 150, 330)
        self.link(called, 0, [150, 325, 160, 340], Dest=self.spot(0, 20, 75), Contents="Note a")
        note = self.element("Note", article, ID="note-1")
        label = self.element("Lbl", note)
        back = self.text(self.element("Link", label), 0, "a", 20, 60)
        self.link(back, 0, [20, 55, 30, 75], Dest=self.spot(0, 150, 340), Contents="Back to the call")
        self.text(note, 0, "a note", 40, 60)
        figure = self.element("Figure", article, Alt="A square", A=Dictionary(
            O=Name.Layout, BBox=[20, 200, 80, 260]))
        self.mark(figure, 0, "0.2 g 20 200 60 60 re f")
        self.mark(figure, 0, "0.8 g 30 210 40 40 re f")

    def second_article(self, document: Object) -> None:
        article = self.element("Art", document, ID="article:two")
        self.text(self.element("H1", article), 1, "second", 20, 360)
        listing = self.element("L", article, A=Dictionary(O=Name.List, ListNumbering=Name.Decimal))
        item = self.element("LI", listing)
        self.text(self.element("Lbl", item), 1, "a", 20, 330)
        self.text(self.element("LBody", item), 1, "item", 40, 330)
        self.text(self.element("H2", article), 1, "part", 20, 300)
        table = self.element("Table", article)
        for y, kind, word in ((270, "TH", "head"), (250, "TD", "cell")):
            row = self.element("TR", table)
            extra = {"A": Dictionary(O=Name.Table, Scope=Name.Column)} if kind == "TH" else {}
            self.text(self.element(kind, row, **extra), 1, word, 20, y)
        self.group(self.element("P", article))

    def group(self, paragraph: Object) -> None:
        """A form with a mark of its own, as a transparency group has."""
        key = max(self.rows) + 1
        form = self.pdf.make_indirect(Stream(
            self.pdf, b"/P <</MCID 0>> BDC 0.3 g 20 100 9 9 re f EMC", Type=Name.XObject, Subtype=Name.Form,
            BBox=[0, 0, WIDTH, HEIGHT], StructParents=key))
        self.pages[1].Resources.XObject = Dictionary(G=form)
        self.contents[1].append("/G Do")
        self.rows[key] = Array([paragraph])
        paragraph.K.append(Dictionary(Type=Name.MCR, Pg=self.pages[1], Stm=form, MCID=0))

    def write(self) -> bytes:
        document = self.element("Document", self.root)
        self.first_article(document)
        self.second_article(document)
        numbers = Array([part for key in sorted(self.rows) for part in (key, self.rows[key])])
        names = [part for name, made in sorted(self.identifiers.items()) for part in (String(name), made)]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = max(self.rows) + 1
        self.root.IDTree = Dictionary(Names=Array(names))
        for page, lines in zip(self.pages, self.contents, strict=True):
            page.Contents = Stream(self.pdf, "\n".join(lines).encode())
        self.catalog()
        out = BytesIO()
        self.pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()

    def catalog(self) -> None:
        root = self.pdf.Root
        root.StructTreeRoot = self.root
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = String("en")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D)])
        root.Names = Dictionary(Dests=Dictionary(Names=[
            String("one"), self.spot(0, 20, 380), String("two"), self.spot(1, 20, 380)]))
        root.Metadata = Stream(self.pdf, PACKET.encode(), Type=Name.Metadata, Subtype=Name.XML)
        outlines = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
        bookmark = self.pdf.make_indirect(Dictionary(
            Title=String("Second"), Parent=outlines, Dest=self.spot(1, 0, 380)))
        outlines.First = outlines.Last = bookmark
        root.Outlines = outlines
        profile = Stream(self.pdf, _srgb(), N=3)
        root.OutputIntents = Array([Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile,
            OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"))])
        self.pdf.docinfo = self.pdf.make_indirect(Dictionary(
            Title=String("A sample"), Producer=String("by hand"), CreationDate=String("D:20231031000000Z")))


def _srgb() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _font(pdf: Pdf) -> tuple[dict[str, int], Object]:
    """A subset of the text face as a composite font, and the glyph of each letter."""
    face = TTFont(FACE, recalcTimestamp=False)
    options = Options(layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6])
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(face)
    out = BytesIO()
    face.save(out)
    scale = 1000 / face["head"].unitsPerEm
    codes = {letter: face.getGlyphID(face.getBestCmap()[ord(letter)]) for letter in LETTERS}
    widths = Array([round(face["hmtx"][name][0] * scale) for name in face.getGlyphOrder()])
    name = Name("/ABCDEF+SourceSans3-Regular")
    program = Stream(pdf, out.getvalue(), Length1=len(out.getvalue()))
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[-500, -300, 1500, 1000], ItalicAngle=0,
        Ascent=1000, Descent=-300, CapHeight=660, StemV=80, FontFile2=program))
    descendant = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity, W=Array([0, widths])))
    pairs = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in codes.items())
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end")
    return codes, pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]), ToUnicode=Stream(pdf, cmap.encode())))
