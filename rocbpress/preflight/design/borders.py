"""What layout.toml says of disputed areas, checked against what the maps can draw."""

from __future__ import annotations

from dataclasses import replace

from rocbpress.figures.maps.borders import border_findings
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.layout import Layout
from rocbpress.layout.toml import toml_place


def check_borders(layout: Layout) -> tuple[Finding, ...]:
    """Names and treatments under [disputed] that no map knows, and those that none can follow."""
    path, shown = layout.folder / "layout.toml", f"layouts/{layout.name}/layout.toml"
    # The place is looked for only where there is something to say: it takes parsing the file once more.
    return tuple(replace(finding, where=toml_place(path, shown, "disputed", name))
                 for name, treatment in layout.disputed.items()
                 for finding in border_findings({name: treatment}, Place(shown)))
