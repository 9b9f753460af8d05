"""Text leaves a galley as it went in."""

import subprocess

import pytest

from tests.flow_documents import long_report, opened, read_structure, set_body, some_words

SAMPLES = {
    "thai": '<span lang="th">กรุงเทพมหานคร น้ำใจของผู้ใหญ่ที่ดี</span>',
    "japanese": '<span lang="ja">倉本智和は東京で日本語の文を書いた。</span>',
    "accents": "Türkiye, Côte d’Ivoire, e\u0301te\u0301, Đà Nẵng",
    "ligatures": "official affluent fjord – first fiftieth",
    "small capitals": '<span style="font-variant-caps: small-caps">Customs Union</span>',
    "punctuation": "“quoted” ‘single’ 3–7 July … 5 % of A/P",
}


def words_of(html):
    plain = subprocess.run(["sed", "s/<[^>]*>//g"], input=html, capture_output=True, text=True, check=True)
    return plain.stdout


def printed(galley, tmp_path):
    path = tmp_path / "galley.pdf"
    path.write_bytes(galley.pdf)
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", SAMPLES)
def test_scripts_extract_as_written(name, tmp_path):
    """By the structure and by poppler, in scripts and shapes that glyph maps alone get wrong."""
    galley = set_body(f"<p>{SAMPLES[name]}</p>")

    assert read_structure(galley.pdf).text == words_of(SAMPLES[name])
    assert printed(galley, tmp_path).strip() == words_of(SAMPLES[name])


def test_structure_has_every_word_in_order():
    """Lines that a page, a column or a justified line ends leave one space, never none and never two."""
    paragraph = next(e for e in read_structure(long_report().pdf).all("P") if "P4 begins" in e.text)

    assert paragraph.text == f"P4 begins {some_words(50, 4)} P4 ends"


def test_spaces_between_runs_survive():
    """A space that is a text of its own, or that a line end swallowed between two runs."""
    runs = " ".join(f"<b>bold{n}</b> <i>slanted{n}</i>, <code>code{n}</code>" for n in range(30))
    galley = set_body(f"<p>{runs}<br>after the break</p>", style='code { font-family: "Source Sans 3" }')

    assert read_structure(galley.pdf).text == words_of(runs) + " after the break"


def test_no_space_where_there_was_none():
    """A line that breaks after a stroke, a dash or between Japanese characters gains no space."""
    slashes = "/".join(["import", "export", "transit", "storage"] * 12)
    dashes = "–".join(["seventeen", "eighteen"] * 12)
    japanese = "倉本智和は東京で日本語の文を書いた。" * 8
    galley = set_body(f'<p>{slashes}</p><p>{dashes}</p><p lang="ja">{japanese}</p>')

    assert [p.text for p in read_structure(galley.pdf).all("P")] == [slashes, dashes, japanese]


@pytest.mark.parametrize("hyphens", ["auto", "manual"])
def test_hyphens_of_line_ends_are_not_text(hyphens):
    """A word parted at the end of a line is whole again in the structure (ISO 32000-1, 14.9.4)."""
    text = " ".join(["internationalisation of the well-known communications"] * 12)
    soft = text.replace("national", "na\u00adtional").replace("nications", "ni\u00adcations")
    galley = set_body(f"<p>{soft if hyphens == 'manual' else text}</p>",
                      style=f"p {{ hyphens: {hyphens}; text-align: justify; width: 30mm }}")

    assert b"ActualText" in b"".join(page.Contents.read_bytes() for page in opened(galley.pdf).pages)
    assert read_structure(galley.pdf).text == text


def test_break_marks_and_fixed_spaces_are_not_extracted(tmp_path):
    """U+200B, U+2060 and soft hyphens vanish, a no-break space is a space; whichever comes first."""
    galley = set_body("<p>A/\u2060P, no\u00a0break, long\u200bword, soft\u00adhyphen - A/P, a space</p>")

    text = "A/P, no break, longword, softhyphen - A/P, a space"
    assert read_structure(galley.pdf).text == text
    assert " ".join(printed(galley, tmp_path).split()) == text


def test_glyph_maps_do_not_depend_on_what_came_first():
    """Flows that meet the characters of one glyph in another order map it alike: faces can be joined."""
    first, second = (set_body(f"<p>{text}</p>") for text in ("a\u00a0b c‐d e-f", "e-f c‐d a b"))

    [[font], [other]] = (opened(g.pdf).pages[0].Resources.Font.values() for g in (first, second))
    assert set(font.ToUnicode.read_bytes().split()) == set(other.ToUnicode.read_bytes().split())
    assert read_structure(first.pdf).text == "a b c‐d e-f"


def test_every_glyph_has_text():
    """Marks that have no text of their own are mapped too: an empty entry is no map."""
    galley = set_body(f"<p>{SAMPLES['thai']} {SAMPLES['ligatures']}</p>")

    maps = [font.ToUnicode.read_bytes() for font in opened(galley.pdf).pages[0].Resources.Font.values()]
    assert len(maps) == 2 and not any(b"> <>" in data for data in maps)


def test_plain_text_needs_no_help():
    """English that the glyph map can say carries no ActualText: it would only cost bytes."""
    galley = set_body(f"<p>{some_words(80)}</p>")

    assert b"ActualText" not in opened(galley.pdf).pages[0].Contents.read_bytes()
