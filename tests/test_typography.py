"""What an officer types, and what is printed of it."""

import pytest

from rocbpress.sources.markdown.typography import careful, plain, quoted
from tests.small_issue import blocks, html
from tests.trees import tree

NB, WJ = "\u00a0", "\u2060"

# `~` stands for a no-break space and `^` for a word joiner.
CARE = {
    "titles of persons": [
        ("Mr. Kuramoto and Ms Ye", "Mr.~Kuramoto and Ms~Ye"), ("Dr.\nMikuriya", "Dr.~Mikuriya"),
        ("H.E. Mr. Tan, Prof. Dr. Lim", "H.E.~Mr.~Tan, Prof.~Dr.~Lim"), ("Lt. Col. Som", "Lt.~Col.~Som"),
        ("J. R. R. Tolkien", "J.~R.~R.~Tolkien"), ("Rev. Tan, e.g. in Fiji", "Rev.~Tan, e.g.~in Fiji"),
    ],
    "dates": [
        ("3-7 July 2023", "3–7~July 2023"), ("3 - 7 July 2023", "3–7~July 2023"),
        ("3–7 July 2023", "3–7~July 2023"), ("July 3-7, 2023", "July~3–7, 2023"),
        ("28 June-3 July 2023", "28~June~– 3~July 2023"), ("28 June - 3 July", "28~June~– 3~July"),
        ("5 October 2022 - 7 March 2023", "5~October 2022~– 7~March 2023"),
        ("June-August", "June–August"), ("June - August 2023", "June–August 2023"),
        ("Mon-Fri", "Mon–Fri"), ("1990s-2000s", "1990s–2000s"), ("2019-present", "2019–present"),
        ("2014-2024", "2014–2024"), ("2021-22", "2021–22"), ("1900-14", "1900–14"), ("the '90s", "the ’90s"),
    ],
    "ordinals": [
        ("25th-27th July", "25th–27th~July"), ("28th June - 2nd July", "28th~June~– 2nd~July"),
        ("the 24th meeting", "the 24th meeting"),
    ],
    "units and money": [
        ("28.6 % of 5 MB", "28.6~% of 5~MB"), ("1,500-2,000 kg", "1,500–2,000~kg"),
        ("5-10 kg, 25 °C", "5–10~kg, 25~°C"),
        ("10%-15%", "10%–15%"), ("9.30-10.15 a.m.", "9.30–10.15~a.m."),
        ("USD 65.1 billion", "USD~65.1~billion"), ("5 million USD", "5~million~USD"),
        ("6\" or 5'10\"", "6″ or 5′10″"),
    ],
    "numbers of things": [
        ("No. 5, no. 5, Nos. 3-4", "No.~5, no.~5, Nos.~3–4"), ("pp. 12-15", "pp.~12–15"),
        ("Figure 3, Annex II, Article 5", "Figure~3, Annex~II, Article~5"),
    ],
    "dashes and stops": [
        ("one -- two --- three", "one~– two — three"), ("one - two", "one~– two"), ("wait ...", "wait …"),
        ("ROCB A/P", "ROCB A/^P"),
    ],
}
LEFT = [
    "COVID-19", "+66-2-667-6777", "2023-07-03", "2022-07", "ISO~14289-1", "Article~5-1", "well-known", "5(c)",
    "3 men", "and/or", "24-hour", "A/Post", "5-year", "a -5 degree", "EU-China", "DOI 10.1016/3-7", "1/2",
    "https://example.org/a--b/3-7...", "see www.example.org/a--b", "a--b@example.org", "report--v2.pdf",
]


def marked(words):
    return words.replace("~", NB).replace("^", WJ)


@pytest.mark.parametrize(("given_words", "wanted"), [row for rows in CARE.values() for row in rows])
def test_words_are_set_with_care(given_words, wanted):
    """Titles, units, ranges and A/P are kept together without the officer's doing."""
    assert careful(given_words) == marked(wanted)


@pytest.mark.parametrize("words", [row[1] for rows in CARE.values() for row in rows])
def test_care_taken_once_is_enough(words):
    """What has been set with care stays as it is."""
    assert careful(marked(words)) == marked(words)


@pytest.mark.parametrize("words", LEFT)
def test_care_leaves_alone_what_only_looks_alike(words):
    """Telephone numbers, dates, standards, compounds, addresses and names of files keep their hyphens."""
    assert careful(marked(words)) == marked(words)


@pytest.mark.parametrize(("typed", "printed"), [
    ('"quoted" and \'single\'', "“quoted” and ‘single’"), ('He: "say \'no\'."', "He: “say ‘no’.”"),
    ("members' rights, it's O'Brien's", "members’ rights, it’s O’Brien’s"),
    ('("in brackets")', "(“in brackets”)"),
    ("rock 'n' roll", "rock ’n’ roll"), ("Dato' Haji", f"Dato’{NB}Haji"),
])
def test_quotes_are_curled(tmp_path, typed, printed):
    """Of a pair, of a pair within, and the apostrophe."""
    assert html(tmp_path, f"A {typed} b\n") == f"<p>A {printed} b</p>"


@pytest.mark.parametrize(("typed", "printed"), [
    ('The "big" day', "The “big” day"), ('("all of it")', "(“all of it”)"),
    ("The 'big' day of members' rights", "The ‘big’ day of members’ rights")])
def test_quotes_of_titles_that_were_no_markdown_are_curled(typed, printed):
    """As those of texts are."""
    assert quoted(typed) == printed


@pytest.mark.parametrize("source, shown", [
    ('`a -- b "c" 3-7 July ... Mr. X`', '<code>a -- b "c" 3-7 July ... Mr. X</code>'),
    ("https://example.org/a--b/3-7", '<a href="https://example.org/a--b/3-7">https://example.org/a--b/3-7</a>'),
    ("[https://example.org/a--b](https://example.org/a--b)",
     '<a href="https://example.org/a--b">https://example.org/a--b</a>'),
    ('[3-7 July](https://example.org/3-7--x "a -- b")',
     f'<a href="https://example.org/3-7--x" title="a -- b">3–7{NB}July</a>'),
])
def test_code_and_addresses_are_not_touched(tmp_path, source, shown):
    """What someone may copy and type stays to the letter; the words of a link are words."""
    assert html(tmp_path, f"See {source} there\n") == f"<p>See {shown} there</p>"


def test_plain_words_are_what_is_seen():
    """Bookmarks and record have the letters of the page, without marks that nobody sees."""
    assert plain(tree(f"A/{WJ}P &amp; <b>倉本</b>智和:<br>Mr. ‘X’")) == "A/P & 倉本智和: Mr. ‘X’"


def test_an_address_may_end_with_any_letter(tmp_path):
    """Only the signs that end a sentence are no part of it."""
    wanted = '<a href="https://example.org/tax">https://example.org/tax</a>.</p>'

    assert html(tmp_path, "See https://example.org/tax.\n").endswith(wanted)


def test_a_list_right_below_a_quotation_is_no_part_of_it(tmp_path):
    """It needs no empty line above it."""
    assert [block.kind for block in blocks(tmp_path, "> Said by many.\n- One\n- Two\n")] == ["quote", "list"]
