"""Changes to a tagged file, each of which makes one fault of structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.tagged_document import good_document


def elements(pdf: Pdf, kind: str) -> list[Object]:
    def walk(holder: Object) -> Iterator[Object]:
        for kid in holder.K:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if str(kid.S) == f"/{kind}":
                    yield kid
                yield from walk(kid)
    return list(walk(pdf.Root.StructTreeRoot))


def first(pdf: Pdf, kind: str) -> Object:
    return elements(pdf, kind)[0]


def notes(pdf: Pdf, page: int = 0) -> list[Object]:
    """The annotations of a page: to the second article, to a site, to the note, back from it."""
    return list(pdf.pages[page].obj.Annots)


def broken(change: Callable[[Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(good_document())) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def content(page: int, old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = pdf.pages[page].obj.Contents
        assert old in stream.read_bytes()
        stream.write(stream.read_bytes().replace(old, new, 1))
    return change


def without(kind: str, *keys: str) -> Callable[[Pdf], None]:
    """Drop an entry, or the last key of a chain of entries, from the first element of a kind."""
    def change(pdf: Pdf) -> None:
        holder = first(pdf, kind)
        for key in keys[:-1]:
            holder = holder[key]
        del holder[keys[-1]]
    return change


def catalog(change: Callable[[Object], object]) -> Callable[[Pdf], object]:
    return lambda pdf: change(pdf.Root)


def rotate_parent_tree(pdf: Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    turned = [row[(index + 1) % len(row)] for index in range(len(row))]
    for index, element in enumerate(turned):
        row[index] = element


def lose_an_element(pdf: Pdf) -> None:
    pdf.Root.Extensions = Dictionary(Lost=pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.P, P=pdf.Root.StructTreeRoot, K=Array())))


def split_an_article(pdf: Pdf) -> None:
    article = first(pdf, "Art")
    rest = pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.Art, P=article.P, ID=article.ID, K=Array([article.K[-1]])))
    article.K[-1].P = rest
    del article.K[len(article.K) - 1]
    article.P.K.append(rest)


def drop_a_link(pdf: Pdf) -> None:
    """Of the first link, its place in the structure."""
    first(pdf, "Link").K = Array([first(pdf, "Link").K[0]])


def split_a_link(pdf: Pdf) -> None:
    note = pdf.make_indirect(Dictionary(dict(notes(pdf)[1].items())))
    root, page = pdf.Root.StructTreeRoot, pdf.pages[0].obj
    note.StructParent = root.ParentTreeNextKey
    root.ParentTree.Nums.extend([root.ParentTreeNextKey, elements(pdf, "Link")[1]])
    root.ParentTreeNextKey += 1
    page.Annots.append(note)
    elements(pdf, "Link")[1].K.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=note))


def call_the_wrong_note(pdf: Pdf) -> None:
    notes(pdf)[2].Dest = Array([pdf.pages[1].obj, Name.XYZ, 20, 75, 0])


def return_elsewhere(pdf: Pdf) -> None:
    notes(pdf)[3].Dest = Array([pdf.pages[1].obj, Name.XYZ, 150, 340, 0])


def name_a_stray_page(pdf: Pdf) -> None:
    first(pdf, "H2").Pg = pdf.make_indirect(Dictionary(Type=Name.Page))


def unembed(pdf: Pdf) -> None:
    font = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
    del font.FontDescriptor.FontFile2


def retitle(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Another title")


def redate(pdf: Pdf) -> None:
    pdf.docinfo["/CreationDate"] = String("D:20240229120000Z")


def swap_names(root: Object) -> None:
    names = root.Names.Dests.Names
    names[0], names[2] = names[2], names[0]


def repeat_a_kid(pdf: Pdf) -> None:
    first(pdf, "Document").K.append(first(pdf, "Art"))


FAULTS: list[tuple[str, str, Callable[[Pdf], object]]] = [
    ("structure-missing", "", catalog(lambda root: root.__delitem__("/MarkInfo"))),
    ("structure-root", "", lambda pdf: setattr(first(pdf, "Document"), "S", Name.Part)),
    ("structure-shared", "i", repeat_a_kid),
    ("structure-parent", "1", lambda pdf: setattr(first(pdf, "TD"), "P", first(pdf, "Table"))),
    ("structure-kid", "i", lambda pdf: first(pdf, "Note").K.append(Dictionary(S=Name.P))),
    ("structure-page", "", name_a_stray_page),
    ("structure-lost", "", lose_an_element),
    ("mark-outside", "1", content(1, b"/Artifact BMC", b"")),
    ("mark-outside", "i", content(0, b"/Artifact BMC", b"/Span BMC")),
    ("mark-unpaired", "i", content(0, b"EMC\n", b"")),
    ("mark-unpaired", "1", content(1, b"EMC\n", b"EMC EMC\n")),
    ("mark-repeated", "i", content(0, b"MCID 1>>", b"MCID 0>>")),
    ("mark-unowned", "1", lambda pdf: first(pdf, "TD").__setitem__("/K", Array())),
    ("mark-absent", "1", lambda pdf: first(pdf, "TD").K.append(99)),
    ("mark-shared", "1", lambda pdf: first(pdf, "TD").K.append(0)),
    ("parent-tree-missing", "1", lambda pdf: pdf.pages[1].obj.__delitem__("/StructParents")),
    ("parent-tree-shared", "1", lambda pdf: setattr(pdf.pages[1].obj, "StructParents", 0)),
    ("parent-tree-wrong", "i", rotate_parent_tree),
    (
        "parent-tree-order",
        "",
        lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums.extend(pikepdf.Array([0, None])),
    ),
    (
        "parent-tree-unused",
        "",
        lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums.extend(pikepdf.Array([7, None])),
    ),
    ("parent-tree-next", "", lambda pdf: setattr(pdf.Root.StructTreeRoot, "ParentTreeNextKey", 3)),
    ("figure-alt", "i", without("Figure", "/Alt")),
    ("figure-alt", "i", lambda pdf: setattr(first(pdf, "Figure"), "Alt", String(" "))),
    ("figure-box", "i", without("Figure", "/A", "/BBox")),
    ("figure-box", "i", lambda pdf: setattr(first(pdf, "Figure").A, "BBox", Array([20, 380, 80, 440]))),
    ("header-scope", "1", without("TH", "/A", "/Scope")),
    ("list-numbering", "1", without("L", "/A", "/ListNumbering")),
    ("heading-jump", "1", lambda pdf: setattr(first(pdf, "H2"), "S", Name.H3)),
    ("heading-jump", "i", lambda pdf: setattr(first(pdf, "H1"), "S", Name.H2)),
    ("article-nameless", "i", without("Art", "/ID")),
    ("article-split", "i", split_an_article),
    ("identifier-twice", "i", lambda pdf: setattr(first(pdf, "Note"), "ID", String("article:one"))),
    ("identifier-lost", "i", lambda pdf: setattr(first(pdf, "Note"), "ID", String("note-2"))),
    ("note-nameless", "i", without("Note", "/ID")),
    ("note-uncalled", "i", call_the_wrong_note),
    ("note-no-return", "i", return_elsewhere),
    ("link-untagged", "i", lambda pdf: notes(pdf)[0].__delitem__("/StructParent")),
    ("link-untagged", "i", lambda pdf: setattr(notes(pdf)[0], "StructParent", 3)),
    ("link-untagged", "i", drop_a_link),
    ("link-owner", "i", lambda pdf: setattr(first(pdf, "Link"), "S", Name.Span)),
    ("link-split", "i", split_a_link),
    ("link-empty", "i", drop_a_link),
    ("link-astray", "1", lambda pdf: setattr(first(pdf, "Link").K[1], "Pg", pdf.pages[1].obj)),
    ("link-nameless", "i", lambda pdf: notes(pdf)[1].__delitem__("/Contents")),
    ("link-nameless", "i", lambda pdf: setattr(notes(pdf)[1], "Contents", String("https://"))),
    ("link-nameless", "i", lambda pdf: setattr(notes(pdf)[1], "Contents", String("mailto:"))),
    ("link-nameless", "i", lambda pdf: setattr(notes(pdf)[1], "Contents", String("tel:"))),
    ("link-address", "i", lambda pdf: setattr(notes(pdf)[1].A, "URI", String("article:two"))),
    ("link-nowhere", "i", lambda pdf: notes(pdf)[0].__delitem__("/Dest")),
    ("link-dangling", "i", lambda pdf: setattr(notes(pdf)[0], "Dest", String("three"))),
    ("destination-order", "", catalog(swap_names)),
    ("destination-order", "", catalog(lambda root: root.Names.Dests.Names.__setitem__(2, String("one")))),
    ("destination-foreign", "", catalog(lambda root: root.Names.Dests.Names[1].__setitem__(0, 5))),
    ("bookmark-dangling", "", catalog(lambda root: root.Outlines.First.__delitem__("/Dest"))),
    ("language-missing", "", catalog(lambda root: root.__delitem__("/Lang"))),
    ("language-unknown", "i", lambda pdf: setattr(first(pdf, "Note"), "Lang", String("in Thai"))),
    ("title-hidden", "", catalog(lambda root: root.__delitem__("/ViewerPreferences"))),
    ("labels-missing", "", catalog(lambda root: root.__delitem__("/PageLabels"))),
    ("labels-wrong", "", catalog(lambda root: root.PageLabels.Nums.__setitem__(2, 5))),
    ("labels-wrong", "", catalog(lambda root: root.PageLabels.Nums.__setitem__(2, 2))),
    ("metadata-differs", "", retitle),
    ("metadata-differs", "", redate),
    ("metadata-title", "", catalog(lambda root: root.__delitem__("/Metadata"))),
    ("metadata-broken", "", catalog(lambda root: root.Metadata.write(b"<x:xmpmeta>"))),
    ("font-missing", "i", unembed),
    ("enclosure-unlisted", "", catalog(lambda root: root.__setitem__("/AF", Array([root.Pages])))),
]
