"""What the head of a table says only where it is repeated: that the table is continued."""

from collections.abc import Callable

from rocbpress.typeset.boxes import Box

_CLASS = "continued"  # of a row of the head


def with_continued_rows(layout: Callable[..., object]) -> Callable[..., object]:
    """WeasyPrint's function that lays out a table, without such rows of the head where the table begins."""
    def table_layout(context: object, table: Box, bottom_space: float, skip_stack: object,
                     *rest: object) -> object:
        head = table.children[0] if table.children else None
        if skip_stack is None and head is not None and head.is_header:
            shown = [row for row in head.children
                     if row.element is None or row.element.get("class") != _CLASS]
            if len(shown) < len(head.children):
                table = _with_head(table, head, shown)
        return layout(context, table, bottom_space, skip_stack, *rest)

    return table_layout


def _with_head(table: Box, head: Box, rows: list[Box]) -> Box:
    """A copy of the table; the whole one stays for its later pages."""
    return table.copy_with_children([head.copy_with_children(rows), *table.children[1:]])
