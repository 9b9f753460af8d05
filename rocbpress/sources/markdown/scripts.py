"""Runs of other scripts than Latin, found by Unicode, so that each gets its face and language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rocbpress.sources.markdown.emoji import EMOJI, PICTURES


@dataclass(frozen=True, slots=True)
class Script:
    """ISO 15924 code in small letters, the language taken if none is given, and its code points."""

    code: str
    language: str
    points: str
    rtl: bool = False


SCRIPTS = (
    Script("thai", "th", "\u0e00-\u0e7f"),
    Script("laoo", "lo", "\u0e80-\u0eff"),
    Script("tibt", "dz", "\u0f00-\u0fff"),
    Script("mymr", "my", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    Script("khmr", "km", "\u1780-\u17ff\u19e0-\u19ff"),
    Script("deva", "hi", "\u0900-\u097f\ua8e0-\ua8ff"),
    Script("beng", "bn", "\u0980-\u09ff"),
    Script("taml", "ta", "\u0b80-\u0bff"),
    Script("sinh", "si", "\u0d80-\u0dff"),
    Script("mong", "mn", "\u1800-\u18af"),
    Script("thaa", "dv", "\u0780-\u07bf", rtl=True),
    Script("hebr", "he", "\u0590-\u05ff\ufb1d-\ufb4f", rtl=True),
    Script("arab", "ar", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe", rtl=True),
    Script("kore", "ko", "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"),
    Script("jpan", "ja", "\u2e80-\u2fdf\u3001-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
                         "\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"),
)
# A language says more than its letters: Chinese and Japanese share theirs, Urdu needs Nastaliq.
_BY_LANGUAGE = {
    **{script.language: script.code for script in SCRIPTS},
    **dict.fromkeys(("fa", "prs", "ps", "ckb", "sd", "ug"), "arab"),
    **dict.fromkeys(("ur", "ks", "pnb"), "aran"),
    "yi": "hebr", "ne": "deva", "mr": "deva", "bo": "tibt", "zh": "hans",
    "zh-Hant": "hant", "zh-TW": "hant", "zh-HK": "hant", "zh-MO": "hant", "yue": "hant", "mn-Mong": "mong",
}
_LATIN_BY_DEFAULT = frozenset({"mn"})
_CLAIMED = {"jpan": {"jpan", "hans", "hant", "kore"}, "arab": {"arab", "aran"}}
_CODES = frozenset(_BY_LANGUAGE.values())
_SUBTAG = 4  # letters of the name of a script in that of a language (BCP 47): ku-Arab, sr-Latn
_RTL = frozenset({script.code for script in SCRIPTS if script.rtl} | {"aran"})
# What stands between two letters of a script belongs to the run; so do joiners, marks and final dandas.
_RUNS = "|".join((rf"(?P<{EMOJI}>{PICTURES})", *(
    f"(?P<{s.code}>[{s.points}](?:[{s.points}\u0300-\u036f\u200b-\u200d\u2060\ufe00-\ufe0f]"
    f"|[\\s0-9.,:;()\u2010-\u201f\u2026\u0964\u0965]{{1,12}}(?=[{s.points}]))*(?:\\s?[\u0964\u0965])*)"
    for s in SCRIPTS)))
_WIDE = re.compile("[\u2e80-\u312f\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3040-\u30ff]")
# From the first to the last letter of a stretch, and a number that follows.
_LATIN = re.compile(r"[^\W\d_](?:.*[^\W\d_])?(?:[\s/.\u2013-]?\d+(?:[.,/\u2013-]\d+)*)?", re.DOTALL)
# Its sign stands left of a number below zero, also in a text from right to left.
_SIGNED = re.compile("(?<![\\w.,])[+\u2212-][0-9\u06f0-\u06f9][0-9\u06f0-\u06f9.,]*%?(?!\\w)")
_LANGUAGE = {EMOJI: "", "hans": "zh-Hans", **{script.code: script.language for script in SCRIPTS}}


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A stretch of text; `code` is '' for Latin and all that shares its face.

    `ltr`: it has figures, brackets or a sign, and stands in a text that runs the other way.
    """

    text: str
    code: str = ""
    language: str = ""
    ltr: bool = False

    @property
    def rtl(self) -> bool:
        return self.code in _RTL and not self.ltr


def script_of_language(language: str) -> str:
    """The script a language is written in; '' for those of the layout's own face."""
    if language in _BY_LANGUAGE and language not in _LATIN_BY_DEFAULT:
        return _BY_LANGUAGE[language]
    first, *others = language.split("-")
    if said := next((part.lower() for part in others if len(part) == _SUBTAG), ""):
        return said if said in _CODES else ""
    return "" if first in _LATIN_BY_DEFAULT else _BY_LANGUAGE.get(first, "")


def is_rtl(language: str) -> bool:
    """Whether the language is written from right to left."""
    return script_of_language(language) in _RTL


def runs(text: str, language: str) -> list[ScriptRun]:
    """`text` cut where the script changes; in a text of one script's own language that one wins."""
    own = script_of_language(language)
    found = []
    end = 0
    for hit in re.finditer(_RUNS, text) if is_mixed(text) else ():
        if hit.start() > end:
            found.append(ScriptRun(text[end:hit.start()]))
        code = str(hit.lastgroup)
        is_own = own in _CLAIMED.get(code, {code})
        found.append(ScriptRun(hit[0], own, language) if is_own else _foreign(hit[0], code))
        end = hit.end()
    if end < len(text):
        found.append(ScriptRun(text[end:]))
    return list(_turned(found, own, language)) if own in _RTL else found


def _foreign(text: str, code: str) -> ScriptRun:
    """A run in a text of another script; Chinese is known by characters that Japanese has not."""
    strange = code == "jpan" and not _KANA.search(text) and not _is_encoded(text, "cp932")
    if strange and _is_encoded(text, "gb2312"):
        return ScriptRun(text, "hans", _LANGUAGE["hans"])
    return ScriptRun(text, code, _LANGUAGE[code])


def _is_encoded(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


def is_mixed(text: str) -> bool:
    """Whether anything in it comes after Latin, Greek and Cyrillic letters: mostly nothing does."""
    return max(text, default="") >= "\u0590"


def _turned(found: list[ScriptRun], own: str, language: str) -> Iterator[ScriptRun]:
    """In a text from right to left, all that stands between its words and Latin ones goes its way.

    A figure after a Latin word is the word's (UAX 9, W7): ISO 9001.
    """
    kept = ""
    for run in found:
        if run.code == own or (not run.code and not _LATIN.search(run.text)):
            kept += run.text
            continue
        before, words, after = _latin(run.text) if not run.code else ("", run.text, "")
        if kept + before:
            yield from _with_signs(ScriptRun(kept + before, own, language))
        yield replace(run, text=words, ltr=not run.code and not words.isalpha())
        kept = after
    if kept:
        yield from _with_signs(ScriptRun(kept, own, language))


def _with_signs(run: ScriptRun) -> Iterator[ScriptRun]:
    """A stretch from right to left, cut where a number has a sign."""
    end = 0
    for hit in _SIGNED.finditer(run.text):
        if hit.start() > end:
            yield replace(run, text=run.text[end:hit.start()])
        yield replace(run, text=hit[0], ltr=True)
        end = hit.end()
    if end < len(run.text):
        yield replace(run, text=run.text[end:])


def _latin(text: str) -> tuple[str, str, str]:
    """A stretch without other letters: what is before its Latin words, the words, what is after them."""
    found = _LATIN.search(text)
    start, end = found.span() if found else (0, 0)
    if text.count("(", start, end) > text.count(")", start, end) and text[end:end + 1] == ")":
        end += 1
    return text[:start], text[start:end], text[end:]


def main_script(pieces: Iterable[tuple[str, str]]) -> str:
    """The script of more than half of the letters, so that its leading is theirs; '' for Latin.

    Each piece of the text comes with its language.
    """
    counts: Counter[str] = Counter()
    for text, language in pieces:
        for run in runs(text, language):
            counts[run.code] += sum(unicodedata.category(c)[0] in "LM" for c in run.text)
    return next((code for code, count in counts.most_common(1) if 2 * count > counts.total()), "")


def are_wide(*characters: str) -> bool:
    """Whether all are Chinese or Japanese: a line may end between two such without a space."""
    return all(map(_WIDE.match, characters))


def begins_rtl(text: str) -> bool:
    """Whether the first letter of a paragraph makes it run from right to left."""
    for character in text:
        if character.isalpha():
            return any(run.rtl for run in runs(character, ""))
    return False
