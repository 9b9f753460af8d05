"""Whatever an issue, a layout, a lock, an archive or a colour profile holds, it reads or is a finding.

    python -m tests.fuzz 600                    seconds; more words go to libFuzzer
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris
from PIL import Image

with atheris.instrument_imports(include=["rocbpress", "yaml", "markdown_it", "mdit_py_plugins", "jinja2"]):
    from rocbpress.archive.embedded import read_embedded
    from rocbpress.archive.lock import read_lock
    from rocbpress.archive.snapshot import unpack
    from rocbpress.compose.templates import render
    from rocbpress.copyfit.locked import locked_fits
    from rocbpress.figures.images.inks import to_inks, to_srgb, usable
    from rocbpress.figures.images.prepare import COATED
    from rocbpress.figures.svg import clean
    from rocbpress.findings.errors import PressError
    from rocbpress.layout.layout import read_layout
    from rocbpress.layout.locked import LOCK, locked_layout
    from rocbpress.sources.manuscript import read_manuscript
    from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]

HEAD = b"---\ntitle: One\nkind: report\n---\n"
ISSUE = (b"number: 5\ntitle: T\npublisher: office\ndate: 2023-10-31\nlanguage: en\nlayout: rocb\n"
         b"sections:\n  - articles: [one]\n")
MAP = b"```map\ntitle: x\ndata: data/x.csv\n```\n"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">'
DICTIONARY = ("::: box", "```map\\x0a", "[^a]", "[^a]: ", "^[", "{.pull}", "{#x}", "![a](images/",
              "article:one", "page:one",
              "| a |\\x0a|---|\\x0a", "title: ", "rows: ", "&#8238;", "<use href='#", "url(#")
SEEDS = (("a", "a [x](article:one) **b**[^a]\n\n[^a]: c\n"), ("i", "covers: x\n"), ("y", "a: [b]\n"),
         ("h", "dates: 2023-07-03\n---\n## A {#x}\n"), ("c", "Italy,1\n"), ("s", "<path d='M0 0'/>"),
         ("n", "<rect width='1e9' stroke-dasharray='1 2' transform='scale(nan)'/>"),
         ("l", (ROOT / "layouts/plain/layout.toml").read_text("utf-8")[:3000]),
         ("t", "{% for a in (1, 2) %}{{ a ~ layout.name }}{% endfor %}"),
         ("k", json.dumps({"schema": 1, "issue": 5, "layout": {"name": "rocb", "sha256": "0"},
                           "editions": {}, "inputs": {}, "fits": {"one": {"scale": 0.9}}})),
         ("z", "PK"), ("e", "%PDF-1.7\n1 0 obj\n<</Names<</EmbeddedFiles<</Names[(a)2 0 R]>>>>>>\nendobj\n"),
         ("p", ""))
SLOWEST = 10  # seconds for one input


class Inputs:
    """One small issue with a layout, of which each input replaces one file."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.folder = self.workspace.issues / "5"
        self.layout = self.workspace.layouts / "other"
        for folder in (*(self.folder / name for name in ("articles", "data")), self.layout,
                       self.workspace.layouts / "rocb"):
            folder.mkdir(parents=True)
        self.workspace.fonts.symlink_to(ROOT / "fonts")
        for path in (ROOT / "layouts" / "rocb").iterdir():
            (self.workspace.layouts / "rocb" / path.name).write_bytes(path.read_bytes())
        (self.workspace.issues / "publishers.yaml").write_text("office: {name: The Office, short: Office}\n")
        (self.folder / "issue.yaml").write_bytes(ISSUE)
        self.press = COATED.read_bytes()
        self.others: dict[bytes, Callable[[bytes], object]] = {
            b"s": lambda data: clean(DRAWING + data + b"</svg>"), b"n": lambda data: clean(DRAWING + data),
            b"l": self.read_layout, b"t": self.render, b"k": self.read_lock, b"z": self.unpack,
            b"e": read_embedded, b"p": self.convert}

    def read(self, data: bytes) -> None:
        """The first byte says which file the rest is; what raises anything but our own error is a find."""
        kind, rest = data[:1], data[1:]
        try:
            self.others.get(kind, lambda rest: self.read_issue(kind, rest))(rest)
        except PressError as error:
            assert error.findings

    def read_issue(self, kind: bytes, rest: bytes) -> None:
        """An article, or by its letter another file of the issue."""
        texts = {"issue.yaml": ISSUE, "articles/one.md": HEAD + b"Words.\n", "data/x.csv": b"Italy,1\n"}
        texts |= {b"i": {"issue.yaml": ISSUE + rest}, b"y": {"issue.yaml": rest},
                  b"h": {"articles/one.md": b"---\ntitle: One\nkind: essay\n" + rest},
                  b"c": {"articles/one.md": HEAD + MAP, "data/x.csv": rest},
                  }.get(kind, {"articles/one.md": HEAD + rest})
        for name, text in texts.items():
            (self.folder / name).write_bytes(text)
        read_manuscript(self.workspace, 5)

    def read_layout(self, data: bytes) -> None:
        """A layout.toml."""
        (self.layout / "layout.toml").write_bytes(data)
        read_layout(self.workspace, "other")

    def render(self, data: bytes) -> None:
        """A template."""
        (self.workspace.layouts / "rocb" / "hostile.html.j2").write_bytes(data)
        render(read_layout(self.workspace, "rocb"), "hostile", words={"page": "page"})

    def read_lock(self, data: bytes) -> None:
        """All that reads a lock; one refusal hides no other."""
        (self.folder / LOCK).write_bytes(data)
        for reading in (lambda: read_lock(self.workspace, 5), lambda: locked_fits(self.workspace, 5),
                        lambda: locked_layout(self.workspace, 5, "rocb")):
            try:
                reading()
            except PressError as error:
                assert error.findings
        (self.folder / LOCK).unlink()

    def unpack(self, data: bytes) -> None:
        """A snapshot, which its reader refuses by ValueError."""
        with suppress(ValueError):
            unpack(data)

    def convert(self, data: bytes) -> None:
        """A colour profile in a picture: our own, damaged by the input at the places that it says."""
        profile = bytearray(self.press[:4000])
        for at in range(0, len(data) - 2, 3):
            profile[int.from_bytes(data[at:at + 2]) % len(profile)] = data[at + 2]
        image = Image.new("CMYK", (2, 2))
        embedded = bytes(profile) if usable(bytes(profile), "CMYK") else None
        to_srgb(image, embedded, self.press)
        to_inks(image, embedded, self.press, limit=300)


def main() -> None:
    """Fuzz for the seconds given; libFuzzer ends the process with its own exit code."""
    seconds, *others = sys.argv[1:] or ["600"]
    root = Path(tempfile.mkdtemp(prefix="rocbpress-fuzz-"))
    corpus, words = root / "corpus", root / "words"
    corpus.mkdir()
    words.write_text("".join(f'"{word}"\n' for word in DICTIONARY))
    for kind, seed in SEEDS:
        (corpus / kind).write_text(kind + seed)
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={SLOWEST}",
            f"-dict={words}",
            "-max_len=4000",
            f"-artifact_prefix={root}/",
            *others,
            str(corpus),
        ],
        Inputs(root).read,
    )
    atheris.Fuzz()


main()
