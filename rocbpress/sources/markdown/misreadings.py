"""What an author meant otherwise than Markdown reads it, told before anything is set."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from rocbpress.sources.markdown.dialect import line_of


class Misreading(NamedTuple):
    """A fault of the article's text; `warns` where it is printed as it is typed, `notes` where it is read."""

    line: int
    code: str
    message: str
    hint: str
    warns: bool = False
    notes: bool = False


Group = Sequence[Token]
Lines = Sequence[str]
_NOT_ESCAPED = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"(#{2,6})[^\s#]")
_LIST = re.compile(r"\s{0,3}(?:(\d{1,3}[.)])[^\W\d]|([-+])[^\W\d_])")
_BLOCK = re.compile(r":::+ *\w*")
_PICTURE_LINE = re.compile(r'!\[[^\]]*\]\((?:[^()"]|"[^"]*"|\([^()]*\))*\)(?:\{[^}]*\})?\s*')
_MOST_WORDS_OF_A_NAME = 12  # with the office
_NO_HEADING = frozenset(",;，、；【】")  # a bold appeal or a list of names
_SENTENCE_ENDS = tuple(".!?:;,。！？")


def misreadings(groups: Sequence[Group], lines: Lines) -> Iterator[Misreading]:
    """All of an article's outermost blocks, in order."""
    level = 1
    for at, group in enumerate(groups):
        for rule in _RULES.get(group[0].type, ()):
            yield from rule(group, lines)
        if at + 1 < len(groups) and group[0].type == "paragraph_open":
            yield from _bold_heading(group, level + 1)
        if group[0].type == "heading_open":
            level = min(5, max(2, int(group[0].tag[1])))


def _bold_heading(group: Group, level: int) -> Iterator[Misreading]:
    """A heading of this level, below the one above it."""
    children = [child for child in group[1].children or [] if child.content or child.nesting]
    types = [child.type for child in children]
    words = group[1].content.strip("*_ ")
    if (types[:1] == ["strong_open"] and types[-1:] == ["strong_close"] and types.count("strong_open") == 1
            and "\n" not in words and len(words) < 80 and not words.endswith(_SENTENCE_ENDS)
            and not _NO_HEADING.intersection(words) and (not words.isupper() or " " in words)):
        yield Misreading(line_of(group[0]), "heading-bold", "a bold line stands where a heading should",
                         f"write {'#' * level} {words}", warns=True)


def _paragraph(group: Group, lines: Lines) -> Iterator[Misreading]:
    first, (start, end) = group[1], group[0].map or [0, 0]
    typed = first.content.split("\n")
    if found := _HEADING.match(first.content):
        yield Misreading(start + 1, "heading-space", f"a heading needs a space after {found[1]}",
                         f"write {found[1]} {typed[0][len(found[1]):]}"[:80])
    if block := next((found for line in typed if (found := _BLOCK.match(line))), None):
        yield Misreading(start + 1, "fence-unknown", f"unknown block: {block[0]}",
                         "write ::: box, ::: gallery, ::: events or ::: read, and ::: on a line at its end")
    marked = [found for line in typed if (found := _LIST.match(line))]
    if len(marked) > 1:
        mark = next(filter(None, marked[0].groups()))
        yield Misreading(start + 1, "list-space", f"a list needs a space after {mark}",
                         f"write {mark} and a space before the words of each item")
    pictures = [bool(_PICTURE_LINE.fullmatch(line)) for line in typed]
    if any(pictures) and not all(pictures):
        yield Misreading(start + 1 + pictures.index(True), "picture-text",
                         "the picture between lines of words is set as a figure of its own",
                         "leave an empty line between; a caption goes into quotes after the address",
                         notes=True)
    if len(typed) > 1 and all(line.strip().startswith("|") for line in typed):
        yield Misreading(start + 1, "table-rule", "the table has no line of hyphens below its first row",
                         f"write {'|---' * max(1, typed[0].count('|') - 1)}| below the first row")
    tabs = [line.strip().count("\t") for line in lines[start:end]]
    if len(tabs) > 1 and min(tabs) > 0:
        yield Misreading(start + 1, "table-tabs", "the cells of a table are parted by tabs",
                         f"write | between them, and a line {'|---' * (tabs[0] + 1)}| below the first row")
    if len(typed) > 1 and all(line.startswith(("    ", "\t")) for line in lines[start:end]):
        yield Misreading(start + 1, "indent-unprinted", "the indent of these lines is not printed",
                         "put program text between two lines of ```", warns=True)


def _heading(group: Group, _lines: Lines) -> Iterator[Misreading]:
    if group[0].markup in ("-", "="):
        yield Misreading((group[0].map or [0, 1])[1], "heading-underlined",
                         f"a line of {group[0].markup} makes a heading of the words above it",
                         "write ## before a heading, or leave an empty line above a rule")


def _table(group: Group, lines: Lines) -> Iterator[Misreading]:
    start, end = group[0].map or [0, 0]
    columns = sum(token.type == "th_open" for token in group)
    for at in range(start + 2, end):
        cells = len(_NOT_ESCAPED.split(lines[at].strip().strip("|"))) if lines[at].strip() else 0
        if cells > columns:
            yield Misreading(at + 1, "table-cells", f"the row has {cells} cells, the table {columns} columns",
                             "add a column to the first two lines; write \\| for a stroke that is meant")


def _quote(group: Group, _lines: Lines) -> Iterator[Misreading]:
    types = [token.type for token in group]
    if types[-2:] == ["bullet_list_close", "blockquote_close"] and types.count("list_item_open") == 1:
        at = types.index("list_item_open")
        item, said = group[at], next((token.content for token in group[at:] if token.type == "inline"), "")
        if not 0 < len(said.split()) <= _MOST_WORDS_OF_A_NAME or "](" in said:
            return
        yield Misreading(line_of(item), "quote-dash",
                         "the name below the quotation begins with a hyphen, as a list does",
                         "write > — before the name: a dash, not a hyphen")


_RULES: dict[str, tuple[Callable[[Group, Lines], Iterator[Misreading]], ...]] = {
    "paragraph_open": (_paragraph,), "heading_open": (_heading,), "table_open": (_table,),
    "blockquote_open": (_quote,)}
