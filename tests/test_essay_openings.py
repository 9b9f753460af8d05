"""What an essay begins with keeps clear of the list of its parts, which hangs beside it."""

import pytest

from tests.flow_documents import some_words
from tests.set_articles import WORDS, set_article

PARTS = f"## The first part\n\n{WORDS * 3}\n\n## The second part\n\n{WORDS * 3}\n"
CAPTION = "A hall in Suva, where the members of the office met for three days"
PICTURE = "![A hall](images/shown.jpg)"
BLOCKS = {
    "picture": PICTURE,
    "captioned picture": f'![A hall](images/shown.jpg "{CAPTION}")',
    "wide picture": f'![A hall](images/shown.jpg "{CAPTION}"){{.wide}}',
    "pictures in a row": f"{PICTURE} {PICTURE}",
    "wide row": f"{PICTURE} {PICTURE}{{.wide}}",
    "gallery": f'::: gallery "{CAPTION}"\n{PICTURE}\n{PICTURE}\n{PICTURE}\n:::',
    "table": "| Port | Seizures |\n|---|---|\n| Suva | 12 |",
    "wide table": '{.wide caption="Seizures"}\n\n| Port | Seizures |\n|---|---|\n| Suva | 12 |',
    "bars": "```bars\ntitle: Seizures\nrows: {Suva: 12, Nadi: 7}\n```",
    "lines": "```lines\ntitle: Seizures\nrows: {2021: 12, 2022: 7, 2023: 9}\n```",
    "map": "```map\ntitle: Seizures\nrows: {Fiji: 12, Tonga: 7}\n```",
    "key figures": '```figures\n- {value: "65.1", label: billion}\n- {value: "7", label: ports}\n```',
    "position only": "```fpo\ntitle: A photograph\n```",
    "quotation": f"> {WORDS.strip()}\n> — The editor",
    "pull quote": f"> {WORDS.strip()}\n{{.pull}}",
    "list": "- Ports\n- Goods",
    "numbered list": "1. Ports\n2. Goods",
    "loose numbered list": "1. Ports\n\n2. Goods",
    "definitions": "Port\n:   A place\n",
    "code": "```text\nprint\n```",
    "box": f'::: box "Title"\n{WORDS}\n:::',
    "events": '::: events "Soon"\n- {dates: 2023-11-14, title: A meeting}\n:::',
    "numbered list before a picture": f"1. Ports\n2. Goods\n\n{PICTURE}{{.wide}}",
    "note": "Words[^1].\n\n[^1]: A note.",
    "paragraph": some_words(9),
}


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("after", [f"{WORDS * 12}\n\n", ""], ids=["text", "nothing"])
def test_the_list_of_parts_keeps_clear_of_the_first_block(tmp_path, layout, block, after):
    """Whatever it is, and whatever follows."""
    galleys = set_article(tmp_path, "essay", f"{BLOCKS[block]}\n\n{after}{PARTS}", layout=layout,
                          picture=(1600, 1000))

    assert [finding for galley in galleys for finding in galley.findings] == []


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("block", [
    "captioned picture", "wide table", "bars", "numbered list before a picture"])
def test_so_it_does_from_right_to_left(tmp_path, layout, block):
    """The list is at the other side."""
    galleys = set_article(tmp_path, "essay", f"{BLOCKS[block]}\n\n{WORDS * 12}\n\n{PARTS}", layout=layout,
                          picture=(1600, 1000), head="language: ar\n")

    assert [finding for galley in galleys for finding in galley.findings] == []
