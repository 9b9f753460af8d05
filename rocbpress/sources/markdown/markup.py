"""Block tokens as a tree of plain semantic HTML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from rocbpress.sources.markdown.dialect import line_of
from rocbpress.sources.markdown.fences import FIGURE_KINDS
from rocbpress.sources.markdown.inline import KNOWN_ATTRIBUTES, NO_FIGURES, InlineRenderer
from rocbpress.sources.markdown.scripts import begins_rtl, is_rtl, main_script
from rocbpress.sources.markdown.tree import Node, TreeBuilder, element

_ATTRIBUTION = re.compile(r"\s*(?:—|–|--+)\s*")
_TASK = re.compile(r"\[([ xX])\] ")
_CELL_BREAK = re.compile(r" ?\\ ")
_MISPLACED = {
    "html_block": ("html-raw", "HTML is not allowed", "delete it, or write \\< for a sign that is meant"),
    "heading_open": ("heading-nested", "a heading inside a list or quotation", "put it before the list"),
    "container_box_open": ("box-nested", "a box inside a list or quotation", "put it before the list"),
    "container_events_open": ("box-nested", "a calendar inside a list or quotation",
                              "put it before the list"),
    "container_read_open": ("box-nested", "further reading inside a list or quotation",
                            "put it before the list"),
    "container_gallery_open": ("box-nested", "a gallery inside a list or quotation",
                               "put it before the list"),
}


def block_tree(tokens: Sequence[Token], renderer: InlineRenderer, first: Mapping[str, str]) -> Node:
    """One block and all in it; `first` are further attributes of its outermost element."""
    tree = TreeBuilder()
    outer: list[str] = []
    _number_items(tokens)
    for at, token in enumerate(tokens):
        extra = first if at == 0 else {}
        _turn_language(token, renderer, outer)
        if token.type in _MISPLACED and at > 0:
            code, words, hint = _MISPLACED[token.type]
            renderer.diagnostics.add(code, words, line_of(token), hint=hint)
        elif token.type == "inline":
            tree.add(_words(tokens, at, renderer))
        elif token.type in ("fence", "code_block"):
            tree.add(code_tree(token, renderer, extra))
        elif token.nesting >= 0:
            _start(tree, tokens, at, renderer, extra)
        elif not token.hidden:
            tree.end()
            tree.add("\n" if token.level == tokens[0].level + 1 else "")
    return next(each for each in tree.tree().children if isinstance(each, Node))


def code_tree(token: Token, renderer: InlineRenderer, extra: Mapping[str, str]) -> Node:
    """Program text as it stands; a figure's fence is none."""
    kind = token.info.split(" ")[0]
    if kind in FIGURE_KINDS:
        renderer.diagnostics.add("figure-nested", f"a {kind} inside a list or quotation", line_of(token),
                                 hint="put it before the list")
    code = element("code", {"class": f"language-{kind}" if kind else ""}, token.content)
    return element("pre", extra, code)


def with_attribution(tokens: Sequence[Token]) -> list[Token]:
    """A quotation with its last line, if that begins with a dash, as a paragraph: whose words they are."""
    whole = list(tokens)
    if len(whole) < 4 or whole[-2].type != "paragraph_close":
        return whole
    start, words, end = whole[-4:-1]
    children = words.children or []
    breaks = [at for at, t in enumerate(children) if t.type in ("softbreak", "hardbreak")]
    cut = breaks[-1] + 1 if breaks else 0
    if not children[cut:] or not _ATTRIBUTION.match(children[cut].content):
        return whole
    said = replace(children[cut], content=_ATTRIBUTION.sub("— ", children[cut].content, count=1))
    named = replace(start, attrs={**start.attrs, "class": "attribution"})
    last = [named, replace(words, children=[said, *children[cut + 1:]]), end, whole[-1]]
    if cut == 0:
        return [*whole[:-4], *last]
    return [*whole[:-4], start, replace(words, children=list(children[:cut - 1])), end, *last]


def _printed(following: Sequence[Token], language: str) -> Iterator[tuple[str, str]]:
    """The words that an element begins with, and their languages; no addresses, which are not printed.

    The words of an item of a tight list are in a hidden paragraph.
    """
    words = next((token for token in following if not token.hidden), None)
    within = [language]
    for child in words.children or [] if words and words.type == "inline" else []:
        if child.type == "span_open":
            within.append(str(child.attrs.get("lang", "")) or within[-1])
        elif child.type == "span_close":
            within.pop()
        elif child.type in ("text", "code_inline"):
            yield child.content, within[-1]


def _own_attributes(token: Token, text: str = "") -> dict[str, str]:
    """Class, language and direction of an element, by its source and its first letters."""
    language = str(token.attrs.get("lang", ""))
    style = str(token.attrs.get("style", ""))
    align = style.removeprefix("text-align:")
    classes = " ".join(filter(None, (str(token.attrs.get("class", "")), align and f"align-{align}")))
    rtl = is_rtl(language) if language else bool(text) and begins_rtl(text)
    start = token.attrs.get("start")
    return {"class": classes, "lang": language, "dir": "rtl" if rtl else "", "start": str(start or ""),
            # Layouts number the items by a counter of this name.
            "style": "" if start is None else f"counter-reset:item {int(start) - 1}",
            "scope": "col" if token.tag == "th" else ""}


def _turn_language(token: Token, renderer: InlineRenderer, outer: list[str]) -> None:
    """Let words within an element that names its language be of that; `outer` are those around it."""
    if token.nesting > 0:
        outer.append(renderer.language)
        renderer.language = str(token.attrs.get("lang", "")) or renderer.language
    elif token.nesting < 0 and outer:
        renderer.language = outer.pop()


def _start(tree: TreeBuilder, tokens: Sequence[Token], at: int, renderer: InlineRenderer,
           extra: Mapping[str, str]) -> None:
    token = tokens[at]
    if token.hidden:
        return
    for name in token.meta.get("insecure_attrs", ()):
        renderer.diagnostics.add("attribute-unknown", f"unknown attribute: {name}", line_of(token),
                                 hint=KNOWN_ATTRIBUTES)
    following = tokens[at + 1] if at + 1 < len(tokens) else token
    own = _own_attributes(token, following.content if following.type == "inline" else "")
    if script := main_script(_printed(tokens[at + 1:at + 3], renderer.language)):
        own["class"] = f"{own['class']} in-{script}".strip()
    if token.type == "list_item_open":
        own |= token.meta.get("number", {})
        own["class"] = " ".join(filter(None, (own["class"], _task(tokens, at))))
    tree.start(token.tag, {**own, **extra})
    if token.nesting == 0:
        tree.end()
    elif token.tag == "table" and (caption := str(token.attrs.get("caption", ""))):
        words = renderer.set_text(caption, (line_of(token) - 1, 0), forbidden=NO_FIGURES)
        tree.add(Node("caption", children=words.children))


@dataclass(slots=True)
class _Numbering:
    """A list as far as it is read: its first number, its last, how many there were, whether all are alike."""

    first: str = ""
    last: str = ""
    count: int = 0
    alike: bool = True

    def add(self, number: str) -> dict[str, str]:
        """The attributes of an item whose typed number does not follow the one before it.

        A list whose numbers are all alike is counted.
        """
        before, counts = self.count, self.count > 1 and self.alike
        counted = int(self.first) + before - 1 if counts else int(self.last or 0)
        self.first = self.first if before else number
        self.alike = self.alike and number == self.first
        self.last, self.count = number, before + 1
        step = int(number) - counted
        if not before or self.alike or step == 1:
            return {}
        return {"value": number, "style": f"counter-increment:item {step}"}


def _number_items(tokens: Sequence[Token]) -> None:
    """Give the items of lists the numbers that were typed."""
    lists: list[_Numbering] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(_Numbering())
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and lists and token.info.isdecimal():
            token.meta["number"] = lists[-1].add(token.info)


def _words(tokens: Sequence[Token], at: int, renderer: InlineRenderer) -> Node:
    token = tokens[at]
    if tokens[at - 1].tag in ("th", "td"):
        token.children = _with_breaks(token.children or [])
    elif at > 1 and tokens[at - 2].type == "list_item_open" and _TASK.match(token.content) and token.children:
        first = token.children[0]
        token.children = [replace(first, content=first.content[4:]), *token.children[1:]]
    return renderer.set_inline(token)


def _task(tokens: Sequence[Token], at: int) -> str:
    words = tokens[at + 2].content if at + 2 < len(tokens) and tokens[at + 2].type == "inline" else ""
    hit = _TASK.match(words)
    return "" if not hit else "task" if hit[1] == " " else "task done"


def _with_breaks(children: Sequence[Token]) -> list[Token]:
    """A backslash and a space in a cell break the line, as a backslash at a line's end does elsewhere."""
    found: list[Token] = []
    for token in children:
        pieces = _CELL_BREAK.split(token.content) if token.type == "text" else []
        if len(pieces) < 2:
            found.append(token)
            continue
        for at, piece in enumerate(pieces):
            found += [Token("hardbreak", "br", 0)] if at else []
            found.append(replace(token, content=piece))
    return found
