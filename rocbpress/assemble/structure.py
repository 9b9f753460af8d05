"""One structure tree out of the galleys' trees (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from rocbpress.assemble.importer import Importer
from rocbpress.assemble.objects import add, dictionary, entry, raw, raw_items, string_bytes
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.flow import Flow

_PARENT_KEYS = ("/StructParents", "/StructParent")


class IssueTree:
    """The tree of the issue: one Document, a Part a section, an Art an article."""

    def __init__(self, writer: PdfWriter, language: str) -> None:
        self._writer = writer
        self._language = language
        self._entries = dictionary({"/Type": NameObject("/StructTreeRoot")})
        self.root = add(writer, self._entries)
        self._document = self._element("/Document", self.root)
        self._entries[NameObject("/K")] = ArrayObject([self._document])
        self._section, self._holder = "", self._document
        self._articles: dict[str, IndirectObject] = {}
        self._ids: dict[str, IndirectObject] = {}
        self._parents: dict[int, Any] = {}
        self._roles: dict[str, str] = {}
        self._next = 0

    def graft(self, importer: Importer, reader: PdfReader, flow: Flow) -> None:
        """Add the tree of a galley, and all that its pages and elements refer to."""
        root, document = _trunk(reader, flow)
        holder = self._part(flow.section)
        importer.stand_for(root, self.root)
        importer.stand_for(document, holder)
        kids = self._graft_kids(importer, document, holder)
        numbers = dict(_leaves(entry(root, "/ParentTree")))
        parents = {key: importer.copy(value) for key, value in numbers.items()}
        importer.finish()
        self._parents.update({self._next + key: value for key, value in parents.items()})
        self._renumber(importer)
        self._name(importer, flow)
        self._settle(kids, str(entry(reader.root_object, "/Lang") or self._language))
        self._next += max(numbers, default=-1) + 1
        for role, standard in (entry(root, "/RoleMap") or {}).items():
            if self._roles.setdefault(role, standard) != standard:
                raise AssemblyError(Finding("role-differs", f"galleys give {role} two meanings"))

    def forget(self, annotation: Any) -> None:
        """Leave out the ParentTree's entry of an annotation that goes."""
        self._parents.pop(annotation["/StructParent"], None)

    def finish(self) -> None:
        """Write ParentTree, IDTree and RoleMap, once for all galleys."""
        numbers = ArrayObject()
        for key in sorted(self._parents):
            numbers.extend((NumberObject(key), self._parents[key]))
        self._entries.update(dictionary({
            "/ParentTree": add(self._writer, dictionary({"/Nums": numbers})),
            "/ParentTreeNextKey": NumberObject(self._next)}))
        if self._ids:
            names = ArrayObject()
            for name in sorted(self._ids, key=string_bytes):
                names.extend((TextStringObject(name), self._ids[name]))
            self._entries[NameObject("/IDTree")] = add(self._writer, dictionary({"/Names": names}))
        if self._roles:
            self._entries[NameObject("/RoleMap")] = dictionary(
                {role: NameObject(standard) for role, standard in sorted(self._roles.items())})

    def _element(self, kind: str, parent: IndirectObject, title: str = "") -> IndirectObject:
        return add(self._writer, dictionary({
            "/Type": NameObject("/StructElem"), "/S": NameObject(kind), "/P": parent,
            "/T": TextStringObject(title) if title else None, "/K": ArrayObject()}))

    def _part(self, section: str) -> IndirectObject:
        """The element that holds a flow's content: neighbours of one section share it."""
        if section != self._section:
            self._section, self._holder = section, self._document
            if section:
                self._holder = self._element("/Part", self._document, section)
                _kids(self._document).append(self._holder)
        return self._holder

    def _graft_kids(self, importer: Importer, document: DictionaryObject,
                    holder: IndirectObject) -> list[DictionaryObject]:
        """Add a Document's kids; one that goes on with the article before it is joined to that.

        The kids that are new are returned, not filled in yet.
        """
        new = []
        for kid in raw_items(raw(document, "/K")):
            source = kid.get_object()
            known = self._articles.get(str(entry(source, "/ID")))
            if known is not None and _kids(holder)[-1:] == [known]:
                importer.stand_for(source, known)
                _kids(known).extend(_graftable(importer, source))
            else:
                copied = importer.copy(kid)
                _kids(holder).append(copied)
                new.append(copied.get_object())
        return new

    def _settle(self, kids: list[DictionaryObject], language: str) -> None:
        """Keep what later galleys join to, and the language where it is not the issue's."""
        for kid in kids:
            if str(entry(kid, "/ID")).startswith("article:") and kid.indirect_reference:
                self._articles[str(kid["/ID"])] = kid.indirect_reference
            if language != self._language and "/Lang" not in kid:
                kid[NameObject("/Lang")] = TextStringObject(language)

    def _renumber(self, importer: Importer) -> None:
        for copied in importer.copied:
            for key in _PARENT_KEYS:
                if key in copied:
                    copied[NameObject(key)] = NumberObject(int(str(copied[key])) + self._next)

    def _name(self, importer: Importer, flow: Flow) -> None:
        """Prefix the ids of a galley by its flow, but articles' own, which are the issue's."""
        copied: Any
        for copied in importer.copied:
            if "/Headers" in copied:
                copied[NameObject("/Headers")] = ArrayObject(
                    TextStringObject(f"{flow.name}.{name}") for name in copied["/Headers"])
            if "/ID" not in copied or entry(copied, "/Type") != "/StructElem":
                continue
            name = str(copied["/ID"])
            name = name if name.startswith("article:") else f"{flow.name}.{name}"
            if name in self._ids:
                raise AssemblyError(Finding("element-twice", f"two elements have the id {name}",
                                            hint="parts of an article must be neighbours"))
            copied[NameObject("/ID")] = TextStringObject(name)
            self._ids[name] = copied.indirect_reference


def _trunk(reader: PdfReader, flow: Flow) -> tuple[DictionaryObject, DictionaryObject]:
    """The StructTreeRoot of a galley and the one Document under it."""
    root = entry(reader.root_object, "/StructTreeRoot")
    tops: list[Any] = [kid.get_object() for kid in raw_items(raw(root, "/K"))] if root else []
    if len(tops) != 1 or entry(tops[0], "/S") != "/Document":
        raise AssemblyError(Finding("galley-untagged", f"flow {flow.name} has no single Document to join"))
    return root, tops[0]


def _kids(element: IndirectObject) -> ArrayObject:
    """The /K of an element of ours, which is an array always."""
    entries: Any = element.get_object()
    kids = entry(entries, "/K")
    if not isinstance(kids, ArrayObject):
        kids = entries[NameObject("/K")] = ArrayObject(raw_items(raw(entries, "/K")))
    return kids


def _graftable(importer: Importer, article: DictionaryObject) -> list[Any]:
    """Copies of an element's kids that hold on another element, whose /Pg is another page."""
    page = importer.copy(raw(article, "/Pg"))
    kids = []
    for kid in raw_items(raw(article, "/K")):
        copied = importer.copy(kid)
        if isinstance(copied, NumberObject):
            copied = dictionary({"/Type": NameObject("/MCR"), "/Pg": page, "/MCID": copied})
        elif isinstance(copied, DictionaryObject) and "/Pg" not in copied:
            copied[NameObject("/Pg")] = page
        kids.append(copied)
    return kids


def _leaves(tree: Any) -> list[tuple[int, Any]]:
    """Keys and values of a number tree (ISO 32000-1, 7.9.7)."""
    found: list[tuple[int, Any]] = []
    nodes = [tree] if tree is not None else []
    while nodes:
        node = nodes.pop().get_object()
        numbers = raw_items(raw(node, "/Nums"))
        found += zip(map(int, numbers[::2]), numbers[1::2], strict=True)
        nodes += raw_items(raw(node, "/Kids"))
    return found
