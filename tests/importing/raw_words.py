"""The words of a .docx, counted from its raw XML: nothing here is shared with the program that imports it.

Each passage is the text of one paragraph (or of one point of a chart or diagram) and of one kind: `text`,
`note`, `header`, `comment`, `deleted`, `hidden`, `code` (of a field), `ruby`, `equation`, `chart`, `number`
(in a chart), `diagram`, `drawing`, `wordart`, `alt`, `glossary`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat
from zipfile import ZipFile

_W = frozenset({"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main"})
_ROOTS = {"document": "text", "footnotes": "note", "endnotes": "note", "comments": "comment", "hdr": "header",
          "ftr": "header", "glossaryDocument": "glossary", "chartSpace": "chart", "dataModel": "diagram"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
                                    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BORDERS = frozenset({"tab", "br", "cr", "ptab", "noBreakHyphen"})  # what parts words
_NEVER = frozenset({"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"})


class Passage(NamedTuple):
    """Text of one kind, from one paragraph of a part."""

    kind: str
    text: str
    part: str


def passages(path: Path) -> list[Passage]:
    """All passages that hold a word, of the parts that relationships lead to."""
    with ZipFile(path) as package:
        names = _reached(package)
        hidden = _hidden_styles([package.read(name) for name in names if name.endswith("styles.xml")])
        found = [passage for name in names for passage in _Reader(name, hidden).read(package.read(name))]
    return [passage for passage in found if words(passage.text)]


def words(text: str) -> list[str]:
    """Runs of letters, digits and their marks, as everybody here counts words."""
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    marked = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text)
    return marked.casefold().split()


def count(found: list[Passage]) -> Counter[str]:
    """How many words there are of each kind."""
    total: Counter[str] = Counter()
    for passage in found:
        total[passage.kind] += len(words(passage.text))
    return total


def _reached(package: ZipFile) -> list[str]:
    """Parts with XML, in the order in which relationships within the package lead to them."""
    there, order, queue = {name.casefold(): name for name in package.namelist()}, [""], [""]
    while queue:
        part = queue.pop(0)
        folder, name = posixpath.split(part)
        beside = there.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
        for given in _RELATIONSHIP.findall(package.read(beside).decode("utf-8", "replace")) if beside else ():
            values = {key: double or single for key, double, single in _ATTRIBUTE.findall(given)}
            target = posixpath.normpath(posixpath.join("/", folder, unquote(values.get("Target", ""))))
            found = there.get(target.lstrip("/").casefold())
            if values.get("TargetMode") != "External" and found and found not in order:
                order.append(found)
                queue.append(found)
    return [name for name in order if name.casefold().endswith(".xml")]


def _hidden_styles(sheets: list[bytes]) -> frozenset[str]:
    """The ids of styles that hide their text, by themselves or through those they are based on."""
    given: dict[str, tuple[str, bool | None]] = {}
    for style in re.findall(r"<w:style\s.*?</w:style>", b"".join(sheets).decode("utf-8", "replace"), re.S):
        name = re.search(r'w:styleId="([^"]*)"', style)
        based = re.search(r'<w:basedOn w:val="([^"]*)"', style)
        vanish = re.search(r'<w:vanish(?: w:val="([^"]*)")?\s*/>', style)
        if name:
            given[name[1]] = (based[1] if based else "", vanish and vanish[1] not in ("0", "false", "off"))
    hidden: set[str] = set()
    for first in given:
        at, seen = first, set[str]()
        while at in given and at not in seen and given[at][1] is None:
            seen.add(at)
            at = given[at][0]
        if at in given and given[at][1]:
            hidden.add(first)
    return frozenset(hidden)


@dataclass(slots=True)
class _Paragraph:
    """What was gathered of a paragraph so far, by kind."""

    style: str = ""
    text: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Branch:
    """One of several contents of which Word shows one: its passages, and what it adds to the paragraph."""

    found: list[Passage]
    paragraphs: list[_Paragraph]

    @property
    def has_words(self) -> bool:
        parts = [text for kept in self.paragraphs for text in kept.text.values()]
        return any(words("".join(text)) for text in parts) or any(
            words(each.text) for each in self.found if each.kind != "alt")


class _Reader:
    """Passages of one part, as expat walks through it."""

    def __init__(self, part: str, hidden: frozenset[str]) -> None:
        self.part, self.hidden = part, hidden
        self.kind = ""
        self.open: list[str] = []
        self.paragraphs = [_Paragraph()]
        self.found: list[Passage] = []
        self.branches: list[list[_Branch]] = []  # of alternate contents
        self.fields: list[str] = []
        self.vanish: bool | None = None
        self.style = ""
        self.skipped = 0  # depth of a separator's footnote

    def read(self, data: bytes) -> list[Passage]:
        """All passages of the part; none if its root is of no kind that holds text."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            return []
        self._end_paragraph()
        return self.found

    def _start(self, tag: str, given: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self.open.append(name)
        if len(self.open) == 1:
            self.kind = _ROOTS.get(name, "")
        if not self.kind:
            return
        values = {key.rpartition(" ")[2]: value for key, value in given.items()}
        if self.skipped or values.get("type") in ("separator", "continuationSeparator"):
            self.skipped += 1
            return
        if space in _W:
            self._word(name, values)
        elif name == "p" or (name in ("pt", "tx", "cat", "title") and self.kind in ("chart", "diagram")):
            self.paragraphs.append(_Paragraph())
        elif name == "AlternateContent":
            self.branches.append([])
        elif name in ("Choice", "Fallback") and self.branches:
            self.branches[-1].append(_Branch(self.found, self.paragraphs))
            self.found, self.paragraphs = [], [_Paragraph(self.paragraphs[-1].style)]
        else:
            self._drawn(name, values)

    def _drawn(self, name: str, values: dict[str, str]) -> None:
        """Elements of drawings: their descriptions, and words that are drawn."""
        if name == "br":
            self._add(self.kind, " ")
        elif name == "oMath":
            self._add("equation", " ")
        elif name in ("docPr", "cNvPr"):
            self.found += [Passage("alt", values.get(key, ""), self.part) for key in ("descr", "title")]
        elif name == "textpath":
            self.found.append(Passage("wordart", values.get("string", ""), self.part))

    def _word(self, name: str, values: dict[str, str]) -> None:
        """Elements of WordprocessingML."""
        value = values.get("val", "")
        if _NEVER & set(self.open):
            return
        if name == "p":
            self.paragraphs.append(_Paragraph())
        elif name == "pStyle":
            self.paragraphs[-1].style = value
        elif name == "r":
            self.vanish, self.style = None, ""
        elif name == "rStyle" and "r" in self.open:
            self.style = value
        elif name == "vanish" and self.open[-3:-1] == ["r", "rPr"]:
            self.vanish = value not in ("0", "false", "off")
        elif name == "fldChar":
            self._field(values.get("fldCharType", ""))
        elif name in _BORDERS and self.open[-2:-1] == ["r"]:
            self._add(self._now(), " ")

    def _field(self, what: str) -> None:
        if what == "begin":
            self.fields.append("code")
        elif self.fields and what == "separate":
            self.fields[-1] = "result"
        elif self.fields:
            self.fields.pop()

    def _end(self, tag: str) -> None:
        space, _, name = tag.rpartition(" ")
        self.open.pop()
        if not self.kind:
            return
        if self.skipped:
            self.skipped -= 1
        elif name == "p" or (space not in _W and name in ("pt", "tx", "cat", "title")
                             and self.kind in ("chart", "diagram")):
            self._end_paragraph()
        elif space in _W and name == "ruby":
            for kind in (self._now(), "ruby"):  # its reading may stand behind it
                self._add(kind, " ")
        elif space in _W and name == "r":
            self.vanish, self.style = None, ""
        elif name in ("Choice", "Fallback") and self.branches:
            branch = self.branches[-1][-1]
            self.found, branch.found = branch.found, self.found
            self.paragraphs, branch.paragraphs = branch.paragraphs, self.paragraphs
        elif name == "AlternateContent":
            self._end_alternates()

    def _end_alternates(self) -> None:
        """The first branch with words is what Word shows."""
        branches = self.branches.pop()
        shown = next((branch for branch in branches if branch.has_words), next(iter(branches), None))
        if shown:
            self.found += shown.found
            for kind, text in shown.paragraphs[-1].text.items():
                self._add(kind, "".join(text))

    def _end_paragraph(self) -> None:
        if len(self.paragraphs) > 1 or self.paragraphs[0].text:
            paragraph = self.paragraphs.pop()
            self.found += [Passage(kind, "".join(text), self.part) for kind, text in paragraph.text.items()]
        if not self.paragraphs:
            self.paragraphs.append(_Paragraph())

    def _characters(self, data: str) -> None:
        name = self.open[-1]
        if not self.kind or self.skipped:
            return
        if name in ("t", "delText") or (name == "v" and self.kind == "chart"):
            self._add(self._now(), data.replace("\n", " "))
        elif name in ("instrText", "delInstrText"):
            self._add("code", data)

    def _now(self) -> str:
        """Of what kind text is that stands here."""
        within = self.open
        return next(self._kinds(set(within), within), self.kind)

    def _kinds(self, within: set[str], order: list[str]) -> Iterator[str]:
        if self.kind == "chart":
            yield "number" if within & {"val", "xVal", "yVal", "numCache", "numLit", "numDim"} else "chart"
        if self.kind == "diagram":
            yield "diagram"
        if within & {"del", "moveFrom"} or order[-1] == "delText":
            yield "deleted"
        hides = self.style in self.hidden or self.paragraphs[-1].style in self.hidden
        if self.vanish or (self.vanish is None and hides):
            yield "hidden"
        if "code" in self.fields:
            yield "code"
        if "oMath" in within:
            yield "equation"
        if "rt" in within and "ruby" in within:
            yield "ruby"
        if order[-2:-1] == ["r"] and "txBody" in within:
            yield "drawing"

    def _add(self, kind: str, text: str) -> None:
        self.paragraphs[-1].text.setdefault(kind, []).append(text)
