"""One structure tree out of the galleys' trees (ISO 32000-1, 14.7 and 14.8)."""

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, PdfObject

from rocbpress.assemble.importer import Importer
from rocbpress.assemble.objects import add, array, dictionary, entry, raw, raw_items, resolve, string_bytes
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
        self._entries.update(dictionary({"/K": [self._document]}))
        self._section, self._holder = "", self._document
        self._articles: dict[str, IndirectObject] = {}
        self._ids: dict[str, IndirectObject] = {}
        self._parents: dict[int, PdfObject] = {}
        self._roles: dict[str, str] = {}
        self._next = 0

    def add_galley(self, importer: Importer, reader: PdfReader, flow: Flow) -> None:
        """Add the tree of a galley, and all that its pages and elements refer to."""
        root, document = _root_and_document(reader, flow)
        holder = self._part(flow.section)
        importer.redirect(root, self.root)
        importer.redirect(document, holder)
        kids = self._add_kids(importer, document, holder)
        tree = entry(root, "/ParentTree")
        numbers = raw_items(raw(tree, "/Nums")) if tree else []  # typesetting writes one flat node
        keys = [int(key) for key in numbers[::2]]
        for key, value in zip(keys, numbers[1::2], strict=True):
            self._parents[self._next + key] = importer.copy(value)
        importer.finish()
        self._renumber(importer)
        self._prefix_ids(importer, flow)
        self._keep_articles(kids, str(entry(reader.root_object, "/Lang") or self._language))
        self._next += max(keys, default=-1) + 1
        for role, standard in (entry(root, "/RoleMap") or {}).items():
            if self._roles.setdefault(role, standard) != standard:
                raise AssemblyError(Finding("role-differs", f"the galleys give {role} two meanings"))

    def forget(self, annotation: DictionaryObject) -> None:
        """Leave out the ParentTree's entry of an annotation that is removed."""
        self._parents.pop(entry(annotation, "/StructParent"), None)

    def finish(self) -> None:
        """Write ParentTree, IDTree and RoleMap, once for all galleys."""
        numbers, names = ArrayObject(), ArrayObject()
        for key in sorted(self._parents):
            numbers.extend((NumberObject(key), self._parents[key]))
        for name in sorted(self._ids, key=string_bytes):
            names.extend(array((name, self._ids[name])))
        roles = {role: NameObject(standard) for role, standard in sorted(self._roles.items())}
        self._entries.update(dictionary({
            "/ParentTree": add(self._writer, dictionary({"/Nums": numbers})),
            "/ParentTreeNextKey": self._next,
            "/IDTree": add(self._writer, dictionary({"/Names": names})) if names else None,
            "/RoleMap": roles or None}))

    def _element(self, kind: str, parent: IndirectObject, title: str = "") -> IndirectObject:
        return add(self._writer, dictionary({
            "/Type": NameObject("/StructElem"), "/S": NameObject(kind), "/P": parent,
            "/T": title or None, "/K": ArrayObject()}))

    def _part(self, section: str) -> IndirectObject:
        """The element that holds a flow's content: neighbours of one section share it."""
        if section != self._section:
            self._section, self._holder = section, self._document
            if section:
                self._holder = self._element("/Part", self._document, section)
                _kids(self._document).append(self._holder)
        return self._holder

    def _add_kids(self, importer: Importer, document: DictionaryObject,
                  holder: IndirectObject) -> list[PdfObject]:
        """Add a Document's kids; one that goes on with the article before it is joined to that.

        The kids that are new are returned, not filled in yet.
        """
        new: list[PdfObject] = []
        for kid in raw_items(raw(document, "/K")):
            source = kid.get_object()
            known = self._articles.get(str(entry(source, "/ID")))
            if known is not None and _kids(holder)[-1:] == [known]:
                importer.redirect(source, known)
                _kids(known).extend(_moved_kids(importer, source))
            else:
                copied = importer.copy(kid)
                _kids(holder).append(copied)
                new.append(copied)
        return new

    def _keep_articles(self, kids: list[PdfObject], language: str) -> None:
        """Keep what later galleys join to, and the language where it is not the issue's."""
        for reference in kids:
            kid = resolve(reference)
            if str(entry(kid, "/ID")).startswith("article:") and kid.indirect_reference:
                self._articles[str(kid["/ID"])] = kid.indirect_reference
            if language != self._language and "/Lang" not in kid:
                kid.update(dictionary({"/Lang": language}))

    def _renumber(self, importer: Importer) -> None:
        for copied in importer.copied:
            for key in _PARENT_KEYS:
                if key in copied:
                    copied[NameObject(key)] = NumberObject(int(entry(copied, key)) + self._next)

    def _prefix_ids(self, importer: Importer, flow: Flow) -> None:
        """Prefix the ids of a galley by its flow, but articles' own, which are the issue's."""
        for copied in importer.copied:
            if headers := entry(copied, "/Headers"):
                copied.update(dictionary({"/Headers": [f"{flow.name}.{name}" for name in headers]}))
            if "/ID" not in copied or entry(copied, "/Type") != "/StructElem":
                continue
            name = str(entry(copied, "/ID"))
            name = name if name.startswith("article:") else f"{flow.name}.{name}"
            if name in self._ids:
                raise AssemblyError(Finding("element-twice", f"two elements have the id {name}",
                                            hint="keep the parts of an article next to each other"))
            copied.update(dictionary({"/ID": name}))
            if copied.indirect_reference:
                self._ids[name] = copied.indirect_reference


def _root_and_document(reader: PdfReader, flow: Flow) -> tuple[DictionaryObject, DictionaryObject]:
    """The StructTreeRoot of a galley and the one Document under it."""
    root = entry(reader.root_object, "/StructTreeRoot")
    tops = [kid.get_object() for kid in raw_items(raw(root, "/K"))] if root else []
    if len(tops) != 1 or entry(tops[0], "/S") != "/Document":
        raise AssemblyError(Finding("galley-untagged",
                                    f"the structure of flow {flow.name} has no single Document"))
    return root, tops[0]


def _kids(element: IndirectObject) -> ArrayObject:
    """The /K of an element of ours, which is an array always."""
    entries = resolve(element)
    kids = entry(entries, "/K")
    if not isinstance(kids, ArrayObject):
        kids = entries[NameObject("/K")] = ArrayObject(raw_items(raw(entries, "/K")))
    return kids


def _moved_kids(importer: Importer, article: DictionaryObject) -> list[PdfObject]:
    """Copies of an element's kids that hold on another element, whose /Pg is another page."""
    page = importer.copy(raw(article, "/Pg"))
    kids = []
    for kid in raw_items(raw(article, "/K")):
        copied = importer.copy(kid)
        if isinstance(copied, NumberObject):
            copied = dictionary({"/Type": NameObject("/MCR"), "/Pg": page, "/MCID": copied})
        elif isinstance(copied, DictionaryObject) and "/Pg" not in copied:
            copied.update(dictionary({"/Pg": page}))
        kids.append(copied)
    return kids
