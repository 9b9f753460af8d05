"""Drafts as reviewers send them back: annotated as Acrobat, Preview of macOS, Foxit and Firefox write it.

Keys and values are as in files that these programs have saved.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Box = tuple[float, float, float, float]


class Reviewing:
    """A draft that is open in a viewer."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(pdf))

    def add(self, page: int, **entries: Any) -> Any:
        """An annotation on a page, by its own keys."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, F=4, **entries))
        holder = self.pdf.pages[page].obj
        if Name.Annots not in holder:
            holder.Annots = Array()
        holder.Annots.append(made)
        return made

    def saved(self) -> bytes:
        out = BytesIO()
        self.pdf.save(out)
        return out.getvalue()


def rect(box: Box, grown: float = 0) -> Array:
    left, foot, right, head = box
    return Array([left - grown, foot - grown, right + grown, head + grown])


def quads(*boxes: Box) -> Array:
    """As all four write them, against the standard: upper left, upper right, lower left, lower right."""
    return Array([edge for left, foot, right, head in boxes
                  for edge in (left, head, right, head, left, foot, right, foot)])


def acrobat(file: Reviewing, page: int, kind: str, *boxes: Box, words: str = "", author: str = "Ana",
            **more: Any) -> Any:
    """Rich text beside /Contents, a name, a subject, a popup that has the annotation as its parent."""
    marks = {"QuadPoints": quads(*boxes)} if kind in ("Highlight", "Underline", "StrikeOut") else {}
    made = file.add(page, Subtype=Name(f"/{kind}"), Rect=rect(boxes[0], 1), **marks, T=String(author),
                    Contents=String(words), NM=String(f"{kind}-{words[:8]}-{page}"), Subj=String(kind),
                    CreationDate=String("D:20261127101500+01'00'"), M=String("D:20261127101600+01'00'"),
                    C=Array([1, 0.82, 0]), CA=1, RC=String(
                        f'<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>{words}</p></body>'),
                    **more)
    made.Popup = file.add(page, Subtype=Name.Popup, Parent=made, Open=False, Rect=Array([612, 0, 792, 120]))
    return made


def reply(file: Reviewing, page: int, above: Any, words: str, author: str = "Ben", **more: Any) -> Any:
    return file.add(page, Subtype=Name.Text, IRT=above, T=String(author), Contents=String(words),
                    Rect=above.Rect, M=String("D:20261127111500+01'00'"), **more)


def state(file: Reviewing, page: int, above: Any, model: str, value: str, at: str = "12") -> Any:
    """A hidden note that says what became of another (ISO 32000-1, 12.5.6.3)."""
    return file.add(page, Subtype=Name.Text, IRT=above, T=String("Ben"), StateModel=String(model),
                    State=String(value), Contents=String(f"{value} set by Ben"), Rect=above.Rect,
                    M=String(f"D:20261127{at}0000+01'00'"))


def preview(file: Reviewing, page: int, kind: str, *boxes: Box, words: str = "") -> Any:
    """No author, no rich text; the words of a highlight stand in its popup; dates that are none."""
    marks = {"QuadPoints": quads(*boxes)} if kind == "Highlight" else {}
    own = {"Contents": String(words)} if kind in ("Text", "FreeText") else {}
    made = file.add(page, Subtype=Name(f"/{kind}"), Rect=rect(boxes[0]), **marks, **own,
                    M=String("D:20261127163026Z00'00"), C=Array([0.98, 0.8, 0.35]),
                    DA=String("//Helvetica 12 Tf 0 g"), Border=Array([0, 0, 0]),
                    **{"AAPL:AKExtras": Dictionary({"/AAPL:AKAnnotationObject": String("YnBsaXN0MDA=")})})
    if kind == "Highlight" and words:
        made.Popup = file.add(page, Subtype=Name.Popup, Parent=made, Contents=String(words),
                              Rect=Array([540, 104, 612, 224]), DA=String("//.AppleSystemUIFont 11 Tf 0 g"))
    return made


def firefox(file: Reviewing, page: int, kind: str, *boxes: Box, words: str = "", **more: Any) -> Any:
    """Neither author nor name; free highlights are ink with /IT /InkHighlight."""
    marks = {"QuadPoints": quads(*boxes)} if kind == "Highlight" else {}
    said = {"Contents": String(words)} if words else {}
    return file.add(page, Subtype=Name(f"/{kind}"), Rect=rect(boxes[0]), **marks, **said, Rotate=0,
                    CreationDate=String("D:20261127163715"), Border=Array([0, 0, 0]), **more)


def foxit(file: Reviewing, page: int, kind: str, *boxes: Box, words: str = "", author: str = "Chi",
          **more: Any) -> Any:
    """As Acrobat; corners of /Rect may be reversed, and a typewriter's words are in UTF-16."""
    left, foot, right, head = boxes[0]
    marks = {"QuadPoints": quads(*boxes)} if kind in ("StrikeOut", "Highlight", "Squiggly") else {}
    return file.add(page, Subtype=Name(f"/{kind}"), Rect=Array([right, foot, left, head]), **marks,
                    T=String(author), Contents=String(words), Subj=String("Typewriter"), CA=1,
                    NM=String("c4dfb4d2-eaf3-42a2-9004-26ce4e401a9e"), **more)
