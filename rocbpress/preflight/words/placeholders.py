"""Words of a new issue that nobody has replaced."""

from collections.abc import Iterable, Iterator

from rocbpress.findings.finding import Finding
from rocbpress.preflight.words.text import SourcePassage
from rocbpress.sources.scaffold import placeholders


def examples_are_replaced(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No passage is a text that `rocbpress new` wrote."""
    for passage in passages:
        text = " ".join(passage.text.replace("\u00a0", " ").split())
        if text in placeholders():
            shown = f"{text[:50].rpartition(' ')[0]} …" if len(text) > 50 else text
            yield Finding("placeholder", f"the example is still here: “{shown}”",
                          passage.place(" ".join(text.split()[:3])),
                          hint="write your own text, or render with --draft")
