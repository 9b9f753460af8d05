"""Words that templates take as they are, from front matter or manifest, with each script in its face."""

import re
from html import unescape

from markupsafe import Markup

from rocbpress.sources.markdown.scripts import ScriptRun, is_rtl, runs
from rocbpress.sources.markdown.tree import html
from rocbpress.sources.markdown.typography import in_script

_PARTS = re.compile(r"(<[^>]*>)")
_LANGUAGE = re.compile(r'^<article\b[^>]*\blang="([^"]*)"')
_SETTLED = re.compile(r'[ "]script-|\bdir="')
# From Hebrew to Mongolian, signs, from the Chinese radicals on, and what plain words have of neither.
_STRANGE = re.compile("[\u0590-\u1dbf\u20e3\u2300-\u27bf\u2934-\u2b55\u2e80-\ufaff\ufb1d-\ufdff\ufe0f"
                      "\ufe70-\uffef\U0001f000-\U0003ffff]")


def in_scripts(body: str, language: str) -> Markup:
    """A body in which no word of another script stands outside of a run of its own.

    `language` is that of words outside articles. Drawings are left alone: they bring their faces.
    """
    if not _STRANGE.search(body):
        return Markup(body)
    parts = _PARTS.split(body)
    own, spans, in_drawing = language, [False], False
    for at, part in enumerate(parts):
        if at % 2 == 0:
            if part and not spans[-1] and not in_drawing:
                parts[at] = _set(part, own)
        elif part.startswith("<span"):
            spans.append(spans[-1] or _SETTLED.search(part) is not None)
        elif part.startswith("</span"):
            spans.pop()
        elif part.startswith(("<svg", "</svg")):
            in_drawing = part.startswith("<svg")
        elif part.startswith(("<article", "</article")):
            found = _LANGUAGE.match(part)
            own = found[1] if found else language
    return Markup("".join(parts))


def _set(text: str, language: str) -> str:
    if _STRANGE.search(text):
        return "".join(html(in_script(run)) for run in runs(unescape(text), language))
    # Words of the layout in an article that runs the other way: 3–7 July would read 7–3 July.
    turns = is_rtl(language) and re.search(r"[^\W\d_]|[+\u2212-]\d", text) and not text.strip().isalpha()
    return html(in_script(ScriptRun(unescape(text), ltr=True))) if turns else text
