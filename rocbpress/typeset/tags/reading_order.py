"""Reading order: a screen reader reads blocks in the order in which they were written."""

from collections.abc import Iterator

from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.galley import page_of
from rocbpress.typeset.tags.ancestry import Ancestry, block_of
from rocbpress.typeset.tags.nodes import Node, Piece
from rocbpress.typeset.tags.structure import StructureTree


def find_reading_order_faults(tree: StructureTree, ancestry: Ancestry, flow: str) -> Iterator[Finding]:
    """Each block that is read after one that comes later in its article.

    Figures are left out with all their words: one may lead its article, or stand beside the text that
    speaks of it, or later where it would leave a hole.
    """
    figures = {surroundings.block for element, surroundings in ancestry.items() if element.tag == "figure"}
    furthest: dict[str, int] = {}
    reported: set[str] = set()
    for node, page in _nodes_with_text(tree.root):
        block = block_of(node.element, ancestry)
        slug, _, number = block.rpartition("#b")
        if not slug or block in figures:
            continue
        if int(number) < furthest.get(slug, 0) and block not in reported:
            reported.add(block)
            yield Finding("reading-order", "a screen reader reads this after what follows it",
                          Place(block=block, page=page_of(flow, page)),
                          hint="change the layout so that blocks keep the order of the source")
        furthest[slug] = max(furthest.get(slug, 0), int(number))


def _nodes_with_text(node: Node) -> Iterator[tuple[Node, int]]:
    """The elements with text of their own, in reading order, and the page where each begins."""
    if node.is_artifact or node.kind == "Figure":
        return
    pages = [kid.page for kid in node.kids if isinstance(kid, Piece)]
    if pages:
        yield node, pages[0]
    for kid in (*node.kids, *node.notes):
        if isinstance(kid, Node):
            yield from _nodes_with_text(kid)
