"""Where lines of Thai, Lao, Khmer and Burmese may break: these write no spaces between words."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, pairwise

BREAK = "\u200b"

# Language of the dictionary, and a stretch of letters; spaces and figures part lines by themselves.
_WORDS = {
    "thai": ("th", re.compile("[\u0e01-\u0e4e]+")),
    "laoo": ("lo", re.compile("[\u0e81-\u0ece\u0edc-\u0edf]+")),
    "khmr": ("km", re.compile("[\u1780-\u17d3\u17d7\u17dd]+")),
    "mymr": ("my", re.compile("[\u1000-\u103f\u104c-\u109f]+")),
}
_WORD_BREAKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
# Letters of scripts that write no spaces between words: Thai to Burmese, Khmer, Chinese and Japanese.
UNSPACED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Names that a dictionary does not know, or takes for two words.
_NAMES = re.compile("กรุงเทพมหานคร|กรุงเทพฯ|ศรีลังกา|ວຽງຈັນ|ភ្នំពេញ|ရန်ကုန်|ပဲခူး|ဘင်္ဂလားဒေ့ရှ်")
# A vowel written before its consonant, and signs that hang the next consonant below.
_LEADS = frozenset("เแโใไເແໂໃໄ\u1039\u17d2")
# Vowels, marks of repetition and of abbreviation that are letters to Unicode and yet follow one.
_FOLLOWS = frozenset("ะาำๅๆฯະາຳໆຯៗ")
# Asat closes a syllable of Burmese, the virama stacks: their consonant belongs to what is before.
_CLOSES = frozenset("\u1039\u103a")


def broken(text: str, script: str) -> str:
    """`text` with U+200B between its words, if `script` (a code of scripts.SCRIPTS) writes none.

    Breaks of the author's own stay. Never U+2060 for the contrary: Thai breaks after it.
    """
    if script not in _WORDS:
        return text
    language, letters = _WORDS[script]
    return letters.sub(lambda found: BREAK.join(_words(found[0], language)), text)


def line_ends(text: str) -> list[int]:
    """Where a line of `text` may end (UAX 14), its end left out.

    Of scripts that write no spaces only where the breaks between words are written, as `broken` does;
    of Korean only between words, as in a title.
    """
    from icu4py.breakers import LineBreaker

    ends = list(accumulate(map(len, LineBreaker(text, "en"))))[:-1]
    return [end for end in ends if not (
        is_korean(text[end - 1:end + 1]) or all(map(_WORD_BREAKS.match, text[end - 1:end + 1])))]


def is_korean(letters: str) -> bool:
    """Whether all of them are syllables of Korean, within whose words lines of titles do not end."""
    return all(map(_HANGUL.match, letters))


def _words(text: str, language: str) -> Iterator[str]:
    """The words of a stretch of letters, by ICU's dictionary and by our list of names."""
    # Imported only where such letters stand: it takes 15 ms.
    from icu4py.breakers import LineBreaker

    ends, end = set(), 0
    for word in LineBreaker(text, language):
        end += len(word)
        ends.add(end)
    ends = {at for at in ends if at < len(text) and not _is_within_syllable(text, at)}
    for first, last in map(re.Match.span, _NAMES.finditer(text)):
        ends -= set(range(first + 1, last))
        ends |= {at for at in (first, last) if 0 < at < len(text)}
    for start, stop in pairwise((0, *sorted(ends), len(text))):
        yield text[start:stop]


def _is_within_syllable(text: str, at: int) -> bool:
    return (text[at - 1] in _LEADS or text[at] in _FOLLOWS
            or unicodedata.category(text[at]) in ("Mn", "Mc") or text[at + 1:at + 2] in _CLOSES)
