"""Where a text that YAML cannot read goes wrong, in words for whoever typed it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PAIR = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#\"'\[{-][^:\"\[{]*):(?:[ \t]+(?P<value>.*))?$")
_UNSPACED = re.compile(r"(?P<head>\s*(?:- +)*[A-Za-z_-]+)(?P<colon>:(?=[^\s/])|:\u00a0\s*|\s*[：＝=]\s*)"
                       r"(?P<value>\S.*)$")
_DOUBLE, _SINGLE = r'"(?:[^"\\]|\\.)*"', "'(?:[^']|'')*'"
_SIGNS = "@%*&!`|>,]}?-"
_PAIRS = {"[": "]", "{": "}"}
_STRAIGHT = str.maketrans("“”„", '"""')


@dataclass(frozen=True, slots=True)
class Slip:
    """A line and a column, from 0, what is wrong there, and what to type."""

    line: int
    column: int
    message: str
    hint: str


def unspaced(text: str) -> Slip | None:
    """The slip that makes one text of lines that should be keys and values."""
    lines = text.split("\n")
    return next((slip for at in range(len(lines)) if (slip := _unspaced(lines, at))), None)


def _known_slip(lines: Sequence[str], last: int) -> Slip | None:
    """The first line up to `last` that cannot be right; None where it has none of the usual slips."""
    for at in _readable(lines[:last + 1]):
        for look in (_tab, _unspaced, _value, _uncoloned):
            if slip := look(lines, at):
                return slip
    return None


def find_slip(text: str, last: int, problem: str = "") -> Slip:
    """The slip that makes a text unreadable; `last` and `problem` are the parser's own line and words."""
    lines = text.split("\n")
    last = min(last, len(lines) - 1)
    while last and not lines[last].strip():
        last -= 1
    if slip := _known_slip(lines, last):
        return slip
    if "document start" in problem:
        last = next((at for at, line in enumerate(lines) if line.strip()), last)
    return _misplaced(lines, last) or Slip(
        last, 0, f"this line cannot be read: {_short(lines[last])}",
        "write it as “key: value”, and put a value with signs in quotation marks")


def quoted(value: str) -> str:
    """A value in the quotation marks that it needs: single ones where it has double ones inside."""
    bare = value.strip().translate(_STRAIGHT)
    bare = bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" else bare
    return f'"{bare}"' if '"' not in bare and "\\" not in bare else "'" + bare.replace("'", "''") + "'"


def _readable(lines: Sequence[str]) -> Iterator[int]:
    """The lines that hold keys and values, without those of texts after | or >."""
    below = -1
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or 0 <= below < indent:
            continue
        below = indent if re.search(r"(^|[:-] +)[|>][-+0-9]* *$", line) else -1
        yield at


def _tab(lines: Sequence[str], at: int) -> Slip | None:
    line = lines[at]
    if re.match(r" *\t", line):
        return Slip(at, 0, "the line begins with a tab", f"begin it with spaces: “  {line.strip()}”")
    after = re.match(r"[^\s:]+:\t\s*", line)
    if after:
        return Slip(at, after.end() - 1, "there is a tab after the colon", f"write {_one_space(line)}")
    return None


def _unspaced(lines: Sequence[str], at: int) -> Slip | None:
    hit = _UNSPACED.match(lines[at])
    if not hit or (hit["colon"].strip() in "=＝" and ":" in hit["value"]):
        return None
    sign = hit["colon"].strip()
    said = "there is no space after the colon" if sign == ":" else f"{sign} is not a colon"
    return Slip(at, hit.start("colon"), f"{said}: {_short(lines[at])}",
                f"write {hit['head'].strip()}: {hit['value'].strip()}")


def _uncoloned(lines: Sequence[str], at: int) -> Slip | None:
    """A line at the left that has no colon, between lines that have one."""
    line = lines[at].rstrip()
    key, _, value = line.partition(" ")
    if ":" in line or not re.match(r"[A-Za-z_]+( |$)", line):
        return None
    if at and not re.match(r"[^\s:]+:( |$)", lines[at - 1]):
        return None
    return Slip(at, 0, f"there is no colon in this line: {_short(line)}", f"write {key}: {value or '…'}")


def _value(lines: Sequence[str], at: int) -> Slip | None:
    """What begins, ends or interrupts a value in a way that YAML reads as its own sign."""
    pair = _PAIR.match(lines[at])
    value = ((pair and pair["value"]) or "").rstrip()
    if not pair or not value:
        return None
    column, write = pair.start("value"), f"write {pair['key']}: "
    if value[0] in "\"'":
        return _in_quotes(lines, at, value, column, write)
    if value[0] in "[{":
        return _in_brackets(lines, at, value, column, write)
    if value[0] in _SIGNS and not _is_text(value):
        return Slip(at, column, f"a value cannot begin with {value[0]}: {_short(value)}",
                    write + quoted(value))
    if re.search(r":(\s|$)", value):
        return Slip(at, column, f"there is a second colon in this line: {_short(value)}",
                    write + quoted(value))
    return None


def _is_text(value: str) -> bool:
    """Whether a value that begins with a sign is still read: - and ? before a letter, | and > alone."""
    return bool(re.match(r"[-?]\S|[|>][-+0-9]*( +#.*)?$", value))


def _in_quotes(lines: Sequence[str], at: int, value: str, column: int, write: str) -> Slip | None:
    closing = re.match(_DOUBLE if value[0] == '"' else _SINGLE, value)
    if not closing:
        following = _next_line(lines, at)
        if following and not _PAIR.match(following):
            return None  # a text of several lines
        return Slip(at, column, f"the quotation mark {value[0]} is not closed: {_short(value)}",
                    write + quoted(value[1:]))
    rest = value[closing.end():].lstrip()
    if rest and not rest.startswith("#"):
        return Slip(at, column, f"the text goes on after its quotation marks: {_short(value)}",
                    write + _around(value))
    if value[0] == '"' and re.search(r'\\[^abefnrtv0xuUNLP_"/\\ ]|\\[xuU](?![0-9a-fA-F]{2})', value):
        return Slip(at, column, f"a backslash has a meaning of its own between \" and \": {_short(value)}",
                    f"{write}'{value[1:-1]}'")
    return None


def _around(value: str) -> str:
    """A value with quotation marks inside, in marks of the other sort."""
    return f'"{value[1:-1]}"' if value[0] == value[-1] == "'" and '"' not in value else quoted(value + " ")


def _in_brackets(lines: Sequence[str], at: int, value: str, column: int, write: str) -> Slip | None:
    unclosed: list[str] = []
    for place, sign in enumerate(re.sub(f"{_DOUBLE}|{_SINGLE}", lambda hit: "x" * len(hit[0]), value)):
        if sign in _PAIRS:
            unclosed.append(_PAIRS[sign])
        elif sign in _PAIRS.values() and unclosed.pop() != sign:
            missing = "]" if sign == "}" else "}"
            return Slip(at, column + place, f"{missing} is missing before {sign}: {_short(value)}",
                        f"{write}{value[:place]}{missing}{value[place:]}")
        if not unclosed and (rest := value[place + 1:].strip()):
            return None if rest.startswith("#") else Slip(
                at, column, f"the text goes on after the bracket: {_short(value)}", write + quoted(value))
    following = _next_line(lines, at)
    if not unclosed or (following and not re.match(r"\S+:( |$)|\s*- ", following)):
        return None  # a list of several lines
    closed = value.rstrip(", ") + "".join(reversed(unclosed))
    return Slip(at, column, f"the bracket {value[0]} is not closed: {_short(value)}",
                write + (closed if value[0] == "[" or ":" in value else quoted(value)))


def _next_line(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at + 1:] if line.strip()), "")


def _misplaced(lines: Sequence[str], at: int) -> Slip | None:
    """A line that begins in no column of the lines above."""
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    if not _PAIR.match(lines[at]):
        return None
    column = len(above) - len(above.lstrip(" -"))
    if above and column != indent:
        return Slip(at, indent, f"the line does not begin below the line above it: {_short(lines[at])}",
                    f"begin it in column {column + 1}: “{' ' * column}{lines[at].strip()}”")
    if not above and indent:
        return Slip(at, 0, f"the first line begins with a space: {_short(lines[at])}", "delete the space")
    return None


def _one_space(line: str) -> str:
    return re.sub(r":\s+", ": ", line.strip(), count=1)


def _short(text: str) -> str:
    bare = text.strip()
    return bare if len(bare) <= 60 else f"{bare[:59]}…"
