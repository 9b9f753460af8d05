"""Word files as colleagues write them, drawn by a seed, beside what their author meant by each line."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.importing.word_features import CHART, COMMENTS, DIAGRAM, FEATURES, NEVER, NOTES, NUMBERING
from tests.importing.word_xml import cell, item, p, package, picture, png, r, row, t, table, text_box

# The ids of styles are translated, their names are not.
IDS = {
    "en": ("Title", "Heading1", "Heading2", "Caption"),
    "de": ("Titel", "berschrift1", "berschrift2", "Beschriftung"),
    "fr": ("Titre", "Titre1", "Titre2", "Lgende"), "es": ("Ttulo", "Ttulo1", "Ttulo2", "Descripcin"),
    "ru": ("a3", "1", "2", "a5"), "zh": ("a4", "10", "20", "a6")}
_NAMES = ("Title", "heading 1", "heading 2", "caption")
TITLES = ("Regional Workshop on Customs Laboratories", "Sub-regional Meeting of Focal Points in the Pacific",
          "National Training on Rules of Origin", "Twelfth Meeting of Heads of Customs Academies",
          "Mission to Support Risk Management", "Seminar on the Post Clearance Audit Programme")
DATES = (("3-7 July 2023", "2023-07-03/2023-07-07"), ("3 – 7 July 2023", "2023-07-03/2023-07-07"),
         ("18 September 2023", "2023-09-18"), ("September 18, 2023", "2023-09-18"),
         ("3 to 7 July 2023", "2023-07-03/2023-07-07"), ("July 3-7, 2023", "2023-07-03/2023-07-07"),
         ("30 October – 2 November 2023", "2023-10-30/2023-11-02"),
         ("3rd to 5th May 2023", "2023-05-03/2023-05-05"))
PLACES = ("Melaka, Malaysia", "Suva, Fiji", "Bangkok, Thailand", "Siem Reap, Cambodia", "Colombo, Sri Lanka")
AUTHORS = ("Aisha Rahman", "Jonas Weber", "Mere Tavola", "Somchai Prasert", "Lê Thị Hoa",
           "Marie-Claire Dubois")
HEADINGS = ("Background", "Objectives of the mission", "What was discussed", "Next steps", "Recommendations",
            "Results", "A laboratory for the region", "Thanks")
CAPTIONS = ("Participants of the workshop in front of the academy", "Officers at work in the new laboratory",
            "The heads of delegation after the opening", "Opening remarks by the Director-General")
SENTENCES = (
    "The workshop brought together forty-two officers from nineteen administrations of the region.",
    "They examined 1,100 samples, of which some 12.5 % had been declared under another heading.",
    "In his opening remarks the Director-General thanked the hosts for their warm hospitality.",
    "Each delegation presented its own procedures, and told what had worked and what had not.",
    "A * asterisk, an under_score, a [bracket] and a # sign are words of the author like any other.",
    "On the second day the group visited the port, where two scanners have been in use since 2019.",
    "The cost was $5 a sample & less than <10 minutes of an officer’s time.",
    "Trainers from Japan and New Zealand led three practical exercises on classification.",
    "It was agreed to meet again next year, and to share results by e-mail until then.",
    "“We learned as much from each other as from the slides,” said one of the participants.",
    "Further support will be given by the Regional Office for Capacity Building on request.",
    "The manual was written in Thai (ภาษาไทย), Arabic (العربية) and Hindi (हिन्दी) as well.")
ITEMS = ("adopt a common list of reagents", "publish the results every quarter",
         "train two officers per port",
         "review the procedures for samples", "nominate a focal point for data", "share images of seizures")


@dataclass(frozen=True, slots=True)
class Truth:
    """What the author meant; `never` are words that may stand in no article."""

    title: str
    dates: str = ""
    place: str = ""
    authors: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A Word file, and what is meant by it."""

    data: bytes
    truth: Truth


@dataclass(slots=True)
class _Draft:
    """A file that grows."""

    rng: random.Random
    language: str
    body: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    pictures: int = 0
    first: tuple[str, ...] = ()

    def style(self, at: int) -> str:
        return IDS[self.language][at]


def draw_file(seed: int, *, direct: bool = True, features: int = 0) -> Drawn:
    """A report; formatted by hand if `direct`, else by styles, with some of the features that lose words."""
    rng = random.Random(seed)
    draft = _Draft(rng, rng.choice(sorted(IDS)))
    forms = {name: rng.choice(sorted(ways)) if direct else "style" for name, ways in _WAYS.items()}
    title, (dates, iso), place = rng.choice(TITLES), rng.choice(DATES), rng.choice(PLACES)
    authors = tuple(rng.sample(AUTHORS, rng.choice((1, 1, 2))))
    draft.body.append(_WAYS["title"][forms["title"]](draft, title))
    draft.body += _PARTICULARS[where := rng.choice(sorted(_PARTICULARS))](dates, place, authors)
    chosen = rng.sample(sorted(FEATURES), min(features, len(FEATURES)))
    _write(draft, forms, [FEATURES[name] for name in chosen])
    truth = Truth(title, iso, place, () if where == "short" else authors, tuple(draft.headings),
                  tuple(draft.items), tuple(draft.captions),
                  tuple(word for name in chosen for word in NEVER.get(name, ())),
                  (where, *(f"{k}={v}" for k, v in sorted(forms.items())), *chosen))
    return Drawn(_packed(draft, chosen), truth)


def _write(draft: _Draft, forms: dict[str, str], features: list[Callable[[random.Random], str]]) -> None:
    """The body: paragraphs under headings, a list, pictures with captions, features among them."""
    rng = draft.rng
    draft.body.append(p(_prose(rng)))
    for heading in rng.sample(HEADINGS, rng.choice((2, 3))):
        draft.headings.append(heading)
        draft.body.append(_WAYS["heading"][forms["heading"]](draft, heading))
        draft.body += [p(_prose(rng)) for _ in range(rng.choice((1, 2, 3)))]
        if rng.random() < 0.6:
            draft.body.append(p("The administrations agreed to:"))
            chosen = rng.sample(ITEMS, rng.choice((2, 3, 4)))
            draft.items += chosen
            for at, words in enumerate(chosen):
                draft.body.append(_WAYS["list"][forms["list"]](at, words))
            draft.body.append(p(_prose(rng)))
        if rng.random() < 0.5:
            _add_picture(draft, forms["caption"])
    for feature in features:
        draft.body.insert(rng.randrange(max(2, len(draft.body) - 4), len(draft.body) + 1), feature(rng))


def _prose(rng: random.Random) -> str:
    return " ".join(rng.sample(SENTENCES, rng.choice((2, 3, 4))))


def _add_picture(draft: _Draft, form: str) -> None:
    draft.pictures += 1
    caption = draft.rng.choice([each for each in CAPTIONS if each not in draft.captions])
    draft.captions.append(caption)
    draft.body.append(p(picture(f"image{draft.pictures}")))
    draft.body.append(_WAYS["caption"][form](draft, caption))


def _packed(draft: _Draft, features: list[str]) -> bytes:
    ids = IDS[draft.language]
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
                     for key, name in zip(ids, _NAMES, strict=True))
    hidden = ('<w:style w:type="character" w:styleId="Secret"><w:name '
              'w:val="Secret"/><w:rPr><w:vanish/></w:rPr>'
              "</w:style>")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    parts = {"document": f"<w:body>{''.join(draft.body)}{section}</w:body>", "styles": styles + hidden,
             "numbering": NUMBERING, "footnotes": NOTES, "comments": COMMENTS,
             "header1": p("Draft of the secretariat, page header"),
             **{part: content for feature, part, content in _DRAWN if feature in features}}
    media = {f"image{at}.png": png(1800, 1200, shade=40 * at) for at in range(1, draft.pictures + 1)}
    return package(parts, media, {"link1": "https://example.org/results?year=2023&lang=en"})


def _labelled(dates: str, place: str, authors: tuple[str, ...]) -> list[str]:
    return [p(r(f"{label}: ", "<w:b/>") + r(words)) for label, words in _rows(dates, place, authors)]


def _rows(dates: str, place: str, authors: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("Date", dates), ("Venue", place),
            ("Author" if len(authors) == 1 else "Authors", ", ".join(authors))]


def _in_table(dates: str, place: str, authors: tuple[str, ...]) -> list[str]:
    return [table(*(row(cell(p(r(label, "<w:b/>"))), words) for label,
                    words in _rows(dates, place, authors)))]


def _in_box(dates: str, place: str, authors: tuple[str, ...]) -> list[str]:
    return [p(text_box("".join(_labelled(dates, place, authors))))]


def _short(dates: str, place: str, _authors: tuple[str, ...]) -> list[str]:
    return [p(r(f"{place}, {dates}", "<w:i/>"))]


_PARTICULARS = {"lines": _labelled, "table": _in_table, "box": _in_box, "short": _short}
_DRAWN = (("chart", "charts/chart1", CHART), ("diagram", "diagrams/data1", DIAGRAM))
_ITEM_MARKS = "abcdefgh"
_CENTRED = '<w:jc w:val="center"/>'
_WAYS: dict[str, dict[str, Callable[..., str]]] = {
    "title": {"style": lambda draft, words: p(words, draft.style(0)),
              "bold": lambda _, words: p(r(words, "<w:b/>")),
              "large": lambda _, words: p(r(words, '<w:sz w:val="36"/>')),
              "centred": lambda _, words: p(r(words, '<w:b/><w:sz w:val="28"/>'), "", _CENTRED)},
    "heading": {"style": lambda draft, words: p(words, draft.style(1)),
                "bold": lambda _, words: p(r(words, "<w:b/>")),
                "underlined": lambda _, words: p(r(words, '<w:u w:val="single"/>')),
                "bold-underlined": lambda _, words: p(r(words, '<w:b/><w:u w:val="single"/>'))},
    "list": {"style": lambda _, words: item(words, 1),
             "bullet": lambda _, words: p(f"• {words}"),
             "bullet-tab": lambda _, words: p(f"<w:r>{t('•')}<w:tab/>{t(words)}</w:r>"),
             "dash": lambda _, words: p(f"- {words}"),
             "number": lambda at, words: p(f"{at + 1}. {words}"),
             "letter": lambda at, words: p(f"({_ITEM_MARKS[at]}) {words}")},
    "caption": {"style": lambda draft, words: p(words, draft.style(3)),
                "italic": lambda _, words: p(r(words, "<w:i/>")),
                "centred": lambda _, words: p(words, "", _CENTRED),
                "photo": lambda _, words: p(f"Photo: {words}")}}
