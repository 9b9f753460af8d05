"""The layout's Jinja templates, which may read nothing outside their folder but the structure below."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

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


def render(layout: Layout, template: str, /, **values: Any) -> Markup:
    """The fragment that `<template>.html.j2` makes of the values; LayoutError where it fails.

    A template that the layout does not have is taken from STRUCTURE, where those are that say what
    things are, not how they look.
    """
    name = f"{template}.html.j2"
    shown = f"layouts/{layout.name}/{name}"
    try:
        return Markup(_templates(layout.folder).get_template(name).render(layout=layout, **values))
    except TemplateNotFound as error:
        raise LayoutError(Finding("layout-template", f"there is no template {error.name}", Place(shown),
                                  hint="copy it from layouts/rocb")) from error
    except TemplateSyntaxError as error:
        raise LayoutError(Finding("layout-template", error.message or "a fault of syntax",
                                  Place(shown, error.lineno))) from error
    except UndefinedError as error:
        raise LayoutError(Finding("layout-template", str(error), Place(shown),
                                  hint="templates may use only what the page type gives them")) from error
    except TemplateError as error:
        raise LayoutError(Finding("layout-template", str(error), Place(shown))) from error


@lru_cache(maxsize=4)
def _templates(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(partial(_source, folder)), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"monogram": monogram, "number": number}
    return environment


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of a template, where it lies and whether it still says so, for a process may outlive it.

    None for what `..` or a symbolic link would bring in from elsewhere.
    """
    for home in (folder, STRUCTURE):
        path = (home / name).resolve()
        if path.is_relative_to(home.resolve()) and path.is_file():
            text = path.read_text("utf-8")
            return text, name, partial(_still_says, path, text)
    return None


def _still_says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
