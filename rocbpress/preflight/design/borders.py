"""What layout.toml says of disputed areas, held against what the maps can draw."""

from __future__ import annotations

from dataclasses import replace

from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.layout import Layout
from rocbpress.layout.toml import toml_place


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    shown = f"layouts/{layout.name}/layout.toml"
    return tuple(replace(finding, where=toml_place(layout.folder / "layout.toml", shown, "disputed", name))
                 for name, way in layout.disputed.items()
                 for finding in border_findings({name: way}, Place(shown)))
