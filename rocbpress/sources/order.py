"""The order of an issue: every article there, once, in a place that suits its kind."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import did_you_mean
from rocbpress.findings.marks import Keys
from rocbpress.sources.files import is_inside
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.yaml.manifest import Issue, Manifest
from rocbpress.sources.yaml.values import MONTHS
from rocbpress.workspace.names import UNWANTED, folded, is_refused

_KINDS = {"foreword": "letter", "imprint": "imprint"}
_DOCUMENTS = (".docx", ".doc", ".rtf", ".odt", ".pdf")
_FIRST = ("sections", 0, "articles", 0)


def listed_articles(issue: Issue) -> list[str]:
    """Names of all articles in reading order, each once."""
    return list(dict.fromkeys(slug for slug, _ in _places(issue)))


def check_order(manifest: Manifest, heads: Mapping[str, FrontMatter], folder: Path, used: Collection[Path],
                diagnostics: Diagnostics) -> None:
    """Errors for articles that are missing, listed twice or nowhere, or where their kind cannot be."""
    known = {path.stem for path in (folder / "articles").glob("*.md") if path.is_file()}
    first: dict[str, tuple[int, int]] = {}
    for slug, path in _places(manifest.issue):
        spot = manifest.placed.spot(*path)
        if slug in first:
            diagnostics.add("article-twice", f"duplicate article: {slug}", *spot,
                            hint=f"first in line {first[slug][0]}")
        elif slug not in known:
            diagnostics.add("article-missing", f"articles/{slug}.md does not exist", *spot,
                            hint=_likely_file(slug, folder) or did_you_mean(slug, known))
        first.setdefault(slug, spot)
        if head := heads.get(slug):
            _check_place(slug, head, path, manifest, diagnostics)
    for slug, keys in _named(manifest.issue):
        if slug not in first:
            diagnostics.add("highlight-unknown", f"{slug} is not an article of this issue",
                            *manifest.placed.spot(*keys), hint=did_you_mean(slug, first))
    _check_names(folder, diagnostics)
    _check_unused(first, folder, used if known.intersection(first) <= set(heads) else None, diagnostics)


def _likely_file(slug: str, folder: Path) -> str:
    """What to do with a file that is this article in another format, folder or spelling."""
    for path in sorted((*folder.glob("articles/*"), *folder.glob("*"))):
        base = path.name.casefold().partition(".")[0].strip()
        if base != slug or not path.is_file():
            continue
        if path.suffix.casefold() not in _DOCUMENTS and path.parent.name != "articles":
            return f"move {path.name} into articles/"
        return _as_article(path, slug)
    return ""


def _as_article(path: Path, slug: str) -> str:
    """How a file of another format or name becomes the article."""
    if path.suffix.casefold() in _DOCUMENTS:
        return f"{path.name} is no plain text: save its text as {slug}.md in UTF-8"
    return f"rename {path.name} to {slug}.md"


def _named(issue: Issue) -> Iterator[tuple[str, Keys]]:
    """Articles that cover and contents show, and where issue.yaml names them."""
    yield from ((slug, ("highlights", at)) for at, slug in enumerate(issue.highlights))
    yield from ((each.article, ("teasers", at, "article")) for at, each in enumerate(issue.teasers))
    yield from ((slug, ("design", "contents", at)) for at, slug in enumerate(issue.design.contents))


def _places(issue: Issue) -> Iterator[tuple[str, Keys]]:
    """Each article, and where issue.yaml names it, in reading order."""
    if issue.foreword:
        yield issue.foreword, ("foreword",)
    for at, section in enumerate(issue.sections):
        for number, slug in enumerate(section.articles):
            yield slug, ("sections", at, "articles", number)
    if issue.imprint:
        yield issue.imprint, ("imprint",)


def _check_place(slug: str, head: FrontMatter, path: Keys, manifest: Manifest,
                 diagnostics: Diagnostics) -> None:
    spot, period, dates = manifest.placed.spot(*path), manifest.issue.period, head.dates
    if len(path) == 1:
        key = str(path[0])
        if head.kind != _KINDS[key]:
            diagnostics.add("article-kind",
                            f"{slug} is a {head.kind}, but the {key} needs kind: {_KINDS[key]}", *spot)
        return
    if head.kind == "imprint":
        diagnostics.add("article-kind", f"{slug} is an imprint, but is listed in a section", *spot,
                        hint="name it under imprint:")
    if path == _FIRST and head.start == "run-in":
        diagnostics.add(
            "run-in-first", f"{slug} cannot share a page with the article before it: it is the first", *spot,
            hint=f"remove start: run-in from articles/{slug}.md")
    if dates and period and (dates.last < period.first or dates.first > period.last):
        diagnostics.add("date-outside", f"{slug} is dated {dates.first}, outside the period of the issue",
                        *spot, warning=True,
                        hint=f"correct dates: in articles/{slug}.md, or period: here")


def check_period(manifest: Manifest, diagnostics: Diagnostics) -> None:
    """The period as the cover prints it is that of the dates, and over when the issue is published."""
    issue, period = manifest.issue, manifest.issue.period
    if period is None:
        return
    named = [MONTHS.index(found) + 1 for found in re.findall("|".join(MONTHS), issue.covers)]
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", issue.covers)]
    days = period.first, period.last
    if (named and [named[0], named[-1]] != [day.month for day in days]) or (
            years and [years[0], years[-1]] != [day.year for day in days]):
        diagnostics.add("period-differs", f"covers says {issue.covers}, but period is {period.first} to "
                        f"{period.last}", *manifest.placed.spot("covers"), warning=True,
                        hint="correct one of the two")
    if issue.date < period.last:
        diagnostics.add("date-early", f"the issue is dated {issue.date}, before its period ends on "
                        f"{period.last}", *manifest.placed.spot("date"), warning=True,
                        hint="correct date: or period:")


def _check_names(folder: Path, diagnostics: Diagnostics) -> None:
    """Warnings for files that cannot be kept on Windows, or beside each other there and on macOS."""
    base = diagnostics.file.removesuffix("/issue.yaml")
    seen: dict[str, str] = {}
    for name in ("articles", "images", "data"):
        if not is_inside(folder / name, folder):
            continue  # a link that leads out is not followed
        for path in sorted((folder / name).rglob("*")):
            shown = path.relative_to(folder).as_posix()
            own = diagnostics.about(f"{base}/{shown}")
            if UNWANTED.search(path.name) or is_refused(path.name):
                own.add("file-name", f"Windows takes no file named “{path.name}”", 0, warning=True,
                        hint="rename it, here and where it is named")
            if (first := seen.setdefault(folded(shown), shown)) != shown:
                own.add("file-alike", f"Windows and macOS take {first} and {shown} for the same file", 0,
                        warning=True, hint="rename one of the two")


def _check_unused(listed: Collection[str], folder: Path, used: Collection[Path] | None,
                  diagnostics: Diagnostics) -> None:
    """Warnings for articles and files that the issue does not name; `used` None: an article is unread."""
    base = diagnostics.file.removesuffix("/issue.yaml")
    for path in sorted((folder / "articles").glob("*.md")):
        if path.stem not in listed and path.stem.strip().casefold() not in listed:
            diagnostics.about(f"{base}/articles/{path.name}").add(
                "article-unplaced", f"{path.stem} is in no section of issue.yaml", 1, warning=True,
                hint="list it in a section, or move the file away")
    for path in sorted((folder / "articles").glob("*")):
        name = path.name.partition(".")[0].strip()
        if path.is_file() and path.suffix != ".md" and name.casefold() not in listed and name[:1] not in "~#":
            diagnostics.about(f"{base}/articles/{path.name}").add(
                "article-unplaced", f"{path.name} is not read, for its name does not end with .md", 0,
                warning=True, hint=f"{_as_article(path, name)}, or move it away")
    if used is None:
        return
    for name in ("images", "data"):
        if not is_inside(folder / name, folder):
            continue  # a link that leads out is not followed
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and path not in used and not path.name.startswith("."):
                shown = path.relative_to(folder).as_posix()
                diagnostics.about(f"{base}/{shown}").add("file-unused", f"{shown} is not used", 0,
                                                         warning=True)
