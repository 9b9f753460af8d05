"""Words of other scripts on a page, as a browser takes them: it isolates each element with a direction.

Letters that run the way of the element around them stand free in it, so that a sentence keeps its order.
What runs the other way is isolated; else a number after it would change sides (UAX 9, W7).
"""

import re
from dataclasses import dataclass
from html import unescape

from rocbpress.sources.markdown.scripts import ScriptRun, is_rtl, runs
from rocbpress.sources.markdown.tree import Node, element, html
from rocbpress.sources.markdown.typography import in_script

_PARTS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_SAID = re.compile(r' (lang|dir)="([^"]*)"')
_FACE = re.compile(r"\bscript-([a-z]{4})\b")
_VOID = frozenset({"br", "hr", "img", "link", "meta", "source"})
_PROGRAM = frozenset({"code", "pre"})  # which style sheets have run from left to right
# Letters, or a number with its sign, run from left to right, with all from the first to the last of them.
_TURNS = re.compile(r"[^\W\d_]|[+\u2212-]\d")
_CORE = re.compile(r"(?:[+\u2212-](?=\d))?\w(?:.*[\w%])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element says of the words in it; `settled` is the script whose face they have, '' for none."""

    language: str
    rtl: bool
    settled: str = ""
    drawn: bool = False


def in_scripts(markup: str, language: str) -> str:
    """Markup that begins with a tag, each run of another script in a span; `language` is that around it."""
    parts, open_ = _PARTS.split(markup), [_Around(language, is_rtl(language))]
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = _words(part, open_[-1])
        elif part.startswith("</"):
            del open_[max(1, len(open_) - 1):]  # a page ends after its body
        elif (name := _name(part)) not in _VOID and not part.endswith("/>"):
            parts[at] = _bare(part, open_[-1]) if name == "span" else part
            open_.append(_within(name, part, open_[-1]))
    return "".join(parts)


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found else ""


def _within(name: str, tag: str, around: _Around) -> _Around:
    said = dict(_SAID.findall(tag))
    rtl = said["dir"] == "rtl" if "dir" in said else around.rtl and name not in _PROGRAM
    face = _FACE.search(tag)
    return _Around(said.get("lang", around.language), rtl, face[1] if face else around.settled,
                   around.drawn or name == "svg")


def _bare(span: str, around: _Around) -> str:
    """The tag without what the element around it has said."""
    same = {"lang": around.language, "dir": "rtl" if around.rtl else "ltr"}
    return _SAID.sub(lambda said: "" if said[2] == same[said[1]] else said[0], span)


def _words(text: str, around: _Around) -> str:
    if around.drawn or not text.strip():
        return text
    words = unescape(text)
    if all(not run.code for run in runs(words, "")):
        return _isolated(words) if around.rtl else text
    if around.rtl:
        return "".join(_run(run, around) for run in runs(words, around.language))
    own = "" if is_rtl(around.language) else around.language
    return text if around.settled else "".join(html(in_script(run)) for run in runs(words, own))


def _run(run: ScriptRun, around: _Around) -> str:
    """A run in a text from right to left."""
    if not run.code and not run.ltr:
        return _isolated(run.text)
    made = in_script(run, around.settled)
    tag, end, inner = html(made).partition(">") if isinstance(made, Node) else ("", "", html(made))
    return _bare(tag, around) + end + inner


def _isolated(words: str) -> str:
    """Words from left to right in a text from right to left, without the spaces and stops around them."""
    found = _CORE.search(words)
    if not found or not _TURNS.search(words):
        return html(words)
    start, end = found.span()
    end += words.count("(", start, end) > words.count(")", start, end) and words[end:end + 1] == ")"
    isolated = element("span", {"dir": "ltr"}, words[start:end])
    return html(Node(children=(words[:start], isolated, words[end:])))
