"""Tokens of an article into numbered, named blocks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from rocbpress.findings.finding import did_you_mean
from rocbpress.sources.markdown.blocks import FIGURES, Block, BlockKind, Box, Spec
from rocbpress.sources.markdown.dialect import groups, read_attributes
from rocbpress.sources.markdown.fences import FENCES, Fence, FenceContext, nearest_kind, read_figure
from rocbpress.sources.markdown.inline import InlineRenderer, TextOrigin
from rocbpress.sources.markdown.markup import block_tree, code_tree, quote_tree
from rocbpress.sources.markdown.pictures import read_picture
from rocbpress.sources.markdown.tree import Node
from rocbpress.sources.markdown.typography import plain

_BOX = re.compile(r'\s*box(?:\s+"([^"]*)")?\s*')
NO_FIGURES = ("footnote_ref", "image")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACED_CLASSES = {"pull": BlockKind.QUOTE, "unnumbered": BlockKind.HEADING, "decorative": BlockKind.PICTURE}


@dataclass(slots=True)
class Builder:
    """Goes through an article once, counting blocks, figures and parts, and taking names."""

    setter: InlineRenderer
    numbers_parts: bool
    anchors: dict[str, str] = field(default_factory=lambda: {"": ""})
    count: int = 0
    figures: int = 0
    parts: int = 0
    level: int = 1

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """All blocks of these tokens, in order."""
        return tuple(block for group in groups(tokens) for block in self._blocks(group))

    def _blocks(self, group: Sequence[Token]) -> Sequence[Block]:
        first = group[0]
        pictures = _pictures(group)
        if pictures:
            return self._picture_row(group[1], pictures, first)
        builder = _BUILDERS.get(first.type)
        if builder is None:
            self.setter.diagnostics.add("html-raw", "HTML is not read", _line(first),
                                   hint="a < that is meant stands after a backslash")
            return ()
        block = builder(self, group)
        return (block,) if block else ()

    def new(self, kind: BlockKind, token: Token, *, spec: Spec | None = None) -> Block:
        """The next block, without content; its name is what `{#name}` says."""
        self.count += 1
        number = 0
        if kind in FIGURES and "decorative" not in str(token.attrs.get("class", "")).split():
            self.figures += 1
            number = self.figures
        self._check_classes(kind, token)
        name = str(token.attrs.pop("id", ""))
        if name:
            self.take(name, str(number or ""), token)
        return Block(f"{self.setter.slug}#b{self.count}", _line(token), kind, number=number, spec=spec,
                     name=f"{self.setter.slug}--{name}" if name else "")

    def take(self, name: str, label: str, token: Token) -> None:
        """Reserve a name in the article, with the words that an empty link to it prints."""
        if not _NAME.fullmatch(name):
            self.setter.diagnostics.add("anchor-letters", f"#{name} holds more than a-z, 0-9 and single hyphens",
                                   _line(token))
        elif name in self.anchors:
            self.setter.diagnostics.add("anchor-twice", f"#{name} stands here a second time", _line(token))
        self.anchors[name] = label

    def heading(self, group: Sequence[Token]) -> Block:
        first, words = group[0], group[1]
        level = int(first.tag[1])
        if level == 1:
            self.setter.diagnostics.add("heading-level", "headings in an article begin with ##", _line(first),
                                   hint="the title stands in the front matter")
        elif level > self.level + 1:
            self.setter.diagnostics.add("heading-skip", f"a heading of level {level} follows level {self.level}",
                                   _line(first), hint=f"write {'#' * (self.level + 1)}")
        self.level = max(level, 2)
        if any(child.type == "footnote_ref" for child in words.children or []):
            self.setter.diagnostics.add("note-in-heading", "a footnote in a heading", _line(first),
                                   hint="call it in the text below")
        given = str(first.attrs.pop("id", ""))
        block = self.new(BlockKind.HEADING, first)
        said = plain(self.setter.set_inline(words))
        number = self._part(level, first)
        name = given or self._free(said)
        self.take(name, str(number or said), first)
        block = replace(block, name=f"{self.setter.slug}--{name}", level=level, number=number)
        first.tag = group[-1].tag = f"h{max(level, 2)}"
        return self._filled(block, group, block_tree)

    def table(self, group: Sequence[Token]) -> Block:
        return self._filled(self.new(BlockKind.TABLE, group[0]), group, block_tree)

    def quote(self, group: Sequence[Token]) -> Block:
        return self._filled(self.new(BlockKind.QUOTE, group[0]), group, quote_tree)

    def fence(self, group: Sequence[Token]) -> Block | None:
        token = group[0]
        kind, _, rest = token.info.strip().partition(" ")
        if rest.strip():
            for key, value in (read_attributes(rest.strip()) or {}).items():
                token.attrSet(key, value)
        self._check_fence(token, kind)
        if kind not in FENCES:
            block = self.new(BlockKind.CODE, token)
            return replace(block, content=code_tree(token, self.setter, _identity(block)))
        line = self.setter.lines[_line(token) - 1]
        fence = Fence(kind, token.content, _line(token) + 1, len(line) - len(line.lstrip()) + 1)
        spec = read_figure(fence, FenceContext(self.setter.folder, self.setter.diagnostics, self.setter.used))
        return self.new(BlockKind(kind), token, spec=spec)

    def rule(self, group: Sequence[Token]) -> Block:
        return self._filled(self.new(BlockKind.RULE, group[0]), group, block_tree)

    def box(self, group: Sequence[Token]) -> Block:
        first = group[0]
        said = _BOX.fullmatch(first.info.partition("{")[0])
        if said is None:
            self.setter.diagnostics.add("box-title", "a box begins with ::: box \"Title\"", _line(first))
        if not self._is_closed(first, first.markup):
            self.setter.diagnostics.add("box-open", "the box is never closed", _line(first), hint="close it: :::")
        title = self.setter.set_text((said and said[1]) or "", (_line(first), 0), forbidden=NO_FIGURES)
        block = self.new(BlockKind.BOX, first)
        inside: list[Block] = []
        for part in groups(group[1:-1]):
            if part[0].type == "container_box_open":
                self.setter.diagnostics.add("box-nested", "a box inside a box", _line(part[0]))
            else:
                inside += self._blocks(part)
        notes = sum(b.notes for b in inside)
        return replace(block, notes=notes, spec=Box(title, tuple(inside)))

    def _picture_row(self, words: Token, pictures: list[Token], first: Token) -> list[Block]:
        """A picture alone in its paragraph is a figure; several stand side by side."""
        found = []
        for token in pictures:
            for name in token.meta.get("insecure_attrs", {}):
                self.setter.diagnostics.add("attribute-unknown", f"{name} is no attribute here", _line(first))
            for key in ("class", "id", "credit", "source") if len(pictures) == 1 else ():
                if key in first.attrs:
                    token.attrJoin(key, str(first.attrs[key]))
            if len(pictures) > 1:
                token.attrJoin("class", "beside")
            self.setter.origin = TextOrigin(_line(first), 0, words.content, self.setter.lines)
            where = self.setter.origin.at(token.meta.get("at"))
            spec = read_picture(token, where, self.setter.folder, self.setter.diagnostics, self.setter.used)
            token.map = [where[0] - 1, where[0]]
            block = self.new(BlockKind.PICTURE, token, spec=spec)
            caption = self.setter.set_text(str(token.attrs.get("title", "")), where, forbidden=NO_FIGURES)
            if spec:
                block = replace(block, spec=spec.model_copy(
                    update={"caption_html": caption, "row": len(pictures)}))
            found.append(block)
        return found

    def _filled(self, block: Block, group: Sequence[Token], make: Callable[..., Node]) -> Block:
        before = len(self.setter.numbers)
        content = make(group, self.setter, _identity(block))
        return replace(block, content=content, notes=len(self.setter.numbers) - before)

    def _part(self, level: int, token: Token) -> int:
        unnumbered = "unnumbered" in str(token.attrs.get("class", "")).split()
        if level != 2 or not self.numbers_parts or unnumbered:
            return 0
        self.parts += 1
        return self.parts

    def _free(self, words: str) -> str:
        """A name made of the heading's words; headings alike are told apart by a number."""
        ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        name = "-".join(re.findall(r"[a-z0-9]+", ascii_words.lower()))[:60].strip("-") or "heading"
        twin = 1
        while (free := name if twin == 1 else f"{name}-{twin}") in self.anchors:
            twin += 1
        return free

    def _check_classes(self, kind: BlockKind, token: Token) -> None:
        for name in str(token.attrs.get("class", "")).split():
            if _PLACED_CLASSES.get(name, kind) is not kind:
                self.setter.diagnostics.add("class-misplaced", f".{name} is for a {_PLACED_CLASSES[name].value}, "
                                       f"not for a {kind.value}", _line(token))

    def _check_fence(self, token: Token, kind: str) -> None:
        if near := nearest_kind(kind):
            self.setter.diagnostics.add("fence-unknown", f"there is no figure called {kind}", _line(token),
                                   hint=did_you_mean(near, [near]))
        if token.type == "fence" and not self._is_closed(token, token.markup):
            self.setter.diagnostics.add("fence-open", "the fenced block is never closed", _line(token),
                                   hint=f"end it with {token.markup}")

    def _is_closed(self, token: Token, markup: str) -> bool:
        start, end = token.map or [0, 0]
        last = [end] if token.type == "container_box_open" else [end - 1]
        return any(start < at < len(self.setter.lines) and self.setter.lines[at].strip().startswith(markup)
                   for at in last)


def _plain(kind: BlockKind) -> Callable[[Builder, Sequence[Token]], Block]:
    def build(builder: Builder, group: Sequence[Token]) -> Block:
        return builder._filled(builder.new(kind, group[0]), group, block_tree)
    return build


_BUILDERS: dict[str, Callable[[Builder, Sequence[Token]], Block | None]] = {
    "heading_open": Builder.heading, "paragraph_open": _plain(BlockKind.PARAGRAPH),
    "bullet_list_open": _plain(BlockKind.LIST), "ordered_list_open": _plain(BlockKind.LIST),
    "dl_open": _plain(BlockKind.DEFINITIONS), "table_open": Builder.table, "blockquote_open": Builder.quote,
    "fence": Builder.fence, "code_block": Builder.fence, "hr": Builder.rule,
    "container_box_open": Builder.box,
}


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _identity(block: Block) -> dict[str, str]:
    return {"id": block.name, "data-block": block.id}


def _pictures(group: Sequence[Token]) -> list[Token]:
    """The pictures of a paragraph that holds nothing else."""
    if len(group) != 3 or group[0].type != "paragraph_open":
        return []
    children = group[1].children or []
    others = [t for t in children if t.type not in ("image", "softbreak") and t.content.strip()]
    wraps = [t for t in children if t.nesting]
    return [t for t in children if t.type == "image"] if not others and not wraps else []
