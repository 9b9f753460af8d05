"""What the file says of itself: one record, the same in /Info and in XMP (ISO 16684-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from types import MappingProxyType
from uuid import UUID

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from rocbpress.assemble.objects import dictionary, encoded

_UA_SCHEMA = """\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""

# ISO 14289-1, 5; ISO 19005-3, 6.6.4, and 6.6.2.3.1 for a schema that it does not know; ISO 15930-7, 6.2.
CLAIMS: Mapping[str, str] = MappingProxyType({
    "ua1": f"<pdfuaid:part>1</pdfuaid:part>\n{_UA_SCHEMA}",
    "a3a": "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>",
    "x4": "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
})

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_CONTAINERS = {
    "dc:title": "<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>",
    "dc:description": "<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>",
    "dc:creator": "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>",
    "dc:language": "<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>",
}
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{namespaces}>
{body}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Record:
    """The particulars of an issue; `language` is a BCP 47 tag, `date` in UTC and never the clock's."""

    title: str
    author: str
    subject: str
    language: str
    date: datetime
    producer: str


def information(record: Record, *, printed: bool = False) -> DictionaryObject:
    """The document information dictionary (ISO 32000-1, 14.3.3), with what a press must know if `printed`."""
    date = f"D:{record.date:%Y%m%d%H%M%S}Z"
    return dictionary({
        "/Title": record.title or None, "/Author": record.author or None, "/Subject": record.subject or None,
        "/Producer": record.producer or None, "/CreationDate": date, "/ModDate": date,
        # Whether it is trapped must be known of a PDF/X file (ISO 15930-7, 6.6).
        "/Trapped": NameObject("/False") if printed else None})


def metadata(record: Record, claims: tuple[str, ...], digest: bytes, *,
             printed: bool = False) -> StreamObject:
    """The metadata stream, uncompressed so that any tool can read it (ISO 32000-1, 14.3.2).

    `claims` are keys of CLAIMS; KeyError for another. `digest`, 32 bytes, stands for document and
    rendition, which a file for print must name.
    """
    date = f"{record.date:%Y-%m-%dT%H:%M:%SZ}"
    properties = {
        "dc:title": record.title, "dc:creator": record.author, "dc:description": record.subject,
        "dc:language": record.language, "pdf:Producer": record.producer,
        "xmp:CreateDate": date, "xmp:ModifyDate": date, "xmp:MetadataDate": date}
    if printed:
        document, instance = (UUID(bytes=half) for half in (digest[:16], digest[16:32]))
        properties |= {"pdf:Trapped": "False", "xmpMM:DocumentID": f"uuid:{document}",
                       "xmpMM:InstanceID": f"uuid:{instance}", "xmpMM:VersionID": "1",
                       "xmpMM:RenditionClass": "default"}
    return encoded(_packet(properties, claims),
                   {"/Type": NameObject("/Metadata"), "/Subtype": NameObject("/XML")})


def _packet(properties: Mapping[str, str], claims: tuple[str, ...]) -> bytes:
    """The XMP packet of the properties that are not empty, and of the claims."""
    lines = [f"<{name}>{_CONTAINERS.get(name, '{}').format(escape(value, quote=False))}</{name}>"
             for name, value in properties.items() if value]
    body = "\n".join([*lines, *(CLAIMS[claim] for claim in claims)])
    used = {prefix: uri for prefix, uri in _NAMESPACES.items() if f"<{prefix}:" in body}
    namespaces = "".join(f'\n  xmlns:{prefix}="{uri}"' for prefix, uri in used.items())
    return _PACKET.format(namespaces=namespaces, body=body).encode()
