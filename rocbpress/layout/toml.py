"""layout.toml and printers' profiles, validated; every error has its line and column."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Place
from rocbpress.findings.marks import Placed, place_of
from rocbpress.findings.validation import Model, validate
from rocbpress.layout.toml_marks import find_marks
from rocbpress.workspace.contained import read_inside

_EXAMPLES = {"layout": "layouts/rocb/layout.toml", "printer": "rocbpress/layout/profiles/fogra39.toml"}
# The start of tomllib's message: ours, and what to do.
_SYNTAX = {
    "Cannot overwrite a value": ("duplicate key", "delete one of the two"),
    "Duplicate inline table key": ("duplicate key", "delete one of the two"),
    "Cannot declare": ("duplicate table", "join the two"),
    "Expected '=' after a key": ("no = after the key", "write: key = value"),
    "Expected newline": ("something follows the value", "start a new line, or put the value in quotes"),
    "Invalid value": ("not a value", "put a text in quotes"),
    "Invalid statement": ("neither a key nor a [table]", "write: key = value"),
    "Illegal character": ("a text is not closed, or has a control character", "close it with a quote"),
    "Unterminated string": ("a text is never closed", "close it with a quote"),
    "Unclosed array": ("a list is never closed", "close it with ], and part its values with commas"),
    "Expected ']'": ("a table's name is never closed", "close it with ]"),
    "Unclosed inline table": ("a table is never closed", "close it with }, and part its keys with commas"),
    "": ("this is not TOML", "look at docs/layouts.md, or at https://toml.io"),
}
LARGEST = 1 << 16  # bytes: four times the longest of ours
_UNFINISHED = ("the file ends within a value or key", "close the open quote, list or table")


@dataclass(frozen=True, slots=True)
class LayoutContext:
    """What names in a TOML file may refer to: faces below `fonts`, files in `folder`, `colours`."""

    folder: Path
    name: str = ""
    fonts: Path = Path()
    colours: Collection[str] = ()


def read_toml(model: type[Model], path: Path, shown: str, family: str, *, name: str = "",
              fonts: Path = Path()) -> Model:
    """The file, which messages call `shown`, as the model; `name` is the layout's.

    LayoutError with all errors: `<family>-syntax`, `<family>-invalid`, or those of the model's own.
    """
    diagnostics = Diagnostics(shown)
    if (placed := _parsed(path, diagnostics, family)) is not None:
        palette = placed.value.get("palette") if isinstance(placed.value, dict) else None
        context = LayoutContext(path.parent, name, fonts, tuple(palette) if isinstance(palette, dict) else ())
        read = validate(model, placed, diagnostics, family=family,
                        hint=f"see {_EXAMPLES[family]} for every key", context=context)
        if read is not None:
            return read
    raise LayoutError(in_order(diagnostics))


def _parsed(path: Path, diagnostics: Diagnostics, family: str) -> Placed | None:
    try:
        text = read_inside(path, path.parent, LARGEST).decode("utf-8")
        return Placed(tomllib.loads(text), cache(partial(find_marks, text)))
    except UnicodeDecodeError as error:
        before = error.object[:error.start].decode("utf-8", "replace")
        diagnostics.add(f"{family}-syntax", f"the byte {error.object[error.start]:02X} is not UTF-8",
                        *place_of(before), hint="save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        spot = re.search(r"at line (\d+), column (\d+)", said)
        start = next(start for start in _SYNTAX if said.startswith(start))
        message, hint = _SYNTAX[start] if spot else _UNFINISHED
        where = (int(spot[1]), int(spot[2])) if spot else place_of(text)
        diagnostics.add(f"{family}-syntax", message, *where, hint=hint)
    except (RecursionError, ValueError, OSError) as error:  # a number of thousands of digits is a ValueError
        why = error.strerror if isinstance(error, OSError) else "lists are nested too deep" if isinstance(
            error, RecursionError) else "a number is too long"
        diagnostics.add(f"{family}-syntax", f"the file cannot be read: {why}", 1,
                        hint="docs/layouts.md shows what a layout holds")
    return None


def toml_place(path: Path, shown: str, *keys: str) -> Place:
    """Line and column of a key in a valid TOML file, which messages call `shown`."""
    text = path.read_text("utf-8")
    mark = Placed(None, partial(find_marks, text)).mark_at(keys)
    return Place(shown, *(mark.key or mark.spot))
