"""The style sheets of a document: the palette in the edition's colours, then the layout's sheets."""

import math
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import ScriptFace
from rocbpress.layout.script_faces import above_middle, family_files, shows_emphasis
from rocbpress.workspace.contained import read_inside

_SHARING = ("report", "message")  # kinds of articles that may share a page
# What layouts set in lines of their own beside the text, some closer than its lines.
_BESIDE = ":is(caption,.label,.label-text,.facts dt,.facts dd,.event dt,.event dd,.closing p,.legend li)"
_TITLES = ":is(h1,h2,h3,h4,h5,h6,figcaption,.title,.standfirst,.parts li)"


def style_sheets(layout: Layout, edition: Edition, page: str, body: str = "") -> tuple[Markup, Markup]:
    """CSS for a flow of pages named `page`: the sheet that all flows share, and the flow's own.

    The second is that of the page's name, before it that of another kind whose articles share the pages, and
    the faces of the scripts that stand in `body`, and of no other. They are two, so that the first is read
    once for all flows.

    The palette stands in the document's own sheet: one handed over beside it does not win over
    :root. Only an edition with bleed has an @page that says so.
    """
    palette = "".join(f"--{name}:{colour.css(edition.space)};" for name, colour in layout.palette.items())
    bleed = f"@page{{bleed:{layout.bleed_mm:g}mm}}" if edition.bleed else ""
    shared = (_sheet(path, layout) for path in layout.styles)
    sheets = (layout.folder / f"{kind}.css" for kind in (*_guests(layout, page, body), page))
    paged = (_sheet(path, layout) for path in sheets if path.is_file())
    return (Markup("\n".join((f":root{{{palette}}}{bleed}", *shared))),
            Markup("\n".join((*paged, *_faces(layout, body)))))


def _sheet(path: Path, layout: Layout) -> str:
    """The file, after a line that names it, by which `typeset/engine/stylesheets.py` places complaints."""
    text = read_inside(path, path.parent).decode("utf-8").replace("\r\n", "\n")
    own = path.is_relative_to(layout.folder)
    name = f"layouts/{layout.name}/{path.relative_to(layout.folder).as_posix()}" if own else path.name
    return f"/*@file {name.replace('*', '')}*/\n{text}"


def _guests(layout: Layout, page: str, body: str) -> Iterator[str]:
    """The kinds of articles on the pages of another; older layouts have no sheets for that."""
    for kind in _SHARING if page in _SHARING and "small" in layout.measures else ():
        if kind != page and f'<article class="{kind}' in body:
            yield kind
    if page == "opening" and '<article class="part' in body:
        yield "essay"


def _marks(layout: Layout, code: str, face: ScriptFace, body: str) -> Iterator[str]:
    """Dots under emphasised words, as Chinese and Japanese have them, in a face without bold or italic."""
    shown = shows_emphasis(layout.fonts, face.family)
    tags = [tag for tag, has in zip(("strong", "em"), shown, strict=True) if not has and f"<{tag}>" in body]
    if tags:
        words = ",".join(f"{tag} .script-{code},.script-{code} {tag}" for tag in tags)
        yield f"{words}{{text-decoration:underline dotted 1pt;text-underline-offset:2pt}}"


def _faces(layout: Layout, body: str) -> Iterator[str]:
    """Rules for runs in other scripts, and for paragraphs whose lines need more than one of the grid.

    Figures and stops within a run stay in the face around it, which the layout names `--latin`. A high
    line has its letters on the last of the lines it takes, so that they stay on the grid.
    """
    for code, face in layout.faces.items():
        if f"script-{code}" in body:
            yield f".script-{code}{{font-family:{_families(face)};font-size:{face.scale:g}em}}"
            yield from () if face.pictorial else _marks(layout, code, face, body)
        if face.titles > 1 and f"script-{code}" in body:
            high = f"round(up,{face.titles:g}em,{layout.measures['line']:g}pt)"
            yield f"{_TITLES}:not(.in-{code}) .script-{code}{{line-height:max(1lh,{high})}}"
        if face.lines > 1 and f"-{code}" in body:
            yield from _high_lines(code, face, layout.measures["line"])
            yield from _numbers_beside(layout, code, face)


def _high_lines(code: str, face: ScriptFace, line: float) -> Iterator[str]:
    """Rules for a script whose lines take more than one of the grid.

    What stands within a high block, such as a list in an item, is on lines of its own again. The mark of an
    item is on the first line of its words.
    """
    high, sinks = face.lines * line, (face.lines - 1) * line / 2
    own = f".in-{code}"
    title = f"max(1lh,round(up,{face.titles:g}em,{line:g}pt))"
    yield f"dl>dt{own},{own}{{line-height:{high:g}pt;position:relative;top:{sinks:g}pt}}"
    yield f"{own}>:is(ul,ol,dl,pre,blockquote){{line-height:{line:g}pt;position:relative;top:-{sinks:g}pt}}"
    yield f"li:has(>{own}:first-child)::before{{line-height:{high:g}pt;margin-top:{sinks:g}pt}}"
    yield f"{_BESIDE}:not({own}) .script-{code}{{line-height:{title}}}"
    yield f".note .script-{code}{{line-height:max(1lh,{face.titles:g}em)}}"


def _numbers_beside(layout: Layout, code: str, face: ScriptFace) -> Iterator[str]:
    """Rules that put the page number of an entry in the contents on the line its title stands on."""
    line, files = layout.measures["line"], family_files(layout.fonts, face.family)
    for entries, title, lead in (("", "entry", line), (".leads", "middle", 2 * line)):
        latin = layout.titles[title]
        size = face.scale * latin.size
        high = line * math.ceil(face.titles * size / line)
        if high > lead and files:
            lower = (high - lead) / 2 + above_middle(files[0][0], size) - above_middle(latin.face, latin.size)
            yield f".entry{entries} .title:has(.script-{code})~.page{{margin-top:{lower:.2f}pt}}"


def _families(face: ScriptFace) -> str:
    family = f'"{face.family}"'
    return f"{family},var(--latin);line-height:0" if face.pictorial else f"var(--latin),{family}"
