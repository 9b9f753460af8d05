"""Letters of Word's symbol faces as the signs of Unicode that they look like; and rare signs of Unicode as
those that faces have."""

import re
import unicodedata

_GREEK = ("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυπωξψζ")
_ALIKE = "!#%&()+,./0123456789:;<=>?[]_{|}"  # in the Symbol face as elsewhere
_SYMBOL = {
    **{ord(letter): letter for letter in _ALIKE}, 0x2D: "−", 0x2A: "*", 0x7E: "~", 0x22: "∀", 0x24: "∃",
    0x27: "∋", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    **dict(zip(range(0x41, 0x5B), _GREEK[0], strict=True)),
    **dict(zip(range(0x61, 0x7B), _GREEK[1], strict=True)),
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏",
    0xD6: "√",
    0xD7: "·", 0xDE: "⇒", 0xE0: "◊", 0xE5: "∑", 0xF2: "∫"}
_WINGDINGS = {
    **dict(zip(range(0x5E, 0x6A), "♈♉♊♋♌♍♎♏♐♑♒♓", strict=True)),
    **dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹",
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "⊠", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★",
    0xD8: "►", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "⊠", 0xFE: "☑"}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "⊠", 0x52: "☑", 0xA3: "☐"}
_FACES = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": {},
          "webdings": {}}
# Of signs that no face of a workspace has, the one that looks like them.
_LIKE = {
    "⊠": "☒🗷", "✗": "✕☓🗴🗶", "✓": "🗸", "☑": "🗹", "►": "➢➣➤➥➦⏵⮚⮞⯈🞂",
    "□": "❏❐❑❒", "○": "❍⚬⭘", "●": "⬤", "•": "⁃⦁⁌⁍",
    "→": "➔➙➛➜➝➞➟➠➨➩➪➫➬➭➮➯➲➳➵➸➺➻➼➽➾⟶⇾⭢🡆🡒🡢", "←": "⟵⭠🡐", "↔": "⟷", "⇒": "⟹", "⇐": "⟸", "⇔": "⟺",
    "◆": "✦⬥⬧", "◇": "✧⬦", "★": "✪✫✬✭✮✯✰", "☆": "✩", "*": "✱✲✶✷✸✹✺✻✼✾❃❅❆❈❉❊❋∗⁎", "☎": "✆", "~": "∼", "·": "⋅",
    "|": "❘❙❚", "≤": "⩽", "≥": "⩾"}
_UNLIKE = {each: seen for seen, signs in _LIKE.items() for each in signs}
# Letters of formulas, italic and bold by themselves.
_RARE = re.compile(f"[{''.join(_UNLIKE)}\U0001d400-\U0001d7c9\U0001d7cc-\U0001d7ffℂℋℌℍℎℐℑℒℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ]")


def common(text: str) -> str:
    """The text, rare signs as those like them, and letters of formulas as plain ones."""
    if text.isascii():
        return text
    return _RARE.sub(lambda found: _UNLIKE.get(found[0]) or unicodedata.normalize("NFKC", found[0]), text)


def sign(face: str, point: int) -> str:
    """The sign that a letter of a symbol face shows; '' where none is known."""
    known = _FACES.get(face.casefold())
    if known is None:
        return chr(point) if 0x20 <= point < 0xD800 or 0xF8FF < point < 0x110000 else ""
    point -= 0xF000 if point >= 0xF000 else 0
    return known.get(point, "")


def is_symbolic(face: str) -> bool:
    """Whether the letters of a face are signs."""
    return face.casefold() in _FACES


def signs_of(face: str, words: str) -> list[str]:
    """For each letter of words in a symbol face the sign that it shows; '' where none is known."""
    return [sign(face, ord(letter)) if " " < letter < "\u0100" or letter >= "\uf000" else letter
            for letter in words]
