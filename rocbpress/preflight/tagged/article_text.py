"""What the structure tree says of each article, as one text in reading order."""

from collections import defaultdict
from collections.abc import Mapping

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NumberObject

from rocbpress.assemble.objects import entry, number_of, raw_items, resolve
from rocbpress.preflight.tagged.spoken_text import SpokenText
from rocbpress.preflight.words.lost import BOUND

_WITHIN = frozenset({"/Span", "/Link", "/Quote", "/Code", "/Em", "/Strong", "/Figure", "/NonStruct"})


def article_texts(reader: PdfReader) -> Mapping[str, str]:
    """The text of each article by its slug, '' for what is in none; without the numbers that call notes."""
    walk = _Walk(reader)
    for kid in raw_items(entry(entry(reader.root_object, "/StructTreeRoot"), "/K")):
        walk.element(kid)
    return {slug: "".join(parts) for slug, parts in walk.said.items()}


class _Walk:
    """Goes through the structure tree once (ISO 32000-1, 14.7)."""

    def __init__(self, reader: PdfReader) -> None:
        self.said: defaultdict[str, list[str]] = defaultdict(list)
        self._speech = SpokenText(reader)
        self._own = self.said[""]

    def element(self, raw: object) -> None:
        """All words of an element."""
        holder = resolve(raw)
        kind = entry(holder, "/S")
        if kind == "/Reference":
            return
        around = self._own
        if str(name := entry(holder, "/ID")).startswith("article:"):
            self._own = self.said[str(name).removeprefix("article:")]
        bound = [] if kind in _WITHIN else [BOUND]
        self._own += bound
        actual = entry(holder, "/ActualText")
        if actual is not None:
            self._own.append(str(actual))
        else:
            # The letters of a drawing are not read: its description is.
            drawn = kind == "/Figure" and entry(holder, "/Alt") is not None
            for kid in raw_items(entry(holder, "/K")):
                if not drawn or entry(resolve(kid), "/S") is not None:
                    self._kid(kid, holder)
        self._own += bound
        self._own = around

    def _kid(self, raw: object, owner: object) -> None:
        kid = resolve(raw)
        if isinstance(kid, NumberObject):
            self._own.append(self._speech.words(number_of(owner, "/Pg"), int(kid)))
        elif entry(kid, "/Type") == "/MCR":
            stream = number_of(kid, "/Stm") or number_of(kid, "/Pg") or number_of(owner, "/Pg")
            self._own.append(self._speech.words(stream, int(entry(kid, "/MCID"))))
        elif isinstance(kid, DictionaryObject) and entry(kid, "/Type") != "/OBJR":
            self.element(kid)
