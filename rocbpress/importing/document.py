"""A Word document as blocks: paragraphs, items, tables, boxes (ECMA-376, 17.2 to 17.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Cell, Document, Paragraph, Role, Run, Table
from rocbpress.importing.drawings import Drawing
from rocbpress.importing.elements import LAYOUT, TRANSPARENT, chosen, tell_comment, unknown, words_in
from rocbpress.importing.ledger import count_words
from rocbpress.importing.package import (
    Element,
    Package,
    find,
    is_on,
    name_of,
    number,
    open_package,
    tag,
    value,
)
from rocbpress.importing.runs import Line
from rocbpress.importing.story import Story
from rocbpress.importing.styles import read_numbering, read_styles
from rocbpress.importing.told import Teller

_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"title"), Role.TITLE), (re.compile(r"subtitle"), Role.SUBTITLE),
    (re.compile(r"heading [1-9]"), Role.HEADING), (re.compile(r"caption"), Role.CAPTION),
    (re.compile(r"(intense )?quote|quotations|block text|block quote"), Role.QUOTE),
    (re.compile(r"list continue( \d)?"), Role.CONTINUED),
)
_CONTENTS = re.compile(r"toc (\d|heading)|table of figures|table of authorities|index \d")
_LISTED = re.compile(r"list (bullet|number)(?: (\d))?")
_PLAIN_NUMBER = re.compile(r"[\d.()\s]*")


@dataclass(slots=True)
class Reader:
    """Reads the blocks of one part; `count` is of the paragraphs so far."""

    story: Story
    where: str = "paragraph"
    count: int = 0
    tables: int = 0
    pending: list[Run] = field(default_factory=list)
    within: str = ""

    def blocks(self, element: Element) -> Iterator[Block]:
        """All blocks of a body, cell, note or text box, in order."""
        for child in element:
            name = name_of(child)
            if name == "w:p":
                yield from self._paragraph(child)
            elif name == "w:tbl":
                yield from self._table(child)
            elif name == "w:sdt":
                yield from self._control(child)
            elif name == "mc:AlternateContent":
                if (found := chosen(child)) is not None:
                    yield from self.blocks(found)
            elif name in TRANSPARENT:
                yield from self.blocks(child)
            elif name in ("w:altChunk", "w:subDoc"):
                self._outside(child)
            elif name not in LAYOUT and name not in ("w:bookmarkStart", "w:del", "w:moveFrom"):
                unknown(child, self.story.teller, self._place())

    def _place(self) -> str:
        return self.within or f"{self.where} {self.count}"

    def _control(self, element: Element) -> Iterator[Block]:
        properties, content = find(element, "w:sdtPr"), find(element, "w:sdtContent")
        said = value(properties, "w:docPartObj/w:docPartGallery")
        if content is None:
            return
        if said == "Table of Contents" or is_on(properties, "w:showingPlcHdr"):
            code = "word-contents" if said else "word-placeholder"
            self.count += sum(1 for _ in content.iter(tag("w:p"))) if not self.within else 0
            message = ("a table of contents is left out: the issue has its own" if said
                       else "a placeholder that nobody filled in is left out")
            self._tell_left(code, message, words_in(content))
        else:
            yield from self.blocks(content)

    def _tell_left(self, code: str, message: str, words: str) -> None:
        if words.strip():
            self.story.teller.tell(code, message, self._place(), words=" ".join(words.split()),
                                   severity=Severity.NOTE)

    def _outside(self, element: Element) -> None:
        relation = self.story.package.relations(self.story.part).get(element.get(tag("r:id"), ""))
        data = self.story.package.read(relation.target) if relation and not relation.outside else None
        words = re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace")) if data and data[:2] != b"PK" else ""
        code = "word-altchunk" if name_of(element) == "w:altChunk" else "word-subdocument"
        self.story.teller.tell(code, "a part of the text is in another file, and is left out", self._place(),
                               words=" ".join(words.split())[:20_000], severity=Severity.ERROR,
                               hint="open the file in Word, save it, and import it again")

    def _paragraph(self, element: Element) -> Iterator[Block]:
        self.count += not self.within
        self.story.count_paragraph()
        styles, properties = self.story.styles, find(element, "w:pPr")
        style = value(properties, "w:pStyle") or styles.default
        names = styles.names(style)
        if names and _CONTENTS.fullmatch(names[0]):
            self._tell_left("word-contents", "a table of contents is left out: the issue has its own",
                            words_in(element))
            Line(self.story, style, self._place()).follow(element)
            return
        line = Line(self.story, style, self._place()).read(element)
        runs = (*self.pending, *line.runs)
        self.pending.clear()
        yield from self._drawn(line.before, runs)
        if is_on(properties, "w:rPr/w:del") or is_on(properties, "w:rPr/w:moveFrom"):
            self.pending += runs
        elif value(properties, "w:framePr", attribute="w:dropCap", default="none") != "none":
            self.pending += [replace(run, bold=False, italic=False) for run in runs]
        elif any(run.words.strip() or run.note for run in runs):
            yield self._shaped(line, runs, properties, style)
        yield from self._drawn(line.after, runs)

    def _shaped(self, line: Line, runs: tuple[Run, ...], properties: Element | None, style: str) -> Paragraph:
        """The paragraph with its role, by the names of its styles, its level and its list."""
        styles = self.story.styles
        said = {} if properties is None else {name_of(each): each for each in properties}
        role, level, listed = _role(tuple(styles.names(style)))
        outline = value(said.get("w:outlineLvl")) or styles.value(style, "w:pPr/w:outlineLvl")
        if role is Role.TEXT and outline and number(outline, 9) < 9:
            role, level = Role.HEADING, number(outline) + 1
        mark, own = "", said.get("w:numPr")
        num = value(own, "w:numId") or styles.value(style, "w:pPr/w:numPr/w:numId")
        if num and num != "0":
            depth = number(value(own, "w:ilvl") or styles.value(style, "w:pPr/w:numPr/w:ilvl"))
            mark, shown = self.story.numbering.mark(num, min(max(depth, 0), 8))
            if role is Role.HEADING:
                runs, mark = self._numbered(runs, mark, shown), ""
            elif mark:
                role, level = Role.ITEM, depth or max(0, level)
                self._tell_form(mark, shown, runs)
        if role is Role.TEXT and listed:
            role, mark = Role.ITEM, listed
        aligned = value(said.get("w:jc")) or styles.value(style, "w:pPr/w:jc")
        size = line.size or number(styles.value(style, "w:rPr/w:sz")) / 2 or styles.size
        return Paragraph(runs, self._place(), role, level, mark, size, aligned == "center", line.underlined)

    def _numbered(self, runs: tuple[Run, ...], mark: str, shown: str) -> tuple[Run, ...]:
        """A heading with the words of its number: Article 3. A bare number is left to the layout."""
        if mark == "-" or not shown.strip():
            return runs
        if _PLAIN_NUMBER.fullmatch(shown):
            self._tell_form("", shown, runs)
            return runs
        return (Run(f"{shown.strip()} "), *runs)

    def _tell_form(self, mark: str, shown: str, runs: tuple[Run, ...]) -> None:
        if mark == "-" or shown.strip(" .)(") == mark.rstrip("."):
            return
        said = "without it" if not mark else f"as {mark}"
        self.story.teller.tell("word-number-form", f"the number {shown.strip()} is set {said}", self._place(),
                               near="".join(run.words for run in runs), severity=Severity.NOTE)

    def _drawn(self, elements: list[Element], runs: tuple[Run, ...]) -> Iterator[Block]:
        near = "".join(run.words for run in runs)
        for element in elements:
            yield from Drawing(self.story, self._place(), near, self._inside).blocks(element)

    def _inside(self, element: Element, what: str) -> tuple[Block, ...]:
        place = self._place()
        within = f"{what} at {place}" if what else place
        return tuple(Reader(self.story, within=within).blocks(element))

    def _table(self, element: Element) -> Iterator[Block]:
        self.tables += 1
        name = f"table {self.tables}" if not self.within else self.within
        rows = tuple(tuple(self._row(row, name if self.within else f"{name} row {at}"))
                     for at, row in enumerate(_through(element, "w:tr"), 1))
        if any(cell.columns > 1 for row in rows for cell in row) or any(
                value(each, default="continue") == "continue" for each in element.iter(tag("w:vMerge"))):
            self.story.teller.tell("word-cells-merged",
                                   "the words of merged cells are set in the first of them, "
                                   "and the others are empty", name, near=words_in(find(element, "w:tr")))
        yield Table(tuple(filter(None, rows)), name, head=1)

    def _row(self, element: Element, place: str) -> Iterator[Cell]:
        """The cells of a row; one that continues that above it stands there without words."""
        if missing := number(value(element, "w:trPr/w:gridBefore")):
            yield Cell(columns=min(64, max(1, missing)))
        for cell in _through(element, "w:tc"):
            span = number(value(cell, "w:tcPr/w:gridSpan"), 1)
            yield Cell(tuple(Reader(self.story, within=place).blocks(cell)), min(64, max(1, span)))


@cache
def _role(names: tuple[str, ...]) -> tuple[Role, int, str]:
    """What styles of these names are for, on which level, and the mark of their list if they have one."""
    role = next((role for name in names for pattern, role in _ROLES if pattern.fullmatch(name)), Role.TEXT)
    listed = next(filter(None, map(_LISTED.fullmatch, names)), None)
    level = next((int(name[-1]) for name in names if re.fullmatch("heading [1-9]", name)), 0)
    if listed and role is Role.TEXT:
        return role, number(listed[2] or "1") - 1, "-" if listed[1] == "bullet" else "1."
    return role, level, ""


def read_word(path: Path) -> Document:
    """A .docx file; SourceError for one that cannot be read."""
    return word_document(path.read_bytes(), path.name)


def word_document(data: bytes, file: str) -> Document:
    """As `read_word`, of its bytes and its name."""
    package = open_package(data, file)
    teller = Teller(file)
    styles = read_styles(package)
    notes = {f"{kind[0]}{key}": (each, part) for kind in ("footnotes", "endnotes")
             for key, each, part in _notes(package, kind)}
    comments = {each.get(tag("w:id"), ""): each for name in package.related(package.main, "comments")
                if (root := package.tree(name)) is not None for each in root.iterfind(tag("w:comment"))}
    numbering = read_numbering(package, styles)
    story = Story(package, package.main, styles, numbering, teller, frozenset(notes), comments)
    reader = Reader(story)
    bodies = [each for each in _children(package.tree(package.main)) if name_of(each) == "w:body"]
    blocks = tuple(block for body in bodies for block in reader.blocks(body))
    if reader.pending:
        blocks = (*blocks, Paragraph(tuple(reader.pending)))
    read = {key: tuple(Reader(replace(story, part=part, fields=[]), within=f"note {at}").blocks(element))
            for at, (key, (element, part)) in enumerate(notes.items(), 1)}
    _tell_rest(story, read, notes)
    _tell_choices(package, teller)
    called = {key: read[key] for key in dict.fromkeys(story.called)}
    return Document(blocks, called, tuple(teller.told), ledger=count_words(package))


def _notes(package: Package, kind: str) -> Iterator[tuple[str, Element, str]]:
    """The notes of a part with their ids; the lines that part them from the text are none."""
    for name in package.related(package.main, kind):
        for each in _children(package.tree(name)):
            if each.get(tag("w:type"), "normal") == "normal":
                yield each.get(tag("w:id"), ""), each, name


def _tell_rest(story: Story, notes: Mapping[str, tuple[Block, ...]],
               elements: Mapping[str, tuple[Element, str]]) -> None:
    """What stands outside the text: heads and feet of pages, notes and comments that nobody calls."""
    package, teller = story.package, story.teller
    for key in notes:
        words = " ".join(words_in(elements[key][0]).split())
        if key not in story.called and words:
            teller.tell("word-note-uncalled", "a note that is called nowhere is left out", words=words)
    edges = [(kind, package.tree(name)) for kind in ("header", "footer")
             for name in dict.fromkeys(package.related(package.main, kind))]
    edges += [("line above the notes", each) for kind in ("footnotes", "endnotes")
              for name in package.related(package.main, kind)
              for each in _children(package.tree(name)) if each.get(tag("w:type"), "normal") != "normal"]
    for what, element in edges:
        if words := " ".join(words_in(element).split()):
            teller.tell("word-header", f"the {what} of a page is left out", words=words,
                        severity=Severity.NOTE)
    spoken = {each.words for each in teller.told if each.finding.code == "word-comment"}
    for comment in story.comments.values():
        if " ".join(words_in(comment).split()) not in spoken:
            tell_comment(comment, teller, "", "")


def _tell_choices(package: Package, teller: Teller) -> None:
    """What the lists of a form offer; the entry that was chosen stands in the text."""
    roots = [package.tree(name) for name in (package.main, *package.related(package.main, "footnotes"),
                                             *package.related(package.main, "endnotes"))]
    lists = [words_in(each) for root in roots if root is not None
             for each in root.iter(*map(tag, ("w:dropDownList", "w:comboBox", "w:ddList")))]
    for words in dict.fromkeys(" ".join(each.split()) for each in lists if each.strip()):
        teller.tell("word-choices", "the choices that a list of a form offers are left out", words=words,
                    severity=Severity.NOTE)


def _children(element: Element | None) -> Iterator[Element]:
    yield from (each for each in (element if element is not None else ()) if isinstance(each.tag, str))


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, also within content controls and the like."""
    for child in element:
        name = name_of(child)
        if name == wanted:
            yield child
        elif name in TRANSPARENT or name in ("w:sdt", "w:ins"):
            yield from _through(child, wanted)
        elif name == "mc:AlternateContent" and (found := chosen(child)) is not None:
            yield from _through(found, wanted)
