"""What the program may say: its strings, as regular expressions with a group for each value filled in."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent.parent / "rocbpress"
# A word, a text in quotes, a measure, a name of capitalised words, a list of suffixes or of inks.
VALUE = re.compile(r'\S*|"[^"]*"|'
                   r"\d[\d.,]* \S+|[A-Z0-9]\S*( [A-Z0-9]\S*)*|(\w+, )+\w+ or \w+|"
                   r"('\w+', )+'\w+' or '\w+'|\d+ % \w+( \+ \d+ % \w+)*")
# A hint after a message; a key before one; an address or a quotation of which something is said.
FORMS = (r"(.+?) \((.+)\)", r"(.+?) (\(.+\))", r"(\S+): (.+)", r"(https://\S+|.+ “”) (.+)")
# What systems and libraries say.
OTHERS = frozenset({
    "No such file or directory", "Permission denied", "No space left on device", "EOF marker not found",
    "unexpected end of data", "mismatched tag", "unknown property", "no element found: line 1, column 0",
    "EOF reached before {} block for a qualified rule", "mapping values are not allowed here",
    "404 Not Found", "maximum recursion depth exceeded", "[Errno 24] Too many open files"})


@cache
def templates() -> tuple[re.Pattern[str], ...]:
    """Every string with two words in a row; constants in it have their values."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "__main__.py":
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            names = vars(importlib.import_module(name.removesuffix(".__init__")))
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
                    found |= set(_template(node, names))
    return tuple(re.compile(re.sub(r"^(\\ )+|(\\ )+$", "", each).replace("“(.*)”", "“.*”")
                            .replace("(.*)", group), re.DOTALL)
                 for each in sorted(found)
                 if re.search("[a-z]{2}", words := each.replace("(.*)", "")) and " " in words
                 for group in ("(.*)", "(.*?)"))


def _template(node: ast.AST, names: Mapping[str, Any]) -> Iterator[str]:
    match node:
        case ast.Constant(str(text)):
            # Also of str.format: what stands in braces is filled in later.
            yield re.sub(r"\\\{[\w:.]*\\\}", "(.*)", re.escape(text).replace(":\\.", ":."))
        case ast.JoinedStr(values):
            texts = [""]
            for value in values:
                texts = [text + more for text in texts for more in _template(value, names)]
            yield from texts
        case ast.FormattedValue(ast.IfExp() as value):
            yield from _template(value, names)
        case ast.FormattedValue(value) if _constant(value):
            filled = ast.fix_missing_locations(ast.Expression(ast.JoinedStr([node])))
            yield re.escape(eval(compile(filled, "template", "eval"), dict(names)))
        case ast.IfExp(_, one, other):
            yield from (*_template(one, names), *_template(other, names))
        case ast.BinOp(left, ast.Add(), right):
            yield from (one + other for one in _template(left, names) for other in _template(right, names))
        case _:
            yield "(.*)"


def _constant(value: ast.expr) -> bool:
    names = [node.id for node in ast.walk(value) if isinstance(node, ast.Name)]
    return bool(names) and all(name.isupper() for name in names)


@cache
def letters_of_the_program(text: str) -> int:
    """How many letters of a message stand in the program; -1 where some prose of it does not.

    What fills a group of a template is a value, or is in turn what the program may say; so are a hint in
    parentheses and what follows the name of a key, an address or a quotation.
    """
    text = re.sub("“[^”]*”", "“”", text)
    best = len(text) if text in OTHERS else 0 if VALUE.fullmatch(text) else -1
    parts = [match for template in templates() if (match := template.fullmatch(text))]
    parts += [match for form in FORMS if (match := re.fullmatch(form, text))]
    for groups in (match.groups() for match in parts):
        counts = [letters_of_the_program(group.strip()) for group in groups if group != text]
        if -1 not in counts and len(counts) == len(groups):
            best = max(best, len(text) - sum(map(len, groups)) + sum(counts))
    return best
