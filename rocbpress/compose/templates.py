"""The layout's Jinja templates, which may read nothing outside their folder but the structure below."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from jinja2 import FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from rocbpress.compose.budget import limited
from rocbpress.compose.sandbox import Sandbox, UnlistedError
from rocbpress.compose.views import NotPlainError, viewed
from rocbpress.findings.errors import LayoutError, PressError
from rocbpress.findings.finding import Finding, Place, did_you_mean
from rocbpress.findings.marks import place_of
from rocbpress.layout.layout import Layout
from rocbpress.workspace.contained import TooLargeError, read_inside

STRUCTURE = Path(__file__).parent / "structure"
LARGEST = 1 << 20  # bytes of a template
_SAID = {RecursionError: "it is nested too deep, or includes itself", MemoryError: "it needs too much memory"}


def render(layout: Layout, template: str, /, **values: object) -> Markup:
    """The fragment that `<template>.html.j2` makes of views of the values; LayoutError where it fails.

    A template that the layout does not have is taken from STRUCTURE: those say what things are, not
    how they look. NotPlainError if a value, or what hangs on it, is one that no template may have.
    """
    name = f"{template}.html.j2"
    given = {key: viewed(value) for key, value in {**values, "layout": layout}.items()}
    try:
        with limited():
            return Markup(_templates(layout.folder).get_template(name).render(given))
    except (PressError, NotPlainError):
        raise
    except Exception as error:  # whatever a template brings about, also by functions of ours, is its fault
        if isinstance(error, OSError) and not isinstance(error, TemplateError):
            raise
        raise LayoutError(_finding(error, layout, name)) from error


def _finding(error: Exception, layout: Layout, name: str) -> Finding:
    message = _message(error)
    *_, (name, line) = ((name, 0), *_lines_of(error.__traceback__))  # the last is where it happened
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    where = Place(f"layouts/{layout.name}/{name}", line, _column(layout, name, line, message))
    return Finding("layout-template", message, where, hint=_hint(error))


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]!r}"
    said = next((words for kind, words in _SAID.items() if isinstance(error, kind)), "")
    return said or (error.message if isinstance(error, TemplateError) else "") or str(error) or "syntax error"


def _hint(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return "copy it from layouts/rocb"
    near = did_you_mean(error.asked, error.known) if isinstance(error, UnlistedError) else ""
    return near or ("docs/layouts.md lists the values of each template"
                    if isinstance(error, UndefinedError) else "")


def _lines_of(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Templates and lines in a traceback, in which Jinja puts them."""
    for frame, line in walk_tb(trace):
        if "__jinja_exception__" in frame.f_globals:
            yield frame.f_code.co_filename, line


def _column(layout: Layout, name: str, line: int, message: str) -> int:
    """Where the last name that the message quotes stands in the line; 0 where it does not."""
    quoted = re.findall(r"'(\w+)'", message)
    if not (quoted and line):
        return 0
    source = _source(layout.folder, name)
    lines = source[0].splitlines() if source else []
    found = re.search(rf"\b{quoted[-1]}\b", lines[line - 1]) if line <= len(lines) else None
    return found.start() + 1 if found else 0


@lru_cache(maxsize=4)
def _templates(folder: Path) -> Sandbox:
    return Sandbox(loader=FunctionLoader(partial(_source, folder)))


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of a template, its name, and a test that its file has not changed, as Jinja asks for.

    None for what `..` or a symbolic link would bring in from elsewhere; TemplateSyntaxError for what is
    not UTF-8 or too large.
    """
    for home in (folder, STRUCTURE):
        try:
            data = read_inside(home / name, home, LARGEST)
        except TooLargeError as error:
            raise TemplateSyntaxError(error.strerror or "", 1, name, name) from error
        except (OSError, ValueError):  # a name with a null byte
            continue
        try:
            return data.decode("utf-8"), name, partial(_is_unchanged, home, name, data)
        except UnicodeDecodeError as error:
            line, _ = place_of(data[:error.start].decode("utf-8", "replace"))
            said = f"the byte {data[error.start]:02X} is not UTF-8: save the file as UTF-8"
            raise TemplateSyntaxError(said, line, name, name) from error
    return None


def _is_unchanged(home: Path, name: str, data: bytes) -> bool:
    try:
        return read_inside(home / name, home, LARGEST) == data
    except OSError:
        return False
