"""The ways in which an article can be set, each with its cost and where it would end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from rocbpress.copyfit.breaker import Broken, Piece, Segment, break_pages, hole, hole_cost
from rocbpress.copyfit.changed import narrowed, scaled
from rocbpress.copyfit.fit import Fit
from rocbpress.copyfit.floats import break_with_floats, float_cost
from rocbpress.copyfit.subject import Seen, Subject, drawn, placed
from rocbpress.figures.images.cropping import lines_for
from rocbpress.layout.fit import FitTable

_SCALES = (1.0, 0.92, 0.85, 0.77, 0.7, 0.65, 0.6)
_GAP = 2.0  # lines above what runs in, as long as none has been seen
_FRAMED = (18, 15, 12)  # lines that the picture of a report that shares a page may take
_BESIDE = 1.5  # columns: beside a framed opening that is less wide the next column stays empty
_STRIP = 3  # columns of key facts that stand below the title
_CAPTION = 2  # lines of a caption, as long as none has been seen
_BEGINS = 5  # lines of text that a shared page must have room for below a title
_NARROWER = 20.0  # what it costs that a letter's lines have no length
_HUNG = 1.0  # lines of space, less those by which facts hang above the title's top
_KEEPS = 8  # and lines of a message before it may break


@dataclass(frozen=True, slots=True)
class Variant:
    """`breaks` tells where it ends if what precedes ends so many lines down the page; None: no room."""

    fit: Fit
    cost: float
    breaks: Callable[[float], Broken | None]


def variants(subject: Subject, table: FitTable, seen: Seen) -> list[Variant]:
    """All that the layout allows, the design as drawn first."""
    make = {"report": _report, "letter": _letter}.get(subject.kind, _text)
    others = tuple(make(subject, table)) if subject.gives_way else ()
    if subject.kind == "report" and table.facts is not None and any(
            _white_below_title(subject, fit) for fit in others):
        others += tuple(replace(fit, facts_across=True) for fit in others if not fit.facts_map)
    floating = [_variant(subject, fit, table, seen) for fit in dict.fromkeys(others)]
    return [_variant(subject, drawn(subject), table, seen, floats=False), *floating]


def _report(subject: Subject, table: FitTable) -> Iterator[Fit]:
    opening = subject.measured.opening
    leads: list[float | None] = [None]
    if opening and table.lead:
        steps = int((opening.height - max(subject.head.least_lead, table.lead.least)) / subject.line)
        leads += [round(opening.height - step * subject.line, 2) for step in range(1, steps + 1)]
        leads += [0.0] if opening.photograph or subject.head.repeated else []
    in_facts = table.lead.in_facts if opening and table.lead and subject.head.facts_map else None
    for body in _bodies(subject, table):
        if not subject.runs_in:
            yield from (replace(body, lead=lead) for lead in leads)
            if in_facts:
                yield replace(body, facts_map=in_facts)
        if subject.runs_in or (table.share.report is not None and not subject.forced):
            if opening and opening.photograph:
                framed = (n * subject.line for n in _FRAMED if n * subject.line <= opening.height)
                yield from (replace(body, runs_in=True, lead=lead) for lead in (*framed, 0.0))
            else:
                yield replace(body, runs_in=True)
                if in_facts:
                    yield replace(body, runs_in=True, facts_map=in_facts)


def _text(subject: Subject, table: FitTable) -> Iterator[Fit]:
    """A message, or a part of an essay."""
    shares = table.share.of(subject.kind)
    for body in _bodies(subject, table):
        if not subject.runs_in:
            yield body
        if subject.runs_in or (shares is not None and not subject.forced):
            yield replace(body, runs_in=True)
            if subject.kind == "message":
                yield replace(body, runs_in=True, divided=True)


def _letter(subject: Subject, table: FitTable) -> Iterator[Fit]:
    lower, higher = (table.letter.lower, table.letter.higher) if table.letter else (0, 0)
    higher = max(0, min(higher, int(subject.measured.start - subject.measured.title)))
    # What stands beside the text is in one piece.
    lower = max(0, min(lower, int(subject.page - subject.measured.beside)))
    pictured = any(piece.figure for each in subject.measured.segments for piece in each.pieces)
    measures = (1.0, *(table.letter.narrower if table.letter and not pictured else ()))
    for body in _bodies(subject, table):
        yield from (replace(body, raised=lines, measure=measure)
                    for measure in measures for lines in range(-lower, higher + 1))


def _bodies(subject: Subject, table: FitTable) -> Iterator[Fit]:
    """Sizes of the pictures in the text."""
    segments = subject.measured.segments
    pictured = any(piece.figure and piece.picture for each in segments for piece in each.pieces)
    sizes = [scale for scale in _SCALES if scale == 1 or (
        pictured and table.pictures and scale >= table.pictures.least)]
    yield from (Fit(scale=scale) for scale in sizes)


def cost_of(fit: Fit, subject: Subject, table: FitTable) -> float:
    """How far a way of setting is from the design as drawn."""
    cost = 0.0
    if table.pictures and fit.scale != 1:
        cost += table.pictures.cost * (1 - fit.scale) ** 2
    cost += float_cost(table, fit.moves, fit.sizes)
    opening = subject.measured.opening
    if opening and table.lead and (fit.lead or (fit.facts_map and not fit.runs_in)):
        cost += table.lead.cost * max(0.0, opening.height - (fit.lead or table.lead.least)) / subject.line
    cost += hole_cost(hole(_white_beside(subject, fit)))
    if table.letter:
        cost += table.letter.cost * abs(fit.raised) + _NARROWER * (1 - fit.measure)
    if fit.runs_in and not subject.runs_in:
        cost += table.share.of(subject.kind) or 0
        cost += table.no_map if opening and not (opening.photograph or fit.facts_map) else 0
    if fit.lead == 0 or fit.facts_map:
        cost += table.no_map / (2 if fit.facts_map else 1)
    cost += table.facts or 0 if fit.facts_across else 0
    return cost + (0.5 if fit.divided else 0)


def _white_beside(subject: Subject, fit: Fit) -> float:
    """How many lines stay empty beside a framed picture at its head that is less wide than the columns."""
    opening = subject.measured.opening
    if not opening or not opening.photograph or fit.lead == 0 or (opening.bleeds and not fit.runs_in):
        return 0.0
    height = fit.lead or opening.height
    return height / subject.line if height * opening.shape < _BESIDE * subject.column else 0.0


def _white_below_title(subject: Subject, fit: Fit) -> float:
    """What the holes count that columns have below a title, beside key facts; these hang from a picture."""
    was = subject.measured
    hung = was.opening and was.opening.bleeds and (fit.lead == 0 or fit.runs_in or fit.facts_map)
    below = was.start - was.head + (1 if hung else 0) + _map_below(subject, fit)
    return hole(below) * was.segments[0].columns if subject.head.facts else 0.0


def _map_below(subject: Subject, fit: Fit) -> float:
    """By how many lines the text moves down for a map in the key facts."""
    if not fit.facts_map:
        return 0.0
    foot = subject.measured.title_top + (subject.head.facts + subject.head.facts_map) / subject.line
    return max(0.0, foot + _HUNG - subject.measured.start)


def _strip(subject: Subject) -> float:
    """The lines of key facts in a strip of three columns, with space about them, as long as none was seen."""
    return ceil(subject.head.facts / subject.line / _STRIP) + 3 * _GAP


def _variant(subject: Subject, fit: Fit, table: FitTable, seen: Seen, *, floats: bool = True) -> Variant:
    was = subject.measured
    start = was.start - (was.opening.lines if was.opening else 0) + _opening_lines(subject, fit) - fit.raised
    start += _strip(subject) - (was.start - was.head) if fit.facts_across else 0
    start += _map_below(subject, fit) + seen.start.get(placed(fit), 0.0)

    def broken_from(head: float) -> Broken:
        text = fit.lead == 0, fit.scale, fit.measure
        if (found := seen.foretold.get((*text, floats, head))) is None:
            if text not in seen.texts:
                seen.texts[text] = narrowed(scaled(_with_lead(subject, fit), fit.scale), fit.measure)
            known = seen.known.setdefault(text, {})
            found = (break_with_floats(seen.texts[text], head, subject.page, table, subject.in_column, known)
                     if floats else break_pages(seen.texts[text], head, subject.page))
            seen.foretold[*text, floats, head] = found
        return found

    def breaks(end: float) -> Broken | None:
        if fit.runs_in and end >= seen.full and not subject.runs_in:
            return None
        place = _shared if fit.runs_in else _own
        broken = place(subject, fit, start, end, broken_from)
        if broken is None:
            return None
        set_so = replace(fit, moves=broken.moves, sizes=broken.sizes)
        if not fit.facts_across:
            broken = replace(broken, holes=broken.holes + _white_below_title(subject, fit))
        came = seen.broken.get((set_so, end if fit.runs_in else 0.0))
        if came:
            return replace(came, moves=broken.moves, sizes=broken.sizes, cost=broken.cost)
        return seen.gone_on(broken)

    return Variant(fit, cost_of(fit, subject, table), breaks)


def _own(subject: Subject, fit: Fit, start: float, _end: float,
         broken_from: Callable[[float], Broken]) -> Broken:
    """On a page of its own."""
    was = subject.measured
    broken = broken_from(was.above - was.start + start)
    if fit == Fit() and not (broken.moves or broken.sizes):  # it is known where this ends
        broken = replace(broken, turned=was.turned, end=was.end)
    elif not broken.turned:
        broken = replace(broken, end=max(broken.end, was.beside - fit.raised))
    white = max(0.0, start - was.title) if subject.kind == "letter" and not broken.turned else 0.0
    return replace(broken, white=white)


def _shared(subject: Subject, fit: Fit, start: float, end: float,
            broken_from: Callable[[float], Broken]) -> Broken | None:
    """Below what ends so many lines down a page; None where that has no room for its beginning."""
    head, beside, page = end + _GAP + start, end + _GAP + subject.measured.beside, subject.page
    if head + _BEGINS > page or beside > page:
        if not subject.runs_in:
            return None
        broken = _own(subject, fit, start, 0, broken_from)  # it turns the page
        return replace(broken, turned=broken.turned + 1)
    broken = broken_from(head)
    if not broken.begins:
        return None
    if not broken.turned:
        return replace(broken, end=max(broken.end, beside))
    if subject.kind == "message" and not (fit.divided and page - head >= _KEEPS <= broken.end + 2):
        return None
    return broken


def _with_lead(subject: Subject, fit: Fit) -> tuple[Segment, ...]:
    """The text, begun by the picture of its head where that stands in the column."""
    segments, opening = subject.measured.segments, subject.measured.opening
    if fit.lead != 0 or not opening or not opening.shape:
        return segments
    uncut = subject.column / opening.shape / subject.line
    high = float(lines_for(uncut, 1))
    lead = Piece(high + _CAPTION, high + _CAPTION + 1, high + _CAPTION + 1, picture=high, uncut=uncut,
                 figure=True)
    first, *others = segments
    return replace(first, pieces=(lead, *first.pieces)), *others


def _opening_lines(subject: Subject, fit: Fit) -> float:
    """What the picture or map of its head takes, in lines."""
    opening = subject.measured.opening
    if opening is None:
        return 0.0
    if fit.lead == 0 or fit.facts_map or (fit.runs_in and not subject.runs_in and not opening.photograph):
        return 0.0
    if fit.lead is None:
        return opening.lines
    if fit.runs_in and opening.bleeds:
        return fit.lead / subject.line + 2
    return opening.lines - round((opening.height - fit.lead) / subject.line)

