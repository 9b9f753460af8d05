"""A hundred layouts that mean harm, by templates and by files; run as a program, it tries each."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from rocbpress.compose.context import Context
from rocbpress.compose.templates import render
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.files import check_fonts
from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.workspace.workspace import Workspace
from tests.composed import LAYOUT, MAIL, ROOT, manuscript

SECONDS, BYTES = 90, 1_000_000_000  # of processor and memory, for all of them together
GROWS = "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = STEP %}{% endfor %}{{ ns.s }}"
TWICE = "{% for a in range(10000) %}{% for b in range(10000) %}BODY{% endfor %}{% endfor %}"
STEPS, LETTERS = "more than 32,000,000 steps", "more than 8,000,000 letters"
DEEP, CALL, NONE = "nested too deep", "may not call", "has no value"

TEMPLATES: dict[str, tuple[str | bytes, str]] = {  # source, what is said of it
    # What must not be reached.
    "folder": ("{{ layout.folder.parent.parent }}", NONE),
    "fonts": ("{{ layout.fonts }}", NONE),
    "face": ("{{ layout.furniture.folio.face.read_text() }}", NONE),
    "titles": ("{{ layout.titles.large.face }}", NONE),
    "styles": ("{{ layout.styles[0].write_text('x') }}", NONE),
    "dump": ("{{ layout.model_dump() }}", NONE),
    "construct": ("{{ layout.model_construct() }}", NONE),
    "private": ("{{ layout._value.folder }}", "unsafe"),
    "private-item": ("{{ layout['_value'].folder }}", "unsafe"),
    "private-map": ("{{ [layout] | map(attribute='_value') | first }}", "unsafe"),
    "private-format": ("{{ '{0._value.folder}'.format(layout) }}", CALL),
    "manuscript": ("{{ case.manuscript.folder }}", NONE),
    "pictures": ("{{ case.pictures }}", NONE),
    "printer": ("{{ case.printer.icc.read_bytes() }}", NONE),
    "omitted": ("{{ case.omitted.clear() }}", NONE),
    "blocks": ("{{ article.blocks[0].spec.path }}", NONE),
    "file": ("{{ article.file }}", NONE),
    "globals": ("{{ case.link.__globals__ }}", "is a function"),
    "function": ("{{ case.link._function.__func__ }}", "unsafe"),
    "class": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    "self": ("{{ self._TemplateReference__context }}", "unsafe"),
    "repr": ("{{ case.link('x', layout) }}", "must be a text"),
    "percent-r": ("{{ '%r' % (range,) }}", "cannot be printed"),
    "printed-function": ("{{ range }}", "cannot be printed"),
    "printed-view": ("{{ layout }}", "is no text"),
    "printed-list": ("{{ [1] }}", "cannot be printed"),
    "include-absolute": ("{% include '/etc/passwd' %}", "no template /etc/passwd"),
    "include-above": ("{% include '../outside.html.j2' %}", "no template"),
    "include-null": ("{% include 'a\\0b' %}", "no template"),
    "include-link": ("{% include 'link.html.j2' %}", "no template"),
    "extends-above": ("{% extends '../outside.html.j2' %}", "no template"),
    "random": ("{{ [1, 2] | random }}", "No filter named"),
    "lipsum": ("{{ lipsum(n=10000) }}", "undefined"),
    "append": ("{{ [1].append(2) }}", "unsafe"),
    # What would never end, or fill the memory.
    "range": ("{% for a in range(10**9) %}{% endfor %}", "no more than 10,000"),
    "loops": (TWICE.replace("BODY", "x"), STEPS),
    "silent-loops": (TWICE.replace("BODY", ""), STEPS),
    "filtered-loops": (TWICE.replace("(10000) %}BODY", "(10000) if false %}"), STEPS),
    "slices": ("{% set s = 'a' * 1000000 %}" + TWICE.replace("BODY", "{{ s[:-1] | length }}"), STEPS),
    "searches": ("{% set s = 'a' * 1000000 %}" + TWICE.replace("BODY", "{{ 'ab' in s }}"), STEPS),
    "expressions": (TWICE.replace("BODY", "{{ 1 - 1 }}" * 1000), "more than"),
    "includes-itself": ("{% include 'hostile.html.j2' %}", DEEP),
    "imports-itself": ("{% from 'hostile.html.j2' import a %}", DEEP),
    "extends-itself": ("{% extends 'hostile.html.j2' %}", DEEP),
    "macro-in-itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", DEEP),
    "macro-doubling": ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
                       "{{ m(40) }}", STEPS),
    "loop-in-itself": ("{% for a in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}", DEEP),
    "times": ("{{ 'a' * 10**9 }}", STEPS),
    "list-times": ("{{ ([1] * 10**9) | length }}", STEPS),
    "powers": ("{{ 9 ** (9 ** 9) }}", "number is too large"),
    "factors": ("{{ (2 ** 4000) * (2 ** 4000) }}", "number is too large"),
    "joined": (GROWS.replace("STEP", "ns.s ~ ns.s"), STEPS),
    "added": (GROWS.replace("STEP", "ns.s + ns.s"), STEPS),
    "replaced": (GROWS.replace("STEP", "ns.s | replace('a', 'aa')"), STEPS),
    "replaced-by-method": (GROWS.replace("STEP", "ns.s.replace('a', 'aa')"), STEPS),
    "join": (GROWS.replace("STEP", "[ns.s, ns.s] | join"), STEPS),
    "join-method": (GROWS.replace("STEP", "ns.s.join('xxxx')"), STEPS),
    "format": (GROWS.replace("STEP", "'%s%s' | format(ns.s, ns.s)"), STEPS),
    "nested-lists": (GROWS.replace("STEP", "[ns.s, ns.s]"), "steps|nested"),
    "captured": ("{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s %}{{ ns.s }}{{ ns.s }}"
                 "{% endset %}{% endfor %}", LETTERS),
    "printed": ("{% set s = 'a' * 1000000 %}{% for i in range(10000) %}{{ s }}{% endfor %}", LETTERS),
    "width": ("{{ '%0999999999d' % 1 }}", "no width above"),
    "star-width": ("{{ '%*d' % (999999999, 1) }}", "no width above"),
    "center": ("{{ 'x'.center(10**9) }}", CALL),
    "center-filter": ("{{ 'x' | center(10**9) }}", "No filter named"),
    "bytes": ("{{ (1).to_bytes(10**9, 'big') }}", CALL),
    "batch": ("{{ [1] | batch(10**9, 'x') | list }}", "no number above"),
    "slice": ("{{ [1] | slice(10**9) | list }}", "no number above"),
    "round": ("{{ 5 | round(-10**9) }}", "no number above"),
    "sum": ("{{ [[1]] | sum(start=[]) }}", "numbers alone"),
    "tags": ("{{ ('<!--' * 400000) | striptags }}", STEPS),
    "lines": ("{% for i in range(10000) %}{{ case.lines('word ' * 100, 'large', 10) }}{% endfor %}", STEPS),
    "codes": ("{% for i in range(10000) %}{{ case.qr('https://example.org/' ~ i) }}{% endfor %}", STEPS),
    # What is only wrong.
    "zero": ("{{ 1 / 0 }}", "zero"),
    "types": ("{{ 'a' - 1 }}", "unsupported"),
    "overflow": ("{{ 1e300 * 1e300 * 1e300 }}", "no number to print"),
    "no-title": ("{{ case.lines('x', 'nope', 9) }}", "there is no 'nope'"),
    "infinite": ("{{ case.balance('x', 'large', 1e308 * 10) }}", "number like inf"),
    "code-too-long": ("{{ case.qr('x' * 5000) }}", "ata"),
    "list-given": ("{{ case.link('x', [1]) }}", "is to be called with"),
    "digits": ("{{ " + "9" * 5000 + " }}", DEEP),
    "parentheses": ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", DEEP),
    "sums": ("{{ " + "1 + " * 20_000 + "1 }}", DEEP),
    "ifs": ("{% if 1 %}" * 500 + "{% endif %}" * 500, DEEP),
    "fors": ("{% for x in [1] %}" * 30 + "{% endfor %}" * 30, DEEP),
    "latin-1": (b"<p>\n\xe9</p>", "byte E9 is not UTF-8"),
    "megabytes": ("x" * 2_000_000, "larger than"),
}


def toml(old, new):
    """layout.toml with one place changed."""
    def spoil(folder):
        path = folder / "layout.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    return spoil


def file(name, data):
    """A file more, or another in the place of one."""
    def spoil(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return spoil


def font(name, to):
    """A link in fonts/."""
    def spoil(folder):
        fonts = folder.parents[1] / "fonts"
        fonts.mkdir()
        (fonts / name).symlink_to(to)
    return spoil


def link(name, to):
    """A link in the place of a file."""
    def spoil(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to)
    return spoil


def named(spoil, *, sheet):
    """So spoilt, and the sheet listed in `styles`."""
    return lambda folder: (spoil(folder), toml('"figures.css"', f'"{sheet}"')(folder))


SHEET, FACE = '"figures.css"', "source-sans-3/SourceSans3_400Regular.ttf"
PROFILE = (ROOT / "rocbpress/layout/profiles/fogra39.toml").read_bytes()
FILES = {  # how the folder is spoilt, what is told
    "style-absolute": (toml(SHEET, '"/etc/passwd"'), r"layout.toml:\d+:\d+: layout-style"),
    "style-above": (toml(SHEET, '"../../outside.css"'), r"layout.toml:\d+:\d+: layout-style"),
    "style-through": (toml(SHEET, '"x/../../../outside.css"'), r"layout.toml:\d+:\d+: layout-style"),
    "style-null": (toml(SHEET, '"a\\u0000b"'), r"layout.toml:\d+:\d+: layout-style"),
    "style-folder": (toml(SHEET, '"."'), r"layout.toml:\d+:\d+: layout-style"),
    "style-link": (link("figures.css", "/etc/passwd"), "rocb/figures.css: layout-outside"),
    "folder-link": (named(link("more", "/etc"), sheet="more/passwd"), "rocb/more: layout-outside"),
    "circle": (link("circle.css", "circle.css"), "rocb/circle.css: layout-outside"),
    "template-link": (link("cover.html.j2", "../../outside.css"), "rocb/cover.html.j2: layout-outside"),
    "profile-link": (link("profiles/own.toml", "/etc/passwd"), "rocb/profiles/own.toml: layout-outside"),
    "page-link": (link("report.css", "/etc/hostname"), "rocb/report.css: layout-outside"),
    "toml-link": (link("layout.toml", ROOT / "layouts/rocb/layout.toml"), "rocb/layout.toml: layout-outside"),
    "face-absolute": (toml(FACE, "/etc/passwd"), r"layout.toml:\d+:\d+: layout-face"),
    "face-above": (toml(FACE, "../outside.css"), r"layout.toml:\d+:\d+: layout-face"),
    "face-folder": (toml(FACE, "source-sans-3"), r"layout.toml:\d+:\d+: layout-face"),
    "latin-1": (file("layout.toml", b"a = '\xe9'"), "layout.toml:1:6: layout-syntax"),
    "sheet-latin-1": (file("report.css", b"p {}\n/* \xe9 */"), "report.css:2:4: layout-style"),
    "template-latin-1": (file("own.html.j2", b"\n\n\xe9"), "own.html.j2:3:1: layout-template"),
    "utf-16": (file("report.css", "p {}".encode("utf-16")), "report.css:1:1: layout-style"),
    "sheet-of-megabytes": (file("report.css", b"p{}" * 1_000_000), "report.css: layout-style"),
    "selectors": (file("report.css", b"a:not(.b)," * 100_000 + b"p{}"), "report.css: layout-style"),
    "nested-rules": (file("report.css", b"a{" * 10_000), "report.css:1:122: layout-style"),
    "nested-calc": (file("report.css", b"\np{width:" + b"calc(" * 5_000), "report.css:2:.*layout-style"),
    "template-of-megabytes": (file("own.html.j2", b"x" * 3_000_000), "own.html.j2: layout-template"),
    "toml-of-megabytes": (file("layout.toml", b"# x\n" * 1_000_000), "layout.toml:1: layout-syntax"),
    "deep-lists": (file("layout.toml", b"a = " + b"[" * 5_000), "layout.toml:1: layout-syntax.*deep"),
    "deep-tables": (file("layout.toml", b"a = " + b"{a=" * 5_000), "layout.toml:1: layout-syntax.*deep"),
    "digits": (file("layout.toml", b"a = " + b"9" * 5_000), "layout.toml:1: layout-syntax.*number"),
    "null": (file("layout.toml", b"a = 1\0"), "layout.toml:1:.*layout-syntax"),
    "keys": (file("layout.toml", b"".join(b"k%d=1\n" % n for n in range(2_000))), "layout-invalid"),
    "nan": (toml("bleed_mm = 3", "bleed_mm = nan"), r"layout.toml:\d+:\d+: layout-invalid"),
    "inf": (toml("column = 238", "column = inf"), r"layout.toml:\d+:\d+: layout-invalid"),
    "minus-inf": (toml("column = 238", "column = -inf"), r"layout.toml:\d+:\d+: layout-invalid"),
    "huge": (toml("column = 238", "column = 1e300"), r"layout.toml:\d+:\d+: layout-invalid"),
    "no-line": (toml("line = 14", "line = 0"), r"layout.toml:\d+:\d+: layout-invalid: .*1 or more"),
    "no-scale": (toml("scale = 4.12", "scale = 1e-300"), r"layout.toml:\d+:\d+: layout-invalid"),
    "date": (toml("column = 238", "column = 1979-05-27"), r"layout.toml:\d+:\d+: layout-invalid"),
    "time": (toml("bleed_mm = 3", "bleed_mm = 07:32:00"), r"layout.toml:\d+:\d+: layout-invalid"),
    "icc-absolute": (file("profiles/own.toml", PROFILE.replace(b"icc = \"", b"icc = \"/etc/passwd")),
                     r"own.toml:\d+:\d+: printer-icc"),
    "icc-above": (file("profiles/own.toml", PROFILE.replace(b"icc = \"", b"icc = \"../../../")),
                  r"own.toml:\d+:\d+: printer-icc"),
    "profile-deep": (file("profiles/own.toml", b"a = " + b"[" * 5_000), "own.toml:1: printer-syntax"),
    "ink-nan": (file("profiles/own.toml", PROFILE.replace(b"total_ink = 3", b"total_ink = nan # 3")),
                r"own.toml:\d+:\d+: printer-invalid"),
    "font-link": (font("x.ttf", "/etc/passwd"), "fonts/x.ttf: layout-outside"),
    "font-folder": (font("more", "/usr/share/fonts"), "fonts/more: layout-outside"),
}


def told_of_template(folder: Path, source: str | bytes) -> str:
    (folder / "hostile.html.j2").write_bytes(source.encode() if isinstance(source, str) else source)
    made = manuscript()
    case = Context(made, LAYOUT, MAIL, {}, folder)
    layout = LAYOUT.model_copy(update={"folder": folder})
    return told(lambda: render(layout, "hostile", case=case, words=case.words, article=made.foreword))


def told_of_folder(root: Path, spoil) -> str:
    shutil.copytree(ROOT / "layouts/rocb", root / "layouts/rocb")
    (root / "outside.css").write_text("p {}")
    spoil(root / "layouts/rocb")
    if not (root / "fonts").exists():
        (root / "fonts").symlink_to(ROOT / "fonts")
    workspace = Workspace(root)

    def read():
        if wrong := tuple(check_fonts(workspace.fonts)):
            raise LayoutError(wrong)
        own = (root / "layouts/rocb/profiles/own.toml").exists()
        read_printer(read_layout(workspace, "rocb"), "own" if own else "fogra39")
    return told(read)


def told(run) -> str:
    try:
        run()
    except LayoutError as error:
        return "\n".join(map(str, error.findings))
    except BaseException as error:
        return f"not told: {error!r}"
    return "not found"


def main(folder: Path) -> None:
    """What is told of each, as JSON, a line when each begins; within bounds of processor and memory."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    own = folder / "templates" / "rocb"
    own.mkdir(parents=True)
    (own.parent / "outside.html.j2").write_text("words from elsewhere")
    (own / "link.html.j2").symlink_to("/etc/passwd")
    for name, (source, _) in TEMPLATES.items():
        print(json.dumps([f"template {name}", told_of_template(own, source)]), flush=True)
    for name, (spoil, _) in FILES.items():
        print(json.dumps([f"folder {name}", told_of_folder(folder / name, spoil)]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
