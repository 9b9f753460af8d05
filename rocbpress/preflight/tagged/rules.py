"""Our own check of a tagged PDF, which also finds what outside validators miss.

They find neither a ParentTree rotated by one, nor a lost header scope, nor an article in two pieces.
A claim to PDF/UA-1 or PDF/A-3a is written only into a file that passes here.
"""

from collections import Counter
from collections.abc import Iterator

from rocbpress.assemble.objects import Box, box_of, entry, is_true, key_of, leaves, object_number
from rocbpress.findings.finding import Finding, Place
from rocbpress.preflight.tagged import annotation_rules, embedded_rules, info_rules, mark_rules
from rocbpress.preflight.tagged.document import Rule, Tagged, read_and_check

_SLACK = 1.0  # points by which a figure's box may leave its page: boxes are rounded


def check_structure(pdf: bytes) -> tuple[Finding, ...]:
    """What is wrong with the tagging of a finished PDF; nothing, if it may claim to be accessible."""
    return read_and_check(pdf, check_tagged)


def check_tagged(tagged: Tagged) -> tuple[Finding, ...]:
    """The same of a file that has been read."""
    return tuple(finding for rule in RULES for finding in rule(tagged))


def elements_make_a_tree(tagged: Tagged) -> Iterator[Finding]:
    """Each element is held by one other, the one that it names, and its content is on a page."""
    for code, message, index in tagged.faults:
        yield Finding(code, message, tagged.at(tagged.elements[index]) if index >= 0 else Place())


def tree_is_there(tagged: Tagged) -> Iterator[Finding]:
    """A tagged file is marked as such and has one Document at the top of its tree."""
    if tagged.tree is None or not is_true(entry(entry(tagged.catalog, "/MarkInfo"), "/Marked")):
        yield Finding("structure-missing", "the file is not tagged")
    tops = [element.kind for element in tagged.elements if element.parent < 0]
    if tagged.tree is not None and tops != ["Document"]:
        yield Finding("structure-root", f"the structure tree must have one Document at its top, not {tops}")


def no_element_is_lost(tagged: Tagged) -> Iterator[Finding]:
    """Every structure element of the file is in the tree."""
    known = {element.number for element in tagged.elements}
    for number, value in tagged.dictionaries():
        if number not in known and entry(value, "/Type") == "/StructElem":
            yield Finding("structure-lost", f"a {str(entry(value, '/S')).lstrip('/')} is not in the tree")


def figures_are_described(tagged: Tagged) -> Iterator[Finding]:
    """A Figure has alternative text, and a box on its page (ISO 14289-1, 7.3; ISO 32000-1, 14.8.5.4.3)."""
    for element in tagged.elements:
        if element.kind != "Figure":
            continue
        if not element.text("/Alt").strip():
            yield Finding("figure-alt", "a figure has no alternative text", tagged.at(element))
        box = element.attribute("/BBox")
        if box is None:
            yield Finding("figure-box", "a figure has no BBox", tagged.at(element))
        elif element.page >= 0 and not _within(box_of(box), tagged.pages[element.page].box):
            edges = list(map(round, box_of(box)))
            yield Finding("figure-box", f"the BBox of a figure is not on its page: {edges}",
                          tagged.at(element))


def tables_and_lists_are_complete(tagged: Tagged) -> Iterator[Finding]:
    """A header cell says what it heads, and a list how it is numbered (ISO 14289-1, 7.5 and 7.6)."""
    for element in tagged.elements:
        if element.kind == "TH" and element.attribute("/Scope") not in ("/Row", "/Column", "/Both"):
            yield Finding("header-scope", "a header cell has no Scope", tagged.at(element))
        if element.kind == "L" and element.attribute("/ListNumbering") is None:
            yield Finding("list-numbering", "a list has no ListNumbering", tagged.at(element))


def headings_do_not_jump(tagged: Tagged) -> Iterator[Finding]:
    """Headings begin at 1 and go down one level at a time (ISO 14289-1, 7.4.2)."""
    before = 0
    for element in tagged.elements:
        if element.kind[:1] == "H" and element.kind[1:].isdecimal():
            level = int(element.kind[1:])
            if level > before + 1:
                yield Finding("heading-jump", f"a heading of level {level} follows one of level {before}"
                              if before else f"the first heading is of level {level}", tagged.at(element))
            before = level


def articles_are_whole(tagged: Tagged) -> Iterator[Finding]:
    """Each article is one Art: none in pieces, none without its name."""
    articles = [element for element in tagged.elements if element.kind == "Art"]
    pieces = Counter(str(entry(element.entries, "/ID")) for element in articles)
    for element in articles:
        name = entry(element.entries, "/ID")
        if name is None:
            yield Finding("article-nameless", "an article has no identifier", tagged.at(element))
        elif pieces[str(name)] > 1:
            yield Finding("article-split", f"“{name}” is in {pieces[str(name)]} pieces", tagged.at(element))


def identifiers_are_unique(tagged: Tagged) -> Iterator[Finding]:
    """Notes have identifiers, no two elements share one, and the IDTree leads to each."""
    named = {key_of(name): object_number(value)
             for name, value in leaves(entry(tagged.tree, "/IDTree"), "/Names")}
    owners: dict[bytes, int] = {}
    for element in tagged.elements:
        name = entry(element.entries, "/ID")
        if name is None:
            if element.kind == "Note":
                yield Finding("note-nameless", "a note has no identifier", tagged.at(element))
        elif owners.setdefault(key_of(name), element.number) != element.number:
            if element.kind != "Art":
                yield Finding("identifier-twice", f"two elements are called “{name}”", tagged.at(element))
        elif named.get(key_of(name)) != element.number:
            yield Finding("identifier-lost", f"the IDTree does not lead to “{name}”", tagged.at(element))


def _within(box: Box, page: Box) -> bool:
    """Whether a box with an area lies on the page."""
    return (box[0] < box[2] and box[1] < box[3] and box[0] >= page[0] - _SLACK and box[1] >= page[1] - _SLACK
            and box[2] <= page[2] + _SLACK and box[3] <= page[3] + _SLACK)


RULES: tuple[Rule, ...] = (
    elements_make_a_tree, tree_is_there, no_element_is_lost, *mark_rules.RULES,
    figures_are_described, tables_and_lists_are_complete, headings_do_not_jump,
    articles_are_whole, identifiers_are_unique,
    *annotation_rules.RULES, *info_rules.RULES, *embedded_rules.RULES,
)
