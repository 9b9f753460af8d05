"""What layout.toml says of disputed areas, checked against what the maps can draw."""

from __future__ import annotations

from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding
from rocbpress.layout.layout import Layout
from rocbpress.layout.toml import toml_place


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    path, shown = layout.folder / "layout.toml", f"layouts/{layout.name}/layout.toml"
    return tuple(finding for name, treatment in layout.disputed.items()
                 for finding in border_findings({name: treatment}, toml_place(path, shown, "disputed", name)))
