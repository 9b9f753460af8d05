"""What gives way in a whole issue: foretold, set, compared with what came of it, and kept if better."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from operator import itemgetter

from rocbpress.copyfit.breaker import Broken, hole_cost
from rocbpress.copyfit.choose import FAULT, SEVERAL, Choice, choose, covered, page_cost
from rocbpress.copyfit.fit import Fit, Fits
from rocbpress.copyfit.measured import by_article, by_part, ends, holes, measure
from rocbpress.copyfit.subject import HeadRoom, Seen, Subject, drawn, placed
from rocbpress.copyfit.variants import cost_of, variants
from rocbpress.copyfit.ways import Group, Outcome, Way, together, ways
from rocbpress.findings.finding import Severity
from rocbpress.layout.fit import FitTable
from rocbpress.layout.layout import Layout
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley, VerticalItem

Set = Sequence[tuple[Flow, Galley | None]]  # flows with their galleys, None where one cannot be set

# After so many that came out no better, the next is to promise more than this part of what they fell short.
_TRIES, _SHORT = 2, 0.75


@dataclass(slots=True)
class _Unit:
    """Articles of a section, or opening and parts of an essay, fitted together; `lenient` as in `choose`.

    `page` is the height of the type area in lines.
    `tried` are flows that were set, with what they cost; `seen` is what came of each of the articles.
    `promised` is what the choice that was set last was to cost, `short` by how much the best of all promises
    fell short, `failed` how many choices came out no better than what there was.
    """

    names: tuple[str, ...]
    lenient: bool
    page: int = 0
    subjects: list[Subject] = field(default_factory=list)
    tried: dict[Group, Outcome] = field(default_factory=dict)
    foretold: Choice = ()
    promised: float = 0.0
    failed: int = 0
    short: float = inf
    seen: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))

    def groups(self, fits: Fits) -> list[Group]:
        """The articles by flows, as these fits have them."""
        found: list[list[tuple[str, Fit]]] = []
        for subject in self.subjects:
            fit = fits.get(subject.name, drawn(subject))
            if not found or not fit.runs_in:
                found.append([])
            found[-1].append((subject.name, fit))
        return [tuple(group) for group in found]

    def shown(self, galley: Galley) -> dict[str, list[VerticalItem]]:
        """What stands on a galley's pages, by article or part."""
        if "." not in self.names[-1]:
            return by_article(galley.items)
        return by_part(galley.items, {
            piece.block: subject.name for subject in self.subjects
            for segment in subject.measured.segments for piece in segment.pieces})


class Plan:
    """The fits of an issue: `propose` some, have them set, `observe` what came of them, as often as wanted.

    Each flow's choice is the one that cost least of those that were really set, the drawing among them.
    """

    def __init__(self, manuscript: Manuscript, layout: Layout, table: FitTable,
                 head: Callable[[Article], HeadRoom], first: Set, contents: int) -> None:
        """`first` is all as drawn but the contents, which have so many pages."""
        self._table, self._line, self._column = table, layout.measures["line"], layout.measures["column"]
        self._in_column = self._column / layout.measures["across"]
        self._articles = {article.slug: article for article in manuscript.articles()}
        self._signature = manuscript.issue.print.signature
        self._pages = contents + sum(len(galley.pages) for _, galley in first if galley)
        self._units = [unit for unit in _units(manuscript, first)
                       if self._measure(unit, first, head)]
        self.observe({}, first)

    def propose(self) -> Fits:
        """The choice for each unit, where it has flows that were never set; the best of the rest."""
        found: dict[str, Fit] = {}
        for unit in self._units:
            unit.foretold = self._chosen(unit)
            fits = zip(unit.names, (fit for fit, _ in unit.foretold), strict=False)
            found |= _named(unit, tuple(fits) or min(self._ways(unit).values(), key=itemgetter(0))[1])
        return found

    def best(self) -> Fits:
        """Of all that was set, what cost least, the pages that are blank for whole signatures among it."""
        drawn_pages = sum(unit.tried[group].pages for unit in self._units for group in unit.groups({}))
        chosen = dict(together([self._ways(unit) for unit in self._units], self._pages - drawn_pages,
                               self._signature))
        return {name: fit for unit in self._units
                for name, fit in _named(unit, [(name, chosen[name]) for name in unit.names]).items()}

    def observe(self, fits: Fits, made: Set) -> None:
        """Take down what it costs that flows were set with these fits, and what had been foretold wrongly."""
        galleys = {flow.name: galley for flow, galley in made}
        for unit in self._units:
            best = self._best(unit) if unit.tried else inf
            new = any(group not in unit.tried for group in unit.groups(fits))
            foretold = dict(zip((subject.name for subject in unit.subjects), unit.foretold, strict=False))
            for group in unit.groups(fits):
                if group not in unit.tried:
                    galley = galleys.get(group[0][0])
                    unit.tried[group] = Outcome(self._cost(unit, group, galley),
                                                len(galley.pages) if galley else 0)
                    self._learn(unit, group, galley, foretold)
            if new and unit.foretold:
                came = sum(unit.tried[group].cost for group in unit.groups(fits))
                unit.failed += came >= best
                unit.short = min(unit.short, max(0.0, came - unit.promised))

    def _ways(self, unit: _Unit) -> Mapping[int, Way]:
        return ways(unit.names, unit.tried, unit.groups({}), self._table.gain, self._signature)

    def _best(self, unit: _Unit) -> float:
        return min(cost for cost, _ in self._ways(unit).values())

    def _chosen(self, unit: _Unit) -> Choice:
        """What is to be tried next; () where nothing new promises to be better."""
        offered = [variants(subject, self._table, unit.seen[subject.name]) for subject in unit.subjects]
        unit.promised, chosen = choose(offered, unit.page, lenient=unit.lenient)
        fits = {subject.name: fit for subject, (fit, _) in zip(unit.subjects, chosen, strict=False)}
        if all(group in unit.tried for group in unit.groups(fits)):
            return ()
        best = self._best(unit)
        failing = unit.failed >= _TRIES and unit.promised + _SHORT * unit.short >= best
        return () if failing or unit.promised >= best else chosen

    def _measure(self, unit: _Unit, first: Set, head: Callable[[Article], HeadRoom]) -> bool:
        """Fill in the subjects; False where one of them cannot be measured."""
        galleys = [galley for flow, galley in first if flow.name in unit.names and galley]
        if not galleys:  # its articles run in after one of another kind
            return False
        unit.page = round(galleys[0].pages[-1].area[1] / self._line)
        shown = by_article(item for _, galley in first if galley for item in galley.items)
        for name in unit.names:
            slug, _, part = name.partition(".")
            article = self._articles[slug]
            essay = article.head.kind == "essay"
            own = (galley.items for flow, galley in first if flow.name == name and galley)
            items = next(own, ()) if essay else shown[slug]
            room = head(article)
            measured = measure(items, self._line, self._column, room.facts)
            if measured is None:
                return False
            start = article.head.start
            # Below the first page of its opening no part begins.
            forced = start != "auto" or (essay and part != "" and unit.subjects[-1:] != []
                                         and unit.subjects[-1].kind == "opening"
                                         and not unit.subjects[-1].measured.turned)
            unit.subjects.append(Subject(
                name, "opening" if essay and not part else article.head.kind, measured, room,
                start == "run-in", forced,
                article.head.fit, unit.page, self._line, self._column, self._in_column))
        return True

    def _cost(self, unit: _Unit, group: Group, galley: Galley | None) -> float:
        """What a flow costs; infinite where it cannot be set."""
        if galley is None:
            return inf
        subjects = {subject.name: subject for subject in unit.subjects}
        cost = sum(cost_of(fit, subjects[name], self._table) for name, fit in group)
        fills = [min(page.fill, covered(end, unit.page))
                 for page, end in zip(galley.pages, ends(galley, self._line), strict=True)]
        lenient = unit.lenient and group[-1][0] == unit.names[-1]
        cost += page_cost(fills[-1], last=lenient) + sum(map(page_cost, fills[:-1]))
        cost += hole_cost(sum(lines for _, lines in holes(galley, self._line)))
        return cost + FAULT * sum(finding.severity is not Severity.NOTE for finding in galley.findings)

    def _learn(self, unit: _Unit, group: Group, galley: Galley | None,
               foretold: Mapping[str, tuple[Fit, Broken]]) -> None:
        """Take down where each text really started and ended, the page before it being as it was."""
        off, end, last = 0.0, 0.0, 0
        shown = unit.shown(galley) if galley else {}
        for name, fit in group:
            if foretold.get(name, (None,))[0] != fit:
                return
            broken, seen = foretold[name][1], unit.seen[name]
            measured = measure(shown.get(name, ()), self._line, self._column)
            if galley is None or measured is None:
                if galley is None and name == group[-1][0]:
                    seen.broken[fit, end] = replace(broken, fault=FAULT)
                return
            if fit.runs_in and measured.first > last:  # it turned the page
                seen.full = min(seen.full, end, end - off)
                return
            if measured.above != broken.start + off:
                so = placed(fit)
                seen.start[so] = seen.start.get(so, 0.0) + measured.above - broken.start - off
            came = seen.broken[fit, end] = replace(
                broken, turned=measured.turned, end=measured.end,
                fault=self._faults(name, group, shown, galley),
                holes=sum(lines for item, lines in holes(galley, self._line)
                          if lines and item in shown[name]))
            seen.learn_foot(broken, came)
            off, end, last = measured.end - broken.end, measured.end, measured.last

    def _faults(self, name: str, group: Group, shown: Mapping[str, Sequence[VerticalItem]],
                galley: Galley) -> float:
        """What the warnings of a flow cost an article: its own ones, and to the last one all others'."""
        blocks = {item.block: owner for owner, items in shown.items() for item in items if item.block}
        owners = [blocks.get(finding.where.block, group[-1][0]) for finding in galley.findings
                  if finding.severity is not Severity.NOTE]
        return FAULT * owners.count(name)


def _named(unit: _Unit, chosen: Iterable[tuple[str, Fit]]) -> dict[str, Fit]:
    subjects = {subject.name: subject for subject in unit.subjects}
    return {name: fit for name, fit in chosen if fit != drawn(subjects[name])}


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
                parts = tuple(flow.name for flow, galley in first if flow.name.startswith(f"{article.slug}.")
                              or (flow.name == article.slug and galley and _has_body(galley)))
                yield from [_Unit(parts, lenient=False)] if parts else []
            else:
                together.append(article)
        yield from _unit(together, ends=len(section.articles) >= SEVERAL)


def _has_body(galley: Galley) -> bool:
    return any(item.fit == "body" for item in galley.items)


def _unit(articles: Sequence[Article], *, ends: bool = False) -> Iterable[_Unit]:
    return [_Unit(tuple(article.slug for article in articles), ends)] if articles else []
