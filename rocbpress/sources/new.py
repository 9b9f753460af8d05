"""The folder of a new issue, which renders as a draft before anything in it is edited."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.findings.finding import Finding, errors
from rocbpress.sources.articles import Pages, read_article
from rocbpress.sources.scaffold import COVERS, KINDS, PUBLISHER, example
from rocbpress.sources.yaml.manifest import Issue, Publisher, SectionHead, read_issue
from rocbpress.sources.yaml.places import read_yaml
from rocbpress.sources.yaml.values import Interval
from rocbpress.workspace.files import publish_folder
from rocbpress.workspace.workspace import Workspace

_HEAD = ("# yaml-language-server: $schema=../issue.schema.json\n"
         "# To be edited: date, covers, period and sections.\n")


@dataclass(frozen=True, slots=True)
class FormerIssue:
    """What of an earlier issue goes into a new one; `files` are copied, by their names in the folder.

    `sections` are the heads of its sections, each with the kinds of its articles.
    """

    particulars: Mapping[str, object]
    event: date
    writers: list[dict[str, str]]
    signature: str = ""
    files: Mapping[str, Path] = field(default_factory=dict)
    sections: tuple[tuple[Mapping[str, object], tuple[str, ...]], ...] = (({"title": "News"}, ("report",)),)


def new_issue(workspace: Workspace, number: int, *, source: int | None) -> Path:
    """Make issues/<number> and return it; with `source`, from that issue's particulars.

    Then title, publisher, language, layout, titles of the sections, writer of the foreword and imprint
    stay (the imprint only if it links to no other article); each section has an example of each of its
    kinds of article, and images/ is empty; date, period and covers move on by as many periods as the numbers
    are apart. UsageError where the folder exists or the source does not; SourceError where the
    source cannot be read.
    """
    folder = workspace.issues / str(number)
    if folder.exists():
        raise UsageError(Finding("issue-exists", f"issues/{number} already exists",
                                 hint="choose another number, or move the folder away"))
    kept = _plain(workspace) if source is None else _from(workspace, number, source)
    publish_folder(_files(number, kept), folder)
    (folder / "images").mkdir(exist_ok=True)
    return folder


def _files(number: int, kept: FormerIssue) -> dict[str, bytes]:
    """All files of the issue, by their names in its folder."""
    sections, articles = [], {"foreword": "foreword", "imprint": "imprint"}
    for head, kinds in kept.sections:
        slugs = []
        for kind in kinds:
            again = sum(name == kind for name in articles.values()) + 1
            slugs.append(f"example-{kind}-{again}" if again > 1 else f"example-{kind}")
            articles[slugs[-1]] = kind
        sections.append({**head, "articles": slugs})
    particulars = {"number": number, **kept.particulars, "foreword": "foreword", "sections": sections,
                   "imprint": "imprint"}
    files = {"issue.yaml": (_HEAD + _yaml(particulars)).encode()}
    for slug, name in articles.items():
        head, text = example(name)
        if name == "foreword":
            head |= {"authors": kept.writers or head["authors"], "signature": kept.signature}
        elif name == "report":
            head["dates"] = kept.event
        said = _yaml({key: value for key, value in head.items() if value})
        files[f"articles/{slug}.md"] = f"---\n{said}---\n{text}".encode()
    return files | {name: path.read_bytes() for name, path in kept.files.items()}


def _yaml(mapping: Mapping[str, object]) -> str:
    return yaml.safe_dump(dict(mapping), allow_unicode=True, sort_keys=False, width=100)


def _plain(workspace: Workspace) -> FormerIssue:
    """A minimal issue: the first publisher and layout at hand, dated today."""
    layouts = sorted(path.parent.name for path in workspace.layouts.glob("*/layout.toml"))
    today = datetime.now(UTC).date()
    path = workspace.issues / "publishers.yaml"
    placed = read_yaml(path.read_text("utf-8"), Diagnostics(path.name)) if path.is_file() else None
    known = placed.value if placed and isinstance(placed.value, dict) else {}
    publisher = next(iter(known), {"name": PUBLISHER, "short": "Publisher"})
    particulars = {"title": "Newsletter", "publisher": publisher, "date": today, "covers": COVERS,
                   "language": "en", "layout": layouts[0] if layouts else "rocb"}
    return FormerIssue(particulars, today, [])


def _from(workspace: Workspace, number: int, source: int) -> FormerIssue:
    issue = read_issue(workspace, source)
    folder = workspace.issue(source)
    diagnostics = Diagnostics(workspace.relative(folder / "issue.yaml"))
    pages = Pages(folder, workspace.relative(folder), issue.language)
    drafts = {slug: read_article(slug, pages, diagnostics) for slug in (issue.foreword, issue.imprint)
              if slug and (folder / "articles" / f"{slug}.md").is_file()}
    if errors(diagnostics.found):
        raise SourceError(in_order(diagnostics))
    foreword = drafts.get(issue.foreword or "")
    imprint = drafts.get(issue.imprint or "")
    files: dict[str, Path] = {}
    if imprint and all(link.slug == imprint.article.slug for link in imprint.references):
        files = {"articles/imprint.md": folder / "articles" / f"{imprint.article.slug}.md",
                 **{path.relative_to(folder).as_posix(): path for path in sorted(imprint.used)}}
    head = foreword.article.head if foreword else None
    writers = [{"name": person.name, "role": person.role} for person in head.authors] if head else []
    steps = max(1, number - source)
    day = _later(issue.date, steps * (_months(issue.period) if issue.period else 3))
    period = _moved(issue.period, steps) if issue.period else ()
    return FormerIssue(_particulars(issue, day, period), period[0] if period else day, writers,
                       head.signature if head else "", files,
                       tuple(_section(section, pages) for section in issue.sections))


def _section(section: SectionHead, pages: Pages) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The head of a section, and the kinds of those of its articles that can be read, each once."""
    drafts = [read_article(slug, pages, Diagnostics(slug)) for slug in section.articles
              if (pages.folder / "articles" / f"{slug}.md").is_file()]
    kinds = dict.fromkeys(draft.article.head.kind for draft in drafts if draft)
    head = section.model_dump(include={"title", "accent"}, exclude_defaults=True)
    return head, tuple(kind for kind in kinds if kind in KINDS) or ("report",)


def _particulars(issue: Issue, day: date, period: tuple[date, date] | tuple[()]) -> dict[str, object]:
    named, given = issue.publisher, issue.model_fields_set
    limit = f"{issue.mail.attachment_limit / 1e6:g} MB"
    return {
        "title": issue.title,
        "publisher": named.model_dump(exclude_defaults=True) if isinstance(named, Publisher) else named,
        "date": day,
        "covers": _in_words(*period) if period and issue.language.startswith("en") else COVERS,
        **({"period": f"{period[0]}/{period[1]}"} if period else {}),
        "language": issue.language, "layout": issue.layout,
        **({"print": issue.print.model_dump()} if "print" in given else {}),
        **({"mail": {"attachment_limit": limit}} if "mail" in given else {}),
    }


def _months(period: Interval) -> int:
    """How many months it spans, counting the first and the last."""
    first, last = period.first, period.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _moved(period: Interval, steps: int) -> tuple[date, date]:
    """The period after it, of the same length; whole months stay whole months."""
    first, last = period.first, period.last
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        start = _later(first, steps * _months(period))
        return start, _later(start, _months(period)) - timedelta(1)
    days = steps * (last - first + timedelta(1))
    return first + days, last + days


def _later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month; a last day stays a last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if was_last and day.day > 1 else min(day.day, length))


def _in_words(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B %Y}"
