"""What layout.toml says of disputed areas, held against what the maps can draw."""

from __future__ import annotations

from dataclasses import replace

from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.layout import Layout


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    path = layout.folder / "layout.toml"
    shown = f"layouts/{layout.name}/layout.toml"
    lines = path.read_text("utf-8").splitlines() if layout.disputed else []
    return tuple(replace(finding, where=Place(shown, _line(lines, name)))
                 for name, way in layout.disputed.items()
                 for finding in border_findings({name: way}, Place(shown)))


def _line(lines: list[str], name: str) -> int:
    """The number of the line under [disputed] that has the area's name for its key, from 1; 0 for none."""
    first = lines.index("[disputed]") if "[disputed]" in lines else 0
    keys = ((number, line.partition("=")[0].strip().strip("\"'")) for number, line in enumerate(lines, 1))
    return next((number for number, key in keys if number > first and key == name), 0)
