"""The box of key facts beside the head of a report, which must not run into the columns below."""

from __future__ import annotations

from rocbpress.compose.case import Case
from rocbpress.compose.measure import line_count
from rocbpress.sources.manuscript import Article

MEASURE = 126.0  # points: four columns less the padding of the box
FRAME = 42.0  # points: rule, paddings and the box's own heading
AIR = 7.0  # below each fact


def facts_height(case: Case, article: Article) -> float:
    """How high the box is set, in points, a whole number of lines; 0 where there are no facts."""
    facts, titles, line = article.head.facts, case.layout.titles, case.layout.measures["line"]
    if not facts:
        return 0.0
    lines = sum(line_count(term, titles["label"], MEASURE) + line_count(fact, titles["entry"], MEASURE)
                for term, fact in facts.items())
    return FRAME + line * lines + AIR * (len(facts) + len(facts) % 2)
