"""Faces cut to the letters of an issue, as WOFF2 (W3C), for the style sheet that names them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools import version as fonttools
from fontTools.ttLib import TTFont

from rocbpress.layout.schema import ScriptFace
from rocbpress.layout.script_faces import FOLLOWING, family_files, font_of
from rocbpress.preflight.font_files import LICENCE
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.contained import is_inside
from rocbpress.workspace.fingerprint import file_state

# Letters that style sheets print themselves.
OWN = "–☐☑←→↩·…  "
_FACE = re.compile(r'url\("?(?:\.\./)*fonts/([\w./ -]+\.ttf)"?\)')
# Of OpenType's features those that running text, figures in columns and scripts need.
_NAMES = (0, 13, 14)  # copyright, licence, and where it stands (OpenType 1.9, name)
_FEATURES = (b"lnum", b"onum", b"pnum", b"tnum")


@dataclass(frozen=True, slots=True)
class CutFace:
    """A face as a page loads it, and the file that it was cut from.

    `code` is the script that it is for, '' for the layout's own.
    """

    name: str
    data: bytes
    source: Path
    code: str = ""


def cut_faces(sheet: str, fonts: Path, letters: str, cache: Cache) -> tuple[str, tuple[CutFace, ...]]:
    """The sheet with its `url(fonts/….ttf)` as names of cut faces, and these faces in its order."""
    found: dict[str, CutFace] = {}

    def cut(match: re.Match[str]) -> str:
        path = fonts / match[1]
        if match[1] not in found and is_inside(path, fonts):
            found[match[1]] = CutFace(f"{path.stem}.woff2", _cut(path, letters, cache), path)
        return f'url("{path.stem}.woff2") format("woff2")'

    return _FACE.sub(cut, sheet), tuple(found.values())


def script_faces(faces: Mapping[str, ScriptFace], fonts: Path, letters: str, cache: Cache,
                 ) -> Iterator[tuple[str, CutFace]]:
    """For each of these scripts the rule @font-face of each file of its family, with the face.

    Such a face comes before the layout's own, whose last name is any of the reader's.
    """
    for code, face in faces.items():
        for path, weight, italic in family_files(fonts, face.family):
            cut = CutFace(f"{path.stem}.{code}.woff2", _cut(path, letters, cache), path, code)
            style = "italic" if italic else "normal"
            yield (f'@font-face{{font-family:"{face.family}";font-weight:{weight};font-style:{style};'
                   f'font-display:swap;src:url("{cut.name}") format("woff2")}}'), cut


def letters_of(pages: Iterable[str]) -> str:
    """Every character of the pages once, and those that style sheets print."""
    return "".join(sorted(set(OWN).union(*pages)))


def letters_beside(letters: str, own: Iterable[CutFace]) -> str:
    """The letters that no face of the layout has, and spaces and marks, which stay with the letter before."""
    fonts = [font_of(file_state(face.source)) for face in own]
    return "".join(letter for letter in letters if unicodedata.category(letter) in FOLLOWING
                   or not any(font.get_nominal_glyph(ord(letter)) for font in fonts))


def licences(faces: Iterable[CutFace]) -> str:
    """What may be done with the faces, which their licences ask to go with them; '' for no faces."""
    folders = dict.fromkeys(face.source.parent for face in faces)
    texts = (f"{folder.name}\n\n{path.read_text('utf-8').strip()}\n" for folder in folders
             for path in sorted(folder.iterdir()) if LICENCE.match(path.name))
    return "\n\n".join(texts)


def _cut(path: Path, letters: str, cache: Cache) -> bytes:
    data = path.read_bytes()
    made: bytes = cache.remember(
        "web", lambda: _woff2(path, letters), face=hashlib.sha256(data).hexdigest(), letters=letters,
        fonttools=fonttools, harfbuzz=hb.version_string(),
        code=hashlib.sha256(Path(__file__).read_bytes()).hexdigest())
    return made


def _woff2(path: Path, letters: str) -> bytes:
    """The face with these letters and what they are joined of; HarfBuzz cuts it, fontTools packs it."""
    chosen = hb.SubsetInput()
    chosen.flags = hb.SubsetFlags.NO_HINTING
    chosen.unicode_set.update(map(ord, letters))
    chosen.name_id_set.update(_NAMES)
    chosen.layout_feature_tag_set.update(int.from_bytes(tag, "big") for tag in _FEATURES)
    face = hb.Face(hb.Blob.from_file_path(path))
    with TTFont(BytesIO(hb.subset(face, chosen).blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    return out.getvalue()
