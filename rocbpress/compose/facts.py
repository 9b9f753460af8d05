"""The box of key facts beside the head of a report, which must not run into the columns below."""

from __future__ import annotations

from rocbpress.compose.context import Context
from rocbpress.compose.measure import line_count
from rocbpress.sources.manuscript import Article

FRAME = 3  # lines that rule, paddings and the box's own heading take
AIR = 0.5  # lines below each fact


def facts_height(context: Context, article: Article) -> float:
    """How high the box is set, in points, a whole number of lines; 0 where there are no facts."""
    facts, titles, line = article.head.facts, context.layout.titles, context.layout.measures["line"]
    if not facts:
        return 0.0
    measure = context.layout.measures["facts"]
    lines = sum(line_count(term, titles["label"], measure) + line_count(fact, titles["entry"], measure)
                for term, fact in facts.items())
    return line * (FRAME + lines + AIR * (len(facts) + len(facts) % 2))
