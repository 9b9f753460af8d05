"""Whole issues drawn at random from the words of issue 82, for what no issue cut to measure shows."""

from __future__ import annotations

import json
import math
import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
SHAPES = ((2400, 1600), (2000, 1300), (1200, 1800), (3000, 900), (1600, 1600), (2400, 1350), (1300, 2000),
          (2200, 1100))
PICTURES = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 8)
VENUES = ((2.19, 102.25, "Malaysia", "Melaka"), (13.75, 100.5, "Thailand", "Bangkok"),
          (-18.14, 178.44, "Fiji", "Suva"), (11.56, 104.92, "Cambodia", "Phnom Penh"),
          (35.68, 139.69, "Japan", "Tokyo"), (27.72, 85.32, "Nepal", "Kathmandu"),
          (-36.85, 174.76, "New Zealand", "Auckland"), (6.93, 79.86, "Sri Lanka", "Colombo"))
NAMES = ("Ms. Aroha Ngata", "Mr. Somchai Boonmee", "Ms. Priya Raman", "Mr. Daniel Oliveira",
         "Ms. Mei Lin Tan", "Mr. Ratu Vuniwaqa", "Ms. Hana Sato", "Mr. Bayar Dorj")
FACTS = (("Host", "RTC Malaysia"), ("Participants", "25"), ("Sponsor", "CCF-China"),
         ("Partners", "Customs administrations of the region, the trade and the World Customs Organization"),
         ("Language", "English"), ("Subjects", "Coordinated border management, e-commerce, pre-arrival data"))


@dataclass(frozen=True, slots=True)
class Words:
    """What issue 82 says, without links and notes, by kind of block."""

    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    lists: tuple[str, ...]
    tables: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class Draw:
    """An issue as it is drawn: the source of chance, the folder, the pictures written so far."""

    chance: random.Random
    folder: Path
    pictures: int = 0
    slugs: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)

    def paragraph(self) -> str:
        """Each once before one comes again."""
        if not self.deck:
            self.deck = self.chance.sample(words().paragraphs, len(words().paragraphs))
        return self.deck.pop()

    def one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def length(self, least: int, most: int) -> int:
        """As many short as long: even over the logarithm."""
        return round(math.exp(self.chance.uniform(math.log(least), math.log(most))))


def workspace(root: Path) -> Workspace:
    """An empty workspace with this project's layouts and faces."""
    (root / "issues").mkdir(parents=True, exist_ok=True)
    for name in ("layouts", "fonts"):
        if not (root / name).exists():
            (root / name).symlink_to(ROOT / name)
    (root / "issues" / "publishers.yaml").write_text(
        'office: {name: "The Regional Office", short: Office, address: "1 Harbour Road, Suva"}\n', "utf-8")
    return Workspace(root)


def make_issue(root: Path, number: int, seed: int, layout: str = "rocb") -> Path:
    """Issue `number` of a workspace, drawn by `seed`; the folder."""
    folder = root / "issues" / str(number)
    for name in ("articles", "images"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    draw = Draw(random.Random(seed), folder)
    _letter(draw, "foreword")
    _write(draw, "imprint", {"title": "Imprint", "kind": "imprint"}, "## Staff\n\n- Ms. Hana Sato\n")
    sections: list[dict[str, object]] = []
    if draw.one_in(2):
        sections.append({"articles": [_essay(draw)]})
    for at in range(draw.chance.randint(1, 3)):
        reports = [_report(draw) for _ in range(draw.chance.randint(1, 6 if at == 0 else 4))]
        sections.append({"title": ("Workshops and Meetings", "Visits", "Studies")[at], "articles": reports})
    if draw.one_in(2):
        messages = [_message(draw) for _ in range(draw.chance.randint(2, 4))]
        sections.append({"title": "Staff Updates", "articles": messages})
    if draw.one_in(4):
        sections.append({"title": "Letters", "articles": [_letter(draw, "letter")]})
    manifest = {"number": number, "title": "E-Newsletter", "publisher": "office", "date": "2024-03-31",
                "language": "en", "layout": layout, "foreword": "foreword", "sections": sections,
                "imprint": "imprint", "lower": ["text-repeated"]}
    (folder / "issue.yaml").write_text(_yaml(manifest), "utf-8")
    return folder


def _yaml(mapping: dict[str, object]) -> str:
    """Each value as JSON, which is YAML; dates bare."""
    lines = (f"{key}: {value if key in ('date', 'dates') else json.dumps(value, ensure_ascii=False)}\n"
             for key, value in mapping.items())
    return "".join(lines)


def _write(draw: Draw, slug: str, head: dict[str, object], body: str) -> str:
    (draw.folder / "articles" / f"{slug}.md").write_text(f"---\n{_yaml(head)}---\n{body}", "utf-8")
    draw.slugs.append(slug)
    return slug


def _report(draw: Draw) -> str:
    """A report of 60 to 2,500 words with none to eight pictures."""
    chance = draw.chance
    head: dict[str, object] = {"title": chance.choice(words().titles), "kind": "report"}
    if not draw.one_in(4):
        latitude, longitude, country, name = chance.choice(VENUES)
        head |= {"dates": "2024-02-05/2024-02-09", "place": f"{name}, {country}"}
        if not draw.one_in(3):
            head["venue"] = {"latitude": latitude, "longitude": longitude, "country": country, "name": name}
    if draw.one_in(2):
        head["facts"] = dict(chance.sample(FACTS, chance.randint(1, 4)))
    if draw.one_in(5):
        head["authors"] = [{"name": name, "role": "Customs"} for name in chance.sample(NAMES, 2)]
    length = draw.length(60, 2500)
    blocks = _running(draw, length, heads=length > 250)
    _illustrate(draw, blocks, chance.choice(PICTURES))
    return _write(draw, f"report-{len(draw.slugs)}", head, "\n\n".join(blocks) + "\n")


def _message(draw: Draw) -> str:
    """A message of 60 to 500 words, one in three with a portrait."""
    name = draw.chance.choice(NAMES)
    author: dict[str, object] = {"name": name, "role": "Program Manager"}
    if draw.one_in(3):
        author |= {"photo": _picture(draw, (1200, 1500)), "alt": f"Portrait of {name}"}
    head: dict[str, object] = {"title": f"Message from {name}", "kind": "message", "authors": [author],
                               "from": "Customs", "to": "Office"}
    body = "\n\n".join(["Dear colleagues,", *_running(draw, draw.length(60, 500), heads=False)])
    return _write(draw, f"message-{len(draw.slugs)}", head, body + "\n")


def _letter(draw: Draw, slug: str) -> str:
    head: dict[str, object] = {"title": "Foreword" if slug == "foreword" else "A letter", "kind": "letter",
                               "authors": [{"name": draw.chance.choice(NAMES), "role": "Head"}]}
    if draw.one_in(2):
        head["signature"] = "倉本智和"
    body = "\n\n".join(["Dear readers,", *_running(draw, draw.length(100, 700), heads=False)])
    return _write(draw, slug, head, body + "\n")


def _essay(draw: Draw) -> str:
    """An essay of two to six parts of 80 to 900 words, with pictures, tables and pull quotes."""
    chance = draw.chance
    head: dict[str, object] = {
        "title": chance.choice(words().headings), "kind": "essay",
        "authors": [{"name": name, "role": "Program Manager"} for name in chance.sample(NAMES, 2)],
        "standfirst": _cut(draw.paragraph(), 28)}
    blocks = _running(draw, 250, heads=False)
    for _ in range(chance.randint(2, 6)):
        part = _running(draw, draw.length(80, 900), heads=False)
        for block in range(2, len(part), 3):
            part[block] = f"### {chance.choice(words().headings)}\n\n{part[block]}"
        _illustrate(draw, part, chance.choice((0, 0, 1, 2, 3)))
        if draw.one_in(3):
            part.insert(len(part) // 2, f"> {_cut(draw.paragraph(), 14)}\n{{.pull}}")
        blocks += [f"## {chance.choice(words().headings)}", *part]
    return _write(draw, f"essay-{len(draw.slugs)}", head, "\n\n".join(blocks) + "\n")


def _running(draw: Draw, length: int, *, heads: bool) -> list[str]:
    """Paragraphs of so many words in all, with headings, lists and tables where they are long."""
    chance, left = draw.chance, length
    blocks: list[str] = []
    while left > 20 or not blocks:
        text = _cut(draw.paragraph(), max(left, 20))
        if heads and len(blocks) > 1 and draw.one_in(4):
            blocks.append(f"## {chance.choice(words().headings)}")
        blocks.append(text)
        left -= len(text.split())
        if left > 120 and len(blocks) > 1 and draw.one_in(8):
            blocks += [chance.choice(words().lists + words().tables),
                       _cut(draw.paragraph(), 40)]
    return blocks


def _illustrate(draw: Draw, blocks: list[str], number: int) -> None:
    """So many pictures between the paragraphs: alone, or two and three side by side."""
    while number > 0:
        group = min(number, draw.chance.choice((1, 1, 1, 2, 3)))
        marks = "{.wide}" if draw.one_in(4) else ""
        pictures = [f'![A meeting in a hall]({_picture(draw, draw.chance.choice(SHAPES))} '
                    f'"{_cut(draw.paragraph(), draw.chance.randint(5, 30))}")'
                    for _ in range(group)]
        places = [at for at in range(len(blocks) + 1) if not at or not blocks[at - 1].startswith("## ")]
        blocks.insert(draw.chance.choice(places), "\n".join(pictures) + marks)
        number -= group


def _picture(draw: Draw, size: tuple[int, int]) -> str:
    """A JPEG of few colours: large, and small to keep."""
    chance = draw.chance
    image = Image.new("RGB", size, tuple(chance.randrange(60, 200) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _ in range(4):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        pen.rectangle((left, top, left + size[0] // 4, top + size[1] // 4),
                      fill=tuple(chance.randrange(60, 200) for _ in range(3)))
    draw.pictures += 1
    name = f"images/p{draw.pictures}.jpg"
    image.save(draw.folder / name, "JPEG", quality=60)
    return name


def _cut(text: str, length: int) -> str:
    """Whole sentences up to so many words, or the first words of the first sentence."""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?]) ", text):
        if kept and len(" ".join([*kept, sentence]).split()) > length:
            break
        kept.append(sentence)
    plain = " ".join(kept)
    if len(plain.split()) <= length + 10:
        return plain
    return " ".join(plain.split()[:length]).rstrip(",;:") + "."


@cache
def words() -> Words:
    """The words of issue 82."""
    paragraphs, headings, lists, tables, titles = [], [], [], [], []
    for path in sorted((ROOT / "issues" / "82" / "articles").glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        if "kind: imprint" in head:
            continue
        titles.append(re.search(r"^title: (.+)$", head, re.M)[1].strip("'\""))
        for block in re.split(r"\n\s*\n", re.sub(r"^(```|:::).*?^\1$", "", body, flags=re.M | re.S)):
            text = _plain(block)
            if text.startswith("## "):
                headings.append(text[3:])
            elif text.startswith(("- ", "1. ")):
                lists.append(text)
            elif text.startswith("|"):
                tables.append(text)
            elif re.match(r"[A-Z]", text) and len(text.split()) > 25:
                paragraphs.append(" ".join(text.split()))
    return Words(tuple(paragraphs), tuple(headings), tuple(lists), tuple(tables), tuple(titles))


def _plain(block: str) -> str:
    """A block without notes, links and marks of its own."""
    text = re.sub(r"\[\^[^\]]+\]|\{[^}]*\}", "", block.strip())
    text = re.sub(r",? (on )?pages? \[\]\([^)]*\)( and \[\]\([^)]*\))?|\[\]\([^)]*\)", "", text)
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).strip()
