"""A page as a press paints it: colours that are no inks, how heavy the ink is, what is behind text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import inf

from pypdf.generic import DictionaryObject, StreamObject

from rocbpress.assemble.objects import Box, content_of, entry, is_true, raw_items, resolve
from rocbpress.assemble.operators import Operation, operations
from rocbpress.preflight.paper.colour_spaces import image_prints, name_of, prints

Matrix = tuple[float, ...]
Inks = tuple[float, ...]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_BLACK: Inks = (0, 0, 0, 1)
_EVERYWHERE: Box = (-inf, -inf, inf, inf)
_DEEPEST = 16  # of forms within forms
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_INLINE = (b"/RGB", b"/DeviceRGB", b"/CalRGB", b"/Lab", b"/I ", b"/Indexed")


@dataclass(frozen=True, slots=True)
class Text:
    """Text shown: its size in points, its inks (None where they are unknown), the ink behind it.

    `overprints`: inks of which it has nothing stay as they are (ISO 32000-1, 8.6.7).
    """

    size: float
    inks: Inks | None
    background: float
    overprints: bool = False


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
    pictures: dict[int, object] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)


def read_painting(page: DictionaryObject) -> Painting:
    """Everything that the page's content paints, in order, forms and patterns included."""
    interpreter = _Interpreter()
    interpreter.group(page)
    interpreter.run(content_of(page), entry(page, "/Resources"))
    return interpreter.painting


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it counts here (ISO 32000-1, 8.4)."""

    matrix: Matrix = _IDENTITY
    space: str = "/DeviceGray"
    fill: Inks | None = _BLACK
    size: float = 0
    width: float = 1
    clip: Box = _EVERYWHERE
    overprints: bool = False


@dataclass(slots=True)
class _Interpreter:
    """Follows content, and remembers the backgrounds painted so far, the last on top.

    A background is a rectangle or a picture; every other outline is taken for drawing.
    """

    painting: Painting = field(default_factory=Painting)
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    backgrounds: list[tuple[Box, float]] = field(default_factory=list)
    rectangles: list[Box] = field(default_factory=list)
    clipping: bool = False
    line: Matrix = _IDENTITY
    resources: list[object] = field(default_factory=list)

    def run(self, content: bytes, resources: object) -> None:
        if len(self.resources) > _DEEPEST:
            return
        self.resources.append(resources)
        for operation in operations(content):
            if perform := _OPERATORS.get(operation.operator):
                perform(self, operation)
        self.resources.pop()

    def resource(self, kind: str, name: str) -> object:
        found: object = entry(entry(self.resources[-1], kind), name)
        return found

    def check(self, kind: str, space: object) -> None:
        if not prints(space):
            self.painting.foreign[kind, name_of(space)] = None

    def group(self, holder: object) -> None:
        self.painting.seen.add(id(holder))
        space = entry(entry(holder, "/Group"), "/CS")
        if space is not None:
            self.check("group", space)

    def save(self, _operation: Operation) -> None:
        self.stack.append(self.state)

    def restore(self, _operation: Operation) -> None:
        self.state = self.stack.pop() if self.stack else self.state

    def concatenate(self, operation: Operation) -> None:
        self.state = replace(self.state, matrix=_times(operation.numbers(), self.state.matrix))

    def set_width(self, operation: Operation) -> None:
        self.state = replace(self.state, width=operation.numbers()[0])

    def set_states(self, operation: Operation) -> None:
        """A soft mask is content as well (ISO 32000-1, 11.6.5.3); its luminosity is no ink."""
        given = self.resource("/ExtGState", operation.name())
        if (overprints := entry(given, "/op")) is not None:
            mode = resolve(entry(given, "/OPM"))
            self.state = replace(self.state, overprints=is_true(overprints) and mode == 1)
        form = entry(entry(given, "/SMask"), "/G")
        if isinstance(form, StreamObject):
            texts, backgrounds = list(self.painting.texts), list(self.backgrounds)
            self.run_inside(form)
            self.painting.texts, self.backgrounds = texts, backgrounds

    def set_rgb(self, operation: Operation) -> None:
        self.painting.foreign["operator", operation.operator.decode()] = None
        if operation.operator == b"rg":
            self.state = replace(self.state, fill=None)

    def set_cmyk(self, operation: Operation) -> None:
        inks = operation.numbers()
        self.painting.heaviest = max(self.painting.heaviest, sum(inks))
        if operation.operator == b"k":
            self.state = replace(self.state, fill=inks)

    def set_grey(self, operation: Operation) -> None:
        self.state = replace(self.state, fill=(0, 0, 0, *(1 - level for level in operation.numbers())))

    def set_space(self, operation: Operation) -> None:
        name = operation.name()
        space = self.resource("/ColorSpace", name) or name
        if not prints(space):
            self.painting.seen.add(id(self.resources[-1]))
            self.check("space", space)
        if operation.operator == b"cs":
            self.state = replace(self.state, space=name, fill=_BLACK if name != "/Pattern" else None)

    def set_colour(self, operation: Operation) -> None:
        """A colour of the current space, which WeasyPrint names for fills and strokes alike."""
        inks, name = operation.numbers(), operation.name()
        if name:
            self.pattern(self.resource("/Pattern", name))
        if len(inks) == 4:
            self.painting.heaviest = max(self.painting.heaviest, sum(inks))
        if operation.operator in (b"sc", b"scn"):
            known = {"/DeviceCMYK": inks, "/DeviceGray": (0, 0, 0, 1 - sum(inks))}.get(self.state.space)
            self.state = replace(self.state, fill=None if name else known)

    def pattern(self, pattern: object) -> None:
        if entry(pattern, "/PatternType") == 2:
            self.shading(entry(pattern, "/Shading"))
        elif isinstance(pattern, StreamObject):
            self.run_inside(pattern)

    def shading(self, shading: object) -> None:
        self.painting.seen.add(id(shading))
        self.check("shading", entry(shading, "/ColorSpace"))

    def shade(self, operation: Operation) -> None:
        self.shading(self.resource("/Shading", operation.name()))

    def draw(self, operation: Operation) -> None:
        """A picture, which is a background of any depth, or a form."""
        drawn = self.resource("/XObject", operation.name())
        if isinstance(drawn, StreamObject) and entry(drawn, "/Subtype") == "/Form":
            self.run_inside(drawn)
        elif drawn is not None:
            self.painting.pictures[id(drawn)] = drawn
            self.add_background(self.placed(0, 0, 1, 1), inf)
            for picture in (drawn, entry(drawn, "/SMask")):
                self.painting.seen.add(id(picture))
                if picture is not None and not image_prints(picture):
                    self.check("image", entry(picture, "/ColorSpace"))

    def run_inside(self, form: StreamObject) -> None:
        """Follow a form or a pattern in a state of its own."""
        state, line = self.state, self.line
        matrix = tuple(float(resolve(part)) for part in raw_items(entry(form, "/Matrix"))) or _IDENTITY
        self.state = replace(state, matrix=_times(matrix, state.matrix))
        self.group(form)
        self.run(form.get_data(), entry(form, "/Resources") or self.resources[-1])
        self.state, self.line = state, line

    def draw_inline(self, operation: Operation) -> None:
        if any(name in operation.operands[0] + b" " for name in _INLINE):
            self.painting.foreign["image", "inline"] = None

    def add_rectangle(self, operation: Operation) -> None:
        self.rectangles.append(self.placed(*operation.numbers()))

    def clip(self, _operation: Operation) -> None:
        self.clipping = True

    def paint_path(self, operation: Operation) -> None:
        if operation.operator in _STROKES:
            self.painting.thinnest = min(self.painting.thinnest, self.state.width * _scale(self.state.matrix))
        # A rectangle within another, filled by the even-odd rule, is a border.
        border = operation.operator[-1:] == b"*" and len(self.rectangles) > 1
        if operation.operator not in (b"S", b"s", b"n") and not border:
            ink = inf if self.state.fill is None else sum(self.state.fill)
            for box in self.rectangles:
                self.add_background(box, ink)
        if self.clipping and len(self.rectangles) == 1:
            self.state = replace(self.state, clip=_within(self.rectangles[0], self.state.clip))
        self.clipping = False
        self.rectangles.clear()

    def placed(self, x: float, y: float, width: float, height: float) -> Box:
        """A rectangle of the current space on the page."""
        (a, c), (b, d) = (_point(self.state.matrix, *end) for end in ((x, y), (x + width, y + height)))
        return min(a, b), min(c, d), max(a, b), max(c, d)

    def add_background(self, box: Box, ink: float) -> None:
        self.backgrounds.append((_within(box, self.state.clip), ink))

    def begin_text(self, _operation: Operation) -> None:
        self.line = _IDENTITY

    def set_font(self, operation: Operation) -> None:
        self.state = replace(self.state, size=operation.numbers()[-1])

    def set_text_matrix(self, operation: Operation) -> None:
        self.line = operation.numbers()

    def move_text(self, operation: Operation) -> None:
        self.line = _times((1, 0, 0, 1, *operation.numbers()), self.line)

    def show_text(self, _operation: Operation) -> None:
        matrix = _times(self.line, self.state.matrix)
        x, y = _point(matrix, 1, self.state.size / 4)
        background = next((ink for (left, bottom, right, top), ink in reversed(self.backgrounds)
                           if left <= x <= right and bottom <= y <= top), 0)
        self.painting.texts.append(Text(
            self.state.size * _scale(matrix), self.state.fill, background, self.state.overprints))


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


# ISO 32000-1, annex A; all others neither paint nor change what counts here.
_OPERATORS: Mapping[bytes, Callable[[_Interpreter, Operation], None]] = {
    name: perform for names, perform in (
        (b"q", _Interpreter.save), (b"Q", _Interpreter.restore), (b"cm", _Interpreter.concatenate),
        (b"w", _Interpreter.set_width), (b"gs", _Interpreter.set_states),
        (b"rg RG", _Interpreter.set_rgb), (b"k K", _Interpreter.set_cmyk), (b"g", _Interpreter.set_grey),
        (b"cs CS", _Interpreter.set_space), (b"sc scn SC SCN", _Interpreter.set_colour),
        (b"sh", _Interpreter.shade), (b"Do", _Interpreter.draw), (b"BI", _Interpreter.draw_inline),
        (b"re", _Interpreter.add_rectangle), (b"W W*", _Interpreter.clip),
        (b"f F f* B B* b b* S s n", _Interpreter.paint_path),
        (b"BT", _Interpreter.begin_text), (b"Tf", _Interpreter.set_font),
        (b"Tm", _Interpreter.set_text_matrix), (b"Td TD", _Interpreter.move_text),
        (b"Tj TJ ' \"", _Interpreter.show_text),
    ) for name in names.split()
}
