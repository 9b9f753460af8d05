"""Rules on marked content against structure tree and ParentTree (ISO 32000-1, 14.7.4; ISO 14289-1, 7.1)."""

from collections import Counter
from collections.abc import Iterator

from rocbpress.assemble.objects import entry, object_number, raw_items, resolve
from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Rule, Tagged


def everything_is_marked(tagged: Tagged) -> Iterator[Finding]:
    """Content is tagged or an artifact, none lies between the marks, and marks are paired."""
    for number, marks in tagged.marks.items():
        where = tagged.place(tagged.pages_of[number])
        images = [name for name in marks.bare_forms if not _is_form(tagged, number, name)]
        if bare := [*marks.bare, *images]:
            yield Finding("mark-outside", f"{len(bare)} drawing operators outside marked content "
                          f"({', '.join(sorted(set(bare))[:5])})", where)
        if marks.unclosed or marks.unopened:
            yield Finding("mark-unpaired", f"{marks.unclosed} marks never end, and {marks.unopened} ends "
                          "have no beginning", where)
        for mcid, times in Counter(marks.mcids).items():
            if times > 1:
                yield Finding("mark-repeated", f"marked content {mcid} occurs {times} times", where)


def marks_belong_to_elements(tagged: Tagged) -> Iterator[Finding]:
    """Every mark is held by one element, and every element's mark is there."""
    held = Counter(mark for element in tagged.elements for mark in element.marks)
    drawn = {(number, mcid) for number, marks in tagged.marks.items() for mcid in marks.mcids}
    for number, mcid in sorted(drawn - held.keys()):
        yield Finding("mark-unowned", f"marked content {mcid} is in no structure element",
                      tagged.place(tagged.pages_of[number]))
    for element in tagged.elements:
        for mark in element.marks:
            if mark not in drawn:
                yield Finding("mark-absent", f"a {element.kind} holds marked content {mark[1]}, "
                              "which is not on its page", tagged.at(element))
            elif held[mark] > 1:
                yield Finding("mark-shared", f"marked content {mark[1]} is in {held[mark]} elements, "
                              f"one of them a {element.kind}", tagged.at(element))


def parent_tree_agrees(tagged: Tagged) -> Iterator[Finding]:
    """The ParentTree leads from each mark to the element that holds it."""
    owners = {mark: element.number for element in tagged.elements for mark in element.marks}
    rows = dict(tagged.parents)
    used = Counter(_keys(tagged).values())
    for number, key in _keys(tagged).items():
        where = tagged.place(tagged.pages_of[number])
        if key < 0 or key not in rows:
            yield Finding("parent-tree-missing", "a page has no entry in the ParentTree", where)
        elif used[key] > 1:
            yield Finding("parent-tree-shared", f"entry {key} of the ParentTree is used {used[key]} times",
                          where)
        else:
            row = list(map(object_number, raw_items(resolve(rows[key]))))
            wrong = [mcid for mcid in tagged.marks[number].mcids if (number, mcid) in owners
                     and (mcid >= len(row) or row[mcid] != owners[number, mcid])]
            if wrong:
                yield Finding("parent-tree-wrong", "the ParentTree and the structure tree disagree on "
                              f"{len(wrong)} pieces of marked content (the first is {wrong[0]})", where)


def parent_tree_is_tidy(tagged: Tagged) -> Iterator[Finding]:
    """Keys ascend, each is used by a page, form or annotation, and the next free key is free."""
    keys = [key for key, _ in tagged.parents]
    annotations = [int(entry(note.entries, "/StructParent")) for page in tagged.pages
                   for note in page.annotations if "/StructParent" in note.entries]
    if keys != sorted(set(keys)):
        yield Finding("parent-tree-order", "the keys of the ParentTree do not ascend")
    if unused := set(keys) - set(annotations) - set(_keys(tagged).values()):
        yield Finding("parent-tree-unused", f"{len(unused)} entries of the ParentTree are unused "
                      f"(the first is {min(unused)})")
    following = entry(tagged.tree, "/ParentTreeNextKey")
    if keys and following is not None and int(following) <= max(keys):
        yield Finding("parent-tree-next", f"ParentTreeNextKey is {int(following)}, but {max(keys)} is used")


def _keys(tagged: Tagged) -> dict[int, int]:
    """The StructParents of each page, and of each form that holds marks; -1 where there is none."""
    pages = {page.number for page in tagged.pages}
    found = {}
    for number, marks in tagged.marks.items():
        if number in pages or marks.mcids:
            key = entry(tagged.reader.get_object(number), "/StructParents")
            found[number] = -1 if key is None else int(key)
    return found


def _is_form(tagged: Tagged, number: int, name: str) -> bool:
    resources = entry(tagged.reader.get_object(number), "/Resources")
    return bool(entry(entry(entry(resources, "/XObject"), f"/{name}"), "/Subtype") == "/Form")


RULES: tuple[Rule, ...] = (
    everything_is_marked, marks_belong_to_elements, parent_tree_agrees, parent_tree_is_tidy,
)
