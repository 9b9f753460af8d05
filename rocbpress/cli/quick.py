"""Commands that convert no option that is not given: Typer would load Pydantic, half of a list's time."""

from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption


class QuickOption(TyperOption):
    """An option whose default is false: None, 0, or no flag."""

    def process_value(self, ctx: Any, value: object) -> object:
        if value or self.required:
            return super().process_value(ctx, value)
        return self.callback(ctx, self, value) if self.callback else value


class QuickCommand(TyperCommand):
    """For `cls` of a command."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _quickened(super().get_params(ctx))


class QuickGroup(TyperGroup):
    """For `cls` of the program."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _quickened(super().get_params(ctx))


def _quickened(params: list[Any]) -> list[Any]:
    for param in params:
        if type(param) is TyperOption:
            param.__class__ = QuickOption  # Typer makes them, of a class that it does not let us choose
    return params
