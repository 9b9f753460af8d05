"""Word files made to do harm, or broken; each with the code that it is refused with, '' where it is
imported."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.importing.word_xml import NAMESPACES, p, package, picture, png, r, row, t, table, zipped

_PLAIN = {"document": f"<w:body>{p('Fine words stand here.')}</w:body>"}
_ENTITIES = ('<!DOCTYPE w:document [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
             '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>')
_OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
MARKUP = ('---', 'title: stolen', '"}{.pull}', '::: box "x"', '# no heading', '[^1]: no note',
          '![x](../../secret.png)',
          '[click](javascript:alert)', '<script>alert(1)</script>', '```map', '{{ config }}', '{% raw %}',
          '&#60;b&#62;',
          '| a | b |', '***', '\\', '`', 'a: [b', '!!python/object:os.system', '%TAG ! x', '1) one', '+ plus',
          '> quote',
          '  ====', 'https://example.org/<b>', 'https://example.org/*a*_b_', '~~~', '$x$', ':tada:',
          '- [ ] task')


class Hostile(NamedTuple):
    """A file, and the code that refuses it."""

    name: str
    data: bytes
    code: str = ""


def hostile_file(name: str) -> Hostile:
    """The file of that name, made anew."""
    return next(Hostile(name, make(), code) for each, make, code in CASES if each == name)


def hostile_files() -> Iterator[Hostile]:
    """All of them."""
    for name, _, _ in CASES:
        yield hostile_file(name)


def _main(inside: str, before: str = "") -> bytes:
    """A package whose main part is written as given."""
    return package(_PLAIN, raw={"word/document.xml": f"{before}<w:document "
                                f"{NAMESPACES}><w:body>{inside}</w:body>"
                                                     "</w:document>".encode()})


def _bomb() -> bytes:
    """80 MB of one part in 80 kB."""
    return _replaced("word/document.xml", b"<w:document>" + b" " * 80_000_000, 6)


def _many() -> bytes:
    """Parts that are small each, and 280 MB together."""
    out = io.BytesIO(package(_PLAIN))
    block = b"\0" * 14_000_000
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"word/media/image{number}.png", block)
    return out.getvalue()


def _replaced(name: str, data: bytes, level: int = 6) -> bytes:
    with ZipFile(io.BytesIO(package(_PLAIN))) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=level) as archive:
        for each, content in {**files, name: data}.items():
            archive.writestr(each, content)
    return out.getvalue()


def _lying() -> bytes:
    """A part that unpacks to a hundred times what the directory says."""
    data = bytearray(_replaced("word/document.xml", b"<w:document>" + b" " * 80_000_000))
    wrong = struct.pack("<I", 1000)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at:at + 200].find(b"word/document.xml") >= 0:
                data[at + offset:at + offset + 4] = wrong
    return bytes(data)


def _escaping() -> bytes:
    """Names that lead out of any folder, for parts and for pictures."""
    parts = {"document": f"<w:body>{p('Escaping words.')}{p(picture('image1'))}</w:body>"}
    return package(parts, {"image1.png": png()}, raw={"../../evil.txt": b"evil", "/etc/evil": b"evil",
                                                      "word\\..\\..\\evil": b"evil"})


def _outside_picture() -> bytes:
    """Pictures and templates by address: on the web, on a share, on this machine."""
    blips = "".join(p(picture(key)) for key in ("net", "share", "local", "up"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    rels = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}" {mode}/>' for key, target,
                   mode in (
        ("net", "http://198.51.100.7/track.png", 'TargetMode="External"'),
        ("share", "\\\\198.51.100.7\\share\\x.png", 'TargetMode="External"'),
        ("local", "file:///etc/passwd", 'TargetMode="External"'), ("up", "../../../../etc/passwd", "")))
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return package({"document": f"<w:body>{p('Outside words.')}{blips}</w:body>"},
                   raw={"word/_rels/document.xml.rels": f"{head}{rels}</Relationships>".encode()})


def _deep_tables(depth: int) -> bytes:
    inside = p("Deepest words.")
    for _ in range(depth):
        inside = f"<w:tbl><w:tr><w:tc>{inside}<w:p/></w:tc></w:tr></w:tbl>"
    return package({"document": f"<w:body>{inside}</w:body>"})


def _deep_elements() -> bytes:
    return _main("<w:p>" + "<w:smartTag>" * 50_000 + r("x") + "</w:smartTag>" * 50_000 + "</w:p>")


def _wide() -> bytes:
    """A table that claims a million columns."""
    return package({"document": '<w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>'
                                f"{p('Wide words.')}</w:tc></w:tr>{row('a', 'b')}</w:tbl></w:body>"})


def _looping_styles() -> bytes:
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="S{at}"><w:name w:val="S{at}"/><w:basedOn '
                     f'w:val="S{to}"/>'
                     "</w:style>" for at, to in ((1, 2), (2, 3), (3, 1)))
    return package({"document": f"<w:body>{p('Looping words.', 'S1')}</w:body>", "styles": styles})


def _looping_notes() -> bytes:
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    return package({"document": f"<w:body>{p(r('Called here.') + call)}</w:body>",
                    "footnotes": f'<w:footnote w:id="1">{p(r("It calls itself.") + call)}</w:footnote>'})


def _markup() -> bytes:
    """Text that would be markup, front matter, a template or a tag elsewhere."""
    body = "".join(map(p, MARKUP)) + p("".join(f"<w:r>{t(each)}<w:br/></w:r>" for each in MARKUP))
    cells = "".join(row(each, f"{each} | x") for each in MARKUP)
    title = p('Title: "quoted" # {no} [yaml] | > : - &a *b !c %d @e `f` \' --- ...', "Title")
    styles = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    media = {"image1.png": png()}
    shown = p(picture("image1", alt='](x){.decorative} "quoted" \n\n# heading'))
    return package({"document": f"<w:body>{title}{body}{table(cells)}{shown}</w:body>", "styles": styles},
                   media)


def _characters() -> bytes:
    """Characters that no text should hold, and some that only look so."""
    odd = "\u202egnihtemos\u202c \u2028 \u2029 \ufeff \ufffd \U000e0041 \ue000 \u200d \u0301\u0301\u0301 \x85"
    body = p(f"Odd: {odd}") + p("e" + chr(0x301) * 500) + p("word" * 3000)
    return package({"document": f"<w:body>{body}</w:body>"})


def _numbers() -> bytes:
    """Attributes with numbers that no page can hold."""
    size = '<w:sz w:val="99999999999999999999"/>'
    level = '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="2"/></w:numPr>'
    lists = ('<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999999999"/>'
             '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9%0%%"/></w:lvl></w:abstractNum>'
             '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>')
    body = p(r("Large words.", size)) + p("Numbered words.", "", level) + p("More.", "",
                                                                            '<w:outlineLvl w:val="99"/>')
    return package({"document": f"<w:body>{body}</w:body>", "numbering": lists})


def _cut(share: float) -> Callable[[], bytes]:
    data = package({"document": f"<w:body>{p('Cut words.') * 400}</w:body>"}, {"image1.png": png()})
    return lambda: data[:int(len(data) * share)]


def _flipped(seed: int) -> Callable[[], bytes]:
    """Some bytes of the file exchanged."""
    def make() -> bytes:
        data = bytearray(package({"document": f"<w:body>{p('Flipped words.') * 50}</w:body>"}))
        for at in range(seed, len(data), 97 + seed):
            data[at] ^= 0x55
        return bytes(data)
    return make


def _pictures() -> bytes:
    """Pictures that are bombs, scripts, or nothing."""
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(
        ">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0) + b"\0\0\0\0"
    script = (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script>'
              b'<image href="file:///etc/passwd"/></svg>')
    media = {"image1.png": huge, "image2.png": b"", "image3.png": b"GIF89a\xff\xff\xff\xff",
             "image4.emf": b"\x01\0\0\0",
             "image5.svg": script, "image6.png": script}
    body = p("Pictured words.") + "".join(p(picture(f"image{at}")) for at in range(1, 7))
    return package({"document": f"<w:body>{body}</w:body>"}, media)


def _stored(name: str, method: int) -> bytes:
    """A package with a part packed in a way that nobody reads, or locked."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr(ZipInfo(name), b"x")
    data = bytearray(out.getvalue())
    data[8:10] = struct.pack("<H", method)
    return bytes(data)


def _fields() -> bytes:
    """Fields that ask Word to run or fetch something, and one that never ends."""
    begin, part = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate"))
    code = '<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    return package({"document": f"<w:body>{p(begin + code + part + r('Result words.'))}"
                                f"{p(begin * 3000 + r('Unended words.'))}{p('After words.')}</w:body>"})


CASES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("bomb", _bomb, "word-too-large"), ("many", _many, "word-too-large"), ("lying", _lying, "*"),
    ("entities", lambda: _main("<w:p><w:r><w:t>&d;</w:t></w:r></w:p>", _ENTITIES), "word-doctype"),
    ("outside-entity", lambda: _main("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", _OUTSIDE), "word-doctype"),
    ("utf-16-entity", lambda: package(_PLAIN, raw={"word/document.xml": (
        '<?xml version="1.0" encoding="UTF-16"?>' + _OUTSIDE
        + f"<w:document {NAMESPACES}/>").encode("utf-16")}),
     "word-doctype"),
    ("escaping", _escaping, ""), ("outside-picture", _outside_picture, ""),
    ("deep-tables", lambda: _deep_tables(30), ""),
    ("deeper-tables", lambda: _deep_tables(2000), "word-too-deep"),
    ("deep-elements", _deep_elements, "word-too-deep"), ("wide", _wide, ""),
    ("looping-styles", _looping_styles, ""), ("looping-notes", _looping_notes, ""), ("markup", _markup, ""),
    ("characters", _characters, ""), ("numbers", _numbers, ""), ("pictures", _pictures, ""),
    ("fields", _fields, ""),
    ("cut-half", _cut(0.5), "word-damaged"), ("cut-end", _cut(0.98), "word-damaged"),
    ("cut-start", _cut(0.01), "word-damaged"),
    *((f"flipped-{seed}", _flipped(seed), "*") for seed in range(1, 9)),
    ("empty", lambda: b"", "word-damaged"), ("text", lambda: b"only text", "word-damaged"),
    ("no-main", lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "word-damaged"),
    ("not-xml", lambda: package(_PLAIN, raw={"word/document.xml": b"no <xml"}), "word-damaged"),
    ("not-word", lambda: package(_PLAIN, raw={"word/document.xml": b"<html/>"}), "word-damaged"),
    ("locked", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
     + "EncryptedPackage".encode("utf-16-le"),
     "word-encrypted"),
    ("old", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "word-old"),
    ("odd-method", lambda: _stored("word/document.xml", 99), "word-damaged"),
    ("broken-styles", lambda: package({**_PLAIN, "styles": ""}, raw={"word/styles.xml": b"<w:styles"}), "*"),
    ("large-words", lambda: package({"document": f"<w:body>{p('word ' * 1_000_000)}</w:body>"}), "*"),
    ("paragraphs", lambda: package({"document": f"<w:body>{p('word') * 150_000}</w:body>"}), "*"),
    ("runs", lambda: package({"document": f"<w:body>{p(r('w', '<w:b/>') * 100_000)}</w:body>"}), "*"),
    ("cells", lambda: package({"document": f"<w:body>{table(row(*('c',) * 300) * 150)}</w:body>"}), "*"),
)
