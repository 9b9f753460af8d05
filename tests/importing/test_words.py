"""Every word of a Word file stands in the article or in a finding, by a count that shares no code with it."""

from __future__ import annotations

from collections import Counter

import pytest

from rocbpress.importing.document import word_document
from rocbpress.importing.importing import import_file
from tests.importing.kept import ALT_MISSING, arrive, lost
from tests.importing.raw_words import passages, words
from tests.importing.word_features import FEATURES
from tests.importing.word_files import draw_file
from tests.importing.word_xml import p, package, r

# Word shows a result in the place of a nested field's code.
_NOT_COUNTED = frozenset({"code", "number", "alt"})


@pytest.mark.parametrize("seed", range(24))
def test_no_word_is_lost(tmp_path, seed):
    """Files with half of all features: each word is printed or told, and the article is read without a
    fault."""
    path = tmp_path / "sent.docx"
    path.write_bytes(draw_file(seed, direct=seed % 2 == 0, features=len(FEATURES) // 2).data)

    arrived = arrive(path, tmp_path / "issue")

    assert lost(passages(path), arrived) == []
    assert [each for each in arrived.faults if each.code not in ALT_MISSING] == []
    assert not {each.code for each in arrived.imported.findings} & {"word-lost", "word-unknown"}


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_each_feature_keeps_its_words(tmp_path, name):
    """A passage of each kind by itself, so that a failure names what was lost."""
    drawn = next(drawn for drawn in (draw_file(seed, direct=False, features=4) for seed in range(400))
                 if name in drawn.truth.forms)
    path = tmp_path / "sent.docx"
    path.write_bytes(drawn.data)

    arrived = arrive(path, tmp_path / "issue")

    assert lost(passages(path), arrived) == []
    assert "word-lost" not in {each.code for each in arrived.imported.findings}


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_what_was_not_to_be_read_is_not(tmp_path, seed):
    """Hidden text, deletions, comments and their authors, and the codes of fields stand in no article."""
    drawn = draw_file(seed, direct=False, features=len(FEATURES))
    path = tmp_path / "sent.docx"
    path.write_bytes(drawn.data)

    arrived = arrive(path, tmp_path / "issue")

    assert drawn.truth.never
    assert [word for word in drawn.truth.never if word in arrived.text] == []


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_counts_what_is_there(seed, tmp_path):
    """The importer's own count, against the one of raw XML: the same words, each as often."""
    data = draw_file(seed, direct=seed % 2 == 0, features=len(FEATURES) // 2).data
    path = tmp_path / "sent.docx"
    path.write_bytes(data)

    counted = Counter(word for text in word_document(data, "sent.docx").ledger for word in words(text))
    raw = Counter(word for each in passages(path) if each.kind not in _NOT_COUNTED
                  for word in words(each.text))

    assert raw - counted == Counter()
    assert {word for word in counted - raw if not word.isdecimal()} <= {"codevalue"}


@pytest.mark.parametrize("seed", (0, 7, 15))
def test_importing_twice_gives_the_same_bytes(tmp_path, seed):
    """Nothing of the clock, of folders or of memory is in what is written."""
    path = tmp_path / "sent.docx"
    path.write_bytes(draw_file(seed, features=len(FEATURES)).data)

    first, second = (import_file(path, "sent") for _ in range(2))

    assert first.files == second.files
    assert first.record == second.record


def test_what_is_not_known_and_holds_words_is_an_error(tmp_path):
    """An element of no table is told with its words."""
    path = tmp_path / "sent.docx"
    path.write_bytes(package({"document": f"<w:body>{p('Known words.')}<w:p><w:novelty>{r('Unheard words.')}"
                                          "</w:novelty></w:p></w:body>"}))

    imported = import_file(path, "sent")

    assert [(each.finding.code, each.words) for each in imported.told
            if each.finding.code == "word-unknown"] == [
        ("word-unknown", "Unheard words.")]


@pytest.mark.parametrize("initial", ["T", "“T", "1"])
@pytest.mark.parametrize("place", ["drop", "margin"])
def test_a_drop_cap_begins_its_word(tmp_path, initial, place):
    """Word keeps the large letter in a paragraph of its own; it is the first of the next one's words."""
    path = tmp_path / "sent.docx"
    frame = f'<w:framePr w:dropCap="{place}" w:lines="3" w:wrap="around"/>'
    body = p("A title") + p(r(initial, '<w:b/><w:sz w:val="120"/>'), "", frame) + p("he port was opened.")
    path.write_bytes(package({"document": f"<w:body>{body}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    assert f"{initial}he port was opened." in arrived.text
    assert "word-lost" not in {each.code for each in arrived.imported.findings}
