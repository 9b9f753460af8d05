"""Flows made for tests, and their galleys read back: the structure with its text, and its faults."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from rocbpress.figures.asset import Asset
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.typeset import typeset

FONTS = Path(__file__).parents[1] / "fonts"
STYLE = """
@page { size: 100mm 140mm; margin: 10mm }
html { font: 10pt/1.4 "Source Serif 4" }
p { margin: 0 0 1mm }
.columns { columns: 2 }
.note { float: footnote }
[lang=th] { font-family: "Noto Sans Thai" }
[lang=ja] { font-family: "Noto Sans JP" }
ul, ul ul { list-style-type: disc }
"""
WORDS = ("customs", "officers", "of", "many", "members", "met", "to", "speak", "of", "integrity",
         "and", "of", "trade", "that", "is", "well", "and", "fair")


def make_flow(
    body: str, *, style: str = "", assets: tuple[Asset, ...] = (), language: str = ' lang="en"',
) -> Flow:
    """A whole document round `body`, on small pages so that things break soon."""
    html = (f'<!doctype html><html{language}><head><meta charset="utf-8"><title>A test</title>'
            f"<style>{STYLE}{style}</style></head><body>{body}</body></html>")
    return Flow("test", ("one",), Matter.BODY, "", "", html, assets)


def set_body(body: str, **particulars: Any) -> Galley:
    return typeset(make_flow(body, **particulars), FONTS)


def make_picture(folder: Path, name: str = "blue.png") -> Asset:
    """A picture under a logical address."""
    path = folder / name
    Image.new("RGB", (60, 40), (30, 90, 160)).save(path)
    return Asset(f"picture:{name}", hashlib.sha256(path.read_bytes()).hexdigest(), path)


def some_words(count: int, first: int = 0) -> str:
    return " ".join(WORDS[(first + i * (first + 1)) % len(WORDS)] for i in range(count))


@dataclass
class Element:
    """A structure element as read back: `kids` are elements, texts and annotations in their order."""

    kind: str
    entry: Any
    kids: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids
                       if isinstance(kid, (str, Element)))

    def all(self, kind: str = "") -> list[Element]:
        """Every element below, in reading order."""
        found = [e for kid in self.kids if isinstance(kid, Element) for e in (kid, *kid.all())]
        return [e for e in found if kind in ("", e.kind)]

    @property
    def annotations(self) -> list[Any]:
        return [kid for kid in self.kids if isinstance(kid, pikepdf.Dictionary)]


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """The file, kept open, since pikepdf's objects die with it; tests share it, so none may change it."""
    return pikepdf.open(BytesIO(data))


def read_structure(data: bytes) -> Element:
    """The Document element with the text of each mark, ActualText before glyphs."""
    pdf = opened(data)
    texts = {page.obj.objgen: _marked_texts(page) for page in pdf.pages}
    return _read(pdf.Root.StructTreeRoot.K[0], texts)


def _read(entry: Any, texts: dict[Any, dict[int, str]]) -> Element:
    element = Element(str(entry.S)[1:], entry)
    if "/ActualText" in entry:
        element.kids.append(str(entry.ActualText))
        return element
    for kid in entry.get("/K", []):
        if isinstance(kid, int):
            element.kids.append(texts[entry.Pg.objgen][kid])
        elif kid.get("/Type") == "/MCR":
            element.kids.append(texts[kid.Pg.objgen][int(kid.MCID)] if "/Stm" not in kid else "")
        elif kid.get("/Type") == "/OBJR":
            element.kids.append(kid.Obj)
        else:
            element.kids.append(_read(kid, texts))
    return element


def _marked_texts(page: Any) -> dict[int, str]:
    texts: dict[int, str] = {}
    maps = {name: _glyph_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    font, stack = "", list[Any]()
    for each in pikepdf.parse_content_stream(page):
        operands, operator = each.operands, each.operator
        name = str(operator)
        if name in ("BDC", "BMC"):
            stack.append(operands[1] if name == "BDC" else {})
            if "/MCID" in stack[-1]:
                texts[int(stack[-1]["/MCID"])] = str(stack[-1].get("/ActualText", ""))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = str(operands[0])
        elif name == "TJ" and stack and "/MCID" in stack[-1] and "/ActualText" not in stack[-1]:
            texts[int(stack[-1]["/MCID"])] += "".join(
                maps[font].get(code, "?") for item in operands[0] if isinstance(item, pikepdf.String)
                for code in re.findall("....", bytes(item).hex()))
    return texts


def _glyph_map(font: Any) -> dict[str, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def structure_faults(data: bytes) -> list[str]:
    """Where marks, structure tree, ParentTree, links and identifiers disagree; empty if nowhere."""
    pdf = opened(data)
    tree = pdf.Root.StructTreeRoot
    parents = dict(zip(tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2], strict=True))
    elements = list(_elements(tree.K[0]))
    owners = {key: entry for entry in elements for key in _content(entry)}
    faults = [f"{kid.S}: wrong parent" for entry in elements for kid in entry.get("/K", [])
              if _is_element(kid) and kid.P.objgen != entry.objgen]
    used = set()
    for page in pdf.pages:
        numbers, problems = _page_marks(page)
        faults += problems
        used.add(int(page.StructParents))
        row = parents[int(page.StructParents)]
        faults += [f"mark {n} has another parent" for n in numbers
                   if n >= len(row) or (page.objgen, n) not in owners
                   or row[n].objgen != owners[page.objgen, n].objgen]
        for annotation in page.get("/Annots", []):
            key = int(annotation.StructParent)
            used.add(key)
            if parents[key].S != "/Link" or owners[annotation.objgen].objgen != parents[key].objgen:
                faults.append("annotation outside its Link")
            if not str(annotation.get("/Contents", "")):
                faults.append("annotation without a name")
    names = [str(entry.ID) for entry in elements if "/ID" in entry]
    listed = [str(name) for name in tree.IDTree.Names[::2]] if "/IDTree" in tree else []
    if sorted(names) != listed or len(set(names)) != len(names):
        faults.append("identifiers and IDTree differ")
    forms = (entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream))
    used |= {int(form.StructParents) for form in forms if "/StructParents" in form}
    if set(parents) != used:
        faults.append("ParentTree has keys that nothing uses")
    written = sum(_is_element(entry) for entry in pdf.objects)
    return faults + ["elements outside the tree"] * (written != len(elements))


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"


def _elements(entry: Any) -> Iterator[Any]:
    yield entry
    for kid in entry.get("/K", []):
        if _is_element(kid):
            yield from _elements(kid)


def _content(entry: Any) -> Iterator[Any]:
    for kid in entry.get("/K", []):
        if isinstance(kid, int):
            yield entry.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield (kid.Stm if "/Stm" in kid else kid.Pg).objgen, int(kid.MCID)
        elif kid.get("/Type") == "/OBJR":
            yield kid.Obj.objgen


def _page_marks(page: Any) -> tuple[list[int], list[str]]:
    numbers, faults, depth = [], [], 0
    for each in pikepdf.parse_content_stream(page):
        operands, operator = each.operands, each.operator
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            if name == "BDC" and "/MCID" in operands[1]:
                numbers.append(int(operands[1].MCID))
                faults += ["marks within marks"] * (depth > 1)
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "f", "S", "B", "sh") and not depth:
            faults.append(f"{name} outside marked content")
    return numbers, faults


@cache
def long_report() -> Galley:
    """Paragraphs, a list, a table, notes and links, broken over columns and pages."""
    paragraphs = "".join(
        f'<p data-block="one#b{n}">P{n} begins {some_words(50, n)} P{n} ends</p>' for n in range(9))
    items = "".join(f"<li>L{n} begins {some_words(25, n)} L{n} ends</li>" for n in range(6))
    rows = "".join(f"<tr><th>Row {n}</th><td>{n}</td></tr>" for n in range(40))
    return set_body(f"""
        <article data-article="one" id="one" data-bookmark="One" data-level="2"><h1>One</h1>
        <div class="columns">{paragraphs}<ul>{items}</ul></div>
        <h2 id="one--table" data-bookmark="1 A table" data-level="3">A table</h2>
        <p>A call<span class="note" data-note="7">What the note says, with
        <a href="https://www.wcoomd.org/">a link</a>.</span> and on.</p>
        <table><thead><tr><th scope="col">Name</th><th scope="col">Number</th></tr></thead>
        <tbody>{rows}</tbody></table></article>""")


def block(name, height, across=""):
    """A drawing so many millimetres high and its name, in one piece; `across` is a further class."""
    drawing = (f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox="0 0 9 9" width="9mm" '
               f'height="{height}mm"><rect width="9" height="9"/></svg>')
    return f'<div class="block {across}">{drawing}<p>{name}</p></div>'
