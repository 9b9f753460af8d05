"""All the small changes that can be made to a source file, each in one place."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult}
# What none but a type checker, a debugger or the reader of a schema would notice.
_UNSEEN_CALLS = {"cast", "TypeVar", "NewType", "getLogger"}
_UNSEEN_KEYWORDS = {"strict", "slots", "frozen", "description"}
_UNSEEN_FIELDS = {"annotation", "returns", "decorator_list", "bases"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a file, and the lines of the statement it changes."""

    file: str
    before: str
    after: str
    lines: range
    in_function: bool

    @property
    def diff(self) -> str:
        """The change as a patch without context."""
        return "".join(difflib.unified_diff(self.before.splitlines(keepends=True),
                                            self.after.splitlines(keepends=True), self.file, self.file, n=0))

    @property
    def name(self) -> str:
        """The file and what changes in it, wherever in the file that stands."""
        return "\n".join((self.file, *(line for line in self.diff.split("\n")[2:] if line[:1] in ("+", "-"))))


@dataclass(frozen=True, slots=True)
class Change:
    """A node of a syntax tree, where it hangs, and what takes its place."""

    parent: ast.AST
    field: str
    at: int | None
    old: ast.expr | ast.stmt
    new: ast.expr | ast.stmt
    lines: range
    in_function: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A module whose changes can be made."""

    file: str
    text: str
    tree: ast.Module

    def changes(self) -> Iterator[Change]:
        """All of them."""
        yield from _changes_below(self.tree, range(0), in_function=False)

    def mutant(self, change: Change) -> Mutant | None:
        """The file changed in this place and in no other; None where Python reads it otherwise."""
        starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        text, old = self.text.encode(), change.old
        begin = starts[old.lineno - 1] + old.col_offset
        end = starts[(old.end_lineno or 0) - 1] + (old.end_col_offset or 0)
        wanted = self._dump_with(change)
        for words in (ast.unparse(change.new), f"({ast.unparse(change.new)})"):
            after = (text[:begin] + words.encode() + text[end:]).decode()
            try:
                if ast.dump(ast.parse(after)) == wanted:
                    return Mutant(self.file, self.text, after, change.lines, change.in_function)
            except SyntaxError:
                continue
        return None

    def _dump_with(self, change: Change) -> str:
        def hang(node: ast.AST) -> None:
            if change.at is None:
                setattr(change.parent, change.field, node)
            else:
                getattr(change.parent, change.field)[change.at] = node
        hang(change.new)
        dump = ast.dump(self.tree)
        hang(change.old)
        return dump


def _changes_below(parent: ast.AST, lines: range, *, in_function: bool) -> Iterator[Change]:
    for field, value in ast.iter_fields(parent):
        if field in _UNSEEN_FIELDS:
            continue
        for at, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST) or _is_unseen(node):
                continue
            own, inside = _lines(node, lines, in_function=in_function)
            if isinstance(node, ast.expr | ast.stmt):
                for new in (*_new(node), *(_negated(node) if field in ("test", "ifs") else ())):
                    place = at if isinstance(value, list) else None
                    yield Change(parent, field, place, node, new, own, inside)
            yield from _changes_below(node, own, in_function=inside)


def _lines(node: ast.AST, lines: range, *, in_function: bool) -> tuple[range, bool]:
    """The lines that run where the node does: of a compound statement its head, of a function its body."""
    if not isinstance(node, ast.stmt):
        return lines, in_function
    end = (node.end_lineno or 0) + 1
    if isinstance(node, ast.FunctionDef):
        return range(node.body[0].lineno, end), True
    body = getattr(node, "body", None)
    return range(node.lineno, max(body[0].lineno, node.lineno + 1) if body else end), in_function


def _is_unseen(node: ast.AST) -> bool:
    match node:
        case ast.Call(ast.Name(name)):
            return name in _UNSEEN_CALLS
        case ast.keyword(arg=name):
            return name in _UNSEEN_KEYWORDS
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.Expr(ast.Constant()):
            return True
        case ast.Assign([ast.Name(name)]):
            return name.startswith("__")
    return isinstance(node, ast.JoinedStr)  # before Python 3.12 its parts do not know where they stand


def _negated(node: ast.expr | ast.stmt) -> Iterator[ast.expr]:
    if isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.Constant | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)


def _new(node: ast.expr | ast.stmt) -> Iterator[ast.expr | ast.stmt]:
    yield from _statements(node) if isinstance(node, ast.stmt) else _expressions(node)
    if isinstance(node, ast.Constant) and type(node.value) in _CONSTANTS:
        yield from (ast.Constant(value) for value in _CONSTANTS[type(node.value)](node.value))


_CONSTANTS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    bool: lambda value: (not value,),
    int: lambda value: (_other(value),),
    float: lambda value: (_other(value),),
    str: lambda value: () if " " in value else (value + "x",),  # sentences are for people
    bytes: lambda value: (value + b"x",)}


def _other(number: float) -> float:
    return number + (1 if abs(number) < 20 else number)  # nobody promises the seven-millionth byte


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left, ops, others):
            for at, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:at], COMPARED[type(op)](), *ops[at + 1:]], others)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in RECKONED:
            yield ast.BinOp(left, RECKONED[type(op)](), right)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.Return(value) if value and ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign(target, op, value):
            yield ast.Pass()
            if type(op) in RECKONED:
                yield ast.AugAssign(target, RECKONED[type(op)](), value)
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Expr() | ast.Raise() | ast.Delete() | ast.Assign([ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
