"""What gives way in a whole issue: foretold, set, compared with what came of it, and kept if better."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rocbpress.copyfit.choose import FAULT, SEVERAL, Choice, choose, hole_cost, page_cost
from rocbpress.copyfit.fit import Fit, Fits
from rocbpress.copyfit.measured import by_article, ends, holes, measure
from rocbpress.copyfit.variants import Seen, Subject, cost_of, drawn, variants
from rocbpress.findings.finding import Severity
from rocbpress.layout.fit import FitTable
from rocbpress.layout.layout import Layout
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley, VerticalItem

Set = Sequence[tuple[Flow, Galley]]
LeastLead = Callable[[Article], float]  # points that the opening of an article must keep


@dataclass(slots=True)
class _Unit:
    """Articles of a section, or parts of an essay, that are fitted together; `lenient` as `choose` has it.

    `page` is the height of the type area in lines.
    `tried` are choices that were set, with what they cost; `seen` is what came of each of the articles.
    """

    names: tuple[str, ...]
    lenient: bool
    page: int = 0
    subjects: list[Subject] = field(default_factory=list)
    tried: dict[tuple[Fit, ...], float] = field(default_factory=dict)
    foretold: Choice = ()
    seen: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))


class Plan:
    """The fits of an issue: `propose` some, have them set, `observe` what came of them, as often as wanted.

    A unit's choice is the one that cost least of those that were really set, the drawing among them.
    """

    def __init__(self, manuscript: Manuscript, layout: Layout, table: FitTable, least_lead: LeastLead,
                 first: Set) -> None:
        self._table, self._line, self._column = table, layout.measures["line"], layout.measures["column"]
        self._articles = {article.slug: article for article in manuscript.articles()}
        self._units = [unit for unit in _units(manuscript, first) if self._measure(unit, first, least_lead)]
        self.observe({}, first)

    def propose(self) -> Fits:
        """The choice for each unit, where none has been set that comes as foretold; the best of the rest."""
        found: dict[str, Fit] = {}
        for unit in self._units:
            unit.foretold = self._chosen(unit)
            found |= _named(unit, tuple(fit for fit, _ in unit.foretold) or self._best(unit))
        return found

    def best(self) -> Fits:
        """Of all that was set, what cost least."""
        return {name: fit for unit in self._units for name, fit in _named(unit, self._best(unit)).items()}

    def observe(self, fits: Fits, made: Set) -> None:
        """Take down what it costs that flows were set with these fits, and what had been foretold wrongly."""
        shown = by_article(galley for _, galley in made)
        for unit in self._units:
            chosen = tuple(fits.get(subject.name, drawn(subject)) for subject in unit.subjects)
            unit.tried[chosen] = self._cost(unit, chosen, made)
            if chosen == tuple(fit for fit, _ in unit.foretold):
                self._learn(unit, shown, made)

    def _best(self, unit: _Unit) -> tuple[Fit, ...]:
        as_drawn = next(iter(unit.tried))
        best = min(unit.tried, key=lambda chosen: unit.tried[chosen])
        return best if unit.tried[best] < unit.tried[as_drawn] - self._table.gain else as_drawn

    def _chosen(self, unit: _Unit) -> Choice:
        """What is to be tried next; () where nothing new promises to be better."""
        offered = [variants(subject, self._table, unit.seen[subject.name]) for subject in unit.subjects]
        chosen = choose(offered, unit.page, lenient=unit.lenient)
        return () if tuple(fit for fit, _ in chosen) in unit.tried else chosen

    def _measure(self, unit: _Unit, first: Set, least_lead: LeastLead) -> bool:
        """Fill in the subjects; False where one of them cannot be measured."""
        shown = by_article(galley for _, galley in first)
        galleys = [galley for flow, galley in first if flow.name in unit.names]
        if not galleys:  # its articles run in after one of another kind
            return False
        unit.page = round(galleys[0].pages[-1].area[1] / self._line)
        for name in unit.names:
            slug, _, part = name.partition(".")
            article = self._articles[slug]
            items = next((galley.items for flow, galley in first if flow.name == name), ()) if part \
                else shown[slug]
            measured = measure(items, self._line)
            if measured is None:
                return False
            start = article.head.start
            unit.subjects.append(Subject(
                name, article.head.kind, measured, least_lead(article), start == "run-in", start != "auto",
                article.head.fit, unit.page, self._line, self._column))
        return True

    def _cost(self, unit: _Unit, chosen: tuple[Fit, ...], made: Set) -> float:
        cost = sum(cost_of(fit, subject, self._table)
                   for fit, subject in zip(chosen, unit.subjects, strict=True))
        own = [galley for flow, galley in made if flow.name in unit.names]
        for galley in own:
            feet = ends(galley, self._line)
            cost += hole_cost(holes(galley, self._line)) + page_cost(
                feet[-1], unit.page, last=unit.lenient and galley is own[-1])
            cost += sum(page_cost(foot, unit.page) for foot in feet[:-1])
            cost += FAULT * sum(finding.severity is Severity.WARNING for finding in galley.findings)
        return cost

    def _learn(self, unit: _Unit, shown: Mapping[str, Sequence[VerticalItem]], made: Set) -> None:
        """Take down where each text really started and ended, the page before it being as it was."""
        off = end = 0.0
        for subject, (fit, broken) in zip(unit.subjects, unit.foretold, strict=True):
            measured = measure(shown.get(subject.name, ()), self._line)
            if measured is None:
                return
            if not fit.runs_in:
                off = end = 0.0
            seen = unit.seen[subject.name]
            if measured.above != broken.start + off:
                seen.start[fit.runs_in] = (seen.start.get(fit.runs_in, 0.0)
                                           + measured.above - broken.start - off)
            seen.broken[fit, end] = replace(broken, turned=measured.turned, end=measured.end, holes=sum(
                holes(galley, self._line) for flow, galley in made if flow.name == subject.name))
            off, end = measured.end - broken.end, measured.end


def _named(unit: _Unit, chosen: Iterable[Fit]) -> dict[str, Fit]:
    return {subject.name: fit for subject, fit in zip(unit.subjects, chosen, strict=True)
            if fit != drawn(subject)}


def _units(manuscript: Manuscript, first: Set) -> Iterable[_Unit]:
    """The foreword; of each section the articles that may share pages, and the parts of each essay."""
    if manuscript.foreword:
        yield _Unit((manuscript.foreword.slug,), lenient=False)
    for section in manuscript.sections:
        together: list[Article] = []
        for article in section.articles:
            if article.head.kind == "essay" or (together and article.head.kind != together[-1].head.kind):
                yield from _unit(together)
                together = []
            if article.head.kind == "essay":
                parts = tuple(flow.name for flow, _ in first if flow.name.startswith(f"{article.slug}."))
                yield from [_Unit(parts, lenient=False)] if parts else []
            else:
                together.append(article)
        yield from _unit(together, ends=len(section.articles) >= SEVERAL)


def _unit(articles: Sequence[Article], *, ends: bool = False) -> Iterable[_Unit]:
    return [_Unit(tuple(article.slug for article in articles), ends)] if articles else []
