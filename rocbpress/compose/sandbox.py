"""Jinja as layouts have it: what templates may name, call and compute, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from math import isfinite
from types import BuiltinMethodType, MappingProxyType, MethodType
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from rocbpress.compose.budget import TURN, VALUE, LimitError, counted, limited, pay, print_letters, spend
from rocbpress.compose.metering import Metered
from rocbpress.compose.views import Call, MarkupView, View, kind_of, listed
from rocbpress.compose.words import monogram
from rocbpress.figures.numbers import number

FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float",
    "forceescape", "format", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map",
    "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr",
    "slice", "sort", "string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper",
    "urlencode", "wordcount")
_TEXT = frozenset({
    "capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isascii",
    "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "join", "lower",
    "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition",
    "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper"})
METHODS: Mapping[type, frozenset[str]] = MappingProxyType({
    str: _TEXT, Markup: _TEXT | {"striptags", "unescape"},
    **dict.fromkeys((tuple, list), frozenset({"count", "index"})),
    **dict.fromkeys((dict, MappingProxyType), frozenset({"get", "items", "keys", "values"})),
    LoopContext: frozenset({"cycle", "changed"}), Cycler: frozenset({"next", "reset"})})
MOST = 10_000  # turns of a range, and whatever else a number asks for
BITS = 4096  # of whole numbers
CALL = 1_000  # steps of a function of ours; those that set words, and draw a code, take longer
SET, LETTER = 10_000, 64  # steps of words that are set to be measured, and of each of their letters
_SETTING = ("balance", "lines", "holds", "width")
_COSTS = MappingProxyType({**dict.fromkeys(_SETTING, SET), "qr": 100_000})
_OPENS = re.compile(r"{%[-+]?\s*(?:for|if|macro|call|filter|block|with)\b")
_CLOSES = re.compile(r"{%[-+]?\s*end")
_PRINTED = (str, int, float, bool, type(None))


class UnlistedError(UndefinedError):
    """A value that something has not; `known` are the names that it has, `asked` is the one it has not."""

    def __init__(self, message: str, asked: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.asked, self.known = asked, known


class _Unlisted(StrictUndefined):
    """What stands for such a value; it may be asked whether it is defined, and nothing else."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None,
                 exc: type[Exception] = UndefinedError) -> None:
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]  # Jinja only calls it
        if exc is UndefinedError and isinstance(obj, View | Mapping):
            self._undefined_exception = partial(UnlistedError, asked=str(name), known=_names(obj))  # type: ignore[assignment]

    @property
    def _undefined_message(self) -> str:
        name, obj = self._undefined_name, self._undefined_obj
        if isinstance(obj, Call) and not self._undefined_hint:
            return f"{obj.name!r} is a function: it is to be called"
        if self._undefined_hint or not isinstance(obj, View | Mapping):
            return super()._undefined_message
        return f"{kind_of(obj)} has no value {name!r}" if isinstance(obj, View) else (
            f"there is no value {name!r}")


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates see views alone, call what is listed, and pay for all they do out of one budget a run."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=_Unlisted, trim_blocks=True, lstrip_blocks=True,
                         finalize=_printed, **options)
        known: dict[str, Any] = {name: self.filters[name] for name in FILTERS}
        self.filters = {name: _paying(name, function) for name, function in {
            **known, "monogram": monogram, "number": number}.items()}
        tests: dict[str, Any] = self.tests
        self.tests = {name: _paying("", function) for name, function in tests.items()}
        self.globals = {"range": _range, "dict": dict, "cycler": Cycler, "joiner": Joiner,
                        "namespace": Namespace}
        # As metering names them.
        self.spend, self.pay, self.counted, self.concatenated = spend, pay, counted, _concatenated

    def compile(self, source: Any, name: str | None = None, filename: str | None = None,
                *more: Any, **options: Any) -> Any:
        """Code of a template; TemplateSyntaxError also where Python cannot compile it."""
        try:
            with limited():  # of its own: what is computed once must not count in the first run alone
                return super().compile(source, name, filename, *more, **options)
        except (SyntaxError, RecursionError, MemoryError, OverflowError, ValueError) as error:
            raise TemplateSyntaxError("it is nested too deep, or has a number that is too long",
                                      _deepest(str(source)), name, filename) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        Metered().visit(template)
        template.set_environment(self)
        return template

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether it is a function of ours, the template's own, or a method that is listed."""
        if isinstance(obj, Call | Macro | LoopContext | BlockReference | Joiner | Cycler):
            return True
        if isinstance(obj, MethodType | BuiltinMethodType):
            owner = obj.__self__
            return obj.__name__ in METHODS.get(type(owner), ())
        return any(obj is each for each in self.globals.values())

    def call(self, context: Context, function: Any, /, *given: Any, **named: Any) -> Any:
        """The result of a call, which is paid for."""
        if function in (spend, pay, counted, _concatenated):
            return function(*given)
        if not isinstance(function, Undefined) and not self.is_safe_callable(function):
            raise SecurityError(f"a template may not call {getattr(function, '__name__', 'this')!r}")
        own = {key: each for key, each in named.items() if key not in ("_loop_vars", "_block_vars")}
        spend(_price(function, (*given, *own.values())))
        for each in (*given, *own.values()):
            pay(each)
        if isinstance(function, MethodType | BuiltinMethodType):
            _check(function.__name__, function.__self__, *given, **own)
            pay(function.__self__)
        return counted_result(context.call(function, *given, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of arithmetic, whose size is checked before it is made."""
        pay(left)
        pay(right)
        if operator == "*":
            _check_product(left, right)
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            if max(left.bit_length(), 1) * abs(right) > BITS:
                raise LimitError("a number is too large")
        elif operator == "%" and isinstance(left, str):
            _check_format(left, right)
        return super().call_binop(context, operator, left, right)


def _price(function: Any, given: tuple[Any, ...]) -> int:
    """The steps of a call, but for the size of what it is given."""
    if not isinstance(function, Call):
        return TURN
    letters = sum(len(each) for each in given if isinstance(each, str)) if function.name in _SETTING else 0
    return _COSTS.get(function.name, CALL) + LETTER * letters


def counted_result(value: Any) -> Any:
    """What a filter or function gave: a list for what comes bit by bit, and paid for."""
    return counted(value) if isinstance(value, Iterator) else (
        pay(value) if isinstance(value, str | tuple | list) else value)


def _names(obj: View | Mapping[object, object]) -> tuple[str, ...]:
    if isinstance(obj, View):
        return listed(obj)
    return tuple(str(name) for name in obj)


def _paying(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter or test that pays for what it is given and what it makes."""
    skipped = 1 if hasattr(function, "jinja_pass_arg") else 0

    def paying(*given: Any, **named: Any) -> Any:
        for each in (*given[skipped:], *named.values()):
            pay(each)
        _check(name, *given[skipped:], **named)
        return counted_result(function(*given, **named))

    return wraps(function)(paying) if hasattr(function, "__dict__") else paying


def _check(name: str, value: Any = None, *given: Any, **named: Any) -> None:
    """Take steps for what a filter or method makes beyond what it is given."""
    others = (*given, *named.values())
    if name in ("batch", "slice", "round", "truncate") and any(
            isinstance(each, int) and abs(each) > MOST for each in others):
        raise LimitError(f"{name} takes no number above {MOST:,}")
    if name == "replace" and len(others) > 1 and isinstance(value, str):
        spend(str(value).count(str(others[0])) * len(str(others[1])))
    elif name == "join":
        parts, sign = (value, others[0] if others else "")
        if isinstance(value, str) and others and not isinstance(others[0], str):
            parts, sign = others[0], value  # the method has them the other way round
        spend(len(str(sign)) * (len(parts) if hasattr(parts, "__len__") else 0))
    elif name in ("striptags", "unescape"):  # which begins anew at each tag
        text = str(value)
        spend(text.count("<") * len(text) // 1024)
    elif name == "format":
        _check_format(value, others)
    elif name == "sum" and any(isinstance(each, list | tuple) for each in others):
        raise LimitError("sum adds numbers alone")


def _check_product(left: Any, right: Any) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple) and isinstance(other, int):
            spend(max(0, other) * len(one) * (1 if isinstance(one, str) else VALUE))
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > BITS:
        raise LimitError("a number is too large")


def _check_format(template: Any, given: Any) -> None:
    """Take steps for a text that values are put into: its widths, and each value as often as it may come."""
    text = str(template)
    if re.search(r"%[^%a-zA-Z]*\*|\d{5}", text):
        raise LimitError("a format takes no width above 9,999")
    spend(sum(map(int, re.findall(r"\d+", text))) + text.count("%") * _size(given))


def _size(given: Any) -> int:
    """The letters of what is put into a text: one value, or several in a tuple or mapping."""
    values = given.values() if isinstance(given, Mapping) else given if isinstance(given, tuple) else (given,)
    return sum(len(str(_as_text(value))) for value in values)


def _printed(value: Any) -> Any:
    """What `{{ }}` prints."""
    shown = _as_text(value)
    print_letters(len(shown) if isinstance(shown, str) else VALUE)
    return shown


def _concatenated(*parts: Any) -> str:
    """Texts and numbers in one, as `~` joins them."""
    joined: str = markup_join([pay(_as_text(each)) for each in parts])
    return joined


def _as_text(value: Any) -> Any:
    """Texts and numbers as they are; no other object, whose address would differ from run to run."""
    if isinstance(value, View):
        return Markup(str(value)) if isinstance(value, MarkupView) else str(value)
    if isinstance(value, float) and not isfinite(value):
        raise TypeError(f"{value} is no number to print")
    if isinstance(value, _PRINTED):
        return value
    if isinstance(value, Undefined):
        return str(value)  # which raises its own error, but for an `if` without `else`
    raise TypeError(f"a {type(value).__name__} cannot be printed")


def _deepest(source: str) -> int:
    """The line where blocks are nested deepest, or, where they are not, the longest."""
    depth, found = 0, (0, 1)
    for line, text in enumerate(source.split("\n"), 1):
        depth += len(_OPENS.findall(text)) - len(_CLOSES.findall(text))
        found = max(found, (100 * depth + len(text), line), key=lambda each: each[0])
    return found[1]


def _range(*given: int) -> range:
    turns = range(*given)
    if len(turns) > MOST:
        raise LimitError(f"range gives no more than {MOST:,} numbers")
    return turns
