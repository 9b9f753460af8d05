"""Whether the print edition breaks its pages where those for a screen do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rocbpress.compose.addresses import CLOSING
from rocbpress.compose.context import Context
from rocbpress.compose.flow_group import FlowGroup
from rocbpress.compose.flows import compose_groups
from rocbpress.press.queue import TypesettingQueue
from rocbpress.typeset.galley import Galley

Lines = Counter[tuple[str, int, int]]


def moved_groups(context: Context, groups: Sequence[FlowGroup], queue: TypesettingQueue) -> frozenset[str]:
    """The names of those groups in which addresses beside links move a line to another page.

    `groups` are composed with the context, whose links are not live.
    """
    live = replace(context, edition=replace(context.edition, live_links=True), listed=frozenset(), closing={})
    shown = compose_groups(live, made=lambda flow: queue.put((flow,)))
    return frozenset(
        printed.name for printed, other in zip(groups, shown, strict=True)
        if (printed.name not in context.listed or printed.name in context.closing)
        and printed.flows != other.flows
        and _breaks(queue.galleys(printed.flows)) != _breaks(queue.galleys(other.flows)))


def _breaks(galleys: Iterable[Galley]) -> list[tuple[int, list[Lines]]]:
    """Of each galley, its pages, and what stands on each: blocks, and of those that break, the lines."""
    return [(len(galley.pages), _pages(galley)) for galley in galleys]


def _pages(galley: Galley) -> list[Lines]:
    counts = Counter((item.block, item.paragraph, item.page) for item in galley.items
                     if not item.block.endswith(CLOSING))
    pages: dict[tuple[str, int], set[int]] = {}
    for block, paragraph, page in counts:
        pages.setdefault((block, paragraph), set()).add(page)
    found: list[Lines] = [Counter() for _ in galley.pages]
    for (block, paragraph, page), count in counts.items():
        # A paragraph that stands on one page may have a line more there; one that breaks may not.
        found[page][block, paragraph, page] = count if len(pages[block, paragraph]) > 1 else 1
    return found
