"""A finished file as the rules of printing see it: its pages, and what is painted on them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rocbpress.assemble.objects import Box, box_of, entry
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.printer import PrinterProfile
from rocbpress.preflight.paper.painting import Painting, read_painting
from rocbpress.preflight.tagged.document import Tagged


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """`paintings` has one for each page; `articles` the slug of the first article on a page, by index."""

    tagged: Tagged
    printer: PrinterProfile
    paintings: tuple[Painting, ...]
    articles: Mapping[int, str]

    def place(self, page: int) -> Place:
        """A page by its index: its label, and the article there."""
        return self.tagged.place(page, self.articles.get(page, ""))

    def box(self, page: int, name: str) -> Box | None:
        """A box of a page by its PDF name, in points; None where the page has none."""
        box = entry(self.tagged.pages[page].entries, name)
        return None if box is None else box_of(box)


Rule = Callable[[PrintedFile], Iterator[Finding]]


def read_printed(tagged: Tagged, printer: PrinterProfile) -> PrintedFile:
    """The file with its paintings; pypdf's own errors for content that cannot be read."""
    paintings = tuple(read_painting(page.entries) for page in tagged.pages)
    articles: dict[int, str] = {}
    for element in tagged.elements:
        if element.article:
            articles.setdefault(element.page, element.article)
    return PrintedFile(tagged, printer, paintings, articles)
