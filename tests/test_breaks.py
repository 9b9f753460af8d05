"""Lines end between words where a script writes no spaces."""

import pytest

from rocbpress.sources.markdown.breaks import BREAK, broken
from tests.small_issue import html, read

WORDS = {
    "thai": ("thai", "สำนักงาน|ศุลกากร|ใน|กรุงเทพมหานคร"),
    "lao": ("laoo", "ຫ້ອງການ|ພາສີ|ຊ່ວຍ"),
    "khmer": ("khmr", "ទំព័រ|នេះ|និយាយ|អំពី|គយ"),
    "burmese": ("mymr", "အကောက်ခွန်|ဦးစီးဌာန|သည်"),
}
NAMES = {"ศรีลังกา": "thai", "กรุงเทพมหานคร": "thai", "ရန်ကုန်": "mymr", "ဘင်္ဂလားဒေ့ရှ်": "mymr", "ភ្នំពេញ": "khmr"}


@pytest.mark.parametrize("name", WORDS)
def test_words_are_parted(name):
    """By a dictionary, with U+200B, which shows as nothing."""
    script, words = WORDS[name]

    assert broken(words.replace("|", ""), script) == words.replace("|", BREAK)


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_whole(name):
    """Names of places, though a dictionary may take them for two words; not so what stands beside them."""
    script = NAMES[name]

    assert broken(name, script) == name
    assert name in broken(name * 2, script).split(BREAK)


@pytest.mark.parametrize("text, script", [
    ("က္ကာ", "mymr"), ("င်္ဂ", "mymr"), ("ក្ក", "khmr"), ("ៗៗ", "khmr"), ("เเก", "thai"),
    ("น้ำๆ", "thai"), ("ກຳໆ", "laoo"),
])
def test_syllables_stay_whole(text, script):
    """No break before a mark, after a leading vowel, within a stack or before a closing consonant."""
    assert broken(text, script) == text


def test_other_scripts_are_left_alone():
    """Those with spaces, or with rules of their own, have none added."""
    assert broken("税関の職員は、国際貿易を", "jpan") == "税関の職員は、国際貿易を"
    assert broken("customs office", "") == "customs office"


def test_breaks_of_the_author_stay():
    """A U+200B that an officer typed is a break, and no second one joins it."""
    assert broken("គយ\u200bនេះ", "khmr") == "គយ\u200bនេះ"


def test_articles_are_broken_and_records_are_not(tmp_path):
    """The text of a page has breaks; the words of a title that go into bookmarks have none."""
    head = "---\ntitle: สำนักงานศุลกากร\nkind: report\n---\n"

    assert f"สำนักงาน{BREAK}ศุลกากร" in html(tmp_path / "text", "สำนักงานศุลกากร\n")
    article = read(tmp_path / "title", head=head).article("one")
    assert article.title == "สำนักงานศุลกากร"
    assert f"สำนักงาน{BREAK}ศุลกากร" in str(article.title_html)
