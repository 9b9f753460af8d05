"""The page that a mail shows: the layout's template and style sheet, with every style beside its element."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import css_inline
import tinycss2
from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.templates import render
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.findings.marks import place_of
from rocbpress.layout.files import MAIL_SHEET
from rocbpress.layout.layout import Layout
from rocbpress.mailing.content import Mail, MailEntry, MailGroup
from rocbpress.workspace.contained import read_inside

_COLOUR = re.compile(r"var\(--([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet in two: rules that are written beside their elements, and those of media, which stay."""

    inline: str
    media: str
    dark: str


def page(context: Context, mail: Mail, sheet: Sheet, *, dark: bool = False) -> str:
    """The page with its styles beside its elements, those for dark screens too where it is to be `dark`.

    LayoutError for what the template cannot do, and for a style sheet that is none.
    """
    made = render(context.layout, "mail", words=context.words, mail=mail,
                  publisher=context.manuscript.publisher, style=Markup(sheet.media))
    inliner = css_inline.CSSInliner(
        inline_style_tags=False, keep_style_tags=True, keep_link_tags=True, load_remote_stylesheets=False,
        extra_css=sheet.inline + (sheet.dark if dark else ""))
    try:
        inlined: str = inliner.inline(str(made))
    except css_inline.InlineError as error:
        raise LayoutError(Finding("mail-html", f"the style sheet cannot be read: {error}",
                                  Place(f"layouts/{context.layout.name}/{MAIL_SHEET}"))) from error
    return inlined


def read_sheet(layout: Layout) -> Sheet:
    """The layout's, with the colours of the palette in their places: no mail program knows variables.

    LayoutError for a layout that has none, or no template.
    """
    files = ("mail.html.j2", MAIL_SHEET)
    if missing := [name for name in files if not (layout.folder / name).is_file()]:
        kept = layout.folder.parent.name == ".layout"
        raise LayoutError(Finding(
            "mail-html", f"the layout {layout.name} has no {' and no '.join(missing)}",
            Place(f"layouts/{layout.name}"),
            hint="it is the copy that was locked with the issue: give --layout current" if kept else
                 f"copy {' and '.join(missing)} from layouts/rocb"))
    text = read_inside(layout.folder / MAIL_SHEET, layout.folder).decode("utf-8").replace("\r\n", "\n")
    for found in _COLOUR.finditer(text):
        if found[1] not in layout.palette:
            raise LayoutError(Finding(
                "mail-html", f"the palette has no colour {found[1]}",
                Place(f"layouts/{layout.name}/{MAIL_SHEET}", *place_of(text[:found.start(1)])),
                hint=did_you_mean(found[1], layout.palette)))
    return _divided(_COLOUR.sub(lambda found: layout.palette[found[1]].css("srgb"), text))


def without_teasers(mail: Mail, count: int) -> Mail:
    """The mail without the last `count` teasers of its contents."""
    groups = []
    for group in reversed(mail.groups):
        entries: list[MailEntry] = []
        for entry in reversed(group.entries):
            dropped = bool(entry.teaser) and count > 0
            count -= dropped
            entries.append(replace(entry, teaser="") if dropped else entry)
        groups.append(MailGroup(group.title, tuple(reversed(entries))))
    return replace(mail, groups=tuple(reversed(groups)))


def teaser_count(mail: Mail) -> int:
    """How many entries of the contents have one."""
    return sum(bool(entry.teaser) for group in mail.groups for entry in group.entries)


def _divided(text: str) -> Sheet:
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    media = [rule for rule in rules if rule.type == "at-rule"]
    dark = (rule.content for rule in media if rule.content and "dark" in tinycss2.serialize(rule.prelude))
    return Sheet(tinycss2.serialize([rule for rule in rules if rule.type != "at-rule"]),
                 " ".join(tinycss2.serialize(media).split()), "".join(map(tinycss2.serialize, dark)))
