"""Font fallback: a run set in another family than the style names, or in none."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from weasyprint.pdf.stream import Stream

from rocbpress.findings.finding import Finding, Severity
from rocbpress.typeset.boxes import TextLine, glyph_items
from rocbpress.typeset.tags.ancestry import Ancestry, place_of

Draw = Callable[..., object]

_LATIN_END = "\u0250"
# What draws nothing may come from any face: spaces, controls, marks for breaking lines.
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def report_fallback(draw: Draw, ancestry: Ancestry, report: list[Finding]) -> Draw:
    """The function that draws a line of text, which then also reports faces fallen back to.

    What WeasyPrint logs while it draws a text gets the place of that text.
    """
    def draw_first_line(stream: Stream, line: TextLine, *rest: object) -> object:
        where = place_of(getattr(line, "element", None), ancestry)
        before = len(report)
        emojis = draw(stream, line, *rest)
        if line.text.strip():
            report.extend(_fallbacks(stream, line))
        report[before:] = [replace(finding, where=where) for finding in report[before:]]
        return emojis
    return draw_first_line


def _fallbacks(stream: Stream, line: TextLine) -> list[Finding]:
    """A finding for each run of a line that is in no family of the style.

    A note, for it is printed; an error where even Latin letters are, for then the style names no face.
    Signs, such as arrows, look alike in all families.
    """
    wanted = {name.strip().casefold() for name in line.style["font_family"]}
    data, found = line.pango_layout.text.encode(), []
    for run in glyph_items(line):
        font, _ = stream.add_font(run.item.analysis.font)
        text = data[run.item.offset:run.item.offset + run.item.length].decode()
        strange = [character for character in text if not _is_plain(character)]
        if strange and font.family.casefold() not in wanted:
            code, name = f"U+{ord(strange[0]):04X}", unicodedata.name(strange[0], "unnamed")
            found.append(Finding(
                "glyph-fallback",
                f"{strange[0]} ({code}, {name}) is not in {', '.join(line.style['font_family'])}; "
                f"{font.family} is used instead",
                severity=Severity.ERROR if strange[0] < _LATIN_END else Severity.NOTE,
                hint="mark the language of the words, or name a font that has it in the layout's style"))
    return found


def _is_plain(character: str) -> bool:
    category = unicodedata.category(character)
    return category in _INVISIBLE or category[0] == "S"
