"""The printed words of an issue, passage by passage, and its files: what drafts are compared by."""

import hashlib
from collections.abc import Iterator, Mapping

from rocbpress.preflight.words.units import units
from rocbpress.review.record import Passages, tidy
from rocbpress.sources.manuscript import Manuscript
from rocbpress.sources.markdown.typography import plain
from rocbpress.workspace.workspace import Workspace


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


def sources_of(manuscript: Manuscript, workspace: Workspace) -> Mapping[str, bytes]:
    """All files that the issue is written in, by name; without those that are not there."""
    texts = (manuscript.file, *(article.file for article in manuscript.articles()))
    paths = [*(workspace.root / name for name in texts), *sorted(manuscript.used)]
    if isinstance(manuscript.issue.publisher, str):
        paths.append(workspace.issues / "publishers.yaml")
    if manuscript.publisher.logo:
        paths.append(workspace.issues / manuscript.publisher.logo)
    return {workspace.relative(path): path.read_bytes() for path in paths if path.is_file()}


def digests_of(sources: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sources.items()}
