"""The XMP packet: the record and the standards claimed (ISO 16684-1)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

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


def packet(properties: Mapping[str, str], claims: tuple[str, ...]) -> bytes:
    """The packet of the properties that are not empty, and of the claims; KeyError for an unknown one."""
    lines = [f"<{name}>{_CONTAINERS.get(name, '{}').format(escape(value, quote=False))}</{name}>"
             for name, value in properties.items() if value]
    body = "\n".join([*lines, *(CLAIMS[claim] for claim in claims)])
    used = {prefix: uri for prefix, uri in _NAMESPACES.items() if f"<{prefix}:" in body}
    spaces = "".join(f'\n  xmlns:{prefix}="{uri}"' for prefix, uri in used.items())
    return f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{spaces}>
{body}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
