"""What was changed in each article so that its pages fill, in words."""

from collections.abc import Iterator, Mapping

from rocbpress.copyfit.fit import Fit, Fits
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.sources.manuscript import Article


def fit_notes(fits: Fits, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """A note for each article, or part of an essay, that is not set as drawn."""
    for name, fit in sorted(fits.items()):
        slug, _, part = name.partition(".")
        article = articles[slug]
        changes = list(_changes(fit, article.head.start == "run-in", part))
        if changes:
            yield Finding("fitted", f"to fill its pages: {'; '.join(changes)}", Place(article.file),
                          Severity.NOTE, "to set it as drawn, write fit: false in its head")


def _changes(fit: Fit, runs_in_anyway: bool, part: str) -> Iterator[str]:
    if fit.runs_in and not runs_in_anyway:
        yield (f"part {part} follows on the same page" if part
               else "it shares a page with the article before it")
    yield from _opening(fit)
    if fit.scale < 1:
        yield f"its pictures are {1 - fit.scale:.0%} smaller"
    elif fit.sizes:
        yield f"{'a picture is' if len(fit.sizes) == 1 else 'some pictures are'} smaller"
    if fit.moves:
        yield "pictures stand elsewhere in the text"
    if fit.facts_across:
        yield "its key facts stand below the title"
    if fit.measure < 1:
        yield "its lines are shorter"
    if fit.raised:
        yield f"it starts {abs(fit.raised)} lines {'higher' if fit.raised > 0 else 'lower'}"


def _opening(fit: Fit) -> Iterator[str]:
    if fit.facts_map:
        yield "its map stands in the key facts"
    elif fit.lead == 0:
        yield "its opening picture stands in a column, or its map is left out"
    elif fit.lead:
        yield "its opening picture or map is lower"
