"""Issues in languages that run from right to left, with Latin words, numbers and an English article."""

from __future__ import annotations

from pathlib import Path

from rocbpress.workspace.workspace import Workspace
from tests.random_articles import SCRIPTS, draw_article
from tests.small_issue import ISSUE, make
from tests.web_pages import with_language

# Between two single Latin words all that is isolated would run from left to right.
WORDS = {
    "ar": "يعمل فريقنا مع Jupyter في علم البيانات (Data Science) و Linux كل شهر، و+5 في ISO 9001.",
    "fa": "در حال حاضر Jupyter، ۱۲ نفر از متخصصین علم داده (Data Science) و Linux را می‌شود.",
    "ur": "کسٹمز کے افسران Jupyter اور علم (Data Science) اور Linux استعمال کرتے ہیں۔",
    "dv": "ދިވެހިބަހަކީ Jupyter ދިވެހިރާއްޖޭގެ (Data Science) ރަސްމީ Linux ރަސްމީ ބަހެވެ.",
}
_HEAD = "---\ntitle: {words}\nkind: report\nauthors: [{{name: Ann Author, role: Head (acting)}}]\n---\n"
_BODY = """\
{words}

- {words}

| a | {words} |
|---|---|
| 1 | `x = 1` |

[{words}](article:two)[^1]

[^1]: {words}

```
def f(x): …
```
"""
_ENGLISH = "---\ntitle: Two, at 5\nkind: essay\nlanguage: en\n---\n## A part\n\nWords (two) here.\n"


def issue_in(root: Path, language: str) -> Workspace:
    """Issue 5 in a language of WORDS: these words in many places, `two` in English, drawn articles."""
    drawn = {f"d{at}": draw_article(list(SCRIPTS).index(language) + len(SCRIPTS) * at)[0]
             for at in range(3) if language in SCRIPTS}
    articles = ", ".join(("one", "two", *drawn))
    return with_language(make(
        root, issue=ISSUE.replace("language: en", f"language: {language}").replace("[one]", f"[{articles}]"),
        head=_HEAD.format(words=WORDS[language]), body=_BODY.format(words=WORDS[language]),
        files={"articles/two.md": _ENGLISH, **{f"articles/{slug}.md": text for slug, text in drawn.items()}},
    ), language)
