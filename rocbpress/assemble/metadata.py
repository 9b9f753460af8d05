"""What the file says of itself: one record, told alike in /Info and in XMP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from rocbpress.assemble.objects import dictionary
from rocbpress.assemble.xmp import packet


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
    date = TextStringObject(f"D:{record.date:%Y%m%d%H%M%S}Z")
    texts = {"/Title": record.title, "/Author": record.author, "/Subject": record.subject,
             "/Producer": record.producer}
    entries = {key: TextStringObject(text) for key, text in texts.items() if text}
    # Whether it is trapped must be known of a PDF/X file (ISO 15930-7, 6.6).
    trapped = NameObject("/False") if printed else None
    return dictionary({**entries, "/CreationDate": date, "/ModDate": date, "/Trapped": trapped})


def metadata(record: Record, claims: tuple[str, ...], digest: bytes, *,
             printed: bool = False) -> StreamObject:
    """The metadata stream, uncompressed so that any tool can read it (ISO 32000-1, 14.3.2).

    `digest`, 32 bytes, stands for document and rendition, which a file for print must name.
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
    stream = DecodedStreamObject()
    stream._data = packet(properties, claims)
    stream.update(dictionary({"/Type": NameObject("/Metadata"), "/Subtype": NameObject("/XML")}))
    return stream
