"""What CommonMark takes for markup and authors do not: set as it is typed."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# By rule: how a line begins that is none of its blocks.
_NO_BLOCK = {
    "list": re.compile(r"\s*(?:\d{4,}[.)]|\+ +\(?\d[\d ()./-]{5,})"),  # a year, a telephone number
    "blockquote": re.compile(r"\s*>\s?\d[\d.,]*\s?(?:%|per ?cent)"),  # more than so many per cent
    "deflist": re.compile(r"\s*~"),  # about so many, on the line below
}
_GUILLEMETS = re.compile(r"<[^<>\n]*>>")


def keep_as_typed(parser: MarkdownIt) -> None:
    """Take from the parser what changes words of an ordinary text; an indent makes no program text."""
    parser.disable("code")
    for name, pattern in _NO_BLOCK.items():
        rule = next(each.fn for each in parser.block.ruler.__rules__ if each.name == name)
        parser.block.ruler.at(name, _unless(rule, pattern), _options(parser, name))
    parser.inline.ruler.before("emphasis", "times", _times)
    parser.inline.ruler.before("html_inline", "guillemets", _guillemets)


def _options(parser: MarkdownIt, name: str) -> RuleOptionsType:
    """The blocks that a rule may end, which a new rule in its place must name again."""
    return {"alt": next(each.alt for each in parser.block.ruler.__rules__ if each.name == name)}


def _unless(rule: BlockRule, pattern: re.Pattern[str]) -> BlockRule:
    def careful(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = start + (rule.__name__ == "deflist")  # whose mark is on the line below
        begin = state.bMarks[at] + state.tShift[at] if at < state.lineMax else len(state.src)
        if pattern.match(state.src, begin):
            return False
        return rule(state, start, end, silent)
    return careful


def _times(state: StateInline, silent: bool) -> bool:
    """A lone asterisk between two letters or digits, as in 5*3, is none of emphasis."""
    at, text = state.pos, state.src
    around = text[at - 1:at] + text[at + 1:at + 2]
    if text[at] != "*" or len(around) < 2 or not (around.isascii() and around.isalnum()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _guillemets(state: StateInline, silent: bool) -> bool:
    """Words in << and >> are none of HTML."""
    if state.src[state.pos - 1:state.pos] != "<" or not _GUILLEMETS.match(state.src, state.pos):
        return False
    if not silent:
        state.pending += "<"
    state.pos += 1
    return True
