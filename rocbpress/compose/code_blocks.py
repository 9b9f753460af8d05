"""Program text: its lines as they are, those longer than the measure marked in the margin."""

from __future__ import annotations

from dataclasses import replace

from rocbpress.sources.markdown.scripts import runs
from rocbpress.sources.markdown.tree import Node, TreeBuilder, element, text


def with_marked_lines(block: Node, measure: float, advance: float) -> Node:
    """A `pre` with each line that must be broken in an element of its own, for the style to mark.

    Both measures are in points, `advance` that from letter to letter.
    Letters of other scripts are marked as they are in running text.
    """
    lines = TreeBuilder()
    wrapped = True
    for line in text(block).removesuffix("\n").split("\n"):
        # A wrapped line is a block of its own: a line end beside it would print as an empty line.
        before, wrapped = wrapped, len(line) > int(measure / advance)
        words = _in_scripts(line)
        lines.add(*(("\n",) if not before and not wrapped else ()),
                  *((element("span", {"class": "wrapped"}, *words),) if wrapped else words))
    return replace(block, children=tuple(
        replace(code, children=lines.tree().children) for code in block.children if isinstance(code, Node)))


def _in_scripts(line: str) -> tuple[Node | str, ...]:
    return tuple(element("span", {"lang": run.language, "class": f"script-{run.code}"}, run.text) if run.code
                 else run.text for run in runs(line, ""))
