"""Random articles of every construct that the dialect knows, in twenty scripts, with what each must print."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

SCRIPTS = {
    "en": "customs office seizure harbour",
    "vi": "hải quan Việt Nam biên giới",
    "el": "τελωνείο λιμάνι έλεγχος",
    "ru": "таможня граница порт",
    "ar": "الجمارك ميناء حدود",
    "ur": "کسٹمز بندرگاہ سرحد",
    "bn": "শুল্ক বন্দর সীমান্ত",
    "hi": "सीमा शुल्क बंदरगाह",
    "ja": "ぜいかん みなと こっきょう",
    "ko": "세관 항구 국경",
    "zh": "海关 港口 边境",
    "km": "គយ កំពង់ផែ ព្រំដែន",
    "lo": "ພາສີ ທ່າເຮືອ ຊາຍແດນ",
    "mn-Mong": "ᠭᠠᠯᠢ ᠬᠢᠯ",
    "my": "အကောက်ခွန် ဆိပ်ကမ်း",
    "si": "රේගුව වරාය",
    "ta": "சுங்கம் துறைமுகம்",
    "dv": "ކަސްޓަމްސް ބަނދަރު",
    "th": "ศุลกากร ท่าเรือ ชายแดน",
    "bo": "སྒོ་ཁྲལ གྲུ་ཁ",
}


@dataclass(slots=True)
class Article:
    """An article as it is drawn: its Markdown, and the words that it must print, each said once."""

    chance: random.Random
    language: str
    count: int = 0
    words: list[str] = field(default_factory=list)

    def say(self, least: int = 1, most: int = 8) -> str:
        """A few words that no other place of the article says."""
        said = []
        for _ in range(self.chance.randint(least, most)):
            self.count += 1
            plain = self.chance.random() < 0.5 or self.language == "en"
            word = self.chance.choice(SCRIPTS["en" if plain else self.language].split())
            said.append(f"w{self.count}q {word}")
            self.words.append(f"w{self.count}q{word}")
        return " ".join(said)

    def sentence(self) -> str:
        """Words with all that may stand among them."""
        parts = [self.say()]
        for _ in range(self.chance.randint(0, 3)):
            parts.append(self.chance.choice(_WITHIN)(self))
            parts.append(self.say(1, 3))
        return " ".join(parts) + "."


_WITHIN: tuple[Callable[[Article], str], ...] = (
    lambda a: f"*{a.say(1, 2)}*", lambda a: f"**{a.say(1, 2)}**", lambda a: f"~~{a.say(1, 1)}~~",
    lambda a: f"`{a.say(1, 1)}`", lambda a: f"[{a.say(1, 2)}](https://example.org/{a.count})",
    lambda a: f"{a.say(1, 1)}^[{a.say(2, 6)}]", lambda a: f"[{a.say(1, 2)}]{{lang={a.language}}}",
    lambda a: f'"{a.say(1, 2)}"', lambda a: f"({a.say(1, 1)})", lambda a: f"{a.say(1, 1)} - {a.say(1, 1)}",
    lambda a: f"***{a.say(1, 1)}***", lambda a: f"{a.say(1, 1)}\\\n{a.say(1, 1)}",
    lambda a: f"{a.say(1, 1)}\n{a.say(1, 1)}", lambda _: "5*3*2", lambda _: "<info@example.org>",
)


def _items(article: Article, mark: Callable[[int], str]) -> str:
    return "\n".join(f"{mark(at)} {article.sentence()}" for at in range(article.chance.randint(1, 5)))


def _table(a: Article) -> str:
    columns = a.chance.randint(2, 3)
    rows = [" | ".join(a.say(1, 2) for _ in range(columns)) for _ in range(a.chance.randint(2, 5))]
    rule = "|".join(a.chance.choice(("---", "---:", ":---", ":---:")) for _ in range(columns))
    return f"| {rows[0]} |\n|{rule}|\n" + "\n".join(f"| {row} |" for row in rows[1:])


def _bars(a: Article) -> str:
    rows = ", ".join(f'"{a.say(1, 1)}": {a.chance.randint(1, 90)}' for _ in range(a.chance.randint(1, 4)))
    kind = a.chance.choice(("bars", "lines")) if rows.count(":") > 1 else "bars"
    return f"```{kind}\ntitle: {a.say(1, 3)}\nrows: {{{rows}}}\nnote: {a.say(1, 4)}\n```"


_BLOCKS: tuple[Callable[[Article], str], ...] = (
    *(lambda a: " ".join(a.sentence() for _ in range(a.chance.randint(1, 6))),) * 6,
    lambda a: f"## {a.say(1, 4)}\n\n{a.sentence()}",
    lambda a: f"## {a.say(1, 4)}\n\n### {a.say(1, 3)}\n\n{a.sentence()}",
    lambda a: _items(a, lambda _: "-"), lambda a: _items(a, lambda at: f"{at + 1}."),
    lambda a: _items(a, lambda at: f"{at + 3}."), lambda a: _items(a, lambda at: f"{2 * at + 1}."),
    lambda a: _items(a, lambda _: "•"), lambda a: _items(a, lambda _: "\uf0b7"),
    lambda a: f"- {a.sentence()}\n  - {a.sentence()}\n  - {a.sentence()}\n- {a.sentence()}",
    lambda a: f"1. {a.sentence()}\n   - {a.sentence()}\n2. {a.sentence()}\n\n   {a.sentence()}",
    lambda a: f"- [ ] {a.sentence()}\n- [x] {a.sentence()}", _table,
    lambda a: f'{{.wide caption="{a.say(1, 3)}"}}\n{_table(a)}',
    lambda a: f"> {a.sentence()}\n> — {a.say(1, 3)}", lambda a: f"> {a.sentence()}\n{{.pull}}",
    lambda a: f"{a.say(1, 2)}\n: {a.sentence()}",
    lambda a: f'::: box "{a.say(1, 3)}"\n{a.sentence()}\n\n- {a.sentence()}\n:::',
    lambda a: f"```\n{a.say(1, 12)}\n{a.say(1, 2)}\n```", _bars,
    lambda a: f"```figures\n- {{value: \"{a.say(1, 1)}\", label: {a.say(1, 2)}}}\n```",
    lambda a: (f'::: events "{a.say(1, 2)}"\n- {{dates: 2023-11-14, title: {a.say(1, 3)}, '
               f"place: {a.say(1, 1)}}}\n:::"),
    lambda a: f"2023. {a.say(1, 4)}", lambda a: f"a) {a.say(1, 3)}\nb) {a.say(1, 3)}",
    lambda a: f"\t{a.sentence()}", lambda a: f"{{lang={a.language}}}\n{a.sentence()}", lambda _: "***",
)


def draw_article(seed: int) -> tuple[str, list[str]]:
    """The text of an article, and the words that it must print."""
    chance = random.Random(seed)
    article = Article(chance, list(SCRIPTS)[seed % len(SCRIPTS)])
    kind = chance.choice(("report", "report", "essay", "message", "letter"))
    head: dict[str, object] = {"title": article.say(2, 5), "kind": kind, "fit": chance.random() < 0.2}
    if chance.random() < 0.2:
        head["language"] = article.language
    if kind in ("essay", "report") and chance.random() < 0.4:
        head["standfirst"] = article.say(3, 9)
    if chance.random() < 0.3:
        head["facts"] = {article.say(1, 1): article.say(1, 3) for _ in range(chance.randint(1, 3))}
    if chance.random() < 0.2:
        head["figures"] = [{"value": article.say(1, 1), "label": article.say(1, 2)}]
    if chance.random() < 0.5:
        head["authors"] = [{"name": article.say(1, 2), "role": article.say(1, 2)}]
    if chance.random() < 0.2:
        head |= {"contact": article.say(1, 3), "sponsors": [article.say(1, 2)]}
    blocks = "\n\n".join(chance.choice(_BLOCKS)(article) for _ in range(chance.randint(2, 12)))
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    return f"---\n{lines}---\n{blocks}\n", article.words
