"""Black in print: text overprints what it stands on, large areas have the other inks below them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pypdf import PageObject
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from rocbpress.assemble.objects import Value, content_of, deflated, dictionary, entry, set_content
from rocbpress.assemble.operators import Operation, operations

Insertion = tuple[int, bytes]
_BLACK = (0.0, 0.0, 0.0, 1.0)
_RICH = (60, 40, 40)  # per cent of cyan, magenta and yellow below black
LARGE = 1300.0  # square points, 36 by 36: from there on black alone looks grey
_ON, _OFF = "/overprinting", "/knocking-out"
# ISO 32000-1, 8.6.7: in mode 1 an ink of which DeviceCMYK asks nothing leaves what is there.
_STATES: Mapping[str, Mapping[str, Value]] = {
    _ON: {"/Type": NameObject("/ExtGState"), "/OP": True, "/op": True, "/OPM": 1},
    _OFF: {"/Type": NameObject("/ExtGState"), "/OP": False, "/op": False, "/OPM": 0},
}
_FILLS = frozenset((b"f", b"F", b"f*"))
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_PATH = re.compile(rb"(?:[-+.\d]+\s+)+(?:m|re)(?=\s|$)")


def set_blacks(pages: Iterable[PageObject], forms: Iterable[DictionaryObject], limit: float) -> None:
    """Let black text of pages and forms overprint, and fill black areas with at most `limit` per cent."""
    share = min(1.0, max(0.0, limit - 100) / sum(_RICH))
    rich = b"%s 1 scn" % b" ".join(b"%g" % (part * share / 100) for part in _RICH)
    for page in pages:
        changed = with_blacks(content_of(page), rich)
        if changed is not None:
            page[NameObject("/Contents")] = deflated(changed)
            _name_states(page)
    for form in forms:
        if isinstance(form, StreamObject) and entry(form, "/Subtype") == "/Form":
            changed = with_blacks(form.get_data(), rich)
            if changed is not None:
                set_content(form, changed)
                _name_states(form)


def with_blacks(content: bytes, rich: bytes) -> bytes | None:
    """The content with its states and colours; None where it has neither black text nor black areas."""
    insertions = sorted(_insertions(content, rich), key=lambda each: each[0])
    if not insertions:
        return None
    pieces, position = [], 0
    for at, words in insertions:
        pieces += [content[position:at], b"\n%s\n" % words]
        position = at
    return b"".join([*pieces, content[position:]])


@dataclass(slots=True)
class _State:
    """What counts here of the graphics state: the colour of fills, and how much the matrix enlarges."""

    fill: tuple[float, ...] = ()
    area: float = 1.0
    stack: list[tuple[tuple[float, ...], float]] = field(default_factory=list)

    def follow(self, operation: Operation) -> None:
        match operation.operator:
            case b"q":
                self.stack.append((self.fill, self.area))
            case b"Q" if self.stack:
                self.fill, self.area = self.stack.pop()
            case b"cm":
                a, b, c, d, *_ = operation.numbers()
                self.area *= abs(a * d - b * c)
            case b"k" | b"scn" | b"sc":
                self.fill = operation.numbers() if not operation.name() else ()
            case b"cs" | b"g" | b"rg":
                self.fill = ()


def _insertions(content: bytes, rich: bytes) -> Iterator[Insertion]:
    """What is written where: states about black text, colours about black areas."""
    state, before, clips = _State(), 0, False
    for operation in operations(content):
        name = operation.operator
        if name == b"BT" and state.fill == _BLACK:
            yield operation.start, b"%s gs" % _ON.encode()
        elif name == b"ET" and state.fill == _BLACK:
            yield operation.end, b"%s gs" % _OFF.encode()
        elif name in _FILLS and state.fill == _BLACK and not clips:
            path = _PATH.search(content, before, operation.start)
            if path and _extent(content[path.start():operation.start]) * state.area >= LARGE:
                yield path.start(), rich
                yield operation.end, b"0 0 0 1 scn"
        clips = name in (b"W", b"W*") or (clips and name == b"re")
        if name != b"re":
            before = operation.end
        state.follow(operation)


def _extent(path: bytes) -> float:
    """The area of the box about a path, or of its first rectangle."""
    numbers = [float(number) for number in _NUMBER.findall(path)]
    if b"re" in path:
        return abs(numbers[2] * numbers[3])
    across, down = numbers[::2], numbers[1::2]
    return (max(across) - min(across)) * (max(down) - min(down)) if down else 0.0


def _name_states(holder: DictionaryObject) -> None:
    """The states among the resources of a page or form."""
    resources = entry(holder, "/Resources")
    if not isinstance(resources, DictionaryObject):
        resources = holder[NameObject("/Resources")] = DictionaryObject()
    states = entry(resources, "/ExtGState")
    if not isinstance(states, DictionaryObject):
        states = resources[NameObject("/ExtGState")] = DictionaryObject()
    for name, values in _STATES.items():
        states[NameObject(name)] = dictionary(values)
