"""The layout's Jinja templates, which may read nothing outside their folder but the structure below."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from traceback import extract_tb

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rocbpress.compose.words import monogram, number
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.layout import Layout

STRUCTURE = Path(__file__).parent / "structure"


def render(layout: Layout, template: str, /, **values: object) -> Markup:
    """The fragment that `<template>.html.j2` makes of the values; LayoutError where it fails.

    A template that the layout does not have is taken from STRUCTURE: those say what things are, not
    how they look.
    """
    name = f"{template}.html.j2"
    try:
        return Markup(_templates(layout.folder).get_template(name).render(layout=layout, **values))
    except TemplateError as error:
        raise LayoutError(_finding(error, layout, name)) from error


def _finding(error: TemplateError, layout: Layout, name: str) -> Finding:
    if isinstance(error, TemplateNotFound):
        return Finding("layout-template", f"there is no template {error.name}",
                       Place(f"layouts/{layout.name}/{name}"), hint="copy it from layouts/rocb")
    line = 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    for frame in extract_tb(error.__traceback__):  # Jinja names templates and their lines in it
        if frame.filename.endswith(".html.j2"):
            name, line = frame.filename, frame.lineno or 0
    message = error.message or str(error) or "syntax error"
    hint = "docs/layouts.md lists the values of each template" if isinstance(error, UndefinedError) else ""
    where = Place(f"layouts/{layout.name}/{name}", line, _column(layout, name, line, message))
    return Finding("layout-template", message, where, hint=hint)


def _column(layout: Layout, name: str, line: int, message: str) -> int:
    """Where the last name that the message quotes stands in the line; 0 where it does not."""
    quoted = re.findall(r"'(\w+)'", message)
    source = _source(layout.folder, name)
    if not (quoted and source and line):
        return 0
    found = re.search(rf"\b{quoted[-1]}\b", source[0].splitlines()[line - 1])
    return found.start() + 1 if found else 0


@lru_cache(maxsize=4)
def _templates(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(partial(_source, folder)), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"monogram": monogram, "number": number}
    return environment


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of a template, its name, and a test that its file has not changed, as Jinja asks for.

    None for what `..` or a symbolic link would bring in from elsewhere.
    """
    for home in (folder, STRUCTURE):
        path = (home / name).resolve()
        if path.is_relative_to(home.resolve()) and path.is_file():
            text = path.read_text("utf-8")
            return text, name, partial(_is_unchanged, path, text)
    return None


def _is_unchanged(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
