"""Every article of every issue, and the heads under which it is found."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import Tick, open_queue, open_workers
from rocbpress.press.read import read
from rocbpress.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as an index names it: `page` is the printed one, dates are ISO 8601.

    An article without dates of its own has the issue's.
    """

    issue: int
    page: str
    slug: str
    title: str
    title_html: str
    language: str
    kind: str
    section: str
    first: str
    last: str
    place: str
    country: str
    persons: tuple[str, ...]

    @property
    def key(self) -> str:
        """Unique in the archive: 82/rpsg."""
        return f"{self.issue}/{self.slug}"


Heads = Mapping[str, tuple[IndexedArticle, ...]]


def index_articles(workspace: Workspace, jobs: int, tick: Tick,
                   ) -> tuple[tuple[IndexedArticle, ...], tuple[Finding, ...]]:
    """All articles, by issue and in reading order, and the findings of issues that cannot be read or set."""
    articles: list[IndexedArticle] = []
    faults: list[Finding] = []
    for number in workspace.numbers():
        try:
            articles += _articles(Job(workspace, number, EDITIONS["mail"], jobs, workspace.cache), tick)
        except PressError as error:
            faults += error.findings
    return tuple(articles), tuple(faults)


def heads(articles: Iterable[IndexedArticle]) -> Mapping[str, Heads]:
    """Articles under the heads of four lists: years, the newest first; sections, places, persons by name."""
    every = tuple(articles)
    newest = sorted(every, key=lambda each: each.first, reverse=True)
    return {
        "date": _under(newest, lambda each: (each.first[:4],)),
        "section": _by_name(every, lambda each: (each.section,)),
        "place": _by_name(every, lambda each: (each.place or each.country,)),
        "person": _by_name(every, lambda each: each.persons, _surname)}


def _articles(job: Job, tick: Tick) -> Iterator[IndexedArticle]:
    issue = read(job)
    with open_workers(job) as submit, open_queue(job, submit, tick) as queue:
        labels = paginate(issue, job, queue).pagination.labels
    manuscript = issue.manuscript
    sections = {article.slug: section.title for section in manuscript.sections
                for article in section.articles}
    for article in manuscript.articles():
        head = article.head
        day = manuscript.issue.date
        first, last = (head.dates.first, head.dates.last) if head.dates else (day, day)
        yield IndexedArticle(
            job.number, labels.get(article.slug, ""), article.slug, article.title, str(article.title_html),
            article.language, head.kind, sections.get(article.slug, ""), first.isoformat(),
            last.isoformat(), head.place, head.venue.country if head.venue else "",
            tuple(person.name for person in head.authors))


def _by_name(articles: Iterable[IndexedArticle], names: Callable[[IndexedArticle], Iterable[str]],
             sorted_as: Callable[[str], str] = str) -> Heads:
    """In order; names that differ in capitals or accents alone are one, as it was first written."""
    found: dict[str, tuple[str, list[IndexedArticle]]] = {}
    for name, under in _under(articles, names).items():
        found.setdefault(_sorting(sorted_as(name)), (name, []))[1].extend(under)
    return {name: tuple(under) for _, (name, under) in sorted(found.items())}


def _under(articles: Iterable[IndexedArticle], names: Callable[[IndexedArticle], Iterable[str]]) -> Heads:
    found: dict[str, list[IndexedArticle]] = defaultdict(list)
    for article in articles:
        for name in names(article):
            if name:
                found[name].append(article)
    return {name: tuple(under) for name, under in found.items()}


def _surname(person: str) -> str:
    """A name with the surname first: the newsletter prints it in capitals, else it is the last word."""
    words = person.split()
    capitals = [word for word in words if word.isupper() and len(word.strip(".")) > 1]
    return " ".join([*(capitals or words[-1:]), *words])


def _sorting(name: str) -> str:
    """Accents and capitals are passed over, as in a dictionary."""
    plain = "".join(letter for letter in normalize("NFKD", name) if letter.isalnum() or letter == " ")
    return plain.casefold()
