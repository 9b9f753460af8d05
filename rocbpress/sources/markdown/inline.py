"""The words of a paragraph, title or caption."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it.token import Token

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Place
from rocbpress.sources.markdown.dialect import ATTRIBUTES, Note, parse_words
from rocbpress.sources.markdown.instead import begins_of_links, broken_link, instead_of_html, unread_links
from rocbpress.sources.markdown.links import Reference, check_address, internal
from rocbpress.sources.markdown.pictures import read_picture
from rocbpress.sources.markdown.scripts import are_wide, is_rtl, runs, script_of_language
from rocbpress.sources.markdown.tree import Node, TreeBuilder, element, rewritten
from rocbpress.sources.markdown.typography import between_spaces, careful, in_script
from rocbpress.sources.reading import forbidden_character
from rocbpress.sources.yaml.values import is_language, language_hint

Inline = Node | str
NO_FIGURES = ("footnote_ref", "image")
KNOWN_ATTRIBUTES = f"there are: {', '.join(('#name', '.class', *ATTRIBUTES[2:]))}"
_IN_LINE = "the picture is in a line of text", "put the picture into a paragraph of its own"
_IN_BLOCK = "the picture is in a list or a table", "put the picture before or after it"
_LOOSE = re.compile(r"(?<!\\)\{[.#][\w-]+[^{}]*\}")


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Where the text of a paragraph is in its file; without `content`, all of it is at one place."""

    line: int
    column: int = 0
    content: str = ""
    lines: Sequence[str] = ()

    def at(self, offset: int | None) -> tuple[int, int]:
        """Line and column of a character of the content, as the file has it."""
        if not self.content or offset is None:
            return self.line, self.column
        before = self.content[:offset]
        row = before.count("\n")
        start = before.rfind("\n") + 1
        words = self.content[start:].split("\n", 1)[0]
        line = self.line + row
        found = self.lines[line - 1].find(words) if line <= len(self.lines) else -1
        return line, found + offset - start + 1 if found >= 0 else 0


@dataclass(slots=True)
class InlineRenderer:
    """Makes trees of the words of one article, and counts its footnotes, links and pictures."""

    slug: str
    language: str
    folder: Path
    diagnostics: Diagnostics
    lines: Sequence[str] = ()
    notes: dict[str, Note] = field(default_factory=dict)
    inline_notes: dict[int, list[Token]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)
    origin: TextOrigin = TextOrigin(1)
    within: list[str] = field(default_factory=list)
    in_note: bool = False
    in_address: bool = False
    typed: str = ""  # what is being set, as it is written
    read: frozenset[int] = frozenset()  # where links and pictures begin in it, as far as they are told of
    pictured: bool = False  # whether that is nothing but pictures

    def set_inline(self, token: Token) -> Node:
        """The words of a paragraph's or cell's inline token."""
        line = (token.map or [self.origin.line - 1])[0] + 1
        self.origin, self.typed = TextOrigin(line, 0, token.content, self.lines), token.content
        children = token.children or []
        self.read = begins_of_links(children)
        for at, typed, hint in unread_links(token.content, self.read):
            self.diagnostics.add("link-unread", f"{typed} is no link, and is printed as it is typed",
                                 *self.origin.at(at), hint=hint, warning=True)
        self.pictured = all(t.type in ("image", "softbreak") or (t.type == "text" and not t.content.strip())
                            for t in children)
        return self.set_words(children)

    def set_words(self, children: Sequence[Token]) -> Node:
        """The words of inline tokens, as a node without a tag."""
        tree = TreeBuilder()
        tokens = _gathered(children)
        for at, token in enumerate(tokens):
            for name in token.meta.get("insecure_attrs", ()):
                self._fault("attribute-unknown", f"unknown attribute: {name}", token, hint=KNOWN_ATTRIBUTES)
            if token.nesting > 0:
                empty = [each.type for each in tokens[at + 1:at + 2]] == ["link_close"]
                tree.start(token.tag or "span", self._attributes(token, empty=empty))
            elif token.nesting < 0:
                self._end(token)
                tree.end()
            else:
                tree.add(*_RULES[token.type](self, token))
        return tree.tree()

    def set_text(self, text: str, place: tuple[int, int], *, forbidden: Iterable[str] = ()) -> Node:
        """The words of a title, caption or standfirst, which may not hold tokens of the forbidden kinds."""
        self.origin, self.typed = TextOrigin(*place), text
        children = [t for t in parse_words(text) if not ("link_open" in forbidden and t.info == "auto")]
        self.read = begins_of_links(children)
        for token in children:
            if token.type in forbidden:
                self._fault("words-only", f"{_NAMES[token.type]} is not allowed here", token)
        words = self.set_words([t for t in children if t.type not in forbidden])
        return rewritten(words, {"span": between_spaces})

    def _fault(self, code: str, message: str, token: Token, hint: str = "") -> None:
        self.diagnostics.add(code, message, *self.origin.at(token.meta.get("at")), hint=hint)

    def _place_of(self, words: str) -> tuple[int, int]:
        """Where these words first stand in the current paragraph, left as they were written."""
        return self.origin.at(max(0, self.origin.content.find(words)))

    def _attributes(self, token: Token, *, empty: bool) -> Mapping[str, str]:
        if token.type == "link_open":
            return self._link(token, empty=empty)
        return self._span(token) if token.type == "span_open" else {}

    def _end(self, token: Token) -> None:
        if token.type == "link_close":
            self.in_address = False
        elif token.type == "span_close":
            self.within.pop()

    def _text(self, token: Token) -> Iterable[Inline]:
        if bad := forbidden_character(token.content):
            self._fault(bad[1], bad[2], token)
            return ()
        if self.in_address:
            return (token.content,)
        if "](" in token.content and "\\](" not in self.typed:
            at, typed, hint = broken_link(self.typed or token.content, self.read)
            self.diagnostics.add("link-broken", f"“{typed}” is not read as a link or picture",
                                 *self.origin.at(at), hint=hint)
            self.read |= {at}
        elif (loose := _LOOSE.search(token.content)) and _LOOSE.search(self.typed or token.content):
            self.diagnostics.add(
                "attribute-loose", f"{loose[0]} belongs to nothing", *self._place_of(loose[0]),
                hint="write it directly after ), ] or a heading: [words]{…}; or \\{ for a brace you mean")
        return self._runs(careful(token.content))

    def _runs(self, text: str) -> list[Inline]:
        language = self.within[-1] if self.within else self.language
        around = script_of_language(self.within[-1]) if self.within else ""
        return [in_script(run, around) for run in runs(text, language)]

    def _code(self, token: Token) -> Iterable[Inline]:
        turned = is_rtl(self.within[-1] if self.within else self.language)
        words = map(in_script, runs(token.content, "")) if turned else self._runs(token.content)
        return (element("code", {"dir": "ltr" if turned else ""}, *words),)

    def _link(self, token: Token, *, empty: bool) -> Mapping[str, str]:
        href = str(token.attrs.get("href", ""))
        self.in_address = token.info == "auto"
        where = self.origin.at(token.meta.get("at"))
        if link := internal(href, self.slug, Place(self.diagnostics.file, *where), empty=empty):
            self.references.append(link)
            if link.page and not empty:
                self._fault("page-words", "a page reference must not have text", token,
                           hint=f"write [](page:{link.slug}): the page number is filled in")
            return link.attributes()
        if check_address(href, self.diagnostics, where) and empty:
            self._fault("link-empty", "the link has no text", token)
        return {"href": href, "title": str(token.attrs.get("title", ""))}

    def _span(self, token: Token) -> Mapping[str, str]:
        language = str(token.attrs.get("lang", ""))
        if language and not is_language(language):
            self._fault("value-language", f"“{language}” is not the code of a language", token,
                        hint=language_hint(language))
            language = ""
        script = script_of_language(language)
        self.within.append(language or (self.within[-1] if self.within else self.language))
        own = str(token.attrs.get("class", ""))
        classes = " ".join(filter(None, (own, script and f"script-{script}")))
        return {"lang": language, "dir": "rtl" if is_rtl(language) else "", "class": classes}

    def _image(self, token: Token) -> Iterable[Inline]:
        """A small picture in running text, which has no room for a caption or a credit."""
        where = self.origin.at(token.meta.get("at"))
        picture = read_picture(token, where, self.folder, self.diagnostics, self.used)
        reason, hint = _IN_BLOCK if self.pictured else _IN_LINE
        for what in ("title", "credit", "source"):
            self.check_unprinted(token, what, where, reason, hint)
        if picture:
            classes = " ".join(("inline", *picture.classes))
            yield Node("img", {"class": classes, "src": picture.src, "alt": picture.alt})

    def check_unprinted(self, token: Token, what: str, where: tuple[int, int], reason: str, hint: str,
                        ) -> None:
        """A warning if a picture has words of this kind where none are printed."""
        if token.attrs.get(what):
            name = "caption" if what == "title" else what
            self.diagnostics.add(
                "picture-words", f"the {name} of {token.attrs.get('src')} is not printed: {reason}", *where,
                warning=True, hint=hint)

    def _note(self, token: Token) -> Iterable[Inline]:
        label = str(token.meta.get("label", f"\0{token.meta['id']}"))
        if self.in_note:
            self._fault("note-in-note", "a footnote in a footnote", token, hint="join the two")
        elif label in self.numbers:
            yield element("sup", {"class": "note-again"}, str(self.numbers[label]))
        elif (words := self._note_words(token, label)) is not None:
            self.numbers[label] = len(self.numbers) + 1
            yield element("span", {"class": "note", "data-note": str(self.numbers[label])},
                          *(_in_one_line(word) for word in words))

    def _note_words(self, token: Token, label: str) -> tuple[Inline, ...] | None:
        inline = self.inline_notes.get(token.meta["id"]) if "label" not in token.meta else None
        note = self.notes.get(label)
        if inline is None and note is None:
            line = next((at for at, each in enumerate(self.lines, 1) if each.startswith(f"[^{label}] ")), 0)
            self.diagnostics.add(
                "note-unknown", f"there is no footnote [^{label}]",
                *((line, 1) if line else self.origin.at(token.meta.get("at"))),
                hint=f"write {'a colon' if line else 'it below, in a line of its own'}: [^{label}]: …")
            return None
        called, self.in_note = (self.origin, self.typed, self.read), True
        if inline is not None:
            self.origin = TextOrigin(*self.origin.at(token.meta.get("at")))
            words = [self.set_words(inline)]
        else:
            words = list(self._note_lines(note.tokens)) if note else []
        (self.origin, self.typed, self.read), self.in_note = called, False
        return tuple(each for paragraph in words for each in (Node("br"), paragraph))[1:]

    def _note_lines(self, tokens: Sequence[Token]) -> Iterator[Node]:
        """The paragraphs of a note, and the items of its lists with their marks, each to be a line."""
        marks: list[int] = []
        mark = ""
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                marks.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else 0)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                marks.pop()
            elif token.type == "list_item_open":
                mark = f"{marks[-1]}.\u00a0" if marks[-1] else "–\u00a0"
                marks[-1] += bool(marks[-1])
            elif token.type == "inline":
                words = self.set_inline(token)
                yield Node(children=(mark, words)) if mark else words
                mark = ""

    def _raw(self, token: Token) -> Iterable[Inline]:
        self._fault("html-raw", f"HTML is not allowed: {token.content[:40]}", token,
                   hint=instead_of_html(token.content))
        return ()


_RULES: Mapping[str, Callable[[InlineRenderer, Token], Iterable[Inline]]] = {
    "text": InlineRenderer._text, "code_inline": InlineRenderer._code, "image": InlineRenderer._image,
    "footnote_ref": InlineRenderer._note, "html_inline": InlineRenderer._raw,
    "hardbreak": lambda _renderer, _token: (Node("br"),),
}
_NAMES = {"link_open": "a link", "link_close": "a link", "image": "a picture", "footnote_ref": "a footnote"}


def _gathered(children: Sequence[Token]) -> list[Token]:
    """Neighbouring words in one token, with line feeds, but none between Chinese or Japanese letters."""
    found: list[Token] = []
    for at, token in enumerate(children):
        if token.type == "softbreak":
            if are_wide(_edge(reversed(children[:at]), -1), _edge(children[at + 1:], 0)):
                continue
            token = Token("text", "", 0, content="\n")
        if token.type == "text" and found and found[-1].type == "text":
            last = found[-1]
            found[-1] = Token("text", "", 0, content=last.content + token.content, meta=last.meta)
        else:
            found.append(token)
    return found


def _edge(tokens: Iterable[Token], end: int) -> str:
    """The visible character next to a line's end."""
    for token in tokens:
        if token.type in ("text", "code_inline") and token.content:
            return token.content[end]
        if token.type in ("image", "footnote_ref"):
            return ""
    return ""


def _in_one_line(content: Node | str) -> Node | str:
    """The content without ends of lines, in which WeasyPrint breaks the text of a note."""
    if isinstance(content, str):
        return content.replace("\n", " ")
    return replace(content, children=tuple(map(_in_one_line, content.children)))
