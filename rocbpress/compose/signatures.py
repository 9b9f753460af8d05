"""Pages for notes before the back cover, where the pages must come to whole signatures."""

from markupsafe import Markup

from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.typeset.flow import Flow, Matter

_LINES = 2  # of the grid, from one rule to the next
BLANK = "blank"  # the flow, and its pages' CSS name, which no folio goes by


def blank_pages(layout: Layout, edition: Edition, count: int, *, language: str, title: str) -> Flow:
    """A flow of `count` pages without words, at least one; ruled where the layout says so."""
    rules = _rule(layout) * (layout.lines["contents"] // _LINES) if layout.notes == "ruled" else ""
    body = Markup('<div style="page: blank">{}</div>\n').format(rules) + Markup(
        '<div style="page: blank; break-before: page">{}</div>\n').format(rules) * (count - 1)
    html = render(layout, "document", page=BLANK, issue_line=title, body=body, language=language,
                  styles=style_sheets(layout, edition, BLANK))
    return Flow(BLANK, (), Matter.BODY, "", "", str(html))


def _rule(layout: Layout) -> Markup:
    """A line to write on, kept from readers."""
    height = _LINES * layout.measures["line"]
    return Markup('<div aria-hidden="true" style="box-sizing:border-box;height:{}pt;'
                  'border-bottom:.5pt solid var(--rule)"></div>').format(height)


def blanks_told(labels: tuple[str, ...], pages: int, signature: int) -> tuple[Finding, ...]:
    """A note that lists the blank pages of an edition, if it has any."""
    if not labels:
        return ()
    which = f"page {labels[0]} is" if len(labels) == 1 else f"pages {', '.join(labels)} are"
    return (Finding("blank-pages", f"{which} blank, so that {pages} pages make signatures of {signature}",
                    Place(), Severity.NOTE),)
