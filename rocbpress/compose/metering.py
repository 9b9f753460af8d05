"""What is put into templates as they are parsed, so that all that they do is counted."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from rocbpress.compose.budget import TURN

_EXPRESSION = 4  # steps
_Body = nodes.Template | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.For
_BODY = (nodes.Template, nodes.Macro, nodes.CallBlock, nodes.Block, nodes.For)


class Metered(NodeTransformer):
    """Lets each body spend what one pass through it costs, and each operation pay for its operands.

    Filters, tests, calls and arithmetic pay where they are carried out, in the environment.
    """

    def get_visitor(self, node: nodes.Node) -> Callable[..., nodes.Node] | None:
        """The function for nodes of its kind, called when those within it have been visited."""
        made = _BODIES.get(type(node)) or _OPERATIONS.get(type(node))
        return partial(self._visited, made) if made else None

    def _visited(self, made: Callable[[Any, int], nodes.Node], node: nodes.Node) -> nodes.Node:
        cost = _cost(node.body) if isinstance(node, _BODY) else 0  # before the visit adds to it
        self.generic_visit(node)
        return made(node, cost)


def _spends(node: _Body, cost: int) -> nodes.Node:
    line = node.lineno or 1
    charge = _called("spend", nodes.Const(cost, lineno=line), line=line)
    node.body.insert(0, nodes.ExprStmt(charge, lineno=line))
    return node


def _loop(node: nodes.For, cost: int) -> nodes.Node:
    node.iter = _called("counted", node.iter)  # type: ignore[arg-type]  # Jinja calls it a Node
    return _spends(node, cost)


def _concat(node: nodes.Concat, _cost: int) -> nodes.Node:
    return _called("concatenated", *node.nodes)


def _compare(node: nodes.Compare, _cost: int) -> nodes.Node:
    node.expr = _paid(node.expr)
    for operand in node.ops:
        operand.expr = _paid(operand.expr)
    return node


def _item(node: nodes.Getitem, _cost: int) -> nodes.Node:
    if isinstance(node.arg, nodes.Slice):  # which Jinja lets Python take
        node.node = _paid(node.node)
    return node


def _collection(node: nodes.List | nodes.Dict | nodes.Tuple, _cost: int) -> nodes.Node:
    return node if isinstance(node, nodes.Tuple) and node.ctx != "load" else _paid(node)


_BODIES: Mapping[type[nodes.Node], Callable[[Any, int], nodes.Node]] = MappingProxyType({
    **dict.fromkeys((nodes.Template, nodes.Macro, nodes.CallBlock, nodes.Block), _spends), nodes.For: _loop})
_OPERATIONS: Mapping[type[nodes.Node], Callable[[Any, int], nodes.Node]] = MappingProxyType({
    nodes.Concat: _concat, nodes.Compare: _compare, nodes.Getitem: _item,
    **dict.fromkeys((nodes.List, nodes.Dict, nodes.Tuple), _collection)})


def _cost(body: Sequence[nodes.Node]) -> int:
    """The steps of one pass: its text and its expressions, those of loops within it once more."""
    texts = (part for node in body for part in (
        *([node] if isinstance(node, nodes.TemplateData) else ()), *node.find_all(nodes.TemplateData)))
    return (TURN + sum(len(text.data) for text in texts)
            + _EXPRESSION * sum(1 for node in body for _ in node.find_all(nodes.Expr)))


def _paid(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _called("pay", node)


def _called(name: str, *given: nodes.Expr, line: int = 0) -> nodes.Call:
    """A call of what the environment has under that name."""
    line = line or given[0].lineno
    function = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(function, list(given), [], None, None, lineno=line)
