"""Pictures in an article: found, described, inside the issue."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token
from pydantic import TypeAdapter, ValidationError

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.sources.files import find_file
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.yaml.values import Focus

ALT_LIMIT = 250
_ENDS = ("softbreak", "hardbreak")  # of lines
_FOCUS = TypeAdapter[tuple[float, float]](Focus)


def parted(group: Sequence[Token]) -> list[Sequence[Token]]:
    """A paragraph with pictures in lines of their own between lines of words as several; all else as it is.

    The words know the line of the whole, from which their tokens are counted.
    """
    if len(group) != 3 or group[0].type != "paragraph_open":
        return [group]
    first, words, last = group
    parts: list[Sequence[Token]] = []
    start = at = (first.map or [0, 0])[0]
    for _, run in groupby(_lines(words.children or []), key=_is_picture):
        children = [token for line in run for token in line]
        ends = sum(token.type in _ENDS for token in children)
        if children[-1].type in _ENDS:
            children.pop()
        named = {key: value for key, value in first.attrs.items() if key != "id" or at == start}
        parts.append((replace(first, map=[at, at + max(1, ends)], attrs=named),
                      replace(words, children=children), last))
        at += ends
    return parts if len(parts) > 1 else [group]


def _lines(children: Sequence[Token]) -> Iterator[list[Token]]:
    """The lines of a paragraph, each with its end; none ends within a link or emphasis."""
    line: list[Token] = []
    depth = 0
    for token in children:
        line.append(token)
        depth += token.nesting
        if token.type in _ENDS and depth == 0:
            yield line
            line = []
    if line:
        yield line


def _is_picture(line: Sequence[Token]) -> bool:
    """Whether nothing but pictures is in it."""
    return any(token.type == "image" for token in line) and all(
        token.type in ("image", *_ENDS) or (token.type == "text" and not token.content.strip())
        for token in line)


def alt_fault(alt: str, src: str) -> tuple[str, str, bool] | None:
    """Code, words and whether it is a warning alone; None for a useful description."""
    name = PurePosixPath(src)
    if not alt:
        return "alt-missing", f"{src} has no alternative text", False
    if alt.casefold() in (name.name.casefold(), name.stem.casefold(), src.casefold()):
        return "alt-file-name", f"the alternative text of {src} is its file name", False
    if len(alt) > ALT_LIMIT:
        return "alt-long", f"the alternative text has {len(alt)} characters, more than {ALT_LIMIT}", True
    return None


def read_picture(token: Token, where: tuple[int, int], folder: Path, diagnostics: Diagnostics,
                 used: set[Path]) -> Picture | None:
    """What an image token shows; None where its file is missing or of the wrong kind."""
    src = unquote(str(token.attrs.get("src", "")))
    classes = tuple(str(token.attrs.get("class", "")).split())
    decorative = "decorative" in classes
    alt = "" if decorative else _words(token.children or [])
    if not decorative and (fault := alt_fault(alt, src)):
        code, words, warning = fault
        diagnostics.add(code, words, *where, warning=warning,
                        hint="say in the brackets what it shows, or mark it {.decorative}")
    path = find_file(src, folder, diagnostics, where)
    if path is None:
        return None
    used.add(path)
    return Picture(src=src, path=path, alt=alt, decorative=decorative, classes=classes,
                   credit=str(token.attrs.get("credit", "")), source=str(token.attrs.get("source", "")),
                   focus=_focus(str(token.attrs.get("focus", "")), where, diagnostics))


def _focus(given: str, where: tuple[int, int], diagnostics: Diagnostics) -> tuple[float, float] | None:
    try:
        return _FOCUS.validate_python(given) if given else None
    except ValidationError:
        diagnostics.add("value-focus", f"focus: “{given}” is not two numbers", *where,
                        hint='write focus="50,30": percent from the left, and from the top')
        return None


def _words(tokens: list[Token]) -> str:
    """Alternative text is spoken: words alone."""
    said = "".join(
        " " if token.type in ("softbreak", "hardbreak") else
        _words(token.children or []) if token.type == "image" else token.content for token in tokens)
    return " ".join(said.split())
