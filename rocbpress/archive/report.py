"""One page for a browser: what changed in an issue, with pictures side by side."""

import shutil
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter

from rocbpress.archive.compare import PICTURE_SLACK, Difference, difference_mask, opened
from rocbpress.archive.snapshot import Page
from rocbpress.archive.verify import EditionVerdict, Verdict
from rocbpress.workspace.files import publish

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 86rem; margin: 2rem auto; padding: 0 1rem;
       color: #222; background: #fff }
h3 { margin: 2rem 0 .5rem } table { border-collapse: collapse }
td, th { border: 1px solid #bbb; padding: .2rem .6rem; text-align: left }
figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top }
img { border: 1px solid #999; max-width: 100% }
"""
_CONTEXT = 20  # letters around what was reworded
_MOST = 300
_RED = (208, 0, 32)
_SPREAD = 5  # pixels: a lone one would escape the eye


def publish_report(number: int, examined: tuple[EditionVerdict, ...], folder: Path) -> Path | None:
    """Write index.html with all pictures in it, and each picture beside it; the path of the page.

    None where nothing has changed; what an earlier verification found is deleted then too.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if not any(each.verdict is Verdict.CHANGED for each in examined):
        return None
    for each in examined:
        for one in each.differences:
            for caption, data in _side_by_side(*_pair(each, one)):
                sheet = max(one.before, one.after) + 1
                publish(data, folder / f"{each.edition}-{sheet:04}-{caption.replace(' ', '-')}.png")
    body = "".join(_edition(each) for each in examined)
    publish('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            f"<title>Issue {number} verified</title><style>{_STYLE}</style></head><body>"
            f"<h1>Issue {number}, compared with its lock</h1>{body}</body></html>\n".encode(),
            folder / "index.html")
    return folder / "index.html"


def _edition(each: EditionVerdict) -> str:
    rows = "".join(f"<tr><td>{escape(one.label or 'the whole file')}</td>"
                   f"<td>{escape(', '.join(one.kinds))}</td></tr>" for one in each.differences)
    table = f"<table><tr><th>Page</th><th>What changed</th></tr>{rows}</table>" if rows else ""
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in each.reasons)
    listed = f"<p>What differs from the lock:</p><ul>{reasons}</ul>" if reasons else ""
    return (f"<h2>The {each.edition} edition: {each.verdict}</h2>{listed}{table}"
            + "".join(_page(each, one) for one in each.differences if one.label))


def _page(each: EditionVerdict, one: Difference) -> str:
    before, after = _pair(each, one)
    words = "".join(f"<p>{title}: <del>{escape(old)}</del> → <ins>{escape(new)}</ins></p>"
                    for title, old, new in (_words(before, after) if before and after else ()))
    figures = "".join(
        f'<figure><img src="data:image/png;base64,{b64encode(data).decode()}" '
        f'alt="Page {escape(one.label)} {caption}"><figcaption>{caption}</figcaption></figure>'
        for caption, data in _side_by_side(before, after))
    return f"<h3>Page {escape(one.label)}: {escape(', '.join(one.kinds))}</h3>{words}{figures}"


def _pair(each: EditionVerdict, one: Difference) -> tuple[Page | None, Page | None]:
    before = each.before.pages[one.before] if each.before and one.before >= 0 else None
    after = each.after.pages[one.after] if each.after and one.after >= 0 else None
    return before, after


def _words(before: Page, after: Page) -> Iterator[tuple[str, str, str]]:
    """What no picture shows, before and after, and the words around what was reworded."""
    if before.text != after.text:
        yield "Words", *_around(before.text, after.text)
    for title, old, new in (("Structure", before.structure, after.structure),
                            ("Alternative text", before.alternatives, after.alternatives),
                            ("Links", before.links, after.links)):
        if old != new:
            yield title, _differing(old, new), _differing(new, old)


def _differing(lines: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The lines that the others have not; of lines in another order, those that stand elsewhere."""
    own = [line for line in lines if line not in others]
    return "; ".join(own or [line for line, other in zip(lines, others, strict=False) if line != other])


def _around(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before they part until a little after they meet again."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    first, last = max(0, start - _CONTEXT), max(0, tail - _CONTEXT)
    return before[first:len(before) - last][:_MOST], after[first:len(after) - last][:_MOST]


def _side_by_side(before: Page | None, after: Page | None) -> Iterator[tuple[str, bytes]]:
    """Captions and PNG files; a page that is new, or gone, has but one picture."""
    if before:
        yield "as it was locked", _png(opened(before.picture))
    if after:
        yield "as it is made now", _png(opened(after.picture))
    if before and after:
        yield "the difference", _png(_difference(before.picture, after.picture))


def _difference(before: bytes, after: bytes) -> Image.Image:
    """The page of now in pale grey, with red where it differs."""
    grey = opened(after).convert("L")
    pale = grey.point([200 + value * 55 // 255 for value in range(256)]).convert("RGB")
    spots = difference_mask(before, after, PICTURE_SLACK).filter(ImageFilter.MaxFilter(_SPREAD))
    return Image.composite(Image.new("RGB", pale.size, _RED), pale, spots)


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
