"""Commands that convert no option that is not given: Typer would load Pydantic, half of a list's time."""

from typing import Any

import typer
from typer.core import TyperGroup, TyperOption


class QuickOption(TyperOption):
    """An option whose default is false: None, 0, or no flag."""

    def process_value(self, ctx: Any, value: object) -> object:
        if value or self.required:
            return super().process_value(ctx, value)
        return self.callback(ctx, self, value) if self.callback else value


def quickened(program: TyperGroup) -> TyperGroup:
    """The program, all its options changed in place; the list of commands cuts no description off."""
    for command in (program, *program.commands.values()):
        command.short_help = (command.help or "").partition("\n\n")[0]
        for param in command.get_params(typer.Context(command)):
            if type(param) is TyperOption:
                param.__class__ = QuickOption  # Typer makes them, of a class that it does not let us choose
    return program
