"""The printed words of an issue, passage by passage: what drafts are compared by."""

from collections.abc import Iterator

from rocbpress.preflight.words.units import units
from rocbpress.review.record import Passages, tidy
from rocbpress.sources.manuscript import Manuscript
from rocbpress.sources.markdown.typography import plain


def passages_of(manuscript: Manuscript) -> Passages:
    """The words of issue.yaml, then those of each article, by their files in reading order."""
    articles = {article.file: tuple((unit.line, tidy("".join(unit.parts)))
                                    for unit in units(article)) for article in manuscript.articles()}
    return {manuscript.file: tuple(_of_issue(manuscript)), **articles}


def _of_issue(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    issue = manuscript.issue
    said: list[tuple[str, tuple[str | int, ...]]] = [
        (issue.title, ("title",)), (issue.covers, ("covers",)), (issue.date.isoformat(), ("date",))]
    for at, section in enumerate(manuscript.sections):
        said.append((section.title, ("sections", at, "title")))
        lead = " ".join(plain(block.content) for block in section.lead)
        said.append((lead, ("sections", at, "lead")))
    said += [(teaser.title, ("teasers", at, "title")) for at, teaser in enumerate(issue.teasers)]
    if issue.cover:
        said.append((issue.cover.credit, ("cover", "credit")))
    for words, keys in said:
        if words.strip():
            yield manuscript.place(*keys).line, tidy(words)
