"""Letters that no page can print: set as those like them, or left out, and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Box, Document, Figures, Paragraph, Picture, Run, Table
from rocbpress.importing.symbols import common
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import rewritten

# What articles refuse, and the letters that each face has for itself.
_LOST = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
                   "\U0001fffe\U0001ffff\U000f0000-\U0010ffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # of the reading direction: they show nothing
_WINDOWS = {code: letter for code in range(0x80, 0xA0)  # letters of Windows that were taken for controls
            if (letter := bytes([code]).decode("windows-1252", "ignore"))}
Clean = Callable[[str], str]


def printable(document: Document, teller: Teller) -> Document:
    """The document without them."""
    def change(block: Block) -> Block:
        return _cleaned(block, lambda text: _told(text, block.place, teller))

    head = {key: _told(said, "", teller) if isinstance(said, str) else said
            for key, said in document.head.items()}
    files = {name: _told(data.decode("utf-8"), name, teller).encode() if name.endswith(".csv") else data
             for name, data in document.files.items()}
    notes = {key: rewritten(said, change) for key, said in document.notes.items()}
    return replace(document, blocks=rewritten(document.blocks, change), notes=notes, head=head, files=files)


def _cleaned(block: Block, clean: Clean) -> Block:
    if isinstance(block, Paragraph):
        runs = _runs(block.runs, clean)
        return block if runs is block.runs else replace(block, runs=runs)
    if isinstance(block, Picture):
        return replace(block, alt=clean(block.alt), title=clean(block.title),
                       caption=_runs(block.caption, clean))
    if isinstance(block, Table):
        return replace(block, caption=_runs(block.caption, clean))
    if isinstance(block, Box):
        return replace(block, title=_runs(block.title, clean))
    if isinstance(block, Figures):
        return replace(block, title=clean(block.title), unit=clean(block.unit),
                       series=tuple(map(clean, block.series)),
                       rows=tuple((clean(label), values) for label, values in block.rows))
    return block


def _runs(runs: tuple[Run, ...], clean: Clean) -> tuple[Run, ...]:
    if not any(map(_needs, (run.words for run in runs))):
        return runs
    return tuple(replace(run, words=clean(run.words)) for run in runs)


def _needs(text: str) -> bool:
    return bool(_LOST.search(text) or (not text.isascii() and (_TURNS.search(text) or common(text) != text)))


def _told(text: str, place: str, teller: Teller) -> str:
    """The text that can be printed; what is missing from it is told once."""
    if not _needs(text):
        return text
    text = re.sub("\r\n?|[\u2028\u2029]", "\n", _TURNS.sub("", common(text))).translate(_WINDOWS)
    lost = list(dict.fromkeys(_LOST.findall(text)))
    left = _LOST.sub("", text)
    if lost:
        points = ", ".join(f"U+{ord(each):04X}" for each in lost[:5])
        teller.tell("word-symbol", f"a letter that cannot be printed is left out: {points}", place, near=left,
                    severity=Severity.ERROR, hint="write the sign that the file shows there")
    return left
