"""An article alone in its issue, typeset."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
from PIL import Image

from rocbpress.compose.flows import compose
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.typeset import typeset
from tests.composed import MAIL, WORKSPACE
from tests.flow_documents import FONTS
from tests.small_issue import make

WORDS = "The officers who met in the hall had come from many ports, and each had a story of goods.\n\n"


def set_article(folder, kind, body, *, head="", picture=(), layout="rocb", title="One"):
    """The galleys of an article alone in its issue; `picture` is the size of images/shown.jpg in pixels."""
    workspace = make(folder, head=f"---\ntitle: {title}\nkind: {kind}\n{head}---\n", body=body)
    if picture:
        Image.new("RGB", picture, (120, 130, 140)).save(workspace.issues / "5" / "images" / "shown.jpg")
    flows = compose(read_manuscript(workspace, 5), read_layout(WORKSPACE, layout), MAIL, {}, pictures=folder)
    return [typeset(flow, FONTS) for flow in flows if "one" in flow.articles]


def words(galley, page):
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        return pdf.pages[page].extract_words()
