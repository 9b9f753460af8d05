"""The style sheet of an edition: colours and faces of the layout over the rules that all pages share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.colour import Colour
from rocbpress.layout.files import LARGEST, WEB_SHEET
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import ScriptFace
from rocbpress.workspace.contained import read_inside

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,>])\s*|\s+")
# Strokes of charts on a dark ground, by their colour in print.
_DARK = (("ink", "text"), ("grey", "quiet"), ("rule", "line"), ("r3", "r1"))


def style_sheet(layout: Layout, shares: Iterable[int], used: Mapping[str, ScriptFace]) -> str:
    """CSS for all pages: `shares` of pictures in rows, and the faces of the scripts that are `used`."""
    palette = {name: colour.css("srgb") for name, colour in {**layout.map_palette, **layout.palette}.items()}
    own = layout.folder / WEB_SHEET
    sheets = (
        f":root{{{''.join(f'--{name}:{colour};' for name, colour in sorted(palette.items()))}}}",
        Path(__file__).with_name("base.css").read_text("utf-8"),
        read_inside(own, layout.folder, LARGEST[".css"]).decode("utf-8") if own.is_file() else "",
        *(f".w{share}{{--share:{share}}}" for share in sorted(shares)),
        *_scripts(used), _dark(layout.map_palette))
    return "\n".join(_close(sheet) for sheet in sheets if sheet) + "\n"


def without_sheet(layout: Layout) -> Iterator[Finding]:
    """A note where the layout, such as the copy of one in a locked issue, has none for the web."""
    if not (layout.folder / WEB_SHEET).is_file():
        yield Finding("web-style", f"the layout {layout.name} has no {WEB_SHEET}: the web edition has its "
                      "colours alone, and the reader's own fonts", Place(f"layouts/{layout.name}"),
                      Severity.NOTE)


def _scripts(used: Mapping[str, ScriptFace]) -> Iterator[str]:
    """Rules for runs in other scripts, which lines that are higher hold."""
    for code, face in used.items():
        family = f'"{face.family}"' if face.pictorial else f'"{face.family}",var(--face)'
        high = f"line-height:{max(face.titles, 1.2):g}em;" if face.lines > 1 else ""
        yield f".script-{code}{{font-family:{family};font-size:{face.scale:g}em;letter-spacing:0;{high}}}"
        if face.lines > 1:
            yield f".in-{code}{{line-height:{1.2 * face.lines:g}}}"


def _dark(palette: Mapping[str, Colour]) -> str:
    rules = "".join(f'.plot [{part}="{palette[name].css("srgb")}"]{{{part}:var(--{value})}}'
                    for name, value in _DARK for part in ("stroke", "fill"))
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def _close(sheet: str) -> str:
    """The sheet without comments and needless spaces."""
    return _SPACE.sub(lambda found: found[1] or " ", _COMMENT.sub("", sheet)).strip()
