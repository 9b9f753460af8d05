"""The order of an issue: every article there, once, in a place that suits its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import did_you_mean
from rocbpress.sources.files import is_inside
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.yaml.manifest import Issue, Manifest

MapPlace = tuple[int, int]


def listed_articles(issue: Issue) -> list[str]:
    """Names of all articles in reading order, each once."""
    sections = (slug for section in issue.sections for slug in section.articles)
    return list(dict.fromkeys(slug for slug in (issue.foreword, *sections, issue.imprint) if slug))


def check_order(manifest: Manifest, heads: Mapping[str, FrontMatter], folder: Path, used: Collection[Path],
                diagnostics: Diagnostics) -> None:
    """Findings on articles that are missing, placed twice, nowhere, or where their kind cannot stand."""
    _once_and_there(manifest, folder, diagnostics)
    _nothing_left_over(manifest.issue, folder, used, diagnostics)
    _kinds(manifest, heads, diagnostics)
    listed = listed_articles(manifest.issue)
    for at, slug in enumerate(manifest.issue.highlights):
        if slug not in listed:
            diagnostics.add("highlight-unknown", f"{slug} is no article of this issue",
                       *manifest.spot("highlights", at), hint=did_you_mean(slug, listed))


def _places(manifest: Manifest) -> Iterator[tuple[str, MapPlace]]:
    issue = manifest.issue
    if issue.foreword:
        yield issue.foreword, manifest.spot("foreword")
    for at, section in enumerate(issue.sections):
        for place, slug in enumerate(section.articles):
            yield slug, manifest.spot("sections", at, "articles", place)
    if issue.imprint:
        yield issue.imprint, manifest.spot("imprint")


def _once_and_there(manifest: Manifest, folder: Path, diagnostics: Diagnostics) -> None:
    known = {path.stem for path in (folder / "articles").glob("*.md") if path.is_file()}
    seen: dict[str, MapPlace] = {}
    for slug, spot in _places(manifest):
        if slug in seen:
            diagnostics.add("article-twice", f"{slug} stands here a second time", *spot,
                       hint=f"first in line {seen[slug][0]}")
        elif slug not in known:
            diagnostics.add("article-missing", f"articles/{slug}.md does not exist", *spot,
                       hint=did_you_mean(slug, known))
        seen.setdefault(slug, spot)


def _nothing_left_over(issue: Issue, folder: Path, used: Collection[Path], diagnostics: Diagnostics) -> None:
    base = diagnostics.file.removesuffix("/issue.yaml")
    listed = listed_articles(issue)
    for path in sorted((folder / "articles").glob("*.md")):
        if path.stem not in listed:
            diagnostics.about(f"{base}/articles/{path.name}").add(
                "article-unplaced", f"{path.stem} is in no section of issue.yaml", 1, warning=True,
                hint="list it in a section, or move the file away")
    for name in ("images", "data"):
        if not is_inside(folder / name, folder):
            continue  # whatever is behind the link is not looked at
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and path not in used and not path.name.startswith("."):
                shown = path.relative_to(folder).as_posix()
                diagnostics.about(f"{base}/{shown}").add("file-unused", f"nothing shows {shown}", 0, warning=True)


def _kinds(manifest: Manifest, heads: Mapping[str, FrontMatter], diagnostics: Diagnostics) -> None:
    issue = manifest.issue
    for key, kind in (("foreword", "letter"), ("imprint", "imprint")):
        slug = getattr(issue, key)
        if slug in heads and heads[slug].kind != kind:
            diagnostics.add("article-kind", f"{slug} is a {heads[slug].kind}, and the {key} needs kind: {kind}",
                       *manifest.spot(key))
    first = True
    for at, section in enumerate(issue.sections):
        for place, slug in enumerate(section.articles):
            spot = manifest.spot("sections", at, "articles", place)
            _placed_kind(slug, heads, spot, diagnostics, first=first)
            first = False
            _in_period(slug, heads, issue, spot, diagnostics)


def _placed_kind(slug: str, heads: Mapping[str, FrontMatter], spot: MapPlace, diagnostics: Diagnostics, *,
                 first: bool) -> None:
    head = heads.get(slug)
    if head and head.kind == "imprint":
        diagnostics.add("article-kind", f"{slug} is an imprint and stands in a section", *spot,
                   hint="name it under imprint:")
    if head and first and head.start == "run-in":
        diagnostics.add("run-in-first", f"{slug} is to follow on another article's page, but is the first", *spot)


def _in_period(slug: str, heads: Mapping[str, FrontMatter], issue: Issue, spot: MapPlace, diagnostics: Diagnostics) -> None:
    dates = heads[slug].dates if slug in heads else None
    if dates and issue.period and (dates.last < issue.period.first or dates.first > issue.period.last):
        diagnostics.add("date-outside", f"{slug} is dated {dates.first}, outside the period of the issue", *spot,
                   warning=True)
