"""All that a document is composed from besides the text itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from markupsafe import Markup

from rocbpress.compose.cache import GroupCache
from rocbpress.compose.flow_group import Addresses
from rocbpress.compose.links import linked, short_address, typed_address, with_their_page
from rocbpress.compose.measure import balanced, fits, high_line_count, line_count, text_width
from rocbpress.compose.words import dates, listed
from rocbpress.copyfit.fit import DRAWN, Fit, Fits
from rocbpress.figures.qr import qr_code
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.printer import PrinterProfile, read_printer
from rocbpress.layout.schema import LanguageEntry
from rocbpress.sources.frontmatter import Link
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.sources.markdown.scripts import is_rtl
from rocbpress.sources.markdown.tree import Node, Rule, element, html, text
from rocbpress.sources.yaml.values import Interval

QR_SIDE = 84.0  # points: 30 mm with the quiet zone


@dataclass(frozen=True, slots=True)
class Context:
    """`pages` maps landmarks to printed labels; prepared pictures are kept under `pictures`.

    `fits` say what gives way in articles and parts of essays, so that pages fill. Groups of flows that were
    composed before are taken from `kept`. If links are not live, groups in `listed` are printed without
    addresses; those that `closing` has for such a group end its last article, others are listed at the end
    of the issue. `omitted` takes words and addresses of links while such a group is composed.
    """

    manuscript: Manuscript
    layout: Layout
    edition: Edition
    pages: Mapping[str, str]
    pictures: Path
    fits: Fits = field(default_factory=dict)
    kept: GroupCache = field(default_factory=GroupCache)
    listed: frozenset[str] = frozenset()
    closing: Mapping[str, Addresses] = field(default_factory=dict)
    omitted: dict[tuple[str, str], None] = field(default_factory=dict)

    def fit(self, name: str) -> Fit:
        """What gives way in an article of that slug, or in a part `slug.n` of an essay."""
        return self.fits.get(name, DRAWN)

    @property
    def printer(self) -> PrinterProfile:
        """The printer's profile; CMYK pictures count as made for it in every edition."""
        return read_printer(self.layout, self.manuscript.issue.print.profile)

    @property
    def words(self) -> Mapping[str, str]:
        """The layout's own words in the issue's language; LayoutError where it has none."""
        return self._spoken.words

    @property
    def issue_line(self) -> str:
        """Publication and number, as running titles name them."""
        publisher, issue = self.manuscript.publisher, self.manuscript.issue
        return f"{publisher.short} {issue.title} {issue.number}".replace("\u2060", "")

    def markup(self, content: Node, **rules: Rule) -> Markup:
        """Content from the sources, its links as this edition shows them, its elements by further rules."""
        page = self.words["page"]
        given = frozenset() if self.edition.live_links else with_their_page(content, self.pages, page)

        def shown(link: Node) -> Node:
            if not self.edition.addresses and (address := typed_address(link)):
                self.omitted[text(link), address] = None
            return linked(link, self.edition, self.pages, page, with_page=id(link) not in given)

        return Markup(html(content, {"a": shown, **rules}))

    def link(self, address: str, words: Node | str) -> Markup:
        """A link made by the layout, of markup; without live links only its words."""
        if not isinstance(words, Node | str):
            raise TypeError("the words of a link must be a text")
        live = self.edition.live_links
        return Markup(f'<a href="{Markup.escape(address)}">{words}</a>' if live else str(words))

    def language(self, article: Article) -> Markup:
        """The attributes that say what an article is written in, and from which side it runs."""
        direction = Markup(' dir="rtl"') if is_rtl(article.language) else Markup("")
        return Markup('lang="{}"{}').format(article.language, direction)

    def page_of(self, article: Article) -> str:
        """The printed page on which the article starts."""
        return self.pages.get(article.slug, "00")

    def when(self, article: Article) -> str:
        """The dates of the article in words; '' where it has none."""
        return self.days(article.head.dates) if article.head.dates else ""

    def days(self, interval: Interval) -> str:
        """An interval in words."""
        return dates(interval.first, interval.last, self._spoken.months, self._spoken.date)

    def when_and_where(self, article: Article) -> str:
        """The dates and the place of the article; '' where it has neither."""
        return listed((self.when(article), article.head.place), self.manuscript.issue.language)

    def day(self, given: date | str) -> str:
        """A day in words; words stay as they are."""
        return self.days(Interval(first=given, last=given)) if isinstance(given, date) else given

    def outward(self, link: Link) -> Markup:
        """A link from the head of an article, with its address in the print edition."""
        return self.markup(element("a", {"href": link.url}, link.title))

    def qr(self, address: str) -> Markup:
        """The address as a QR code, in black on white."""
        colours, space = self.layout.map_palette, self.edition.space
        return Markup(qr_code(address, QR_SIDE, dark=colours["ink"].css(space),
                              light=colours["paper"].css(space)))

    typed = staticmethod(short_address)

    def balance(self, words: Node | str, title: str, measure: float) -> float:
        """The width in points that gives the lines of a title like length."""
        return balanced(words, self.layout.titles[title], measure, self.manuscript.issue.language)

    def lines(self, words: Node | str, title: str, measure: float) -> int:
        """How many lines the text fills in a measure of so many points: what a note in the margin takes."""
        return high_line_count(words, self.layout.titles[title], measure, self.manuscript.issue.language)

    def solid_lines(self, words: Node | str, title: str, measure: float) -> int:
        """How many lines the text fills where those of all scripts are alike: on the cover."""
        return line_count(words, self.layout.titles[title], measure, self.manuscript.issue.language)

    def holds(self, words: Node | str, title: str, measure: float, most: int) -> bool:
        """Whether the text fills so many lines at most, and no word of it is wider than the measure."""
        return fits(words, self.layout.titles[title], measure, most, self.manuscript.issue.language)

    def width(self, words: Node | str, title: str) -> float:
        """How wide the text runs in one line, in points."""
        return text_width(words, self.layout.titles[title], self.manuscript.issue.language)

    @property
    def _spoken(self) -> LanguageEntry:
        spoken = self.layout.spoken(self.manuscript.issue.language)
        if spoken is None:
            raise LayoutError(tuple(self.layout.language_findings(self.manuscript.issue.language)))
        return spoken
