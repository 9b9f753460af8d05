"""The list of all changes: as the first pages of a draft, in the layout's own look, and as a web page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from rocbpress.compose.scripts import in_scripts
from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.review.changes import Change
from rocbpress.review.placing import Placed
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.flow import Flow, Matter

_LONGEST = 1500  # characters of a change that are listed
# `changes` has no folio, and the design that layouts give their index.
_PAGE = """\
body { page: changes; }
.changes { columns: 2; column-gap: 14pt; }
.changes li { break-inside: avoid-page; margin-bottom: 7pt; }
.changes p, .changes .detail { padding: 0; text-indent: 0; }
.changes s { color: #b80f1f; }
.changes .new { color: #007840; text-decoration: underline .8pt; }
"""
_WEB = """\
:root { color-scheme: light dark; --gone: #b80f1f; --new: #007840; }
@media (prefers-color-scheme: dark) { :root { --gone: #ff9a9a; --new: #7fe0a8; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
ul { padding: 0; list-style: none; } li { margin: 0 0 1rem; } p { margin: 0; overflow-wrap: anywhere; }
.detail { font-size: .85rem; opacity: .8; } s { color: var(--gone); }
.new { color: var(--new); text-decoration: underline; }
"""

Group = Mapping[str, object]
Pairs = Iterable[tuple[str, str]]


def groups_of(placed: Iterable[Placed], moved: Pairs, exchanged: Pairs, labels: Sequence[str],
              manuscript: Manuscript) -> tuple[Group, ...]:
    """Changes under the titles of their articles, then those of order and of files.

    `moved` are articles with those before them, `exchanged` other files with what became of them; `labels`
    are those of the pages, by their indices.
    """
    titles = {manuscript.file: "The issue", **{each.file: each.title for each in manuscript.articles()}}
    groups = [_group(titles.get(file, file), [_entry(each, labels) for each in own])
              for file, own in groupby(placed, key=lambda each: each.change.file)]
    order = [_other(file, f"now after “{titles[former]}”" if former in titles and former != manuscript.file
                    else "now the first article") for file, former in moved]
    files = [_other(name, what) for name, what in exchanged]
    return (*groups, *([_group("Order of the articles", order)] if order else ()),
            *([_group("Pictures and tables", files)] if files else ()))


def title_of(former: str) -> str:
    """What the list is called."""
    return f"Changes since {former}"


def summary_of(groups: Sequence[Group], draft: int) -> str:
    """How many changes there are, and what they are in."""
    count = sum(len(list(_changes(group))) for group in groups)
    if not count:
        return f"Draft {draft} has the same words."
    return (f"Draft {draft} has {count} change{'s' if count > 1 else ''}. What is new is underlined, here "
            "and on the pages. Of what went, the pages show the first and the last word in the margin.")


def list_flow(title: str, summary: str, groups: Sequence[Group], layout: Layout, edition: Edition,
              language: str) -> Flow:
    """The list as a flow without folios, in English; other scripts are of the issue's language."""
    made = render(layout, "changes", title=title, summary=summary, groups=tuple(groups))
    body = in_scripts(made, language)
    styles = (*style_sheets(layout, edition, "index", body), Markup(_PAGE))
    html = render(layout, "document", page="index", issue_line=title, body=body, language="en", styles=styles)
    return Flow("changes", ("changes",), Matter.BODY, "", "", str(html))


def web_page(title: str, summary: str, groups: Sequence[Group], layout: Layout) -> bytes:
    """The list as a web page that needs nothing beside it."""
    body = render(layout, "changes", title=title, summary=summary, groups=tuple(groups))
    page = Markup('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
                  '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
                  "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n")
    return page.format(title, Markup(_WEB), body).encode()


def _group(title: str, changes: Sequence[Mapping[str, str]]) -> Group:
    return {"title": title, "changes": tuple(changes)}


def _other(name: str, what: str) -> Mapping[str, str]:
    return {"where": name, "before": "", "after": "", "lead": what, "trail": ""}


def _changes(group: Group) -> Iterator[object]:
    changes = group["changes"]
    yield from changes if isinstance(changes, tuple) else ()


def _entry(placed: Placed, labels: Sequence[str]) -> Mapping[str, str]:
    change = placed.change
    page = f"page {labels[placed.page]}, " if placed.page >= 0 else ""
    lead, trail = change.lead and f"… {change.lead}", change.trail and f"{change.trail} …"
    return {"where": f"{page}{_place(change)}", "before": _cut(change.before), "after": _cut(change.after),
            "lead": lead, "trail": trail}


def _place(change: Change) -> str:
    name = change.file.partition("/")[2].partition("/")[2] or change.file  # within the issue's folder
    return f"{name}:{change.line}" if change.line else name


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
