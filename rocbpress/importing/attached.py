"""A file that came with a letter, read as the file of its kind that it is."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import Any

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Document
from rocbpress.importing.told import Teller

_READERS = {".docx": "document:word_document", ".docm": "document:word_document",
            ".dotx": "document:word_document",
            ".xlsx": "sheets:sheets_document"}
_HINT = "save it from your mail program, and import it by itself"
_SIGNED = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature",
                     "application/pgp-signature"})


def attached_document(data: bytes, name: str, kind: str, teller: Teller) -> Document:
    """The blocks of an attachment; told where it cannot be read."""
    reader = _READERS.get(PurePath(name).suffix.lower(), "")
    if kind in _SIGNED:
        return Document(())
    if not reader:
        teller.tell("mail-attachment", f"the attachment {name or kind} is left out", words=name,
                    severity=Severity.ERROR, hint=_HINT)
        return Document(())
    module, function = reader.split(":")
    read: Any = getattr(import_module(f"rocbpress.importing.{module}"), function)
    try:
        found: Document = read(data, name)
    except SourceError as error:
        teller.tell("mail-attachment", f"the attachment {name} is left out: {error.findings[0].message}",
                    words=name,
                    severity=Severity.ERROR, hint=error.findings[0].hint or _HINT)
        return Document(())
    teller.tell("mail-attached", f"{name} follows the text of the letter", words=name, severity=Severity.NOTE)
    return found
