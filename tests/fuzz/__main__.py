"""Whatever a manifest, an article, a table or a drawing holds, it reads or is a finding.

    python -m tests.fuzz 600                    seconds; more words go to libFuzzer
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rocbpress", "yaml", "markdown_it", "mdit_py_plugins"]):
    from rocbpress.figures.svg import clean
    from rocbpress.findings.errors import SourceError
    from rocbpress.sources.manuscript import read_manuscript
    from rocbpress.workspace.workspace import Workspace

HEAD = b"---\ntitle: One\nkind: report\n---\n"
ISSUE = (b"number: 5\ntitle: T\npublisher: office\ndate: 2023-10-31\nlanguage: en\nlayout: rocb\n"
         b"sections:\n  - articles: [one]\n")
MAP = b"```map\ntitle: x\ndata: data/x.csv\n```\n"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">'
DICTIONARY = ("::: box", "```map\\x0a", "[^a]", "[^a]: ", "^[", "{.pull}", "{#x}", "![a](images/",
              "article:one", "page:one",
              "| a |\\x0a|---|\\x0a", "title: ", "rows: ", "&#8238;", "<use href='#", "url(#")
SEEDS = (("a", "a [x](article:one) **b**[^a]\n\n[^a]: c\n"), ("i", "covers: x\n"), ("y", "a: [b]\n"),
         ("h", "dates: 2023-07-03\n---\n## A {#x}\n"), ("c", "Italy,1\n"), ("s", "<path d='M0 0'/>"))
SLOWEST = 10  # seconds for one input


class TypesettingQueue:
    """One small issue, of which each input replaces one file."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.folder = self.workspace.issues / "5"
        for name in ("articles", "data"):
            (self.folder / name).mkdir(parents=True)
        (self.workspace.issues / "publishers.yaml").write_text("office: {name: The Office, short: Office}\n")

    def read(self, data: bytes) -> None:
        """The first byte says which file the rest is; what raises anything but our own error is a find."""
        kind, rest = data[:1], data[1:]
        try:
            if kind == b"s":
                clean(DRAWING + rest + b"</svg>")
                return
            texts = {"issue.yaml": ISSUE, "articles/one.md": HEAD + b"Words.\n", "data/x.csv": b"Italy,1\n"}
            texts |= {b"i": {"issue.yaml": ISSUE + rest}, b"y": {"issue.yaml": rest},
                      b"h": {"articles/one.md": b"---\ntitle: One\nkind: essay\n" + rest},
                      b"c": {"articles/one.md": HEAD + MAP, "data/x.csv": rest},
                      }.get(kind, {"articles/one.md": HEAD + rest})
            for name, text in texts.items():
                (self.folder / name).write_bytes(text)
            read_manuscript(self.workspace, 5)
        except SourceError as error:
            assert error.findings


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
        TypesettingQueue(root).read,
    )
    atheris.Fuzz()


main()
