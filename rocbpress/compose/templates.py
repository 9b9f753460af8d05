"""The layout's Jinja templates, which may read nothing outside their folder but the structure below."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

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
        raise LayoutError(_finding(error, f"layouts/{layout.name}/{name}")) from error


def _finding(error: TemplateError, file: str) -> Finding:
    if isinstance(error, TemplateNotFound):
        return Finding("layout-template", f"there is no template {error.name}", Place(file),
                       hint="copy it from layouts/rocb")
    line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
    hint = "use only the values of this page type" if isinstance(error, UndefinedError) else ""
    message = error.message or str(error) or "syntax error"
    return Finding("layout-template", message, Place(file, line), hint=hint)


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
