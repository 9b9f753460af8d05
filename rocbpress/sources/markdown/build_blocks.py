"""Tokens of an article into numbered, named blocks."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from markdown_it.token import Token

from rocbpress.findings.finding import did_you_mean
from rocbpress.sources.markdown.blocks import FIGURES, Block, BlockKind, Box, Spec
from rocbpress.sources.markdown.dialect import groups, line_of, read_attributes
from rocbpress.sources.markdown.fences import FIGURE_KINDS, nearest_kind, read_figure
from rocbpress.sources.markdown.figures import Gallery, Picture
from rocbpress.sources.markdown.inline import KNOWN_ATTRIBUTES, NO_FIGURES, InlineRenderer, TextOrigin
from rocbpress.sources.markdown.instead import instead_of_html
from rocbpress.sources.markdown.listings import read_events, read_related
from rocbpress.sources.markdown.markup import block_tree, code_tree, with_attribution
from rocbpress.sources.markdown.misreadings import misreadings
from rocbpress.sources.markdown.pictures import parted, read_picture
from rocbpress.sources.markdown.tree import Node
from rocbpress.sources.markdown.typography import plain

_TITLED = re.compile(r'\s*(?:box|gallery|events|read)(?:\s+"([^"]*)")?\s*')
_CALLED = {"events": "calendar", "read": "list"}  # the blocks whose word is not their name
_PICTURES = range(2, 13)  # that a gallery may have
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACED_CLASSES = {"pull": BlockKind.QUOTE, "unnumbered": BlockKind.HEADING, "decorative": BlockKind.PICTURE}


@dataclass(slots=True)
class Builder:
    """Goes through an article once, counting blocks, figures and parts, and collecting names."""

    renderer: InlineRenderer
    numbers_parts: bool
    anchors: dict[str, str] = field(default_factory=lambda: {"": ""})
    twins: dict[str, Iterator[str]] = field(default_factory=dict)
    count: int = 0
    figures: int = 0
    parts: int = 0
    level: int = 1

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """All blocks of these tokens, in order."""
        outermost = tuple(groups(tokens))
        for each in misreadings(outermost, self.renderer.lines):
            self.renderer.diagnostics.add(each.code, each.message, each.line, hint=each.hint,
                                          warning=each.warns, note=each.notes)
        return tuple(block for group in outermost for block in self._blocks(group))

    def _blocks(self, group: Sequence[Token]) -> Sequence[Block]:
        first = group[0]
        if len(parts := parted(group)) > 1:
            return [block for part in parts for block in self._blocks(part)]
        if pictures := _pictures(group):
            return [self._picture(token, first, group[1], len(pictures)) for token in pictures]
        if first.type in _SPECIAL:
            return (_SPECIAL[first.type](self, group),)
        if first.type in _PLAIN:
            return (self._filled(self._new(_PLAIN[first.type], first), group),)
        written = first.content.strip().split("\n")[0]
        self._fault("html-raw", f"HTML is not allowed: {written[:40]}", first, instead_of_html(written))
        return ()

    def _fault(self, code: str, message: str, token: Token, hint: str = "") -> None:
        self.renderer.diagnostics.add(code, message, line_of(token), hint=hint)

    def _new(self, kind: BlockKind, token: Token, *, spec: Spec | None = None) -> Block:
        """The next block, without content; its name is what `{#name}` says."""
        self.count += 1
        number = 0
        if kind in FIGURES and "decorative" not in _classes(token):
            self.figures += 1
            number = self.figures
        for wrong in _classes(token):
            if _PLACED_CLASSES.get(wrong, kind) is not kind:
                self._fault("class-misplaced", f".{wrong} is for a {_PLACED_CLASSES[wrong].value}, "
                            f"not for a {kind.value}", token)
        name = str(token.attrs.pop("id", ""))
        if name:
            self._add_name(name, str(number or ""), token)
        return Block(f"{self.renderer.slug}#b{self.count}", line_of(token), kind, number=number, spec=spec,
                     name=f"{self.renderer.slug}--{name}" if name else "")

    def _add_name(self, name: str, label: str, token: Token) -> None:
        """A name in the article, with the words that an empty link to it prints."""
        if not _NAME.fullmatch(name):
            self._fault("anchor-letters", f"#{name} may have only a-z, 0-9 and single hyphens", token,
                        f"write {{#{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-') or 'name'}}}")
        elif name in self.anchors:
            self._fault("anchor-twice", f"duplicate name: #{name}", token)
        self.anchors[name] = label

    def _filled(self, block: Block, group: Sequence[Token]) -> Block:
        before = len(self.renderer.numbers)
        content = block_tree(group, self.renderer, _identity(block))
        return replace(block, content=content, notes=len(self.renderer.numbers) - before)

    def _heading(self, group: Sequence[Token]) -> Block:
        first, words = group[0], group[1]
        level = int(first.tag[1])
        if level == 1:
            self._fault("heading-level", "headings in an article begin with ##", first,
                        "write ##; the article's own title is title: in its head")
        elif level > self.level + 1:
            self._fault("heading-skip", f"a heading of level {level} follows level {self.level}", first,
                        f"write {'#' * (self.level + 1)}")
        self.level = max(level, 2)
        if any(child.type == "footnote_ref" for child in words.children or []):
            self._fault("note-in-heading", "a footnote in a heading", first, "call it in the text below")
        given = str(first.attrs.pop("id", ""))
        block = self._new(BlockKind.HEADING, first)
        said = plain(self.renderer.set_inline(words))
        number = 0
        if level == 2 and self.numbers_parts and "unnumbered" not in _classes(first):
            self.parts += 1
            number = self.parts
        name = given or self._free(said)
        self._add_name(name, str(number or said), first)
        block = replace(block, name=f"{self.renderer.slug}--{name}", level=level, number=number)
        first.tag = group[-1].tag = f"h{max(level, 2)}"
        return self._filled(block, group)

    def _free(self, words: str) -> str:
        """A name made of the heading's words; headings alike are told apart by a number."""
        ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        name = "-".join(re.findall(r"[a-z0-9]+", ascii_words.lower()))[:60].strip("-") or "heading"
        names = self.twins.setdefault(name, chain((name,), (f"{name}-{twin}" for twin in count(2))))
        return next(free for free in names if free not in self.anchors)

    def _quote(self, group: Sequence[Token]) -> Block:
        return self._filled(self._new(BlockKind.QUOTE, group[0]), with_attribution(group))

    def _fence(self, group: Sequence[Token]) -> Block:
        token, renderer = group[0], self.renderer
        kind, _, rest = token.info.strip().partition(" ")
        if rest.strip():
            for key, value in (read_attributes(rest.strip()) or {}).items():
                token.attrSet(key, value)
        if near := nearest_kind(kind):
            self._fault("fence-unknown", f"unknown figure: {kind}", token, did_you_mean(near, [near]))
        start, end = token.map or [0, 0]
        if token.type == "fence" and not self._is_closed(token, start, end - 1):
            self._fault("fence-open", "the fenced block is not closed", token,
                        f"close it with {token.markup}")
        if kind not in FIGURE_KINDS:
            block = self._new(BlockKind.CODE, token)
            return replace(block, content=code_tree(token, renderer, _identity(block)))
        line = renderer.lines[start]
        where = start + 2, len(line) - len(line.lstrip()) + 1
        return self._new(BlockKind(kind), token, spec=read_figure(kind, token.content, where, renderer))

    def _box(self, group: Sequence[Token]) -> Block:
        first = group[0]
        title = self._container_title("box", first, ("box-title", "box-open"))
        block = self._new(BlockKind.BOX, first)
        inside: list[Block] = []
        for part in groups(group[1:-1]):
            if part[0].type == "container_box_open":
                self._fault("box-nested", "a box inside a box", part[0])
            else:
                inside += self._blocks(part)
        return replace(block, notes=sum(b.notes for b in inside), spec=Box(title, tuple(inside)))

    def _container_title(self, kind: str, first: Token, codes: tuple[str, str]) -> Node:
        """The words in quotes on the first line of a box or gallery; that line is checked."""
        name = _CALLED.get(kind, kind)
        words, brace, rest = first.info.partition("{")
        said = _TITLED.fullmatch(words)
        if said is None:
            title = words.strip().removeprefix(kind).strip(" “”„«»‘’'\"") or "Title"
            self._fault(codes[0], f"a {name} begins with ::: {kind} \"Title\"", first,
                        f'write ::: {kind} "{title}"')
        if not self._is_closed(first, *(first.map or [0, 0])):
            self._fault(codes[1], f"the {name} is not closed", first, "close it with :::")
        for key, value in (read_attributes(brace + rest.strip()) or {}).items() if brace else ():
            first.attrSet(key, value)
        return self.renderer.set_text((said and said[1]) or "", (line_of(first), 0), forbidden=NO_FIGURES)

    def _gallery(self, group: Sequence[Token]) -> Block:
        """Pictures under one caption; a credit of the gallery is that of each picture without its own."""
        first = group[0]
        caption = self._container_title("gallery", first, ("gallery-title", "gallery-open"))
        block = self._new(BlockKind.GALLERY, first)
        pictures: list[Picture] = []
        for part in groups(group[1:-1]):
            if not (tokens := _pictures(part)):
                self._fault("gallery-pictures", "a gallery may contain only pictures", part[0],
                            "put the text before or after the gallery")
            for token in tokens:
                spec, where = self._read(token, part[0], part[1])
                for what in ("title", "source"):
                    self.renderer.check_unprinted(token, what, where, "the gallery has one",
                                                 "write it into the first line of the gallery")
                if spec:
                    credit = spec.credit or str(first.attrs.get("credit", ""))
                    pictures.append(spec.model_copy(update={"credit": credit}))
        if len(pictures) not in _PICTURES:
            number = f"{len(pictures)} picture{'s' if len(pictures) != 1 else ''}"
            self._fault("gallery-count", f"a gallery of {number}", first,
                        f"a gallery has {_PICTURES[0]} to {_PICTURES[-1]} pictures")
        return replace(block, spec=Gallery(pictures=tuple(pictures), caption_html=caption,
                                           source=str(first.attrs.get("source", ""))))

    def _listing(self, group: Sequence[Token]) -> Block:
        """A calendar or related articles: a list of YAML, whatever Markdown makes of it."""
        first = group[0]
        kind = BlockKind(first.type.split("_")[1])
        heading = self._container_title(kind, first, ("list-title", "list-open"))
        block = self._new(kind, first)
        start, end = first.map or (0, 0)
        text = "\n".join(self.renderer.lines[start + 1:end])
        read = read_events if kind is BlockKind.EVENTS else read_related
        return replace(block, spec=read(text, heading, start + 2, self.renderer))

    def _is_closed(self, token: Token, start: int, last: int) -> bool:
        lines = self.renderer.lines
        return start < last < len(lines) and lines[last].strip().startswith(token.markup)

    def _picture(self, token: Token, first: Token, words: Token, row: int) -> Block:
        """A picture alone in its paragraph is a figure; several stand side by side, `row` of them."""
        renderer = self.renderer
        for key in ("class", "id", "credit", "source", "focus") if row == 1 else ():
            if key in first.attrs:
                token.attrJoin(key, str(first.attrs[key]))
        if row > 1:
            token.attrJoin("class", "beside")
        spec, where = self._read(token, first, words)
        token.map = [where[0] - 1, where[0]]
        block = self._new(BlockKind.PICTURE, token, spec=spec)
        caption = renderer.set_text(str(token.attrs.get("title", "")), where, forbidden=NO_FIGURES)
        shown = spec and spec.model_copy(update={"caption_html": caption, "row": row})
        return replace(block, spec=shown)

    def _read(self, token: Token, first: Token, words: Token) -> tuple[Picture | None, tuple[int, int]]:
        """What a picture token of a paragraph shows, and where it stands in the file."""
        for name in token.meta.get("insecure_attrs", {}):
            self._fault("attribute-unknown", f"unknown attribute: {name}", first, KNOWN_ATTRIBUTES)
        renderer = self.renderer
        renderer.origin = TextOrigin(line_of(words), 0, words.content, renderer.lines)
        where = renderer.origin.at(token.meta.get("at"))
        return read_picture(token, where, renderer.folder, renderer.diagnostics, renderer.used), where


_PLAIN = {
    "paragraph_open": BlockKind.PARAGRAPH, "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST, "dl_open": BlockKind.DEFINITIONS, "table_open": BlockKind.TABLE,
    "hr": BlockKind.RULE,
}
_SPECIAL: Mapping[str, Callable[[Builder, Sequence[Token]], Block]] = {
    "heading_open": Builder._heading, "blockquote_open": Builder._quote, "fence": Builder._fence,
    "code_block": Builder._fence, "container_box_open": Builder._box,
    "container_gallery_open": Builder._gallery, "container_events_open": Builder._listing,
    "container_read_open": Builder._listing,
}


def _classes(token: Token) -> list[str]:
    return str(token.attrs.get("class", "")).split()


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
