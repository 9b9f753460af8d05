"""The words of blocks for a screen: links to pages, footnotes called by links, tables that scroll."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.tables import as_set
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.tree import EMPTY, Node, element, elements, html, text
from rocbpress.web.addresses import named, page_of
from rocbpress.web.pictures import IN_LINE, Pictures

MEASURE = 400.0  # points: of a table, by which its short columns are told from long ones
MANY = 5  # columns from which on a table is wider than a telephone
_DROPPED = frozenset({"style", "data-block", "data-note", "data-page"})
# Words of ours where a layout has none of its own.
WORDS: Mapping[str, str] = {
    "web-skip": "Skip to the text", "web-articles": "Articles", "web-former": "Previous", "web-next": "Next",
    "web-download": "Download as PDF", "web-notes": "Notes", "web-back": "Back to the text",
    "web-issues": "All issues", "web-table": "Table", "addresses": "Addresses", "events": "", "read": "",
    "qr": "", "address": "Address", "contact": "Contact", "links": "Links", "sponsors": "Sponsors",
    "from": "From", "to": "To", "key-facts": "Key facts", "in-this-essay": "In this essay", "photo": "Photo",
    "source": "Source", "contents": "Contents", "position-only": "For position only", "undetermined": "",
    "map-borders": "", "no-figure": "", "no-rank": "",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at the end of its article; `calls` are the names of the places that call it."""

    name: str
    words: Markup
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """What references print, by landmark: numbers of pages of the PDF, or the titles of what stands there."""

    labels: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(slots=True)
class Words:
    """Writes the trees of one article, and keeps its footnotes and what is found."""

    context: Context
    article: Article
    pictures: Pictures
    targets: Targets
    findings: list[Finding] = field(default_factory=list)
    line: int = 0
    _notes: dict[str, Node] = field(default_factory=dict)
    _calls: dict[str, list[str]] = field(default_factory=dict)

    def markup(self, content: Node) -> Markup:
        """The tree as HTML without inline styles."""
        if content.tag == "table":
            content = as_set(self.context, content, MEASURE)
        return Markup(html(self._made(content)))

    def notes(self) -> tuple[Note, ...]:
        """The footnotes called so far."""
        return tuple(Note(self._name("note", number), Markup(html(words)), tuple(self._calls[number]))
                     for number, words in self._notes.items())

    @property
    def place(self) -> Place:
        """Where the block begins that is being written."""
        return Place(self.article.file, self.line)

    def _made(self, node: Node) -> Node:
        kept = {name: value for name, value in node.attributes.items() if name not in _DROPPED and value}
        children = tuple([self._made(each) if isinstance(each, Node) else each for each in node.children])
        rule = _RULES.get(node.tag)
        return rule(self, node, replace(node, attributes=kept, children=children)) if rule else (
            replace(node, attributes=kept, children=children))

    def _link(self, source: Node, made: Node) -> Node:
        href = source.get("href")
        if not href.startswith("article:"):
            return made
        slug, _, name = href.removeprefix("article:").partition("#")
        address = f"#{name}" if name and slug == self.article.slug else named(page_of(slug), name)
        words = self._reference(name or slug) if source.get("data-page") else made.children
        return Node("a", {"href": address}, tuple(words))

    def _reference(self, landmark: str) -> tuple[str]:
        """The number of a page of the PDF; where there is none to download, what stands on it."""
        if label := self.targets.labels.get(landmark):
            return (label,)
        title = self.targets.titles.get(landmark, landmark)
        self.findings.append(Finding(
            "web-page", f"the reference to a page reads “{title}”, for there is no PDF to count pages",
            self.place, Severity.NOTE, f"run rocbpress render {self.context.manuscript.issue.number} first"))
        return (f"“{title}”",)

    def _span(self, source: Node, made: Node) -> Node:
        if "note" not in source.get("class").split():
            return made
        number = source.get("data-note")
        self._notes[number] = Node(children=made.children)
        return self._call(number)

    def _again(self, source: Node, made: Node) -> Node:
        return self._call(text(source)) if source.get("class") == "note-again" else made

    def _call(self, number: str) -> Node:
        calls = self._calls.setdefault(number, [])
        calls.append(self._name("call", f"{number}-{len(calls) + 1}" if calls else number))
        return element("sup", {"class": "call"}, element("a", {
            "id": calls[-1], "href": f"#{self._name('note', number)}", "role": "doc-noteref"}, number))

    def _name(self, what: str, number: str) -> str:
        """A name that no heading has: those hold no low line."""
        return f"{self.article.slug}_{what}-{number}"

    def _image(self, source: Node, made: Node) -> Node:
        picture = self.pictures.show(self.context.manuscript.folder / source.get("src"), self.article.slug,
                                     self.place, IN_LINE)
        return replace(made, attributes={
            "class": source.get("class"), "src": picture.src, "alt": source.get("alt"),
            "width": str(picture.width), "height": str(picture.height)})

    def _row(self, source: Node, made: Node) -> Node:
        return EMPTY if source.get("class") == "continued" else made

    def _table(self, _source: Node, made: Node) -> Node:
        caption = next((text(each) for each in elements(made) if each.tag == "caption"), "")
        row = next((each for each in elements(made) if each.tag == "tr"), EMPTY)
        if (columns := sum(isinstance(each, Node) for each in row.children)) >= MANY:
            self.findings.append(Finding(
                "web-table", f"the table has {columns} columns: on a telephone it is scrolled sideways",
                self.place, Severity.NOTE))
        label = caption or {**WORDS, **self.context.words}["web-table"]
        return element("div", {"class": "scroll", "role": "group", "aria-label": label, "tabindex": "0"},
                       made)


_RULES: Mapping[str, Callable[[Words, Node, Node], Node]] = {
    "a": Words._link, "span": Words._span, "sup": Words._again, "img": Words._image, "tr": Words._row,
    "table": Words._table,
}
