"""All words of a Word file, counted apart from how it is read; and which of them are nowhere afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree

from rocbpress.importing.package import Element, Package

_COUNTED = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes", "comments", "chart",
                      "chartEx", "diagramData"})
_SKIPPED = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", "{*}extLst")
_BEGIN = frozenset({"p", "oMath", "v", "pt", "ruby", "sym"})
_SPOKEN = frozenset({"t", "v"})
_SPACES = frozenset({"tab", "br", "cr", "ptab", "noBreakHyphen", "fldChar"})
# Words in attributes: WordArt, what a field of a form lets choose from.
_ATTRIBUTES = {"textpath": "string", "listEntry": "val", "listItem": "displayText"}
_SEEN = [f"{{*}}{name}" for name in (*_BEGIN, *_SPOKEN, *_SPACES, *_ATTRIBUTES, "delText")]
_WORD = re.compile(r"[^\W_]+")
_GONE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def count_words(package: Package) -> tuple[str, ...]:
    """The text of each paragraph, cell and value in all parts that belong to the document."""
    parts, waiting = [], [package.main]
    while waiting:
        name = waiting.pop()
        if name in parts:
            continue
        parts.append(name)
        waiting += [each.target for each in package.relations(name).values()
                    if each.kind in _COUNTED and not each.outside]
    roots = [root for name in parts if (root := package.tree(name)) is not None]
    return tuple(text for root in roots for each in _parted(root) for text in _texts(each))


def lost(passages: Iterable[str], kept: Sequence[str]) -> list[str]:
    """The passages that hold words which stand in none of the texts, or more often than there."""
    there = Counter(word for text in kept for word in _words(text))
    missing: list[str] = []
    spare = ""
    for passage in passages:
        wanted = Counter(_words(passage))
        if all(there[word] >= count for word, count in wanted.items()):
            there.subtract(wanted)
            continue
        spare = spare or "".join("".join(_words(text)) for text in kept)
        if "".join(_words(passage)) not in spare:
            short = [word for word, count in wanted.items() if there[word] < count]
            missing.append(f"{' '.join(short)}: {passage}" if len(short) < len(wanted) else passage)
    return missing


def plain(markdown: str) -> str:
    """The words of an article, without the signs that keep them from being markup."""
    text = re.sub(r"(?<!\\)&#(\d+);", lambda found: chr(int(found[1])), markdown)
    text = re.sub(r"\\\n", "\n", re.sub(
        r"\[\^\d+\]|(?<!\\)[*~]+|(?<!\\)\]\([^()\s]*\)", "", text))
    return _ESCAPED.sub(r"\1", text)


def _parted(root: Element) -> list[Element]:
    """The part, and what stands beside its text, taken out: text boxes, moved words, readings of words."""
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    boxes = list(root.iter("{*}txbxContent", "{*}moveFrom", "{*}rt", "{*}rubyBase"))
    boxes += [each for run in root.iter("{*}r") if str(run.tag).endswith("/math}r")
              for each in run.iterchildren("{*}del")]
    for box in boxes:
        if (parent := box.getparent()) is not None:
            parent.remove(box)
    return [root, *boxes]


def _texts(root: Element) -> list[str]:
    """Its text by paragraphs; what is deleted, and what is read beside a word, by itself."""
    found: list[list[str]] = [[]]
    gone: list[str] = []
    said: list[str] = []
    for element in root.iter(*_SEEN):
        local = str(element.tag).rpartition("}")[2]
        if local == "delText":
            gone.append(element.text or "")
        elif local in _ATTRIBUTES:
            said += [str(value) for key, value in element.items()
                     if str(key).rpartition("}")[2] == _ATTRIBUTES[local]]
        elif local in _SPACES:
            found[-1].append(" ")
        else:
            if local in _BEGIN:
                found += [gone, []] if gone else [[]]
                gone = []
            if local in _SPOKEN:
                found[-1].append(element.text or "")
    return [text for parts in (*found, gone, *([each] for each in said)) if (text := "".join(parts)).strip()]


def _words(text: str) -> list[str]:
    return _WORD.findall(_GONE.sub("", unicodedata.normalize("NFKD", text)))
