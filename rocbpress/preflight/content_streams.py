"""Content streams by the letter: the operators of ISO 32000-1, annex A, their operands, what opens and ends.

What a viewer cannot read it draws in part, or not at all, and no other rule would notice.
"""

import re
from collections.abc import Callable, Iterator

from pypdf.generic import DictionaryObject, StreamObject

from rocbpress.assemble.objects import content_of, entry, raw_items, resolve
from rocbpress.assemble.operators import after_image
from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Tagged

_W = rb"[\s\0]"
_REAL = rb"[-+]?(?:\d{1,38}+(?:\.\d*+)?|\.\d++)"  # 38 digits: annex C.1
_N = _REAL + _W + b"++"
_NAME = rb"/[^\s\0()<>\[\]{}/%]++" + _W + b"*+"
_STRING = rb"(?:<[0-9A-Fa-f\s\0]*+>|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*\))*\))" + _W + b"*+"
_PROPERTIES = rb"(?:%b|<<(?:[^<>()%%]++|%b)*>>%b*+)" % (_NAME, _STRING, _W)
_ARRAY = rb"\[%b*+(?:(?:%b|%b)%b*+)*\]%b*+"
_BEGIN, _END, _IMAGE = b"q|BT|BX|%bBMC|%b%bBDC" % (_NAME, _NAME, _PROPERTIES), b"Q|ET|EX|EMC", b"BI"
# What begins and ends nothing, by its operands; the most frequent first, which is quickest.
_PLAIN = b"|".join((
    rb"(?:%b){2}(?:[lm]|Td|TD|d0)" % _N, rb"(?:%b){6}(?:c|Tm|cm|d1)" % _N, rb"(?:%b){4}(?:re|[vykK])" % _N,
    rb"W\*?+|[hnSsF]|[fBb]\*?+|T\*",
    _ARRAY % (_W, _REAL, _STRING, _W, _W) + b"TJ", rb"%b(?:Tj|')" % _STRING, rb"%b%b%b\"" % (_N, _N, _STRING),
    rb"%b%bTf" % (_NAME, _N), rb"%b(?:gs|ri|cs|CS|sh|Do|MP)" % _NAME,
    rb"(?:%b)(?:[wJjMigG]|T[cwzLrs])" % _N, rb"(?:%b){3}(?:rg|RG)" % _N,
    rb"(?:%b)+(?:sc|SC)[nN]?+" % _N, rb"(?:%b)*%b(?:scn|SCN)" % (_N, _NAME),
    _ARRAY % (_W, _REAL, _REAL, _W, _W) + _N + b"d", rb"%b%bDP" % (_NAME, _PROPERTIES),
))
_AFTER = rb"(?=[\s\0/<(\[%]|$)[\s\0]*+"
_OPERATIONS = re.compile(rb"[\s\0]*+(?:(?:%b)%b|%%[^\r\n]*+[\s\0]*+){,4096}" % (_PLAIN, _AFTER), re.DOTALL)
_BRACKET = re.compile(rb"(?:(?P<begin>%b)|(?P<end>%b)|%b)%b" % (_BEGIN, _END, _IMAGE, _AFTER), re.DOTALL)
_PAIRS = {b"Q": b"q", b"ET": b"BT", b"EX": b"BX", b"EMC": b"BDC"}


def streams_are_valid(tagged: Tagged, fault_of: Callable[[bytes], str]) -> Iterator[Finding]:
    """Every content stream of each page is read to its end: forms, patterns and soft masks too.

    `fault_of` is `content_fault`, or knows what that gave.
    """
    seen: set[int] = set()
    for index, page in enumerate(tagged.pages):
        for content in _contents(page.entries, seen):
            if fault := fault_of(content):
                yield Finding("content-invalid", f"the content of the page is not valid: {fault}",
                              tagged.place(index))
                break


def content_fault(content: bytes) -> str:
    """What is wrong first in a content stream, in words; "" where nothing is."""
    begun = dict.fromkeys(_PAIRS.values(), 0)
    position = 0
    while plain := _OPERATIONS.match(content, position):
        if (position := plain.end()) == len(content):
            break
        bracket = _BRACKET.match(content, position)
        if bracket is None and plain[0]:
            continue
        if bracket is None:
            return f"“{_shown(content, position)}” is no operation"
        position = bracket.end()
        if begin := bracket["begin"]:
            kind = begin if begin in begun else b"BDC"
            begun[kind] += 1
            if begun[b"BT"] > 1:
                return "BT within BT"
        elif end := bracket["end"]:
            begun[_PAIRS[end]] -= 1
            if begun[_PAIRS[end]] < 0:
                return f"{end.decode()} ends nothing"
        else:
            position, _ = after_image(content, position - 1)
            if content[position - 2:position] != b"EI":
                return "BI is never ended"
    return next((f"{kind.decode()} is never ended" for kind, count in begun.items() if count), "")


def _shown(content: bytes, position: int) -> str:
    text = content[position:position + 40].decode("latin-1").split("\n")[0]
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _contents(page: DictionaryObject, seen: set[int]) -> Iterator[bytes]:
    """The content of a page and of all that it draws with, each once in a file."""
    yield content_of(page)
    todo: list[object] = [entry(page, "/Resources")]
    for note in map(resolve, raw_items(entry(page, "/Annots"))):
        todo += _values(entry(note, "/AP"))
    while todo:
        drawn = todo.pop()
        if not isinstance(drawn, DictionaryObject) or id(drawn) in seen:
            continue
        seen.add(id(drawn))
        if isinstance(drawn, StreamObject):
            if entry(drawn, "/Subtype") == "/Image":
                continue
            yield drawn.get_data()
            todo.append(entry(drawn, "/Resources"))
        else:
            for kind in ("/XObject", "/Pattern"):
                todo += [each for each in _values(entry(drawn, kind)) if isinstance(each, StreamObject)]
            todo += [entry(entry(state, "/SMask"), "/G") for state in _values(entry(drawn, "/ExtGState"))]


def _values(holder: object) -> list[object]:
    return [resolve(each) for each in dict.values(holder)] if isinstance(holder, dict) else []
