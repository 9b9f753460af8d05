"""The inside of a paragraph: runs with their emphasis, links, notes, fields, changes (ECMA-376, 17.3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Run
from rocbpress.importing.elements import (
    LAYOUT,
    SILENT,
    TRANSPARENT,
    chosen,
    tell_comment,
    undeleted,
    unknown,
    words_in,
)
from rocbpress.importing.fields import Field, chosen_entry, field_link, in_small_figures, is_contents
from rocbpress.importing.package import Element, find, is_on, name_of, number, switch, tag, value
from rocbpress.importing.passages import KEPT, tell_passages
from rocbpress.importing.story import Story
from rocbpress.importing.symbols import is_symbolic, sign, signs_of
from rocbpress.importing.told import quoted

_USUAL = frozenset({"st", "nd", "rd", "th", "er", "e", "o", "a", "®", "™", ""})  # raised or not
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")  # letters that only one face has
_SPACED = re.compile("[\n\r\t\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Format:
    """How the words at hand are set, and what is told of them."""

    run: Run = field(default_factory=Run)
    code: str = ""
    face: str = ""
    raised: str = ""
    size: float = 0
    underlined: bool = False


_PLAIN = Format()


class Line:
    """Reads one paragraph: `runs`, and the drawings in it, before its words or after them."""

    def __init__(self, story: Story, style: str, place: str) -> None:
        self.story, self.style, self.place = story, style, place
        self.runs: list[Run] = []
        self.before: list[Element] = []
        self.after: list[Element] = []
        self.told: dict[str, list[str]] = {}
        self.size = 0.0
        self.underlined = True

    def read(self, paragraph: Element) -> Line:
        """All of it; what is left out is told."""
        self._walk(paragraph, _PLAIN)
        near = "".join(run.words for run in self.runs)
        tell_passages(self.told, near, self.place, self.story.teller)
        return self

    def follow(self, paragraph: Element) -> None:
        """Only its fields, of a paragraph that is left out: they may end in another."""
        for each in paragraph.iter(tag("w:fldChar"), tag("w:instrText")):
            _RULES[name_of(each)](self, each, _PLAIN)

    def _walk(self, element: Element, form: Format) -> None:
        for child in element:
            name = name_of(child)
            if rule := _RULES.get(name):
                rule(self, child, form)
            elif name in TRANSPARENT:
                self._walk(child, form)
            elif name not in LAYOUT:
                unknown(child, self.story.teller, self.place)

    def _add(self, words: str, form: Format) -> None:
        words = SILENT.sub("", words)
        if not words:
            return
        if fields := self.story.fields:
            if not all(each.result for each in fields):
                form = replace(form, code=form.code or "word-field-code")
            elif any(is_contents(each.code) for each in fields):
                form = replace(form, code=form.code or "word-contents")
        if form.code:
            self.told.setdefault(form.code, []).append(words)
            if form.code not in KEPT:
                return
        if form.raised:
            words = self._raised(words, form.raised)
        link = form.run.link or next((linked for each in reversed(self.story.fields)
                                      if (linked := field_link(each.code))), "")
        run = form.run
        self.runs.append(Run(words, run.bold, run.italic, run.struck, link=link))
        if not words.isspace():
            self.size = self.size or form.size
            self.underlined &= form.underlined

    def _raised(self, words: str, raised: str) -> str:
        """Figures as the small ones that Unicode has; other words as they are, told."""
        if small := in_small_figures(words, raised):
            return small
        if words.strip().lower() not in _USUAL:
            self.told.setdefault("word-raised", []).append(f"{words} ")
        return words

    def _run(self, element: Element, form: Format) -> None:
        self._walk(element, self._format(find(element, "w:rPr"), form))

    def _format(self, properties: Element | None, form: Format) -> Format:
        styles = self.story.styles
        said = {} if properties is None else {name_of(each): each for each in properties}
        own = value(said.get("w:rStyle"))

        def on(name: str) -> bool:
            switched = switch(said.get(f"w:{name}"))
            if switched is None and own:
                switched = styles.toggle(own, name)
            return bool(styles.toggle(self.style, name) if switched is None else switched)

        code = form.code
        if not code and on("vanish"):
            code = "word-hidden"
        elif not code and value(said.get("w:highlight"), default="none") not in ("none", "white"):
            code = "word-highlight"
        run = Run("", on("b"), on("i"), on("strike") or on("dstrike"), link=form.run.link)
        raised = value(said.get("w:vertAlign")) or (styles.value(own, "w:rPr/w:vertAlign") if own else "")
        size = number(value(said.get("w:sz")) or (styles.value(own, "w:rPr/w:sz") if own else "")) / 2
        return Format(run, code, self._face(said.get("w:rFonts"), own),
                      "" if raised == "baseline" else raised, size,
                      value(said.get("w:u"), default="none") != "none")

    def _face(self, fonts: Element | None, own: str) -> str:
        """The face of letters of the West: of the run itself, its style or that of the paragraph."""
        styles, path = self.story.styles, "w:rPr/w:rFonts"
        if fonts is not None and fonts.get(tag("w:asciiTheme")):
            return ""
        return (value(fonts, attribute="w:ascii") or value(fonts, attribute="w:hAnsi")
                or styles.value(own, path, "w:ascii") or styles.value(self.style, path, "w:ascii"))

    def _text(self, element: Element, form: Format) -> None:
        words = element.text or ""
        if is_symbolic(form.face):
            signs = signs_of(form.face, words)
            if "" in signs:
                self._unknown_symbol(form.face, words)
            elif "".join(signs) != words and any(map(str.isalnum, words)):
                self.story.teller.tell("word-symbol-text", f"letters of the face {form.face} are set as the "
                                       f"signs that it shows: {quoted(''.join(signs))}", self.place,
                                       words=words, severity=Severity.NOTE)
            words = "".join(signs)
        if _PRIVATE.search(words):
            self._unknown_symbol(form.face or "of the text", words)
            words = _PRIVATE.sub("", words)
        self._add(_SPACED.sub(" ", words), form)

    def _symbol(self, element: Element, form: Format) -> None:
        face, point = element.get(tag("w:font"), ""), element.get(tag("w:char"), "")
        found = sign(face, int(point, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", point) else ""
        if found:
            self._add(found, form)
        else:
            self._unknown_symbol(face, point)

    def _unknown_symbol(self, face: str, letter: str) -> None:
        self.story.teller.tell("word-symbol", f"a sign of the face {face} is not known and left out",
                               self.place,
                               words="".join(self.runs[-1].words for _ in self.runs[-1:]) + f" [{letter}]",
                               severity=Severity.ERROR, hint="write the sign that Word shows there")

    def _break(self, element: Element, form: Format) -> None:
        if element.get(tag("w:type"), "textWrapping") == "textWrapping":
            self._add("\n", form)
        else:
            self._add(" ", form)

    def _space(self, _element: Element, form: Format) -> None:
        self._add(" ", form)

    def _hyphen(self, _element: Element, form: Format) -> None:
        self._add("\u2011", form)

    def _deleted(self, element: Element, form: Format) -> None:
        self.told.setdefault("word-deleted", []).append(" ")  # each deletion is a passage of its own
        self._walk(element, replace(form, code="word-deleted"))

    def _inserted(self, element: Element, form: Format) -> None:
        self._walk(element, replace(form, code=form.code or "word-inserted"))

    def _hyperlink(self, element: Element, form: Format) -> None:
        relation = self.story.package.relations(self.story.part).get(element.get(tag("r:id"), ""))
        anchor = element.get(tag("w:anchor"), "")
        target = relation.target if relation else f"#{anchor}" if anchor else ""
        self._walk(element, replace(form, run=replace(form.run, link=target)))

    def _field_mark(self, element: Element, form: Format) -> None:
        fields, kind = self.story.fields, element.get(tag("w:fldCharType"), "")
        if kind == "begin":
            fields.append(Field(chosen=chosen_entry(element)))
        elif kind == "separate" and fields:
            fields[-1].result = True
        elif kind == "end" and fields:
            ended = fields.pop()
            if not ended.result and ended.code.split()[:1] == ["EQ"]:
                self._add(ended.code, replace(_PLAIN, code="word-equation"))
            self._add(ended.chosen, form)

    def _field_code(self, element: Element, _form: Format) -> None:
        if self.story.fields and not self.story.fields[-1].result:
            self.story.fields[-1].code += element.text or ""

    def _field(self, element: Element, form: Format) -> None:
        self.story.fields.append(Field(element.get(tag("w:instr"), ""), result=True))
        self._walk(element, form)
        self.story.fields.pop()

    def _note(self, element: Element, form: Format) -> None:
        key = ("f" if name_of(element) == "w:footnoteReference" else "e") + element.get(tag("w:id"), "")
        if form.code in ("word-deleted", "word-hidden"):
            return
        if key not in self.story.notes:
            self.story.teller.tell("word-note-missing", "a note is called that is not there", self.place,
                                   near="".join(run.words for run in self.runs), severity=Severity.ERROR)
            return
        self.story.called.append(key)
        self.runs.append(Run(note=key))

    def _comment(self, element: Element, _form: Format) -> None:
        if (comment := self.story.comments.get(element.get(tag("w:id"), ""))) is not None:
            tell_comment(comment, self.story.teller, self.place, "".join(run.words for run in self.runs))

    def _bookmark(self, element: Element, _form: Format) -> None:
        if name := element.get(tag("w:name"), ""):
            self.runs.append(Run(anchor=name))

    def _control(self, element: Element, form: Format) -> None:
        if is_on(find(element, "w:sdtPr"), "w:showingPlcHdr"):
            form = replace(form, code=form.code or "word-placeholder")
            self.told.setdefault(form.code, []).append(" ")
        self._walk(element, form)

    def _ruby(self, element: Element, form: Format) -> None:
        reading = find(element, "w:rt")
        said = self._undeleted(reading).strip() if reading is not None else ""
        self._walk(element, form)
        if said:
            self._add(f"({said})", replace(form, code=form.code or "word-ruby"))

    def _equation(self, element: Element, form: Format) -> None:
        said = " ".join(self._undeleted(element).split())
        self._add(f" {said} ", replace(form, code=form.code or "word-equation"))

    def _undeleted(self, element: Element) -> str:
        """The words of an element that is read as a whole; those deleted in it are told."""
        words, deleted = undeleted(element)
        self.told.setdefault("word-deleted", []).extend(f" {each} " for each in deleted)
        return words

    def _alternate(self, element: Element, form: Format) -> None:
        if (found := chosen(element)) is not None:
            self._walk(found, form)

    def _drawing(self, element: Element, form: Format) -> None:
        if form.code in ("word-deleted", "word-hidden", "word-placeholder"):
            self.told.setdefault(form.code, []).append(words_in(element))
        elif any(run.words.strip() for run in self.runs):
            self.after.append(element)
        else:
            self.before.append(element)

    def _skip(self, _element: Element, _form: Format) -> None:
        pass


_RULES: Mapping[str, Callable[[Line, Element, Format], None]] = {
    "w:r": Line._run, "w:t": Line._text, "w:delText": Line._text, "w:sym": Line._symbol, "w:br": Line._break,
    "w:cr": Line._break, "w:tab": Line._space, "w:ptab": Line._space, "w:noBreakHyphen": Line._hyphen,
    "w:del": Line._deleted, "w:moveFrom": Line._deleted, "w:ins": Line._inserted, "w:moveTo": Line._inserted,
    "w:hyperlink": Line._hyperlink, "w:fldChar": Line._field_mark, "w:instrText": Line._field_code,
    "w:delInstrText": Line._skip, "w:fldSimple": Line._field, "w:footnoteReference": Line._note,
    "w:endnoteReference": Line._note, "w:commentReference": Line._comment, "w:bookmarkStart": Line._bookmark,
    "w:sdt": Line._control, "w:ruby": Line._ruby, "w:rt": Line._skip, "m:oMath": Line._equation,
    "m:oMathPara": Line._equation, "mc:AlternateContent": Line._alternate, "w:drawing": Line._drawing,
    "w:pict": Line._drawing, "w:object": Line._drawing,
}
