"""A whole issue as its authors left it, checked and in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, errors
from rocbpress.sources.articles import Article, Draft, Pages, build_blocks, find_described, read_article
from rocbpress.sources.cache import read_drafts
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.keys import key_place
from rocbpress.sources.markdown.blocks import Block, BlockKind, Box, Spec
from rocbpress.sources.markdown.build_blocks import Builder
from rocbpress.sources.markdown.inline import NO_FIGURES, InlineRenderer
from rocbpress.sources.markdown.links import Anchors, verify, with_labels
from rocbpress.sources.markdown.tree import Node
from rocbpress.sources.markdown.typography import plain
from rocbpress.sources.order import check_order, check_period, listed_articles
from rocbpress.sources.yaml.manifest import (
    Issue,
    Manifest,
    Publisher,
    SectionHead,
    read_manifest,
    read_publisher,
)
from rocbpress.workspace.cache import NO_CACHE, Cache
from rocbpress.workspace.workspace import Workspace

__all__ = [
    "Article", "Block", "BlockKind", "Box", "FrontMatter", "Issue", "Manuscript", "Publisher", "Section",
    "Spec", "read_manuscript",
]


@dataclass(frozen=True, slots=True)
class Section:
    """Articles under one title; '' where the section goes without. `accent` is '' if it is the issue's."""

    title: str
    title_html: Node
    lead: tuple[Block, ...]
    articles: tuple[Article, ...]
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An issue, mostly without errors: its `findings`; `file` is issue.yaml as messages name it.

    `used` are the pictures and tables that manifest and articles name, by their places.
    """

    issue: Issue
    publisher: Publisher
    foreword: Article | None
    sections: tuple[Section, ...]
    imprint: Article | None
    folder: Path
    file: str
    findings: tuple[Finding, ...] = ()
    used: frozenset[Path] = frozenset()

    @property
    def web(self) -> str:
        """The address of the web edition of this issue, with a stroke at its end; '' for none."""
        home = self.issue.web or self.publisher.web
        return f"{home.rstrip('/')}/{self.issue.number}/" if home else ""

    def articles(self) -> Iterator[Article]:
        """Foreword, the sections' articles in order, imprint."""
        if self.foreword:
            yield self.foreword
        for section in self.sections:
            yield from section.articles
        if self.imprint:
            yield self.imprint

    def place(self, *keys: str | int) -> Place:
        """Where the value that the keys lead to stands in issue.yaml."""
        return key_place(self.folder / "issue.yaml", self.file, *keys)

    def article(self, slug: str) -> Article:
        """The article of that name; KeyError where the issue has none."""
        for article in self.articles():
            if article.slug == slug:
                return article
        raise KeyError(slug)


def read_manuscript(workspace: Workspace, number: int, cache: Cache = NO_CACHE) -> Manuscript:
    """The whole issue; SourceError with everything that is wrong in any of its files.

    Articles that have not changed are taken from the cache. UsageError where there is no such issue.
    """
    folder = workspace.issue(number)
    diagnostics = Diagnostics(workspace.relative(folder / "issue.yaml"))
    manifest = read_manifest(workspace, number, diagnostics)
    name = workspace.relative(folder)
    if manifest is None:
        # Nothing says which articles are meant: all are read, so that all errors are reported at once.
        for path in sorted((folder / "articles").glob("*.md")):
            read_article(path.stem, Pages(folder, name, "en"), diagnostics)
        raise SourceError(in_order(diagnostics))
    publisher = read_publisher(workspace, manifest, diagnostics)
    pages = issue_pages(workspace, manifest)
    drafts = read_drafts(listed_articles(manifest.issue), pages, cache, diagnostics)
    manuscript = bind(manifest, publisher, drafts, folder, diagnostics)
    if errors(manuscript.findings):
        raise SourceError(manuscript.findings)
    return manuscript


def issue_pages(workspace: Workspace, manifest: Manifest) -> Pages:
    """Where the articles of an issue lie."""
    folder = workspace.issue(manifest.issue.number)
    return Pages(folder, workspace.relative(folder), manifest.issue.language)


def bind(manifest: Manifest, publisher: Publisher | None, drafts: Mapping[str, Draft], folder: Path,
         diagnostics: Diagnostics) -> Manuscript:
    """The issue of these drafts, its links followed; SourceError where it can be none at all."""
    anchors = {slug: draft.anchors for slug, draft in drafts.items()}
    unread = {path.stem for path in (folder / "articles").glob("*.md")} - set(anchors)
    sections = tuple(
        _section(head, at, manifest, drafts, anchors, folder, diagnostics)
        for at, head in enumerate(manifest.issue.sections))
    used = {path for draft in drafts.values() for path in draft.used}
    if cover := manifest.issue.cover:
        used |= find_described(cover.image, cover.alt, folder, diagnostics,
                               *(manifest.placed.spot("cover", key) for key in ("image", "alt")))
    _check_cover(manifest, diagnostics)
    check_period(manifest, diagnostics)
    check_order(manifest, {s: d.article.head for s, d in drafts.items()}, folder, used, diagnostics)
    verify((link for draft in drafts.values() for link in draft.references), anchors, diagnostics,
           unread.intersection(listed_articles(manifest.issue)))
    findings, issue = in_order(diagnostics), manifest.issue
    single = [slug for slug in (issue.foreword, issue.imprint) if slug]
    if publisher is None or any(slug not in drafts for slug in single):
        raise SourceError(findings)
    return Manuscript(issue, publisher, _single(issue.foreword, drafts, anchors), sections,
                      _single(issue.imprint, drafts, anchors), folder, diagnostics.file, findings,
                      frozenset(used))


def _single(slug: str | None, drafts: Mapping[str, Draft], anchors: Anchors) -> Article | None:
    return drafts[slug].finished(anchors) if slug else None


def _check_cover(manifest: Manifest, diagnostics: Diagnostics) -> None:
    """The form of the cover and its picture go together."""
    form, cover = manifest.issue.design.cover, manifest.issue.cover
    if form in ("photograph", "full") and not cover:
        diagnostics.add("cover-picture", f"the cover is to be {form}, but the issue has no cover picture",
                        *manifest.placed.spot("design", "cover"),
                        hint="add cover: {image: images/…, alt: …}, or choose map or band")
    elif form in ("map", "band") and cover:
        diagnostics.add(
            "picture-unshown", f"{cover.image} is not shown: a cover of the form {form} has no picture",
            *manifest.placed.spot("cover", "image"), warning=True,
            hint="remove cover, or write design: {cover: photograph}")


def _section(head: SectionHead, at: int, manifest: Manifest, drafts: Mapping[str, Draft], anchors: Anchors,
             folder: Path, diagnostics: Diagnostics) -> Section:
    # A colon is in no slug, so these blocks share their names with no article's.
    renderer = InlineRenderer(f"section:{at + 1}", manifest.issue.language, folder, diagnostics)
    title = renderer.set_text(head.title, manifest.placed.spot("sections", at, "title"),
                            forbidden=("link_open", "link_close", *NO_FIGURES))
    lead: tuple[Block, ...] = ()
    if head.lead:
        mark = manifest.placed.mark_at(("sections", at, "lead"))
        line = mark.line + mark.block
        lead = build_blocks("\n" * (line - 1) + head.lead, Builder(renderer, numbers_parts=False))
        for block in lead:
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
                diagnostics.add("lead-blocks", "a lead may contain only paragraphs and lists", block.line)
        verify(renderer.references, anchors, diagnostics)
    articles = tuple(drafts[slug].finished(anchors) for slug in head.articles if slug in drafts)
    return Section(plain(title), title, with_labels(lead, anchors), articles, head.accent or "")
