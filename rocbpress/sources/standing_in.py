"""An issue in which articles with faults are as they were without: to look at, never to print."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, errors
from rocbpress.sources.articles import Draft, Pages, draft_of
from rocbpress.sources.cache import read_drafts
from rocbpress.sources.manuscript import Manuscript, bind, issue_pages
from rocbpress.sources.order import listed_articles
from rocbpress.sources.yaml.manifest import Issue, read_manifest, read_publisher
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.workspace import Workspace

_STAND_IN = "This article cannot be shown yet. It has errors."


@dataclass(frozen=True, slots=True)
class Standing:
    """The issue, the drafts of its articles as they are shown, and the names of those that are not new."""

    manuscript: Manuscript
    drafts: Mapping[str, Draft]
    replaced: frozenset[str]


def read_around_faults(workspace: Workspace, number: int, cache: Cache, former: Mapping[str, Draft],
                       faulty: Collection[str] = ()) -> Standing:
    """The issue, those of its articles that have errors, or are `faulty`, taken from `former`.

    An article that is not there either has a line that says so. Its findings tell every error; SourceError
    where there is one in issue.yaml.
    """
    folder = workspace.issue(number)
    diagnostics = Diagnostics(workspace.relative(folder / "issue.yaml"))
    manifest = read_manifest(workspace, number, diagnostics)
    if manifest is None:
        raise SourceError(in_order(diagnostics))
    publisher, pages = read_publisher(workspace, manifest, diagnostics), issue_pages(workspace, manifest)
    slugs = listed_articles(manifest.issue)
    drafts = read_drafts(slugs, pages, cache, diagnostics)
    wrong = {finding.where.file for finding in errors(diagnostics.found)}
    replaced = frozenset(slug for slug in slugs if slug not in drafts or slug in faulty
                         or pages.file(slug) in wrong)
    shown = {slug: drafts[slug] if slug not in replaced else
             former.get(slug) or _empty(slug, manifest.issue, pages) for slug in slugs}
    manuscript = bind(manifest, publisher, shown, folder, diagnostics)
    if any(finding.where.file not in map(pages.file, slugs) for finding in errors(manuscript.findings)):
        raise SourceError(manuscript.findings)
    return Standing(manuscript, shown, replaced)


def faulty_articles(findings: Collection[Finding], manuscript: Manuscript) -> set[str]:
    """The names of the articles that errors lie in, by their files or blocks."""
    slugs = {article.slug for article in manuscript.articles()}
    files = {article.file: article.slug for article in manuscript.articles()}
    named = {files.get(each.where.file) or each.where.block.partition("#")[0] for each in errors(findings)}
    return named & slugs


def _empty(slug: str, issue: Issue, pages: Pages) -> Draft:
    kind = {issue.foreword: "letter", issue.imprint: "imprint"}.get(slug, "report")
    draft = draft_of(slug, f"---\ntitle: {slug}\nkind: {kind}\n---\n\n{_STAND_IN}\n", pages,
                     Diagnostics(pages.file(slug)))
    assert draft is not None  # nothing is wrong with it
    return draft
