"""Untrusted SVG made safe: what could act is removed, what would be lost is reported."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from xml.etree.ElementTree import Element, TreeBuilder, fromstring, tostring
from xml.parsers import expat

from rocbpress.figures.svg_faces import DrawingFaces, set_faces
from rocbpress.figures.svg_numbers import SMALLEST, is_endless, number_faults
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place

SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
_XLINK = "http://www.w3.org/1999/xlink"
_SPACES = frozenset(("", _XML, _XLINK))
_NOWHERE = Place()
DEEPEST, MOST = 100, 15_000  # levels, and elements once every reference is followed: five seconds of drawing
MOST_BYTES, MOST_POINTS = 8_000_000, 2_000_000  # of the file and its paths: a map of the world has 1 MB
MOST_LETTERS = 10_000  # as many as five pages hold
MOST_FINDINGS = 20  # of one drawing
# Nothing of these shows on paper.
_INERT = frozenset(("script", "handler", "listener", "animate", "animateColor", "animateMotion",
                    "animateTransform", "set", "discard", "metadata", "cursor", "view"))
_POINTS = {"": 0.75, "px": 0.75, "pt": 1.0, "pc": 12.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_CORNER = 4  # characters of a path
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)
_MODES = frozenset((
    "normal", "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light",
    "soft-light", "difference", "exclusion", "hue", "saturation", "color", "luminosity"))
_MODE = re.compile(r"(?<![-\w])mode\s*:", re.IGNORECASE)
_OPACITY = re.compile(r"(?<![-\w])opacity\s*:", re.IGNORECASE)
_AT_CORNERS = ("marker", "marker-mid")
_OUTSIDE = re.compile(r"@import|url\(\s*(?![\"'\s]*#)|image-set\(|\bsrc\s*\(", re.IGNORECASE)
_INSIDE = re.compile(r"url\(\s*[\"']?\s*#([^\"')]+)", re.IGNORECASE)


def is_drawing(data: bytes) -> bool:
    """Whether the bytes begin as XML does; `clean` decides if it is a drawing."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def clean(svg: bytes, *, where: Place = _NOWHERE, name: str = "the drawing",
          faces: DrawingFaces | None = None) -> bytes:
    """The drawing without scripts, links, comments and editors' private notes, in UTF-8, with a viewBox.

    With `faces`, words that name no family have the layout's, and those in families that are not in fonts/
    are a finding.

    SourceError, with all there is to say at once, where something visible would be lost or could
    not be drawn: drawing-broken, drawing-entity, drawing-outside, drawing-foreign, drawing-loop,
    drawing-too-large, drawing-size, drawing-number.
    """
    cleaning = _Cleaning(where, name)
    root = cleaning.read(svg)
    if root is not None and not cleaning.findings:
        _view(root, cleaning)
        _weigh(root, cleaning)
        for family in dict.fromkeys(set_faces(root, faces)) if faces else ():
            cleaning.findings.append(Finding(
                "glyph-fallback", f"{name} has words in {family}, which is not in fonts/", where,
                hint="convert its text to outlines, or name a font that is in fonts/"))
    if root is None or cleaning.findings:
        raise SourceError(cleaning.findings)
    root.set("xmlns", SVG)
    cleaned: bytes = tostring(root, encoding="utf-8")
    return cleaned


def size_of(svg: bytes) -> tuple[int, int]:
    """Width and height of a cleaned drawing in units of its view; scaled up where they are small."""
    width, height = _extent(fromstring(svg))
    scale = max(1.0, 1000 / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


@dataclass(slots=True)
class _Cleaning:
    """A drawing on its way through the parser; `skipping` counts the open elements that are dropped."""

    where: Place
    name: str
    findings: list[Finding] = field(default_factory=list)
    builder: TreeBuilder = field(default_factory=TreeBuilder)
    parser: expat.XMLParserType = field(init=False)
    path: list[str] = field(default_factory=list)
    skipping: int = 0
    count: int = 0
    letters: int = 0
    points: int = 0

    def read(self, svg: bytes) -> Element | None:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        if len(svg) > MOST_BYTES:
            self.report("drawing-too-large", f"is larger than {MOST_BYTES // 1_000_000} MB")
            return None
        parser.buffer_text, parser.buffer_size = True, 1 << 20  # a style sheet comes in one piece
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.entity
        try:
            parser.Parse(svg, True)
            return self.builder.close()
        except expat.ExpatError as error:
            self.report("drawing-broken", f"is not well-formed ({expat.ErrorString(error.code)})")
        except (LookupError, ValueError):
            # Python looks up the encoding that the first line names.
            self.report("drawing-broken", "names an encoding that is not known", "save it as UTF-8")
        except _StopError:
            pass
        return None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.count += 1
        if not self.path and (tag != "svg" or space not in ("", SVG)):
            self.stop("drawing-broken", f"is <{tag}>, not <svg>")
        if len(self.path) > DEEPEST or self.count > MOST:
            self.stop("drawing-too-large", "has too many elements, or too many levels of them")
        foreign = tag == "foreignObject"
        if foreign and not self.skipping and self.path[-1] != "switch":
            self.report("drawing-foreign", "has text as HTML (foreignObject), which cannot be drawn",
                        "export it with its text as SVG text")
        self.path.append(tag)
        if self.skipping or foreign or tag in _INERT or space not in ("", SVG):
            self.skipping += 1
            return
        self.builder.start(tag, dict(self.kept(tag, attributes)))

    def kept(self, tag: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes that may stay."""
        for name, value in attributes.items():
            space, _, key = name.rpartition(" ")
            if space not in _SPACES or key.lower().startswith("on") or key == "base":
                continue
            if key == "mode" and value not in _MODES:
                continue  # WeasyPrint would write it as it is
            if key == "href":
                yield from self.reference(tag, value.strip())
            elif space != _XLINK:
                if _OUTSIDE.search(value):
                    self.outside(value)
                self.numbers(tag, key, value)
                yield (f"{{{_XML}}}{key}" if space else key), value

    def reference(self, tag: str, target: str) -> Iterator[tuple[str, str]]:
        if target.startswith("#"):
            yield "href", target
        elif tag == "image" and target.startswith("data:"):
            self.report("drawing-outside", "contains a photograph, which a drawing may not",
                        "add the photograph to the article as a picture of its own")
        elif tag != "a":
            self.outside(target)

    def numbers(self, tag: str, key: str, value: str) -> None:
        """Report the numbers that cannot be drawn, and a blend mode where none can be checked."""
        if (key == "style" or not key) and _MODE.search(value):
            self.stop("drawing-broken", "has a blend mode in a style")
        self.points += len(value) if key in ("d", "points") else 0
        if self.points > MOST_POINTS:
            self.stop("drawing-too-large", f"has paths of more than {MOST_POINTS // 1_000_000} MB")
        if is_endless(key, value):
            self.report("drawing-too-large", f"has a {tag} with too many points in one piece")
        for number in number_faults(tag, key, value):
            self.report("drawing-number", f"has a number that cannot be drawn: {number[:20]} in "
                        f"{key} of <{tag}>", "correct it, or export the drawing again")

    def end(self, _name: str) -> None:
        tag = self.path.pop()
        if self.skipping:
            self.skipping -= 1
        else:
            self.builder.end(tag)

    def text(self, text: str) -> None:
        if not self.skipping:
            if self.path[-1] == "style":
                if _OUTSIDE.search(text):
                    self.outside(text.strip())
                self.numbers("style", "", text)
            self.letters += len(text.strip())
            if self.letters > MOST_LETTERS and self.path[-1] != "style":
                self.stop("drawing-too-large", "has too much text")
            self.builder.data(text)

    def entity(self, name: str, *_: object) -> None:
        self.stop("drawing-entity", f"uses an entity of its own: {name}", "export it as plain SVG")

    def outside(self, target: str) -> None:
        shown = target if len(target) <= 60 else f"{target[:57]}..."
        self.report("drawing-outside", f"refers to something outside itself: {shown}",
                    "export it with everything embedded")

    def stop(self, code: str, message: str, hint: str = "") -> None:
        self.report(code, message, hint)
        raise _StopError

    def report(self, code: str, message: str, hint: str = "") -> None:
        line = self.parser.CurrentLineNumber
        self.findings.append(Finding(code, f"{self.name} {message} (line {line})", self.where, hint=hint))
        if len(self.findings) == MOST_FINDINGS:
            raise _StopError


class _StopError(Exception):
    """Reading on would find nothing new."""


def _view(root: Element, cleaning: _Cleaning) -> None:
    """Without a viewBox a drawing cannot be scaled; it is made from width and height."""
    width, height = _extent(root)
    if not (SMALLEST < width < 1e6 and SMALLEST < height < 1e6):
        cleaning.report("drawing-size", "has neither a viewBox nor a width and height")
    elif "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {width / 0.75:g} {height / 0.75:g}")


def _extent(root: Element) -> tuple[float, float]:
    """Width and height in points, else those of the viewBox; zeros where there are none."""
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    sizes = [_number(m[1]) * _POINTS[m[2].lower()] for m in lengths if m and m[2].lower() in _POINTS]
    if len(sizes) != 2:
        sizes = [_number(part) for part in root.get("viewBox", "").replace(",", " ").split()][2:4]
    return (sizes[0], sizes[1]) if len(sizes) == 2 else (0.0, 0.0)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _weigh(root: Element, cleaning: _Cleaning) -> None:
    """Elements counted as often as they are drawn: `use` of `use` of `use` grows without bound."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    parts = {element: [*element, *(named[name] for name in _references(element) if name in named)]
             for element in root.iter()}
    weights: dict[Element, int] = {}
    try:
        for element in TopologicalSorter(parts).static_order():
            inner = sum(weights[part] for part in parts[element])
            weights[element] = _weight(element) + _times(element) * inner
    except CycleError:
        cleaning.report("drawing-loop", "uses a part inside itself")
        return
    if weights[root] > MOST or _is_full_of_markers(root, weights, cleaning.points):
        cleaning.report("drawing-too-large", "would draw too many elements")


def _is_full_of_markers(root: Element, weights: Mapping[Element, int], points: int) -> bool:
    """Whether markers that a group or a style gives to all paths in it are too much to draw."""
    heaviest = max((weights[element] for element in root.iter("marker")), default=0)
    given = (key in _AT_CORNERS or (key == "style" and "marker" in value)
             for element in root.iter() for key, value in element.items())
    sheets = ("marker" in (style.text or "") for style in root.iter("style"))
    return heaviest * points / _CORNER > MOST and (any(given) or any(sheets))


def _weight(element: Element) -> int:
    """About how many plain elements take as long to draw."""
    if element.tag.endswith("Gradient") and element.get("spreadMethod", "pad").strip() != "pad":
        return 1_000  # its stops are repeated as often as it shows
    if "opacity" in element.attrib or _OPACITY.search(element.get("style", "")):
        return 10
    return {"stop": 5, "text": 10, "tspan": 10, "textPath": 10}.get(element.tag, 1)


def _times(element: Element) -> int:
    """How often the parts of an element are drawn: a marker at each corner."""
    if not any(element.get(name) for name in _AT_CORNERS):
        return 1
    return 1 + round(max(len(element.get("d", "")), len(element.get("points", ""))) / _CORNER)


def _references(element: Element) -> Iterator[str]:
    for name, value in element.items():
        if name == "href":
            yield value.removeprefix("#")
        else:
            yield from _INSIDE.findall(value)
