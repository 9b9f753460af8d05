"""An article's file: front matter, and Markdown into blocks that know their source line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it.token import Token

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.marks import Placed
from rocbpress.findings.validation import validate
from rocbpress.sources.files import find_file, is_inside
from rocbpress.sources.frontmatter import PRINTED, ArticleHead, FrontMatter
from rocbpress.sources.markdown.blocks import Block
from rocbpress.sources.markdown.build_blocks import Builder
from rocbpress.sources.markdown.dialect import line_of, parse_markdown
from rocbpress.sources.markdown.inline import NO_FIGURES, InlineRenderer
from rocbpress.sources.markdown.links import Anchors, Reference, check_address, labelled, with_labels
from rocbpress.sources.markdown.pasted import nest_lists, read_pasted
from rocbpress.sources.markdown.pictures import alt_fault
from rocbpress.sources.markdown.tree import EMPTY, Node, rewritten
from rocbpress.sources.markdown.typography import plain
from rocbpress.sources.reading import read_text
from rocbpress.sources.yaml.places import read_yaml

LONGEST = 200  # characters of an address: a QR code of more has modules that telephones cannot read
MOST_NOTES = 300  # of an article: a page holds a dozen
MOST_ROWS = 2_000  # of tables, and items of lists, in an article: thirty pages of them
MOST_CROWDED = 40  # notes close together: a page of two columns holds about half as many lines
ROOM = 90  # characters of text for a note: two lines of a column
_SOME = frozenset[str]().union(*PRINTED.values()) - {"title", "place"}  # keys that some kinds print
IN_NOTES = ("", "p", "ul", "ol", "li")  # elements of a footnote's text
_WORDS_ONLY = ("link_open", "link_close", *NO_FIGURES)


@dataclass(frozen=True, slots=True)
class Article:
    """articles/<slug>.md: `file` as messages name it, `title` as plain text.

    `language` is the article's own, or the issue's.
    """

    slug: str
    file: str
    head: ArticleHead
    language: str
    title: str
    title_html: Node
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article whose links are not yet followed: where they go, what it offers to links, its files."""

    article: Article
    references: tuple[Reference, ...]
    anchors: Mapping[str, str]
    used: frozenset[Path]

    def finished(self, anchors: Anchors) -> Article:
        """The article, with the words of its empty links, and the names that its links mean."""
        if not any((link.empty and not link.page) or link.fragment not in anchors.get(link.slug, {})
                   for link in self.references):
            return self.article
        head = self.article.head
        set_head = head.model_copy(update={
            "standfirst_html": labelled(head.standfirst_html, anchors),
            "contact_html": labelled(head.contact_html, anchors),
            "teaser_html": labelled(head.teaser_html, anchors)})
        return replace(self.article, head=set_head, blocks=with_labels(self.article.blocks, anchors))


@dataclass(frozen=True, slots=True)
class Pages:
    """Where articles lie, how messages name the folder, and the issue's language."""

    folder: Path
    name: str
    language: str

    def file(self, slug: str) -> str:
        return f"{self.name}/articles/{slug}.md"


def read_article(slug: str, pages: Pages, diagnostics: Diagnostics) -> Draft | None:
    """The draft of articles/<slug>.md; None if its front matter cannot be read."""
    own = diagnostics.about(pages.file(slug))
    path = pages.folder / "articles" / f"{slug}.md"
    if not is_inside(path, pages.folder):
        own.add("article-outside", "the file is a link that leads out of the issue's folder", 1)
        return None
    text = read_text(path, pages.folder, own)
    return draft_of(slug, text, pages, own) if text is not None else None


def draft_of(slug: str, text: str, pages: Pages, diagnostics: Diagnostics) -> Draft | None:
    """The draft of an article's text; None if its front matter cannot be read."""
    lines = text.split("\n")
    length = _head_length(lines, diagnostics)
    if not length:
        return None
    placed = read_yaml("\n".join(lines[1:length]), diagnostics, line=2)
    front = validate(FrontMatter, placed, diagnostics) if placed else None
    language = (front and front.language) or pages.language
    renderer = InlineRenderer(slug, language, pages.folder, diagnostics, lines)
    builder = Builder(renderer, numbers_parts=bool(front and front.kind == "essay"))
    body, lists = read_pasted(lines, length + 1)
    for line, mark in lists:
        diagnostics.add("list-pasted", f"the lines that begin with {mark} are read as a list", line,
                        note=True, hint="write - or 1. and a space before each item")
    body, nested = nest_lists(body, length + 1)
    for line in nested:
        diagnostics.add("list-indent", "this list is read as part of the item above it", line, note=True,
                        hint="indent it by 3 spaces; start it at the margin if it is a list of its own")
    blocks = build_blocks("\n" * (length + 1) + "\n".join(body[length + 1:]), builder)
    if front is None or placed is None:
        return None
    if front.kind == "report":  # the one kind that is set in columns
        _check_crowding(blocks, diagnostics)
    _check_text(front, lines, length, diagnostics)
    head = _head(front, placed, renderer)
    title_html = renderer.set_text(front.title, placed.spot("title"), forbidden=_WORDS_ONLY)
    builder.anchors[""] = title = plain(title_html)
    article = Article(slug, diagnostics.file, head, language, title, title_html, blocks)
    return Draft(article, tuple(renderer.references), builder.anchors, frozenset(renderer.used))


def build_blocks(text: str, builder: Builder) -> tuple[Block, ...]:
    """Blocks of Markdown whose line numbers are the file's, its footnotes at their calls."""
    renderer, diagnostics = builder.renderer, builder.renderer.diagnostics
    parsed = parse_markdown(text)
    for line, code, words in parsed.faults:
        diagnostics.add(code, words, line)
    for note in parsed.notes:
        if note.label in renderer.notes:
            diagnostics.add("note-twice", f"duplicate footnote: [^{note.label}]", note.line,
                            hint=f"first in line {renderer.notes[note.label].line}")
        renderer.notes[note.label] = note
        if any((t.nesting == 0 and t.type != "inline") or t.tag not in IN_NOTES for t in note.tokens):
            diagnostics.add("note-blocks", "a footnote may contain only paragraphs and lists", note.line)
    typed = text.casefold()
    for label, line in parsed.addresses.items():
        bracketed = f"[{label}]".casefold()
        if typed.count(bracketed) < 2 and f"{bracketed}: http" not in typed:
            diagnostics.add("reference-unused", f"[{label}]: is read as the address of a link that is not "
                            "there", line, hint="write \\[ for a bracket that is meant")
    renderer.inline_notes.update(parsed.inline_notes)
    if (count := len(renderer.notes) + len(renderer.inline_notes)) > MOST_NOTES:
        line = parsed.notes[MOST_NOTES].line if len(parsed.notes) > MOST_NOTES else 1
        diagnostics.add("notes-too-many", f"{count} footnotes, more than {MOST_NOTES}", line,
                        hint="split the article, or list the sources at its end")
    _check_rows(parsed.tokens, diagnostics)
    blocks = builder.build(parsed.tokens)
    for label, note in renderer.notes.items():
        if label not in renderer.numbers:
            diagnostics.add("note-unused", f"the footnote [^{label}] is never called", note.line,
                            hint=f"write [^{label}] in the text, or delete it")
    return blocks


def _check_text(front: FrontMatter, lines: Sequence[str], length: int, diagnostics: Diagnostics) -> None:
    """A warning where nothing stands below the head; the imprint has the publisher's address."""
    in_head = front.kind == "imprint" or front.standfirst or front.facts or front.figures
    if not in_head and not any(map(str.strip, lines[length + 1:])):
        diagnostics.add("article-empty", "the article has no text", length + 1, warning=True,
                        hint="write it below this line, or take the article out of issue.yaml")


def _check_rows(tokens: Sequence[Token], diagnostics: Diagnostics) -> None:
    """An error where an article has more of them than could be set within the time of a flow."""
    rows = [token for token in tokens if token.type in ("tr_open", "list_item_open")]
    if len(rows) > MOST_ROWS:
        diagnostics.add("rows-too-many", f"{len(rows):,} rows of tables and items of lists, more than "
                        f"{MOST_ROWS:,}", line_of(rows[MOST_ROWS]),
                        hint="print those that matter, and link to the others")


def _check_crowding(blocks: Sequence[Block], diagnostics: Diagnostics) -> None:
    """An error where more than MOST_CROWDED footnotes are called from less text than ROOM for each.

    The notes would fill the pages before the text does, and typesetting take minutes over it.
    """
    rules = {"span": lambda span: EMPTY if span.get("class") == "note" else span}
    crowded = [block for block in blocks if block.notes
               and len(plain(rewritten(block.content, rules))) < ROOM * block.notes]
    count = sum(block.notes for block in crowded)
    if count > MOST_CROWDED:
        diagnostics.add("notes-crowded", f"{count} footnotes in too little text", crowded[0].line,
                        hint="write them into the text, or make a table of text and notes")


def _head_length(lines: Sequence[str], diagnostics: Diagnostics) -> int:
    """The line, from 0, of the --- that ends the front matter; 0 with an error if there is none."""
    if lines[0].rstrip() != "---":
        first = lines[0].strip()[:60]
        said = f"the first line is “{first}”, not ---" if first else "the first line is empty, not ---"
        hint = "delete the empty lines above ---" if not first and "---" in lines[:10] else (
            "start with a line ---, then title: and kind:, then ---")
        diagnostics.add("front-matter-missing", said, 1, 1, hint=hint)
        return 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        last = next((at for at, line in enumerate(lines[1:], 1) if not line.strip()), len(lines)) - 1
        diagnostics.add("front-matter-open", "no line --- ends the front matter",
                        1, 1, hint=f"write --- below line {last + 1}")
    return end


def _head(front: FrontMatter, placed: Placed, renderer: InlineRenderer) -> ArticleHead:
    """Front matter with its Markdown set, once its portraits and links are looked at."""
    for at, person in enumerate(front.authors):
        if person.photo:
            spot = placed.spot("authors", at, "photo")
            renderer.used |= find_described(person.photo, person.alt, renderer.folder, renderer.diagnostics,
                                            spot, spot)
            if front.kind == "imprint":
                renderer.diagnostics.add("picture-unshown", f"{person.photo} is not shown: an imprint has no "
                                         "portraits", *spot, warning=True, hint="put it into the text")
    for key in ("opening", "focus") if front.kind in ("essay", "imprint") else ():
        if getattr(front, key):
            renderer.diagnostics.add("key-unused", f"{key} has no effect: no picture opens an {front.kind}",
                                     *placed.spot(key), warning=True, hint=f"remove {key}")
    for key, given in placed.value.items() if isinstance(placed.value, dict) else ():
        if given and key in _SOME and key not in PRINTED[front.kind]:
            article = "an" if front.kind[0] in "ei" else "a"
            renderer.diagnostics.add("key-unused", f"{key} is not printed: {article} {front.kind} has no "
                                     "place for it", *placed.spot(key), warning=True,
                                     hint=f"write it into the text, or remove {key}")
    for at, link in enumerate(front.links):
        check_address(link.url, renderer.diagnostics, placed.spot("links", at, "url"))
    if front.qr and check_address(front.qr, renderer.diagnostics, placed.spot("qr")) and (
            len(front.qr) > LONGEST):
        renderer.diagnostics.add(
            "qr-long", f"the address has {len(front.qr)} characters, more than {LONGEST}",
            *placed.spot("qr"), hint="use a shorter address for the QR code")
    set_words = {f"{key}_html": renderer.set_text(getattr(front, key), placed.spot(key), forbidden=NO_FIGURES)
                 for key in ("standfirst", "contact", "teaser")}
    return ArticleHead.model_validate({**front.model_dump(by_alias=True), **set_words})


def find_described(name: str, alt: str, folder: Path, diagnostics: Diagnostics, where: tuple[int, int],
                   alt_at: tuple[int, int]) -> set[Path]:
    """The picture that front matter or issue.yaml names, if it is there; errors for it and its `alt`."""
    if fault := alt_fault(alt, name):
        code, words, warning = fault
        diagnostics.add(code, words, *alt_at, warning=warning, hint="say in alt: what the picture shows")
    path = find_file(name, folder, diagnostics, where)
    return {path} if path else set()

