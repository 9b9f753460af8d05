"""What layout.toml says of disputed areas, checked against what the maps can draw."""

from __future__ import annotations

from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.layout import Layout
from rocbpress.layout.toml_marks import find_marks


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    text = (layout.folder / "layout.toml").read_text("utf-8") if layout.disputed else ""
    marks = find_marks(text)
    return tuple(finding for name, treatment in layout.disputed.items() for finding in border_findings(
        {name: treatment}, Place(f"layouts/{layout.name}/layout.toml", marks["disputed", name].line)))
