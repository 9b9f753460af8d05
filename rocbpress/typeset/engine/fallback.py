"""Faces that nobody asked for: a run set in another family than the style names, or not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from weasyprint.text.ffi import ffi

from rocbpress.findings.finding import Finding
from rocbpress.typeset.tags.ancestry import Ancestry, place_of

# What draws nothing may come from any face: spaces, controls, marks for breaking lines.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def watch_faces(
    draw: Callable[..., Any], ancestry: Ancestry, report: list[Finding],
) -> Callable[..., Any]:
    """The function that draws a line of text, which then also reports faces fallen back to.

    What WeasyPrint logs while it draws a text gets the place of that text.
    """
    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        where = place_of(getattr(textbox, "element", None), ancestry)
        before = len(report)
        emojis = draw(stream, textbox, *rest)
        report[before:] = [replace(finding, where=where) for finding in report[before:]]
        asked = {name.strip().casefold() for name in textbox.style["font_family"]}
        for family, text in _runs(stream, textbox):
            strange = [c for c in text if unicodedata.category(c) not in _UNSEEN]
            if strange and family.casefold() not in asked:
                report.append(replace(_fallback(strange[0], family, textbox), where=where))
        return emojis
    return draw_first_line


def _runs(stream: Any, textbox: Any) -> Iterator[tuple[str, str]]:
    """Family and text of each run of a line that was drawn."""
    if not textbox.text.strip():
        return
    data = textbox.pango_layout.text.encode()
    line, _ = textbox.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data.item
        font, _ = stream.add_font(item.analysis.font)
        yield font.family, data[item.offset:item.offset + item.length].decode()
        run = run.next


def _fallback(character: str, family: str, textbox: Any) -> Finding:
    named = unicodedata.name(character, "a character without a name")
    asked = ", ".join(textbox.style["font_family"])
    return Finding(
        "glyph-fallback",
        f"{character} (U+{ord(character):04X}, {named}) is in none of {asked}; {family} was put in",
        hint="mark the run's language, or name a face that has it in the layout's style")
