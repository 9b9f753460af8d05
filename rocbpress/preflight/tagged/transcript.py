"""What a screen reader will say of a finished file, in its order, as text to read and compare."""

from collections.abc import Iterator, Mapping

from pypdf.generic import NumberObject

from rocbpress.assemble.objects import entry, number_of, object_number, raw_items, resolve
from rocbpress.preflight.tagged.document import Tagged, read_tagged
from rocbpress.preflight.tagged.spoken_text import SpokenText
from rocbpress.preflight.tagged.tree import Element

_INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Code", "Lbl", "Em", "Strong", "Annot", "Form"})
_FIRST_WORDS: Mapping[str, str] = {
    **{f"H{level}": f"heading {level}: " for level in range(1, 7)},
    "LI": "- ", "Note": "note ", "Caption": "caption: ", "TOCI": "entry: ",
}
_BULLETS = frozenset("–•◦▪-")
_INDENT = "  "


def transcript(pdf: bytes) -> str:
    """The whole file as lines: headings with their level, lists, tables by their headers, pictures by
    their alternative text, links with their targets, notes, changes of page and language.

    pypdf's own errors for what is no PDF.
    """
    tagged = read_tagged(pdf)
    writer = _TranscriptWriter(tagged)
    title = entry(tagged.reader.trailer["/Info"], "/Title")
    writer.lines += [f"title: {title}", f"language: {writer.language}"]
    for raw in raw_items(entry(tagged.tree, "/K")):
        writer.block(raw, 0)
    return "\n".join(writer.lines) + "\n"


class _TranscriptWriter:
    """Goes through the structure tree once, and writes a line for each block."""

    def __init__(self, tagged: Tagged) -> None:
        self.lines: list[str] = []
        self.language = str(entry(tagged.catalog, "/Lang") or "unknown")
        self._tagged = tagged
        self._speech = SpokenText(tagged.reader)
        self._elements = {element.number: element for element in tagged.elements}
        self._page = -1

    def block(self, raw: object, depth: int) -> None:
        """A block-level element and all within it."""
        element = self._element(raw)
        if element is None:
            return
        if element.page > self._page:
            self._page = element.page
            self.lines += ["", f"[page {self._tagged.pages[element.page].label}]"]
        around = self.language
        if (language := element.text("/Lang")) and language != around:
            self.language = language
            self._say(f"[language {language}]", depth)
        inner = self._announce(element, depth)
        if element.kind == "Table":
            self._table(element, inner)
        else:
            self._kids(element, inner, _FIRST_WORDS.get(element.kind, ""))
        self.language = around

    def _announce(self, element: Element, depth: int) -> int:
        """Say what begins here, if it is more than its own words; the depth of what is in it."""
        if element.kind == "Art":
            self._say(f"article {element.article}", depth)
            return depth
        if element.kind == "L":
            number = sum(kid is not None and kid.kind == "LI" for kid in map(self._element, element.kids))
            said = f"list of {number} item{'s' if number != 1 else ''}"
        elif element.kind == "Figure":
            said = f"picture: {element.text('/Alt') or 'without a description'}"
        else:
            said = {"TOC": "contents", "BlockQuote": "quotation"}.get(element.kind, "")
        if said:
            self._say(said, depth)
        return depth + bool(said)

    def _kids(self, element: Element, depth: int, first: str) -> None:
        """The element's own words, and its blocks; the first words follow `first`."""
        words = first
        for kid in element.kids:
            inner = self._element(kid)
            if inner is None or inner.kind in _INLINE:
                words += self._inline(kid, element)
            elif inner.kind in ("LBody", "NonStruct") or (words == first and first and inner.kind == "P"):
                self._kids(inner, depth, words + " " * (words != first))
                words = first = _INDENT * bool(first)
            else:
                self._flush(words, first, depth)
                words = first = _INDENT * bool(first)
                self.block(kid, depth + bool(first))
        self._flush(words, first, depth)

    def _flush(self, words: str, first: str, depth: int) -> None:
        if words.strip() and words != first:
            self._say(words, depth)

    def _inline(self, raw: object, owner: Element) -> str:
        """The words of a mark, or of an element within a line."""
        element = self._element(raw)
        if element is None:
            return self._mark(resolve(raw), owner)
        actual = entry(element.entries, "/ActualText")
        said = str(actual) if actual is not None else "".join(
            self._inline(kid, element) for kid in element.kids)
        words, language = " ".join(said.split()), element.text("/Lang")
        if element.kind == "Reference":
            return f"{{note {words}}}"
        if element.kind == "Link" and owner.kind not in ("Reference", "Lbl"):
            return f"{{link {words} → {self._target(element)}}}"
        if language and language != self.language:
            return f"{{{language}: {words}}}"
        if element.kind == "Lbl":
            return "" if said.strip() in _BULLETS else f"{said} "
        return said

    def _mark(self, kid: object, owner: Element) -> str:
        if isinstance(kid, NumberObject):
            return self._speech.words(number_of(owner.entries, "/Pg"), int(kid))
        if entry(kid, "/Type") == "/MCR":
            stream = number_of(kid, "/Stm") or number_of(kid, "/Pg") or number_of(owner.entries, "/Pg")
            return self._speech.words(stream, int(entry(kid, "/MCID")))
        return ""

    def _table(self, table: Element, depth: int) -> None:
        """Each row, its cells with the headers of their columns."""
        rows = [list(self._cells(row)) for row in self._rows(table)]
        width = max((sum(span for _, _, span in row) for row in rows), default=0)
        self._say(f"table of {len(rows)} rows and {width} columns", depth)
        headers: dict[int, str] = {}
        for row in rows:
            at, said = 0, []
            for cell, words, span in row:
                if cell.kind == "TH" and cell.attribute("/Scope") in ("/Column", "/Both"):
                    headers[at] = words
                head = headers.get(at, "") if cell.kind == "TD" else ""
                said.append(f"{head}: {words}" if head else f"header {words}" if cell.kind == "TH" else words)
                at += span
            self._say("row: " + "; ".join(filter(None, said)), depth + 1)

    def _rows(self, element: Element) -> Iterator[Element]:
        for inner in filter(None, map(self._element, element.kids)):
            if inner.kind == "TR":
                yield inner
            else:
                yield from self._rows(inner)

    def _cells(self, row: Element) -> Iterator[tuple[Element, str, int]]:
        """The cells of a row, each with its words and the number of its columns."""
        for raw in row.kids:
            if cell := self._element(raw):
                span = cell.attribute("/ColSpan")
                yield (cell, " ".join(self._all_words(raw, row).split()),
                       int(span) if isinstance(span, NumberObject) else 1)

    def _all_words(self, raw: object, owner: Element) -> str:
        element = self._element(raw)
        if element is None or element.kind in _INLINE:
            return self._inline(raw, owner)
        return " ".join(self._all_words(kid, element) for kid in element.kids)

    def _target(self, element: Element) -> str:
        """Where a link leads: an address, or a page of the file."""
        numbers = {number for _, number in element.annotations}
        for page in self._tagged.pages:
            for note in page.annotations if numbers else ():
                if note.number not in numbers:
                    continue
                if address := entry(entry(note.entries, "/A"), "/URI"):
                    return str(address)
                spot = self._tagged.destination(note.target)
                if spot is not None and spot.page >= 0:
                    return f"page {self._tagged.pages[spot.page].label}"
        return "nowhere"

    def _element(self, raw: object) -> Element | None:
        return self._elements.get(object_number(raw))

    def _say(self, words: str, depth: int) -> None:
        indent = len(words) - len(words.lstrip())
        self.lines.append(f"{_INDENT * depth}{' ' * indent}{' '.join(words.split())}")
