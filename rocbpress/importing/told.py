"""Findings about a file that is imported: where it is, the first words of the passage, what they hold."""

from dataclasses import dataclass, field

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.blocks import Told

_PASSAGE = 40  # characters: enough to find it by the eye
_QUOTED = 200  # of words that stand in no article: enough to judge them by


@dataclass(slots=True)
class Teller:
    """Collects what is told of one file, in order."""

    file: str
    told: list[Told] = field(default_factory=list)

    def tell(self, code: str, message: str, place: str = "", *, words: str = "", near: str = "",
             severity: Severity = Severity.WARNING, hint: str = "") -> None:
        """Tell a fact about `place` (paragraph 14); `words` are those that it keeps from the article,
        `near` those that stand there."""
        where = Place(self.file, passage=passage(place, near or words))
        self.told.append(Told(Finding(code, message, where, severity, hint), words))


def passage(place: str, words: str) -> str:
    """A place in a file without lines: paragraph 14 “The workshop had…”."""
    return " ".join(filter(None, (place, quoted(words, _PASSAGE))))


def quoted(words: str, most: int = _QUOTED) -> str:
    """Words in quotation marks, the end left out where they are long; '' for none."""
    said = " ".join(words.split())
    short = said if len(said) <= most else said[:most].rsplit(" ", 1)[0] + "…"
    return short and f"“{short}”"
