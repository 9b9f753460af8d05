"""The condition that a file is printed under (ISO 32000-1, 14.11.5; ISO 15930-7)."""

from __future__ import annotations

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

from rocbpress.assemble.objects import add, deflated, dictionary
from rocbpress.layout.printer import PrinterProfile


def press_intents(writer: PdfWriter, printer: PrinterProfile) -> ArrayObject:
    """One output intent, by the registry's name for it, with the profile of the inks inside."""
    profile = deflated(printer.icc.read_bytes(), {"/N": NumberObject(4)})
    return ArrayObject([dictionary({
        "/Type": NameObject("/OutputIntent"), "/S": NameObject("/GTS_PDFX"),
        "/OutputConditionIdentifier": TextStringObject(printer.condition),
        "/OutputCondition": TextStringObject(printer.description),
        "/RegistryName": TextStringObject(printer.registry),
        "/Info": TextStringObject(printer.description),
        "/DestOutputProfile": add(writer, profile)})])
