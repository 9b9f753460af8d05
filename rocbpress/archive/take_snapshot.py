"""A portrait taken of a finished edition."""

from __future__ import annotations

from rocbpress.archive.appearance import appearances
from rocbpress.archive.construction import constructions
from rocbpress.archive.snapshot import Page, Snapshot


def take_snapshot(pdf: bytes) -> Snapshot:
    """All that is kept of the pages of a PDF."""
    particulars, heard = constructions(pdf)
    pages = (Page(half.label, seen.text, seen.spots, seen.inks, seen.shapes, tuple(half.structure),
                  tuple(half.alternatives), tuple(half.links), seen.picture)
             for half, seen in zip(heard, appearances(pdf), strict=True))
    return Snapshot(particulars, tuple(pages))
