"""A page as the press would paint it: what is no ink, how heavy the ink is, on what ground text stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from rocbpress.assemble.operators import Operation, operations
from rocbpress.preflight.paper.colour_spaces import image_prints, name_of, prints
from rocbpress.preflight.tagged.tree import entry, items, resolve

Matrix = tuple[float, ...]
Inks = tuple[float, ...]
Box = tuple[float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_BLACK: Inks = (0, 0, 0, 1)
_EVERYWHERE: Box = (-inf, -inf, inf, inf)
_DEEPEST = 16  # of forms within forms
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_INLINE = (b"/RGB", b"/DeviceRGB", b"/CalRGB", b"/Lab", b"/I ", b"/Indexed")


@dataclass(frozen=True, slots=True)
class Text:
    """Text shown: its size in points, its inks (None where they are not known), the ink under it."""

    size: float
    inks: Inks | None
    ground: float


@dataclass(slots=True)
class Painting:
    """What was found on a page. `foreign` are pairs of a kind and a name: ('operator', 'rg').

    `heaviest` is the greatest sum of inks that anything but a picture is painted with, 0 to 4;
    `thinnest` is the least width in points of a line that is drawn;
    `pictures` and `seen`, everything that was looked at, go by the `id()` of their objects.
    """

    foreign: dict[tuple[str, str], None] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    heaviest: float = 0
    thinnest: float = inf
    pictures: dict[int, Any] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)


def read_painting(page: DictionaryObject) -> Painting:
    """Everything that the page's content paints, in order, forms and patterns included."""
    brush = _ContentInterpreter()
    parts = [part.get_data() for raw in items(entry(page, "/Contents"))
             if isinstance(part := resolve(raw), StreamObject)]
    brush.group(page)
    brush.follow(b"\n".join(parts), entry(page, "/Resources"))
    return brush.painting


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it counts here (ISO 32000-1, 8.4)."""

    matrix: Matrix = _SAME
    space: str = "/DeviceGray"
    fill: Inks | None = _BLACK
    size: float = 0
    width: float = 1
    clip: Box = _EVERYWHERE


@dataclass(slots=True)
class _ContentInterpreter:
    """Follows content, and remembers the grounds that it has laid, the last on top.

    A ground is a rectangle or a picture; what has another outline is taken for drawing.
    """

    painting: Painting = field(default_factory=Painting)
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    grounds: list[tuple[Box, float]] = field(default_factory=list)
    rectangles: list[Box] = field(default_factory=list)
    clipping: bool = False
    line: Matrix = _SAME
    resources: list[Any] = field(default_factory=list)

    def follow(self, content: bytes, resources: Any) -> None:
        if len(self.resources) > _DEEPEST:
            return
        self.resources.append(resources)
        for operation in operations(content):
            act = _ACTS.get(operation.operator)
            if act:
                act(self, operation)
        self.resources.pop()

    def found(self, kind: str, name: str) -> None:
        self.painting.foreign[kind, name] = None

    def group(self, holder: Any) -> None:
        self.painting.seen.add(id(holder))
        space = entry(entry(holder, "/Group"), "/CS")
        if space is not None and not prints(space):
            self.found("group", name_of(space))

    def resource(self, kind: str, name: str) -> Any:
        return entry(entry(self.resources[-1], kind), name)

    def screen(self, operation: Operation) -> None:
        self.found("operator", operation.operator.decode())
        if operation.operator == b"rg":
            self.state = replace(self.state, fill=None)

    def inks(self, operation: Operation) -> None:
        inks = operation.numbers()
        self.painting.heaviest = max(self.painting.heaviest, sum(inks))
        if operation.operator == b"k":
            self.state = replace(self.state, fill=inks)

    def grey(self, operation: Operation) -> None:
        self.state = replace(self.state, fill=(0, 0, 0, *(1 - level for level in operation.numbers())))

    def space(self, operation: Operation) -> None:
        name = operation.name()
        space = self.resource("/ColorSpace", name)
        if not prints(name if space is None else space):
            self.painting.seen.add(id(self.resources[-1]))
            self.found("space", name_of(name if space is None else space))
        if operation.operator == b"cs":
            self.state = replace(self.state, space=name, fill=_BLACK if name != "/Pattern" else None)

    def colour(self, operation: Operation) -> None:
        """A colour of the current space, which WeasyPrint names for fills and strokes alike."""
        inks, name = operation.numbers(), operation.name()
        filling = operation.operator in (b"sc", b"scn")
        if name:
            self.pattern(self.resource("/Pattern", name))
        if len(inks) == 4:
            self.painting.heaviest = max(self.painting.heaviest, sum(inks))
        if filling:
            known = {"/DeviceCMYK": inks, "/DeviceGray": (0, 0, 0, 1 - sum(inks))}.get(self.state.space)
            self.state = replace(self.state, fill=None if name else known)

    def pattern(self, pattern: Any) -> None:
        if entry(pattern, "/PatternType") == 2:
            self.gradient(entry(pattern, "/Shading"))
        elif isinstance(pattern, StreamObject):
            self.inside(pattern)

    def gradient(self, shading: Any) -> None:
        self.painting.seen.add(id(shading))
        space = entry(shading, "/ColorSpace")
        if not prints(space):
            self.found("shading", name_of(space))

    def shade(self, operation: Operation) -> None:
        self.gradient(self.resource("/Shading", operation.name()))

    def external(self, operation: Operation) -> None:
        """A picture, which is a ground of any depth, or a form."""
        thing = self.resource("/XObject", operation.name())
        if entry(thing, "/Subtype") == "/Form":
            self.inside(thing)
        elif thing is not None:
            self.painting.pictures[id(thing)] = thing
            self.ground(self.placed(0, 0, 1, 1), inf)
            for picture in (thing, entry(thing, "/SMask")):
                self.painting.seen.add(id(picture))
                if picture is not None and not image_prints(picture):
                    self.found("image", name_of(entry(picture, "/ColorSpace")))

    def inside(self, form: Any) -> None:
        """Follow a form or a pattern in a state of its own."""
        kept, line = self.state, self.line
        matrix = tuple(float(resolve(part)) for part in items(entry(form, "/Matrix"))) or _SAME
        self.state = replace(kept, matrix=_times(matrix, kept.matrix))
        self.group(form)
        self.follow(form.get_data(), entry(form, "/Resources") or self.resources[-1])
        self.state, self.line = kept, line

    def settings(self, operation: Operation) -> None:
        """A soft mask is content as well (ISO 32000-1, 11.6.5.3); its luminosity is no ink."""
        mask = entry(self.resource("/ExtGState", operation.name()), "/SMask")
        form = entry(mask, "/G")
        if isinstance(form, StreamObject):
            texts, grounds = list(self.painting.texts), list(self.grounds)
            self.inside(form)
            self.painting.texts, self.grounds = texts, grounds

    def inline(self, operation: Operation) -> None:
        if any(name in operation.operands[0] + b" " for name in _INLINE):
            self.found("image", "inline")

    def save(self, _operation: Operation) -> None:
        self.stack.append(self.state)

    def restore(self, _operation: Operation) -> None:
        self.state = self.stack.pop() if self.stack else self.state

    def concatenate(self, operation: Operation) -> None:
        self.state = replace(self.state, matrix=_times(operation.numbers(), self.state.matrix))

    def rectangle(self, operation: Operation) -> None:
        self.rectangles.append(self.placed(*operation.numbers()))

    def clips(self, _operation: Operation) -> None:
        self.clipping = True

    def line_width(self, operation: Operation) -> None:
        self.state = replace(self.state, width=operation.numbers()[0])

    def path_ends(self, operation: Operation) -> None:
        if operation.operator in _STROKES:
            self.painting.thinnest = min(self.painting.thinnest, self.state.width * _scale(self.state.matrix))
        # A rectangle within another, filled by the even-odd rule, is a border.
        border = operation.operator[-1:] == b"*" and len(self.rectangles) > 1
        if operation.operator not in (b"S", b"s", b"n") and not border:
            ink = inf if self.state.fill is None else sum(self.state.fill)
            for box in self.rectangles:
                self.ground(box, ink)
        if self.clipping and len(self.rectangles) == 1:
            self.state = replace(self.state, clip=_within(self.rectangles[0], self.state.clip))
        self.clipping = False
        self.rectangles.clear()

    def placed(self, x: float, y: float, width: float, height: float) -> Box:
        """A rectangle of the current space on the page."""
        (a, c), (b, d) = (_point(self.state.matrix, *end) for end in ((x, y), (x + width, y + height)))
        return min(a, b), min(c, d), max(a, b), max(c, d)

    def ground(self, box: Box, ink: float) -> None:
        self.grounds.append((_within(box, self.state.clip), ink))

    def begin_text(self, _operation: Operation) -> None:
        self.line = _SAME

    def font(self, operation: Operation) -> None:
        self.state = replace(self.state, size=operation.numbers()[-1])

    def place(self, operation: Operation) -> None:
        self.line = operation.numbers()

    def move(self, operation: Operation) -> None:
        x, y = operation.numbers()
        self.line = _times((1, 0, 0, 1, x, y), self.line)

    def show(self, _operation: Operation) -> None:
        matrix = _times(self.line, self.state.matrix)
        size = self.state.size * _scale(matrix)
        x, y = _point(matrix, 1, self.state.size / 4)
        ground = next((ink for (left, foot, right, head), ink in reversed(self.grounds)
                       if left <= x <= right and foot <= y <= head), 0)
        self.painting.texts.append(Text(size, self.state.fill, ground))


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _scale(matrix: Matrix) -> float:
    """How much a matrix enlarges, whatever it turns or slants."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def _within(box: Box, limits: Box) -> Box:
    return (max(box[0], limits[0]), max(box[1], limits[1]), min(box[2], limits[2]), min(box[3], limits[3]))


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


_ACTS: Mapping[bytes, Callable[[_ContentInterpreter, Operation], None]] = {
    b"q": _ContentInterpreter.save, b"Q": _ContentInterpreter.restore, b"cm": _ContentInterpreter.concatenate, b"gs": _ContentInterpreter.settings,
    b"rg": _ContentInterpreter.screen, b"RG": _ContentInterpreter.screen, b"k": _ContentInterpreter.inks, b"K": _ContentInterpreter.inks, b"g": _ContentInterpreter.grey,
    b"cs": _ContentInterpreter.space, b"CS": _ContentInterpreter.space,
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), _ContentInterpreter.colour),
    b"sh": _ContentInterpreter.shade, b"Do": _ContentInterpreter.external, b"BI": _ContentInterpreter.inline,
    b"w": _ContentInterpreter.line_width, b"re": _ContentInterpreter.rectangle, b"W": _ContentInterpreter.clips, b"W*": _ContentInterpreter.clips,
    **dict.fromkeys(b"f F f* B B* b b* S s n".split(), _ContentInterpreter.path_ends),
    b"BT": _ContentInterpreter.begin_text, b"Tf": _ContentInterpreter.font, b"Tm": _ContentInterpreter.place, b"Td": _ContentInterpreter.move, b"TD": _ContentInterpreter.move,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _ContentInterpreter.show),
}
