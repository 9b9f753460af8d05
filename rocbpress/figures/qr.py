"""QR codes (ISO/IEC 18004) as vectors."""

from rocbpress.figures.maps.drawing import rectangle, svg

QUIET = 4  # modules of white on every side, which a reader needs (ISO/IEC 18004, 9.1)


def qr_code(address: str, side: float, *, dark: str, light: str) -> str:
    """SVG of the code, `side` points wide and high, its quiet zone included; hidden from readers.

    An eighth of it may be damaged (level M).
    """
    import segno

    rows = [bytes(row) for row in segno.make_qr(address, error="m", boost_error=False).matrix]
    module = side / (len(rows) + 2 * QUIET)
    data = "".join(
        f"M{(at + QUIET) * module:.3f},{(line + QUIET) * module:.3f}h{length * module:.3f}"
        f"v{module:.3f}h-{length * module:.3f}z"
        for line, row in enumerate(rows) for at, length in _runs(row))
    ground = rectangle(0, 0, side, side, fill=light)
    return svg((ground, f'<path fill="{dark}" d="{data}"/>'), width=side, height=side, alt="")


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many stand side by side."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = found[-1][0], found[-1][1] + 1
        elif dark:
            found.append((at, 1))
    return found
