"""Rules on what a file says of itself: language, title, labels, metadata, fonts (ISO 14289-1, clause 7)."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from rocbpress.assemble.objects import entry, is_true, leaves, raw_items, resolve
from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Rule, Tagged

_DC, _PDF, _XMP = ("{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}",
                   "{http://ns.adobe.com/xap/1.0/}")
_PROPERTIES = (  # entries of /Info and the XMP properties that must say the same (ISO 19005-3, 6.6.3)
    ("/Title", f"{_DC}title"), ("/Author", f"{_DC}creator"), ("/Subject", f"{_DC}description"),
    ("/Keywords", f"{_PDF}Keywords"), ("/Creator", f"{_XMP}CreatorTool"), ("/Producer", f"{_PDF}Producer"),
    ("/CreationDate", f"{_XMP}CreateDate"), ("/ModDate", f"{_XMP}ModifyDate"),
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DIGITS = re.compile(r"\d+")


def language_and_title_are_given(tagged: Tagged) -> Iterator[Finding]:
    """The catalog names the language, and viewers show the title instead of the file's name."""
    language = entry(tagged.catalog, "/Lang")
    if not language or not _LANGUAGE.fullmatch(str(language)):
        yield Finding("language-missing", "the file does not name its language")
    if not is_true(entry(entry(tagged.catalog, "/ViewerPreferences"), "/DisplayDocTitle")):
        yield Finding("title-hidden", "viewers will show the name of the file instead of its title")
    for element in tagged.elements:
        own = entry(element.entries, "/Lang")
        if own is not None and not _LANGUAGE.fullmatch(str(own)):
            yield Finding("language-unknown", f"“{own}” is not a language tag", tagged.at(element))


def pages_are_labelled(tagged: Tagged) -> Iterator[Finding]:
    """Page labels begin at the first page, in order, within the file (ISO 32000-1, 12.4.2)."""
    starts = [int(start) for start, _ in leaves(entry(tagged.catalog, "/PageLabels"), "/Nums")]
    if not starts:
        yield Finding("labels-missing", "the pages have no labels")
    elif starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= len(tagged.pages):
        yield Finding("labels-wrong", f"the page labels start at pages {starts} of {len(tagged.pages)}")


def metadata_agrees(tagged: Tagged) -> Iterator[Finding]:
    """XMP is there, has a title, and says what /Info says."""
    packet = entry(tagged.catalog, "/Metadata")
    try:
        properties = _properties(packet.get_data()) if packet is not None else {}
    except ElementTree.ParseError as error:
        yield Finding("metadata-broken", f"the XMP packet cannot be read: {error}")
        return
    if not properties.get(f"{_DC}title"):
        yield Finding("metadata-title", "the XMP packet has no title")
    info = entry(tagged.reader.trailer, "/Info")
    for name, property_name in _PROPERTIES:
        said, repeated = str(entry(info, name) or ""), properties.get(property_name, "")
        if name.endswith("Date"):
            said, repeated = _moment(said), _moment(repeated)
        if said and said != repeated:
            yield Finding("metadata-differs", f"{name} is “{said}” in /Info, but “{repeated}” in XMP")


def fonts_are_embedded(tagged: Tagged) -> Iterator[Finding]:
    """Every font a page or form names carries its program, Type 3 aside (ISO 14289-1, 7.21.4)."""
    seen: set[int] = set()
    for index, page in enumerate(tagged.pages):
        todo = [entry(page.entries, "/Resources")]
        while todo:
            resources = todo.pop()
            for kind in ("/Font", "/XObject"):
                for raw in (entry(resources, kind) or {}).values():
                    thing = resolve(raw)
                    if id(thing) in seen:
                        continue
                    seen.add(id(thing))
                    todo.extend((entry(thing, "/Resources"),) if kind == "/XObject" else ())
                    if kind == "/Font" and not _embedded(thing):
                        yield Finding("font-missing", f"the font {entry(thing, '/BaseFont')} is not embedded",
                                      tagged.place(index))


def _embedded(font: object) -> bool:
    if entry(font, "/Subtype") == "/Type3":
        return True
    descendants = raw_items(entry(font, "/DescendantFonts"))
    descriptor = entry(resolve(descendants[0]) if descendants else font, "/FontDescriptor")
    return any(entry(descriptor, key) is not None for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _properties(packet: bytes) -> dict[str, str]:
    """XMP properties by qualified name, arrays joined with a comma; attributes count as well."""
    found: dict[str, str] = {}
    for node in ElementTree.fromstring(packet).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        found.update(node.attrib)
        for child in node:
            texts = [text.strip() for text in child.itertext() if text.strip()]
            found.setdefault(child.tag, ", ".join(texts))
    return found


def _moment(text: str) -> str:
    """A date as its digits: D:20231031000000Z and 2023-10-31T00:00:00Z come out alike."""
    return "".join(_DIGITS.findall(text)).ljust(14, "0")[:14] if text else ""


RULES: tuple[Rule, ...] = (
    language_and_title_are_given, pages_are_labelled, metadata_agrees, fonts_are_embedded,
)
