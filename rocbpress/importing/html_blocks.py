"""The elements of a web page into blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Cell, Paragraph, Role, Rule, Run, Table
from rocbpress.importing.html_notes import Notes
from rocbpress.importing.html_pictures import Opener, picture_of
from rocbpress.importing.stylesheets import Look, Sheet, look_of
from rocbpress.importing.told import Teller

NEVER = frozenset({"script", "style", "template", "head", "base", "link", "meta", "colgroup"})
_OBJECTS = frozenset({"svg", "iframe", "object", "embed", "video", "audio", "canvas", "applet", "math",
                      "select",
                      "textarea", "noscript"})
_AROUND = frozenset({"nav", "footer"})
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset",
    "figcaption", "figure", "form", "header", "html", "legend", "main", "p", "section", "summary", "tbody",
    "td",
    "th", "tr"})
_ROLES = {"blockquote": Role.QUOTE, "figcaption": Role.CAPTION, "caption": Role.CAPTION}
_LEVEL = re.compile(r"\blst-\S+-(\d)\b")  # Google Docs writes each level as a list of its own
_CLASSES = {"title": Role.TITLE, "MsoTitle": Role.TITLE, "subtitle": Role.SUBTITLE,
            "MsoSubtitle": Role.SUBTITLE,
            "MsoCaption": Role.CAPTION}
_ARRANGED = frozenset({"table", "h1", "h2", "h3"})  # what no table of figures holds


def text_of(element: Element) -> str:
    """All words below an element that are words of a person."""
    if not isinstance(element.tag, str) or element.tag in NEVER:
        return ""
    inside = " ".join([element.text or "", *(f"{text_of(child)} {child.tail or ''}" for child in element)])
    return " ".join(inside.split())


@dataclass(slots=True)
class PageReader:
    """Walks a page; `line` are the runs of the paragraph that grows, `frame` is what it will be."""

    teller: Teller
    opener: Opener
    sheet: Sheet
    notes: Notes
    blocks: list[Block] = field(default_factory=list)
    line: list[Run] = field(default_factory=list)
    frame: Paragraph = field(default_factory=lambda: Paragraph(()))
    count: int = 0

    def read(self, content: Element) -> tuple[tuple[Block, ...], dict[str, tuple[Block, ...]]]:
        """The blocks of the page's content, and those of its notes."""
        blocks = self._within(content, Look())
        return blocks, {key: self._within(note, Look(), whole=True) for key,
                        note in self.notes.bodies.items()}

    @property
    def _place(self) -> str:
        return f"paragraph {self.count + 1}"

    def _within(self, element: Element, look: Look, *, whole: bool = False) -> tuple[Block, ...]:
        """The blocks of an element, apart from those around it; `whole` if its own notes' mark is no bar."""
        outer = self.blocks, self.line, self.frame
        self.blocks, self.line, self.frame = [], [], Paragraph(())
        if whole:
            self._children(element, look_of(element, look, self.sheet), element.tag == "pre")
        else:
            self._element(element, look, verbatim=False)
        self._end()
        blocks = tuple(self.blocks)
        self.blocks, self.line, self.frame = outer
        return blocks

    def _element(self, element: Element, before: Look, *, verbatim: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in NEVER or self.notes.is_body(element):
            return
        look = look_of(element, before, self.sheet)
        if look.hidden:
            self._tell("word-hidden", "hidden text is left out", element)
        elif tag in _AROUND:
            self._tell("html-around", "what stands around the text of the page is left out", element,
                       Severity.NOTE)
        elif tag in _OBJECTS:
            self._tell("word-object", f"what the page shows by <{tag}> is left out", element, always=True)
        elif tag in _WAYS:
            _WAYS[tag](self, element, look)
        elif tag in _BLOCKS or tag in _ROLES:
            self._block(element, look)
        else:
            self._children(element, look, verbatim or tag in ("pre", "textarea"))

    def _tell(self, code: str, message: str, element: Element, severity: Severity = Severity.WARNING,
              *, always: bool = False) -> None:
        if (words := text_of(element)) or always:
            self.teller.tell(code, message, self._place, words=words, severity=severity)

    def _children(self, element: Element, look: Look, verbatim: bool = False) -> None:
        self._words(element.text, look, verbatim)
        for child in element:
            self._element(child, look, verbatim=verbatim)
            self._words(child.tail, look, verbatim)

    def _words(self, text: str | None, look: Look, verbatim: bool, link: str = "") -> None:
        if text:
            words = text.replace("\r", "") if verbatim else re.sub(r"[ \t\r\n\f]+", " ", text)
            self.line.append(Run(words, look.bold, look.italic, look.struck, look.language, link))

    def _block(self, element: Element, look: Look) -> None:
        """Paragraphs of their own, of the kind that the element names or that is around them."""
        frame, count = self.frame, self.count
        self._end()
        style = set(element.get("class", "").split())
        role = _ROLES.get(element.tag, self.frame.role)
        if element.tag == "p":
            role = next((_CLASSES[name] for name in _CLASSES if name in style), role)
        self.frame = replace(self.frame, role=role, size=look.size, centred=look.centred)
        self._children(element, look)
        self._end()
        begun = frame.role is Role.ITEM and self.count > count
        self.frame = replace(frame, role=Role.CONTINUED, mark="") if begun else frame

    def _heading(self, element: Element, look: Look) -> None:
        frame = self.frame
        self._end()
        self.frame = Paragraph((), role=Role.HEADING, level=int(element.tag[1]), size=look.size)
        self._children(element, replace(look, bold=False))
        self._end()
        self.frame = frame

    def _break(self, _element: Element, look: Look) -> None:
        """A new line; two in a row part paragraphs, as letters have it."""
        before = [run for run in self.line if run.words.strip(" ") or run.note or run.picture]
        if before and before[-1].words.endswith("\n"):
            self._end()
        else:
            self.line.append(Run("\n", look.bold, look.italic, look.struck, look.language))

    def _rule(self, _element: Element, _look: Look) -> None:
        self._end()
        self.blocks.append(Rule(self._place))

    def _program(self, element: Element, look: Look) -> None:
        self._end()
        self._children(element, look, verbatim=True)
        self._end()

    def _link(self, element: Element, look: Look) -> None:
        """A link; a note's call is none, and neither is the way back from it."""
        if element in self.notes.calls:
            self.line.append(Run(note=self.notes.calls[element]))
            return
        if element in self.notes.returns:
            return
        for name in dict.fromkeys(filter(None, (element.get("id"), element.get("name")))):
            self.line.append(Run(anchor=name))
        address = self._address(element)
        at = len(self.line)
        blocks = len(self.blocks)
        self._children(element, look)
        if address and len(self.blocks) == blocks:
            self.line[at:] = [run if run.note else replace(run, link=address) for run in self.line[at:]]

    def _address(self, element: Element) -> str:
        """Where a link goes, behind the search engine that counts it; '' and told where nobody can follow."""
        given = element.get("href", "").strip()
        try:
            parts = urlsplit(given)
        except ValueError:
            parts = urlsplit("")
        if parts.netloc == "www.google.com" and parts.path == "/url":
            given = parse_qs(parts.query).get("q", [given])[0]
            parts = urlsplit(given)
        if parts.scheme in ("http", "https", "mailto") or (given[:1] == "#" and given[1:]):
            return given
        if given.strip("#"):
            self.teller.tell("word-link", "the link leads nowhere outside this page and is left out",
                             self._place,
                             words=given, near=text_of(element))
        return ""

    def _picture(self, element: Element, _look: Look) -> None:
        if picture := picture_of(element, self.opener, self.teller, self._place):
            self.line.append(Run(picture=picture))

    def _list(self, element: Element, look: Look) -> None:
        """Items, whose depth is that of the list or what Google Docs says of it."""
        frame = self.frame
        self._end()
        said = _LEVEL.search(element.get("class", ""))
        level = int(said[1]) if said else frame.level + 1 if frame.role in (Role.ITEM, Role.CONTINUED) else 0
        number = int(start) if (start := element.get("start", "1")).isdecimal() and len(start) < 9 else 1
        self._words(element.text, look, verbatim=False)
        for child in element:
            if child.tag == "li" and not self.notes.is_body(child):
                mark = f"{number}." if element.tag == "ol" else "-"
                self.frame = Paragraph((), role=Role.ITEM, level=level, mark=mark)
                self._children(child, look_of(child, look, self.sheet))
                self._end()
                number += 1
            else:
                self._element(child, look, verbatim=False)
            self._words(child.tail, look, verbatim=False)
        self._end()
        self.frame = frame if frame.role not in (Role.ITEM, Role.CONTINUED) else replace(
            frame, role=Role.CONTINUED, mark="")

    def _table(self, element: Element, look: Look) -> None:
        """Rows of cells; a table that only arranges is taken apart."""
        inside = (each for each in element.iter() if each is not element)
        arranges = element.get("role") == "presentation" or any(each.tag in _ARRANGED for each in inside)
        if arranges:
            self._block(element, look)
            return
        self._end()
        place = f"table before {self._place}"
        rows = list(self._rows(element, look))
        head = next((at for at, (heads, _) in enumerate(rows) if not heads), len(rows))
        captions = [block for each in element.iter("caption") for block in self._within(each, look)]
        runs = tuple(run for block in captions if isinstance(block, Paragraph) for run in block.runs)
        self.blocks.append(Table(tuple(row for _, row in rows), place, min(head, 1), runs))

    def _rows(self, element: Element, look: Look) -> Iterator[tuple[bool, tuple[Cell, ...]]]:
        """Of each row whether all its cells are heads, and the cells."""
        for row in element.iter("tr"):
            cells = [each for each in row if each.tag in ("td", "th")]
            inside = look_of(row, look, self.sheet)
            if cells:
                yield all(each.tag == "th" for each in cells), tuple(
                    Cell(self._within(each, replace(inside, bold=False)), _span(each, "colspan"),
                         _span(each, "rowspan")) for each in cells)

    def _end(self) -> None:
        """The paragraph that grew is a block, if there is anything in it."""
        runs = _trimmed(self.line)
        self.line = []
        if not runs:
            return
        self.count += 1
        place = f"paragraph {self.count}"
        if all(run.picture or run.anchor or not run.words.strip() for run in runs) and not any(
                run.note for run in runs):
            self.blocks += [run.picture for run in runs if run.picture]
            return
        self.blocks.append(replace(self.frame, runs=tuple(runs), place=place))
        if self.frame.role is Role.ITEM:
            self.frame = replace(self.frame, role=Role.CONTINUED, mark="")


def _trimmed(line: list[Run]) -> list[Run]:
    """The runs without white space at both ends, twice, or beside a line break; none without words."""
    runs: list[Run] = []
    space = True
    for run in line:
        words = re.sub(r" *\n *", "\n", run.words)
        words = words.lstrip(" ") if space else words
        if words or run.note or run.anchor or run.picture:
            runs.append(replace(run, words=words))
        space = words[-1:] in (" ", "\n") if words else space
    while runs and not (runs[-1].note or runs[-1].anchor or runs[-1].picture):
        words = runs[-1].words.rstrip()
        if words:
            runs[-1] = replace(runs[-1], words=words)
            break
        runs.pop()
    return runs if any(run.words.strip() or run.note or run.picture for run in runs) else []


def _span(cell: Element, name: str) -> int:
    given = cell.get(name, "1")
    return max(1, min(int(given), 1000)) if given.isdecimal() and len(given) < 5 else 1


_Way = Callable[[PageReader, Element, Look], None]
_WAYS: dict[str, _Way] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), PageReader._heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), PageReader._list),
    "a": PageReader._link, "br": PageReader._break, "hr": PageReader._rule, "img": PageReader._picture,
    "pre": PageReader._program, "table": PageReader._table}
