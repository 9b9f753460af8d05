"""A page with a paragraph in each of twenty scripts and languages."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise

import pypdfium2
import pytest

from rocbpress.compose.stylesheets import style_sheets
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.sources.markdown.breaks import BREAK
from rocbpress.sources.markdown.scripts import runs, script_of_language
from tests.flow_documents import read_structure, set_body
from tests.samples import SAMPLES
from tests.small_issue import html, make


@pytest.fixture(scope="module")
def page(newsletter, tmp_path_factory):
    """The mail edition of an issue whose one article is the samples, in their languages."""
    root = tmp_path_factory.mktemp("scripts")
    body = "Words.\n\n" + "\n\n".join(f"{{lang={s.language}}}\n{s.text}" for s in SAMPLES) + "\n"
    workspace = make(root, body=body)
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)
    path = root / "scripts.pdf"
    path.write_bytes(press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda _done, _all: None).data)
    return path


def by_poppler(path):
    return _shown(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout)


def by_pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return _shown("\n".join(page.get_textpage().get_text_range() for page in document))


def _shown(text):
    """Text without controls of direction (UAX 9), which poppler adds of its own, and which show nothing."""
    return re.sub("[\u200e\u200f\u202a-\u202e\r]", "", text)


def pattern(text):
    """A line may end after any letter; a space may be the end of one."""
    return re.compile("\n?".join(r"(?: ?\n| )" if c == " " else re.escape(c) for c in text))


def test_each_script_has_its_own_face(page):
    """Without fallback, or the issue would not have been pressed: each family stands in the file."""
    listed = subprocess.run(["pdffonts", page], capture_output=True, text=True, check=True).stdout

    assert {s.family for s in SAMPLES if s.family.replace(" ", "") not in listed} == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_poppler_reads_the_source(sample, page):
    """Every character, in order, as it was written."""
    assert pattern(sample.text).search(by_poppler(page))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_pdfium_reads_the_source(sample, page):
    """What a browser copies and finds."""
    assert pattern(sample.text).search(by_pdfium(page))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_structure_says_the_source(sample, page):
    """What a screen reader gets, in the order of reading and not of drawing."""
    assert sample.text in [paragraph.text for paragraph in read_structure(page.read_bytes()).all("P")]


def test_break_marks_are_not_read(page):
    """U+200B helps the setting, and nobody copies it."""
    assert BREAK not in by_poppler(page) + by_pdfium(page)


@pytest.mark.parametrize("name", ["Thai", "Lao", "Khmer", "Burmese"])
def test_lines_end_between_words(name, tmp_path):
    """In a narrow column, each line is whole words."""
    [sample] = [sample for sample in SAMPLES if sample.name == name]
    marked = re.sub("<[^>]*>", "", html(tmp_path, f"{{lang={sample.language}}}\n{sample.text}\n"))
    gap = re.compile(rf"[{BREAK}\s]")
    ends = {len(gap.sub("", marked[:found.end()])) for found in gap.finditer(marked)}
    galley = set_body(f'<p lang="{sample.language}">{marked}</p>',
                      style=f"p {{ width: 32mm; font-family: {sample.family} }}")
    path = tmp_path / "narrow.pdf"
    path.write_bytes(galley.pdf)
    raw = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    lines = [re.sub(r"\s", "", line) for line in raw.split("\n") if line.strip("\f ")]

    assert len(lines) > 2
    reached = [len("".join(lines[:at])) for at in range(1, len(lines))]
    assert set(reached) <= ends


@pytest.mark.parametrize("language, family, text", [
    ("ja", "Noto Sans JP",
     "税関は、国際貿易（輸出入）を「円滑」にします。ちょっとしたデータを、使って、きっと役立つ。"),
    ("zh-Hans", "Noto Sans SC",
     "海关使“国际贸易”更便利、安全（2023年）。《世界海关》指出：各国应当合作；共同努力！"),
])
def test_lines_begin_and_end_as_they_may(language, family, text, tmp_path):
    """No stop, closing bracket or small letter begins a line, no opening bracket ends one, however narrow."""
    path = tmp_path / "narrow.pdf"
    ends = []
    for width in range(16, 58, 3):
        galley = set_body(f'<p lang="{language}">{text}</p>',
                          style=f'p {{ width: {width}mm; font-family: "{family}" }}')
        path.write_bytes(galley.pdf)
        raw = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
        lines = [line.strip() for line in raw.stdout.split("\n") if line.strip("\f ")]
        ends += [(line[-1], after[0]) for line, after in pairwise(lines)]

    assert len(ends) > 30
    assert {after for _, after in ends} & set("。、，：；！？）」》”ーっょ") == set()
    assert {before for before, _ in ends} & set("（「《“") == set()


@pytest.mark.parametrize("word", ["น้ำใจ", "अन्तर्राष्ट्रिय", "কর্মকর্তারা", "அதிகாரிகள்", "အကောက်ခွန်အရာရှိများ"])
def test_words_are_found(word, page):
    """What one types into the search box of a browser."""
    with pypdfium2.PdfDocument(page) as document:
        found = [sheet.get_textpage().search(word).get_next() for sheet in document]

    assert any(found)


def test_only_faces_in_use_are_named(newsletter):
    """A flow changes, and the archive carries a face, only where its script stands in the text."""
    layout = read_layout(newsletter, "rocb")
    sheet = "".join(style_sheets(layout, EDITIONS["mail"], "report",
                                 '<p class="in-aran"><span class="script-aran">'))

    assert 'font-family:var(--latin),"Noto Nastaliq Urdu"' in sheet
    assert ".in-aran{line-height:28pt;position:relative;top:7pt}" in sheet
    assert "Noto Sans Khmer" not in sheet


@pytest.mark.parametrize(("language", "script"), [
    ("zh", "hans"), ("zh-Hans", "hans"), ("zh-CN", "hans"), ("zh-Hant", "hant"), ("zh-TW", "hant"),
    ("zh-HK", "hant"), ("zh-MO", "hant"), ("yue", "hant"), ("ja", "jpan"), ("ur", "aran"), ("ne", "deva"),
    ("fa", "arab"), ("ps", "arab"), ("ckb", "arab"), ("ug", "arab"), ("ks", "aran"), ("yi", "hebr"),
    ("ku-Arab", "arab"), ("ku", ""), ("ar-Latn", ""), ("fa-IR", "arab"), ("mn-Cyrl", ""), ("mn", ""),
    ("mn-Mong", "mong"), ("en", ""),
])
def test_a_language_has_its_script(language, script):
    """Traditional Chinese is not set as Simplified, Urdu not in Naskh, Mongolian in Cyrillic unless said."""
    assert script_of_language(language) == script


@pytest.mark.parametrize(("words", "language"), [
    ("老司机周报", "zh-Hans"), ("税関週報", "ja"), ("세관 소식", "ko"), ("海关 News", "zh-Hans")])
def test_names_of_the_east_are_known_by_their_letters(words, language):
    """In a text of another language: what the standards of Japanese lack and those of Chinese have."""
    assert runs(words, "en")[0].language == language


@pytest.mark.parametrize(("words", "language"), [
    ("བོད་ཡིག", "bo"), ("རྫོང་ཁ", "dz"),
    ("नेपाली", "ne"), ("मराठी", "mr")])
def test_words_in_the_language_of_their_text_are_in_that_language(words, language):
    """Several languages share these scripts: none is taken for its neighbour."""
    assert [(run.text, run.language) for run in runs(words, language)] == [(words, language)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_latin_words_beside_another_script_stay_whole(sample):
    """No letter of theirs is taken for one of the script's."""
    latin = "The quick brown fox jumps over THE LAZY DOG"

    assert runs(f"{latin} {sample.text}", "en")[0].text.startswith(latin)
