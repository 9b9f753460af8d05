"""Where lines end: chosen for a paragraph as a whole, by the rules of good composition."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from rocbpress.compose.links import linked, with_their_page
from rocbpress.layout.editions import EDITIONS
from rocbpress.sources.markdown.tree import elements, text
from rocbpress.typeset.lines.choose import Break, choose
from tests.flow_documents import make_picture, read_structure, set_body
from tests.set_lines import line_faults, set_paragraphs
from tests.trees import tree

ROOT = Path(__file__).parents[1]
MEASURES = (140, 190, 238, 322)
PRETTY = """@page { size: 420pt 900pt; margin: 20pt } body { margin: 0 }
html { --text-wrap: pretty; hyphens: auto; hyphenate-limit-chars: 7 3 3; hyphenate-limit-zone: 8% }
p, code { font: 10pt/14pt "Source Serif 4"; text-indent: 0 } p + p { text-indent: 14pt }"""
GERMAN = (
    "Die Zollverwaltungen der Mitgliedsländer vereinbarten in Großbritannien und Aserbaidschan eine engere "
    "Zusammenarbeit bei der Bekämpfung grenzüberschreitender Wirtschaftskriminalität und der Vereinfachung "
    "von Abfertigungsverfahren. Neuseeland und Deutschland stellen Ausbildungsunterlagen bereit.",)
FRENCH = (
    "Les administrations douanières de la région renforcent la coopération internationale, la formation "
    "professionnelle des fonctionnaires et l’informatisation progressive des procédures de dédouanement, "
    "comme l’Azerbaïdjan et la Thaïlande l’ont proposé pendant la conférence.",)


@cache
def paragraphs_of_82():
    """The prose of the newsletter, without its links and marks."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "issues/82/articles").glob("*.md"))]
    found = [" ".join(part.split()) for text in texts for part in text.split("\n\n")]
    return [each for each in found if len(each) > 80 and re.fullmatch(r"[\w \u00a0.,;:’'“”()/%&?!-]+", each)]


@cache
def newsletter_in(measure):
    """The prose of the newsletter as it is set in so many points."""
    return broken(paragraphs_of_82(), measure)


def broken(words, measure, *, style="", language="en"):
    """The paragraphs as they are set in so many points."""
    body = "".join(f"<p>{each}</p>" for each in words)
    style = f"{PRETTY} p {{ width: {measure}pt }} {style}"
    galley = set_body(body, style=style, language=f' lang="{language}"')
    found = set_paragraphs(BytesIO(galley.pdf))
    for one in found:
        one.measure = measure
    return found


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("language, words", [("en", None), ("de", GERMAN), ("fr", FRENCH)])
def test_no_paragraph_ends_in_a_scrap(language, words, measure):
    """No last line under 5 em, no divided last word, no three hyphens in a row, and few hyphens at all."""
    found = line_faults(broken(words, measure, language=language) if words else newsletter_in(measure))

    assert (found.runts, found.halves, found.ladders) == ([], [], [])
    assert words or found.share <= 0.09 or measure < 200


@pytest.mark.parametrize("words", [
    "Informationen zu unserer Datenschutzrichtlinie: Datenschutzerklärung (ffmuc.net/dns-privacy)",
    "A PROAE divulgou informações sobre isto: https://www.facebook.com/uffsaovivo/videos/747292299397105/",
])
@pytest.mark.parametrize("measure", [200, 238, 322])
def test_addresses_and_long_words(words, measure):
    """Texts of few spaces are chosen likewise; an address is broken as written, without added hyphens."""
    (one,) = broken([words], measure, language="de")

    ends = "".join(line.text for line in one.lines).replace(" ", "")
    assert line_faults([one]).runts == []
    assert words.rpartition(" ")[2] in ends


@pytest.mark.parametrize("measure", [238, 322])
def test_no_line_is_short(measure):
    """Three quarters of the measure at least: no hyphen is refused at the price of a hole."""
    assert line_faults(newsletter_in(measure)).short == []


@pytest.mark.parametrize("measure", range(150, 330, 6))
def test_some_words_stay_whole(measure):
    """Capitals, names of countries, numbers with their units, addresses."""
    words = ("With INTERPOL and UNESCO the administrations of Thailand and Afghanistan spent USD"
             "\u00a035\u00a0million on 120\u00a0kilometres of Mongolia and on openSUSE, as "
             "www.wcoomd.org/intergovernmental says, and the intercontinental organisations then followed",)
    (one,) = broken(words, measure)

    ends = [line.text for line in one.lines if line.hyphened]
    allowed = {"administrations", "organisations", "intercontinental", "followed"}
    for line, after in pairwise(one.lines):
        if line.hyphened:
            assert line.text.split()[-1][:-1] + re.split(r"\W", after.text)[0] in allowed, ends


def test_the_hyphen_is_no_part_of_the_text():
    """What is read out and copied has whole words, and a space wherever a line ends between two."""
    words = paragraphs_of_82()[:6]
    galley = set_body("".join(f"<p>{each}</p>" for each in words), style=f"{PRETTY} p {{ width: 150pt }}")

    assert heard(galley.pdf) == [each.replace("\u00a0", " ") for each in words]


@pytest.mark.parametrize("measure", range(180, 260, 5))
def test_links_change_no_line(measure):
    """An edition whose links are live breaks its lines like one in which they are words."""
    plain = paragraphs_of_82()[3]
    words = plain.split()
    marked = " ".join(f'<a href="https://wcoomd.org/{at}">{word}</a>' if at % 4 == 0 else word
                      for at, word in enumerate(words))

    live, printed = (broken([each], measure) for each in (marked, plain))
    assert [line.text for line in live[0].lines] == [line.text for line in printed[0].lines]


PAGES = {"rpsg": "23", "oco": "24"}


@pytest.mark.parametrize("sentence, given", [
    ('As the <a href="article:rpsg">RPSG</a> shows.', False),
    ('As the <a href="article:rpsg">report on the RPSG</a>, page <a data-page="rpsg"></a>, shows.', True),
    ('On page <a data-page="rpsg"></a> the <b><a href="article:rpsg">RPSG</a></b> reports.', True),
    ('See the <a href="article:rpsg">RPSG</a>, page\u00a023.', True),
    ('See the <a href="article:rpsg">RPSG</a>, page 230.', False),
    ('See the <a href="article:rpsg">RPSG</a> and page <a data-page="oco"></a>.', False),
    ('See the <a href="article:rpsg">RPSG</a>. Page 23 is new. And page <a data-page="rpsg"></a>.', False),
])
def test_no_page_is_added_where_the_sentence_gives_it(sentence, given):
    """On paper "the RPSG (page 23), page 23" says the same thing twice."""
    content = tree(f"<p>{sentence}</p>")
    (link,) = [each for each in elements(content) if each.get("href")]

    assert (id(link) in with_their_page(content, PAGES, "page")) is given
    words = linked(link, EDITIONS["print"], PAGES, "page", with_page=not given)
    assert ("23" in text(words)) is not given


def test_a_sheet_that_says_nothing_is_set_as_ever():
    """Locked layouts do not say `--text-wrap: pretty`: line after line is filled."""
    words = paragraphs_of_82()
    plain = line_faults(broken(words, 238, style="html { --text-wrap: wrap }"))

    assert plain.runts and plain.share > 0.1


@pytest.mark.parametrize("inline", [
    "<b>bold <i>and</i> slanted</b>", "<code>code-span</code>", 'H<sub>2</sub>O',
    '<span class="note">A note that says more.</span>', '<img src="picture:blue.png" alt="">',
    '<span style="padding: 0 3pt">padded</span>', "a<br>b",
    '<span style="white-space: nowrap">of one piece</span>',
    '<span style="display: inline-block; width: 20pt">x</span>', "soft\u00adhyphens\u00adeverywhere",
])
def test_whatever_stands_in_a_line(inline, tmp_path):
    """Nothing is lost, and no line runs over, whether we or WeasyPrint break it."""
    words = paragraphs_of_82()[3].split()
    body = " ".join((*words[:7], inline, *words[7:]))
    galley = set_body(f'<p style="width: 160pt">{body}</p>', style=PRETTY, assets=(make_picture(tmp_path),))

    said = "".join(heard(galley.pdf))
    assert all(word in said for word in words)
    assert max(line.right for one in set_paragraphs(BytesIO(galley.pdf)) for line in one.lines) < 181


@pytest.mark.parametrize("words", ["E-Newsletter", "E-Newsletter of <b>the</b> office"])
def test_a_box_as_wide_as_its_text_holds_it(words):
    """What shrinks to fit is one line, and is not broken at its hyphen."""
    style = f"{PRETTY} div {{ position: absolute; right: 0; font: 22pt/28pt 'Source Sans 3' }}"
    galley = set_body(f"<div><p>{words}</p></div><p>Text.</p>", style=style)

    assert [len(one.lines) for one in set_paragraphs(BytesIO(galley.pdf))] == [1, 1]


def test_arabic_ends_in_no_scrap():
    """Right-to-left paragraphs, which have no hyphens, are chosen likewise."""
    words = "يساعد موظفو الجمارك على تسهيل التجارة الدولية وتأمينها في جميع البلدان الأعضاء. " * 4
    style = f'{PRETTY} p {{ font-family: "Noto Naskh Arabic"; width: 200pt }}'
    galley = set_body(f'<p dir="rtl">{words}</p>', style=style, language=' lang="ar"')

    assert len(galley.pages) == 1


def breaks(*ends):
    """Places where a line may end, a space of 1 after each."""
    return [Break(0, 0, 0), *(Break(at, end, end + 1) for at, end in enumerate(ends, 1))]


def test_the_least_sum_of_faults_is_chosen():
    """A word goes down so that the last line is no runt; alone on its line a paragraph may be short."""
    assert [end.place for end in choose(breaks(30, 60, 90, 100, 105), 100, 100, 20)] == [2, 5]
    assert [end.place for end in choose(breaks(3), 100, 100, 20)] == [1]
    assert [end.place for end in choose(breaks(40, 95, 250), 100, 100, 20)] == [2, 3]


def test_two_hyphens_in_a_row_and_no_more():
    """Though hyphens cost nothing here, and each line with one is full."""
    ends = [Break(at, 50 * at + 2, 50 * at, hyphen=at % 6 > 0) for at in range(1, 30)]
    chosen = choose([Break(0, 0, 0), *ends], 53, 53, 1)
    rows = "".join("-" if end.hyphen else " " for end in chosen)

    assert "---" not in rows


def heard(pdf):
    """The words of each paragraph, as they are read out."""
    return [" ".join(each.text.split()) for each in read_structure(pdf).all("P")]
