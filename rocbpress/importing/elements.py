"""What each of Word's elements is to a reader: told, passed through, of the page's look alone, or unknown."""

from __future__ import annotations

import re

from rocbpress.findings.finding import Severity
from rocbpress.importing.package import Element, find, tag
from rocbpress.importing.told import Teller, quoted

TRANSPARENT = frozenset({
    "w:body", "w:sdtContent", "w:customXml", "w:smartTag", "w:dir", "w:bdo", "w:ins", "w:moveTo",
    "w:rubyBase", "w:txbxContent", "mc:Choice", "w:tc", "w:p", "w:footnote", "w:endnote", "w:comment",
    "w:hdr", "w:ftr"})
# What holds no words that anybody reads: properties, places of marks, old properties of changes.
_OF_LOOKS = (
    "pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr tblPr tblGrid tblPrEx trPr tcPr sectPr rubyPr "
    "proofErr bookmarkEnd permStart permEnd commentRangeStart commentRangeEnd annotationRef "
    "footnoteRef endnoteRef separator continuationSeparator lastRenderedPageBreak noProof "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd softHyphen pgNum "
    "dayShort dayLong monthShort monthLong yearShort yearLong background fldData contentPart")
LAYOUT = frozenset(f"w:{name}" for name in _OF_LOOKS.split()) | {
    "mc:Fallback", "w14:conflictIns", "w14:conflictDel"}
GONE = re.compile("[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2060"
                   "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufff9-\uffff\U0001fffe\U0001ffff]")
# Of these, what nobody sees; the rest was a letter once.
SILENT = re.compile("[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0000-\u0008\u000b\u000c"
                    "\u000e-\u001f\u007f]")
_WORDS = {tag(name) for name in ("w:t", "w:delText", "m:t", "a:t")}
_DELETED = frozenset(map(tag, ("w:del", "w:moveFrom")))
# Words that are drawn, chosen from, or say what a picture shows stand in attributes.
_ATTRIBUTES = {tag("v:textpath"): "string", tag("wp:docPr"): "descr", tag("w:listEntry"): tag("w:val"),
               tag("w:listItem"): tag("w:displayText")}
_SPACES = {tag(name) for name in ("w:p", "w:tab", "w:br", "w:cr", "a:p", "a:br", "w:tc", "m:oMath")}


def words_in(element: Element | None) -> str:
    """All words in an element, whatever they are, with spaces between paragraphs and cells."""
    if element is None:
        return ""
    fallback, said = tag("mc:Fallback"), []
    for each in element.iter(*_WORDS, *_SPACES, *_ATTRIBUTES, fallback):
        if each.tag == fallback:
            return _words_without(element, frozenset({fallback}))
        said.append(_own_words(each))
    return GONE.sub("", "".join(said))


def undeleted(element: Element) -> tuple[str, list[str]]:
    """The words of an element without those of deletions in it; and these."""
    gone = [words for each in element.iter(*_DELETED) if (words := words_in(each))]
    return _words_without(element, _DELETED | {tag("mc:Fallback")}), gone


def _words_without(element: Element, left: frozenset[str]) -> str:
    """The words outside elements of these names, as lxml writes them."""
    said, waiting = [], [element]
    while waiting:
        each = waiting.pop()
        if each.tag not in left:
            said.append(_own_words(each))
            waiting.extend(reversed(each))
    return GONE.sub("", "".join(said))


def _own_words(element: Element) -> str:
    name = str(element.tag)
    if name in _ATTRIBUTES:
        return f" {element.get(_ATTRIBUTES[name], '')} "
    return " " if name in _SPACES else (element.text or "") if name in _WORDS else ""


def unknown(element: Element, teller: Teller, place: str) -> None:
    """Tell an element that stands in no table, if it holds words."""
    words = " ".join("".join(map(str, element.itertext())).split())
    if words:
        local = str(element.tag).rpartition("}")[2]
        teller.tell("word-unknown", f"what Word calls {local} is not known, and its words are left out",
                    place,
                    words=words, severity=Severity.ERROR, hint="copy the words into the article")


def tell_comment(comment: Element, teller: Teller, place: str, near: str) -> None:
    """Tell what somebody wrote in the margin."""
    words = " ".join(words_in(comment).split())
    author = comment.get(tag("w:author"), "")
    if words:
        teller.tell("word-comment", f"a comment{' by ' + author if author else ''}: {quoted(words)}", place,
                    words=words, near=near)


def chosen(element: Element) -> Element | None:
    """Of alternatives the first (ECMA-376, part 3): the one with words, where an older one has a picture."""
    found = find(element, "mc:Choice")
    return found if found is not None else find(element, "mc:Fallback")
