"""What stands in a drawing: pictures, text boxes, charts, diagrams (ECMA-376, 20.4 and 21)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Box, Paragraph, Picture, Role, Rule, Run
from rocbpress.importing.charts import chart
from rocbpress.importing.elements import words_in
from rocbpress.importing.package import Element, find, name_of, number, tag
from rocbpress.importing.story import Story
from rocbpress.importing.walk import pictures_of

Inside = Callable[[Element, str], tuple[Block, ...]]
_SHARE = 1000  # of a percent, in crops
_TURN = 60_000  # of a degree
_CHARTEX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing of a paragraph; `inside` reads the blocks of a text box in it."""

    story: Story
    place: str
    near: str
    inside: Inside
    alt: str = ""
    decorative: bool = False

    def blocks(self, element: Element) -> Iterator[Block]:
        """All that stands in it."""
        for child in element:
            name = name_of(child)
            if rule := _RULES.get("w:txbxContent" if name.endswith("}txbxContent") else name):
                yield from rule(self, child)
            elif name == "mc:AlternateContent":
                chosen = find(child, "mc:Choice")
                yield from self.blocks(chosen if chosen is not None else child)
            elif name in ("wp:inline", "wp:anchor"):
                yield from self._anchored(child)
            else:
                yield from self.blocks(child)

    def _anchored(self, element: Element) -> Iterator[Block]:
        """A drawing; what was said that it shows is told, where no picture says it."""
        drawing = self._described(element)
        blocks = list(drawing.blocks(element))
        if drawing.alt.strip() and not any(
                each.alt == drawing.alt and not each.decorative for each in pictures_of(blocks)):
            self.story.teller.tell("word-alt", "the description of a drawing is left out", self.place,
                                   words=drawing.alt, severity=Severity.NOTE)
        yield from blocks

    def _described(self, element: Element) -> Drawing:
        """The drawing, with what its author said that it shows."""
        properties = find(element, "wp:docPr")
        if properties is None:
            return self
        decorative = any(each.get("val") in ("1", "true") for each in properties.iter(tag("adec:decorative")))
        alt = properties.get("descr", "") or properties.get("title", "")
        return Drawing(self.story, self.place, self.near, self.inside, alt, decorative)

    def _box(self, element: Element) -> Iterator[Block]:
        blocks = self.inside(element, "text box")
        if blocks:
            words = " ".join(words_in(element).split())
            self.story.teller.tell("word-text-box", "a text box is set as a side box", self.place, near=words,
                                   severity=Severity.NOTE)
            yield Box(blocks, self.place)

    def _picture(self, element: Element) -> Iterator[Block]:
        own = find(element, "pic:nvPicPr/pic:cNvPr")
        blip = find(element, "pic:blipFill/a:blip")
        if blip is None:
            return
        alt = (own.get("descr", "") if own is not None else "") or self.alt
        name = own.get("name", "") if own is not None else ""
        cut, frame = find(element, "pic:blipFill/a:srcRect"), find(element, "pic:spPr/a:xfrm")
        sides = [number(cut.get(side, "0")) / _SHARE if cut is not None else 0.0 for side in "ltrb"]
        turn = number(frame.get("rot", "0")) / _TURN if frame is not None else 0
        flipped = frame is not None and bool({frame.get("flipH"), frame.get("flipV")} & {"1", "true"})
        yield self._file(blip.get(tag("r:embed"), "") or blip.get(tag("r:link"), ""), alt, name,
                         (sides[0], sides[1], sides[2], sides[3]), turn, flipped)

    def _imagedata(self, element: Element) -> Iterator[Block]:
        shape = element.getparent()
        alt = shape.get("alt", "") if shape is not None else ""
        identifier = element.get(tag("r:id"), "") or element.get(tag("r:pict"), "")
        if identifier:
            yield self._file(identifier, alt or self.alt, element.get(tag("o:title"), ""))

    def _file(self, identifier: str, alt: str, name: str, crop: tuple[float, float, float, float] = (0, 0,
                                                                                                     0, 0),
              turn: float = 0, flipped: bool = False) -> Picture:
        relation = self.story.package.relations(self.story.part).get(identifier)
        if relation and relation.outside:
            self._tell("word-picture-outside", "a picture is not in the file, only its address: "
                       f"{relation.target[:80]}", Severity.ERROR,
                       "ask for the picture, and add it to images/")
            return Picture(b"", place=self.place, alt=alt, title="A picture outside the file")
        data = self.story.package.read(relation.target) if relation else None
        if not data:
            self._tell("word-picture-missing", "a picture is missing in the file", Severity.ERROR,
                       "ask for the picture, and add it to images/")
            return Picture(b"", place=self.place, alt=alt, title="A picture missing in the file")
        return Picture(data, relation.target.rpartition("/")[2] if relation else name, self.place, alt=alt,
                       decorative=self.decorative, crop=crop, turn=turn, flipped=flipped)

    def _chart(self, element: Element) -> Iterator[Block]:
        relation = self.story.package.relations(self.story.part).get(element.get(tag("r:id"), ""))
        root = self.story.package.tree(relation.target) if relation and not relation.outside else None
        if root is None:
            self._tell("word-picture-missing", "a chart is missing in the file", Severity.ERROR, "")
            return
        block, words = chart(root, self.place, self.near or self.alt)
        self.story.teller.tell("word-chart", "a chart is drawn anew from its values: compare it with the file"
                               if block else "a chart is left out: it has no values that can be drawn",
                               self.place, words=words, near=self.near)
        if block:
            yield block

    def _foreign_chart(self, element: Element) -> Iterator[Block]:
        relation = self.story.package.relations(self.story.part).get(element.get(tag("r:id"), ""))
        root = self.story.package.tree(relation.target) if relation and not relation.outside else None
        words = " ".join(" ".join(map(str, root.itertext())).split()) if root is not None else ""
        self.story.teller.tell("word-chart", "a chart of a kind that cannot be drawn is left out", self.place,
                               words=words, near=self.near)
        yield Picture(b"", place=self.place, alt=self.alt, title="A chart")

    def _diagram(self, element: Element) -> Iterator[Block]:
        relation = self.story.package.relations(self.story.part).get(element.get(tag("r:dm"), ""))
        root = self.story.package.tree(relation.target) if relation and not relation.outside else None
        if root is None:
            return
        items = tuple(_points(root, self.place))
        self._tell("word-smartart", "a diagram is set as a list", Severity.WARNING, "")
        yield from items

    def _word_art(self, element: Element) -> Iterator[Block]:
        if words := element.get("string", "").strip():
            self._tell("word-wordart", "words drawn as a picture are set as a line of text",
                       Severity.WARNING, "")
            yield Paragraph((Run(words),), self.place)

    def _shape(self, element: Element) -> Iterator[Block]:
        """A line of words in a drawing that is no text box."""
        if words := " ".join(words_in(element).split()):
            self._tell("word-shape", "words in a drawing are set as a line of text; the drawing is left out",
                       Severity.WARNING, "")
            yield Paragraph((Run(words),), self.place)

    def _object(self, element: Element) -> Iterator[Block]:
        kind = element.get("ProgID", "") or "another program"
        self._tell("word-object", f"something made by {kind} is shown as a picture", Severity.WARNING, "")
        yield from ()

    def _rule(self, element: Element) -> Iterator[Block]:
        if element.get(tag("o:hr")) in ("t", "true"):
            yield Rule(self.place)
        yield from self.blocks(element)

    def _nothing(self, _element: Element) -> Iterator[Block]:
        yield from ()

    def _tell(self, code: str, message: str, severity: Severity, hint: str) -> None:
        self.story.teller.tell(code, message, self.place, near=self.near, severity=severity, hint=hint)


_RULES: Mapping[str, Callable[[Drawing, Element], Iterator[Block]]] = {
    "w:txbxContent": Drawing._box, "pic:pic": Drawing._picture, "v:imagedata": Drawing._imagedata,
    "c:chart": Drawing._chart, _CHARTEX: Drawing._foreign_chart, "dgm:relIds": Drawing._diagram,
    "v:textpath": Drawing._word_art, "a:p": Drawing._shape, "o:OLEObject": Drawing._object,
    "v:rect": Drawing._rule, "mc:Fallback": Drawing._nothing,
}


def _points(root: Element, place: str) -> Iterator[Paragraph]:
    """The points of a diagram that hold words, as items of a list (21.4)."""
    parents = {each.get("destId", ""): each.get("srcId", "") for each in root.iter(tag("dgm:cxn"))
               if each.get("type", "parOf") == "parOf"}
    spoken = {each.get("modelId", "") for each in root.iter(tag("dgm:pt")) if words_in(each).strip()}
    for point in root.iter(tag("dgm:pt")):
        if words := " ".join(words_in(point).split()):
            depth, above = 0, parents.get(point.get("modelId", ""), "")
            while above and depth < 5:
                depth += above in spoken
                above = parents.get(above, "") if above != parents.get(above) else ""
            yield Paragraph((Run(words),), place, Role.ITEM, level=depth, mark="-")


