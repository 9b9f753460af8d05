"""Pictures that stand in a line of text, as high as its letters."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.pictures import in_line
from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Place

_PICTURE = re.compile(r'<img class="(inline[^"]*)" src="([^"]*)" alt="([^"]*)">')


def with_pictures(case: Context, html: str, where: Place) -> tuple[Markup, tuple[Asset, ...]]:
    """The block's HTML with its inline pictures prepared, and those pictures."""
    assets = []

    def drawn(match: re.Match[str]) -> str:
        shown = in_line(case, case.manuscript.folder / unescape(match[2]), where)
        assets.append(shown.asset)
        return (f'<img class="{match[1]}" src="{shown.asset.url}" alt="{match[3]}" '
                f'style="width:{shown.width:g}pt;height:{shown.height:g}pt">')

    return case.markup(_PICTURE.sub(drawn, html)), tuple(assets)
