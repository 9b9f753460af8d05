"""The pictures of docs/gallery.md, made anew of real pages: `python -m tests.contact_sheets`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from tests.other_layout import LAYOUTS, ROOT, in_layout, press_issue

SHEETS = {82: "issue-82", 0: "specimen"}  # in the first layout; in others the name is the layout's, and this
ACROSS, WIDTH = 7, 196  # pages in a row, and pixels of a page
# Pages that both layouts have, by words on them, and their pixels: a row for each layout.
BESIDE = ("July to September 2023", "has released the 2022", "Crime that earns money",
          "How does a customs administration earn trust")
LARGE = 320
GAP = 10
GROUND = (139, 139, 139)
COLOURS = 256


def main() -> None:
    """Set every issue in every layout, write a sheet of each, and one of like pages one above the other."""
    alike: list[Image.Image] = []
    for layout in LAYOUTS:
        for number, name in SHEETS.items():
            with TemporaryDirectory() as folder:
                workspace = in_layout(Path(folder), number, layout)
                data, _ = press_issue(workspace, number, cache=Path(folder) / "cache")
            own = name if layout == LAYOUTS[0] else f"{layout}-{name}"
            _write(own, sheet(tuple(_pages(data, WIDTH)), ACROSS))
            if number == 82:
                alike += _pages(data, LARGE, BESIDE)
    _write("layouts", sheet(alike, len(BESIDE)))


def sheet(pages: Sequence[Image.Image], across: int) -> bytes:
    """Pages of one size in rows, as a PNG of few colours."""
    width, height = pages[0].size
    rows = -(-len(pages) // across)
    whole = Image.new("RGB", (across * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for at, page in enumerate(pages):
        row, column = divmod(at, across)
        whole.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    out = BytesIO()
    few = whole.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _pages(data: bytes, width: int, words: Sequence[str] = ()) -> Iterator[Image.Image]:
    """All pages, or the first with each of these words, as wide as that."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
        wanted = [next(at for at, text in enumerate(texts) if word in text) for word in words]
        for at in wanted if words else range(len(document)):
            page = document[at]
            drawn = page.render(scale=4 * width / page.get_width()).to_pil().convert("RGB")
            yield drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)


def _write(name: str, data: bytes) -> None:
    path = ROOT / "docs" / f"{name}.png"
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}: {len(data) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
