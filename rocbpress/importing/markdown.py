"""Blocks into the Markdown of articles (docs/writing.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rocbpress.importing.blocks import Block, Box, Cell, Figures, Paragraph, Picture, Role, Run, Table
from rocbpress.importing.inline import escaped, inline, lines
from rocbpress.sources.markdown.typography import quoted

_LONGEST = 14_000  # characters of a paragraph: the dialect refuses one of 15,000
_DEEPEST = 6
_PLAIN_YAML = re.compile(r"[^\W\d][\w ,.()’“”/–—-]*(?<! )")
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_ITEMS = frozenset({Role.ITEM, Role.CONTINUED})


@dataclass(slots=True)
class Writer:
    """Writes one article; `sources` names the file of each picture, '' for one that is still to come."""

    sources: Callable[[Picture], str]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def article(self, head: Mapping[str, object], blocks: Sequence[Block]) -> str:
        """The whole file: front matter, text, footnotes in the order of their calls."""
        text = self._text(blocks)
        written = [f"---\n{front_matter(head)}---\n", *([text] if text else [])]
        done = 0
        while done < len(self.numbers):  # a note may call another
            key = list(self.numbers)[done]
            done += 1
            said = self._note_text(self.notes.get(key, ()))
            written.append(f"[^{done}]: {said}")
        return "\n".join(written).rstrip("\n") + "\n"

    def _text(self, blocks: Sequence[Block]) -> str:
        return "".join(f"{part}\n\n" for part in self._parts(blocks) if part).rstrip("\n") + "\n"

    def _parts(self, blocks: Sequence[Block]) -> Iterator[str]:
        at = 0
        while at < len(blocks):
            block, start = blocks[at], at
            kinds = _group(block)
            while at < len(blocks) and kinds and _group(blocks[at]) == kinds:
                at += 1
            if kinds == "list":
                yield "\n".join(self._list([each for each in blocks[start:at]
                                            if isinstance(each, Paragraph)]))
            elif kinds == "quote":
                yield self._quote([each for each in blocks[start:at] if isinstance(each, Paragraph)])
            else:
                at += 1
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield from self._paragraph(block)
        elif isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Box):
            title = quoted(plain_words(block.title))
            yield f'::: box{f" {_quoted(escaped(title))}" if title else ""}\n{self._text(block.blocks)}:::'
        elif isinstance(block, Picture):
            yield self._picture(block)
        elif isinstance(block, Figures):
            yield self._figures(block)
        else:
            yield "---"

    def _inline(self, runs: Sequence[Run], *, emphasis: bool = True) -> str:
        if not emphasis:
            runs = [replace(run, bold=False, italic=False, struck=False) for run in runs]
        linked = [replace(run, link=f"#{self.names[run.link[1:]]}" if run.link[1:] in self.names else "")
                  if run.link.startswith("#") else run for run in runs]
        return inline(linked, self._call, self._small_picture)

    def _call(self, key: str) -> str:
        return f"[^{self.numbers.setdefault(key, len(self.numbers) + 1)}]"

    def _small_picture(self, run: Run) -> str:
        source = self.sources(run.picture) if run.picture else ""
        return f"![{escaped(run.picture.alt)}]({source})" if run.picture and source else ""

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        text = self._inline(block.runs, emphasis=block.role is not Role.HEADING)
        if block.role is Role.HEADING:
            words = re.sub(r"#+$", lambda found: f"\\{found[0]}", " ".join(text.split()))
            name = next((self.names[run.anchor] for run in block.runs if run.anchor in self.names), "")
            yield f"{'#' * min(6, block.level)} {words}{f' {{#{name}}}' if name else ''}" if words else ""
            return
        language = f"{{lang={block.language}}}\n" if block.language else ""
        for part in _pieces_of(text):
            yield language + "\\\n".join(lines(part))

    def _list(self, items: Sequence[Paragraph]) -> Iterator[str]:
        """Items, each indented by the marks above it."""
        indents: list[tuple[int,
                            str]] = []  # of the levels that are open: where their text stands, their kind
        loose = any(item.role is Role.CONTINUED for item in items)
        for item in items:
            text = lines(self._inline(item.runs))
            if not text:
                continue
            if item.role is Role.CONTINUED:
                indent = " " * (indents[-1][0] if indents else 0)
                yield ""
                yield "\\\n".join(f"{indent}{line}" for line in text)
                yield ""
                continue
            del indents[min(item.level, _DEEPEST, len(indents)):]
            start = indents[-1][0] if indents else 0
            mark = item.mark if re.fullmatch(r"\d{1,3}\.", item.mark) else "-"
            width = start + len(mark) + 1
            indents.append((width, mark))
            yield "\\\n".join((f"{' ' * start}{mark} {text[0]}",
                               *(f"{' ' * width}{line}" for line in text[1:])))
        if loose:
            yield ""

    def _quote(self, blocks: Sequence[Paragraph]) -> str:
        texts = ("\\\n".join(lines(self._inline(block.runs))) for block in blocks)
        return "\n>\n".join("\n".join(f"> {line}" for line in text.split("\n")) for text in texts)

    def _table(self, table: Table) -> str:
        rows = [[self._cell(cell) for cell in row] for row in grid(table)]
        width = max(map(len, rows), default=0)
        if not width:
            return ""
        written = [f"| {' | '.join((*row, *[''] * (width - len(row))))} |" for row in rows]
        written.insert(1, "|" + "---|" * width)
        caption = plain_words(table.caption)
        named = bool(caption) and not re.search(r'["{}\\]', caption)
        said = [".wide"] if table.wide else []
        said += [f'caption="{escaped(caption)}"'] if named else []
        if said:
            written.insert(0, f"{{{' '.join(said)}}}")
        if caption and not named:
            written.insert(0, f"{lines(escaped(caption))[0]}\n")
        return "\n".join(written)

    def _cell(self, cell: Cell | None) -> str:
        said = self._cell_lines(cell.blocks if cell else ())
        return " \\ ".join(filter(None, (line.strip() for each in said for line in each.split("\n"))))

    def _cell_lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The paragraphs of a cell; what a cell cannot hold is taken apart into lines."""
        for block in blocks:
            if isinstance(block, Paragraph):
                mark = "• " if block.role is Role.ITEM and block.mark == "-" else (
                    f"{block.mark} " if block.role is Role.ITEM else "")
                yield mark + self._inline(block.runs).replace("\\\\", "&#92;")
            elif isinstance(block, Table):
                for row in block.rows:
                    said = (" ".join(filter(None, self._cell_lines(cell.blocks))) for cell in row)
                    yield "; ".join(filter(None, said))
            elif isinstance(block, Box):
                yield from self._cell_lines(block.blocks)
            elif isinstance(block, Picture) and (source := self.sources(block)):
                yield f"![{escaped(block.alt)}]({source})"

    def _picture(self, picture: Picture) -> str:
        source = self.sources(picture)
        if not source:
            title = plain_words(picture.caption) or picture.title or "A picture"
            return f"```fpo\ntitle: {_yaml(title)}\n" + (
                f"alt: {_yaml(picture.alt)}\n" if picture.alt else "") + "```"
        caption = " ".join(self._inline(picture.caption).split())
        said = f" {_quoted(caption)}" if caption else ""
        alt = "" if picture.decorative else escaped(" ".join(picture.alt.split()))
        return f"![{alt}]({source}{said}){'{.decorative}' if picture.decorative else ''}"

    def _figures(self, figures: Figures) -> str:
        said = [f"title: {_yaml(figures.title)}"]
        if figures.data:
            said.append(f"data: {figures.data}")
        else:
            said += [f"series: [{', '.join(map(json_words, figures.series))}]"] if figures.series else []
            said.append("rows:")
            said += [f"  {json_words(label)}: " + (
                f"[{', '.join(map(_number, values))}]" if len(values) > 1 else _number(values[0]))
                for label, values in figures.rows]
        if figures.unit:
            said.append(f"unit: {_yaml(figures.unit)}")
        return "\n".join((f"```{figures.kind}", *said, "```"))

    def _note_text(self, blocks: Iterable[Block]) -> str:
        """A note, its further paragraphs indented."""
        parts: list[str] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                mark = f"{block.mark} " if block.role is Role.ITEM else ""
                parts += [mark + "\\\n".join(lines(self._inline(block.runs)))]
            else:
                parts += self._cell_lines((block,))
        return "\n\n".join(part.replace("\n", "\n    ") if not at else "    " + part.replace("\n", "\n    ")
                           for at, part in enumerate(filter(None, parts)))


def front_matter(head: Mapping[str, object]) -> str:
    """A mapping as YAML: words, and lists and mappings of words."""
    return "".join(f"{key}: {_yaml(said)}\n" for key, said in head.items())


def grid(table: Table) -> list[list[Cell | None]]:
    """The cells by rows and columns; None where a merged one covers the place."""
    rows: list[list[Cell | None]] = []
    covered: dict[int, int] = {}
    for row in table.rows:
        line: list[Cell | None] = []
        below: dict[int, int] = {}
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or covered.get(len(line), 0) > 0:
            at = len(line)
            if covered.get(at, 0) > 0:
                line.append(None)
                below[at] = covered.pop(at) - 1
                continue
            if cell is None:
                break
            line += [cell, *[None] * (cell.columns - 1)]
            below |= dict.fromkeys(range(at, at + cell.columns), cell.rows - 1)
            cell = next(cells, None)
        rows.append(line)
        covered = {at: left for at, left in below.items() if left > 0}
    return rows


def plain_words(runs: Iterable[Run]) -> str:
    """The words of runs in one line."""
    return " ".join("".join(run.words for run in runs).split())


def json_words(text: str) -> str:
    """Words in double quotes, which YAML reads as they are."""
    return json.dumps(text, ensure_ascii=False)


def _group(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "list" if block.role in _ITEMS else "quote" if block.role is Role.QUOTE else ""
    return ""


def _pieces_of(text: str) -> Iterator[str]:
    """A paragraph, in parts where it is longer than the dialect takes, divided between sentences."""
    while len(text) > _LONGEST:
        cut = max(text.rfind(". ", 0, _LONGEST) + 1, text.rfind("。", 0, _LONGEST) + 1) or (
            text.rfind(" ", 0, _LONGEST))
        if cut <= 0:
            break
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def _quoted(caption: str) -> str:
    """Inline Markdown as the title of a picture, in which signs count once more."""
    safe = caption.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return f'"{safe}"'


def _yaml(said: object) -> str:
    if isinstance(said, Mapping):
        return "{" + ", ".join(f"{_yaml(key)}: {_yaml(each)}" for key, each in said.items()) + "}"
    if isinstance(said, list | tuple):
        return "[" + ", ".join(map(_yaml, said)) + "]"
    text = str(said)
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", text):
        return text
    bare = _PLAIN_YAML.fullmatch(text) and "," not in text and text.lower() not in _WORDS_OF_YAML
    return text if bare else json_words(text)


def _number(found: float) -> str:
    return f"{found:.10g}"
