"""Marked content of a content stream, found without parsing the rest of it (ISO 32000-1, 14.6).

pypdf's own parser turns every operand into an object; a page is read here in well under a
millisecond, because strings, numbers and names that mean nothing to marking are stepped over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rocbpress.assemble.operators import after_image, after_string

PAINTING = frozenset(
    b"Tj TJ ' \" f F f* S s B B* b b* sh Do EI".split())  # ISO 32000-1, tables 60, 77, 87, 92, 109

# The first takes in one go what neither marks nor paints: states, matrices, the points of paths.
_TOKEN = re.compile(rb"""
    (?P<state>(?:(?:[-.\d]++[\s\0]++)*
        (?:[mlcvyhqQwdJjMnkKgG]|cm|gs|rg|RG|re|W\*?|BT|ET|T[fmdDcwzLsr*])(?=[\s\0])[\s\0]++){1,4096})
  | (?P<string>\()
  | (?P<array>\[[^()\[\]%]*\])
  | (?P<hexadecimal><[^<>]*>)
  | (?P<opening><<) | (?P<closing>>>)
  | (?P<comment>%[^\r\n]*)
  | (?P<mcid>/MCID[\s\0]+(?P<number>\d+))
  | /(?P<name>[^\s\0()<>\[\]{}/%]*)
  | (?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*)
""", re.VERBOSE)
_MARKING = frozenset((b"BDC", b"BMC", b"EMC"))


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
    for operator, tag, mcid in _operators(content):
        if operator in (b"BDC", b"BMC"):
            covers.append(mcid is not None or tag == b"Artifact" or bool(covers and covers[-1]))
            mcids.extend(() if mcid is None else (mcid,))
        elif operator == b"EMC":
            unopened += not covers
            del covers[-1:]
        elif not (covers and covers[-1]):
            target, word = (forms, tag) if operator == b"Do" else (bare, operator)
            target.append(word.decode("latin-1"))
    return Marks(tuple(mcids), tuple(bare), tuple(forms), len(covers), unopened)


def _operators(content: bytes) -> Iterator[tuple[bytes, bytes, int | None]]:
    """Marking and painting operators, each with the name it was given and the MCID of its properties."""
    depth, tag, mcid = 0, b"", None
    tokens = _TOKEN.finditer(content)
    while token := next(tokens, None):
        kind = token.lastgroup
        if kind == "operator":
            word = token[0]
            if word == b"BI":
                tokens, word = _TOKEN.finditer(content, after_image(content, token.end())[0]), b"EI"
            if word in _MARKING or word in PAINTING:
                yield word, tag, mcid
            tag, mcid = b"", None
        elif kind == "string":
            tokens = _TOKEN.finditer(content, after_string(content, token.end()))
        elif kind == "state":
            tag, mcid = b"", None
        elif kind == "name" and not depth:
            tag = tag or token["name"]
        elif kind == "mcid" and depth == 1:
            mcid = int(token["number"])
        elif kind in ("opening", "closing"):
            depth += 1 if kind == "opening" else -1
