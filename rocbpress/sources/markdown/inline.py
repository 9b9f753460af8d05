"""Words of a paragraph, title or caption as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from markdown_it.token import Token

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Place
from rocbpress.sources.markdown.dialect import Note, parse_words
from rocbpress.sources.markdown.links import Reference, external_fault, internal
from rocbpress.sources.markdown.pictures import read_picture
from rocbpress.sources.markdown.scripts import is_rtl, runs, script_of_language
from rocbpress.sources.markdown.typography import careful, joined, run_html
from rocbpress.sources.reading import forbidden_character
from rocbpress.sources.yaml.values import is_language

_LOOSE = re.compile(r"(?<!\\)\{[.#][\w-]+[^{}]*\}")


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Where the text of a paragraph stands; without `content`, all of it is at one place."""

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
    """Sets the words of one article, and keeps count of its footnotes, links and pictures."""

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

    def set_inline(self, token: Token) -> str:
        """HTML of a paragraph's or cell's inline token."""
        line = (token.map or [self.origin.line - 1])[0] + 1
        self.origin = TextOrigin(line, 0, token.content, self.lines)
        return self.set_words(token.children or [])

    def set_words(self, children: Sequence[Token]) -> str:
        """HTML of inline tokens."""
        tokens = _gathered(children)
        return "".join(self._set(token, tokens[at + 1:at + 2]) for at, token in enumerate(tokens))

    def set_text(self, text: str, place: tuple[int, int], *, forbidden: Iterable[str] = ()) -> str:
        """HTML of a title, caption or standfirst, which may not hold tokens of the forbidden kinds."""
        self.origin = TextOrigin(*place)
        children = [t for t in parse_words(text) if not ("link_open" in forbidden and t.info == "auto")]
        for token in children:
            if token.type in forbidden:
                self.fault("words-only", f"{_NAMES[token.type]} cannot stand here", token)
        return self.set_words([t for t in children if t.type not in forbidden])

    def fault(self, code: str, words: str, token: Token | None = None, hint: str = "") -> None:
        """An erratum at a token of the paragraph in hand."""
        self.diagnostics.add(code, words, *self.origin.at(token.meta.get("at") if token else None), hint=hint)

    def _set(self, token: Token, following: Sequence[Token]) -> str:
        for name in token.meta.get("insecure_attrs", ()):
            self.fault("attribute-unknown", f"{name} is no attribute here", token,
                       hint="there are: #name, .class, lang, credit, source, caption")
        if token.type == "link_open":
            empty = bool(following) and following[0].type == "link_close"
            return self._link(token, empty=empty)
        return _RULES[token.type](self, token)

    def _text(self, token: Token) -> str:
        if bad := forbidden_character(token.content):
            self.fault(bad[1], bad[2], token)
            return ""
        if self.in_address:
            return escape(token.content, quote=False)
        if "](" in token.content and "\\](" not in self.origin.content:
            self.fault("link-broken", "the brackets here make no link or picture", _found(self.origin, "]("),
                       hint="an address with a space in it stands in < and >")
        elif (loose := _LOOSE.search(token.content)) and _LOOSE.search(self.origin.content or token.content):
            self.fault("attribute-loose", f"{loose[0]} belongs to nothing", _found(self.origin, loose[0]))
        return self._runs(careful(token.content))

    def _runs(self, text: str) -> str:
        language = self.within[-1] if self.within else self.language
        around = script_of_language(self.within[-1]) if self.within else ""
        return "".join(run_html(run, around) for run in runs(text, language))

    def _code(self, token: Token) -> str:
        return f"<code>{self._runs(token.content)}</code>"

    def _link(self, token: Token, *, empty: bool) -> str:
        href = str(token.attrs.get("href", ""))
        self.in_address = token.info == "auto"
        place = Place(self.diagnostics.file, *self.origin.at(token.meta.get("at")))
        if link := internal(href, self.slug, place, empty=empty):
            self.references.append(link)
            if link.page and not empty:
                self.fault("page-words", "a page reference has no words of its own", token,
                           hint=f"write [](page:{link.slug}): the number is set for you")
            return link.start_tag()
        if fault := external_fault(href):
            code, words, hint = fault
            self.fault(code, words, token, hint)
        elif empty:
            self.fault("link-empty", "the link has no words", token)
        title = token.attrs.get("title")
        return f'<a href="{escape(href)}"' + (f' title="{escape(str(title))}"' if title else "") + ">"

    def _link_close(self, _token: Token) -> str:
        self.in_address = False
        return "</a>"

    def _span_open(self, token: Token) -> str:
        language = str(token.attrs.get("lang", ""))
        if language and not is_language(language):
            self.fault("value-language", f"{language} is no language (BCP 47)", token)
            language = ""
        script = script_of_language(language)
        self.within.append(language or (self.within[-1] if self.within else self.language))
        own = str(token.attrs.get("class", ""))
        classes = " ".join(filter(None, (own, script and f"script-{script}")))
        values = {"lang": language, "dir": "rtl" if is_rtl(language) else "", "class": classes}
        return "<span" + "".join(f' {key}="{escape(value)}"' for key, value in values.items() if value) + ">"

    def _span_close(self, _token: Token) -> str:
        self.within.pop()
        return "</span>"

    def _image(self, token: Token) -> str:
        return inline_picture(token, self)

    def _note(self, token: Token) -> str:
        label = str(token.meta.get("label", f"\0{token.meta['id']}"))
        if self.in_note:
            self.fault("note-in-note", "a footnote calls another", token)
            return ""
        if label in self.numbers:
            return f'<sup class="note-again">{self.numbers[label]}</sup>'
        words = self._note_words(token, label)
        if words is None:
            return ""
        self.numbers[label] = len(self.numbers) + 1
        return f'<span class="note" data-note="{self.numbers[label]}">{words}</span>'

    def _note_words(self, token: Token, label: str) -> str | None:
        inline = self.inline_notes.get(token.meta["id"]) if "label" not in token.meta else None
        note = self.notes.get(label)
        if inline is None and note is None:
            self.fault("note-unknown", f"there is no footnote [^{label}]", token)
            return None
        called, self.in_note = self.origin, True
        if inline is not None:
            self.origin = TextOrigin(*called.at(token.meta.get("at")))
            words = self.set_words(inline)
        else:
            paragraphs = [t for t in note.tokens if t.type == "inline"] if note else []
            words = "<br>".join(self.set_inline(t) for t in paragraphs)
        self.origin, self.in_note = called, False
        return words

    def _raw(self, token: Token) -> str:
        self.fault("html-raw", f"HTML is not read: {token.content[:40]}", token,
                   hint="a < that is meant stands after a backslash")
        return ""


_RULES: dict[str, Callable[[InlineRenderer, Token], str]] = {
    "text": InlineRenderer._text, "code_inline": InlineRenderer._code, "image": InlineRenderer._image,
    "link_close": InlineRenderer._link_close, "span_open": InlineRenderer._span_open,
    "span_close": InlineRenderer._span_close, "footnote_ref": InlineRenderer._note,
    "html_inline": InlineRenderer._raw, "hardbreak": lambda _c, _t: "<br>",
    **{f"{name}_open": (lambda _c, t: f"<{t.tag}>") for name in ("em", "strong", "s")},
    **{f"{name}_close": (lambda _c, t: f"</{t.tag}>") for name in ("em", "strong", "s")},
}
_NAMES = {"link_open": "a link", "link_close": "a link", "image": "a picture", "footnote_ref": "a footnote"}


def _gathered(children: Sequence[Token]) -> list[Token]:
    """Neighbouring words in one token, with line feeds, but none between Chinese or Japanese letters."""
    found: list[Token] = []
    for at, token in enumerate(children):
        if token.type == "softbreak":
            if joined(_edge(reversed(children[:at]), -1), _edge(children[at + 1:], 0)):
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


def _found(origin: TextOrigin, words: str) -> Token:
    """A stand-in for what was left in the text, where it first stands."""
    return Token("text", "", 0, meta={"at": max(0, origin.content.find(words))})


def inline_picture(token: Token, setter: InlineRenderer) -> str:
    """A small picture in running text; its words in quotes are no caption here, but a title."""
    where = setter.origin.at(token.meta.get("at"))
    picture = read_picture(token, where, setter.folder, setter.diagnostics, setter.used)
    if picture is None:
        return ""
    classes = " ".join(("inline", *picture.classes))
    return f'<img class="{escape(classes)}" src="{escape(picture.src)}" alt="{escape(picture.alt)}">'
