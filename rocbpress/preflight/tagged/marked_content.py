"""Marked content of a content stream (ISO 32000-1, 14.6)."""

import re
from dataclasses import dataclass
from io import BytesIO

from pypdf.generic import DictionaryObject

from rocbpress.assemble.objects import entry
from rocbpress.assemble.operators import Operation, operations

PAINTING = frozenset(
    b"Tj TJ ' \" f F f* S s B B* b b* sh Do BI".split())  # ISO 32000-1, tables 60, 77, 87, 92, 109
_NAME = re.compile(rb"/([^\s\0()<>\[\]{}/%]*)")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a content stream marks: `mcids` in order; painting operators that no mark covers.

    `bare_forms` names the XObjects drawn outside all marks: a form may hold marks of its own, an
    image may not stand there. `unclosed` and `unopened` count BDC without EMC and the reverse.
    """

    mcids: tuple[int, ...] = ()
    bare: tuple[str, ...] = ()
    bare_forms: tuple[str, ...] = ()
    unclosed: int = 0
    unopened: int = 0


def read_marks(content: bytes) -> Marks:
    """The marks of an inflated content stream; content counts as covered inside an MCID or Artifact.

    Property lists are in the stream itself, where our own writer puts them; one in the resources has
    no MCID here, so what it covers counts as bare.
    """
    mcids: list[int] = []
    bare: list[str] = []
    forms: list[str] = []
    covers: list[bool] = []
    unopened = 0
    for operation in operations(content):
        operator = operation.operator
        if operator in (b"BDC", b"BMC"):
            tag, properties = tag_and_properties(content, operation)
            mcid = entry(properties, "/MCID")
            covers.append(mcid is not None or tag == b"Artifact" or bool(covers and covers[-1]))
            mcids.extend(() if mcid is None else (int(mcid),))
        elif operator == b"EMC":
            unopened += not covers
            del covers[-1:]
        elif operator in PAINTING and not (covers and covers[-1]):
            if operator == b"Do":
                forms.append(operation.name().removeprefix("/"))
            else:
                bare.append(operator.decode())
    return Marks(tuple(mcids), tuple(bare), tuple(forms), len(covers), unopened)


def tag_and_properties(content: bytes, operation: Operation) -> tuple[bytes, DictionaryObject]:
    """The operands of a BDC or BMC; no properties where they are in the resources."""
    operands = content[operation.after:operation.end]
    tag, start = _NAME.search(operands), operands.find(b"<<")
    return tag[1] if tag else b"", DictionaryObject() if start < 0 else (
        DictionaryObject.read_from_stream(BytesIO(operands[start:]), None))
