"""Links between articles: `article:` addresses become named destinations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from pypdf import PageObject
from pypdf.generic import DictionaryObject, NameObject, PdfObject

from rocbpress.assemble.objects import dictionary, entry, raw, raw_items
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.structure import IssueTree
from rocbpress.findings.finding import Finding, Place, did_you_mean

_SCHEME = "article:"
_FOR_PRINT = 4  # ISO 32000-1, table 165; PDF/A-3 (ISO 19005-3, 6.3.2) demands it


@dataclass(frozen=True, slots=True)
class Target:
    """A place that links lead to: its page's label, and its title where it has one."""

    label: str
    title: str


def resolve_links(page: PageObject, place: NumberedPage, targets: Mapping[str, Target]) -> Iterator[Finding]:
    """Turn a page's links into destinations of the issue; each that leads nowhere is a finding."""
    for annotation in _links(page):
        name = _name(annotation)
        if name is None:
            continue
        if name not in targets:
            yield Finding("link-dead", f"a link points to {name}, which does not exist",
                          Place(page=place.label), hint=did_you_mean(name, targets))
            continue
        annotation.pop("/A", None)
        contents = _contents(str(entry(annotation, "/Contents") or ""), targets[name])
        annotation.update(dictionary({"/Dest": name, "/Contents": contents}))


def drop_links(pages: Sequence[PageObject], elements: Sequence[DictionaryObject], tree: IssueTree) -> None:
    """Remove the links of pages that go to print; their words stay, as plain spans."""
    dropped = set()
    for page in pages:
        for annotation in _links(page):
            dropped.add(annotation.indirect_reference)
            tree.forget(annotation)
        kept = [item for item in raw_items(raw(page, "/Annots")) if item not in dropped]
        page.pop("/Annots", None)
        page.update(dictionary({"/Annots": kept or None}))
    for element in elements:
        kids = raw_items(raw(element, "/K")) if entry(element, "/Type") == "/StructElem" else []
        rest = [kid for kid in kids if _object(kid) not in dropped]
        if len(rest) < len(kids):
            element.update(dictionary({
                "/K": rest, "/S": NameObject("/Span") if entry(element, "/S") == "/Link" else None}))


def _links(page: PageObject) -> Iterator[DictionaryObject]:
    for item in raw_items(raw(page, "/Annots")):
        annotation = item.get_object()
        if entry(annotation, "/Subtype") == "/Link":
            yield annotation


def _name(annotation: DictionaryObject) -> str | None:
    """The name of the place in the issue that a link leads to; None for all other links."""
    destination = entry(annotation, "/Dest")
    if isinstance(destination, str):
        return str(destination)
    action = entry(annotation, "/A")
    address = str(entry(action, "/URI") or "") if action else ""
    if not address.startswith(_SCHEME):
        return None
    slug, _, fragment = address.removeprefix(_SCHEME).partition("#")
    return unquote(fragment or slug)


def _contents(words: str, target: Target) -> str:
    """What a reader hears of a link: its own words, unless they are a bare number or address."""
    if any(map(str.isalpha, words)) and not words.startswith(_SCHEME):
        return words
    return f"Go to {target.title}, page {target.label}" if target.title else f"Go to page {target.label}"


def _object(kid: PdfObject) -> object:
    """The object that an object reference in a structure element refers to (ISO 32000-1, 14.7.4.3)."""
    entries = kid.get_object()
    return raw(entries, "/Obj") if isinstance(entries, DictionaryObject) else None
