"""The Markdown that articles are written in: CommonMark and a few extensions, without HTML."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes, text_join
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from rocbpress.sources.markdown.as_typed import keep_as_typed
from rocbpress.sources.markdown.autolinks import link_addresses

NESTING = 100
DEEPEST = 30  # a list counts twice, itself and its item: beyond, no measure is left for words
PARAGRAPH = 15_000  # characters: some 2,500 words
BRACKETS = 20
ATTRIBUTES = ("id", "class", "lang", "credit", "source", "caption", "focus")
_BRACKETS = re.compile(r"[\[\]]")
_LAST = re.compile(r"[ \t]*(?<!\\)(\{[^{}\n]*\})[ \t]*\Z")
_LAST_LINE = re.compile(r"(?:\A|\n)[ \t]*(\{[^{}\n]*\})[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Note:
    """What a footnote says, as tokens, and the line where it is written."""

    label: str
    line: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article's tokens without its footnotes, and these; faults are line, code and words.

    `addresses` are the labels of `[label]: address`, each with its line.
    """

    tokens: tuple[Token, ...]
    notes: tuple[Note, ...]
    inline_notes: dict[int, list[Token]]
    faults: tuple[tuple[int, str, str], ...]
    addresses: Mapping[str, int]


def parse_markdown(text: str) -> Parsed:
    """Tokens of a whole text; inline tokens know their offset in their paragraph (`meta["at"]`)."""
    env: EnvType = {}
    body: list[Token] = []
    notes: list[Note] = []
    tokens = iter(_markdown().parse(text, env))
    for token in tokens:
        if token.type == "footnote_reference_open":
            words = takewhile(lambda t: t.type != "footnote_reference_close", tokens)
            notes.append(Note(token.meta["label"], line_of(token), tuple(words)))
        else:
            body.append(token)
    listed = env.get("footnotes", {}).get("list", {})
    inline = {key: _finished(note["content"], note["tokens"])
              for key, note in listed.items() if "tokens" in note}
    return Parsed(tuple(body), tuple(notes), inline, (*env.get("faults", ()), *_too_deep(body)),
                  {label: each["map"][0] + 1 for label, each in env.get("references", {}).items()})


def _finished(content: str, tokens: list[Token]) -> list[Token]:
    """The tokens of an inline note after the rules that the parser runs over paragraphs alone."""
    inline = Token("inline", "", 0, content=content, children=tokens)
    state = StateCore("", _markdown(), {}, [inline])
    for rule in (link_addresses, smartquotes, text_join):
        rule(state)
    return inline.children or []


def parse_words(text: str) -> list[Token]:
    """Inline tokens of a title or caption."""
    return _markdown().parseInline(text)[0].children or []


def line_of(token: Token) -> int:
    """The line of the file, from 1, in which the block of a token begins."""
    return (token.map or [0])[0] + 1


def groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Each outermost block with all that is in it."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start:at + 1]
            start = at + 1


def read_attributes(text: str) -> dict[str, str] | None:
    """`{#name .class key=value}` as a mapping; None where it is something else."""
    try:
        end, found = parse(text)
    except ParseError:
        return None
    return found if end == len(text) - 1 else None


def add_attributes(token: Token, found: dict[str, str]) -> None:
    """Join classes, replace the rest; what the dialect does not know goes to `meta`, for a finding."""
    for key, value in found.items():
        if key not in ATTRIBUTES:
            token.meta.setdefault("insecure_attrs", {})[key] = value
        elif key == "class":
            token.attrJoin("class", value)
        else:
            token.attrSet(key, value)


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {
        "html": True, "typographer": True, "quotes": "“”‘’", "maxNesting": NESTING})
    parser.enable(["table", "strikethrough", "smartquotes"])
    # Every address is looked at later, with its place: a refused one would stay in the text as brackets.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # markdown-it's way
    parser.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    parser.use(attrs_block_plugin, allowed=ATTRIBUTES)
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    parser.use(deflist_plugin)
    for name in ("box", "gallery", "events", "read"):
        parser.use(container_plugin, name=name)
    parser.core.ruler.before("inline", "last_attributes", _last_attributes)
    parser.core.ruler.after("inline", "link_addresses", link_addresses)
    keep_as_typed(parser)
    for name, rule in _PLACED.items():
        parser.inline.ruler.at(name, _placed(rule))
    return parser


def _always_ref(state: StateInline, silent: bool) -> bool:
    return footnote_ref(state, silent, always_match=True)


_PLACED: dict[str, Callable[[StateInline, bool], bool]] = {
    "image": image, "link": link, "autolink": autolink, "html_inline": html_inline,
    "footnote_inline": footnote_inline, "footnote_ref": _always_ref,
}


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, leaving in each new token the offset at which it began."""
    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[count:]:
                token.meta.setdefault("at", start)
        return matched
    return placed


def _last_attributes(state: StateCore) -> None:
    """`## Title {.unnumbered}`, and a last line of attributes alone, which is about the whole block."""
    open_blocks: list[Token] = []
    for token in state.tokens:
        if token.nesting == 1:
            open_blocks.append(token)
        elif token.nesting == -1:
            open_blocks.pop()
        elif token.type == "inline" and open_blocks:
            _take_last(token, open_blocks)
            if fault := _too_much(token.content):
                state.env.setdefault("faults", []).append((line_of(token), *fault))
                token.content = ""


def _too_much(content: str) -> tuple[str, str] | None:
    """Why the inline parser must not see a paragraph: open brackets cost it the square of their number."""
    if len(content) > PARAGRAPH:
        return "paragraph-too-long", f"a paragraph of more than {PARAGRAPH:,} characters"
    depth = 0
    for bracket in _BRACKETS.findall(content):
        depth = max(0, depth + (1 if bracket == "[" else -1))
        if depth > BRACKETS:
            return "brackets-open", f"more than {BRACKETS} brackets are open at once"
    return None


def _too_deep(tokens: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Beyond the parser's own limit it drops what it finds without a word."""
    for token in tokens:
        if token.level > DEEPEST:
            yield line_of(token), "nesting-too-deep", "lists and quotations are nested too deep"
            return


def _take_last(token: Token, open_blocks: list[Token]) -> None:
    own = open_blocks[-1]
    pattern = {"heading_open": _LAST, "paragraph_open": _LAST_LINE}.get(own.type)
    hit = pattern.search(token.content) if pattern else None
    found = read_attributes(hit[1]) if hit else None
    if hit is None or found is None:
        return
    token.content = token.content[:hit.start()]
    around = open_blocks[-2] if len(open_blocks) > 1 else own
    add_attributes(around if around.type == "blockquote_open" else own, found)
