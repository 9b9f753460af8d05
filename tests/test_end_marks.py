"""The mark at the end of an article follows its last words."""

from io import BytesIO

import pdfplumber
import pytest

from tests.set_articles import WORDS, set_article

MARK = {"rocb": 6, "plain": 5}
ENDS = {
    "paragraph": "Endword",
    "tight list": "- Ports\n- Endword",
    "loose list": "- Ports\n\n- Endword",
    "loose numbered list": "1. Ports\n\n2. Endword",
    "list in a list": "- Ports\n    - Goods\n    - Endword",
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("layout", MARK)
@pytest.mark.parametrize("end", ENDS)
def test_it_stands_on_their_line(tmp_path, layout, end, language):
    """Beside them, in the direction of the text."""
    (galley,) = set_article(tmp_path, "report", f"{WORDS}\n\n{WORDS * 3}{ENDS[end]}", layout=layout,
                            head=f"language: {language}\n")
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        (word,) = (each for each in pdf.pages[0].extract_words() if "Endword" in each["text"])
        (mark,) = (each for each in pdf.pages[0].rects
                   if abs(each["width"] - MARK[layout]) < .1 and abs(each["height"] - MARK[layout]) < .1)

    assert word["top"] < mark["bottom"] <= word["bottom"]
    beside = mark["x0"] - word["x1"] if language == "en" else word["x0"] - mark["x1"]
    assert 4 < beside < 10
