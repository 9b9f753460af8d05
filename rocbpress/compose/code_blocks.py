"""Program text: its lines as they are, those longer than the measure marked in the margin."""

from __future__ import annotations

import re
from html import escape, unescape

from rocbpress.sources.markdown.scripts import runs

_BLOCK = re.compile(r"(<pre\b[^>]*>\s*<code[^>]*>)(.*?)\n?(</code>\s*</pre>)", re.DOTALL)


def with_marked_lines(html: str, measure: float, advance: float) -> str:
    """The block with each line that must be broken in an element of its own, for the style to mark.

    Both measures are in points, `advance` that from letter to letter.
    Letters of other scripts are marked as they are in running text.
    """
    room = int(measure / advance)
    return _BLOCK.sub(lambda match: match[1] + _lines(match[2], room) + match[3], html)


def _lines(text: str, room: int) -> str:
    out = ""
    for line in text.split("\n"):
        if len(unescape(line)) > room:
            # A block of its own ends the line before it and itself: no line end is wanted beside it.
            out = out.removesuffix("\n") + f'<span class="wrapped">{_in_scripts(line)}</span>'
        else:
            out += _in_scripts(line) + "\n"
    return out.removesuffix("\n")


def _in_scripts(line: str) -> str:
    if line.isascii():
        return line
    return "".join(
        f'<span lang="{run.language}" class="script-{run.code}">{escape(run.text)}</span>' if run.code
        else escape(run.text) for run in runs(unescape(line), ""))
